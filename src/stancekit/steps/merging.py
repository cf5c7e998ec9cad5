"""Merging: one act for several reports of it.

Within a text, a summary and the quotation that follows it are one act; across texts, acts of the same
actor towards the same addressees with like contents are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from attrs import evolve, frozen

from stancekit.languages import LANGUAGES, load_pack
from stancekit.talks import Act, Demand, Statement

__all__ = ["likeness", "merge"]

_SAME = 0.55


@cache
def _fillers() -> frozenset[str]:
    return frozenset(word for code in LANGUAGES for word in load_pack(code).words["fillers"])


@frozen
class _Draft:
    act: Act
    words: frozenset[str]


def merge(acts: Iterable[Act], paragraphs: dict[tuple[str, int], int]) -> tuple[Act, ...]:
    """Join acts that report the same thing; the first keeps its id.

    Parameters
    ----------
    acts : iterable of Act
        In order of date and place.
    paragraphs : dict of (str, int) to int
        Source and start of each evidence -> number of its paragraph.
    """
    kept: list[_Draft] = []
    for act in acts:
        draft = _Draft(act, words_of(act.content))
        for place in range(len(kept) - 1, -1, -1):
            if _is_same(kept[place], draft, paragraphs):
                kept[place] = _joined(kept[place], draft)
                break
        else:
            kept.append(draft)
    return tuple(draft.act for draft in kept)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text that carry its meaning, cut to their stems."""
    return frozenset(word[:6] for word in re.findall(r"[^\W_]{4,}", text.lower()) if word not in _fillers())


def likeness(one: str, other: str) -> float:
    """Return how much two contents share, from 0 to 1 (overlap of the smaller one's words).

    Examples
    --------
    >>> from stancekit.steps.merging import likeness
    >>> likeness("withdraw its troops from Europe", "the withdrawal of troops")
    1.0
    """
    a, b = words_of(one), words_of(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _is_same(one: _Draft, other: _Draft, paragraphs: dict[tuple[str, int], int]) -> bool:
    a, b = one.act, other.act
    one_sentence = (
        a.evidence[-1].source == b.evidence[0].source and a.evidence[-1].start == b.evidence[0].start
    )
    if (type(a), a.actor) != (type(b), b.actor) or one_sentence:
        return False
    if isinstance(a, Statement) and a.kind is not b.kind:
        return False
    if not _agree(a.addressees, b.addressees):
        return False
    last, first = a.evidence[-1], b.evidence[0]
    same_text = last.source == first.source
    follows = same_text and paragraphs.get((last.source, last.start)) == paragraphs.get(
        (first.source, first.start)
    )
    if follows and not isinstance(a, Demand) and first.quoted and first.start - last.end < 3:
        return True
    shared = len(one.words & other.words)
    smaller = min(len(one.words), len(other.words))
    return smaller >= 3 and shared / smaller >= _SAME and (same_text or a.issue == b.issue)


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _joined(one: _Draft, other: _Draft) -> _Draft:
    """Unite the evidence; what one report leaves open the other fills."""
    a, b = one.act, other.act
    fuller = b if (b.condition is not None, len(b.content)) > (a.condition is not None, len(a.content)) else a
    act = evolve(
        fuller,
        id=a.id,
        addressees=a.addressees or b.addressees,
        confidence=max(a.confidence, b.confidence),
        evidence=tuple(dict.fromkeys((*a.evidence, *b.evidence))),
        reasons=a.reasons,
        date=a.date,
        date_precision=a.date_precision,
    )
    return _Draft(act, one.words | other.words)
