"""Referring: how an answer names the demand it answers ("rejected Russia's demand that ...")."""

from __future__ import annotations

from collections.abc import Sequence

from stancekit.labels import Token, read_tokens
from stancekit.languages import LanguagePack
from stancekit.steps.linking import Reference
from stancekit.steps.naming import Cast
from stancekit.steps.reading import Reading
from stancekit.talks import Kind, Sentence

__all__ = ["answer_cue", "reference_in"]

_ANSWERS: tuple[tuple[str, Kind], ...] = (
    ("reject", Kind.REJECT),
    ("defer", Kind.DEFER),
    ("yield", Kind.ACCEPT_TERMS),
)
_REACH = 9


def answer_cue(tokens: Sequence[Token]) -> tuple[Kind, int] | None:
    """Find an answer and, soon after it, a word for demands: "turned down the request".

    Returns
    -------
    (Kind, int) or None
        The kind of answer and the place of its cue among the tokens.
    """
    for at, token in enumerate(tokens):
        for name, kind in _ANSWERS:
            if name in token.classes and token.clause.removesuffix("q") not in ("rel", "sub", "cond"):
                reach = tokens[at + 1 : at + 1 + _REACH]
                if any("obj-terms" in t.classes and "demand" in (*t.classes, "demand") for t in reach):
                    return kind, at
    return None


def reference_in(reading: Reading, sentence: Sentence, cast: Cast, pack: LanguagePack) -> Reference | None:
    """Say whose demand an answer refers to, and what it says the demand is.

    Returns
    -------
    Reference or None
        None where the words name no demand.
    """
    tokens = read_tokens(sentence.text, language=pack.code)
    start = reading.anchor[0] - sentence.start
    for at, token in enumerate(tokens):
        if token.start <= start or "obj-terms" not in token.classes:
            continue
        near = [
            m
            for m in cast.within(reading.anchor[1], sentence.end)
            if -25 <= m.end - sentence.start - token.start <= 0
            or 0 <= m.start - sentence.start - token.end <= 12
        ]
        content = _content(tokens, at, sentence, pack)
        return Reference(near[-1].actor if near else None, content)
    return None


def _content(tokens: Sequence[Token], at: int, sentence: Sentence, pack: LanguagePack) -> str | None:
    """Return the words after "the demand that", up to the end of that clause."""
    for place in range(at + 1, min(at + 5, len(tokens))):
        if tokens[place].word in (",", ";", "."):
            return None
        if tokens[place].word in pack.words["linking"]:
            stop = place + 1
            while stop < len(tokens) and tokens[stop].word not in (",", ";", ".", "—", "–"):
                stop += 1
            words = sentence.text[tokens[place].end : tokens[stop - 1].end].strip()
            return words or None
    return None
