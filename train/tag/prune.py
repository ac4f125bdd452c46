"""Narrows a trained tagger's feed-forward layers: prune.py --ffn 768 MODEL.pt OUT.pt WINDOWS.jsonl. Those neurons stay whose
output weighs most: mean magnitude of the activation over some windows times the length of its outgoing weights."""
import argparse, torch, torch.nn.functional as F
import data, train


@torch.no_grad()
def main():
    a = argparse.ArgumentParser()
    a.add_argument('--ffn', type=int, default=768); a.add_argument('model'); a.add_argument('out'); a.add_argument('windows')
    a = a.parse_args()
    net = train.load_tagger(a.model).eval()
    layers = net.encoder.layer
    seen = [torch.zeros(l.ffn_in.out_features) for l in layers]
    for l, s in zip(layers, seen): l.ffn_in.register_forward_hook(lambda _, __, y, s=s: s.add_(F.gelu(y.float()).abs().sum((0, 1))))
    for batch in data.batches(data.load(a.windows)[:400], 3000): train.forward(net, batch)
    saved = torch.load(a.model, weights_only=True); state = saved['state']
    for i, (l, s) in enumerate(zip(layers, seen)):
        keep = (s * l.ffn_out.weight.norm(dim=0)).topk(a.ffn).indices.sort().values
        p = f'encoder.layer.{i}.'
        for name in ('ffn_in.weight', 'ffn_in.bias'): state[p + name] = state[p + name][keep].clone()
        state[p + 'ffn_out.weight'] = state[p + 'ffn_out.weight'][:, keep].clone()
    saved['config']['ffn'] = a.ffn
    torch.save(saved, a.out)


if __name__ == '__main__': main()
