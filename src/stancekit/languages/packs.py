"""Language packs: what the steps need to know about a language, as data.

A pack is a folder with ``grammar.json`` (closed word classes), ``cues.tsv`` (cue words by class) and
``abbreviations.txt``; ``offices.tsv`` (titles of persons) and ``lexicon.tsv`` (content words in broad
classes) may be there. English and Indonesian come
with stancekit; a user's own folder is read with `read_pack`.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from attrs import field, frozen

from stancekit.errors import InputError
from stancekit.languages.inflection import INFLECTIONS, NOUN_INFLECTIONS, same_form
from stancekit.languages.lexicon import Sense, read_lexicon

__all__ = ["LANGUAGES", "LanguagePack", "Office", "load_pack", "read_pack"]

_HOME = Path(__file__).parent
LANGUAGES: tuple[str, ...] = ("en", "id")
"""Languages that come with stancekit."""

_WORD_LISTS = [
    "negations",
    "futures",
    "possibles",
    "firsts",
    "seconds",
    "thirds",
    "conditions",
    "complementisers",
    "relatives",
    "subordinators",
    "coordinators",
    "reporting",
    "questions",
    "pronouns_person",
    "pronouns_group",
    "by_agents",
    "towards",
    "headings_of_links",
    "notes",
    "weekdays",
    "months",
    "this_month",
    "last_month",
    "yesterday",
    "last_week",
    "perfect",
    "linking",
    "everyone",
    "then",
    "not_weekdays",
    "fillers",
    "determiners",
    "prepositions",
    "modals",
    "copulas",
    "supports",
    "infinitives",
    "adverbs",
    "obligations",
]


@frozen
class Office:
    """A title of persons, such as "foreign minister", and whom it speaks for if it says so itself."""

    title: str
    kind: str
    implies: str | None = None


@frozen(eq=False)
class LanguagePack:
    """What is known about one language.

    Parameters
    ----------
    code : str
        ISO 639 code.
    name : str
        The language's own name for itself.
    cues : mapping of str to tuple of str
        Cue words and phrases in lower case, each with the classes it belongs to.
    words : mapping of str to frozenset of str
        Closed word classes: negations, conditions, complementisers, ...
    calendar : mapping of str to tuple of str
        Names of the weekdays (from Monday) and months, in order.
    homes : mapping of str to str
        Titles that news in this language gives without a country, and whose they are then.
    abbreviations : frozenset of str
        Words that end in a full stop without ending a sentence.
    offices : tuple of Office
        Titles of persons, the longest first.
    lexicon : mapping of str to Sense
        Content words and phrases in lower case, each with its broad classes; empty if the pack has none.
    inflection : str
        Name of its rules of inflection: ``en``, ``id`` or ``none``.

    Examples
    --------
    >>> from stancekit.languages import load_pack
    >>> load_pack("id").cues["menolak"]
    ('reject',)
    """

    code: str
    name: str
    cues: Mapping[str, tuple[str, ...]] = field(repr=False)
    words: Mapping[str, frozenset[str]] = field(repr=False)
    calendar: Mapping[str, tuple[str, ...]] = field(repr=False)
    homes: Mapping[str, str] = field(repr=False)
    abbreviations: frozenset[str] = field(repr=False)
    offices: tuple[Office, ...] = field(repr=False)
    lexicon: Mapping[str, Sense] = field(factory=dict, repr=False)
    inflection: str = "none"

    def has(self, word: str, group: str) -> bool:
        """Return whether a word in lower case belongs to a closed class."""
        return word in self.words[group]


@cache
def load_pack(code: str) -> LanguagePack:
    """Load the pack of a language that comes with stancekit.

    Raises
    ------
    InputError
        If there is none.

    Examples
    --------
    >>> from stancekit.languages import load_pack
    >>> load_pack("en").name
    'English'
    """
    if code not in LANGUAGES:
        raise InputError(
            f"there is no language pack {code!r}; there are {', '.join(LANGUAGES)}, and your own can be "
            "read with stancekit.languages.read_pack"
        )
    return read_pack(_HOME / code, code=code)


def read_pack(folder: str | os.PathLike[str], *, code: str) -> LanguagePack:
    """Read a language pack from a folder.

    Parameters
    ----------
    folder : str or path
        Holds ``grammar.json``, ``cues.tsv`` and ``abbreviations.txt``, perhaps ``offices.tsv`` and
        ``lexicon.tsv``.
    code : str
        ISO 639 code of the language.

    Raises
    ------
    InputError
        If a file is missing or malformed.
    """
    home = Path(folder)
    grammar = _read_grammar(home / "grammar.json")
    rules = str(grammar.get("inflection", "none"))
    inflect = INFLECTIONS.get(rules)
    if inflect is None:
        raise InputError(f"{home}: unknown inflection {rules!r}; use {', '.join(INFLECTIONS)}")
    return LanguagePack(
        code=code,
        name=str(grammar.get("name", code)),
        cues=_read_cues(home / "cues.tsv", inflect),
        words={group: frozenset(grammar.get(group, ())) for group in _WORD_LISTS},
        calendar={group: tuple(grammar.get(group, ())) for group in ("weekdays", "months")},
        homes=dict(grammar.get("homes", {})),
        abbreviations=frozenset(" ".join(_lines(home / "abbreviations.txt")).split()),
        offices=_read_offices(home / "offices.tsv"),
        lexicon=_read_lexicon(home / "lexicon.tsv", rules),
        inflection=rules,
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); a language pack needs this file") from None


def _lines(path: Path) -> list[str]:
    return [line for line in _read(path).splitlines() if line.strip() and not line.startswith("#")]


def _read_grammar(path: Path) -> dict[str, Any]:
    try:
        grammar = json.loads(_read(path))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}: line {error.lineno}: not valid JSON ({error.msg})") from None
    if not isinstance(grammar, dict):
        raise InputError(f"{path}: this is no JSON object; give one with a list of words for each class")
    for group in _WORD_LISTS:
        words = grammar.get(group, [])
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise InputError(f'{path}: {group} is no list of words; give one, such as ["word"]')
    return grammar


def _read_cues(path: Path, inflect: Callable[[str], tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Read cue words by class: ``v`` and ``n`` are inflected, ``f`` stand as they are."""
    found: dict[str, list[str]] = {}
    for line in _lines(path)[1:]:
        name, tab, entries = line.partition("\t")
        if not tab:
            raise InputError(f"{path}: {line[:40]!r} has no tab; a line is: class, tab, words")
        for entry in entries.split(";"):
            mark, _, word = entry.strip().partition(" ")
            if mark not in ("v", "n", "f") or not word.strip():
                raise InputError(f"{path}: {name}: {entry.strip()!r} is no entry; give v, n or f and a word")
            make = same_form if mark == "f" else inflect
            for form in make(word.strip()):
                if name not in found.setdefault(form, []):
                    found[form].append(name)
    return {form: tuple(names) for form, names in found.items()}


def _read_lexicon(path: Path, rules: str) -> Mapping[str, Sense]:
    if not path.is_file():
        return {}
    return read_lexicon(path, _lines(path)[1:], of_verbs=INFLECTIONS[rules], of_nouns=NOUN_INFLECTIONS[rules])


def _read_offices(path: Path) -> tuple[Office, ...]:
    if not path.is_file():
        return ()
    rows = read_table(path)
    if any(not row.get("title") or not row.get("kind") for row in rows):
        raise InputError(f"{path}: an office needs a title and a kind; give both columns")
    offices = [
        Office(title.strip().lower(), row["kind"], row.get("implied_iso_or_org") or None)
        for row in rows
        for title in _alternatives(row["title"], row.get("short_forms", ""))
    ]
    return tuple(sorted(offices, key=lambda office: (-len(office.title), office.title)))


def _alternatives(*cells: str | None) -> Iterable[str]:
    return [part for cell in cells if cell for part in cell.split("|") if part.strip()]


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a table with a header and tabs."""
    lines = [line for line in _read(path).splitlines() if line.strip() and not line.startswith("#")]
    return [dict(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
