"""Reading and writing records by the ending of their path."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from stancekit.errors import InputError
from stancekit.files.csv_tables import read_csv, write_csv
from stancekit.files.json_record import read_json, write_json
from stancekit.files.jsonl_record import read_jsonl, write_jsonl
from stancekit.talks import Negotiation

__all__ = ["FORMATS", "read", "write"]

_Reader = Callable[[Path], Negotiation]
_Writer = Callable[[Negotiation, Path], None]

FORMATS: dict[str, tuple[_Reader, _Writer]] = {
    ".json": (read_json, write_json),
    ".jsonl": (read_jsonl, write_jsonl),
    ".csv": (read_csv, write_csv),
}
"""Reader and writer for each ending."""


def read(path: str | os.PathLike[str]) -> Negotiation:
    """Read a record; the ending says the format.

    Parameters
    ----------
    path : str or path
        A ``.json`` or ``.jsonl`` file, or a ``.csv`` folder of tables.

    Returns
    -------
    Negotiation

    Raises
    ------
    RecordError
        With all faults of the file, each with its place and remedy.
    InputError
        If there is no such file, it is of another format, or cannot be decoded.

    Examples
    --------
    >>> import stancekit as sk, tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> talks = sk.load_example("geneva-2022")
    >>> sk.write(talks, folder / "talks.json")
    >>> sk.read(folder / "talks.json") == talks
    True
    """
    place = Path(path)
    return _format_of(place)[0](place)


def write(talks: Negotiation, path: str | os.PathLike[str]) -> None:
    """Write a record; the ending says the format.

    The file appears whole or not at all: what stood there before stays if anything fails.

    Parameters
    ----------
    talks : Negotiation
        The record.
    path : str or path
        A ``.json`` or ``.jsonl`` file, or a ``.csv`` folder of tables.

    Raises
    ------
    OutputError
        If it cannot be written.
    InputError
        If the ending is not known.

    Examples
    --------
    >>> import stancekit as sk
    >>> sk.write(sk.Negotiation(), "talks.odt")
    Traceback (most recent call last):
        ...
    stancekit.errors.InputError: talks.odt: unknown ending '.odt'; use one of .json, .jsonl, .csv
    """
    place = Path(path)
    _format_of(place)[1](talks, place)


def _format_of(path: Path) -> tuple[_Reader, _Writer]:
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise InputError(f"{path}: unknown ending {path.suffix!r}; use one of {', '.join(FORMATS)}") from None
