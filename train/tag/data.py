"""Windows of labelled articles, as train/tag/features writes them."""
import json, random, torch
from model import FEATURES


def load(path):
    with open(path, encoding='utf-8') as f: rows = [json.loads(line) for line in f]
    for r in rows: r['links'] = r['links'] or []
    return rows


def versions(rows, styled):
    """For each article its windows, and those of each rewritten copy: {id: [[window]]}. Copies of an article stand one
    after another in styled; a window that begins an article begins a copy."""
    out = {}
    for r in rows: out.setdefault(r['id'], [[]])[0].append(r)
    last = None
    for r in styled:
        if r['id'] != last or r['core'][0] == 0 and r['first'] == 0: out[r['id']].append([])
        out[r['id']][-1].append(r); last = r['id']
    return out


def draw(versions, rng):
    """The windows of each article, half of the time of one of its copies where it has any."""
    return [r for v in versions.values() for r in (v[0] if len(v) == 1 or rng.random() < 0.5 else rng.choice(v[1:]))]


def batches(rows, pieces, rng=None):
    """Lists of windows of like length, of about so many pieces with padding; shuffled where rng is given."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]['ids']) + (rng.random() * 40 if rng else 0))
    out, batch = [], []
    for i in order:
        if batch and (len(batch) + 1) * len(rows[i]['ids']) > pieces: out.append(batch); batch = []
        batch.append(rows[i])
    if batch: out.append(batch)
    if rng: rng.shuffle(out)
    return out


def collate(batch):
    n = max(len(r['ids']) for r in batch)
    ids = torch.zeros(len(batch), n, dtype=torch.long); features = torch.zeros(len(batch), len(FEATURES), n, dtype=torch.long)
    mask = torch.zeros(len(batch), n, dtype=torch.bool)
    for i, r in enumerate(batch):
        k = len(r['ids']); ids[i, :k] = torch.tensor(r['ids']); features[i, :, :k] = torch.tensor(r['features']); mask[i, :k] = True
    return ids, features, mask
