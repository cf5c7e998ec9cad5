"""Print how the classifier does on a file as the corpus grows.

    python examples/learning_curve.py seeds/sentences FILE [--where KEY=VALUE] [--half 0]

Every size is a random part of the corpus; the last is the whole of it.
"""

import argparse
from pathlib import Path

import numpy as np

from stancekit.labels import read_sentences, train
from stancekit.trust import evaluate, read_labelled

SETTINGS = {"min_count": 5, "hidden_size": 32, "prior_shift": {"other": 0.3}}


def main() -> None:
    """Train on growing parts and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--where", action="append", default=[])
    parser.add_argument("--half", type=int)
    options = parser.parse_args()
    sentences = read_sentences(options.corpus)
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
