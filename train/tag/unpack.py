"""A shipped tagger back in PyTorch: its weights as the 8-bit form holds them, for training to go on from."""
from safetensors import safe_open
import model as m


def tagger(path):
    with safe_open(path, 'pt') as f:
        t = {k: f.get_tensor(k) for k in f.keys()}; meta = f.metadata()
    net = m.Tagger(t['embed.word'].shape[0], int(meta['hidden']), int(meta['heads']), int(meta['layers']), int(meta['ffn']))
    s = {k: v for k, v in net.state_dict().items() if k == 'crf.forbidden'}
    matrix = lambda name: t[name + '.weight'].float() * t[name + '.scale'][:, None]
    s['encoder.word.weight'] = t['embed.word'].float() * t['embed.word.scale'][:, None]
    s['encoder.position.weight'] = t['embed.position'].float()
    for name, _ in m.FEATURES: s[f'encoder.feature.{name}.weight'] = t['embed.feature.' + name]
    for part in ('weight', 'bias'): s['encoder.norm.' + part] = t['embed.norm.' + part]
    for i in range(int(meta['layers'])):
        for name in ('qkv', 'out', 'ffn_in', 'ffn_out'):
            s[f'encoder.layer.{i}.{name}.weight'] = matrix(f'layer.{i}.{name}')
            s[f'encoder.layer.{i}.{name}.bias'] = t[f'layer.{i}.{name}.bias']
        for name in ('norm1', 'norm2'):
            for part in ('weight', 'bias'): s[f'encoder.layer.{i}.{name}.{part}'] = t[f'layer.{i}.{name}.{part}']
    for name in ('label.weight', 'label.bias', 'crf.transition'): s[name] = t['head.' + name]
    for name in ('source', 'content'):
        for q in ('q', 'k', 'none'):
            for part in ('weight', 'bias'): s[f'{name}.{q}.{part}'] = t[f'head.{name}.{q}.{part}'].float()
        s[name + '.bias'] = t[f'head.{name}.bias']
    net.load_state_dict(s)
    return net
