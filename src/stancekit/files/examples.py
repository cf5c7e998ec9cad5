"""The example records that come with stancekit."""

from __future__ import annotations

from pathlib import Path
from typing import overload

from stancekit.errors import InputError
from stancekit.files.json_record import read_json
from stancekit.talks import Negotiation, Source

__all__ = ["load_article", "load_example"]

_SHIPPED = Path(__file__).parent.parent / "examples"
_IN_THE_PROJECT = Path(__file__).parent.parent.parent.parent / "seeds" / "negotiations"


def _home() -> Path:
    """Return the home of the examples: the installed package, or seeds/ of the project's own tree."""
    return _SHIPPED if _SHIPPED.is_dir() else _IN_THE_PROJECT


@overload
def load_example() -> tuple[str, ...]: ...
@overload
def load_example(name: str) -> Negotiation: ...
def load_example(name: str | None = None) -> Negotiation | tuple[str, ...]:
    """Load the hand-coded record of a negotiation, or list what there is.

    Parameters
    ----------
    name : str, optional
        Name of an example. Without it, the names are returned.

    Returns
    -------
    Negotiation or tuple of str

    Raises
    ------
    InputError
        If there is no example of that name.

    Examples
    --------
    >>> import stancekit as sk
    >>> "geneva-2022" in sk.load_example()
    True
    >>> sk.load_example("geneva-2022").demands[0].issue
    'nato-enlargement-ukraine'
    """
    names = tuple(sorted(path.parent.name for path in _home().glob("*/record.json")))
    if name is None:
        return names
    if name not in names:
        raise InputError(f"there is no example {name!r}; there are {', '.join(names)}")
    return read_json(_home() / name / "record.json")


def load_article(name: str, article: str) -> Source:
    """Load one article of an example, as the record holds it.

    Examples
    --------
    >>> from stancekit.files import load_article
    >>> load_article("geneva-2022", "2022-01-21-en-geneva").language
    'en'
    """
    return load_example(name).source(article)
