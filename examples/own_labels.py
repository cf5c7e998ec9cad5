"""Cross-validate the sentence classifier on labels of your own.

    python examples/own_labels.py FILE --label COLUMN [--group COLUMN] [--folds 5]

FILE is a .tsv or .jsonl with one sentence a row (``text`` or ``sentence``). Sentences of one
group (a document, a source, a sentence that stands in several rows) never stand on both sides of a fold.
Prints the F1 of every label and their mean.
"""

import argparse
import csv
import json
from pathlib import Path

from sklearn.metrics import classification_report
from sklearn.model_selection import GroupKFold, cross_val_predict

from stancekit import SentenceClassifier


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read the rows of a table or of JSON lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".tsv":
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [json.loads(line) for line in lines if line.strip()]


def main() -> None:
    """Run the folds and print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--label", default="label")
    parser.add_argument("--group", default=None)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    rows = rows_of(options.file)
    texts = [row.get("text") or row["sentence"] for row in rows]
    labels = [row[options.label] for row in rows]
    groups = [row[options.group] if options.group else text for row, text in zip(rows, texts, strict=True)]
    model = SentenceClassifier(taxonomy={}, C=30.0)  # no taxonomy: every label stands for itself
    found = cross_val_predict(model, texts, labels, groups=groups, cv=GroupKFold(options.folds))
    print(classification_report(labels, found, digits=3, zero_division=0))


if __name__ == "__main__":
    main()
