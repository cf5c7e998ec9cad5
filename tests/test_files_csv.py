"""Records as a folder of CSV tables."""

import csv
import errno
import os
import re
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given

from small_records import BOARD, LAW, NOTE, UNION, answered, demand, talks
from stancekit import testing
from stancekit.errors import InputError, OutputError, RecordError
from stancekit.files import csv_tables, read, write
from stancekit.files.csv_tables import COLUMNS
from stancekit.talks import Coder, CoderKind, Evidence, Name, Negotiation, Part, Reason, Role, Source, Verdict


@pytest.fixture
def folder(tmp_path):
    """Return the folder of a record that fills every table."""
    evidence = Evidence("note", 0, 29, parts=(Part(Role.ACTOR, 0, 9),))
    reason = Reason("actor", "subject")
    record = answered(Verdict.REJECTED, evidence=(evidence,), reasons=(reason,), references=("u",))
    actors = (evolve(UNION, names=(Name("serikat", "id"),)), BOARD)
    write(evolve(record, actors=actors), tmp_path / "talks.csv")
    return tmp_path / "talks.csv"


def change(folder, table, old, new):
    """Change a table of a folder by hand."""
    path = folder / f"{table}.csv"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def faults(folder):
    """Return what is wrong with a folder, as texts."""
    with pytest.raises(RecordError) as caught:
        read(folder)
    assert str(caught.value).startswith(f"{folder}: ")
    return [str(fault) for fault in caught.value.faults]


# The round trip ---------------------------------------------------------------------------------------


@LAW
@given(testing.negotiations())
def test_what_was_written_reads_back_equal(tmp_path_factory, record):
    """A record in a .csv folder is the record, the second time too."""
    path = tmp_path_factory.getbasetemp() / "law.csv"
    write(record, path)
    assert read(path) == record


def test_a_folder_holds_one_table_a_noun(folder):
    """Every table is there with its columns, and nothing else."""
    assert {path.name for path in folder.iterdir()} == {f"{name}.csv" for name in COLUMNS}
    with (folder / "evidence.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["words"] for row in rows] == [NOTE.text[:29], NOTE.text[30:]]
    assert [path.name for path in folder.parent.iterdir()] == ["talks.csv"]


def test_line_ends_within_a_text_are_kept(tmp_path):
    """A text with line ends of several systems is the same after reading."""
    record = Negotiation((Source("a", "x\r\ny\rz\n", language="en"), Source("b", "x\ry", language="en")))
    write(record, tmp_path / "talks.csv")
    assert read(tmp_path / "talks.csv") == record


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_no_cell_is_run_as_a_formula(tmp_path, start):
    """Cells that a spreadsheet would run are written with an apostrophe, and read without it."""
    names = [start.strip() + name for name in ("a", "b")]
    record = Negotiation(
        (evolve(NOTE, title=f"{start}1+1"),),
        tuple(evolve(UNION, id=name, members=names) for name in names),
    )
    write(record, tmp_path / "talks.csv")
    assert read(tmp_path / "talks.csv") == record
    for path in (tmp_path / "talks.csv").iterdir():
        with path.open(newline="", encoding="utf-8") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_folder_that_a_spreadsheet_saved_is_read(folder):
    """A byte order mark and plain line feeds do no harm."""
    before = read(folder)
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\r\n", b"\n"))
    assert read(folder) == before


def test_empty_texts_are_not_missing_texts(tmp_path):
    """A reason or version that is empty stays empty."""
    record = talks(demand(coder=Coder("ann", CoderKind.HUMAN)))
    write(record, tmp_path / "talks.csv")
    assert read(tmp_path / "talks.csv").acts[0].coder == Coder("ann", CoderKind.HUMAN)


# Faults -----------------------------------------------------------------------------------------------


def test_ragged_rows_and_bad_numbers_are_reported_together(folder):
    """One reading shows every row that is too short, and every cell that is no number."""
    change(folder, "issues", "pay,pay in 2022", "pay")
    change(folder, "evidence", "d,0,note,0,29", "d,0,note,zero,29")
    change(folder, "responses", "d,s2,rejected,,,", "d,s2,rejected,,high,")
    found = faults(folder)
    assert "issues.csv: row 2: 1 cells instead of 2; mend the row" in found
    assert "evidence.csv: row 2: start: 'zero' is no number; give a number" in found
    assert "responses.csv: row 2: score: 'high' is no number; give a number" in found
    assert len(found) == 3


def test_an_unclosed_quote_is_reported(folder):
    """A quotation mark left open is a fault of its table."""
    change(folder, "issues", "pay,pay in 2022", 'pay,"pay in 2022')
    (fault,) = faults(folder)
    assert fault == "issues.csv: not valid CSV (unexpected end of data); is a quotation mark left open?"


@pytest.mark.parametrize("text", ["", "title,id\r\n"])
def test_other_columns_are_reported(folder, text):
    """A table with other columns, or none, is told which it should have."""
    (folder / "issues.csv").write_text(text, "utf-8")
    assert faults(folder) == ["issues.csv: the columns differ; they are id, title"]


def test_every_table_is_needed(folder):
    """A missing table is a missing file."""
    (folder / "issues.csv").unlink()
    with pytest.raises(InputError, match=r"issues\.csv: there is no such file; check the name"):
        read(folder)


def test_a_format_is_needed(folder):
    """A folder without format and version is no record."""
    (folder / "format.csv").write_text("format,format_version\r\n", "utf-8")
    assert faults(folder) == ["$.format: is None; a record has the format 'stancekit.negotiation'"]


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        (
            "names",
            "union,",
            "onion,",
            "names.csv: 'onion' is not in actors.csv; add it there, or mend",
        ),
        ("evidence", "s2,0", "s3,0", "evidence.csv: 's3' is not in acts.csv; add it there, or mend the row"),
        ("reasons", "d,", "e,", "reasons.csv: 'e' is not in acts.csv; add it there, or mend the row"),
        ("references", "d,", "e,", "references.csv: 'e' is not in acts.csv; add it there, or mend the row"),
        ("parts", "d,0,", "d,1,", "parts.csv: 'd 1' is not in evidence.csv; add it there, or mend the row"),
        ("references", "d,", ",", "references.csv: 'None' is not in acts.csv; add it there, or mend the row"),
    ],
)
def test_rows_that_belong_to_nothing_are_reported(folder, table, old, new, fault):
    """No row is lost without a word."""
    path = folder / f"{table}.csv"
    header, rows = path.read_bytes().decode().split("\r\n", 1)
    assert old in rows
    path.write_bytes(f"{header}\r\n{rows.replace(old, new, 1)}".encode())
    (found,) = faults(folder)
    assert found.startswith(fault)


