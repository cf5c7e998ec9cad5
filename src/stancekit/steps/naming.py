"""Naming: every mention of an actor in a text, and the persons who speak for them.

A person is known by title or apposition ("Menteri Luar Negeri AS Antony Blinken", "Sergei Ryabkov,
the Russian deputy minister"), kept by surname, and counts for the actor whose office it is. There is no
list of office-holders.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from attrs import field, frozen

from stancekit.languages import Gazetteer, LanguagePack, Mention, Office, owner_of
from stancekit.talks import ActorKind

__all__ = ["Cast", "NamedActor", "find_cast"]

_NAME = re.compile(
    r"[A-Z][\w’'-]*[a-z][\w’'-]*(?:\s+(?:(?:bin|van|von|de|al|el|da)\s+)?[A-Z][\w’'-]*[a-z][\w’'-]*){0,3}"
)
_NAME_BEFORE = re.compile(r"((?:[A-Z][\w’'.-]*\s+){1,2}[A-Z][\w’'-]+),\s+(?:the\s+|an?\s+)?$")
_NEAR = 60
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


@frozen
class NamedActor:
    """A mention of an actor: its span, the actor's id, and the person who stands for it."""

    start: int
    end: int
    actor: str
    person: str | None = None


@frozen
class Cast:
    """Who is named in a text: mentions in order, and the full names of persons by their ids."""

    mentions: tuple[NamedActor, ...]
    persons: dict[str, tuple[str, str]] = field(factory=dict)

    def within(self, start: int, end: int) -> tuple[NamedActor, ...]:
        """Return the mentions inside a span."""
        return tuple(m for m in self.mentions if start <= m.start and m.end <= end)


@frozen
class _Titled:
    """An office in the text, with its qualifier and the name beside it."""

    start: int
    end: int
    office: Office
    actor: str | None
    name: tuple[int, int] | None


def find_cast(text: str, pack: LanguagePack, gazetteer: Gazetteer) -> Cast:
    """Find every mention of an actor in a text.

    Examples
    --------
    >>> from stancekit.languages import load_gazetteer, load_pack
    >>> from stancekit.steps.naming import find_cast
    >>> text = "Menteri Luar Negeri AS Antony Blinken tiba. Blinken menunggu."
    >>> [(m.actor, m.person) for m in find_cast(text, load_pack("id"), load_gazetteer("id")).mentions]
    [('united-states', 'blinken'), ('united-states', 'blinken')]
    """
    known = gazetteer.mentions(text)
    titled = list(_titles(text, pack, known))
    parties = _parties(text, pack, titled, known, gazetteer)
    found = [*_titled_mentions(text, titled, parties), *_surnames(text, parties)]
    taken = sorted((m.start, m.end) for m in found)
    found += [
        NamedActor(mention.start, mention.end, mention.actor)
        for mention in known
        if not any(start < mention.end and mention.start < end for start, end in taken)
    ]
    persons = {slug: (full, actor) for slug, (full, actor) in parties.items()}
    return Cast(tuple(_apart(sorted(found, key=lambda m: (m.start, -m.end)))), persons)


def _apart(mentions: Sequence[NamedActor]) -> Iterator[NamedActor]:
    """Drop mentions inside others."""
    end = -1
    for mention in mentions:
        if mention.start >= end:
            end = mention.end
            yield mention


@cache
def _offices(pack: LanguagePack) -> dict[str, tuple[Office, ...]]:
    found: dict[str, list[Office]] = {}
    for office in pack.offices:
        found.setdefault(office.title.split(" ", 1)[0], []).append(office)
    return {first: tuple(offices) for first, offices in found.items()}


def _titles(text: str, pack: LanguagePack, known: Sequence[Mention]) -> Iterator[_Titled]:
    offices = _offices(pack)
    lower = text.lower()
    starts = {m.start: m for m in known}
    ends = {m.end: m for m in known}
    reached = 0
    for word in _WORD.finditer(lower):
        if word.start() < reached:
            continue
        for office in offices.get(word[0], ()):
            end = word.start() + len(office.title)
            if lower.startswith(office.title, word.start()) and not lower[end : end + 1].isalnum():
                reached = end
                yield _titled(text, word.start(), end, office, starts, ends)
                break


