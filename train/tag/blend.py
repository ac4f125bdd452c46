"""Blends two taggers of one shape: blend.py A B SHARE OUT.pt, each weight 1 - SHARE of A's and SHARE of B's.

Between a model and the same model trained on, figures on the first's data hardly fall while those on the other data rise
(Wortsman et al. 2022, "Robust fine-tuning of zero-shot models")."""
import sys, torch
import train

a, b, share = train.load_tagger(sys.argv[1]), train.load_tagger(sys.argv[2]), float(sys.argv[3])
with torch.no_grad():
    for p, q in zip(a.parameters(), b.parameters()): p.lerp_(q, share)
torch.save({'state': a.state_dict(), 'config': a.encoder.config, 'vocab': a.encoder.word.num_embeddings}, sys.argv[4])
