"""Evaluation: precision, recall and F1 of a classifier, with intervals, worst errors first."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from stancekit.errors import InputError

__all__ = ["ClassScore", "Evaluation", "evaluate", "read_labelled"]


@frozen
class ClassScore:
    """Precision, recall, F1 (0 to 1) and number of sentences of one label."""

    label: str
    precision: float
    recall: float
    f1: float
    count: int


@frozen
class Evaluation:
    """How a classifier did on labelled sentences.

    Attributes
    ----------
    classes : tuple of ClassScore
        One for each label.
    macro_f1 : float
        Mean F1 over the labels.
    interval : (float, float)
        95 % interval of the macro-F1, by bootstrap over groups of sentences.
    confusion : tuple of tuple of int
        Counts, rows true labels, columns predicted ones, in the order of ``classes``.
    calibration_error : float
        Expected calibration error in ten bins: mean gap between confidence and accuracy.
    errors : tuple of (float, str, str, str)
        Wrong predictions: confidence, true label, predicted label, text; the surest first.
    """

    classes: tuple[ClassScore, ...]
    macro_f1: float
    interval: tuple[float, float]
    confusion: tuple[tuple[int, ...], ...]
    calibration_error: float
    errors: tuple[tuple[float, str, str, str], ...] = field(repr=False)

    def __str__(self) -> str:
        low, high = self.interval
        lines = [f"macro-F1 {self.macro_f1:.3f}  (95 % interval {low:.3f} to {high:.3f})", ""]
        lines.append(f"{'label':<14}{'precision':>10}{'recall':>8}{'F1':>8}{'count':>8}")
        lines += [
            f"{c.label:<14}{c.precision:>10.3f}{c.recall:>8.3f}{c.f1:>8.3f}{c.count:>8}" for c in self.classes
        ]
        lines += ["", "confusion (rows true, columns predicted)"]
        lines += [
            f"{c.label:<14}" + "".join(f"{n:>8}" for n in row)
            for c, row in zip(self.classes, self.confusion, strict=True)
        ]
        return "\n".join([*lines, "", f"expected calibration error {self.calibration_error:.3f}"])


def evaluate(
    model: Any,  # anything with classes_ and predict_proba
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    groups: Sequence[str] | None = None,
    resamples: int = 1000,
    random_state: int = 0,
) -> Evaluation:
    """Score a fitted classifier on labelled sentences.

    Parameters
    ----------
    model : classifier
        Fitted, with ``classes_`` and ``predict_proba``.
    texts, labels : sequences of str
        n sentences and their labels.
    groups : sequence of str, optional
        Documents of the sentences; the bootstrap draws whole documents. By default each sentence alone.
    resamples : int
        Number of bootstrap samples.
    random_state : int
        Seed of the bootstrap.

    Raises
    ------
    InputError
        If there are no sentences, or not one label for each.

    Examples
    --------
    >>> import stancekit as sk
    >>> from stancekit.trust import evaluate
    >>> texts = ["Kyiv demanded that the shelling stop.", "It rained in the capital."]
    >>> evaluate(sk.load_classifier(), texts, ["demand", "other"], resamples=10).macro_f1
    1.0
    """
    if len(texts) != len(labels) or not texts:
        raise InputError(
            f"{len(texts)} sentences and {len(labels)} labels: give one label for each, at least one"
        )
    names = [str(name) for name in dict.fromkeys([*model.classes_, *sorted(set(labels))])]
    names = [name for name in names if name in set(labels)] + [n for n in names if n not in set(labels)]
    probabilities = np.asarray(model.predict_proba(list(texts)))
    order = [names.index(str(name)) for name in model.classes_]
    predicted = np.array([order[at] for at in probabilities.argmax(axis=1)])
    true = np.array([names.index(label) for label in labels])
    table = _confusion(true, predicted, len(names))
    scores = _scores(table)
    right = predicted == true
    sure = probabilities.max(axis=1)
    wrong = sorted(
        (
            (float(sure[at]), labels[at], names[predicted[at]], texts[at])
            for at in np.flatnonzero(~right).tolist()
        ),
        reverse=True,
    )
    asked = [at for at in range(len(names)) if table[at].sum()]
    return Evaluation(
        classes=tuple(_class_score(name, scores[at], table[at]) for at, name in enumerate(names)),
        macro_f1=float(scores[asked, 2].mean()),
        interval=_interval(true, predicted, len(names), groups, resamples, random_state),
        confusion=tuple(tuple(int(n) for n in row) for row in table),
        calibration_error=_calibration_error(sure, right),
        errors=tuple(wrong),
    )


def _class_score(name: str, scores: npt.NDArray[np.float64], row: npt.NDArray[np.int64]) -> ClassScore:
    return ClassScore(name, float(scores[0]), float(scores[1]), float(scores[2]), int(row.sum()))


def _confusion(true: npt.NDArray[Any], predicted: npt.NDArray[Any], size: int) -> npt.NDArray[np.int64]:
    return np.bincount(true * size + predicted, minlength=size * size).reshape(size, size)


def _scores(table: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return precision, recall and F1 of every class, 0 where there is nothing to divide."""
    hits = np.diag(table).astype(float)
    precision = hits / np.maximum(table.sum(axis=0), 1)
    recall = hits / np.maximum(table.sum(axis=1), 1)
    f1 = 2 * hits / np.maximum(table.sum(axis=0) + table.sum(axis=1), 1)
    return np.stack([precision, recall, f1], axis=1)


