"""Records as JSON: read back equal, or refused with every fault and its place."""

import json
import re
import runpy
from types import SimpleNamespace

import jsonschema
import pytest
from hypothesis import given

from small_records import LAW, NOTE, answered, demand, talks
from stancekit import testing
from stancekit.errors import Fault, InputError, RecordError
from stancekit.files import json_record, places, read, schema, write
from stancekit.files.json_record import from_data, parse_json, to_data
from stancekit.talks import Evidence, Negotiation, Part, Reason, Role, Verdict


def data_of(**changes):
    """Return a small record as plain data, with these lists in place of its own."""
    return {**to_data(talks(demand())), **changes}


def act_of(**changes):
    """Return a small act as plain data; what is changed to None is left out."""
    act = {**to_data(talks(demand()))["acts"][0], **changes}
    return {key: value for key, value in act.items() if value is not None}


def faults(data, where=""):
    """Return what is wrong with plain data, as texts."""
    with pytest.raises(RecordError) as caught:
        from_data(data, where=where)
    return [str(fault) for fault in caught.value.faults]


# The round trip --------------------------------------------------------------------------------------


@LAW
@given(testing.negotiations())
def test_what_was_written_reads_back_equal(tmp_path_factory, record):
    """A record in a .json file is the record."""
    path = tmp_path_factory.getbasetemp() / "law.json"
    write(record, path)
    assert read(path) == record


@LAW
@given(testing.negotiations())
def test_plain_data_is_what_json_can_hold(record):
    """Plain data goes through JSON unchanged, and makes the record again."""
    data = to_data(record)
    assert json.loads(json.dumps(data)) == data
    assert from_data(data) == record


def test_defaults_are_left_out():
    """Only what differs from its default is written, but always the fingerprint."""
    data = data_of()
    assert set(data["acts"][0]) == {
        "label",
        "id",
        "kind",
        "actor",
        "content",
        "evidence",
        "addressees",
        "date",
    }
    assert data["sources"][0]["sha256"] == NOTE.sha256
    assert "responses" not in data


# Faults ----------------------------------------------------------------------------------------------


def test_all_faults_are_reported_together_with_their_places():
    """One reading shows every fault of a file: shapes, kinds, links and unknown keys."""
    evidence = [{"source": "note", "start": 0, "end": 3}]
    acts = [
        act_of(id="a b"),
        act_of(id="d2", issue="x"),
        act_of(id="d3", label="wish"),
        act_of(id="d4", kind="threat"),
        act_of(id="d5", date="2022-2-1", modality="so", confidence="high"),
        act_of(id="d6", evidence=[{**evidence[0], "start": "0"}, 7]),
        act_of(id="d7", content=None, wish="x"),
        act_of(id="d8", actor="x"),
        "d9",
    ]
    found = faults(data_of(acts=acts, issues={}, extra=1), "talks.json")
    assert [fault.partition("; ")[0] for fault in found] == [
        "$.extra: unknown key",
        "$.issues: this is no list",
        "$.acts[0]: Demand.id is 'a b'",
        "$.acts[2].label: is 'wish'",
        "$.acts[3]: Demand 'd4' has the kind 'threat'",
        "$.acts[4].date: '2022-2-1' is no date",
        "$.acts[4].modality: 'so' is no Modality",
        "$.acts[4].confidence: this is a text",
        "$.acts[5].evidence[0].start: this is a text",
        "$.acts[5].evidence[1]: this is a number",
        "$.acts[6].content: is missing",
        "$.acts[6].wish: unknown key",
        "$.acts[8]: this is a text",
        "$.acts[1].issue: there is no issue 'x'",
        "$.acts[7].actor: there is no actor 'x'",
    ]


def test_every_line_names_the_file():
    """A message of several faults names the file in each line."""
    with pytest.raises(RecordError) as caught:
        from_data(data_of(acts=[7, 8]), where="talks.json")
    assert str(caught.value).splitlines() == [
        "talks.json: $.acts[0]: this is a number; give an object",
        "talks.json: $.acts[1]: this is a number; give an object",
    ]
    assert repr(caught.value.faults[0]) == "Fault('$.acts[0]: this is a number; give an object')"


def test_what_could_not_be_read_is_not_missed_twice():
    """A broken actor is reported itself, not again by everyone who names it."""
    actors = data_of()["actors"]
    actors[1]["kind"] = "club"
    (fault,) = faults(data_of(actors=actors))
    assert fault.startswith(
        "$.actors[1].kind: 'club' is no ActorKind; give one of state, organisation, group,"
    )


