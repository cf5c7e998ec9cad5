"""The JSON Schema of the .json format, made from the classes.

Whoever reads records in another language validates them with it. It says what one thing alone must
look like; that links lead somewhere and answers may follow one another is checked on reading.
``python -m stancekit.files.schema`` rewrites the committed file.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import attrs

from stancekit.files.json_record import FIELDS, FORMAT, FORMAT_VERSION
from stancekit.files.places import write_text
from stancekit.talks import Act, kinds_of
from stancekit.talks.acts import CLASS_OF_LABEL

__all__ = ["SCHEMA_PATH", "negotiation_schema", "schema_text"]

SCHEMA_PATH = Path(__file__).with_name("negotiation.schema.json")
"""The committed schema."""

Schema = dict[str, Any]  # JSON Schema is a language of nested objects


def negotiation_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a record.

    Examples
    --------
    >>> from stancekit.files.schema import negotiation_schema
    >>> negotiation_schema()["required"]
    ['format', 'format_version']
    """
    lists = {
        name: {"type": "array", "items": {"$ref": f"#/$defs/{cls.__name__}"}} for name, cls in FIELDS.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "stancekit negotiation",
        "description": "The record of a negotiation: who demands what from whom, and how it was answered.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "format_version": {"const": FORMAT_VERSION},
            **lists,
        },
        "required": ["format", "format_version"],
        "additionalProperties": False,
        "$defs": _definitions(),
    }


def schema_text() -> str:
    """Return the schema as the committed file holds it."""
    return json.dumps(negotiation_schema(), ensure_ascii=False, indent=1) + "\n"


def _definitions() -> Schema:
    """Define every class that a record can hold, and an act as one of its four classes."""
    wanted = [cls for cls in FIELDS.values() if cls is not Act] + list(CLASS_OF_LABEL.values())
    found: Schema = {}
    while wanted:
        cls = wanted.pop(0)
        if cls.__name__ not in found:
            found[cls.__name__] = _object(cls)
            wanted += [nested for hint in get_type_hints(cls).values() for nested in _classes_in(hint)]
    for label, act in CLASS_OF_LABEL.items():
        found[act.__name__]["properties"] |= {
            "label": {"const": label.value},
            "kind": {"enum": [kind.value for kind in kinds_of(label)]},
        }
        found[act.__name__]["required"].insert(0, "label")
    found["Act"] = {"oneOf": [{"$ref": f"#/$defs/{act.__name__}"} for act in CLASS_OF_LABEL.values()]}
    return dict(sorted(found.items()))


def _classes_in(hint: Any) -> list[type]:  # a hint is a class, a union or a generic alias
    """Return the attrs classes that a type hint names."""
    if attrs.has(hint):
        return [hint]
    return [cls for part in get_args(hint) for cls in _classes_in(part)]


def _object(cls: type) -> Schema:
    """Describe a class: its fields; those without a default are required."""
    hints = get_type_hints(cls)
    fields = attrs.fields(cls)
    properties = {field.name: _value(hints[field.name]) for field in fields}
    required = [field.name for field in fields if field.default is attrs.NOTHING]
    for name in required:
        if properties[name].get("type") == "array":
            properties[name]["minItems"] = 1  # what must be given must not be empty
    return {
        "description": (cls.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


_PLAIN: Mapping[object, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},  # all whole numbers are places and counts
    float: {"type": "number", "minimum": 0, "maximum": 1},  # all others are shares
    datetime.date: {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    NoneType: {"type": "null"},
    str: {"type": "string"},
}


def _value(hint: Any) -> Schema:  # as above
    """Describe a value by its type hint."""
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if attrs.has(hint):
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return _COMPOUND[get_origin(hint)](get_args(hint))


_COMPOUND: Mapping[object, Callable[[tuple[Any, ...]], Schema]] = {
    UnionType: lambda parts: {"anyOf": [_value(part) for part in parts]},
    tuple: lambda parts: {"type": "array", "items": _value(parts[0])},
}


if __name__ == "__main__":
    write_text(schema_text(), SCHEMA_PATH)