def _interval(
    true: npt.NDArray[Any],
    predicted: npt.NDArray[Any],
    size: int,
    groups: Sequence[str] | None,
    resamples: int,
    random_state: int,
) -> tuple[float, float]:
    """Draw whole groups with replacement; the middle 95 % of the macro-F1."""
    keys = np.unique(np.asarray(groups if groups is not None else np.arange(len(true))), return_inverse=True)[
        1
    ]
    tables = np.zeros((keys.max() + 1, size * size), dtype=np.int64)
    np.add.at(tables, (keys, true * size + predicted), 1)
    random = np.random.default_rng(random_state)
    found = []
    for _ in range(resamples):
        drawn = random.integers(0, len(tables), len(tables))
        table = tables[drawn].sum(axis=0).reshape(size, size)
        there = table.sum(axis=1) > 0
        found.append(_scores(table)[there, 2].mean())
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def _calibration_error(sure: npt.NDArray[Any], right: npt.NDArray[Any]) -> float:
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [
        abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).sum()
        for b in range(10)
        if (bins == b).any()
    ]
    return float(np.sum(gaps) / len(sure))


def read_labelled(
    path: str | os.PathLike[str],
    *,
    renamed: Mapping[str, str] | None = None,
    where: Mapping[str, str] | None = None,
    half: int | None = None,
) -> tuple[list[str], list[str], list[str]]:
    """Read labelled sentences for evaluation from ``.jsonl`` or ``.tsv``.

    Parameters
    ----------
    path : str or path
        With columns or keys ``text`` (or ``sentence``), ``label``, and perhaps ``doc``.
    renamed : mapping of str to str, optional
        Labels of the file -> labels of the classifier; others stay.
    where : mapping of str to str, optional
        Only rows with these values, such as ``{"language": "id"}``.
    half : int, optional
        0 or 1: only the documents (or sentences, where a row names none) of this half, told by their
        SHA-256, so that one half can stay unread.

    Returns
    -------
    texts, labels, groups : lists of str

    Raises
    ------
    InputError
        If a row has no text or label: file, row and remedy.
    """
    place = Path(path)
    try:
        lines = place.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{place}: cannot be read ({error}); give a UTF-8 .jsonl or .tsv file") from None
    texts, labels, groups = [], [], []
    for number, row in enumerate(rows_of(lines, place), start=1):
        text, label = row.get("text") or row.get("sentence"), row.get("label")
        if any(str(row.get(key)) != value for key, value in (where or {}).items()):
            continue
        if half is not None and _half_of(str(row.get("doc") or row.get("id") or text)) != half:
            continue
        if not text or not label:
            raise InputError(f"{place}: row {number} has no text or no label; give both")
        texts.append(str(text))
        labels.append((renamed or {}).get(str(label), str(label)))
        groups.append(str(row.get("doc") or row.get("id") or number))
    return texts, labels, groups


def _half_of(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2


def rows_of(lines: Iterable[str], place: Path) -> Iterable[dict[str, Any]]:
    """Read the rows of a table with tabs or of JSON lines, told by the ending of the file."""
    if place.suffix == ".tsv":
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    try:
        return [json.loads(line) for line in lines if line.strip()]
    except json.JSONDecodeError as error:
        raise InputError(f"{place}: not valid JSON lines ({error})") from None
