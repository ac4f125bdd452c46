"""Packs a trained tagger for the program: pack.py MODEL.pt OUT.safetensors [--core 320 --context 64]. The encoder goes out
in 8 bits (export.py), the heads' link layers in 16."""
import argparse, torch
import model as m
from export import export_encoder


def bert_names(state, layers):
    """The state dict of our Encoder under BertModel's names."""
    get = lambda name: state['encoder.' + name]
    out = {'embeddings.word_embeddings.weight': get('word.weight'), 'embeddings.position_embeddings.weight': get('position.weight'),
           'embeddings.token_type_embeddings.weight': torch.zeros(1, get('word.weight').shape[1])}
    for part in ('weight', 'bias'):
        out['embeddings.LayerNorm.' + part] = get('norm.' + part)
        for i in range(layers):
            ours, theirs = f'layer.{i}.', f'encoder.layer.{i}.'
            for name, piece in zip(('query', 'key', 'value'), get(f'{ours}qkv.{part}').chunk(3)): out[f'{theirs}attention.self.{name}.{part}'] = piece
            for name, where in (('out', 'attention.output.dense'), ('norm1', 'attention.output.LayerNorm'), ('ffn_in', 'intermediate.dense'),
                                ('ffn_out', 'output.dense'), ('norm2', 'output.LayerNorm')):
                out[f'{theirs}{where}.{part}'] = get(f'{ours}{name}.{part}')
    return out


def main():
    a = argparse.ArgumentParser()
    a.add_argument('--core', type=int, default=320); a.add_argument('--context', type=int, default=64)
    a.add_argument('--keep', default='', help='a file of the pieces that stay, a number a line')
    a.add_argument('model'); a.add_argument('out')
    a = a.parse_args()
    saved = torch.load(a.model, weights_only=True)
    state, c = saved['state'], saved['config']
    if a.keep: state['encoder.word.weight'] = state['encoder.word.weight'][[int(line) for line in open(a.keep)]]
    heads = {'head.label.weight': state['label.weight'], 'head.label.bias': state['label.bias'], 'head.crf.transition': state['crf.transition']}
    for name in ('source', 'content'):
        for part in ('q', 'k', 'none'):
            heads[f'head.{name}.{part}.weight'] = state[f'{name}.{part}.weight'].half(); heads[f'head.{name}.{part}.bias'] = state[f'{name}.{part}.bias']
        heads[f'head.{name}.bias'] = state[name + '.bias']
    config = dict(hidden_size=c['hidden'], num_attention_heads=c['heads'], num_hidden_layers=c['layers'], intermediate_size=c['ffn'],
                  max_position_embeddings=c['max_positions'], layer_norm_eps=c['eps'])
    features = {name: state[f'encoder.feature.{name}.weight'] for name, _ in m.FEATURES}
    export_encoder(bert_names(state, c['layers']), config, features, a.out, heads, {'window.core': str(a.core), 'window.context': str(a.context)})


if __name__ == '__main__': main()