def _titled(
    text: str, start: int, end: int, office: Office, starts: dict[int, Mention], ends: dict[int, Mention]
) -> _Titled:
    """Join an office with the country before or after it and the name beside it."""
    actor = owner_of(office.implies) if office.implies else None
    for gap in (r"(?:['’]s)?\s+$", r"(?:['’]s)?\s+\w+\s+$"):  # "Russian minister", "Russian junior minister"
        before = re.search(gap, text[max(0, start - 24) : start])
        if before is not None and start - len(before[0]) in ends:
            mention = ends[start - len(before[0])]
            start, actor = mention.start, mention.actor
            break
    after = re.match(r"\s+(?:of\s+(?:the\s+)?)?", text[end : end + 12])
    if after is not None and end + after.end() in starts:
        mention = starts[end + after.end()]
        end, actor = mention.end, mention.actor
    space = re.match(r"\s+", text[end : end + 3])
    name = _NAME.match(text, end + space.end()) if space else None
    if name is not None and name.start() not in starts:
        return _Titled(start, name.end(), office, actor, name.span())
    earlier = _NAME_BEFORE.search(text[max(0, start - 60) : start])
    if earlier is not None:
        base = max(0, start - 60)
        return _Titled(
            base + earlier.start(1), end, office, actor, (base + earlier.start(1), base + earlier.end(1))
        )
    return _Titled(start, end, office, actor, None)


def _parties(
    text: str, pack: LanguagePack, titled: Sequence[_Titled], known: Sequence[Mention], gazetteer: Gazetteer
) -> dict[str, tuple[str, str]]:
    """Say for every named person which actor the person speaks for."""
    found: dict[str, tuple[str, str]] = {}
    nameless: list[tuple[str, str, _Titled]] = []
    heads: dict[str, str] = {}
    for t in titled:
        if t.name is None:
            continue
        full = text[t.name[0] : t.name[1]]
        slug = slug_of(full)
        if t.actor is None:
            nameless.append((slug, full, t))
        elif slug not in found or len(full) > len(found[slug][0]):
            found[slug] = (full, found[slug][1] if slug in found else t.actor)
            if t.office.kind.startswith("head"):
                heads[t.actor] = slug
    for slug, full, t in nameless:
        home = None if slug in found else _home_of(t, pack, found, heads, known, gazetteer)
        if home is not None:
            found[slug] = (full, home)
    return found


def _home_of(
    titled: _Titled,
    pack: LanguagePack,
    persons: dict[str, tuple[str, str]],
    heads: dict[str, str],
    known: Sequence[Mention],
    gazetteer: Gazetteer,
) -> str | None:
    """Guess whom a person with a bare title speaks for.

    A minister without a country belongs to the one named next; a bare "President" to the state whose
    other officials the text quotes, unless its head is named already.
    """
    office = titled.office
    if not office.kind.startswith(("head", "minister", "deputy", "spokesperson")):
        return None
    officials = Counter(actor for _, actor in persons.values())
    named = Counter(m.actor for m in known)
    states = [
        actor
        for actor in named
        if actor in gazetteer.actors and gazetteer.actors[actor].kind is ActorKind.STATE
    ]
    home = pack.homes.get(office.title)
    if home in states and home not in heads:
        return home
    if not office.kind.startswith("head"):
        near = [m.actor for m in known if titled.end <= m.start < titled.end + _NEAR and m.actor in states]
        if near:
            return near[0]
    free = [a for a in states if not (office.kind.startswith("head") and a in heads)]
    ranked = sorted(free, key=lambda a: (-officials[a], -named[a], a))
    return ranked[0] if ranked and (officials[ranked[0]] or len(free) == 1) else None


def _titled_mentions(
    text: str, titled: Sequence[_Titled], parties: dict[str, tuple[str, str]]
) -> Iterator[NamedActor]:
    for t in titled:
        slug = slug_of(text[t.name[0] : t.name[1]]) if t.name else None
        actor = parties[slug][1] if slug in parties else t.actor
        if actor is not None:
            yield NamedActor(t.start, t.end, actor, slug if slug in parties else None)


def _surnames(text: str, parties: dict[str, tuple[str, str]]) -> Iterator[NamedActor]:
    """Find persons again by full name or surname."""
    for slug, (full, actor) in parties.items():
        surname = full.split()[-1]
        for name in dict.fromkeys((full, surname)):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                yield NamedActor(match.start(), match.end(), actor, slug)


def slug_of(name: str) -> str:
    """Make an id of a person's surname."""
    plain = unicodedata.normalize("NFKD", name.rsplit(maxsplit=1)[-1][:80]).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "person"
