"""The tagger in PyTorch: a BERT encoder over pieces with added features, and two heads: labels (with a linear-chain CRF,
Lafferty et al. 2001) and links (a bilinear score with a bias by distance). What Go runs is exported from this."""
import torch, torch.nn as nn, torch.nn.functional as F

LABELS = ['O', 'B-source', 'I-source', 'B-cue', 'I-cue', 'B-content', 'I-content']
FEATURES = [('case', 4), ('quote', 5), ('bound', 3)]
DISTANCES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128]   # tokens between two spans; one bucket more each way
PLACES = 3                                                      # same sentence, same paragraph, further


class Dropout(nn.Module):
    """Dropout whose masks are stretches of one long draw: drawing anew each time takes a tenth of the training."""
    def __init__(self, p):
        super().__init__()
        self.p, self.drawn = p, None

    def forward(self, x):
        if not self.training or not self.p: return x
        n = x.numel()
        if self.drawn is None or len(self.drawn) < 2 * n: self.drawn = (torch.rand(2 * n + 4096) >= self.p).to(torch.bfloat16) / (1 - self.p)
        at = int(torch.randint(len(self.drawn) - n, ()))
        return x * self.drawn[at:at + n].view_as(x).to(x.dtype)


class Layer(nn.Module):
    def __init__(self, hidden, heads, ffn, dropout):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.ffn_in = nn.Linear(hidden, ffn)
        self.ffn_out = nn.Linear(ffn, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x, mask):
        """x [B, T, hidden]; mask [B * heads, 1, T], added to the scores. Plain products: twice as fast on a CPU in bfloat16
        as the fused attention."""
        b, n, h = x.shape
        d = h // self.heads
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d).permute(2, 0, 3, 1, 4).reshape(3, b * self.heads, n, d)
        a = torch.softmax(torch.baddbmm(mask.to(q.dtype), q, k.transpose(1, 2), alpha=d ** -0.5), -1)
        a = torch.bmm(a, v).view(b, self.heads, n, d)
        x = self.norm1(x + self.dropout(self.out(a.transpose(1, 2).reshape(b, n, h))))
        return self.norm2(x + self.dropout(self.ffn_out(F.gelu(self.ffn_in(x)))))


class Encoder(nn.Module):
    def __init__(self, vocab, hidden, heads, layers, ffn, positions=512, dropout=0.1):
        super().__init__()
        self.config = dict(hidden=hidden, heads=heads, layers=layers, ffn=ffn, max_positions=positions, eps=1e-12)
        self.word = nn.Embedding(vocab, hidden)
        self.position = nn.Embedding(positions, hidden)
        self.feature = nn.ModuleDict({name: nn.Embedding(n, hidden) for name, n in FEATURES})
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layer = nn.ModuleList(Layer(hidden, heads, ffn, dropout) for _ in range(layers))
        for m in self.modules():
            if isinstance(m, (nn.Linear, nn.Embedding)): nn.init.normal_(m.weight, std=0.02)
            if isinstance(m, nn.Linear): nn.init.zeros_(m.bias)
        for m in self.feature.values(): nn.init.zeros_(m.weight)

    def forward(self, ids, features, mask):
        x = self.word(ids) + self.position.weight[:ids.shape[1]]
        for k, (name, _) in enumerate(FEATURES): x = x + self.feature[name](features[:, k])
        x = self.dropout(self.norm(x))
        m = (~mask[:, None, None, :]).to(x.dtype).mul(-1e4).expand(-1, self.config['heads'], -1, -1).reshape(-1, 1, mask.shape[1])
        for layer in self.layer: x = layer(x, m)
        return x

    def load_bert(self, w):
        """Takes over the weights of a BertModel's state dict w, token type 0 folded into the positions."""
        with torch.no_grad():
            self.word.weight.copy_(w['embeddings.word_embeddings.weight'])
            self.position.weight.copy_(w['embeddings.position_embeddings.weight'] + w['embeddings.token_type_embeddings.weight'][0])
            self.norm.weight.copy_(w['embeddings.LayerNorm.weight']); self.norm.bias.copy_(w['embeddings.LayerNorm.bias'])
            for i, l in enumerate(self.layer):
                p = f'encoder.layer.{i}.'
                for part in ('weight', 'bias'):
                    getattr(l.qkv, part).copy_(torch.cat([w[f'{p}attention.self.{n}.{part}'] for n in ('query', 'key', 'value')]))
                    getattr(l.out, part).copy_(w[f'{p}attention.output.dense.{part}'])
                    getattr(l.norm1, part).copy_(w[f'{p}attention.output.LayerNorm.{part}'])
                    getattr(l.ffn_in, part).copy_(w[f'{p}intermediate.dense.{part}'])
                    getattr(l.ffn_out, part).copy_(w[f'{p}output.dense.{part}'])
                    getattr(l.norm2, part).copy_(w[f'{p}output.LayerNorm.{part}'])


