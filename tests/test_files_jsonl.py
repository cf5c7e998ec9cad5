"""Records as JSON lines."""

import json
import re

import pytest
from hypothesis import given

from small_records import LAW, answered, demand, talks
from stancekit import testing
from stancekit.errors import InputError, RecordError
from stancekit.files import read, write
from stancekit.talks import Verdict

HEADER = '{"format": "stancekit.negotiation", "format_version": 1}'


@pytest.fixture
def lines(tmp_path):
    """Return the lines of a small record, and a way to write and read them again."""
    path = tmp_path / "talks.jsonl"
    write(answered(Verdict.REJECTED), path)

    def read_again(changed):
        path.write_text("\n".join(changed), "utf-8")
        return read(path)

    return path.read_text("utf-8").splitlines(), read_again


@LAW
@given(testing.negotiations())
def test_what_was_written_reads_back_equal(tmp_path_factory, record):
    """A record in a .jsonl file is the record."""
    path = tmp_path_factory.getbasetemp() / "law.jsonl"
    write(record, path)
    assert read(path) == record


def test_one_thing_a_line(lines):
    """A header comes first, then every thing on a line of its own, with its noun."""
    written, read_again = lines
    nouns = [json.loads(line).get("noun") for line in written]
    assert nouns == [None, "source", "actor", "actor", "issue", "act", "act", "response"]
    assert written[0] == HEADER
    assert read_again([written[0], *written[:0:-1], "", " "]) == answered(Verdict.REJECTED)


def test_all_faults_are_reported_together_with_their_lines(lines):
    """One reading shows every fault of a file and its line."""
    written, read_again = lines
    written[2] = written[2].replace("group", "club")
    written[5] = written[5].replace('"kind": "demand"', '"kind": "wish"')
    written[6] = written[6].replace('"end": 51', '"end": 99')
    with pytest.raises(RecordError) as caught:
        read_again([*written, '{"noun": "wish"}', "[]", '{"noun": "act"}'])
    found = [fault.partition("; ")[0] for fault in map(str, caught.value.faults)]
    assert found == [
        "line 9: no noun",
        "line 10: no noun",
        "line 3: $.kind: 'club' is no ActorKind",
        "line 6: $.kind: 'wish' is no Kind",
        "line 11: $.label: is None",
        "line 7: $.evidence[0].end: the span ends at 99, the text of 'note' at 51",
    ]
    assert str(caught.value.faults[0]).endswith("give one of source, actor, issue, act, response")


def test_a_line_without_a_noun_is_refused_alone(lines):
    """A fault of the lines is reported where the things are faultless."""
    written, read_again = lines
    with pytest.raises(RecordError, match=r"talks.jsonl: line 9: no noun; give one of source, actor"):
        read_again([*written, "7"])


def test_a_fault_of_the_whole_has_its_line(lines):
    """A link to nothing is reported with the line of the thing that has it."""
    written, read_again = lines
    with pytest.raises(RecordError, match=r"line 2: \$\.actor: there is no actor 'union'"):
        read_again([written[0], written[5]])


def test_unknown_keys_of_the_header_are_refused(lines):
    """The header holds the format and nothing else."""
    written, read_again = lines
    with pytest.raises(RecordError, match=r"\$\.title: unknown key; known are sources, actors"):
        read_again([written[0].replace("}", ', "title": "x"}'), *written[1:]])


@pytest.mark.parametrize("value", [[], [{}], 7])
def test_the_header_holds_no_things(lines, value):
    """A list of things in the header is refused; each stands on its own line."""
    written, read_again = lines
    header = json.dumps({**json.loads(written[0]), "acts": value})
    with pytest.raises(RecordError, match="line 1: the header holds 'acts'; give each thing its own line"):
        read_again([header, *written[1:]])


@pytest.mark.parametrize("text", ["", "\n \n", "[]\n", '"x"'])
def test_a_header_is_needed(tmp_path, text):
    """Without a header it is no record."""
    path = tmp_path / "talks.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(
        InputError, match=re.escape(f"{path}: no header; the first line of a record says its format")
    ):
        read(path)


def test_another_format_is_refused(tmp_path):
    """JSON lines of another program say so."""
    path = tmp_path / "talks.jsonl"
    path.write_text('{"noun": "act"}\n', "utf-8")
    with pytest.raises(RecordError, match=r"talks.jsonl: \$\.format: is None; a record has the format"):
        read(path)


def test_broken_json_names_its_line(lines):
    """A line that is no JSON is named."""
    written, read_again = lines
    with pytest.raises(InputError, match=r"talks.jsonl: line 2: line 1, column 1: not valid JSON"):
        read_again([written[0], "oops"])
    with pytest.raises(InputError, match=r"talks.jsonl: line 3: the key 'noun' stands twice"):
        read_again([written[0], "", '{"noun": "act", "noun": "act"}'])


def test_letters_that_end_lines_elsewhere_stay_in_their_line(tmp_path):
    """U+2028 and U+0085 within a text do not break a line."""
    record = talks(demand(content="a\u2028b\x85c\nd\re"))
    write(record, tmp_path / "talks.jsonl")
    assert read(tmp_path / "talks.jsonl") == record
