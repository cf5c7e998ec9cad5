"""Linking: which act answers which demand, with a verdict, a score and a reason.

Every candidate that was weighed is kept; `accepted` says whether it counts.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from stancekit.steps.merging import likeness
from stancekit.talks import (
    Act,
    Coder,
    Demand,
    Kind,
    Label,
    Modality,
    Response,
    Standing,
    Verdict,
    standing_after,
)

__all__ = ["Reference", "link"]

VERDICT_OF_KIND: dict[Kind, Verdict] = {
    Kind.REJECT: Verdict.REJECTED,
    Kind.DEFER: Verdict.DEFERRED,
    Kind.ACCEPT_OR_AGREE: Verdict.ACCEPTED,
    Kind.OFFER_TO_YIELD: Verdict.CONDITIONALLY,
    Kind.ACCEPT_TERMS: Verdict.ACCEPTED,
    Kind.DROP_DEMAND: Verdict.ACCEPTED,
    Kind.EASE_RESTRICTION: Verdict.ACCEPTED,
    Kind.RELEASE_OR_PARDON: Verdict.ACCEPTED,
    Kind.WITHDRAW_OR_DISARM: Verdict.ACCEPTED,
    Kind.CEASEFIRE: Verdict.ACCEPTED,
    Kind.REFORM_OR_RIGHTS: Verdict.ACCEPTED,
    Kind.RESIGN: Verdict.ACCEPTED,
    Kind.APOLOGISE: Verdict.ACCEPTED,
}
"""The verdict that an act of each kind gives on a demand that it answers."""

_TAKEN, _WEIGHED, _TIE = 0.5, 0.25, 0.02


@frozen
class Reference:
    """What an answer says of the demand: whose it is, and whether it says what it is."""

    demander: str | None = None
    content: str | None = None


@frozen
class _Candidate:
    demand: Demand
    score: float
    reason: str


def link(
    acts: Sequence[Act],
    references: Mapping[str, Reference],
    members: Mapping[str, Iterable[str]],
    coder: Coder,
) -> tuple[Response, ...]:
    """Link answers to the demands among some acts.

    Parameters
    ----------
    acts : sequence of Act
        In order of date.
    references : mapping of str to Reference
        For acts whose words refer to a demand ("Russia's demands"): what they say of it.
    members : mapping of str to iterable of str
        Members of organisations: a member may answer what its organisation is asked.
    coder : Coder
        Signs the links.

    Returns
    -------
    tuple of Response
        Candidates too, with ``accepted=False``.
    """
    demands = [act for act in acts if isinstance(act, Demand)]
    standings: dict[str, Standing] = {}
    found: list[Response] = []
    for act in acts:
        verdict = _verdict(act)
        if verdict is None:
            continue
        weighed = list(_candidates(act, demands, references.get(act.id), members))
        best = max((candidate.score for candidate in weighed), default=0.0)
        for candidate in weighed:
            standing = standings.get(candidate.demand.id, Standing.OPEN)
            after = standing_after(standing, verdict)
            taken = candidate.score >= max(_TAKEN, best - _TIE) and after is not None
            if taken and after is not None:
                standings[candidate.demand.id] = after
            found.append(
                Response(
                    candidate.demand.id,
                    verdict,
                    act.id,
                    score=round(candidate.score, 3),
                    accepted=taken,
                    reason=candidate.reason,
                    coder=coder,
                )
            )
    return tuple(found)


def _verdict(act: Act) -> Verdict | None:
    verdict = VERDICT_OF_KIND.get(act.kind)
    if verdict is Verdict.ACCEPTED and act.modality is Modality.CONDITIONAL:
        return Verdict.CONDITIONALLY
    return verdict


def _candidates(
    act: Act, demands: Sequence[Demand], reference: Reference | None, members: Mapping[str, Iterable[str]]
) -> Iterator[_Candidate]:
    for demand in demands:
        if demand.actor == act.actor or demand.id == act.id or _comes_later(demand, act):
            continue
        score, reason = _score(act, demand, reference, members)
        if score >= _WEIGHED:
            yield _Candidate(demand, min(score, 1.0), reason)


def _comes_later(demand: Demand, act: Act) -> bool:
    """Whether a demand can only have been made after the act."""
    earliest, latest = demand.earliest, act.latest
    return earliest is not None and latest is not None and latest < earliest


def _score(
    act: Act, demand: Demand, reference: Reference | None, members: Mapping[str, Iterable[str]]
) -> tuple[float, str]:
    """Weigh wording, addressee and time; a reference to the demander's demands counts most."""
    asked = act.actor in demand.addressees or any(
        act.actor in members.get(addressee, ()) for addressee in demand.addressees
    )
    shared = likeness(act.content, demand.content)
    if reference is not None and reference.demander is not None:
        if reference.demander != demand.actor:
            return 0.0, "answers somebody else's demand"
        if reference.content is None:
            return 0.8, "answers the demands of this actor as a whole"
        shared = likeness(reference.content, demand.content)
        return 0.3 + 0.7 * shared, f"names this actor's demand; wording shared {shared:.2f}"
    towards = demand.actor in act.addressees
    if reference is not None:
        score = 0.3 + 0.3 * asked + 0.2 * shared + 0.1 * towards
        return score, "refers to a demand" + ("; the addressee answers" if asked else "")
    near = _nearness(act.date, demand.date)
    score = 0.5 * shared + 0.2 * asked + 0.15 * towards + 0.15 * near
    if act.label is Label.CONCESSION and shared < 0.3:
        score -= 0.2
    parts = [f"wording shared {shared:.2f}"]
    parts += ["the addressee answers"] if asked else []
    parts += ["towards the demander"] if towards else []
    return max(score, 0.0), "; ".join(parts)


def _nearness(one: datetime.date | None, other: datetime.date | None) -> float:
    if one is None or other is None:
        return 0.5
    return 1 / (1 + abs((one - other).days) / 14)
