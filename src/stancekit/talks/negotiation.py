"""The record: sources, actors, issues, acts and responses, and what can be asked of it.

A negotiation is checked as a whole when it is made: every link must lead somewhere, every span must
lie in its text, and every chain of answers must be allowed by the table of standings.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from attrs import define, evolve, field, frozen

from stancekit.errors import Fault, InputError, RecordError
from stancekit.talks.actors import Actor
from stancekit.talks.acts import Act, Concession, Demand, Evidence, Reason, Statement, Warning
from stancekit.talks.checking import faults_of
from stancekit.talks.histories import EARLY, Move, play
from stancekit.talks.issues import Issue
from stancekit.talks.responses import Response
from stancekit.talks.standings import Standing
from stancekit.talks.texts import Source
from stancekit.talks.validators import as_tuple

__all__ = ["Disagreement", "Explanation", "Negotiation"]

_Act = TypeVar("_Act", bound=Act)
_Thing = Source | Actor | Issue | Act | Response
_T = TypeVar("_T")


@frozen
class Disagreement:
    """Accounts of one event that differ in a field.

    ``values`` pairs the id of each account with what it says.
    """

    event: str
    field: str
    values: tuple[tuple[str, object], ...]


@frozen
class Explanation:
    """The whole story of an act: its words, who coded it, why, and the demands that it answers."""

    act: Act
    quotes: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]
    responses: tuple[Response, ...]

    def __str__(self) -> str:
        act = self.act
        lines = [f"{act.id}: {act.kind} by {act.actor}, coded by {act.coder.name}"]
        lines += [f"  {source}: “{quote}”" for source, quote in self.quotes]
        lines += [f"  {reason.about}: {reason.rule}" for reason in self.reasons]
        lines += [f"  answers {r.demand}: {r.verdict}. {r.reason}".rstrip() for r in self.responses]
        return "\n".join(lines)


@define(slots=False, frozen=True, eq=True)
class Negotiation:
    """The record of a negotiation.

    Parameters
    ----------
    sources : tuple of Source
        The texts.
    actors : tuple of Actor
        Everyone who acts or is addressed.
    issues : tuple of Issue
        What is at stake.
    acts : tuple of Act
        Demands, warnings, concessions and statements.
    responses : tuple of Response
        Which act answers which demand.

    Everything is kept in a fixed order (by date, place and id), so that the same things make the same
    record in whatever order they are given.

    Raises
    ------
    RecordError
        With all faults together: an id used twice, a link to nothing, a span outside its text, a
        response before its demand, a verdict that the table of standings does not allow.

    Examples
    --------
    >>> import stancekit as sk
    >>> talks = sk.load_example("geneva-2022")
    >>> len(talks.acts) > 100
    True
    >>> talks.standing("gva-057").value
    'partly accepted'
    """

    sources: tuple[Source, ...] = field(default=(), converter=as_tuple)
    actors: tuple[Actor, ...] = field(default=(), converter=as_tuple)
    issues: tuple[Issue, ...] = field(default=(), converter=as_tuple)
    acts: tuple[Act, ...] = field(default=(), converter=as_tuple)
    responses: tuple[Response, ...] = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        faults = faults_of(self.sources, self.actors, self.issues, self.acts, self.responses)
        if faults:
            raise RecordError(faults)
        self._settle("sources", lambda source: (source.date or EARLY, source.id))
        self._settle("actors", lambda actor: actor.id)
        self._settle("issues", lambda issue: issue.id)
        self._settle("acts", lambda act: (act.date or EARLY, act.place, act.id))
        places = {act.id: number for number, act in enumerate(self.acts)}
        self._settle(
            "responses",
            lambda r: (self._day_of(r), places[r.act] if r.act else len(places), r.demand),
        )

    def _settle(self, name: str, key: Callable[[Any], Any]) -> None:
        """Put one field into its fixed order, once, while the record is being made."""
        object.__setattr__(self, name, tuple(sorted(getattr(self, name), key=key)))

    # What there is ------------------------------------------------------------------

    @property
    def demands(self) -> tuple[Demand, ...]:
        """The demands, in order of date."""
        return self._of(Demand)

    @property
    def warnings(self) -> tuple[Warning, ...]:
        """The warnings, in order of date."""
        return self._of(Warning)

    @property
    def concessions(self) -> tuple[Concession, ...]:
        """The concessions, in order of date."""
        return self._of(Concession)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All other acts, in order of date."""
        return self._of(Statement)

    def act(self, act_id: str) -> Act:
        """Return the act with this id.

        Raises
        ------
        InputError
            If there is none.
        """
        return _found(self._acts_by_id, act_id, "act")

    def actor(self, actor_id: str) -> Actor:
        """Return the actor with this id, or raise `InputError`."""
        return _found(self._actors_by_id, actor_id, "actor")

    def source(self, source_id: str) -> Source:
        """Return the source with this id, or raise `InputError`."""
        return _found(self._sources_by_id, source_id, "source")

    def quote(self, evidence: Evidence) -> str:
        """Return the words of a piece of evidence.

        Examples
        --------
        >>> import stancekit as sk
        >>> talks = sk.load_example("geneva-2022")
        >>> evidence = talks.demands[0].evidence[0]
        >>> talks.quote(evidence) in talks.source(evidence.source).text
        True
        """
        return self.source(evidence.source).text[evidence.start : evidence.end]

    # What became of a demand -----------------------------------------------------------

    def responses_to(self, demand: Demand | str, *, candidates: bool = False) -> tuple[Response, ...]:
        """Return the answers to a demand, in order of date.

        Parameters
        ----------
        demand : Demand or str
            The demand or its id.
        candidates : bool
            Whether to add the links that were weighed and not taken.
        """
        demand_id = self._demand(demand).id
        return tuple(r for r in self._responses_by_demand[demand_id] if r.accepted or candidates)

    def history(self, demand: Demand | str, *, on: datetime.date | None = None) -> tuple[Move, ...]:
        """Return every change of a demand's standing up to a date, in order.

        Examples
        --------
        >>> import stancekit as sk
        >>> talks = sk.load_example("geneva-2022")
        >>> [move.verdict.value for move in talks.history("gva-008")][0]
        'partly'
        """
        asked = self._demand(demand)
        dated = [(self._day_of(r), r) for r in self.responses_to(asked)]
        return play(asked, dated, until=on or self._last_day).moves

    def standing(self, demand: Demand | str, on: datetime.date | None = None) -> Standing:
        """Return where a demand stands, at the end or on a date.

        Parameters
        ----------
        demand : Demand or str
            The demand or its id.
        on : datetime.date, optional
            Only answers up to this day count. Without it, all do.
        """
        moves = self.history(demand, on=on)
        return moves[-1].standing if moves else Standing.OPEN

    def open_demands(self, on: datetime.date | None = None) -> tuple[Demand, ...]:
        """Return the demands made by a date that still await a final answer."""
        return tuple(
            demand
            for demand in self.demands
            if (on is None or (demand.earliest or EARLY) <= on) and self.standing(demand, on).is_open
        )

    # What stands behind it ---------------------------------------------------------------

    def why(self, act_id: str) -> Explanation:
        """Tell the whole story of an act: its words, coder, reasons, and what it answers.

        Examples
        --------
        >>> import stancekit as sk
        >>> talks = sk.load_example("geneva-2022")
        >>> print(str(talks.why("gva-022")).splitlines()[0])
        gva-022: reject by united-states, coded by hand
        """
        act = self.act(act_id)
        return Explanation(
            act=act,
            quotes=tuple((e.source, self.quote(e)) for e in act.evidence),
            reasons=act.reasons,
            responses=tuple(r for r in self.responses if r.act == act_id and r.accepted),
        )

    def accounts(self, event: str) -> tuple[Act, ...]:
        """Return the acts that tell one event, in order."""
        return tuple(act for act in self.acts if act.event == event)

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Where accounts of one event differ: event, field, and what each account says."""
        events = sorted({act.event for act in self.acts if act.event})
        return tuple(found for event in events for found in _differences(event, self.accounts(event)))

    # Change means a new thing ------------------------------------------------------------

    def adding(self, *things: Source | Actor | Issue | Act | Response | Negotiation) -> Negotiation:
        """Return a new record with these things added.

        A thing that is there already is not added twice. An act that is there already gains the new
        reports: its evidence and references are united.

        Raises
        ------
        RecordError
            If a thing contradicts one that is there under the same id, or the whole is not valid.

        Examples
        --------
        >>> import stancekit as sk
        >>> from stancekit.talks import Issue
        >>> talks = sk.Negotiation().adding(Issue("trade", "trade in steel"))
        >>> talks.adding(talks) == talks
        True
        """
        return _united(self, things)

    # Look-ups ------------------------------------------------------------------------------

    def _of(self, kind: type[_Act]) -> tuple[_Act, ...]:
        return tuple(act for act in self.acts if isinstance(act, kind))

    def _demand(self, demand: Demand | str) -> Demand:
        found = self.act(demand if isinstance(demand, str) else demand.id)
        if not isinstance(found, Demand):
            raise InputError(f"act {found.id!r} is a {found.label.value}: give a demand")
        return found

    @cached_property
    def _acts_by_id(self) -> dict[str, Act]:
        return {act.id: act for act in self.acts}

    @cached_property
    def _actors_by_id(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def _sources_by_id(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    def _day_of(self, response: Response) -> datetime.date:
        """Return the day on which an answer counts; undated answers count from the start."""
        if response.act is None:
            return response.date or EARLY
        return self._acts_by_id[response.act].date or EARLY

    @cached_property
    def _last_day(self) -> datetime.date:
        """The last day that the record speaks of."""
        days = [act.latest for act in self.acts] + [source.date for source in self.sources]
        days += [response.date for response in self.responses]
        return max((day for day in days if day), default=EARLY)

    @cached_property
    def _responses_by_demand(self) -> Mapping[str, tuple[Response, ...]]:
        found: dict[str, list[Response]] = defaultdict(list)
        for response in self.responses:
            found[response.demand].append(response)
        return defaultdict(tuple, {demand: tuple(rs) for demand, rs in found.items()})


def _found(things: Mapping[str, _T], wanted: str, noun: str) -> _T:
    try:
        return things[wanted]
    except KeyError:
        raise InputError(
            f"there is no {noun} {wanted!r} in this record: it has {len(things)}, such as "
            f"{', '.join(sorted(things)[:3]) or 'none'}"
        ) from None


def _differences(event: str, accounts: tuple[Act, ...]) -> Iterable[Disagreement]:
    """Compare what the accounts of an event say, field by field."""
    for name in ("kind", "actor", "addressees", "content", "date", "modality", "condition"):
        values = tuple((act.id, getattr(act, name)) for act in accounts)
        if len({value for _, value in values}) > 1:
            yield Disagreement(event, name, values)


_FIELD_OF: tuple[tuple[type, str], ...] = (
    (Source, "sources"),
    (Actor, "actors"),
    (Issue, "issues"),
    (Act, "acts"),
    (Response, "responses"),
)


def _united(talks: Negotiation, things: Iterable[_Thing | Negotiation]) -> Negotiation:
    """Add things one by one; what contradicts is reported together."""
    found: dict[str, dict[object, Any]] = {
        name: {_key(thing): thing for thing in getattr(talks, name)} for _, name in _FIELD_OF
    }
    faults: list[Fault] = []
    for thing in _flat(things):
        name = _field_of(thing)
        key = _key(thing)
        there = found[name].setdefault(key, thing)
        if there == thing:
            continue
        if isinstance(there, Act) and isinstance(thing, Act):
            found[name][key] = _with_reports(there, thing)
            agrees = found[name][key] == _with_reports(thing, there)
        else:
            agrees = False
        if not agrees:
            faults.append(
                Fault(
                    f"$.{name}",
                    f"{key!r} is there already and says something else",
                    "give it another id, or evolve the one that is there",
                )
            )
    if faults:
        raise RecordError(faults)
    return Negotiation(**{name: tuple(there.values()) for name, there in found.items()})


def _flat(things: Iterable[_Thing | Negotiation]) -> Iterable[_Thing]:
    for thing in things:
        if isinstance(thing, Negotiation):
            for _, name in _FIELD_OF:
                yield from getattr(thing, name)
        else:
            yield thing


def _field_of(thing: object) -> str:
    for kind, name in _FIELD_OF:
        if isinstance(thing, kind):
            return name
    raise InputError(
        f"a record cannot hold {type(thing).__name__}: add a Source, Actor, Issue, Act, Response "
        "or Negotiation"
    )


def _key(thing: _Thing) -> object:
    if isinstance(thing, Response):
        return (thing.demand, thing.act, thing.date)
    return thing.id


def _with_reports(act: Act, other: Act) -> Act:
    """Return the act with the other's reports added to its own."""
    reports: dict[str, Any] = {
        "evidence": act.evidence + other.evidence,
        "references": act.references + other.references,
    }
    return evolve(act, **reports)
