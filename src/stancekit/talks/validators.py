"""Checks that the nouns share; each says what is wrong and what would do."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from stancekit.errors import InputError

if TYPE_CHECKING:
    from attrs import Attribute

T = TypeVar("T")


_ID = re.compile(r"[^\s\x00-\x1f\x7f]{1,200}")


def is_identifier(instance: object, attribute: Attribute[str], value: str) -> None:
    """Accept an id: 1 to 200 characters, no white space, no control characters."""
    if not isinstance(value, str) or not _ID.fullmatch(value) or not _is_encodable(value):
        raise InputError(
            f"{_place(instance, attribute)} is {value!r}: "
            "an id has 1 to 200 characters and no white space, such as 'united-states'"
        )


def is_optional_identifier(instance: object, attribute: Attribute[str | None], value: str | None) -> None:
    """Accept an id or None."""
    if value is not None:
        is_identifier(instance, attribute, value)  # type: ignore[arg-type]  # same attribute


def are_identifiers(instance: object, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]) -> None:
    """Accept ids."""
    for item in value:
        is_identifier(instance, attribute, item)  # type: ignore[arg-type]  # one of its items


def is_text(instance: object, attribute: Attribute[str], value: str) -> None:
    """Accept a str that UTF-8 can hold."""
    if not isinstance(value, str):
        raise InputError(f"{_place(instance, attribute)} is {value!r}: a str is needed")
    if not _is_encodable(value):
        raise InputError(
            f"{_place(instance, attribute)} holds a lone surrogate, which UTF-8 cannot: "
            "decode the text again with its right encoding"
        )
    if "\0" in value:
        raise InputError(f"{_place(instance, attribute)} holds a NUL character: take it out")


def is_filled_text(instance: object, attribute: Attribute[str], value: str) -> None:
    """Accept a text with at least one character that is not white space."""
    is_text(instance, attribute, value)
    if not value.strip():
        raise InputError(f"{_place(instance, attribute)} is empty: give at least one word")


def is_optional_text(instance: object, attribute: Attribute[str | None], value: str | None) -> None:
    """Accept a filled text or None."""
    if value is not None:
        is_filled_text(instance, attribute, value)  # type: ignore[arg-type]  # same attribute


def are_filled_texts(instance: object, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]) -> None:
    """Accept filled texts."""
    for item in value:
        is_filled_text(instance, attribute, item)  # type: ignore[arg-type]  # one of its items


def is_optional_day(
    instance: object, attribute: Attribute[datetime.date | None], value: datetime.date | None
) -> None:
    """Accept a day without a time, or None."""
    if value is not None and type(value) is not datetime.date:
        raise InputError(
            f"{_place(instance, attribute)} is {value!r}: a datetime.date is needed, without a time"
        )


def is_one_of(choices: type[Enum]) -> Callable[[object, Attribute[Any], Any], None]:
    """Make a validator that accepts the members of an enumeration."""

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, choices):
            shown = ", ".join(str(choice.value) for choice in choices)
            raise InputError(
                f"{_place(instance, attribute)} is {value!r}: a {choices.__name__} is needed ({shown})"
            )

    return check


def is_share(instance: object, attribute: Attribute[float], value: float) -> None:
    """Accept a number from 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InputError(f"{_place(instance, attribute)} is {value!r}: a number from 0 to 1 is needed")


def is_optional_share(instance: object, attribute: Attribute[float | None], value: float | None) -> None:
    """Accept a number from 0 to 1, or None."""
    if value is not None:
        is_share(instance, attribute, value)  # type: ignore[arg-type]  # same attribute


def check_span(owner: str, start: int, end: int) -> None:
    """Refuse a span that is negative, empty or turned round."""
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise InputError(f"{owner} runs from {start!r} to {end!r}: offsets are code points, 0 <= start < end")


def as_tuple(values: Iterable[Any]) -> tuple[Any, ...]:  # mypy leaks a converter's type variables
    """Return a tuple of values, as they come."""
    return tuple(values)


def as_sorted(values: Iterable[Any]) -> tuple[Any, ...]:  # as above
    """Return distinct values, sorted: records hold tuples, never sets."""
    if isinstance(values, str):
        raise InputError(f"{values!r} is one text where several can stand: write ({values!r},)")
    distinct = tuple(values)
    return distinct if len(distinct) < 2 else tuple(sorted(set(distinct), key=_rank))


def _rank(value: object) -> Any:
    """Let optional fields sort: None comes first."""
    if attrs.has(type(value)):
        return tuple(_rank(item) for item in attrs.astuple(value, recurse=False))  # type: ignore[arg-type]
    if isinstance(value, tuple):
        return tuple(_rank(item) for item in value)
    return (value is not None, value if value is not None else "")


def _place(instance: object, attribute: Attribute[T]) -> str:
    return f"{type(instance).__name__}.{attribute.name}"


def _is_encodable(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
