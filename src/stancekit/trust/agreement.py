"""Agreement of coders: how far two labellings of the same sentences are the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import field, frozen

from stancekit.errors import InputError
from stancekit.labels import CODEBOOK
from stancekit.trust.evaluation import rows_of

__all__ = ["Agreement", "label_agreement", "read_labels"]


@frozen
class Agreement:
    """How far two coders agree.

    Attributes
    ----------
    count : int
        Sentences that both labelled.
    share : float
        Share of them with the same label, 0 to 1.
    alpha : float
        Krippendorff's alpha over the labels (nominal; 1 is perfect, 0 is chance).
    by_label : tuple of (str, float)
        Alpha of each label against all others.
    differences : tuple of (str, str, str)
        Sentence (or its id), first label, second label.
    """

    count: int
    share: float
    alpha: float
    by_label: tuple[tuple[str, float], ...]
    differences: tuple[tuple[str, str, str], ...] = field(repr=False)

    def __str__(self) -> str:
        lines = [f"{self.count} sentences, {self.share:.1%} alike, Krippendorff's alpha {self.alpha:.3f}"]
        return "\n".join([*lines, *(f"{label:<14}{alpha:>8.3f}" for label, alpha in self.by_label)])


def label_agreement(first: Mapping[str, str], second: Mapping[str, str]) -> Agreement:
    """Compare two labellings of the same sentences by Krippendorff's alpha (nltk's; extra ``irr``).

    Parameters
    ----------
    first, second : mapping of str to str
        Sentence (or its id) -> label; what only one of them labelled is left out.

    Raises
    ------
    InputError
        If there is no sentence that both labelled, or nltk is not installed.

    Examples
    --------
    >>> from stancekit.trust import label_agreement
    >>> one = {"a": "demand", "b": "other", "c": "other", "d": "demand"}
    >>> round(label_agreement(one, {**one, "c": "demand"}).alpha, 3)
    0.533
    """
    shared = sorted(first.keys() & second.keys())
    if not shared:
        raise InputError("no sentence stands in both: give two labellings of the same sentences")
    pairs = [(first[key], second[key]) for key in shared]
    labels = sorted({label for pair in pairs for label in pair})
    return Agreement(
        count=len(pairs),
        share=sum(one == other for one, other in pairs) / len(pairs),
        alpha=_alpha(pairs),
        by_label=tuple(
            (label, _alpha([(str(one == label), str(other == label)) for one, other in pairs]))
            for label in labels
        ),
        differences=tuple((key, first[key], second[key]) for key in shared if first[key] != second[key]),
    )


def _alpha(pairs: list[tuple[str, str]]) -> float:
    try:
        from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415  (an extra)
    except ImportError:
        raise InputError("agreement needs nltk: pip install 'stancekit[irr]'") from None
    if len({label for pair in pairs for label in pair}) == 1:
        return 1.0
    rows = [(coder, at, label) for at, pair in enumerate(pairs) for coder, label in enumerate(pair)]
    return float(AnnotationTask(data=rows).alpha())


def read_labels(path: str | os.PathLike[str]) -> dict[str, str]:
    """Read a labelling: a ``.jsonl`` or ``.tsv`` file, or a folder of ``.jsonl`` files.

    Parameters
    ----------
    path : str or path
        Rows have ``id`` or ``text`` (or ``sentence``), and ``label`` or ``kinds`` (the first one counts).

    Raises
    ------
    InputError
        If a row has no sentence or no label: file, row and remedy.
    """
    place = Path(path)
    files = sorted(place.glob("*.jsonl")) if place.is_dir() else [place]
    return {key: label for file in files for key, label in _labels(file)}


def _labels(file: Path) -> Iterator[tuple[str, str]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read ({error}); give a .jsonl or .tsv file") from None
    for number, row in enumerate(rows_of(lines, file), start=1):
        fields = row if isinstance(row, dict) else {}
        key = fields.get("id") or fields.get("text") or fields.get("sentence")
        kinds = fields.get("kinds") or [""]
        label = fields.get("label") or CODEBOOK.get(str(kinds[0]), str(kinds[0]))
        if not key or not label:
            raise InputError(f"{file}: row {number} has no id or text, or no label; give both")
        yield str(key), str(label)
