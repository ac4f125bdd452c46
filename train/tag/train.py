"""Trains the tagger: train.py --init DIR --out FILE.pt [--layers 6] TRAIN.jsonl DEV.jsonl, both from train/tag/features.
With --start it goes on from a trained tagger (.pt, or .safetensors as shipped); with --teacher it learns from another as well (distillation).
DIR holds a BERT's model.safetensors and config.json. Seeded; prints the dev figures after each epoch."""
import argparse, copy, json, random, time
import torch, torch.nn.functional as F
from safetensors.torch import load_file
import data, model as m, unpack


def forward(net, batch):
    ids, features, mask = data.collate(batch)
    with torch.autocast('cpu', torch.bfloat16, enabled=net.training or net.fast):
        x = net.encoder(ids, features, mask)
    return net.dropout(x.float())


def tokens(x, row):
    """The hidden states of a window's tokens: those of their first pieces."""
    return x[torch.tensor(row['piece'])]


def span_states(h, spans):
    s = torch.tensor(spans)
    return torch.cat([h[s[:, 0]], h[s[:, 1] - 1]], 1)


def candidates(spans, others, row):
    at = [[m.place(a, b, row['sentence'], row['paragraph']) for b in others] for a in spans]
    if not others: return torch.zeros(len(spans), 0, dtype=torch.long), torch.zeros(len(spans), 0, dtype=torch.long)
    t = torch.tensor(at)
    return t[:, :, 0], t[:, :, 1]


def link_scores(link, h, spans, others, row):
    b, p = candidates(spans, others, row)
    other = span_states(h, others) if others else h[:0].repeat(1, 2)
    return link(span_states(h, spans), other, b, p)


def link_loss(net, h, row):
    links = row['links']
    if not links: return 0.0, 0
    cues = [tuple(l['cue']) for l in links]
    sources = sorted({tuple(l['source']) for l in links if l['source']})
    inside = [i for i, c in enumerate(cues) if row['core'][0] <= c[0] < row['core'][1]]
    loss, n = 0.0, 0
    if inside:
        want = torch.tensor([sources.index(tuple(links[i]['source'])) if links[i]['source'] else len(sources) for i in inside])
        loss = loss + F.cross_entropy(link_scores(net.source, h, [cues[i] for i in inside], sources, row), want, reduction='sum'); n += len(inside)
    contents = [(tuple(c), i) for i, l in enumerate(links) for c in l['contents'] if row['core'][0] <= c[0] < row['core'][1]]
    if contents:
        want = torch.tensor([i for _, i in contents])
        loss = loss + F.cross_entropy(link_scores(net.content, h, [c for c, _ in contents], cues, row), want, reduction='sum'); n += len(contents)
    return loss, n


@torch.no_grad()
def teach(teacher, rows):
    """Keeps with each window what the teacher thinks of the labels of its core's tokens."""
    teacher.eval()
    for batch in data.batches(rows, 6000):
        x = forward(teacher, batch)
        for i, r in enumerate(batch): r['soft'] = teacher.label(tokens(x[i], r)[r['core'][0]:r['core'][1]]).half()


def soft_loss(parts, batch, temperature=2.0):
    """The cross-entropy with the teacher's labels (Hinton, Vinyals and Dean 2015), mean over tokens; 0 without a teacher."""
    said = [(p[:r['core'][1] - r['core'][0]], r['soft'].float()) for p, r in zip(parts, batch) if 'soft' in r]
    if not said: return 0.0
    p, q = torch.cat([a for a, _ in said]), torch.cat([b for _, b in said])
    return F.kl_div(F.log_softmax(p / temperature, 1), F.log_softmax(q / temperature, 1), log_target=True, reduction='batchmean') * temperature ** 2


def batch_loss(net, batch, link_weight=0.3, soft_weight=0.5):
    x = forward(net, batch)
    cores = [r['core'][1] - r['core'][0] for r in batch]
    e = torch.zeros(len(batch), max(cores), len(m.LABELS)); y = torch.zeros(len(batch), max(cores), dtype=torch.long); mask = torch.zeros(len(batch), max(cores))
    link, n, parts = 0.0, 0, []
    for i, r in enumerate(batch):
        h = tokens(x[i], r); a, b = r['core']
        parts.append(F.pad(net.label(h[a:b]), (0, 0, 0, max(cores) - (b - a))))
        if not r.get('bare'): y[i, :b - a] = torch.tensor(r['labels'][a:b]); mask[i, :b - a] = 1
        l, k = link_loss(net, h, r); link, n = link + l, n + k
    gold = net.crf.loss(torch.stack(parts), y, mask) if mask.any() else 0.0
    return gold + link_weight * link / max(1, n) + soft_weight * soft_loss(parts, batch)


