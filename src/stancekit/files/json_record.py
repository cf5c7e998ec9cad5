"""Records as JSON: lossless, strict, every fault with its place.

The classes know nothing of JSON; this file teaches cattrs how they are written. Fields at their
default are left out. Whatever is read must be exactly what could have been written: an unknown key, a
wrong type, a key given twice are faults, and all faults of a file are reported together.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
from cattrs import (
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from stancekit.errors import Fault, InputError, RecordError
from stancekit.files.places import read_text, write_text
from stancekit.talks import (
    Act,
    Actor,
    ActorKind,
    CoderKind,
    DatePrecision,
    Issue,
    Kind,
    Modality,
    Negotiation,
    Response,
    Role,
    Source,
    Verdict,
)
from stancekit.talks.acts import CLASS_OF_LABEL
from stancekit.talks.checking import faults_of

__all__ = ["FORMAT", "FORMAT_VERSION", "from_data", "read_json", "to_data", "write_json"]

FORMAT = "stancekit.negotiation"
FORMAT_VERSION = 1
"""Raised when a file of the old version can no longer be read as it is."""

FIELDS: dict[str, type] = {
    "sources": Source,
    "actors": Actor,
    "issues": Issue,
    "acts": Act,
    "responses": Response,
}


# Writing and reading files --------------------------------------------------------------------


def write_json(talks: Negotiation, path: Path) -> None:
    """Write a record as one JSON file; the old file stays whole if anything fails."""
    write_text(json.dumps(to_data(talks), ensure_ascii=False, indent=1) + "\n", path)


def read_json(path: Path) -> Negotiation:
    """Read a record from a JSON file.

    Raises
    ------
    RecordError
        With every fault of the file: JSON path, problem and remedy.
    InputError
        If it is no JSON or cannot be read.
    """
    return from_data(parse_json(read_text(path), where=str(path)), where=str(path))


def parse_json(text: str, *, where: str) -> Any:  # JSON can hold anything
    """Parse JSON, refusing what Python's parser would swallow: doubled keys, NaN, deep nesting."""
    try:
        return json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{where}: line {error.lineno}, column {error.colno}: not valid JSON ({error.msg}); "
            "is the file whole, and of this format?"
        ) from None
    except RecursionError:
        raise InputError(f"{where}: nested too deeply; a record has at most six levels") from None
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    except ValueError:  # Python refuses to read numbers of thousands of digits
        raise InputError(f"{where}: a number has too many digits; no record needs such a number") from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise InputError(f"the key {twice!r} stands twice in one object; keep one of them")
    return found


def _refuse_constant(name: str) -> None:
    raise InputError(f"{name} is not a number that JSON knows; give a number or leave the field out")


# Records and plain data -----------------------------------------------------------------------


def to_data(talks: Negotiation) -> dict[str, Any]:
    """Return a record as dicts, lists, strings and numbers.

    Examples
    --------
    >>> import stancekit as sk
    >>> from stancekit.files.json_record import to_data
    >>> to_data(sk.Negotiation())
    {'format': 'stancekit.negotiation', 'format_version': 1}
    """
    data: dict[str, Any] = {"format": FORMAT, "format_version": FORMAT_VERSION}
    for name in FIELDS:
        things = [thing_to_data(thing) for thing in getattr(talks, name)]
        if things:
            data[name] = things
    return data


def thing_to_data(thing: object) -> dict[str, Any]:
    """Return one source, actor, issue, act or response as plain data."""
    data: dict[str, Any] = _converter().unstructure(thing)
    return {"label": str(thing.label), **data} if isinstance(thing, Act) else data


def from_data(data: object, *, where: str = "") -> Negotiation:
    """Build a record from plain data, or raise `RecordError` with all its faults."""
    if not isinstance(data, dict):
        raise RecordError([Fault("$", "this is no object", "a record is a JSON object")], where=where)
    check_format(data, where=where)
    faults = [
        Fault(f"$.{key}", "unknown key", f"known are {', '.join(FIELDS)}")
        for key in data
        if key not in {"format", "format_version", *FIELDS}
    ]
    read = {name: _ReadList(name, data.get(name, [])) for name in FIELDS}
    faults += [fault for things in read.values() for fault in things.faults]
    if not faults:
        return _valid(read, where)
    # What could be read is checked as a whole too, so that one pass shows everything.
    broken = {key for things in read.values() for key in things.broken}
    for fault in faults_of(*(things.good for things in read.values())):
        if not any(repr(key) in fault.problem for key in broken):
            faults.append(Fault(_original(fault.path, read), fault.problem, fault.remedy))
    raise RecordError(faults, where=where)


def check_format(data: Mapping[str, Any], *, where: str) -> None:
    """Refuse another format, and versions that this one cannot read."""
    if data.get("format") != FORMAT:
        fault = Fault("$.format", f"is {data.get('format')!r}", f"a record has the format {FORMAT!r}")
    elif data.get("format_version") != FORMAT_VERSION or data["format_version"] is True:
        found = data.get("format_version")
        fault = Fault(
            "$.format_version",
            f"is {found!r}, this stancekit reads {FORMAT_VERSION}",
            "update stancekit, or convert the file with the version that wrote it",
        )
    else:
        return
    raise RecordError([fault], where=where)


def _valid(read: Mapping[str, _ReadList], where: str) -> Negotiation:
    try:
        return Negotiation(**{name: tuple(things.good) for name, things in read.items()})
    except RecordError as error:
        raise RecordError(error.faults, where=where) from None


