"""Records as JSON lines: a header, then one thing a line, so that tools can stream them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stancekit.errors import Fault, InputError, RecordError
from stancekit.files.json_record import FIELDS, check_format, from_data, parse_json, thing_to_data, to_data
from stancekit.files.places import read_text, write_text
from stancekit.talks import Negotiation

__all__ = ["read_jsonl", "write_jsonl"]

_NOUNS = {name.removesuffix("s"): name for name in FIELDS}


def write_jsonl(talks: Negotiation, path: Path) -> None:
    """Write a record as JSON lines; the old file stays whole if anything fails."""
    write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in _lines(talks)), path)


def _lines(talks: Negotiation) -> Iterator[dict[str, Any]]:
    yield to_data(Negotiation())
    for noun, name in _NOUNS.items():
        for thing in getattr(talks, name):
            yield {"noun": noun, **thing_to_data(thing)}


def read_jsonl(path: Path) -> Negotiation:
    """Read a record from JSON lines, or raise `RecordError` with all its faults."""
    numbered = [
        (number, parse_json(line, where=f"{path}: line {number}"))
        for number, line in enumerate(read_text(path).split("\n"), start=1)
        if line.strip()
    ]
    if not numbered or not isinstance(numbered[0][1], dict):
        raise InputError(f"{path}: no header; the first line of a record says its format")
    check_format(numbered[0][1], where=str(path))
    data: dict[str, Any] = dict(numbered[0][1])
    places: dict[str, list[int]] = {name: [] for name in FIELDS}
    faults = [
        Fault("line 1", f"the header holds {name!r}", "give each thing its own line")
        for name in FIELDS
        if data.pop(name, None) is not None
    ]
    for number, raw in numbered[1:]:
        name = _NOUNS.get(str(raw.pop("noun", None))) if isinstance(raw, dict) else None
        if name is None:
            faults.append(Fault(f"line {number}", "no noun", f"give one of {', '.join(_NOUNS)}"))
            continue
        data.setdefault(name, []).append(raw)
        places[name].append(number)
    try:
        talks = from_data(data, where=str(path))
    except RecordError as error:
        faults += [Fault(_line_path(f.path, places), f.problem, f.remedy) for f in error.faults]
    if faults:
        raise RecordError(faults, where=str(path))
    return talks


def _line_path(path: str, places: dict[str, list[int]]) -> str:
    """Turn ``$.acts[2].kind`` into ``line 7: $.kind``."""
    name, bracket, rest = path.removeprefix("$.").partition("[")
    number, _, tail = rest.partition("]")
    if not bracket or name not in places:
        return path
    return f"line {places[name][int(number)]}: ${tail}"
