"""Predicates of a sentence: which words act, in which kind of clause, denied or yet to come, and under what.

A light reading of the sentence, by closed word classes, word forms and commas, with no parser and no model:

1. *units*: words, with the lexicon's phrases taken as one word;
2. *tags*: closed class, name, noun, or a verb that is finite, an infinitive, an -ing form or a participle;
3. *clauses*: main, complement, relative, subordinate, conditional; a comma ends an initial or inserted one,
   and a second finite verb ends a relative clause without commas;
4. *operators* of an event: not, will, may, must, passive, noun;
5. *governors*: the event that an infinitive, -ing form, noun or complement hangs on ("refused to lift").

It is wrong now and then, and the labeller weighs it with all else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from attrs import frozen

from stancekit.labels.tokens import Token, is_acronym
from stancekit.languages import LanguagePack, Sense, is_event

__all__ = ["Predicates", "read_predicates"]

_PUNCTUATION = frozenset(",;:?!()“”\"—–….'")
_BREAKS = frozenset(",;:—–()")
_LONGEST_PHRASE = 5
_REACH = 11
_CLOSED = (
    ("determiners", "determiner"), ("modals", "modal"), ("copulas", "copula"), ("perfect", "perfect"),
    ("supports", "support"), ("infinitives", "to"), ("relatives", "relative"),
    ("complementisers", "complementiser"), ("conditions", "condition"), ("subordinators", "subordinator"),
    ("prepositions", "preposition"), ("coordinators", "coordinator"), ("firsts", "pronoun"),
    ("seconds", "pronoun"), ("thirds", "pronoun"), ("adverbs", "adverb"),
)  # fmt: skip
"""Closed classes of a pack and the tag that each gives; the first that holds a word wins."""

VERBS = frozenset({"finite", "infinitive", "gerund", "participle"})
SAYING = frozenset(
    [
        "say", "announce", "admit", "explain", "confirm", "reveal", "believe", "expect", "hope", "know",
        "see", "show", "promise", "vow", "agree", "insist", "demand",
    ]
)  # fmt: skip
"""Classes of verbs whose content may follow without a complementiser ("said it would leave")."""


@frozen
class Predicates:
    """A sentence read: lists of one entry for each unit.

    Parameters
    ----------
    words : tuple of str
        Words and phrases in lower case.
    events : tuple of tuple of str
        Classes of events that a word can stand for; empty for the others.
    tags : tuple of str
        Closed class, name, noun, or form of the verb.
    clauses : tuple of str
        main, complement, relative, subordinate or condition.
    operators : tuple of tuple of str
        not, will, may, must, passive, noun, to, gerund, participle, progressive; of events only.
    governors : tuple of int
        Place of the event that an event hangs on, or -1.
    """

    words: tuple[str, ...]
    events: tuple[tuple[str, ...], ...]
    tags: tuple[str, ...]
    clauses: tuple[str, ...]
    operators: tuple[tuple[str, ...], ...]
    governors: tuple[int, ...]

    @property
    def acting(self) -> list[int]:
        """Places of the words that stand for an event."""
        return [at for at, tag in enumerate(self.tags) if self.events[at] and (tag in VERBS or tag == "noun")]

    @property
    def finite(self) -> list[int]:
        """Places of the finite verbs that carry the sentence: those of main clauses, or the next best."""
        verbs = [at for at, tag in enumerate(self.tags) if tag == "finite" and self.events[at]]
        for clause in ("main", "complement"):
            kept = [at for at in verbs if self.clauses[at] == clause]
            if kept:
                return kept
        return verbs or self.acting


@frozen
class _Unit:
    word: str
    events: tuple[str, ...]
    things: tuple[str, ...]
    forms: frozenset[str]
    is_name: bool
    is_number: bool
    is_phrase: bool


def read_predicates(text: str, tokens: Sequence[Token], pack: LanguagePack) -> Predicates:
    """Read the predicates of a sentence.

    Parameters
    ----------
    text : str
        The sentence.
    tokens : sequence of Token
        Its tokens, as `stancekit.labels.read_tokens` gives them.
    pack : LanguagePack
        Its language.

    Examples
    --------
    >>> from stancekit.labels import read_predicates, read_tokens
    >>> from stancekit.languages import load_pack
    >>> text = "The junta, which fears sanctions, refused to free the monks."
    >>> found = read_predicates(text, read_tokens(text, language="en"), load_pack("en"))
    >>> [(found.words[at], found.clauses[at]) for at in found.finite]
    [('refused to', 'main')]
    """
    units = _units(text, tokens, pack)
    tags, events = _tags(units, pack)
    clauses, numbers = _clauses(units, tags, events, pack)
    operators = _operators(units, tags, events, pack)
    governors = _governors(units, tags, events, clauses, numbers if pack.inflection == "id" else None)
    return Predicates(
        words=tuple(unit.word for unit in units),
        events=tuple(events),
        tags=tuple(tags),
        clauses=tuple(clauses),
        operators=tuple(operators),
        governors=tuple(governors),
    )


# Units ------------------------------------------------------------------------------------------


def _units(text: str, tokens: Sequence[Token], pack: LanguagePack) -> list[_Unit]:
    starts, words = _phrase_starts(pack), [token.word for token in tokens]
    units = []
    at = 0
    while at < len(tokens):
        size = _phrase_size(words, at, pack) if words[at] in starts else 1
        units.append(_unit(text, tokens, at, size, pack))
        at += size
    return units


def _phrase_size(words: Sequence[str], at: int, pack: LanguagePack) -> int:
    for size in range(min(_LONGEST_PHRASE, len(words) - at), 1, -1):
        if " ".join(words[at : at + size]) in pack.lexicon:
            return size
    return 1


def _unit(text: str, tokens: Sequence[Token], at: int, size: int, pack: LanguagePack) -> _Unit:
    token = tokens[at]
    raw = text[token.start : token.end]
    word = " ".join(t.word for t in tokens[at : at + size])
    sense = _sense(word, pack)
    classes = sense.classes if sense else ()
    after_start = at > 0 and tokens[at - 1].word not in '.:"“'
    return _Unit(
        word=word,
        events=tuple(c for c in classes if is_event(c)),
        things=tuple(c for c in classes if not is_event(c)),
        forms=sense.forms if sense else frozenset(),
        is_name=size == 1 and (is_acronym(raw) or (after_start and raw[0].isupper())),
        is_number=raw[0].isdigit(),
        is_phrase=size > 1,
    )


_CLITICS = {"en": ("'s", "'"), "id": ("nya", "lah", "kah", "pun")}


def _sense(word: str, pack: LanguagePack) -> Sense | None:
    found = pack.lexicon.get(word)
    if found is not None:
        return found
    for ending in _CLITICS.get(pack.inflection, ()):
        if word.endswith(ending) and word[: -len(ending)] in pack.lexicon:
            return pack.lexicon[word[: -len(ending)]]
    return pack.lexicon.get(word.rsplit("-", 1)[1]) if "-" in word else None


@cache
def _phrase_starts(pack: LanguagePack) -> frozenset[str]:
    return frozenset(phrase.split(" ", 1)[0] for phrase in pack.lexicon if " " in phrase)


# Tags -------------------------------------------------------------------------------------------


@cache
def _closed(pack: LanguagePack) -> dict[str, str]:
    found: dict[str, str] = {}
    for group, tag in _CLOSED:
        for word in pack.words[group]:
            found.setdefault(word, tag)
    return found


def _tags(units: Sequence[_Unit], pack: LanguagePack) -> tuple[list[str], list[tuple[str, ...]]]:
    """Tag every unit by what stands before it; the second list holds its classes of events."""
    closed, tag_word = _closed(pack), _TAGGERS.get(pack.inflection, _tag_plain)
    tags: list[str] = []
    events: list[tuple[str, ...]] = []
    before, word_before = "", ""
    for at, unit in enumerate(units):
        tag, found = _tag_closed(unit, closed, pack), unit.events
        if not tag:
            following = units[at + 1] if at + 1 < len(units) else None
            tag, found = tag_word(unit, before, word_before, following, pack)
        tags.append(tag)
        events.append(found if tag in VERBS or tag == "noun" else ())
        if tag != "adverb":
            before = "to" if tag in VERBS and unit.is_phrase and unit.word.endswith(" to") else tag
            word_before = unit.word
    return tags, events


def _tag_closed(unit: _Unit, closed: dict[str, str], pack: LanguagePack) -> str:
    if unit.word in _PUNCTUATION:
        return "punctuation"
    tag = "" if unit.is_phrase else closed.get(unit.word, "")
    if tag and unit.events and not (pack.inflection == "id" and tag in ("preposition", "adverb", "modal")):
        return ""
    return tag


Tagged = tuple[str, tuple[str, ...]]
_UNKNOWN = ("unknown",)


def _tag_english(
    unit: _Unit, before: str, word_before: str, following: _Unit | None, pack: LanguagePack
) -> Tagged:
    if unit.events and not (unit.is_name and before in ("name", "determiner")):
        opens = following is not None and _opens_object(following, pack)
        return _english_verb(unit.forms, before, opens=opens, plural=word_before.endswith("s")), unit.events
    if unit.is_name:
        return ("possessive" if unit.word.endswith("'s") else "name"), ()
    if unit.word.endswith(("'s", "s'")):
        return "possessive", ()
    if unit.things:
        return ("adjective" if unit.things[0].startswith("adj-") else "noun"), ()
    if unit.is_number:
        return "adjective", ()
    return _english_ending(unit.word, before)


def _opens_object(unit: _Unit, pack: LanguagePack) -> bool:
    """Whether a unit can only follow a verb, not a noun before a verb."""
    if unit.is_name or unit.word in ("him", "them", "us", "me"):
        return True
    groups = ("determiners", "infinitives", "complementisers", "firsts", "thirds", "prepositions")
    return any(unit.word in pack.words[group] for group in groups)


def _english_verb(forms: frozenset[str], before: str, *, opens: bool, plural: bool) -> str:  # noqa: PLR0911
    """Tell verb from noun, by the word before and what can follow."""
    is_noun, is_ing, is_past = "n" in forms, "g" in forms, bool(forms & {"d", "f"})
    if forms == {"n"}:
        return "noun"
    if before in ("to", "modal", "support"):
        return "infinitive" if before == "to" else "finite"
    if before == "copula":
        return "finite" if is_ing or is_past or not is_noun else "noun"
    if before == "perfect":
        return "finite" if is_past or "b" in forms else "noun"
    if before in ("determiner", "possessive", "adjective"):
        return "participle" if "d" in forms and not is_noun else "noun"
    if before == "preposition":
        return "gerund" if is_ing else "noun" if forms - {"d"} else "participle"
    if before in ("pronoun", "relative") or is_past:
        return "finite"
    if is_ing:
        return "gerund" if opens or not is_noun else "noun"
    if "b" in forms and is_noun and before not in ("", "punctuation", "coordinator"):
        return "finite" if opens and plural else "noun"
    return "finite" if opens or not is_noun else "noun"


def _english_ending(word: str, before: str) -> Tagged:
    """Tag a word that the lexicon does not know."""
    if word.endswith("ly"):
        return "adverb", ()
    nominal = ("determiner", "adjective", "possessive")
    if word.endswith("ed") and len(word) > 4:
        return ("adjective", ()) if before in (*nominal, "preposition") else ("finite", _UNKNOWN)
    if word.endswith("ing") and len(word) > 5:
        return ("noun", ()) if before in nominal else ("gerund", _UNKNOWN)
    if before in ("to", "modal", "support"):
        return ("infinitive" if before == "to" else "finite"), _UNKNOWN
    return "noun", ()


_INDONESIAN_VERB = re.compile(r"(?:me[mnlrwy]|meng|meny|di(?=[a-z]{3})|ber|ter(?=[a-z]{4})|memper|diper)")
_INDONESIAN_NOUN = re.compile(r"(?:pe[mn]?.*|ke.*an(?:nya)?|.*an(?:nya)?)$")


def _tag_indonesian(
    unit: _Unit, before: str, word_before: str, following: _Unit | None, pack: LanguagePack
) -> Tagged:
    head = unit.word.split(" ", 1)[0]
    is_verb = len(head) > 5 and _INDONESIAN_VERB.match(head) is not None
    verb = "infinitive" if before == "to" else "finite"
    if unit.events and not (unit.is_name and before == "name"):
        nominal = _INDONESIAN_NOUN.match(head) is not None or before in ("preposition", "determiner")
        return (verb if is_verb or unit.is_phrase or not nominal else "noun"), unit.events
    if unit.is_name:
        return "name", ()
    if unit.things:
        return ("adjective" if unit.things[0].startswith("adj-") else "noun"), ()
    if unit.is_number:
        return "number", ()
    return (verb, _UNKNOWN) if is_verb else ("noun", ())


def _tag_plain(
    unit: _Unit, before: str, word_before: str, following: _Unit | None, pack: LanguagePack
) -> Tagged:
    """Tag a word of a language without rules of its own."""
    if unit.events:
        return ("noun" if before in ("determiner", "preposition") else "finite"), unit.events
    return ("name" if unit.is_name else "noun"), ()


_TAGGERS = {"en": _tag_english, "id": _tag_indonesian}


# Clauses ----------------------------------------------------------------------------------------


def _clauses(
    units: Sequence[_Unit], tags: Sequence[str], events: Sequence[tuple[str, ...]], pack: LanguagePack
) -> tuple[list[str], list[int]]:
    """Return the kind and the number of the clause of every unit."""
    kinds: list[str] = []
    numbers: list[int] = []
    stack: list[str] = []
    number, has_verb = 0, False
    for at, (unit, tag) in enumerate(zip(units, tags, strict=True)):
        comes_after = units[at - 1].word if at else ""
        opened = _opened(at, tags, events, stack)
        if unit.word in _BREAKS:
            if unit.word in ";:":
                stack.clear()
            elif _ends_at_comma(stack):
                stack.pop()
            number, has_verb = number + 1, False
        elif opened:
            stack.append(opened)
            number, has_verb = number + 1, False
        elif tag == "coordinator" and comes_after == ",":
            number += 1
        if tag == "finite" and stack and stack[-1] == "relative":
            if has_verb and comes_after not in pack.words["coordinators"]:
                while stack and stack[-1] == "relative":
                    stack.pop()
                number += 1
            has_verb = True
        kinds.append(stack[-1] if stack else "main")
        numbers.append(number)
    return kinds, numbers


def _ends_at_comma(stack: Sequence[str]) -> bool:
    return bool(stack) and stack[-1] in ("relative", "subordinate", "condition")


def _opened(at: int, tags: Sequence[str], events: Sequence[tuple[str, ...]], stack: Sequence[str]) -> str:
    """Return the kind of clause that a unit opens, or nothing."""
    tag = tags[at]
    if tag in ("condition", "subordinator"):
        return "condition" if tag == "condition" else "subordinate"
    if tag == "relative":
        return "relative" if at else ""
    if tag != "complementiser":
        return ""
    before = next((k for k in range(at - 1, -1, -1) if tags[k] not in ("adverb", "punctuation")), None)
    if before is not None and tags[before] == "noun" and not events[before]:
        return "relative"
    return "condition" if stack and stack[-1] == "condition" else "complement"


# Operators and governors ------------------------------------------------------------------------

_AUXILIARIES = frozenset({"modal", "copula", "perfect", "support", "adverb", "to"})
_GROUPS = (("negations", "not"), ("futures", "will"), ("possibles", "may"), ("obligations", "must"))
_OF_TAG = {"noun": "noun", "gerund": "gerund", "participle": "participle"}


def _operators(
    units: Sequence[_Unit], tags: Sequence[str], events: Sequence[tuple[str, ...]], pack: LanguagePack
) -> list[tuple[str, ...]]:
    return [
        tuple(sorted(_operators_at(at, units, tags, pack))) if events[at] else () for at in range(len(units))
    ]


def _operators_at(at: int, units: Sequence[_Unit], tags: Sequence[str], pack: LanguagePack) -> set[str]:
    """Collect what the words of the verb group before an event do to it."""
    found: set[str] = {_OF_TAG[tags[at]]} if tags[at] in _OF_TAG else set()
    for place in range(at - 1, max(-1, at - 6), -1):
        word, tag = units[place].word, tags[place]
        if tag not in _AUXILIARIES and word not in pack.words["negations"]:
            break
        found.update(name for group, name in _GROUPS if word in pack.words[group])
        if tag == "to":
            found.add("to")
        if tag == "copula" and pack.inflection == "en":
            found.add("progressive" if "g" in units[at].forms else "passive")
            found.discard("gerund")
    if pack.inflection == "id" and units[at].word.startswith("di") and tags[at] in VERBS:
        found.add("passive")
    return found


def _governors(
    units: Sequence[_Unit],
    tags: Sequence[str],
    events: Sequence[tuple[str, ...]],
    clauses: Sequence[str],
    numbers: Sequence[int] | None,
) -> list[int]:
    """Find what each event hangs on; numbers of clauses where verbs follow each other without a link."""
    found = []
    for at in range(len(units)):
        place = _event_before(at, units, tags, events) if events[at] else -1
        linked = place >= 0 and _hangs_on(at, place, tags, events, clauses)
        if place >= 0 and numbers is not None:
            linked = linked or (numbers[at] == numbers[place] and at - place <= 4)
        found.append(place if linked else -1)
    return found


def _event_before(
    at: int, units: Sequence[_Unit], tags: Sequence[str], events: Sequence[tuple[str, ...]]
) -> int:
    for place in range(at - 1, max(-1, at - _REACH - 1), -1):
        if units[place].word in (";", "."):
            return -1
        if events[place] and (tags[place] in VERBS or tags[at] != "noun"):
            return place
    return -1


def _hangs_on(
    at: int,
    place: int,
    tags: Sequence[str],
    events: Sequence[tuple[str, ...]],
    clauses: Sequence[str],
) -> bool:
    if events[place][0] in SAYING or tags[at] != "finite":
        return True
    if clauses[at] == "complement" and clauses[place] != "complement":
        return True
    return "complementiser" in tags[place + 1 : at]
