"""The standing of a demand, and the table of moves between standings.

What is not in the table is not allowed. The documentation draws its diagram from the same table.
"""

from __future__ import annotations

from enum import Enum

__all__ = ["MOVES", "OPEN_STANDINGS", "Standing", "Verdict", "standing_after"]


class Verdict(str, Enum):
    """How an act answers a demand; ``withdrawn`` and ``repeated`` are the demander's own."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    CONDITIONALLY = "conditionally"
    COUNTERED = "countered"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    IGNORED = "ignored"
    WITHDRAWN = "withdrawn"
    REPEATED = "repeated"

    __str__ = str.__str__

    @property
    def is_demanders_own(self) -> bool:
        """Whether the demander gives this verdict, not the addressee."""
        return self in (Verdict.WITHDRAWN, Verdict.REPEATED)


class Standing(str, Enum):
    """Where a demand stands.

    Examples
    --------
    >>> import stancekit as sk
    >>> talks = sk.load_example("geneva-2022")
    >>> talks.standing(talks.demands[0]).value in {s.value for s in sk.Standing}
    True
    """

    OPEN = "open"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly accepted"
    CONDITIONALLY_ACCEPTED = "conditionally accepted"
    COUNTERED = "countered"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    IGNORED = "ignored"
    WITHDRAWN = "withdrawn"
    REPEATED = "repeated"

    __str__ = str.__str__

    @property
    def is_open(self) -> bool:
        """Whether the demand still awaits a final answer."""
        return self in OPEN_STANDINGS


_ANSWERED = {
    Verdict.ACCEPTED: Standing.ACCEPTED,
    Verdict.PARTLY: Standing.PARTLY_ACCEPTED,
    Verdict.CONDITIONALLY: Standing.CONDITIONALLY_ACCEPTED,
    Verdict.COUNTERED: Standing.COUNTERED,
    Verdict.DEFERRED: Standing.DEFERRED,
    Verdict.REJECTED: Standing.REJECTED,
}

OPEN_STANDINGS: frozenset[Standing] = frozenset(
    set(Standing) - {Standing.ACCEPTED, Standing.REJECTED, Standing.WITHDRAWN}
)
"""Standings of demands that still await a final answer."""


def _moves() -> dict[tuple[Standing, Verdict], Standing]:
    """Write the table out: rows are standings, columns verdicts."""
    table: dict[tuple[Standing, Verdict], Standing] = {
        (standing, verdict): after
        for standing in Standing
        if standing is not Standing.WITHDRAWN  # a demand that is off the table cannot be answered
        for verdict, after in _ANSWERED.items()
    }
    for standing in Standing:
        table[standing, Verdict.REPEATED] = Standing.REPEATED
        if standing is not Standing.WITHDRAWN:
            table[standing, Verdict.WITHDRAWN] = Standing.WITHDRAWN
    # Putting a demand again changes nothing while its first answer is still awaited or promised;
    # a withdrawn demand that is put again starts anew.
    table[Standing.OPEN, Verdict.REPEATED] = Standing.OPEN
    table[Standing.DEFERRED, Verdict.REPEATED] = Standing.DEFERRED
    table[Standing.WITHDRAWN, Verdict.REPEATED] = Standing.OPEN
    # Only a demand that awaits an answer can be left without one.
    for standing in (Standing.OPEN, Standing.REPEATED, Standing.DEFERRED, Standing.IGNORED):
        table[standing, Verdict.IGNORED] = Standing.IGNORED
    return table


MOVES: dict[tuple[Standing, Verdict], Standing] = _moves()
"""The table of allowed moves: (standing, verdict) -> standing."""


def standing_after(standing: Standing, verdict: Verdict) -> Standing | None:
    """Return the standing that follows, or None if the table does not allow the move.

    Examples
    --------
    >>> from stancekit.talks import Standing, Verdict, standing_after
    >>> standing_after(Standing.OPEN, Verdict.REJECTED).value
    'rejected'
    >>> standing_after(Standing.WITHDRAWN, Verdict.ACCEPTED) is None
    True
    """
    return MOVES.get((standing, verdict))
