"""Records as a folder of flat CSV tables, for spreadsheets and statistics programs.

One table for each noun, one for each kind of part, joined by ids. Cells that a spreadsheet would run
as a formula are written with an apostrophe before them, which is taken off when they are read.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from stancekit.errors import Fault, InputError, OutputError, RecordError
from stancekit.files.json_record import FORMAT, FORMAT_VERSION, from_data, to_data
from stancekit.files.places import read_text, sync_folder, unwritable, write_text
from stancekit.talks import Negotiation

__all__ = ["COLUMNS", "read_csv", "write_csv"]

_ACT = (
    "id label kind actor speaker addressees content issue date date_precision modality condition "
    "consequence yields deadline event confidence"
)
_CODER = "coder_name coder_kind coder_version"

COLUMNS: dict[str, tuple[str, ...]] = {
    table: tuple(columns.split())
    for table, columns in {
        "format": "format format_version",
        "sources": "id title publisher url date language sha256 text",
        "actors": "id name kind represents members",
        "names": "actor text language",
        "issues": "id title",
        "acts": f"{_ACT} {_CODER}",
        "evidence": "act number source start end quoted reported_by words",
        "parts": "act number role start end",
        "reasons": "act about rule score",
        "references": "act url",
        "responses": f"demand act verdict date score accepted reason {_CODER}",
    }.items()
}
"""The tables of a record and their columns. ``words`` repeats the text at the span, for the reader."""

_BELONGS_TO = (
    ("names", ("actor",), "actors", ("id",)),
    ("evidence", ("act",), "acts", ("id",)),
    ("reasons", ("act",), "acts", ("id",)),
    ("references", ("act",), "acts", ("id",)),
    ("parts", ("act", "number"), "evidence", ("act", "number")),
)
"""Rows of the first table name a row of the second by these columns."""

_LISTS = {"addressees", "members"}
_NUMBERS: dict[str, Callable[[str], Any]] = {
    "start": int,
    "end": int,
    "number": int,
    "confidence": float,
    "score": float,
    "format_version": int,
}
_BOOLEANS = {"quoted", "accepted"}
_EMPTY_TEXT = {"reason", "coder_version"}
_FORMULA = tuple("=+-@\t\r'")

Row = dict[str, Any]


# Writing ---------------------------------------------------------------------------------------


def write_csv(talks: Negotiation, path: Path) -> None:
    """Write a record as a folder of CSV tables; the old folder stays whole if anything fails."""
    tables = _tables(talks)
    try:
        fresh = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        try:
            for name, columns in COLUMNS.items():
                write_text(_table_text(tables[name], columns), fresh / f"{name}.csv")
            _put_in_place(fresh, path)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OutputError:
        raise
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None


def _put_in_place(fresh: Path, path: Path) -> None:
    """Swap the new folder for the old one."""
    fresh.chmod(0o755)
    if path.exists() and not (path / "format.csv").is_file():
        raise OutputError(f"{path}: is there already and is no record; choose another name")
    if not path.exists():
        fresh.rename(path)
    else:
        old = fresh.with_name(f"{fresh.name}.old")
        path.rename(old)
        try:
            fresh.rename(path)
        except OSError:
            old.rename(path)
            raise
        shutil.rmtree(old)
    sync_folder(path.parent)


def _tables(talks: Negotiation) -> dict[str, list[Row]]:
    data = to_data(talks)
    tables: dict[str, list[Row]] = defaultdict(list)
    tables["format"].append({"format": FORMAT, "format_version": FORMAT_VERSION})
    for name in ("sources", "issues"):
        tables[name] = data.get(name, [])
    for actor in data.get("actors", []):
        tables["names"] += [{"actor": actor["id"], **name} for name in actor.pop("names", [])]
        tables["actors"].append(actor)
    for raw, act in zip(data.get("acts", []), talks.acts, strict=True):
        words = [talks.quote(evidence) for evidence in act.evidence]
        _add_act(tables, raw, words)
    tables["responses"] = [_with_coder(raw) for raw in data.get("responses", [])]
    return tables


def _add_act(tables: dict[str, list[Row]], raw: Row, words: Iterable[str]) -> None:
    act = raw["id"]
    for number, (evidence, quote) in enumerate(zip(raw.pop("evidence"), words, strict=True)):
        parts = evidence.pop("parts", [])
        tables["parts"] += [{"act": act, "number": number, **part} for part in parts]
        tables["evidence"].append({"act": act, "number": number, "words": quote, **evidence})
    tables["reasons"] += [{"act": act, **reason} for reason in raw.pop("reasons", [])]
    tables["references"] += [{"act": act, "url": url} for url in raw.pop("references", [])]
    tables["acts"].append(_with_coder(raw))


def _with_coder(raw: Row) -> Row:
    coder = raw.pop("coder", {})
    return {**raw, **{f"coder_{key}": value for key, value in coder.items()}}


def _table_text(rows: Iterable[Row], columns: tuple[str, ...]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")  # so that a cell with either is quoted
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = " ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return repr(value)


# Reading ---------------------------------------------------------------------------------------


def read_csv(path: Path) -> Negotiation:
    """Read a record from a folder of CSV tables, or raise `RecordError` with all its faults."""
    if not path.is_dir():
        raise InputError(f"{path}: a .csv record is a folder of tables; write it with stancekit")
    faults: list[Fault] = []
    tables = {name: _read_table(path / f"{name}.csv", columns, faults) for name, columns in COLUMNS.items()}
    faults = faults or list(_lost_rows(tables))  # rows of a broken table would all seem lost
    if faults:
        raise RecordError(faults, where=str(path))
    return from_data(_data(tables), where=str(path))


def _read_table(path: Path, columns: tuple[str, ...], faults: list[Fault]) -> list[Row]:
    text = read_text(path, keep_line_ends=True)  # those within a cell are the text's own
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        faults.append(Fault(path.name, f"not valid CSV ({error})", "is a quotation mark left open?"))
        return []
    if not rows or tuple(rows[0]) != columns:
        faults.append(Fault(path.name, "the columns differ", f"they are {', '.join(columns)}"))
        return []
    found = []
    for number, cells in enumerate(rows[1:], start=2):
        if len(cells) != len(columns):
            fault = f"{len(cells)} cells instead of {len(columns)}"
            faults.append(Fault(f"{path.name}: row {number}", fault, "mend the row"))
            continue
        found.append(_row(zip(columns, cells, strict=True), f"{path.name}: row {number}", faults))
    return found


def _row(cells: Iterable[tuple[str, str]], where: str, faults: list[Fault]) -> Row:
    row: Row = {}
    for column, cell in cells:
        text = cell[1:] if cell.startswith("'") else cell
        if not cell:
            if column in _EMPTY_TEXT:
                row[column] = ""
        elif column in _LISTS:
            row[column] = text.split(" ")
        elif column in _BOOLEANS:
            row[column] = {"true": True, "false": False}.get(text, text)
        elif column in _NUMBERS:
            row[column] = _number(text, column, where, faults)
        else:
            row[column] = text
    return row


def _number(text: str, column: str, where: str, faults: list[Fault]) -> Any:
    try:
        return _NUMBERS[column](text)
    except ValueError:
        faults.append(Fault(f"{where}: {column}", f"{text!r} is no number", "give a number"))
        return text


def _lost_rows(tables: dict[str, list[Row]]) -> Iterator[Fault]:
    """Find the rows that belong to nothing, which would be lost without a word."""
    for name, keys, owners, own_keys in _BELONGS_TO:
        there = {tuple(row.get(key) for key in own_keys) for row in tables[owners]}
        for row in tables[name]:
            wanted = tuple(row.get(key) for key in keys)
            if wanted not in there:
                shown = " ".join(str(part) for part in wanted)
                yield Fault(
                    f"{name}.csv", f"{shown!r} is not in {owners}.csv", "add it there, or mend the row"
                )


def _data(tables: dict[str, list[Row]]) -> dict[str, Any]:
    """Put the tables together again."""
    data: dict[str, Any] = dict(tables["format"][0]) if tables["format"] else {}
    below = {name: _by_act(tables[name]) for name in ("evidence", "reasons", "references")}
    parts: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for part in tables["parts"]:
        parts[part.pop("act", ""), part.pop("number", -1)].append(part)
    names = _by_act(tables["names"], key="actor")
    for act_id, rows in below["evidence"].items():
        for row in rows:
            row.pop("words", None)
            row["parts"] = parts.get((act_id, row.pop("number", -1)), [])
    for act in tables["acts"]:  # what has lost its act was refused before
        act["evidence"] = below["evidence"].get(act.get("id", ""), [])
        act["reasons"] = below["reasons"].get(act.get("id", ""), [])
        act["references"] = [row.get("url") for row in below["references"].get(act.get("id", ""), [])]
    for coded in (*tables["acts"], *tables["responses"]):
        coder = {key: coded.pop(f"coder_{key}", None) for key in ("name", "kind", "version")}
        if any(coder.values()):
            coded["coder"] = coder
    for actor in tables["actors"]:
        actor["names"] = names.get(actor.get("id", ""), [])
    for name in ("sources", "actors", "issues", "acts", "responses"):
        data[name] = tables[name]
    return data


def _by_act(rows: Iterable[Row], *, key: str = "act") -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.pop(key, "")].append(row)
    return found
