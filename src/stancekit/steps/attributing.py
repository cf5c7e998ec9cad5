"""Attributing: who acts, towards whom, and who is heard.

The subject of the cue's clause acts; with "must" the subject is addressed and the speaker acts; "we" is
whoever speaks. Pronouns stand for the last fitting person.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, field, frozen

from stancekit.labels import Token, read_tokens
from stancekit.languages import LanguagePack
from stancekit.steps.naming import Cast, NamedActor
from stancekit.steps.reading import Reading, Span
from stancekit.talks import Label, Sentence

__all__ = ["Attributed", "Discourse", "attribute", "heard_in"]


@frozen
class Discourse:
    """What the sentences before leave in mind: the last speaker, subject, and paragraph."""

    speaker: NamedActor | None = None
    subject: NamedActor | None = None
    paragraph: int = -1


@frozen
class Attributed:
    """A reading with its actors, addressees and speaker."""

    reading: Reading
    actors: tuple[NamedActor, ...]
    addressees: tuple[NamedActor, ...]
    speaker: NamedActor | None
    rule: str


@frozen
class _View:
    """A sentence as attribution sees it: tokens placed in the source, and its mentions."""

    tokens: tuple[Token, ...]
    mentions: tuple[NamedActor, ...]
    pack: LanguagePack = field(repr=False)

    def says(self, token: Token) -> bool:
        """Return whether a token is a verb of saying and no part of a name ("United States")."""
        return token.word in self.pack.words["reporting"] and not any(
            mention.start <= token.start < mention.end for mention in self.mentions
        )

    def word_before(self, place: int) -> str:
        """Return the word that ends before a place, skipping articles."""
        words = [t.word for t in self.tokens if t.end <= place and t.word[0].isalnum()][-2:]
        if words and words[-1] in ("the", "a", "para", "pihak", "pemerintah"):
            words = words[:-1]
        return words[-1] if words else ""


def heard_in(sentence: Sentence, cast: Cast, pack: LanguagePack, before: Discourse) -> Discourse:
    """Return what a sentence leaves in mind: its speaker and its subject.

    Quotes without an attribution go on with the speaker of their paragraph.
    """
    view = _view(sentence, cast, pack)
    speaker = _speaker(view, before)
    starts = [m for m in view.mentions if not _is_oblique(view, m)]
    subject = starts[0] if starts else before.subject
    if speaker is None and before.paragraph == sentence.paragraph:
        speaker = before.speaker
    return Discourse(
        speaker or (subject if subject and subject.person else None), subject, sentence.paragraph
    )


def attribute(
    reading: Reading, sentence: Sentence, cast: Cast, pack: LanguagePack, before: Discourse
) -> Attributed:
    """Say who acts in a reading and towards whom.

    Parameters
    ----------
    reading : Reading
        The act as the sentence words it.
    sentence : Sentence
        Where it stands.
    cast : Cast
        Who is named in the text.
    pack : LanguagePack
        The language.
    before : Discourse
        What the sentences before left in mind.

    Returns
    -------
    Attributed
        Without actors where nobody can be named.
    """
    view = _view(sentence, cast, pack)
    speaker = _speaker(view, before)
    if speaker is None and (reading.is_quoted or before.paragraph == sentence.paragraph):
        speaker = before.speaker
    actors, rule = _actors(reading, view, speaker, before)
    addressees = _addressees(reading, view, actors)
    return Attributed(reading, actors, addressees, speaker, rule)


def _view(sentence: Sentence, cast: Cast, pack: LanguagePack) -> _View:
    tokens = tuple(
        evolve(token, start=token.start + sentence.start, end=token.end + sentence.start)
        for token in read_tokens(sentence.text, language=pack.code)
    )
    return _View(tokens, cast.within(sentence.start, sentence.end), pack)


# Who is heard -----------------------------------------------------------------------------------


def _speaker(view: _View, before: Discourse) -> NamedActor | None:
    """Find the one whose words are reported: beside a verb of saying."""
    for at, token in enumerate(view.tokens):
        if not view.says(token):
            continue
        near = [t for t in view.tokens[at + 1 : at + 3] if t.word[0].isalnum()]
        for mention in view.mentions:
            if near and mention.start in (near[0].start, near[-1].start):
                return mention
        earlier = [m for m in view.mentions if m.end <= token.start and not _is_oblique(view, m)]
        pronoun = _pronoun(view, at, before)
        if pronoun is not None:
            return pronoun
        if earlier:
            return _nearest_subject(view, earlier, token.start)
        if token.word.endswith("nya"):
            return before.subject or before.speaker
    return None


def _pronoun(view: _View, at: int, before: Discourse) -> NamedActor | None:
    """Let a pronoun beside a verb of saying stand for the last person heard."""
    near = [t.word for t in view.tokens[max(0, at - 2) : at + 2]]
    if any(word in view.pack.words["pronouns_person"] for word in near):
        return before.speaker or before.subject
    return None


def _nearest_subject(view: _View, earlier: Sequence[NamedActor], place: int) -> NamedActor:
    """Of the mentions before a verb, the first one of the nearest clause that has any."""
    said = [t.end for t in view.tokens if t.end <= place and view.says(t)]
    within = [m for m in earlier if said and m.start >= said[-1]]
    if within:
        return within[0]
    number = max((t.number for t in view.tokens if t.start < place), default=0)
    while number >= 0:
        spans = [(t.start, t.end) for t in view.tokens if t.number == number]
        inside = [m for m in earlier if spans and spans[0][0] <= m.start <= spans[-1][1]]
        if inside:
            return inside[0]
        number -= 1
    return earlier[0]


def _is_oblique(view: _View, mention: NamedActor) -> bool:
    """Whether a mention hangs on a preposition, as in "talks with Iran"."""
    before = view.word_before(mention.start)
    return before in view.pack.words["towards"] or before in ("of", "in", "di", "about", "tentang")


# Who acts ---------------------------------------------------------------------------------------


def _actors(
    reading: Reading, view: _View, speaker: NamedActor | None, before: Discourse
) -> tuple[tuple[NamedActor, ...], str]:
    place = reading.anchor[0]
    at = next((n for n, t in enumerate(view.tokens) if t.start == place), 0)
    outside = [t for t in view.tokens[:at] if not _covers(reading.condition, t.start)]
    own = [t.word for t in outside if reading.is_quoted or t.number >= view.tokens[at].number - 1]
    if any(word in view.pack.words["firsts"] for word in own) and speaker is not None:
        return (speaker,), "first person: the speaker"
    if reading.is_modal:
        return ((speaker,) if speaker else ()), "speaker of a clause with 'must'"
    if speaker is not None and _speaks_of_harm(reading, view.tokens[at]):
        return (speaker,), "speaker who warns of harm"
    agent = _agent(view, at)
    if agent is not None:
        return (agent,), "agent of a passive"
    earlier = [
        m
        for m in view.mentions
        if m.end <= place and not _is_oblique(view, m) and not _covers(reading.condition, m.start)
    ]
    if earlier:
        subject = _nearest_subject(view, earlier, place)
        return _with_partners(view, subject, place), f"subject of {view.tokens[at].word!r}"
    if any(t.word in view.pack.words["pronouns_person"] for t in view.tokens[:at]):
        found = before.speaker or before.subject
        return ((found,) if found else ()), "pronoun: the last person heard"
    if speaker is not None:
        return (speaker,), "speaker of the sentence"
    if any(t.word in view.pack.words["pronouns_group"] for t in view.tokens[:at]) and before.subject:
        return (before.subject,), "pronoun: the last subject"
    return (), "nobody named"


def _covers(span: Span | None, place: int) -> bool:
    return span is not None and span[0] <= place < span[1]


def _speaks_of_harm(reading: Reading, cue: Token) -> bool:
    """Whether the cue names the harm itself, whose subject is the one who would suffer it."""
    return reading.kind.label is Label.WARNING and not {"threaten", "warn", "plan"} & set(cue.classes)


def _agent(view: _View, at: int) -> NamedActor | None:
    """Find "by X" after a passive cue."""
    for token in view.tokens[at + 1 : at + 10]:
        if token.word in view.pack.words["by_agents"]:
            after = [m for m in view.mentions if token.end <= m.start <= token.end + 12]
            return after[0] if after else None
    return None


def _with_partners(view: _View, subject: NamedActor, place: int) -> tuple[NamedActor, ...]:
    """Return a subject with those joined to it by "and" or commas."""
    joined = [subject]
    for mention in view.mentions:
        if mention.start <= joined[-1].end or mention.end > place:
            continue
        between = [t.word for t in view.tokens if joined[-1].end <= t.start and t.end <= mention.start]
        if between and all(w in view.pack.words["coordinators"] or w in (",", "the") for w in between):
            joined.append(mention)
    distinct = {mention.actor: mention for mention in reversed(joined)}
    return tuple(sorted(distinct.values(), key=lambda m: m.start))


# Towards whom -------------------------------------------------------------------------------------


def _addressees(reading: Reading, view: _View, actors: Sequence[NamedActor]) -> tuple[NamedActor, ...]:
    own = {mention.actor for mention in actors}
    others = [m for m in view.mentions if m.actor not in own]
    label = reading.kind.label
    if label is Label.WARNING and reading.condition is not None:
        inside = _inside(others, reading.condition)
        if inside:
            return (inside[0],)
    after = [m for m in others if m.start >= reading.anchor[1]]
    if label is Label.DEMAND:
        before_content = [m for m in after if m.end <= reading.content[0]]
        inside = _inside(others, reading.content)
        return tuple((before_content or inside or after or others)[:1])
    direct = [m for m in after if view.word_before(m.start) in view.pack.words["towards"]]
    if label is Label.OTHER or label is Label.CONCESSION:
        return tuple((direct or after or [m for m in others if m.end <= reading.anchor[0]])[:1])
    return tuple((after or others)[:1])


def _inside(mentions: Sequence[NamedActor], span: Span) -> list[NamedActor]:
    return [m for m in mentions if span[0] <= m.start and m.end <= span[1]]
