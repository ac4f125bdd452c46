"""Rewrites labelled articles in the styles that they lack: restyle.py [--copies 3] [--seed 1] < articles.jsonl > more.jsonl.

The training articles are American, of one campaign. Each copy changes, by chance and the same throughout an article: the
people's names, offices, places and institutions (names.json); "Smith said" to "said Smith" and back; "said Monday" to
"said on Monday"; plain "said" to the verbs of other papers; datelines; titles without full stops; commas outside the
quotation marks. Spans follow the words; ids stay, so that a trainer can choose among the versions of an article."""
import argparse, json, os, random, re, sys

NAMES = json.load(open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'names.json'), encoding='utf-8'))
DAYS = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day'
ROLES = ('source', 'cue', 'content')


def spans(article):
    for a in article['attributions']:
        for role in ROLES: yield from a[role]


def apply(article, edits):
    """Replaces text[start:end] by new for each (start, end, new), none overlapping; spans follow. What is put in at a
    span's edge stays outside of it."""
    chosen, last = [], -1
    for e in sorted(edits, key=lambda e: (e[0], e[1])):
        if e[0] >= last: chosen.append(e); last = max(e[1], e[0] + 1)
    text, out, at = article['text'], [], 0
    for start, end, new in chosen: out += [text[at:start], new]; at = end
    article['text'] = ''.join(out) + text[at:]

    def move(p, is_end):
        shift = 0
        for start, end, new in chosen:
            if start > p or start == p and (is_end or end > start): break
            if end > p: return start + shift + (len(new) if is_end else 0)
            shift += len(new) - (end - start)
        return p + shift
    for s in spans(article): s[0], s[1] = move(s[0], False), move(s[1], True)


def invert(article, rng):
    """'," Smith said' <-> '," said Smith', where the source stands by itself beside a cue that is "said"."""
    text, chance = article['text'], rng.choice([0.0, 0.3, 0.7])
    for a in article['attributions']:
        if len(a['source']) != 1 or len(a['cue']) != 1 or rng.random() >= chance: continue
        (s, e), (c, d) = a['source'][0], a['cue'][0]
        source, cue = text[s:e], text[c:d]
        if cue not in ('said', 'added', 'asked', 'wrote') or len(source.split()) > 4 or not source[0].isupper() or ',' in source: continue
        first, last = min(s, c), max(e, d)
        if text[min(e, d):max(s, c)] != ' ' or not re.search(r'[,?!]["”’\'] $', text[max(0, first - 3):first]): continue
        if any(first < x[0] < last or first < x[1] < last for x in spans(article) if x not in ([s, e], [c, d])): continue
        moved = {(s, e): None, (c, d): None}
        if s < c: new = cue + ' ' + source; moved[c, d] = first; moved[s, e] = first + len(cue) + 1
        else: new = source + ' ' + cue; moved[s, e] = first; moved[c, d] = first + len(source) + 1
        text = text[:first] + new + text[last:]
        for x in spans(article):
            to = moved.get(tuple(x))
            if to is not None: x[0], x[1] = to, to + x[1] - x[0]
    article['text'] = text


def people(text):
    """The surnames and given names of those whose full name stands in the text."""
    given, surnames = set(), set()
    for m in re.finditer(r"\b([A-Z][a-z]+) (?:[A-Z]\. )?([A-Z][A-Za-z'’]*[a-z])(?!\w)", text):
        if m[1] in KNOWN: given.add(m[1]); surnames.add(re.sub("['’]s?$", '', m[2]))
    return given, surnames - set(NAMES['not_surnames'])


def rename(article, rng):
    text = article['text']
    given, surnames = people(text)
    world = rng.choice(sorted(NAMES['worlds']))
    table = NAMES['worlds'][world]
    to = dict(zip(sorted(surnames), rng.choices(table['surnames'], k=len(surnames))))
    to.update(zip(sorted(given - surnames), rng.choices(table['given'], k=len(given))))
    if rng.random() < 0.6: to.update({k: rng.choice(v) for k, v in table['swaps'].items()})
    words = sorted(to, key=len, reverse=True)
    if not words: return
    for m in re.finditer(r'(?<![\w@#.])(?:' + '|'.join(map(re.escape, words)) + r')(?![\w@])', text): yield m.start(), m.end(), to[m[0]]


def restyle(article, rng):
    if rng.random() < 0.6: invert(article, rng)
    edits, text = [], article['text']
    verbs = rng.choice([0.0, 0.3, 0.6]); dated = rng.choice([0.0, 0.1, 0.25])
    for a in article['attributions']:
        if len(a['cue']) != 1: continue
        c, d = a['cue'][0]
        if text[c:d] not in ('said', 'says'): continue
        day = re.match(rf' ({DAYS})\b', text[d:d + 12])
        if day and rng.random() < 0.7: edits.append((d, d, rng.choice([' on', ' on', ' late on', ' here on'])))
        elif dated and rng.random() < dated and re.match(r'[.,]| that ', text[d:d + 6]) and text[c:d] == 'said':
            edits.append((d, d, ' ' + rng.choice(NAMES['when'])))
        quoted = '"' in text[max(0, c - 60):d + 3] or '”' in text[max(0, c - 60):c] or '“' in text[d:d + 3]
        if text[c:d] == 'said' and rng.random() < verbs and (text[d:d + 6] == ' that ' or quoted and re.match(r'[.,:]| ["“]', text[d:d + 2])):
            edits.append((c, d, rng.choice(NAMES['verbs'])))
    if rng.random() < 0.5: edits += [(m.end() - 1, m.end(), '') for m in re.finditer(r'\b(?:Mr|Mrs|Ms|Dr)\.', text)]
    if rng.random() < 0.4: edits += [(m.start(), m.end(), 'per cent') for m in re.finditer(r'\bpercent\b', text)]
    if rng.random() < 0.4: edits += [(m.start(), m.end(), 'US') for m in re.finditer(r'\bU\.S\.(?= [a-z])', text)]
    if rng.random() < 0.3: edits += [(m.start(), m.end(), m[2] + m[1]) for m in re.finditer(r'(,)(["”])(?= [a-z])', text)]
    if rng.random() < 0.85: edits = list(rename(article, rng)) + edits
    if rng.random() < 0.4: edits.append((0, 0, rng.choice(NAMES['datelines'])))
    apply(article, edits)


def main():
    a = argparse.ArgumentParser()
    a.add_argument('--copies', type=int, default=3); a.add_argument('--seed', type=int, default=1)
    a = a.parse_args()
    rng = random.Random(a.seed)
    for line in sys.stdin:
        for _ in range(a.copies):
            article = json.loads(line)
            restyle(article, rng)
            sys.stdout.write(json.dumps({k: article[k] for k in ('id', 'text', 'attributions')}) + '\n')


KNOWN = set(NAMES['known_given'])
if __name__ == '__main__': main()
