"""The smallest things that the tests of talks/ and files/ share."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import HealthCheck, settings

from stancekit.talks import (
    Actor,
    ActorKind,
    Demand,
    Evidence,
    Issue,
    Kind,
    Negotiation,
    Response,
    Source,
    Statement,
    Verdict,
)

TEXT = "The union demands higher pay. The board rejects it."
NOTE = Source("note", TEXT, language="en", date=datetime.date(2022, 3, 1))
UNION = Actor("union", "the union", ActorKind.ORGANISATION)
BOARD = Actor("board", "the board", ActorKind.GROUP)
PAY = Issue("pay", "pay in 2022")

LAW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
"""How often a law is tried."""


def day(number: int) -> datetime.date:
    """Return a day of March 2022."""
    return datetime.date(2022, 3, number)


def demand(name: str = "d", **fields: Any) -> Demand:
    """Return a demand of the union towards the board, of 1 March."""
    plain = {"actor": "union", "addressees": ("board",), "content": "higher pay", "date": day(1)}
    return Demand(
        **{"id": name, "kind": Kind.DEMAND, "evidence": (Evidence("note", 0, 29),), **plain, **fields}
    )


def statement(name: str = "s", **fields: Any) -> Statement:
    """Return a rejection by the board, of 2 March."""
    plain = {"actor": "board", "content": "it rejects it", "date": day(2)}
    return Statement(
        **{"id": name, "kind": Kind.REJECT, "evidence": (Evidence("note", 30, 51),), **plain, **fields}
    )


def talks(*acts: Any, responses: tuple[Response, ...] = ()) -> Negotiation:
    """Return a record of these acts."""
    return Negotiation((NOTE,), (UNION, BOARD), (PAY,), acts, responses)


def answered(*verdicts: Verdict, **fields: Any) -> Negotiation:
    """Return a record in which one demand is answered on 2, 3, ... March with these verdicts."""
    acts, responses = [], []
    for number, verdict in enumerate(verdicts, start=2):
        if verdict is Verdict.IGNORED:
            responses.append(Response("d", verdict, date=day(number)))
            continue
        actor = "union" if verdict.is_demanders_own else "board"
        acts.append(statement(f"s{number}", actor=actor, date=day(number)))
        responses.append(Response("d", verdict, f"s{number}"))
    return talks(demand(**fields), *acts, responses=tuple(responses))
