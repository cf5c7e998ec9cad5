"""The lexicon of a language: nearly every content word of the news, in broad classes of meaning.

Cue words (``cues.tsv``) are few and sharp; the lexicon is wide and coarse. It lets the labeller see that
"convicted" and "sentenced", or "pupils" and "commuters", are of one sort, also where only one of the two
stands in the sentences that it learnt from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from stancekit.errors import InputError

__all__ = ["Sense", "is_event", "read_lexicon"]

MARKS = "vnf"


@frozen
class Sense:
    """What a word form can be.

    Parameters
    ----------
    classes : tuple of str
        Classes of meaning, such as ``"release"`` or ``"obj-troops"``.
    forms : frozenset of str
        ``b`` base form of a verb, ``s`` third person, ``d`` past or participle, ``g`` -ing form, ``n`` noun,
        ``f`` a form that stands as it is.
    """

    classes: tuple[str, ...]
    forms: frozenset[str]


def is_event(name: str) -> bool:
    """Return whether a class holds events, not things (``obj-``) or qualities (``adj-``)."""
    return not name.startswith(("obj-", "adj-"))


def read_lexicon(
    path: Path,
    lines: Iterable[str],
    *,
    of_verbs: Callable[[str], tuple[str, ...]],
    of_nouns: Callable[[str], tuple[str, ...]],
) -> Mapping[str, Sense]:
    """Read a lexicon: a line a class, with entries such as ``v release; n truce; f laid down arms``.

    Parameters
    ----------
    path : Path
        Named in errors.
    lines : iterable of str
        Of the file, without its header.
    of_verbs, of_nouns : callable
        Make the forms of a verb and of a noun.

    Raises
    ------
    InputError
        If a line has no tab or an entry no mark.
    """
    found: dict[str, Sense] = {}
    for line in lines:
        name, tab, entries = line.partition("\t")
        if not tab:
            raise InputError(f"{path}: {line[:40]!r} has no tab; a line is: class, tab, words")
        for entry in entries.split("; "):
            mark, word = entry[:1], entry[2:]
            if mark not in MARKS or entry[1:2] != " " or not word:
                raise InputError(f"{path}: {name}: {entry!r} is no entry; give v, n or f and a word")
            if mark == "v":
                base = word.split(" ", 1)[0]
                forms = [(form, _letter(base, form.split(" ", 1)[0])) for form in of_verbs(word)]
            else:
                forms = [(form, mark) for form in (of_nouns(word) if mark == "n" else (word,))]
            for form, letter in forms:
                found[form] = _with(found.get(form), name, letter)
    return found


@cache
def _with(sense: Sense | None, name: str, letter: str) -> Sense:
    """Return a sense with one more class and form; the same object each time, for there are few."""
    if sense is None:
        return Sense((name,), frozenset(letter))
    classes = sense.classes if name in sense.classes else (*sense.classes, name)
    return Sense(classes, sense.forms | {letter})


def _letter(base: str, form: str) -> str:
    """Tell the form of an English verb by its ending."""
    if form == base:
        return "b"
    if form.endswith("ing"):
        return "g"
    return "s" if form in (f"{base}s", f"{base}es", f"{base[:-1]}ies") else "d"