class Link(nn.Module):
    """Scores candidates for a span: q(span) · k(candidate) / sqrt(d) + bias[distance, place]; a learned score for none."""
    def __init__(self, hidden, d=128):
        super().__init__()
        self.q, self.k = nn.Linear(2 * hidden, d), nn.Linear(2 * hidden, d)
        self.bias = nn.Parameter(torch.zeros(2 * len(DISTANCES) + 3, PLACES))
        self.none = nn.Linear(2 * hidden, 1)

    def forward(self, spans, candidates, bucket, place):
        s = self.q(spans) @ self.k(candidates).T / self.q.out_features ** 0.5 + self.bias[bucket, place]
        return torch.cat([s, self.none(spans)], 1)


class CRF(nn.Module):
    """Scores of label pairs; forbidden ones stay at -1e4. Any label may begin a sequence, since a window may cut a span."""
    def __init__(self, n=len(LABELS)):
        super().__init__()
        self.transition = nn.Parameter(torch.zeros(n, n))
        allowed = torch.ones(n, n)
        for j in range(2, n, 2):
            for i in range(n): allowed[i, j] = float(i in (j, j - 1))
        self.register_buffer('forbidden', (allowed - 1) * 1e4)

    def scores(self): return self.transition + self.forbidden

    def loss(self, emission, labels, mask):
        """emission [B, T, n], labels [B, T], mask [B, T] with no gaps from 0: the mean negative log-likelihood of a token."""
        t, e = self.scores(), emission.float()
        b, n, _ = e.shape
        gold = (e.gather(2, labels[:, :, None])[:, :, 0] * mask).sum() + (t[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum()
        alpha = e[:, 0]
        for i in range(1, n):
            step = torch.logsumexp(alpha[:, :, None] + t[None], 1) + e[:, i]
            alpha = torch.where(mask[:, i, None] > 0, step, alpha)
        return ((torch.logsumexp(alpha, 1) * mask[:, 0]).sum() - gold) / mask.sum()

    def viterbi(self, emission):
        """emission [T, n] -> labels, a list of T."""
        t, e = self.scores().detach().numpy(), emission.float().numpy()
        score, back = e[0].copy(), []
        for i in range(1, len(e)):
            s = score[:, None] + t
            back.append(s.argmax(0)); score = s.max(0) + e[i]
        path = [int(score.argmax())]
        for b in reversed(back): path.append(int(b[path[-1]]))
        return path[::-1]


class Tagger(nn.Module):
    def __init__(self, vocab, hidden, heads, layers, ffn, dropout=0.1):
        super().__init__()
        self.encoder = Encoder(vocab, hidden, heads, layers, ffn, dropout=dropout)
        self.label = nn.Linear(hidden, len(LABELS))
        self.dropout = Dropout(dropout)
        self.crf = CRF()
        self.source = Link(hidden)     # from a cue to its source
        self.content = Link(hidden)    # from a content span to its cue


def spans_of(labels):
    """Labels of tokens -> {role: [[first, last)]} with role 0 source, 1 cue, 2 content. An I without its B begins a span."""
    out, i = {0: [], 1: [], 2: []}, 0
    while i < len(labels):
        if labels[i] == 0: i += 1; continue
        role, j = (labels[i] - 1) // 2, i + 1
        while j < len(labels) and labels[j] == 2 * role + 2: j += 1
        out[role].append((i, j)); i = j
    return out


def place(a, b, sentence, paragraph):
    """The distance bucket and the place of candidate span b as seen from span a."""
    gap = b[0] - a[1] if b[0] >= a[1] else a[0] - b[1]
    k = sum(gap >= d for d in DISTANCES) + 1 if gap >= 0 else 0
    bucket = len(DISTANCES) + 1 + (k if b[0] >= a[1] else -k)
    where = 0 if sentence[a[0]] == sentence[b[0]] else 1 if paragraph[a[0]] == paragraph[b[0]] else 2
    return bucket, where