def test_a_whole_record_is_checked_too():
    """What is wrong only between things is reported with its file."""
    acts = [act_of(), act_of(id="e", issue="x")]
    with pytest.raises(
        RecordError, match=r"^talks.json: \$\.acts\[1\]\.issue: there is no issue 'x'; add the issue"
    ):
        from_data(data_of(acts=acts), where="talks.json")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"content": ["x"]}, "$.acts[0].content: this is a list; give a text"),
        ({"content": {}}, "$.acts[0].content: this is an object; give a text"),
        ({"content": True}, "$.acts[0].content: this is true or false; give a text"),
        ({"confidence": True}, "$.acts[0].confidence: this is true or false; give a number"),
        ({"confidence": 2}, "$.acts[0]: Demand.confidence is 2.0; a number from 0 to 1 is needed"),
        ({"addressees": "board"}, "$.acts[0].addressees: this is a text; give a list"),
        ({"addressees": [1]}, "$.acts[0].addressees[0]: this is a number; give a text"),
        ({"coder": "ann"}, "$.acts[0].coder: this is a text; give an object"),
        ({"coder": {"name": "ann"}}, "$.acts[0].coder.kind: is missing; every such object needs it"),
        ({"date": 20220301}, "$.acts[0].date: 20220301 is no date; give a day as YYYY-MM-DD"),
        ({"date": "2022-02-30"}, "$.acts[0].date: '2022-02-30' is no date; give a day as YYYY-MM-DD"),
        ({"date": "٢٠٢٢-٠١-٠١"}, "$.acts[0].date: '٢٠٢٢-٠١-٠١' is no date; give a day as YYYY-MM-DD"),
        ({"kind": "wish"}, "$.acts[0].kind: 'wish' is no Kind; give one of the fine kinds of the codebook"),
        ({"kind": []}, "$.acts[0].kind: [] is no Kind; give one of the fine kinds of the codebook"),
        ({"evidence": []}, "$.acts[0]: act 'd' has no evidence; give at least one span of a source"),
        ({"label": None}, "$.acts[0].label: is None; give one of demand, warning, concession, other"),
        ({"yields": "x"}, "$.acts[0].yields: unknown key; known are id, kind, actor, content, evidence,"),
    ],
)
def test_values_must_be_of_their_type(changes, message):
    """A value of another type is refused with what would do, never turned into it."""
    (fault,) = faults(data_of(acts=[act_of(**changes)]))
    assert fault.startswith(message)


@pytest.mark.parametrize("value", [0.0, 1.5, True, None])
def test_places_are_whole_numbers(value):
    """An offset is a whole number."""
    (fault,) = faults(data_of(acts=[act_of(evidence=[{"source": "note", "start": value, "end": 3}])]))
    assert re.match(r"\$\.acts\[0\]\.evidence\[0\]\.start: this is .*; give a whole number", fault)


def test_null_stands_for_nothing():
    """A field that may be left out may be null."""
    act = data_of()["acts"][0] | {"issue": None}
    assert from_data(data_of(acts=[act])) == talks(demand())


def test_a_message_without_a_remedy_gets_one(monkeypatch):
    """What a class says without a colon is still a fault with a remedy."""

    def refuse(*_):
        raise ValueError("no such thing")

    data = to_data(Negotiation()) | {"sources": [{}]}
    monkeypatch.setattr(json_record, "_converter", lambda: SimpleNamespace(structure=refuse))
    assert faults(data) == ["$.sources[0]: no such thing; mend the value"]


@pytest.mark.parametrize("data", [[], "x", None, 1])
def test_a_record_is_an_object(data):
    """Whatever else the file holds is no record."""
    assert faults(data) == ["$: this is no object; a record is a JSON object"]


def test_another_format_is_refused():
    """A file of another format says so."""
    message = "$.format: is 'x'; a record has the format 'stancekit.negotiation'"
    assert faults({"format": "x"}) == [message]
    assert faults({}) == [message.replace("'x'", "None")]


@pytest.mark.parametrize("version", [0, 2, "1", True, None])
def test_another_version_is_refused(version):
    """A version that this stancekit cannot read is refused with what would do."""
    (fault,) = faults(data_of(format_version=version))
    assert fault.startswith(f"$.format_version: is {version!r}, this stancekit reads 1; update stancekit")


# What Python's parser would swallow --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1, "b": 2, "a": 3}', "f.json: the key 'a' stands twice in one object; keep one of them"),
        ('{"a": NaN}', "f.json: NaN is not a number that JSON knows; give a number or leave the field out"),
        ("[-Infinity]", "f.json: -Infinity is not a number that JSON knows"),
        ("[" * 100_000, "f.json: nested too deeply; a record has at most six levels"),
        (f"[{'9' * 5000}]", "f.json: a number has too many digits; no record needs such a number"),
        ('{\n"a": }', "f.json: line 2, column 6: not valid JSON (Expecting value); is the file whole"),
        ("", "f.json: line 1, column 1: not valid JSON (Expecting value); is the file whole"),
        ('{"a": 1} x', "f.json: line 1, column 10: not valid JSON (Extra data)"),
    ],
    ids=["doubled", "nan", "infinity", "deep", "long", "broken", "empty", "more"],
)
def test_strange_json_is_refused(text, message):
    """Doubled keys, NaN, deep nesting, endless numbers and broken files are refused with their place."""
    with pytest.raises(InputError, match=f"^{re.escape(message)}"):
        parse_json(text, where="f.json")


