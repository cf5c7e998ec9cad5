"""Sources and sentences: the texts that every act is proved by."""

from __future__ import annotations

import datetime
import hashlib
from enum import Enum

from attrs import Attribute, Factory, field, fields, frozen

from stancekit.errors import InputError
from stancekit.talks.validators import (
    check_span,
    is_filled_text,
    is_identifier,
    is_one_of,
    is_optional_day,
    is_optional_text,
)

__all__ = ["Sentence", "SentenceRole", "Source", "fingerprint"]


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits.

    Examples
    --------
    >>> from stancekit.talks.texts import fingerprint
    >>> fingerprint("Geneva")[:12]
    '806b1459b451'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@frozen
class Source:
    """A text that acts are read from: an article, a statement, a transcript.

    Parameters
    ----------
    id : str
        Names the source within a record; no white space.
    text : str
        The whole text, exactly as it was read. All offsets count its code points.
    language : str
        Language of the text as an ISO 639 code, such as ``"en"`` or ``"id"``.
    date : datetime.date, optional
        Day of publication. Relative dates in the text are resolved against it.
    title, publisher, url : str, optional
        Where the text comes from.
    sha256 : str, optional
        Fingerprint of the text. Computed when not given; refused when it does not match.

    Raises
    ------
    InputError
        If the text is empty or does not match its fingerprint.

    Examples
    --------
    >>> import datetime, stancekit as sk
    >>> note = sk.Source("note", "Talks go on.", language="en", date=datetime.date(2022, 1, 21))
    >>> note.text[0:5]
    'Talks'
    """

    id: str = field(validator=is_identifier)
    text: str = field(validator=is_filled_text)
    language: str = field(kw_only=True)
    date: datetime.date | None = field(default=None, validator=is_optional_day, kw_only=True)
    title: str | None = field(default=None, validator=is_optional_text, kw_only=True)
    publisher: str | None = field(default=None, validator=is_optional_text, kw_only=True)
    url: str | None = field(default=None, validator=is_optional_text, kw_only=True)
    sha256: str = field(default=Factory(lambda self: self._fingerprint(), takes_self=True), kw_only=True)

    def _fingerprint(self) -> str:
        is_filled_text(self, fields(Source).text, self.text)  # defaults come before validators
        return fingerprint(self.text)

    @language.validator
    def _is_language_code(self, attribute: Attribute[str], value: str) -> None:
        if not (isinstance(value, str) and value.isascii() and 2 <= len(value) <= 12):
            raise InputError(f"Source.language is {value!r}: give a code such as 'en' or 'id'")

    @sha256.validator
    def _matches_text(self, attribute: Attribute[str], value: str) -> None:
        if value != fingerprint(self.text):
            raise InputError(
                f"Source {self.id!r} does not match its sha256: the text has changed since it was "
                "coded; restore the text, or code the new one"
            )


class SentenceRole(str, Enum):
    """What a sentence does in its text; only ``body`` sentences carry acts."""

    BODY = "body"
    TITLE = "title"
    HEADING = "heading"
    LINK = "link"
    NOTE = "note"

    __str__ = str.__str__


@frozen
class Sentence:
    """A sentence and its place in a source.

    Parameters
    ----------
    source : str
        Id of the source.
    start, end : int
        Place in the source's text, in code points, ``end`` exclusive.
    text : str
        The words: ``source.text[start:end]``.
    role : SentenceRole
        Whether it is running text, or a title, heading, link title or note about the source.
    paragraph : int
        Number of its paragraph in the text, from 0.

    Examples
    --------
    >>> import stancekit as sk
    >>> sk.Sentence("note", 0, 12, "Talks go on.").role
    <SentenceRole.BODY: 'body'>
    """

    source: str = field(validator=is_identifier)
    start: int
    end: int
    text: str = field(validator=is_filled_text)
    role: SentenceRole = field(default=SentenceRole.BODY, validator=is_one_of(SentenceRole))
    paragraph: int = 0

    def __attrs_post_init__(self) -> None:
        check_span(f"a sentence of {self.source!r}", self.start, self.end)
        if len(self.text) != self.end - self.start:
            raise InputError(
                f"a sentence of {self.source!r} at {self.start} has {len(self.text)} characters "
                f"but runs to {self.end}: its text is source.text[start:end]"
            )