def test_things_are_checked_as_in_json(folder):
    """Faults of things and links have the places that they have in JSON."""
    change(folder, "actors", "union,the union,organisation", "union,the union,club")
    change(folder, "evidence", "29,,", "29,perhaps,")
    found = faults(folder)
    assert [fault.partition("; ")[0] for fault in found] == [
        "$.actors[1].kind: 'club' is no ActorKind",
        "$.acts[0].evidence[0].quoted: this is a text",
    ]


def test_half_a_coder_is_reported(folder):
    """A coder's kind without a name is not dropped."""
    change(folder, "responses", "d,s2,rejected,,,,,,,", "d,s2,rejected,,,,,,human,")
    assert any(".coder.name: this is null; give a text" in fault for fault in faults(folder))


def test_a_file_is_no_folder(tmp_path):
    """A single CSV file is no record."""
    path = tmp_path / "talks.csv"
    path.write_text("a,b\n")
    with pytest.raises(InputError, match=re.escape(f"{path}: a .csv record is a folder of tables;")):
        read(path)


# Writing whole or not at all --------------------------------------------------------------------------


def test_a_record_replaces_a_record(folder):
    """Writing again leaves the new record, and nothing beside it."""
    write(talks(), folder)
    assert read(folder) == talks()
    assert [path.name for path in folder.parent.iterdir()] == ["talks.csv"]
    assert (folder.stat().st_mode & 0o777) == 0o755


def test_what_is_no_record_is_not_replaced(tmp_path):
    """A folder or file that stancekit did not write is left alone."""
    other = tmp_path / "other.csv"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    single = tmp_path / "single.csv"
    single.write_text("a,b")
    for path in (other, single):
        with pytest.raises(OutputError, match=r"is there already and is no record; choose another name"):
            write(talks(), path)
    assert (other / "mine.txt").read_text() == "mine"
    assert single.read_text() == "a,b"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_missing_parent_is_reported(tmp_path):
    """A folder in a folder that is not there cannot be written."""
    path = tmp_path / "no" / "talks.csv"
    with pytest.raises(OutputError, match=re.escape(f"{path}: cannot be written (No such file or")):
        write(talks(), path)


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_a_full_disk_keeps_the_old_folder(folder, monkeypatch, function):
    """If a table cannot be written, the old folder stays whole and nothing is left beside it."""
    before = read(folder)

    def fail(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, function, fail)
        with pytest.raises(OutputError, match=r"cannot be written \(No space left on device\); what stood"):
            write(talks(), folder)
    assert read(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["talks.csv"]


def test_a_failed_swap_puts_the_old_folder_back(folder, monkeypatch):
    """If the new folder cannot take its place, the old one returns to it."""
    before = read(folder)
    rename = Path.rename

    def fail_for_the_new(self, target):
        if Path(target) == folder and not self.name.endswith(".old"):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fail_for_the_new)
        with pytest.raises(OutputError, match=r"talks.csv: cannot be written \(Permission denied\);"):
            write(talks(), folder)
    assert read(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["talks.csv"]


def test_long_texts_can_be_read(tmp_path):
    """A text longer than Python's own limit for a cell is read."""
    csv.field_size_limit(131072)
    record = Negotiation((Source("a", "word " * 40_000, language="en"),))
    write(record, tmp_path / "talks.csv")
    assert read(tmp_path / "talks.csv") == record


def test_apostrophes_are_taken_off_once():
    """What is written with an apostrophe is read without it, other cells as they are."""
    for value in ("=x", "'x", "''x", "x'"):
        row = csv_tables._row([("title", csv_tables._cell(value))], "", [])
        assert row == {"title": value}
