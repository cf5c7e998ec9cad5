"""Names of actors: countries, organisations, and the seats and demonyms that stand for them.

One table a language is made from the data files when it is first needed. Case matters (Indonesian
``AS`` is a state, ``as`` is not), and the longest name wins inside nested ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from attrs import field, frozen

from stancekit.languages.packs import read_table
from stancekit.talks import Actor, ActorKind, Name

__all__ = ["Gazetteer", "Mention", "load_gazetteer", "owner_of"]

_DATA = Path(__file__).parent / "data"

_KINDS = {
    "intergovernmental": ActorKind.ORGANISATION,
    "bloc": ActorKind.ORGANISATION,
    "armed-group": ActorKind.GROUP,
    "company": ActorKind.ORGANISATION,
    "union": ActorKind.ORGANISATION,
    "ngo": ActorKind.ORGANISATION,
    "party": ActorKind.GROUP,
    "religious": ActorKind.ORGANISATION,
}

# Names that hold an actor's name without meaning the actor.
_NOT_ACTORS = (
    "New York Times|New York|The New York Times|Washington Post|The Washington Post|Washington State|"
    "Moscow Times|Jakarta Post|Kyiv Independent|Financial Times|Wall Street Journal|Bank of England|"
    "New England|Gulf of Mexico|South China Sea|Laut China Selatan|Laut Cina Selatan|Sea of Japan|"
    "Indian Ocean|Selat Taiwan|Taiwan Strait|Persian Gulf|Camp David|Geneva Conventions|"
    "Vienna Convention|Paris Agreement|Kyoto Protocol|Brexit|English Channel|Suez Canal|"
    "Panama Canal|Korean War|Vietnam War|Cold War|French Open|Australian Open|US Open|U.S. Open|"
    "American Airlines|Deutsche Bank|Bank Indonesia|Laut Jawa"
)


@frozen
class Mention:
    """A name found in a text: its span in code points and the actor it stands for."""

    start: int
    end: int
    actor: str
    text: str


@frozen(eq=False)
class Gazetteer:
    """Names of one language, looked up by their first word.

    Parameters
    ----------
    actors : mapping of str to Actor
        Every known actor by id.
    names : mapping of str to tuple of (str, str)
        First word -> names that begin with it, the longest first, each with its actor's id; the
        empty id marks names that stand for nobody.
    """

    actors: Mapping[str, Actor]
    names: Mapping[str, tuple[tuple[str, str], ...]] = field(repr=False)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Find every name in a text; longest match first, no overlaps.

        Examples
        --------
        >>> from stancekit.languages import load_gazetteer
        >>> [(m.text, m.actor) for m in load_gazetteer("id").mentions("AS dan Moskow sepakat")]
        [('AS', 'united-states'), ('Moskow', 'russia')]
        """
        return tuple(self._scan(text))

    def _scan(self, text: str) -> Iterator[Mention]:
        end = 0
        for word in _WORD.finditer(text):
            if word.start() < end:
                continue
            for name, actor in self.names.get(word[0], ()):
                stop = word.start() + len(name)
                if text.startswith(name, word.start()) and not _runs_on(text, stop):
                    end = stop
                    if actor:
                        yield Mention(word.start(), stop, actor, name)
                    break

    def with_actors(self, actors: Iterable[Actor], language: str) -> Gazetteer:
        """Return a gazetteer that knows these actors too; their names win over known ones."""
        own = list(actors)
        rows = [
            (name.text, actor.id)
            for actor in own
            for name in (*actor.names, Name(actor.name, language))
            if name.language in (language, "*")
        ]
        known = [(name, actor) for names in self.names.values() for name, actor in names]
        return Gazetteer(
            {**self.actors, **{actor.id: actor for actor in own}}, _by_first_word([*rows, *known])
        )


_WORD = re.compile(r"[^\W_](?:\.(?=[A-Z]\.)[A-Z]\.|\w)*")


