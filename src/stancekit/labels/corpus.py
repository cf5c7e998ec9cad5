"""The labelled sentences that the classifier learns from."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from stancekit.errors import InputError
from stancekit.labels.classifier import CODEBOOK, PROMISED, SentenceClassifier

__all__ = ["LabelledSentence", "read_sentences", "train"]


@frozen
class LabelledSentence:
    """A sentence with its fine kinds, the primary one first, and where it comes from."""

    text: str
    kinds: tuple[str, ...]
    language: str
    group: str
    modality: str = "done"

    @property
    def target(self) -> str:
        """The primary kind; a concession that is not done yet is kept apart."""
        kind = self.kinds[0]
        is_ahead = CODEBOOK.get(kind) == "concession" and self.modality in ("promised", "conditional")
        return f"{kind}{PROMISED}" if is_ahead else kind


def read_sentences(path: str | os.PathLike[str]) -> tuple[LabelledSentence, ...]:
    """Read labelled sentences from a ``.jsonl`` file, or all such files of a folder.

    Parameters
    ----------
    path : str or path
        Each line is an object with ``text`` and ``kinds`` (or ``label``), perhaps ``language`` and
        ``modality``.

    Raises
    ------
    InputError
        If there is nothing to read, or a line is not such an object: file, line and remedy.
    """
    place = Path(path)
    files = sorted(place.glob("*.jsonl")) if place.is_dir() else [place]
    if not files:
        raise InputError(f"{place}: no .jsonl file in this folder; put labelled sentences there")
    return tuple(sentence for file in files for sentence in _read_file(file))


def _read_file(file: Path) -> Iterator[LabelledSentence]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError) as error:
        raise InputError(f"{file}: cannot be read ({error}); give a UTF-8 file") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _sentence(line, file, number)


def _sentence(line: str, file: Path, number: int) -> LabelledSentence:
    try:
        row: Any = json.loads(line)
        kinds = row["kinds"] if "kinds" in row else [row["label"]]
        text = row["text"]
        if not (isinstance(kinds, list) and kinds and all(_is_filled(word) for word in (text, *kinds))):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):  # ValueError: not JSON, or a huge number
        raise InputError(
            f'{file}: line {number}: no labelled sentence; give {{"text": "...", "kinds": ["appeal"]}}'
        ) from None
    language, modality = str(row.get("language", "")), str(row.get("modality", "done"))
    return LabelledSentence(text, tuple(kinds), language, file.stem, modality)


def _is_filled(word: Any) -> bool:
    """Tell whether a value is a text with words; half a surrogate pair cannot be written as UTF-8."""
    return isinstance(word, str) and bool(word.strip()) and not re.search("[\ud800-\udfff]", word)


def train(sentences: tuple[LabelledSentence, ...], **parameters: Any) -> SentenceClassifier:
    """Fit a classifier to the primary kinds of labelled sentences.

    Parameters
    ----------
    sentences : tuple of LabelledSentence
        As `read_sentences` gives them.
    **parameters
        Of `SentenceClassifier`.
    """
    model = SentenceClassifier(**parameters)
    return model.fit([s.text for s in sentences], [s.target for s in sentences])
