"""What a sentence is described by: masked words, cue classes, and their operators, objects, clauses.

A cue alone says little: "lifted the ban", "refused to lift the ban" and "demanded that the ban be
lifted" share it. What generalises is *event x operator x object x clause*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from stancekit.labels.predicates import SAYING, Predicates, read_predicates
from stancekit.labels.tokens import Token, read_tokens, tell_language
from stancekit.languages import LanguagePack, load_pack

__all__ = ["describe"]

_REACH = 7
_OPERATORS = {
    "not": "negations",
    "fut": "futures",
    "poss": "possibles",
    "i": "firsts",
    "you": "seconds",
    "if": "conditions",
}
_CHAIN = frozenset(
    [
        "urge",
        "ask",
        "demand",
        "must",
        "ultimatum",
        "only-if",
        "threaten",
        "warn",
        "otherwise",
        "plan",
        "offer",
        "reject",
        "promise",
        "agree",
        "accuse",
        "defer",
        "yield",
        "assess",
        "meet",
    ]
)


def describe(text: str) -> list[str]:
    """Return the features of a sentence, each once.

    Parameters
    ----------
    text : str
        One sentence, English or Indonesian.

    Returns
    -------
    list of str
        Names of features, without order or repetition.

    Examples
    --------
    >>> from stancekit.labels.features import describe
    >>> "c:reject<not" in describe("They did not reject the plan.")
    True
    """
    language = tell_language(text)
    pack = load_pack(language)
    tokens = read_tokens(text, language=language)
    found = dict.fromkeys(_words(tokens, language))
    found.update(dict.fromkeys(_cues(tokens, pack)))
    found.update(dict.fromkeys(_acts(read_predicates(text, tokens, pack))))
    found.update(dict.fromkeys(_shape(tokens, pack, text)))
    return list(found)


def _words(tokens: Sequence[Token], language: str) -> Iterator[str]:
    masked = [token.masked for token in tokens]
    yield from (f"w:{word}" for word in masked)
    framed = ["^", *masked, "$"]
    yield from (f"b:{first} {second}" for first, second in pairwise(framed))
    yield f"l:{language}"


def _cues(tokens: Sequence[Token], pack: LanguagePack) -> Iterator[str]:
    operators = [_operators(token, pack) for token in tokens]
    seen: list[str] = []
    for at, token in enumerate(tokens):
        events = [c for c in token.classes if not c.startswith("obj")]
        objects = [c for c in token.classes if c.startswith("obj")]
        yield from (f"o:{name}" for name in objects)
        if not events:
            continue
        left = _left(tokens, operators, at)
        target = _object(tokens, at)
        for event in events:
            yield f"c:{event}"
            yield f"c:{event}@{token.clause}"
            yield f"c:{event}>{target}"
            yield f"w:{token.masked}@{token.clause}"
            for operator in left or ("none",):
                yield f"c:{event}<{operator}"
                yield f"c:{event}<{operator}>{target}"
                yield f"c:{event}<{operator}@{token.clause}"
                yield f"w:{token.masked}<{operator}"
            yield f"c:{event}<<{'+'.join(sorted(left))}"
            if not seen:
                yield f"first:{event}@{token.clause}"
            for earlier in dict.fromkeys(seen[-3:]):
                yield f"p:{earlier},{event}"
        seen.extend(events)


def _operators(token: Token, pack: LanguagePack) -> tuple[str, ...]:
    found = [name for name, group in _OPERATORS.items() if token.word in pack.words[group]]
    if token.word.endswith("n't"):
        found.append("not")
    found += [c for c in token.classes if c in _CHAIN]
    return tuple(found)


def _left(tokens: Sequence[Token], operators: Sequence[tuple[str, ...]], at: int) -> list[str]:
    """Operators before a cue: those in its clause, and the nearest act in the clause before."""
    found: dict[str, None] = {}
    number = tokens[at].number
    for place in range(at - 1, max(-1, at - _REACH), -1):
        if tokens[place].number < number - 1:
            break
        if tokens[place].number == number:
            found.update(dict.fromkeys(operators[place]))
        else:
            found.update((f"{name}^", None) for name in operators[place] if name in _CHAIN)
    return list(found)


def _object(tokens: Sequence[Token], at: int) -> str:
    """Return the first object class after a cue, else the nearest before it."""
    for place in range(at + 1, min(len(tokens), at + _REACH)):
        for name in tokens[place].classes:
            if name.startswith("obj"):
                return name
    for place in range(at - 1, max(-1, at - 5), -1):
        for name in tokens[place].classes:
            if name.startswith("obj"):
                return f"-{name}"
    return "none"


_SHOWN = frozenset({"not", "will", "may", "must", "passive", "noun"})
_LIGHT = SAYING - {"promise", "vow", "agree", "insist", "demand"} | {
    "feel", "see", "be-like", "own", "use", "unknown", "begin", "continue", "happen",
}  # fmt: skip
"""Classes that say little of what was done: the verb after them is looked at too."""


def _acts(read: Predicates) -> Iterator[str]:
    """Describe the main predicate, what hangs on it, and the events of the other clauses."""
    acting = read.acting
    for at in acting:
        yield from (f"e:{name}@{read.clauses[at]}" for name in read.events[at][:2])
        yield from (f"g:{above}>{name}" for above, name in _governed(read, read.governors[at], at))
    heavy = [read.events[at][0] for at in acting if read.events[at][0] not in _LIGHT]
    yield f"n1:{heavy[0] if heavy else 'none'}"
    yield f"n2:{'>'.join(heavy[:2])}"
    if not acting:
        return
    first = read.finite[0]
    main = _content(read, first)
    yield from (f"lead:{name}" for name in read.events[first][:2])
    operators = "+".join(name for name in read.operators[main] if name in _SHOWN)
    for name in read.events[main][:2]:
        yield f"main:{name}"
        yield f"main:{name}|{operators}"
    for tag, above in (("lead", first), ("main", main)):
        below = [at for at in acting if read.governors[at] == above][:2]
        yield from (f"{tag}:{a}>{b}" for at in below for a, b in _governed(read, above, at))


def _governed(read: Predicates, above: int, below: int) -> Iterator[tuple[str, str]]:
    if above >= 0:
        yield from product(read.events[above][:2], read.events[below][:2])


def _content(read: Predicates, first: int) -> int:
    """Return the verb that carries what the first verb only says, begins or has."""
    if read.events[first][0] not in _LIGHT:
        return first
    for at, tag in enumerate(read.tags):
        is_next = at > first and tag == "finite" and read.events[at]
        if is_next and (read.governors[at] == first or read.clauses[at] in ("main", "complement")):
            return at
    return first


def _shape(tokens: Sequence[Token], pack: LanguagePack, text: str) -> Iterator[str]:
    words = [token.word for token in tokens]
    head = words[:3]
    if "?" in words:
        yield "s:question"
    if any(word in '“”"' for word in words):
        yield "s:quoted"
    if words and words[0] in pack.words["questions"]:
        yield "s:asks"
    for name in ("firsts", "seconds", "thirds", "conditions", "subordinators"):
        if any(word in pack.words[name] for word in head):
            yield f"s:opens-{name}"
        if any(word in pack.words[name] for word in words):
            yield f"s:{name}"
    if not text.rstrip().endswith((".", "!", "?", "”", '"', "…", ":")):
        yield "s:headline"
    if any(word in pack.words["reporting"] for word in words):
        yield "s:reports"
    classes = {c for token in tokens for c in token.classes if not c.startswith("obj")}
    if not classes - {"assess"}:
        yield "s:no-cue"
