"""Tagged token lists of other corpora as articles: mix.py FILE... > articles.jsonl, for train/tag/features.

Each FILE is {"tokens", "labels"} a line, gzipped, with BIO labels of source, cue and content. Which of these belong together is
not labelled, so the windows made of them must lose their links (train.py --mixed does it). Of the vaccination corpus every
fifth block of 50 sentences is left out, to be measured on."""
import gzip, json, sys

PTB = {'-LRB-': '(', '-RRB-': ')', '-LSB-': '[', '-RSB-': ']', '-LCB-': '{', '-RCB-': '}', '``': '“', "''": '”', '`': '‘', "'''": '’”', '```': '“‘'}
CLITICS = {q + c for q in "'’" for c in ('s', 're', 've', 'll', 'm', 'd')} | {"n't", 'n’t', '’'}
NO_SPACE_BEFORE = set(',.;:!?)]}”%…') | CLITICS | {'...', '’”'}
NO_SPACE_AFTER = set('([{“‘$£#')


def join(tokens):
    """The text as it is printed, with each token's place in it."""
    text, spans, glue, opened = '', [], True, False
    for token in tokens:
        token = PTB.get(token, token)
        left, right = token in NO_SPACE_BEFORE, token in NO_SPACE_AFTER
        if token == '"': left, right, opened = opened, not opened, not opened
        if token.strip() and text and not glue and not left: text += ' '
        spans.append((len(text), len(text) + len(token) if token.strip() else len(text)))
        if token.strip(): text += token; glue = right
    return text, spans


def fragments(labels, spans):
    """One attribution for each labelled fragment: {role: [[start, end]]}."""
    out, role = [], None
    for (start, end), label in zip(spans, labels):
        if label == 'O': role = None; continue
        if label[0] == 'B' or role != label[2:].lower(): role = label[2:].lower(); out.append([role, [start, end]])
        else: out[-1][1][1] = end
    return [{'source': [], 'cue': [], 'content': [], role: [span]} for role, span in out if span[1] > span[0]]


def main():
    for path in sys.argv[1:]:
        name = path.split('/')[-1].split('-')[0]
        for i, line in enumerate(gzip.open(path, 'rt', encoding='utf-8')):
            if name == 'vaccination' and i // 50 % 5 == 4: continue
            row = json.loads(line)
            text, spans = join(row['tokens'])
            print(json.dumps({'id': f'{name}-{i}', 'text': text, 'attributions': fragments(row['labels'], spans)}))


if __name__ == '__main__': main()