def _runs_on(text: str, stop: int) -> bool:
    """Whether a word goes on at this place."""
    return stop < len(text) and (text[stop].isalnum() or text[stop] == "_")


@cache
def load_gazetteer(language: str) -> Gazetteer:
    """Load the names of actors in a language.

    Examples
    --------
    >>> from stancekit.languages import load_gazetteer
    >>> names = load_gazetteer("en")
    >>> [m.actor for m in names.mentions("The Kremlin told us that the U.S. agreed.")]
    ['russia', 'united-states']
    """
    rows = [(name, actor) for name, lang, actor in _rows() if lang in (language, "both")]
    return Gazetteer(_actors(), _by_first_word(rows))


def _by_first_word(rows: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[str, str]] = {}
    for name, actor in rows:
        first = _WORD.search(name)
        if first is not None and first.start() == 0:
            found.setdefault(first[0], {}).setdefault(name, actor)
    return {
        first: tuple(sorted(names.items(), key=lambda item: (-len(item[0]), item[0])))
        for first, names in found.items()
    }


@cache
def _states() -> dict[str, dict[str, str]]:
    return {row["iso"]: row for row in read_table(_DATA / "countries.tsv")}


def owner_of(code: str) -> str:
    """Return the id of the actor that a seat or office names, given as an ISO code or an id.

    Examples
    --------
    >>> from stancekit.languages import owner_of
    >>> owner_of("US"), owner_of("nato")
    ('united-states', 'nato')
    """
    return _states()[code]["id"] if code in _states() else code


@cache
def _actors() -> dict[str, Actor]:
    actors = [
        Actor(
            row["id"],
            row["name_en"],
            ActorKind.STATE,
            names=(Name(row["name_en"], "en"), Name(row["name_id"], "id")),
        )
        for row in _states().values()
    ]
    for row in read_table(_DATA / "organisations.tsv"):
        codes = (row.get("members") or "").split()  # some, as Hong Kong in APEC, are no states
        members = tuple(owner_of(code) for code in codes if code in _states())
        names = (Name(row["name_en"], "en"), Name(row["name_id"] or row["name_en"], "id"))
        kind = _KINDS[row["kind"]]
        actors.append(Actor(row["id"], row["name_en"], kind, members=members, names=names))
    return {actor.id: actor for actor in actors}


def _rows() -> Iterator[tuple[str, str, str]]:
    """Yield (name, language, actor id); the first owner of a name keeps it."""
    for name in _NOT_ACTORS.split("|"):
        yield name, "both", ""
    for iso, row in _states().items():
        yield row["name_en"], "en", owner_of(iso)
        yield row["name_id"], "id", owner_of(iso)
    for row in read_table(_DATA / "demonyms.tsv"):
        for column, language in (
            ("other_names_en", "en"),
            ("adjectives_en", "en"),
            ("people_en", "en"),
            ("other_names_id", "id"),
        ):
            yield from ((name, language, owner_of(row["iso"])) for name in _split(row[column]))
    for row in read_table(_DATA / "organisations.tsv"):
        for column, language in (
            ("name_en", "en"),
            ("aliases_en", "en"),
            ("name_id", "id"),
            ("aliases_id", "id"),
        ):
            yield from ((name, language, row["id"]) for name in _split(row[column]) if name[0].isupper())
    for row in read_table(_DATA / "seats.tsv"):
        yield row["name"].removeprefix("the "), row["language"], owner_of(row["iso_or_org"])
    for row in read_table(_DATA / "capitals.tsv"):
        if row["used_as_government"] == "yes":
            yield from ((name, "en", owner_of(row["iso"])) for name in _split(row["capital_en"]))
            yield from ((name, "id", owner_of(row["iso"])) for name in _split(row["capital_id"]))


def _split(cell: str | None) -> list[str]:
    return [name.removeprefix("the ") for name in (cell or "").split("|") if name.strip()]
