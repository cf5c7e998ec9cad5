"""Reading: the acts in a labelled sentence, each with content, condition, consequence and modality.

A cue of the sentence's label anchors each act. Words around it say what is asked or threatened; one
sentence that demands three things gives three readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from stancekit.labels import Token, read_tokens
from stancekit.languages import LanguagePack
from stancekit.steps.labelling import Labelled
from stancekit.talks import Kind, Label, Modality, kinds_of

__all__ = ["Reading", "read_acts"]

Span = tuple[int, int]

_CUES: dict[Label, tuple[str, ...]] = {
    Label.DEMAND: ("demand", "urge", "ask", "ultimatum", "must", "only-if"),
    Label.WARNING: ("threaten", "warn", "otherwise", "consequence", "plan"),
    Label.CONCESSION: (
        "release", "ceasefire", "apologise", "ease", "withdraw", "resign", "drop", "yield", "reform", "offer",
    ),
}  # fmt: skip

_CUE_OF_KIND: dict[Kind, tuple[str, ...]] = {
    Kind.REJECT: ("reject",),
    Kind.DEFER: ("defer",),
    Kind.ACCEPT_OR_AGREE: ("agree", "yield", "offer"),
    Kind.PROMISE: ("promise", "plan"),
    Kind.ACCUSE_OR_BLAME: ("accuse",),
    Kind.CONSULT_OR_MEET: ("meet",),
    Kind.SUPPORT_OR_PRAISE: ("support",),
    Kind.AID: ("aid",),
    Kind.SANCTION_OR_RESTRICT: ("sanction",),
    Kind.COERCE_OR_ARREST: ("arrest",),
    Kind.MOBILISE: ("mobilise",),
    Kind.ATTACK: ("attack",),
    Kind.PROTEST: ("protest",),
    Kind.ASSESS: ("assess",),
}
"""Which cue classes can anchor a statement of each kind."""

_STRONG = frozenset({"demand", "urge", "ask", "threaten", "warn"})
_SURE, _STRONG_CUE, _SECOND = 0.34, 0.25, 0.3


@frozen
class Reading:
    """One act as a sentence words it; spans count code points of the source."""

    kind: Kind
    probability: float
    anchor: Span
    content: Span
    condition: Span | None
    consequence: Span | None
    modality: Modality
    is_modal: bool
    is_quoted: bool
    rule: str


def read_acts(labelled: Labelled, pack: LanguagePack) -> tuple[Reading, ...]:
    """Find the acts in a labelled sentence.

    Parameters
    ----------
    labelled : Labelled
        The sentence with the probabilities of its kinds.
    pack : LanguagePack
        Its language.

    Returns
    -------
    tuple of Reading
        In order of their anchors; empty where the sentence is background.
    """
    sentence = labelled.sentence
    tokens = read_tokens(sentence.text, language=pack.code)
    found: list[Reading] = []
    for label in (Label.DEMAND, Label.WARNING, Label.CONCESSION):
        anchor = _anchor(labelled, label, tokens, pack)
        if anchor is not None:
            found += _readings(labelled, labelled.best(label), anchor, tokens, pack)
    found += _statements(labelled, tokens, pack, found)
    return tuple(
        evolve(
            reading,
            anchor=_moved(reading.anchor, sentence.start),
            content=_moved(reading.content, sentence.start),
            condition=_moved(reading.condition, sentence.start) if reading.condition else None,
            consequence=_moved(reading.consequence, sentence.start) if reading.consequence else None,
        )
        for reading in sorted(found, key=lambda reading: reading.content)
    )


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


# Anchors --------------------------------------------------------------------------------------


def _anchor(labelled: Labelled, label: Label, tokens: Sequence[Token], pack: LanguagePack) -> int | None:
    """Choose the cue that a label rests on, if the label is likely enough for such a cue."""
    p = labelled.likelihood(label)
    is_first = labelled.label is label
    best: tuple[float, int] | None = None
    for at, token in enumerate(tokens):
        names = [name for name in _CUES[label] if name in token.classes]
        if not names or _is_undone(tokens, at, pack) or _is_only_object(tokens, at, label, pack):
            continue
        strength = 1.0 - 0.1 * _CUES[label].index(names[0])
        strength -= {"cond": 0.5, "rel": 0.3, "sub": 0.2}.get(token.clause.removesuffix("q"), 0.0)
        strength += 0.2 if names[0] in _STRONG and _has_linking(tokens, at, pack) else 0.0
        if best is None or strength > best[0]:
            best = (strength, at)
    if best is None:
        return None
    needed = _STRONG_CUE if best[0] > 1.0 else _SECOND
    if not is_first and best[0] < 0.8:
        needed = _SURE
    if label is Label.WARNING and _condition(tokens, pack) is not None:
        needed = _STRONG_CUE  # a condition beside the harm makes a warning of it
    return best[1] if p >= needed else None


def _is_undone(tokens: Sequence[Token], at: int, pack: LanguagePack) -> bool:
    """Whether a cue is negated or refused just before it, in its own clause."""
    return any(
        tokens[place].word in pack.words["negations"] and tokens[place].number == tokens[at].number
        for place in range(max(0, at - 3), at)
        if "must" not in tokens[at].classes
    )


def _is_only_object(tokens: Sequence[Token], at: int, label: Label, pack: LanguagePack) -> bool:
    """Whether a demand is only what another act rejects, answers or puts off."""
    if label is not Label.DEMAND:
        return False
    return (
        any(
            {"reject", "defer", "yield", "agree"} & set(tokens[place].classes)
            or tokens[place].word in pack.words["towards"]
            for place in range(max(0, at - 4), at)
        )
        and "obj-terms" in tokens[at].classes
    )


def _has_linking(tokens: Sequence[Token], at: int, pack: LanguagePack) -> bool:
    return any(token.word in pack.words["linking"] for token in tokens[at : at + 9])


# Demands, warnings, concessions -----------------------------------------------------------------


def _readings(
    labelled: Labelled, kind: Kind, at: int, tokens: Sequence[Token], pack: LanguagePack
) -> Iterator[Reading]:
    text = labelled.sentence.text
    is_modal = set(tokens[at].classes) & {"must", "demand", "urge", "ask"} == {"must"}
    end = _content_end(tokens, pack, at)
    condition = _condition(tokens, pack)
    consequence = None
    if kind.label is Label.DEMAND:
        spans = _demand_contents(tokens, at, end, is_modal=is_modal, pack=pack)
    else:
        spans = [(tokens[_clause_start(tokens, at)].start, tokens[end].end)]
    if kind.label is Label.WARNING:
        consequence = _consequence(tokens, at, end, condition, pack)
    if condition is not None and consequence is not None:
        spans = [(min(condition[0], consequence[0]), max(condition[1], consequence[1]))]
    yield from (
        Reading(
            kind=kind,
            probability=labelled.likelihood(kind.label),
            anchor=(tokens[at].start, tokens[at].end),
            content=_trimmed(text, span),
            condition=_trimmed(text, condition) if condition else None,
            consequence=_trimmed(text, consequence) if consequence else None,
            modality=_modality(tokens, at, condition, kind, pack),
            is_modal=is_modal,
            is_quoted=tokens[at].clause.endswith("q"),
            rule=f"{kind.label.value} cue {tokens[at].word!r}",
        )
        for span in spans
    )


def _demand_contents(
    tokens: Sequence[Token], at: int, end: int, *, is_modal: bool, pack: LanguagePack
) -> list[Span]:
    """Return what is demanded: one span for each coordinated content."""
    if is_modal:
        return [(tokens[_clause_start(tokens, at)].start, tokens[end].end)]
    links = [p for p in range(at + 1, min(end, len(tokens))) if tokens[p].word in pack.words["linking"]]
    if not links:
        start = min(at + 1, end)
        return [(tokens[start].start, tokens[end].end)]
    first = links[0]
    heads = [p for p in links if p == first or _is_coordinated(tokens, p, first, pack)]
    spans = []
    for place, following in zip(heads, [*heads[1:], None], strict=True):
        stop = following - 1 if following is not None else end
        while stop > place and (tokens[stop].word in pack.words["coordinators"] or tokens[stop].word in ",;"):
            stop -= 1
        if stop > place:
            spans.append((tokens[place + 1].start, tokens[stop].end))
    return spans or [(tokens[first].start, tokens[end].end)]


def _is_coordinated(tokens: Sequence[Token], place: int, first: int, pack: LanguagePack) -> bool:
    """Whether a linking word opens a further content: after a comma or "and"."""
    before = tokens[place - 1].word
    joins = before in pack.words["coordinators"] or (before in ",;" and place - first > 2)
    return (
        joins
        and tokens[place].word != "for"
        and (tokens[place].word == tokens[first].word or tokens[place].word not in ("to", "untuk"))
    )


def _content_end(tokens: Sequence[Token], pack: LanguagePack, at: int) -> int:
    """Return the last token before a trailing attribution, full stop or closing quote."""
    end = len(tokens) - 1
    for place in range(len(tokens) - 1, at, -1):
        follows = [t.word for t in tokens[place + 1 : place + 4]]
        says = any(word in pack.words["reporting"] for word in follows)
        if says and tokens[place].word in ',”"' and len(tokens) - place < 14:
            end = place - 1
    while end > at and not tokens[end].word[0].isalnum():
        end -= 1
    return end


def _clause_start(tokens: Sequence[Token], at: int) -> int:
    start = at
    while start > 0 and tokens[start - 1].number == tokens[at].number:
        start -= 1
    while start < at and not tokens[start].word[0].isalnum():
        start += 1
    return start


# Conditions and consequences ------------------------------------------------------------------


def _condition(tokens: Sequence[Token], pack: LanguagePack) -> Span | None:
    """Return the words of the condition: an if-clause, or "any move ... would"."""
    for at, token in enumerate(tokens):
        if token.word in pack.words["everyone"]:
            stop = _before_future(tokens, at, pack)
            if stop is not None:
                return token.start, tokens[stop].end
        if token.clause.startswith("cond") and token.word in pack.words["conditions"]:
            if token.word in pack.words["everyone"] or (token.word in ("were", "should") and at > 0):
                continue
            stop = at
            while stop + 1 < len(tokens) and not _ends_condition(tokens, stop + 1, pack):
                stop += 1
            if stop > at:
                return token.start, tokens[stop].end
    return None


def _ends_condition(tokens: Sequence[Token], at: int, pack: LanguagePack) -> bool:
    word = tokens[at].word
    if word in ";.!?”" or (word == '"' and at > 1):
        return True
    return word in ",—–" and not (
        at + 1 < len(tokens)
        and tokens[at + 1].word in (*pack.words["coordinators"], *pack.words["relatives"])
    )


def _before_future(tokens: Sequence[Token], at: int, pack: LanguagePack) -> int | None:
    for place in range(at + 2, min(len(tokens), at + 14)):
        if tokens[place].word in pack.words["futures"]:
            return place - 1
        if tokens[place].word in ",;.":
            return None
    return None


def _consequence(
    tokens: Sequence[Token], at: int, end: int, condition: Span | None, pack: LanguagePack
) -> Span | None:
    """Return what is to follow: the words outside the condition, after the verb or link before them."""
    if condition is None:
        return None
    before = [p for p, t in enumerate(tokens) if t.end <= condition[0]]
    after = [p for p, t in enumerate(tokens) if t.start >= condition[1] and p <= end]
    while after and (
        not tokens[after[0]].word[0].isalnum() or tokens[after[0]].word in pack.words["futures"]
    ):
        after = after[1:]
    if after and tokens[after[0]].word in pack.words["linking"]:
        after = after[1:]
    if len(after) >= 2 and not any(tokens[p].word in pack.words["reporting"] for p in after[:3]):
        return tokens[after[0]].start, tokens[after[-1]].end
    start = max([p + 1 for p in before if p >= at], default=None) if before and before[-1] > at else None
    if start is None:
        return None
    words = [p for p in before if p > at and tokens[p].word[0].isalnum()]
    while words and tokens[words[0]].word in pack.words["linking"]:
        words = words[1:]
    return (tokens[words[0]].start, tokens[words[-1]].end) if words else None


def _modality(
    tokens: Sequence[Token], at: int, condition: Span | None, kind: Kind, pack: LanguagePack
) -> Modality:
    if condition is not None:
        return Modality.CONDITIONAL
    before = tokens[max(0, at - 4) : at]
    if kind.label is Label.CONCESSION and any(t.word in pack.words["futures"] for t in before):
        return Modality.PROMISED
    if kind is Kind.PROMISE or kind is Kind.ANNOUNCED_MEASURE:
        return Modality.PROMISED
    return Modality.DENIED if kind is Kind.REJECT else Modality.DONE


# Other acts -------------------------------------------------------------------------------------


def _statements(
    labelled: Labelled, tokens: Sequence[Token], pack: LanguagePack, found: Sequence[Reading]
) -> Iterator[Reading]:
    """Read the other act of a sentence: the likeliest kind for which there is a cue."""
    others = sorted(kinds_of(Label.OTHER), key=lambda kind: -labelled.kinds.get(kind, 0.0))
    p = labelled.probability(Label.OTHER)
    for kind in others[:4]:
        at = _statement_cue(kind, tokens)
        if at is None or (found and kind not in (Kind.REJECT, Kind.DEFER, Kind.PROMISE)):
            continue
        if found and (p < _SURE or tokens[at].start >= min(reading.anchor[0] for reading in found)):
            return
        end = _content_end(tokens, pack, at)
        span = (tokens[_clause_start(tokens, at)].start, tokens[end].end)
        condition = _condition(tokens, pack)
        text = labelled.sentence.text
        yield Reading(
            kind=kind,
            probability=p,
            anchor=(tokens[at].start, tokens[at].end),
            content=_trimmed(text, span),
            condition=_trimmed(text, condition) if condition else None,
            consequence=None,
            modality=_modality(tokens, at, condition, kind, pack),
            is_modal=False,
            is_quoted=tokens[at].clause.endswith("q"),
            rule=f"{kind.value} cue {tokens[at].word!r}",
        )
        return


def _statement_cue(kind: Kind, tokens: Sequence[Token]) -> int | None:
    names = set(_CUE_OF_KIND.get(kind, ()))
    places = [
        at
        for at, token in enumerate(tokens)
        if names & set(token.classes) and not token.clause.startswith("cond")
    ]
    return min(places, key=lambda at: (tokens[at].clause.startswith("rel"), at), default=None)


def _trimmed(text: str, span: Span) -> Span:
    """Take white space, commas and quotation marks off both ends."""
    words = text[span[0] : span[1]]
    left = re.match(r"[\s,;:“”\"'‘(—–-]*", words)
    right = re.search(r"[\s,;:“”\"‘(—–-]*$", words)
    start = span[0] + (left.end() if left else 0)
    end = span[0] + (right.start() if right else len(words))
    return (start, end) if end > start else span