def test_lone_surrogates_are_refused(tmp_path):
    """JSON can spell half a letter; a record cannot hold it."""
    path = tmp_path / "talks.json"
    sources = [{"id": "note", "text": "a\ud800", "language": "en"}]
    path.write_text(json.dumps(data_of(sources=sources, acts=[])), "ascii")
    with pytest.raises(
        RecordError, match=r"\$\.sources\[0\]: Source\.text holds a lone surrogate.*; decode the text"
    ):
        read(path)


def test_a_changed_text_is_noticed():
    """A text that was changed after it was coded does not match its fingerprint."""
    sources = data_of()["sources"]
    sources[0]["text"] += " "
    (fault,) = faults(data_of(sources=sources, acts=[]))
    assert fault.startswith("$.sources[0]: Source 'note' does not match its sha256; the text has changed")


# The schema --------------------------------------------------------------------------------------------

VALIDATOR = jsonschema.Draft202012Validator(
    schema.negotiation_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def test_the_schema_is_a_schema():
    """The schema keeps to draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(schema.negotiation_schema())


def test_the_committed_schema_is_that_of_the_classes():
    """After a change of the classes, `python -m stancekit.files.schema` was run."""
    assert schema.SCHEMA_PATH.read_text("utf-8") == schema.schema_text()


def test_running_the_module_rewrites_the_schema(monkeypatch):
    """`python -m stancekit.files.schema` writes the schema to its place."""
    written = []
    monkeypatch.setattr(places, "write_text", lambda text, path: written.append((text, path)))
    runpy.run_path(schema.__file__, run_name="__main__")
    assert written == [(schema.schema_text(), schema.SCHEMA_PATH)]


@LAW
@given(testing.negotiations())
def test_records_suit_the_schema(record):
    """Every record that can be written is valid by the schema."""
    VALIDATOR.validate(to_data(record))


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ({"format": "x"}, "$.format"),
        ({"format_version": True}, "$.format_version"),
        ({"extra": 1}, "$"),
        ({"sources": {}}, "$.sources"),
        ({"sources": [{"id": "a", "language": "en"}]}, "$.sources[0]"),
        ({"actors": [{"id": "a", "name": "A", "kind": "club"}]}, "$.actors[0].kind"),
        ({"actors": [{"id": "a", "name": "A", "kind": "group", "members": [1]}]}, "$.actors[0].members[0]"),
        ({"issues": [{"id": "a", "title": "A", "date": "2022-01-01"}]}, "$.issues[0]"),
        ({"responses": [{"demand": "d", "verdict": "ignored", "date": "soon"}]}, "$.responses[0].date"),
        ({"responses": [{"demand": "d", "verdict": "ignored", "score": 2}]}, "$.responses[0].score"),
        ({"acts": [act_of(evidence=[])]}, "$.acts[0]"),
        ({"acts": [act_of(kind="threat")]}, "$.acts[0]"),
        ({"acts": [act_of(label="warning")]}, "$.acts[0]"),
        ({"acts": [act_of(label=None)]}, "$.acts[0]"),
        ({"acts": [act_of(yields="x")]}, "$.acts[0]"),
        ({"acts": [act_of(evidence=[{"source": "note", "start": -1, "end": 3}])]}, "$.acts[0]"),
    ],
)
def test_broken_records_do_not_suit_the_schema(broken, place):
    """What the reader refuses in one thing alone, the schema refuses too, at the same place."""
    data = data_of(**broken)
    assert place in {error.json_path for error in VALIDATOR.iter_errors(data)}
    with pytest.raises(RecordError):
        from_data(data)


def test_the_schema_takes_optional_parts():
    """Nested things with their optional fields suit the schema."""
    evidence = Evidence("note", 0, 9, reported_by="the press", parts=(Part(Role.ACTOR, 0, 9),))
    record = talks(demand(evidence=(evidence,), reasons=(Reason("actor", "subject", 0.5),)))
    VALIDATOR.validate(to_data(record))
    VALIDATOR.validate(to_data(answered(Verdict.IGNORED)))
    VALIDATOR.validate(to_data(Negotiation()))


def test_a_fault_reads_as_one_line():
    """A fault says where, what, and what would do."""
    assert str(Fault("$.acts[0]", "is wrong", "mend it")) == "$.acts[0]: is wrong; mend it"
