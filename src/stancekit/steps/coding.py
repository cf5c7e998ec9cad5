"""Coding: all steps in order, from sources to a Negotiation."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from attrs import evolve, field, frozen

from stancekit.errors import InputError
from stancekit.labels import load_classifier, read_tokens
from stancekit.languages import Gazetteer, LanguagePack, load_gazetteer, load_pack
from stancekit.steps.attributing import Attributed, Discourse, attribute, heard_in
from stancekit.steps.dating import When, date_of
from stancekit.steps.labelling import Classifier, Labelled, label
from stancekit.steps.linking import Reference, link
from stancekit.steps.merging import merge
from stancekit.steps.naming import Cast, NamedActor, find_cast
from stancekit.steps.reading import Reading, Span, read_acts
from stancekit.steps.referring import answer_cue, reference_in
from stancekit.steps.splitting import split
from stancekit.talks import (
    Act,
    Actor,
    ActorKind,
    Coder,
    CoderKind,
    Concession,
    Demand,
    Evidence,
    Kind,
    Label,
    Modality,
    Name,
    Negotiation,
    Part,
    Reason,
    Role,
    Sentence,
    Source,
    Statement,
    Warning,
)

__all__ = ["code_sources", "code_text"]

Progress = Callable[[int], object]

_MODALITY_OF_ANSWER = {
    Kind.REJECT: Modality.DENIED,
    Kind.DEFER: Modality.PROMISED,
    Kind.ACCEPT_TERMS: Modality.DONE,
}


@frozen
class _Coded:
    """What one source gives: acts, the demands they refer to, persons, and places of sentences."""

    acts: tuple[Act, ...]
    references: Mapping[str, Reference]
    persons: Mapping[str, tuple[str, str]]
    paragraphs: Mapping[tuple[str, int], int]


@frozen
class _Desk:
    """What is needed to code texts of one language."""

    pack: LanguagePack = field(repr=False)
    gazetteer: Gazetteer = field(repr=False)
    classifier: Classifier = field(repr=False)
    coder: Coder


def code_text(
    text: str,
    *,
    language: str = "en",
    date: datetime.date | str | None = None,
    actors: Iterable[Actor] | None = None,
    classifier: Classifier | None = None,
) -> Negotiation:
    """Code one text given as a str.

    Parameters
    ----------
    text : str
        An article or statement.
    language : str
        ``"en"`` or ``"id"``.
    date : datetime.date or str, optional
        Its day of publication, as a date or ``"YYYY-MM-DD"``.
    actors : iterable of Actor, optional
        Actors of your own; their names win over the known ones.
    classifier : optional
        By default the bundled one.

    Returns
    -------
    Negotiation

    Raises
    ------
    InputError
        If the text is empty, the language unknown or the date impossible.

    Examples
    --------
    >>> import stancekit as sk
    >>> talks = sk.code_text("Iran demanded that the United States lift its sanctions.", date="2021-04-06")
    >>> [(d.actor, d.addressees, d.content) for d in talks.demands]
    [('iran', ('united-states',), 'the United States lift its sanctions')]
    """
    if not text.strip():
        raise InputError("the text is empty: give a text with at least one word")
    source = Source("text", text, language=language, date=as_date(date))
    return code_sources([source], actors=actors, classifier=classifier)


def as_date(date: datetime.date | str | None) -> datetime.date | None:
    """Read a date given as a date or ``YYYY-MM-DD``."""
    if date is None or isinstance(date, datetime.date):
        return date
    try:
        return datetime.date.fromisoformat(date)
    except ValueError:
        raise InputError(f"{date!r} is no date: give a day as YYYY-MM-DD, such as 2022-01-21") from None


def code_sources(
    sources: Iterable[Source],
    *,
    actors: Iterable[Actor] | None = None,
    classifier: Classifier | None = None,
    progress: Progress | None = None,
) -> Negotiation:
    """Code sources into one record; their order does not matter.

    Parameters
    ----------
    sources : iterable of Source
        Texts in languages that have a pack.
    actors : iterable of Actor, optional
        Actors of your own.
    classifier : optional
        By default the bundled one.
    progress : callable, optional
        Called with 1 after each source.
    """
    given = sorted(sources, key=lambda source: (source.date or datetime.date.min, source.id))
    own = tuple(actors or ())
    model = classifier or load_classifier()
    coded = []
    for source in given:
        coded.append(_code_source(source, _desk(source.language, own, model)))
        if progress is not None:
            progress(1)
    return _record(given, coded, own, _coder_of(model))


@cache
def _coder() -> Coder:
    from stancekit import __version__  # noqa: PLC0415  (the package knows its version)

    return Coder("stancekit", CoderKind.MACHINE, __version__)


def _coder_of(model: Classifier) -> Coder:
    version = getattr(model, "fingerprint_", "")
    coder = _coder()
    return Coder(coder.name, coder.kind, f"{coder.version} {version[:12]}".strip())


def _desk(language: str, own: tuple[Actor, ...], model: Classifier) -> _Desk:
    gazetteer = load_gazetteer(language) if language in ("en", "id") else Gazetteer({}, {})
    if own:
        gazetteer = gazetteer.with_actors(own, language)
    return _Desk(load_pack(language), gazetteer, model, _coder_of(model))


# One source -------------------------------------------------------------------------------------


def _code_source(source: Source, desk: _Desk) -> _Coded:
    sentences = split(source, desk.pack)
    cast = find_cast(source.text, desk.pack, desk.gazetteer)
    before = Discourse()
    acts: list[Act] = []
    references: dict[str, Reference] = {}
    for labelled in label(sentences, desk.classifier):
        for attributed in _attributed(labelled, cast, desk.pack, before):
            reading = attributed.reading
            reference = reference_in(reading, labelled.sentence, cast, desk.pack)
            when = _when(source, labelled.sentence, reading, desk.pack, acts)
            for actor in attributed.actors:
                act = _act(source, labelled, attributed, actor, desk, number=len(acts), when=when)
                if reference is not None and reference.demander not in (None, actor.actor):
                    act = evolve(act, addressees=(reference.demander,))
                acts.append(act)
                if reference is not None and reading.kind.label is not Label.DEMAND:
                    references[act.id] = reference
        before = heard_in(labelled.sentence, cast, desk.pack, before)
    paragraphs = {(s.source, s.start): s.paragraph for s in sentences}
    return _Coded(tuple(acts), references, cast.persons, paragraphs)


def _attributed(
    labelled: Labelled, cast: Cast, pack: LanguagePack, before: Discourse
) -> Iterator[Attributed]:
    readings = list(read_acts(labelled, pack))
    answer = _answer(labelled, readings, pack)
    if answer is not None:
        readings = [answer, *(r for r in readings if _is_beside(r, answer))]
    for reading in readings:
        attributed = attribute(reading, labelled.sentence, cast, pack, before)
        if attributed.actors and not _is_bare(attributed):
            yield attributed


def _is_beside(reading: Reading, answer: Reading) -> bool:
    """Whether a reading is an act of its own after an answer: "rejected the offer and warned of a strike"."""
    return reading.kind.label is Label.WARNING and reading.anchor[0] > answer.anchor[1]


def _is_bare(attributed: Attributed) -> bool:
    """Whether a demand or warning lacks what makes it one: somebody whom it is put to."""
    return (
        attributed.reading.kind.label in (Label.DEMAND, Label.WARNING)
        and not attributed.addressees
        and attributed.reading.is_modal
    )


def _answer(labelled: Labelled, readings: Iterable[Reading], pack: LanguagePack) -> Reading | None:
    """Take an answer to a named demand as the main act, whatever the demand's own words suggest."""
    sentence = labelled.sentence
    tokens = read_tokens(sentence.text, language=pack.code)
    found = answer_cue(tokens)
    if found is None:
        return None
    kind, at = found
    base = next(iter(readings), None)
    last = next((t for t in reversed(tokens) if t.word[0].isalnum()), tokens[-1])
    start = min(t.start for t in tokens if t.number == tokens[at].number and t.word[0].isalnum())
    return Reading(
        kind=kind,
        probability=max(labelled.kinds.get(kind, 0.0), 0.5),
        anchor=(sentence.start + tokens[at].start, sentence.start + tokens[at].end),
        content=(sentence.start + start, sentence.start + last.end),
        condition=base.condition if base else None,
        consequence=None,
        modality=_MODALITY_OF_ANSWER[kind],
        is_modal=False,
        is_quoted=tokens[at].clause.endswith("q"),
        rule=f"answers a named demand: {tokens[at].word!r}",
    )