class _ReadList:
    """One list of a record, read item by item: the good ones, and the faults of the others."""

    def __init__(self, name: str, raw: object) -> None:
        self.good: list[Any] = []
        self.faults: list[Fault] = []
        self.broken: set[str] = set()
        self.places: list[int] = []
        if not isinstance(raw, list):
            self.faults.append(Fault(f"$.{name}", "this is no list", "give a list of objects"))
            return
        for number, item in enumerate(raw):
            thing, faults = thing_from_data(item, FIELDS[name], f"$.{name}[{number}]")
            self.faults += faults
            if faults:
                self.broken.add(str(item.get("id")) if isinstance(item, dict) else "")
            else:
                self.good.append(thing)
                self.places.append(number)


def _original(path: str, read: Mapping[str, _ReadList]) -> str:
    """Turn a path into the things that could be read into a path into the file."""
    found = re.match(r"\$\.(\w+)\[(\d+)\]", path)
    assert found is not None  # such a fault always names a thing
    name, number = found[1], int(found[2])
    return f"$.{name}[{read[name].places[number]}]{path[found.end() :]}"


def thing_from_data(raw: object, cls: type, path: str) -> tuple[Any, list[Fault]]:
    """Build one thing from plain data; return it with its faults, and None where it has any."""
    if not isinstance(raw, dict):
        return None, [Fault(path, f"this is {_type_name(raw)}", "give an object")]
    if cls is Act:
        cls, raw, faults = _act_class(raw, path)
        if faults:
            return None, faults
    try:
        return _converter().structure(raw, cls), []
    except Exception as error:  # cattrs gathers everything that the classes raise
        return None, list(_faults(error, path))


def _act_class(raw: dict[str, Any], path: str) -> tuple[type, dict[str, Any], list[Fault]]:
    """Return the class that an act's label names, and the act without its label."""
    rest = {key: value for key, value in raw.items() if key != "label"}
    names = {str(label): cls for label, cls in CLASS_OF_LABEL.items()}
    cls = names.get(str(raw.get("label")))
    if cls is None:
        fault = Fault(f"{path}.label", f"is {raw.get('label')!r}", f"give one of {', '.join(names)}")
        return Act, rest, [fault]
    return cls, rest, []


# Faults ---------------------------------------------------------------------------------------


def _faults(error: BaseException, path: str) -> Iterator[Fault]:
    """Turn what cattrs gathered into faults with JSON paths."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        with_notes, without = error.group_exceptions()
        for part, note in with_notes:
            step = f".{note.name}" if hasattr(note, "name") else f"[{note.index}]"
            yield from _faults(part, path + step)
        for part in without:
            yield from _faults(part, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = ", ".join(attribute.name for attribute in attrs.fields(error.cl))
        for key in sorted(error.extra_fields):
            yield Fault(f"{path}.{key}", "unknown key", f"known are {known}")
    elif isinstance(error, KeyError):
        yield Fault(path, "is missing", "every such object needs it")
    else:
        problem, _, remedy = str(error).rpartition(": ")
        yield Fault(path, problem or str(error), remedy if problem else "mend the value")


def _type_name(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    if value is None:
        return "null"
    return names.get(type(value), "a number")


# What cattrs is taught ------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for exact, wanted in ((str, "a text"), (int, "a whole number"), (bool, "true or false")):
        converter.register_structure_hook(exact, _exactly(exact, wanted))
    converter.register_structure_hook(float, _number)
    for choices in (ActorKind, CoderKind, DatePrecision, Kind, Modality, Role, Verdict):
        converter.register_structure_hook(choices, _choice)
    converter.register_structure_hook(datetime.date, _date)
    converter.register_unstructure_hook(datetime.date, datetime.date.isoformat)
    converter.register_structure_hook_factory(_is_tuple, lambda cls: _tuple(cls, converter))
    converter.register_unstructure_hook_func(
        _is_tuple, lambda value: [converter.unstructure(v) for v in value]
    )
    converter.register_unstructure_hook_factory(
        attrs.has,
        lambda cls: make_dict_unstructure_fn(
            cls,
            converter,
            _cattrs_omit_if_default=True,
            **_always_written(cls),
        ),
    )
    converter.register_structure_hook_factory(
        attrs.has, lambda cls: _object(make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True))
    )
    return converter


def _always_written(cls: type) -> dict[str, Any]:  # cattrs takes overrides and flags in one mapping
    return {"sha256": override(omit_if_default=False)} if cls is Source else {}


def _object(hook: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def structure(value: Any, cls: Any) -> Any:
        if not isinstance(value, dict):
            raise InputError(f"this is {_type_name(value)}: give an object")
        return hook(value, cls)

    return structure


def _exactly(cls: type, wanted: str) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _: Any) -> Any:
        if type(value) is not cls:
            raise InputError(f"this is {_type_name(value)}: give {wanted}")
        return value

    return structure


def _number(value: Any, _: Any) -> float:
    if type(value) not in (int, float):
        raise InputError(f"this is {_type_name(value)}: give a number")
    return float(value)


def _date(value: Any, _: Any) -> datetime.date:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, flags=re.ASCII):
            raise ValueError
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise InputError(f"{value!r} is no date: give a day as YYYY-MM-DD") from None


def _choice(value: Any, cls: Any) -> Any:
    try:
        return cls(value)
    except ValueError:
        shown = ", ".join(cls) if cls is not Kind else "the fine kinds of the codebook"
        raise InputError(f"{value!r} is no {cls.__name__}: give one of {shown}") from None


def _is_tuple(cls: Any) -> bool:
    return getattr(cls, "__origin__", None) is tuple


def _tuple(cls: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    item = cls.__args__[0]
    as_list = converter.get_structure_hook(list[item])  # type: ignore[valid-type]

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise InputError(f"this is {_type_name(value)}: give a list")
        return tuple(as_list(value, list[item]))  # type: ignore[valid-type]

    return structure
