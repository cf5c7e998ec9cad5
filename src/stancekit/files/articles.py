"""Articles and statements: plain text files, alone or in a folder."""

from __future__ import annotations

import datetime
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from stancekit.errors import InputError
from stancekit.files.places import read_text
from stancekit.talks import Source

__all__ = ["ARTICLE_LIMIT", "read_article", "read_articles"]

ARTICLE_LIMIT = 10 * 1024 * 1024
"""Largest article, in bytes."""


def read_article(
    path: str | os.PathLike[str],
    *,
    language: str,
    date: datetime.date | None = None,
    name: str | None = None,
) -> Source:
    """Read one plain text file as a source.

    Parameters
    ----------
    path : str or path
        A UTF-8 text.
    language : str
        Its language, such as ``"en"``.
    date : datetime.date, optional
        Its day of publication.
    name : str, optional
        Id of the source; by default made from the file's name.

    Raises
    ------
    InputError
        If it cannot be read, is empty, is not text, or is larger than 10 MB.
    """
    place = Path(path)
    text = read_text(place, limit=ARTICLE_LIMIT)
    if not text.strip():
        raise InputError(f"{place}: the file is empty; give a text with at least one word")
    return Source(name or id_from(place.stem), text, language=language, date=date)


def read_articles(
    folder: str | os.PathLike[str], *, language: str, date: datetime.date | None = None
) -> Iterator[Source]:
    """Read every ``.txt`` file in a folder and the folders below it, in order of their paths.

    Where a file's name begins with a day (``2022-01-21-geneva.txt``), that is its date.
    """
    home = Path(folder)
    paths = sorted(home.rglob("*.txt"))
    if not paths:
        raise InputError(f"{home}: no .txt file in this folder; put the texts there, one a file")
    for path in paths:
        own = re.match(r"\d{4}-\d\d-\d\d(?!\d)", path.name)
        name = id_from(path.relative_to(home).with_suffix("").as_posix())
        yield read_article(path, language=language, date=_day(own, path) or date, name=name)


def _day(found: re.Match[str] | None, path: Path) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(found[0]) if found else None
    except ValueError:
        raise InputError(f"{path}: {found[0] if found else ''} is no date; rename the file") from None


def id_from(name: str) -> str:
    """Make an id of a file's name: white space and control characters become hyphens."""
    plain = unicodedata.normalize("NFC", name[:400])
    return re.sub(r"[\s\x00-\x1f\x7f]+", "-", plain)[:200].strip("-") or "text"
