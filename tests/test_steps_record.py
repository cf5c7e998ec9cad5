"""The whole way: from the report of 21 January 2022 to its record, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

import stancekit as sk
from shared import shared_file
from stancekit.files import load_article
from stancekit.steps.splitting import split
from stancekit.talks import DatePrecision, Kind, Modality, SentenceRole


def _indonesian() -> sk.Negotiation:
    path = shared_file("seed/000_ef680a1b46390c02.txt")
    return sk.code(path, language="id", date="2022-01-21")


def _english() -> sk.Negotiation:
    return sk.code(load_article("geneva-2022", "2022-01-21-en-geneva"))


@pytest.fixture(scope="module", params=[_indonesian, _english], ids=["indonesian", "english"])
def talks(request: pytest.FixtureRequest) -> sk.Negotiation:
    """Return the record of the day, coded from a report in either language."""
    record: sk.Negotiation = request.param()
    return record


def test_three_demands_of_russia_on_nato(talks: sk.Negotiation) -> None:
    """Russia makes exactly three demands on NATO, with three contents."""
    assert [(d.actor, d.addressees) for d in talks.demands] == [("russia", ("nato",))] * 3
    admit, weapons, forces = (d.content for d in talks.demands)
    assert "Ukrain" in admit
    assert "senjata" in weapons or "weapons" in weapons
    assert "pasukan" in forces or "forces" in forces


def test_two_conditional_warnings_to_russia(talks: sk.Negotiation) -> None:
    """Biden and Blinken each warn Russia for the United States, with condition and consequence."""
    found = [(w.actor, w.speaker, w.addressees, w.date, w.modality) for w in talks.warnings]
    assert found == [
        ("united-states", "biden", ("russia",), date(2022, 1, 20), Modality.CONDITIONAL),
        ("united-states", "blinken", ("russia",), date(2022, 1, 21), Modality.CONDITIONAL),
    ]
    biden, blinken = talks.warnings
    assert blinken.condition.split()[0] in ("if", "jika")
    assert "Rus" in blinken.condition
    assert "swift" in blinken.consequence or "cepat" in blinken.consequence
    assert biden.condition.split()[0] in ("any", "setiap")
    assert "heavy price" in biden.consequence or "harga yang mahal" in biden.consequence


def test_first_demand_was_rejected_then_deferred(talks: sk.Negotiation) -> None:
    """The United States and NATO rejected the first demand earlier that month; all three are deferred."""
    first, *others = talks.demands
    rejections = [
        talks.act(r.act) for r in talks.responses_to(first) if r.verdict is sk.Verdict.REJECTED and r.act
    ]
    assert {act.actor for act in rejections} == {"united-states", "nato"}
    assert {(act.date, act.date_precision) for act in rejections} == {(date(2022, 1, 1), DatePrecision.MONTH)}
    assert talks.standing(first, on=date(2022, 1, 15)) is sk.Standing.REJECTED
    assert talks.history(first)[-1].verdict is sk.Verdict.DEFERRED
    for demand in others:
        assert [move.verdict for move in talks.history(demand)] == [sk.Verdict.DEFERRED]
    assert {talks.standing(demand) for demand in talks.demands} == {sk.Standing.DEFERRED}


def test_one_deferral_answers_all_three(talks: sk.Negotiation) -> None:
    """The written answer promised for next week is one act of the United States."""
    deferrals = {
        r.act for d in talks.demands for r in talks.responses_to(d) if r.verdict is sk.Verdict.DEFERRED
    }
    assert len(deferrals) == 1
    act = talks.act(deferrals.pop() or "")
    assert (act.kind, act.actor, act.date) == (Kind.DEFER, "united-states", date(2022, 1, 21))


def test_no_concession(talks: sk.Negotiation) -> None:
    """Nobody yielded on that day."""
    assert talks.concessions == ()


def test_evidence_is_running_text(talks: sk.Negotiation) -> None:
    """Every act's evidence is exactly a sentence of the body, never a heading or link title."""
    for source in talks.sources:
        body = {(s.start, s.end) for s in split(source) if s.role is SentenceRole.BODY}
        spans = {(e.start, e.end) for act in talks.acts for e in act.evidence if e.source == source.id}
        assert spans <= body


def test_content_is_the_text_at_its_part(talks: sk.Negotiation) -> None:
    """Each act's content stands in the text at the place that its evidence names."""
    for act in talks.acts:
        spans = [
            talks.source(e.source).text[p.start : p.end]
            for e in act.evidence
            for p in e.parts
            if p.role.value == "content"
        ]
        assert act.content in spans


def test_coding_twice_gives_the_same_record(talks: sk.Negotiation) -> None:
    """Coding a text again changes nothing."""
    assert sk.code(talks.sources) == talks
