"""Print how the classifier does on a file as the corpus grows.

    python examples/learning_curve.py seeds/sentences FILE [--where KEY=VALUE] [--half 0]

Every size is a random part of the corpus; the last is the whole of it. With ``--batches`` it prints, for
every batch of the corpus, how a model that learnt from a third of the others labels it.
"""

import argparse
from pathlib import Path

import numpy as np

from stancekit.labels import CODEBOOK, read_sentences, train
from stancekit.trust import evaluate, read_labelled

SETTINGS = {"min_count": 5, "hidden_size": 32, "prior_shift": {"other": 0.3}}


def main() -> None:
    """Train on growing parts, or leave out a batch at a time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--where", action="append", default=[])
    parser.add_argument("--half", type=int)
    parser.add_argument("--batches", action="store_true")
    options = parser.parse_args()
    sentences = read_sentences(options.corpus)
    if options.batches:
        for name in sorted({s.group for s in sentences}):
            rest = tuple(s for s in sentences if s.group != name)[::3]
            left = [s for s in sentences if s.group == name]
            labels = [CODEBOOK[s.kinds[0]] for s in left]
            found = evaluate(train(rest, **SETTINGS), [s.text for s in left], labels)
            print(f"{name:<20}{len(left):>6}{found.macro_f1:>8.3f}", flush=True)
        return
    where = dict(pair.split("=", 1) for pair in options.where)
    texts, labels, groups = read_labelled(options.file, where=where, half=options.half)
    order = np.random.default_rng(0).permutation(len(sentences))
    for share in (1 / 8, 1 / 4, 1 / 2, 1):
        part = tuple(sentences[at] for at in order[: int(share * len(sentences))])
        passes = round(3 * len(sentences) / len(part))  # every part is learnt from in as many steps
        found = evaluate(train(part, max_iter=passes, **SETTINGS), texts, labels, groups=groups)
        low, high = found.interval
        print(f"{len(part):>7}{found.macro_f1:>8.3f}  ({low:.3f} to {high:.3f})", flush=True)


if __name__ == "__main__":
    main()
