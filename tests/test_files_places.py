"""Reading and writing bytes, articles, and formats by their ending."""

import datetime
import errno
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_records import LAW, demand, talks
from stancekit import testing
from stancekit.errors import InputError, OutputError
from stancekit.files import (
    FORMATS,
    examples,
    load_article,
    load_example,
    read,
    read_article,
    read_articles,
    write,
)
from stancekit.files.articles import id_from
from stancekit.files.places import decode, read_text, sync_folder, write_text
from stancekit.talks import Actor, ActorKind


def refused(data, message):
    """Hold that bytes are refused with a message."""
    with pytest.raises(InputError, match=f"^{re.escape(message)}"):
        decode(data, where="note.txt")


# Decoding ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("kata".encode("utf-16"), "note.txt: this is UTF-16; save it as UTF-8"),
        (b"\xfe\xff\0k", "note.txt: this is UTF-16; save it as UTF-8"),
        (
            "kata".encode("utf-16-le"),
            "note.txt: a NUL byte at 1 (UTF-16 without a mark?); give a text file in",
        ),
        (b"kata lain\0x", "note.txt: a NUL byte at 9 (binary?); give a text file in UTF-8"),
        (
            "café".encode("latin-1"),
            "note.txt: byte 3 is not UTF-8 (perhaps Latin-1 or Windows-1252); save it",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "note.txt: byte 0 is not UTF-8 (binary); save it as UTF-8"),
        (b"a\xed\xa0\x80", "note.txt: byte 1 is not UTF-8 (perhaps"),
    ],
    ids=["utf-16", "utf-16-be", "utf-16-bare", "nul", "latin-1", "png", "surrogate"],
)
def test_other_encodings_are_named(data, message):
    """Bytes that are not UTF-8 are refused with what they seem to be."""
    refused(data, message)


@LAW
@given(testing.texts())
def test_every_text_is_decoded(text):
    """UTF-8 is decoded; line ends become one character, unless they are kept."""
    data = b"\xef\xbb\xbf" + text.encode()
    assert decode(data, where="x") == text.replace("\r\n", "\n").replace("\r", "\n")
    assert decode(data, where="x", keep_line_ends=True) == text


@LAW
@given(st.binary())
def test_any_bytes_are_decoded_or_refused(data):
    """No bytes raise anything but an InputError."""
    try:
        assert "\0" not in decode(data, where="x")
    except InputError as error:
        assert str(error).startswith("x: ")  # noqa: PT017  (either may come)


def test_large_bytes_are_refused():
    """What is larger than the limit is refused before it is decoded."""
    assert decode(b"abcd", where="x", limit=4) == "abcd"
    with pytest.raises(InputError, match=r"^x: larger than 2 MB; give it in smaller pieces, one text each$"):
        decode(b"a" * (2 * 1024 * 1024 + 1), where="x", limit=2 * 1024 * 1024)


# Reading files --------------------------------------------------------------------------------------------


def test_a_missing_file_is_named(tmp_path):
    """A file that is not there is named."""
    path = tmp_path / "no.txt"
    with pytest.raises(InputError, match=re.escape(f"{path}: there is no such file; check the name")):
        read_text(path)


def test_a_folder_is_no_file(tmp_path):
    """A folder is refused where a file is needed."""
    with pytest.raises(InputError, match=re.escape(f"{tmp_path}: this is a folder; give a file")):
        read_text(tmp_path)


def test_a_file_below_a_file_cannot_be_read(tmp_path):
    """The system's own reason is shown."""
    (tmp_path / "a").write_text("x")
    with pytest.raises(InputError, match=r"b: cannot be read \(Not a directory\); check its permissions"):
        read_text(tmp_path / "a" / "b")


def test_what_is_no_file_name_is_said():
    """A name with a NUL is no file name, for reading and for writing."""
    with pytest.raises(InputError, match=r"^'a\\x00b' is no file name: embedded null byte"):
        read_text(Path("a\0b"))
    with pytest.raises(OutputError, match=r"^'a\\x00b\.json' is no file name: embedded null byte"):
        write(talks(), "a\0b.json")
    with pytest.raises(OutputError, match=r"^'a\\x00b\.csv' is no file name: embedded null byte"):
        write(talks(), "a\0b.csv")


