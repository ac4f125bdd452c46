"""Writes test vectors: vectors.py TAGGER.safetensors WINDOWS.jsonl OUT.json.gz. For each window (train/tag/features over
invented passages) the label scores of its core's tokens, computed in torch from the packed weights with the same
quantisation as the program's. The program is held to them: the same weights must mean the same in both."""
import gzip, json, sys
import torch
from safetensors import safe_open
import data
from export import simulated
from model import FEATURES


def main():
    path, windows, out = sys.argv[1:4]
    torch.set_default_dtype(torch.float64)
    with safe_open(path, 'pt') as f:
        tensors = {k: f.get_tensor(k) for k in f.keys()}; meta = f.metadata()
    config = dict(hidden_size=int(meta['hidden']), num_attention_heads=int(meta['heads']), num_hidden_layers=int(meta['layers']), layer_norm_eps=float(meta['eps']))
    rows = []
    for r in data.load(windows):
        features = {name: torch.tensor(r['features'][i]) for i, (name, _) in enumerate(FEATURES)}
        x = simulated(tensors, config, torch.tensor(r['ids']), feature_values=features)
        e = x[torch.tensor(r['piece'])] @ tensors['head.label.weight'].double().T + tensors['head.label.bias'].double()
        rows.append({'ids': r['ids'], 'scores': [[round(v, 2) for v in t] for t in e[r['core'][0]:r['core'][1]].tolist()]})
    with gzip.GzipFile(out, 'wb', mtime=0) as f: f.write(json.dumps(rows).encode())


if __name__ == '__main__': main()
