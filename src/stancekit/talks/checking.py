"""What makes a record valid as a whole; every fault is found, none is mended."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from stancekit.errors import Fault
from stancekit.talks.actors import Actor
from stancekit.talks.acts import Act, Demand, Evidence
from stancekit.talks.histories import EARLY, play
from stancekit.talks.issues import Issue
from stancekit.talks.responses import Response
from stancekit.talks.texts import Source

__all__ = ["faults_of"]

_Named: TypeAlias = Source | Actor | Issue | Act


@frozen
class _Things:
    """What the links of a record can lead to."""

    sources: Mapping[str, Source]
    actors: Mapping[str, Actor]
    issues: frozenset[str]
    acts: Mapping[str, Act]


def faults_of(
    sources: Sequence[Source],
    actors: Sequence[Actor],
    issues: Sequence[Issue],
    acts: Sequence[Act],
    responses: Sequence[Response],
) -> tuple[Fault, ...]:
    """Return everything that is wrong with a record; paths count in the order given."""
    things = _Things(
        {source.id: source for source in sources},
        {actor.id: actor for actor in actors},
        frozenset(issue.id for issue in issues),
        {act.id: act for act in acts},
    )
    faults = [
        *_doubled("sources", sources),
        *_doubled("actors", actors),
        *_doubled("issues", issues),
        *_doubled("acts", acts),
        *_actor_faults(actors, things),
        *_act_faults(acts, things),
        *_response_faults(responses, things),
    ]
    # The chains of answers can only be played where every link leads somewhere.
    return tuple(faults) or tuple(_chain_faults(responses, things))


def _doubled(name: str, things: Sequence[_Named]) -> Iterator[Fault]:
    counts = Counter(thing.id for thing in things)
    for number, thing in enumerate(things):
        if counts[thing.id] > 1:
            yield Fault(f"$.{name}[{number}].id", f"{thing.id!r} is used twice", "give each its own id")


def _missing(path: str, noun: str, wanted: str | None, there: Iterable[str]) -> Iterator[Fault]:
    if wanted is not None and wanted not in there:
        yield Fault(path, f"there is no {noun} {wanted!r}", f"add the {noun}, or mend the link")


def _actor_faults(actors: Sequence[Actor], things: _Things) -> Iterator[Fault]:
    for number, actor in enumerate(actors):
        path = f"$.actors[{number}]"
        yield from _missing(f"{path}.represents", "actor", actor.represents, things.actors)
        for at, member in enumerate(actor.members):
            yield from _missing(f"{path}.members[{at}]", "actor", member, things.actors)
        if _speaks_in_a_circle(actor, things.actors):
            yield Fault(
                f"{path}.represents",
                f"{actor.id!r} speaks for itself in a circle",
                "let the last of them represent nobody",
            )


def _speaks_in_a_circle(actor: Actor, actors: Mapping[str, Actor]) -> bool:
    seen = {actor.id}
    step = actor.represents
    while step is not None and step in actors:
        if step in seen:
            return step == actor.id
        seen.add(step)
        step = actors[step].represents
    return False


def _act_faults(acts: Sequence[Act], things: _Things) -> Iterator[Fault]:
    for number, act in enumerate(acts):
        path = f"$.acts[{number}]"
        yield from _missing(f"{path}.actor", "actor", act.actor, things.actors)
        yield from _missing(f"{path}.speaker", "actor", act.speaker, things.actors)
        yield from _missing(f"{path}.issue", "issue", act.issue, things.issues)
        for at, addressee in enumerate(act.addressees):
            yield from _missing(f"{path}.addressees[{at}]", "actor", addressee, things.actors)
        for at, evidence in enumerate(act.evidence):
            yield from _evidence_faults(f"{path}.evidence[{at}]", evidence, things)


def _evidence_faults(path: str, evidence: Evidence, things: _Things) -> Iterator[Fault]:
    source = things.sources.get(evidence.source)
    if source is None:
        yield from _missing(f"{path}.source", "source", evidence.source, things.sources)
        return
    size = len(source.text)
    spans = [("end", evidence.end)]
    spans += [(f"parts[{at}].end", part.end) for at, part in enumerate(evidence.parts)]
    for name, end in spans:
        if end > size:
            yield Fault(
                f"{path}.{name}",
                f"the span ends at {end}, the text of {source.id!r} at {size}",
                "count in code points, from the text as it stands in the record",
            )
    if not source.text[evidence.start : evidence.end].strip():
        yield Fault(path, "the span holds no words", "point it at the words that prove the act")


def _response_faults(responses: Sequence[Response], things: _Things) -> Iterator[Fault]:
    keys = Counter((r.demand, r.act, r.date) for r in responses)
    for number, response in enumerate(responses):
        path = f"$.responses[{number}]"
        if keys[response.demand, response.act, response.date] > 1:
            yield Fault(path, "the same act answers this demand twice", "keep one verdict")
        demand = things.acts.get(response.demand)
        if not isinstance(demand, Demand):
            yield Fault(
                f"{path}.demand",
                f"there is no demand {response.demand!r}",
                "add the demand, or mend the link",
            )
            continue
        yield from _missing(f"{path}.act", "act", response.act, things.acts)
        act = things.acts.get(response.act or "")
        if act is not None:
            yield from _answer_faults(path, response, act, demand)
        elif response.date and demand.earliest and response.date < demand.earliest:
            yield Fault(
                f"{path}.date",
                f"{demand.id!r} of {demand.date} cannot be ignored by {response.date}, before it was put",
                "mend a date",
            )


def _answer_faults(path: str, response: Response, act: Act, demand: Demand) -> Iterator[Fault]:
    if act.latest and demand.earliest and act.latest < demand.earliest:
        yield Fault(
            path,
            f"{act.id!r} of {act.date} answers {demand.id!r} of {demand.date}, which came later",
            "mend a date, or the link",
        )
    if response.accepted and response.verdict.is_demanders_own != (act.actor == demand.actor):
        yield Fault(
            f"{path}.verdict",
            f"{act.actor!r} gives the verdict {response.verdict.value!r} on a demand of {demand.actor!r}",
            "'withdrawn' and 'repeated' are the demander's own, all other verdicts the others'",
        )


def _chain_faults(responses: Sequence[Response], things: _Things) -> Iterator[Fault]:
    """Play every demand's answers through the table of standings."""
    chains: dict[str, list[tuple[datetime.date, int, Response]]] = defaultdict(list)
    order = sorted(things.acts.values(), key=lambda act: (act.date or EARLY, act.place, act.id))
    places = {act.id: place for place, act in enumerate(order)}
    for response in responses:
        if response.accepted:
            act = things.acts.get(response.act or "")
            day = (act.date if act else response.date) or EARLY
            place = places[act.id] if act else len(places)
            chains[response.demand].append((day, place, response))
    numbers = {id(response): number for number, response in enumerate(responses)}
    for demand_id, chain in chains.items():
        demand = things.acts[demand_id]
        assert isinstance(demand, Demand)
        dated = [(day, r) for day, _, r in sorted(chain, key=lambda step: step[:2])]
        for response, standing in play(demand, dated, until=datetime.date.max).refused:
            yield Fault(
                f"$.responses[{numbers[id(response)]}].verdict",
                f"{demand_id!r} stands as {standing.value!r}; {response.verdict.value!r} cannot follow",
                "see the table of standings",
            )