def _act(
    source: Source,
    labelled: Labelled,
    attributed: Attributed,
    actor: NamedActor,
    desk: _Desk,
    *,
    number: int,
    when: When,
) -> Act:
    reading, sentence = attributed.reading, labelled.sentence
    parts = _parts(reading, attributed, actor)
    fields = {
        "id": f"{source.id}#{reading.content[0]}-{number}",
        "kind": reading.kind,
        "actor": actor.actor,
        "content": _words(source, reading.content),
        "evidence": (
            Evidence(
                source.id,
                sentence.start,
                sentence.end,
                quoted=reading.is_quoted,
                reported_by=_reporter(source, attributed, actor),
                parts=parts,
            ),
        ),
        "addressees": tuple({m.actor for m in attributed.addressees} - {actor.actor}),
        "speaker": actor.person,
        "date": when[0],
        "date_precision": when[1],
        "modality": reading.modality,
        "condition": _words(source, reading.condition) if reading.condition else None,
        "confidence": round(min(reading.probability, 1.0), 4),
        "coder": desk.coder,
        "reasons": (
            Reason("kind", reading.rule, round(min(reading.probability, 1.0), 4)),
            Reason("actor", attributed.rule),
        ),
    }
    if reading.kind.label is Label.WARNING:
        fields["consequence"] = _words(source, reading.consequence) if reading.consequence else None
    cls = {Label.DEMAND: Demand, Label.WARNING: Warning, Label.CONCESSION: Concession, Label.OTHER: Statement}
    made: Act = cls[reading.kind.label](**fields)
    return made


