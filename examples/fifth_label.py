"""Add a fifth label to the bundled taxonomy: promises, apart from everything else.

    python examples/fifth_label.py [CORPUS]

The classifier learns fine kinds, so a new coarse label needs no new annotation where the kinds are there:
only another taxonomy. CORPUS is a folder of labelled sentences, by default ``seeds/sentences`` of this
checkout.
"""

import sys
from pathlib import Path

from stancekit import load_classifier
from stancekit.labels import CODEBOOK, read_sentences, train

TAXONOMY = {**CODEBOOK, "promise": "promise"}
SENTENCES = [
    "The minister promised to publish the tally on Friday.",
    "The dockers demanded that the port reopen.",
    "Menteri berjanji mengumumkan hasil hitungan pada Jumat.",
]


def main() -> None:
    """Look at the bundled model through five labels, then train one of one's own."""
    five = load_classifier().viewed_as(TAXONOMY)
    for text, label in zip(SENTENCES, five.predict(SENTENCES), strict=True):
        print(f"{label:<12}{text}")

    corpus = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1] / "seeds" / "sentences")
    some = read_sentences(corpus)[::12]  # a part of it, for a quick look
    own = train(some, taxonomy=TAXONOMY)
    print(f"trained on {len(some)} sentences: {', '.join(own.classes_)}")
    for text, label in zip(SENTENCES, own.predict(SENTENCES), strict=True):
        print(f"{label:<12}{text}")


if __name__ == "__main__":
    main()