@torch.no_grad()
def evaluate(net, rows):
    """Exact F of spans, cut at the cores, for source, cue, content; F of whole links given as sets of spans."""
    net.eval()
    hit, gold, pred = [0] * 4, [0] * 4, [0] * 4
    for batch in data.batches(rows, 8000):
        x = forward(net, batch)
        for i, r in enumerate(batch):
            h = tokens(x[i], r); a, b = r['core']
            said = m.spans_of(net.crf.viterbi(net.label(h)))
            want = m.spans_of(r['labels'])
            for role in range(3):
                g = {s for s in want[role] if a <= s[0] < b}; p = {s for s in said[role] if a <= s[0] < b}
                hit[role] += len(g & p); gold[role] += len(g); pred[role] += len(p)
            links = {}
            if said[1] and said[2]:
                for c, k in zip(said[2], link_scores(net.content, h, said[2], said[1], r).argmax(1).tolist()):
                    if k < len(said[1]): links.setdefault(k, []).append(c)
                who = link_scores(net.source, h, said[1], said[0], r).argmax(1).tolist()
            p = {(said[1][k], said[0][who[k]] if who[k] < len(said[0]) else None, tuple(sorted(c))) for k, c in links.items() if a <= said[1][k][0] < b}
            g = {(tuple(l['cue']), tuple(l['source']) if l['source'] else None, tuple(sorted(map(tuple, l['contents'])))) for l in r['links'] if a <= l['cue'][0] < b}
            hit[3] += len(g & p); gold[3] += len(g); pred[3] += len(p)
    net.train()
    return {name: round(200 * h / max(1, g + p), 2) for name, h, g, p in zip(('source', 'cue', 'content', 'whole'), hit, gold, pred)}


def load_tagger(path):
    if path.endswith('.safetensors'): return unpack.tagger(path)
    saved = torch.load(path, weights_only=True); c = saved['config']
    net = m.Tagger(saved['vocab'], c['hidden'], c['heads'], c['layers'], c['ffn']); net.load_state_dict(saved['state']); net.fast = True
    return net


def main():
    a = argparse.ArgumentParser()
    for name, default in dict(init='', out='', layers=6, epochs=5, lr=1.5e-4, head_lr=1e-3, pieces=3000, seed=1, warmup=100, threads=1, dropout=0.1, minutes=0.0, decay=0.999).items():
        a.add_argument('--' + name.replace('_', '-'), default=default, type=type(default))
    a.add_argument('--start', default='', help='a trained tagger to go on from, instead of --init')
    a.add_argument('--teacher', default='', help='a trained tagger to learn from as well')
    a.add_argument('--styles', default='', help='windows of the articles rewritten (restyle.py): half of the articles of an epoch come from these')
    a.add_argument('--mixed', default='', help='windows of other corpora (mix.py), whose links are not known')
    a.add_argument('--bare', default='', help='windows without labels, for which the teacher alone speaks')
    a.add_argument('train'); a.add_argument('dev')
    a = a.parse_args()
    torch.set_num_threads(a.threads); torch.set_flush_denormal(True); torch.manual_seed(a.seed); rng = random.Random(a.seed)
    train, dev = data.load(a.train), data.load(a.dev)
    if a.mixed: train += [dict(r, links=[]) for r in data.load(a.mixed)]
    if a.bare: train += [dict(r, bare=True) for r in data.load(a.bare)]
    styled = data.load(a.styles) if a.styles else []
    if a.teacher: teach(load_tagger(a.teacher), train + styled); print('taught', len(train), 'windows', flush=True)
    if a.start: net = load_tagger(a.start)
    else:
        w = load_file(a.init + '/model.safetensors'); c = json.load(open(a.init + '/config.json'))
        net = m.Tagger(c['vocab_size'], c['hidden_size'], c['num_attention_heads'], a.layers, c['intermediate_size'], a.dropout)
        net.encoder.load_bert(w)
    net.fast = True
    slow = [p for n, p in net.encoder.named_parameters() if not n.startswith('feature')]
    quick = [p for n, p in net.named_parameters() if not n.startswith('encoder') or 'feature' in n]
    opt = torch.optim.AdamW([{'params': slow, 'lr': a.lr}, {'params': quick, 'lr': a.head_lr}], weight_decay=0.01)
    versions = data.versions(train, styled)
    total = a.epochs * len(data.batches(train, a.pieces)); step, start = 0, time.time()
    mean = copy.deepcopy(net)   # an exponential moving average of the weights is what is kept
    net.train()
    for epoch in range(a.epochs):
        running = 0.0
        for k, batch in enumerate(data.batches(data.draw(versions, rng), a.pieces, rng)):
            done = max(step / total, (time.time() - start) / 60 / a.minutes if a.minutes else 0)
            for g, lr in zip(opt.param_groups, (a.lr, a.head_lr)): g['lr'] = lr * min(1, step / a.warmup) * max(0.0, 1 - done)
            if done >= 1: break
            loss = batch_loss(net, batch); opt.zero_grad(set_to_none=True); loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0); opt.step(); step += 1; running += loss.item()
            with torch.no_grad():
                d = min(a.decay, (1 + step) / (10 + step))
                for p, q in zip(mean.parameters(), net.parameters()): p.lerp_(q, 1 - d)
            if k % 50 == 49: print(f'epoch {epoch} {k+1} loss {running/50:.4f} {time.time()-start:.0f}s', flush=True); running = 0.0
        torch.save({'state': mean.state_dict(), 'config': mean.encoder.config, 'vocab': mean.encoder.word.num_embeddings}, a.out)
        print('epoch', epoch, evaluate(mean, dev), f'{time.time()-start:.0f}s', flush=True)
        if a.minutes and (time.time() - start) / 60 >= a.minutes: break


if __name__ == '__main__': main()
