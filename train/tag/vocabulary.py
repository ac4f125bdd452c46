"""Leaves out of a BERT vocabulary what English news does not need: vocabulary.py TOKENIZER.json OUT.txt KEEP.txt. Pieces
that are unused or hold letters of other scripts than Latin go; OUT gets the pieces that stay, KEEP their numbers."""
import json, re, sys, unicodedata


def stays(piece):
    if piece.startswith('[unused'): return False
    return all(not c.isalpha() or 'LATIN' in unicodedata.name(c, '') for c in piece)


def main():
    vocabulary = json.load(open(sys.argv[1], encoding='utf-8'))['model']['vocab']
    kept = [p for p in sorted(vocabulary, key=vocabulary.get) if stays(p)]
    with open(sys.argv[2], 'w', encoding='utf-8') as f: f.write('\n'.join(kept) + '\n')
    with open(sys.argv[3], 'w') as f: f.write(''.join(f'{vocabulary[p]}\n' for p in kept))


if __name__ == '__main__': main()