def test_a_large_file_is_not_read(tmp_path):
    """The limit holds for files, and for what has no size of its own."""
    path = tmp_path / "a.txt"
    path.write_text("abc")
    assert read_text(path, limit=3) == "abc"
    with pytest.raises(InputError, match=r"a.txt: larger than 0 MB"):
        read_text(path, limit=2)
    with pytest.raises(InputError, match=r"/dev/zero: larger than 0 MB"):
        read_text(Path("/dev/zero"), limit=2)


# Writing files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
@pytest.mark.parametrize("function", ["fsync", "replace", "chmod"])
def test_a_failure_keeps_the_old_file_whole(tmp_path, monkeypatch, function, ending):
    """If anything fails, what stood there stays, and nothing is left beside it."""
    path = tmp_path / f"talks{ending}"
    write(talks(demand()), path)

    def fail(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, function, fail)
        with pytest.raises(
            OutputError, match=rf"talks{ending}: cannot be written \(No space left on device\); what"
        ):
            write(talks(), path)
    assert read(path) == talks(demand())
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_an_interrupt_leaves_nothing_behind(tmp_path, monkeypatch):
    """Ctrl-C while writing removes the unfinished file."""

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_text("x", tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_place_is_reported(tmp_path):
    """A folder that is not there cannot be written to."""
    path = tmp_path / "no" / "talks.json"
    with pytest.raises(
        OutputError, match=re.escape(f"{path}: cannot be written (No such file or directory); what")
    ):
        write(talks(), path)


def test_permissions_are_those_of_the_old_file(tmp_path):
    """A replaced file keeps its permissions; a new one has those that any new file gets."""
    path, plain = tmp_path / "a.txt", tmp_path / "plain"
    plain.touch()
    write_text("x", path)
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    path.chmod(0o640)
    write_text("y", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_text() == "y"


def test_folders_are_not_synced_where_that_cannot_be(tmp_path, monkeypatch):
    """Systems that cannot open a folder are not asked to."""
    asked = []
    monkeypatch.setattr(os, "fsync", asked.append)
    sync_folder(tmp_path)
    assert len(asked) == 1
    with monkeypatch.context() as patch:
        patch.setattr(os, "name", "nt")
        sync_folder(tmp_path)
    assert len(asked) == 1


# Formats --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["talks.odt", "talks", ".json"])
def test_unknown_endings_are_refused(tmp_path, name):
    """The ending says the format; others are refused with those that are known."""
    message = r"unknown ending '.*'; use one of \.json, \.jsonl, \.csv$"
    with pytest.raises(InputError, match=message):
        read(tmp_path / name)
    with pytest.raises(InputError, match=message):
        write(talks(), tmp_path / name)


@pytest.mark.parametrize("ending", [*FORMATS, ".JSON"])
def test_paths_may_be_texts_in_any_case(tmp_path, ending):
    """A path may be a str, its ending in capitals."""
    path = str(tmp_path / f"talks{ending}")
    write(talks(demand()), path)
    assert read(path) == talks(demand())


# Articles -------------------------------------------------------------------------------------------------


def test_an_article_is_a_source(tmp_path):
    """A text file becomes a source named after it."""
    path = tmp_path / "Geneva talks  2.txt"
    path.write_bytes("\ufeffTalks go on.\r\n".encode())
    source = read_article(path, language="en", date=datetime.date(2022, 1, 21))
    assert (source.id, source.text, source.language) == ("Geneva-talks-2", "Talks go on.\n", "en")
    assert source.date == datetime.date(2022, 1, 21)
    assert read_article(str(path), language="en", name="own").id == "own"


@pytest.mark.parametrize("text", ["", " \r\n\t", "\ufeff"])
def test_an_empty_article_is_refused(tmp_path, text):
    """An article needs words."""
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(
        InputError, match=re.escape(f"{path}: the file is empty; give a text with at least one word")
    ):
        read_article(path, language="en")


def test_a_folder_of_articles_is_read_in_order(tmp_path):
    """Texts come in order of their paths, with the date that their name begins with."""
    (tmp_path / "b").mkdir()
    for name in ("b/2022-01-21-geneva.txt", "a.txt", "2022-01-211.txt", "c.md"):
        (tmp_path / name).write_text("Talks.")
    found = list(read_articles(tmp_path, language="en", date=datetime.date(2021, 1, 1)))
    assert [(source.id, source.date) for source in found] == [
        ("2022-01-211", datetime.date(2021, 1, 1)),
        ("a", datetime.date(2021, 1, 1)),
        ("b/2022-01-21-geneva", datetime.date(2022, 1, 21)),
    ]


@pytest.mark.parametrize("name", [".", "no", "c.md"])
def test_a_folder_without_articles_is_refused(tmp_path, name):
    """Without a text there is nothing to read."""
    (tmp_path / "c.md").write_text("x")
    with pytest.raises(InputError, match=r"no \.txt file in this folder; put the texts there, one a file"):
        list(read_articles(tmp_path / name, language="en"))


def test_a_name_with_a_day_that_is_none_is_refused(tmp_path):
    """A file's name that begins with an impossible day is refused."""
    (tmp_path / "2022-02-30.txt").write_text("x")
    with pytest.raises(InputError, match=r"2022-02-30\.txt: 2022-02-30 is no date; rename the file"):
        list(read_articles(tmp_path, language="en"))


@LAW
@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_every_file_name_makes_an_id(name):
    """Whatever a file is called, its id is one."""
    assert Actor(id_from(name), "A", ActorKind.STATE).id


def test_a_name_of_nothing_makes_an_id():
    """A file whose name has only white space is called text."""
    assert id_from(" \n") == "text"


# Examples -------------------------------------------------------------------------------------------------

GENEVA = Path(__file__).parent.parent / "seeds" / "negotiations" / "geneva-2022" / "record.json"
needs_geneva = pytest.mark.skipif(not GENEVA.is_file(), reason="the Geneva record is not there yet")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Return a folder that stands for the examples of the package."""
    monkeypatch.setattr(examples, "_SHIPPED", tmp_path)
    (tmp_path / "pay").mkdir()
    write(talks(demand()), tmp_path / "pay" / "record.json")
    (tmp_path / "empty").mkdir()
    return tmp_path


def test_examples_are_listed_and_loaded(home):
    """Without a name the examples are listed; with one it is loaded, or one of its articles."""
    assert load_example() == ("pay",)
    assert load_example("pay") == talks(demand())
    assert load_article("pay", "note") == talks(demand()).sources[0]


@pytest.mark.parametrize("name", ["empty", "../pay", ""])
def test_an_unknown_example_is_refused(home, name):
    """A name that is no example is answered with those that are."""
    with pytest.raises(InputError, match=re.escape(f"there is no example {name!r}; there are pay")):
        load_example(name)


@needs_geneva
def test_the_geneva_record_is_shipped(monkeypatch):
    """The example of the documentation is there, and reads back equal in every format."""
    monkeypatch.setattr(examples, "_SHIPPED", Path("/no/such/folder"))
    assert "geneva-2022" in load_example()
    assert load_example("geneva-2022").demands


@needs_geneva
@pytest.mark.parametrize("ending", FORMATS)
def test_the_geneva_record_keeps_in_every_format(tmp_path, ending):
    """The example reads back equal in every format."""
    record = load_example("geneva-2022")
    write(record, tmp_path / f"talks{ending}")
    assert read(tmp_path / f"talks{ending}") == record


def test_without_hypothesis_the_strategies_say_what_to_install():
    """stancekit.testing needs hypothesis, and says how to get it."""
    program = "import sys; sys.modules['hypothesis'] = None; import stancekit.testing"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "MissingExtraError: stancekit.testing needs hypothesis" in done.stderr
    assert "pip install 'stancekit[test]'" in done.stderr
