"""Many texts: from files and folders to one record."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from stancekit.errors import InputError
from stancekit.files import read_article, read_articles
from stancekit.steps.coding import as_date, code_sources
from stancekit.talks import Actor, Negotiation, Source

__all__ = ["code", "sources_from"]


def code(
    what: str | os.PathLike[str] | Source | Iterable[Source],
    *,
    language: str | None = None,
    date: datetime.date | str | None = None,
    actors: Iterable[Actor] | None = None,
    classifier: Any = None,  # anything with kinds_ and predict_kinds_proba
    progress: Callable[[int], object] | None = None,
) -> Negotiation:
    """Code texts into one record: who demands what from whom, who warned or yielded, which act answers.

    Parameters
    ----------
    what : str, path, Source or iterable of Source
        A text file, a folder of ``.txt`` files, or sources.
    language : str, optional
        ``"en"`` or ``"id"``; needed for files, since it is never guessed.
    date : datetime.date or str, optional
        Day of publication, as a date or ``"YYYY-MM-DD"``; relative dates are resolved against it.
    actors : iterable of Actor, optional
        Actors of your own; their names win over the known ones.
    classifier : optional
        Anything with ``kinds_`` and ``predict_kinds_proba``; by default the bundled one.
    progress : callable, optional
        Called with 1 after each text.

    Returns
    -------
    Negotiation

    Raises
    ------
    InputError
        If a text cannot be read or is empty, the language is unknown or the date impossible.

    Examples
    --------
    >>> import stancekit as sk
    >>> note = sk.Source("n", "Paris urged Tehran to free the two teachers.", language="en")
    >>> [(d.actor, d.addressees) for d in sk.code(note).demands]
    [('france', ('iran',))]
    """
    sources = sources_from(what, language=language, date=as_date(date))
    return code_sources(sources, actors=actors, classifier=classifier, progress=progress)


def sources_from(
    what: str | os.PathLike[str] | Source | Iterable[Source],
    *,
    language: str | None,
    date: datetime.date | None,
) -> list[Source]:
    """Return the sources that a path, a source or an iterable of sources stands for."""
    if isinstance(what, Source):
        return [what]
    if not isinstance(what, str | os.PathLike):
        found = list(what)
        for thing in found:
            if not isinstance(thing, Source):
                raise InputError(f"{type(thing).__name__} is no Source: give a path, a Source or Sources")
        if not found:
            raise InputError("no sources were given: give at least one")
        return found
    if language is None:
        raise InputError("the language is not known: say language='en' or language='id'")
    path = Path(what)
    if path.is_dir():
        return list(read_articles(path, language=language, date=date))
    return [read_article(path, language=language, date=date)]
