"""Write a BERT encoder in the 8-bit safetensors form that nlp/tag/encoder reads.

The format, version 1. All matrices are row-major; H hidden, F ffn, V pieces,
P positions. An 8-bit weight w[o, i] stands for w[o, i] * scale[o].

    embed.word              I8   [V, H]    embed.word.scale        F32  [V]
    embed.position          F16  [P, H]    token type 0 is already added
    embed.feature.<name>    F32  [n, H]    one for each feature, n <= 256
    embed.norm.weight/bias  F32  [H]
    layer.<i>.qkv           [3H, H]        queries, keys, values; not divided by sqrt(dim)
    layer.<i>.out           [H, H]
    layer.<i>.ffn_in        [F, H]
    layer.<i>.ffn_out       [H, F]
        each: .weight I8, .scale F32 [rows], .bias F32 [rows]
    layer.<i>.norm1/norm2.weight/bias  F32 [H]    after attention, after the feed-forward part

Metadata, all strings: format_version "1", hidden, heads, layers, ffn,
max_positions, eps, features (a JSON list of names, in order). H and F are
multiples of 32, as is H/heads. Other tensors belong to heads.

Activations are quantised when the encoder runs: each row to +-127 by its
largest magnitude, half to even. `simulated` computes the same in torch, for
training that takes quantisation into account and for tests.
"""
import json
import math

import torch
from safetensors.torch import save_file

FORMAT_VERSION = "1"


def quantise_rows(w):
    """Symmetric 8-bit rows: (int8 [n, m], float32 scale [n]); a row of zeros has scale 1."""
    w = w.detach().float().cpu()
    scale = w.abs().amax(dim=1) / 127
    scale[scale == 0] = 1
    return torch.round(w / scale[:, None]).clamp(-127, 127).to(torch.int8).contiguous(), scale.contiguous()


def encoder_tensors(state, config, features):
    """The tensors of the encoder, by name. Arguments as for export_encoder."""
    prefix = next(k for k in state if k.endswith("embeddings.word_embeddings.weight"))
    prefix = prefix[: -len("embeddings.word_embeddings.weight")]

    def get(name):
        return state[prefix + name].detach().float().cpu()

    out = {}

    def linear(name, weights, biases):
        out[name + ".weight"], out[name + ".scale"] = quantise_rows(torch.cat([get(w) for w in weights]))
        out[name + ".bias"] = torch.cat([get(b) for b in biases]).contiguous()

    def norm(name, source):
        out[name + ".weight"] = get(source + ".weight").contiguous()
        out[name + ".bias"] = get(source + ".bias").contiguous()

    out["embed.word"], out["embed.word.scale"] = quantise_rows(get("embeddings.word_embeddings.weight"))
    position = get("embeddings.position_embeddings.weight") + get("embeddings.token_type_embeddings.weight")[0]
    out["embed.position"] = position.to(torch.float16).contiguous()
    for name, table in features.items():
        if table.shape[0] > 256 or table.shape[1] != config["hidden_size"]:
            raise ValueError(f"feature {name}: shape {tuple(table.shape)}")
        out["embed.feature." + name] = table.detach().float().cpu().contiguous()
    norm("embed.norm", "embeddings.LayerNorm")
    for i in range(config["num_hidden_layers"]):
        source, target = f"encoder.layer.{i}.", f"layer.{i}."
        qkv = [source + "attention.self." + part for part in ("query", "key", "value")]
        linear(target + "qkv", [q + ".weight" for q in qkv], [q + ".bias" for q in qkv])
        for name, where in (("out", "attention.output.dense"), ("ffn_in", "intermediate.dense"), ("ffn_out", "output.dense")):
            linear(target + name, [source + where + ".weight"], [source + where + ".bias"])
        norm(target + "norm1", source + "attention.output.LayerNorm")
        norm(target + "norm2", source + "output.LayerNorm")
    return out


def export_encoder(state_dict, config, features, path, extra=None, metadata=None):
    """Write an encoder file.

    state_dict: of a transformers BertModel, with or without a prefix.
    config: hidden_size, num_attention_heads, num_hidden_layers,
        intermediate_size, max_position_embeddings, layer_norm_eps, as in config.json.
    features: ordered dict of name -> tensor [values, hidden]; may be empty.
    extra: tensors of heads, by name. metadata: further entries, strings.
    """
    config = config if isinstance(config, dict) else config.to_dict()
    hidden, heads, ffn = config["hidden_size"], config["num_attention_heads"], config["intermediate_size"]
    if hidden % (32 * heads) or ffn % 32:
        raise ValueError("hidden/heads and ffn must be multiples of 32")
    tensors = encoder_tensors(state_dict, config, features)
    for name, tensor in (extra or {}).items():
        if name in tensors:
            raise ValueError(f"{name} is the encoder's")
        tensors[name] = tensor.detach().cpu().contiguous()
    fields = {
        "format_version": FORMAT_VERSION,
        "hidden": str(hidden),
        "heads": str(heads),
        "layers": str(config["num_hidden_layers"]),
        "ffn": str(ffn),
        "max_positions": str(tensors["embed.position"].shape[0]),
        "eps": repr(float(config["layer_norm_eps"])),
        "features": json.dumps(list(features)),
    }
    save_file(tensors, path, metadata={**(metadata or {}), **fields})


def _fake(x):
    """Round each row of x to 8 bits and back."""
    step = x.abs().amax(dim=-1, keepdim=True) / 127
    return torch.where(step > 0, torch.round(x / step.clamp(min=1e-30)) * step, torch.zeros_like(x))


def simulated(tensors, config, ids, positions=None, feature_values=None, quantise=True):
    """Hidden states [n, hidden] of one sequence, from the tensors of an encoder file.

    Computes in the precision of torch's default type. feature_values: name -> [n].
    Without quantise, activations stay as they are.
    """
    dtype = torch.get_default_dtype()
    t = {k: v.to(dtype) for k, v in tensors.items() if v.dtype != torch.int8}
    hidden, heads, eps = config["hidden_size"], config["num_attention_heads"], config["layer_norm_eps"]
    fake = _fake if quantise else lambda x: x

    def linear(name, x):
        w = tensors[name + ".weight"].to(dtype) * t[name + ".scale"][:, None]
        return fake(x) @ w.T + t[name + ".bias"]

    def norm(name, x):
        return torch.nn.functional.layer_norm(x, (hidden,), t[name + ".weight"], t[name + ".bias"], eps)

    n = len(ids)
    positions = torch.arange(n) if positions is None else positions
    x = tensors["embed.word"][ids].to(dtype) * t["embed.word.scale"][ids][:, None] + t["embed.position"][positions]
    for name, values in (feature_values or {}).items():
        x = x + t["embed.feature." + name][values]
    x = norm("embed.norm", x)
    for i in range(config["num_hidden_layers"]):
        p = f"layer.{i}."
        q, k, v = (part.view(n, heads, -1).transpose(0, 1) for part in linear(p + "qkv", x).split(hidden, dim=-1))
        weights = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(hidden // heads), dim=-1)
        attended = (weights @ v).transpose(0, 1).reshape(n, hidden)
        x = norm(p + "norm1", x + linear(p + "out", attended))
        x = norm(p + "norm2", x + linear(p + "ffn_out", torch.nn.functional.gelu(linear(p + "ffn_in", x))))
    return x
