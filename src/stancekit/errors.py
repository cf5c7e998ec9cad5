"""What can go wrong, and how it is said.

Every error that stancekit raises on purpose descends from `StancekitError`. Where the standard
library would raise a `ValueError`, so do we. A message says what was wrong, where, and what would do.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "Fault",
    "InputError",
    "MissingExtraError",
    "ModelError",
    "NotFittedError",
    "OutputError",
    "RecordError",
    "StancekitError",
]


class StancekitError(Exception):
    """Anything that stancekit raises on purpose.

    Examples
    --------
    >>> import stancekit as sk
    >>> try:
    ...     sk.code_text("", language="en")
    ... except sk.errors.StancekitError as error:
    ...     print(error)
    the text is empty: give a text with at least one word
    """


class InputError(StancekitError, ValueError):
    """A text, file or argument that cannot be used."""


class ModelError(StancekitError, ValueError):
    """A model file that is damaged, foreign or of another version."""


class NotFittedError(StancekitError, ValueError, AttributeError):
    """A classifier was asked before it had learnt."""


class OutputError(StancekitError, OSError):
    """A place that cannot be written to; what stood there before is untouched."""


class MissingExtraError(StancekitError, ImportError):
    """An optional library is needed and not installed."""


class Fault:
    """One thing that is wrong with a record: where, what, and what would do.

    Parameters
    ----------
    path : str
        Place in the record, as a JSON path, such as ``$.acts[3].evidence[0]``.
    problem : str
        What is wrong there.
    remedy : str
        What would put it right.
    """

    __slots__ = ("path", "problem", "remedy")

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        self.path = path
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}; {self.remedy}"

    def __repr__(self) -> str:
        return f"Fault({str(self)!r})"


class RecordError(StancekitError, ValueError):
    """A record that contradicts itself; all its faults are reported together.

    Attributes
    ----------
    faults : tuple of Fault
        Everything that is wrong, in the order of the record.
    """

    def __init__(self, faults: Iterable[Fault], *, where: str = "") -> None:
        self.faults = tuple(faults)
        self.where = where
        prefix = f"{where}: " if where else ""
        super().__init__("\n".join(f"{prefix}{fault}" for fault in self.faults))
