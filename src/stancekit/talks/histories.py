"""How the standing of one demand moves, answer by answer."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from attrs import frozen

from stancekit.talks.acts import Demand
from stancekit.talks.responses import Response
from stancekit.talks.standings import Standing, Verdict, standing_after

__all__ = ["EARLY", "History", "Move", "play"]

EARLY = datetime.date.min
"""Stands for "date not known": such answers count from the start."""

_Dated = tuple[datetime.date, Response]


@frozen
class Move:
    """One step in the history of a demand's standing.

    Attributes
    ----------
    date : datetime.date
        When it came; `datetime.date.min` where that is not known.
    verdict : Verdict
        The answer.
    standing : Standing
        Where the demand stood afterwards.
    response : Response, optional
        The link behind it; None where a deadline passed without an answer.
    """

    date: datetime.date
    verdict: Verdict
    standing: Standing
    response: Response | None


@frozen
class History:
    """The moves of a demand, and the answers that the table of standings does not allow."""

    moves: tuple[Move, ...]
    refused: tuple[tuple[Response, Standing], ...]


def play(demand: Demand, answers: Iterable[_Dated], *, until: datetime.date) -> History:
    """Play the answers to a demand through the table of standings.

    Parameters
    ----------
    demand : Demand
        The demand.
    answers : iterable of (date, Response)
        Its accepted answers, in order.
    until : datetime.date
        Answers after this day are left out; a deadline before it has passed.
    """
    standing = Standing.OPEN
    moves: list[Move] = []
    refused: list[tuple[Response, Standing]] = []
    for date, verdict, response in _steps(demand, list(answers), until):
        after = standing_after(standing, verdict)
        if after is not None:
            standing = after
            moves.append(Move(date, verdict, standing, response))
        elif response is not None:
            refused.append((response, standing))
    return History(tuple(moves), tuple(refused))


def _steps(
    demand: Demand, answers: list[_Dated], until: datetime.date
) -> list[tuple[datetime.date, Verdict, Response | None]]:
    """Return the answers up to a day, with the passing of the deadline among them."""
    steps: list[tuple[datetime.date, Verdict, Response | None]] = [
        (date, answer.verdict, answer) for date, answer in answers if date <= until
    ]
    deadline = demand.deadline
    if deadline is None or deadline >= until:
        return steps
    in_time = [step for step in steps if step[0] <= deadline]
    if any(not verdict.is_demanders_own for _, verdict, _ in in_time):
        return steps
    return [*in_time, (deadline, Verdict.IGNORED, None), *steps[len(in_time) :]]
