"""Words of a sentence as the labeller sees them: masked names and numbers, cue classes, clauses.

Every token carries the classes of its language pack and the kind of clause it stands in. Clauses are
told by the words that open them, which is light and holds well enough to keep a cue in a condition, a
relative clause or reported speech apart from the main act.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from attrs import field, frozen

from stancekit.languages import LANGUAGES, LanguagePack, load_pack

__all__ = ["Token", "is_acronym", "read_tokens", "tell_language"]

_TOKEN = re.compile(
    r"[^\W\d_](?:[\w’']|-(?=\w)|\.(?=[A-Za-z]\.))*\.?(?<=[A-Za-z]\.[A-Za-z]\.)|"
    r"[^\W\d_](?:[\w’']|-(?=\w))*|\d[\d.,]*\d|\d|[,;:?!()“”\"—–…]|[.](?!\w)"
)
_LONGEST_PHRASE = 5

_COMMON = {
    "en": frozenset(
        [
            "the",
            "of",
            "to",
            "and",
            "in",
            "a",
            "is",
            "that",
            "for",
            "was",
            "on",
            "it",
            "with",
            "as",
            "by",
            "at",
            "from",
            "this",
            "have",
            "are",
            "be",
            "has",
            "not",
            "will",
            "he",
            "said",
            "its",
            "their",
            "his",
            "they",
            "which",
            "who",
            "we",
            "if",
            "would",
            "were",
            "been",
            "or",
            "but",
            "an",
            "our",
            "you",
            "i",
            "than",
            "more",
            "after",
            "about",
        ]
    ),
    "id": frozenset(
        [
            "yang",
            "dan",
            "di",
            "untuk",
            "dengan",
            "pada",
            "tidak",
            "dari",
            "itu",
            "ini",
            "akan",
            "oleh",
            "dalam",
            "juga",
            "ke",
            "karena",
            "kami",
            "kata",
            "telah",
            "bahwa",
            "sudah",
            "ada",
            "saya",
            "bisa",
            "agar",
            "para",
            "jika",
            "lebih",
            "harus",
            "kepada",
            "masih",
            "setelah",
            "mereka",
            "tersebut",
            "adalah",
            "atau",
            "seperti",
            "kita",
            "hingga",
            "namun",
            "belum",
            "ia",
            "tak",
            "bukan",
            "kalau",
            "antara",
            "menjadi",
            "oleh",
            "sebagai",
            "bagi",
            "terhadap",
        ]
    ),
}


@frozen
class Token:
    """A word with its place, masked form, cue classes and clause."""

    start: int
    end: int
    word: str
    masked: str
    classes: tuple[str, ...] = field(default=())
    clause: str = "main"
    number: int = 0


def tell_language(text: str) -> str:
    """Tell English from Indonesian by their commonest words; English when in doubt.

    Examples
    --------
    >>> from stancekit.labels.tokens import tell_language
    >>> tell_language("Rusia menuntut agar NATO tidak menerima Ukraina")
    'id'
    """
    words = text.lower().split()
    counts = {code: sum(word.strip(',."“”') in common for word in words) for code, common in _COMMON.items()}
    if counts["id"] == counts["en"] == 0:
        counts["id"] = sum(word in load_pack("id").cues for word in words)
        counts["en"] = sum(word in load_pack("en").cues for word in words)
    return "id" if counts["id"] > counts["en"] else "en"


@lru_cache(maxsize=4096)
def read_tokens(text: str, *, language: str | None = None) -> tuple[Token, ...]:
    """Cut a sentence into tokens with their classes and clauses.

    Parameters
    ----------
    text : str
        One sentence.
    language : str, optional
        Language of the pack; told from the words when not given.

    The tokens of the last few thousand sentences are kept: every step of coding asks for them.
    """
    code = language if language in LANGUAGES else tell_language(text)
    pack = load_pack(code)
    found = [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text)]
    words = [raw.lower().replace("’", "'") for _, _, raw in found]
    classes = _cue_classes(words, pack)
    tokens = []
    clause, number, quoted = "main", 0, False
    for at, (start, end, raw) in enumerate(found):
        word = words[at]
        opened = _opens(word, words, at, pack)
        if opened:
            clause, number = opened, number + 1
        if raw in '“”"':
            quoted = not quoted if raw == '"' else raw == "“"
        named = at > 0 and raw[0].isupper() and words[at - 1] not in '.:"“'
        masked = _masked(raw, word, pack, named=(named and not raw.isupper()) or is_acronym(raw))
        tokens.append(
            Token(start, end, word, masked, classes[at], f"{clause}{'q' if quoted else ''}", number)
        )
    return tuple(tokens)


def is_acronym(raw: str) -> bool:
    """Return whether a word is a short one in capitals, and so a name."""
    return len(raw) > 1 and raw.isupper() and raw.isalpha() and len(raw) < 7


def _opens(word: str, words: list[str], at: int, pack: LanguagePack) -> str:
    """Return the kind of clause that a word opens, or nothing."""
    if word in pack.words["conditions"]:
        return "cond"
    if word in pack.words["complementisers"] and word != "to":
        return "comp"
    if word in pack.words["relatives"]:
        return "rel"
    if word in pack.words["subordinators"]:
        return "sub"
    if word in pack.words["coordinators"] and at and words[at - 1] in ",;":
        return "coord"
    if word in ",;:—–" and at + 1 < len(words):
        return "part"
    return ""


def _masked(raw: str, word: str, pack: LanguagePack, *, named: bool) -> str:
    if raw[0].isdigit():
        return "#"
    if word in pack.cues or any(word in group for group in _kept(pack)):
        return word
    return "@" if named else _stem(word)


@cache
def _kept_groups(code: str) -> tuple[frozenset[str], ...]:
    pack = load_pack(code)
    return (pack.words["firsts"], pack.words["thirds"], pack.words["negations"], pack.words["conditions"])


def _kept(pack: LanguagePack) -> tuple[frozenset[str], ...]:
    return _kept_groups(pack.code)


def _stem(word: str) -> str:
    """Cut a word to what carries its meaning: crude, quick and the same for both languages."""
    for ending in ("'s", "nya", "lah", "kah"):
        if len(word) > len(ending) + 3:
            word = word.removesuffix(ending)
    return word[:7]


def _cue_classes(words: list[str], pack: LanguagePack) -> list[tuple[str, ...]]:
    """Look words and phrases up; a phrase's classes go to its first word."""
    found: list[tuple[str, ...]] = [()] * len(words)
    starts = _phrase_starts(pack)
    for at, word in enumerate(words):
        classes = list(_lookup(word, pack))
        if word in starts:
            for size in range(_LONGEST_PHRASE, 1, -1):
                phrase = " ".join(words[at : at + size])
                if phrase in pack.cues:
                    classes = [*pack.cues[phrase], *(c for c in classes if c.startswith("obj"))]
                    break
        found[at] = tuple(dict.fromkeys(classes))
    return found


def _lookup(word: str, pack: LanguagePack) -> Iterable[str]:
    """Look a word up as it is, without possessive, and in Indonesian without its clitic."""
    if word in pack.cues:
        return pack.cues[word]
    for ending in ("'s", "'", "nya", "lah", "kah"):
        if word.endswith(ending) and word[: -len(ending)] in pack.cues:
            return pack.cues[word[: -len(ending)]]
    return ()


@cache
def _starts_of(code: str) -> frozenset[str]:
    return frozenset(phrase.split(" ", 1)[0] for phrase in load_pack(code).cues if " " in phrase)


def _phrase_starts(pack: LanguagePack) -> frozenset[str]:
    return _starts_of(pack.code)
