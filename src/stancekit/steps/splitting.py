"""Splitting: from a text to its sentences, with headings, link titles and notes set apart.

Boundaries come from sentencex; words that the language pack lists as abbreviations, and pieces that
go on in lower case, are joined again. Offsets count code points of the source's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from stancekit.languages import LanguagePack, load_pack
from stancekit.talks import Sentence, SentenceRole, Source

__all__ = ["split"]

_CLOSED = re.compile(r"[.!?…][\"”’'»)\]]*$|[.!?…][\"”’]?\s*\([^()]{0,60}\)$")
_LONGEST_HEADING = 16
_LONGEST_PIECE = 20_000

Span = tuple[int, int]


def split(source: Source, pack: LanguagePack | None = None) -> tuple[Sentence, ...]:
    r"""Cut a source into sentences, in order and without overlap.

    Parameters
    ----------
    source : Source
        The text.
    pack : LanguagePack, optional
        By default that of the source's language.

    Returns
    -------
    tuple of Sentence
        Every stretch of text that is not white space lies in exactly one of them.

    Examples
    --------
    >>> import stancekit as sk
    >>> from stancekit.steps.splitting import split
    >>> note = sk.Source("n", "Talks end\n\nMr. Lavrov left. He said no.", language="en")
    >>> [(s.text, s.role.value) for s in split(note)]
    [('Talks end', 'title'), ('Mr. Lavrov left.', 'body'), ('He said no.', 'body')]
    """
    pack = pack or load_pack(source.language)
    found: list[Sentence] = []
    links = False
    for number, (start, end) in enumerate(_paragraphs(source.text)):
        words = source.text[start:end]
        role = _role(words, pack, first=number == 0)
        links = (links or _opens_links(words, pack)) and role is not SentenceRole.BODY
        if links and not _opens_links(words, pack):
            role = SentenceRole.LINK
        spans = [(start, end)] if role is not SentenceRole.BODY else _spans(words, start, pack)
        found += [Sentence(source.id, a, b, source.text[a:b], role, number) for a, b in spans]
    return tuple(found)


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the lines of a text that hold words, without the white space around them."""
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            at = start + line.index(words)
            yield at, at + len(words)
        start += len(line)


def _role(words: str, pack: LanguagePack, *, first: bool) -> SentenceRole:
    plain = words.strip(" -*•–—").lower()
    if plain.startswith(tuple(pack.words["notes"])):
        return SentenceRole.NOTE
    if _CLOSED.search(words) and not _is_byline(plain):
        return SentenceRole.BODY
    if first:
        return SentenceRole.TITLE
    if _opens_links(words, pack) or len(words.split()) <= _LONGEST_HEADING:
        return SentenceRole.HEADING
    return SentenceRole.BODY


def _is_byline(plain: str) -> bool:
    return bool(re.fullmatch(r"(by|oleh) [^.,]{3,40}\.?", plain))


def _opens_links(words: str, pack: LanguagePack) -> bool:
    return words.strip(" -*•–—:.").lower() in pack.words["headings_of_links"]


def _spans(words: str, offset: int, pack: LanguagePack) -> list[Span]:
    joined: list[Span] = []
    for start, end in _pieces(words, pack.code):
        if joined and _belongs(words[joined[-1][0] : joined[-1][1]], words[start:end], pack):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [(offset + a, offset + b) for a, b in joined]


def _pieces(words: str, language: str) -> Iterator[Span]:
    """Yield what sentencex calls sentences, without white space; long runs are cut first."""
    for base in range(0, len(words), _LONGEST_PIECE):
        chunk = words[base : base + _LONGEST_PIECE]
        for piece in get_sentence_boundaries(language, chunk):
            raw = chunk[piece["start_index"] : piece["end_index"]]
            plain = raw.strip()
            if plain:
                start = base + piece["start_index"] + raw.index(plain)
                yield start, start + len(plain)


def _belongs(before: str, after: str, pack: LanguagePack) -> bool:
    """Whether a piece goes on with the sentence before it."""
    last = before.rsplit(None, 1)[-1].lstrip("(\"“'‘")
    if last in pack.abbreviations or re.fullmatch(r"[A-Z]\.", last):
        return True
    if not any(character.isalnum() for character in after):
        return True
    first = after.lstrip("\"“”'’)(—– ")
    is_stray = len(after.split()) == 1 and first not in pack.abbreviations
    return first[:1].islower() or (is_stray and not before.endswith(("!", "?")))