def _when(
    source: Source, sentence: Sentence, reading: Reading, pack: LanguagePack, acts: Sequence[Act]
) -> When:
    """Date an act; "at the time" is when the act before it was done."""
    words = sentence.text.lower()
    if acts and any(phrase in words for phrase in pack.words["then"]):
        return acts[-1].date, acts[-1].date_precision
    before = _is_perfect(reading, sentence, pack)
    return date_of(sentence.text, source.date, pack, done_before=before)


def _words(source: Source, span: Span) -> str:
    return source.text[span[0] : span[1]]


def _reporter(source: Source, attributed: Attributed, actor: NamedActor) -> str | None:
    """Name the speaker as worded, where the act is somebody else's."""
    speaker = attributed.speaker
    if speaker is None or speaker.actor == actor.actor:
        return None
    return source.text[speaker.start : speaker.end]


def _is_perfect(reading: Reading, sentence: Sentence, pack: LanguagePack) -> bool:
    tokens = read_tokens(sentence.text, language=pack.code)
    at = next((n for n, t in enumerate(tokens) if t.start + sentence.start == reading.anchor[0]), 0)
    return any(token.word in pack.words["perfect"] for token in tokens[max(0, at - 2) : at])


def _parts(reading: Reading, attributed: Attributed, actor: NamedActor) -> tuple[Part, ...]:
    parts = [Part(Role.CONTENT, *reading.content), Part(Role.ACTOR, actor.start, actor.end)]
    parts += [Part(Role.ADDRESSEE, m.start, m.end) for m in attributed.addressees]
    if reading.condition:
        parts.append(Part(Role.CONDITION, *reading.condition))
    if reading.consequence:
        parts.append(Part(Role.CONSEQUENCE, *reading.consequence))
    return tuple(parts)


# The record ---------------------------------------------------------------------------------------


def _record(
    sources: Iterable[Source], coded: Iterable[_Coded], own: tuple[Actor, ...], coder: Coder
) -> Negotiation:
    given = tuple(sources)
    found = list(coded)
    paragraphs = {place: number for one in found for place, number in one.paragraphs.items()}
    acts = sorted(
        (act for one in found for act in one.acts),
        key=lambda act: (act.date or datetime.date.min, act.place, act.id),
    )
    merged = merge(acts, dict(paragraphs))
    references = {act_id: ref for one in found for act_id, ref in one.references.items()}
    persons = {slug: person for one in reversed(found) for slug, person in one.persons.items()}
    actors = _actors(merged, persons, own)
    members = {actor.id: actor.members for actor in _known(own).values() if actor.members}
    responses = link(merged, references, members, coder)
    return Negotiation(sources=given, actors=actors, acts=merged, responses=responses)


def _known(own: tuple[Actor, ...]) -> dict[str, Actor]:
    return {**load_gazetteer("en").actors, **{actor.id: actor for actor in own}}


def _actors(
    acts: Iterable[Act], persons: Mapping[str, tuple[str, str]], own: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Return everyone who acts or is addressed; members only where they are among them."""
    used = {actor for act in acts for actor in (act.actor, *act.addressees)}
    speakers = {act.speaker for act in acts if act.speaker}
    known = _known(own)
    found = []
    for actor_id in sorted(used):
        actor = known[actor_id]
        members = tuple(member for member in actor.members if member in used)
        found.append(Actor(actor.id, actor.name, actor.kind, members=members, names=actor.names))
    for slug in sorted(speakers - used):
        full, party = persons[slug]
        found.append(
            Actor(
                slug,
                full,
                ActorKind.PERSON,
                represents=party if party in used else None,
                names=(Name(full, "en"),),
            )
        )
    return tuple(found)
