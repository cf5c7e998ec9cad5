"""The record of the Geneva talks: complete, proved by its texts, and as built from them."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from pathlib import Path

import pytest

import stancekit as sk
from stancekit.talks import Label, Role, Standing

SEEDS = Path(__file__).parent.parent / "seeds" / "negotiations"
FACTS = {f"gva-{number:03}" for number in range(1, 158)}


@pytest.fixture(scope="module")
def talks() -> sk.Negotiation:
    """Return the record, read once."""
    return sk.load_example("geneva-2022")


def test_every_fact_is_an_act(talks: sk.Negotiation) -> None:
    """All 157 facts are in the record, each with the public pages that tell it."""
    acts = {act.id: act for act in talks.acts}
    assert acts.keys() >= FACTS
    assert [fact for fact in sorted(FACTS) if not acts[fact].references] == []


def test_every_text_is_a_source(talks: sk.Negotiation) -> None:
    """The record holds the texts of its folder, word for word."""
    texts = {path.stem: path.read_text("utf-8") for path in SEEDS.glob("geneva-2022/texts/*.txt")}
    assert {source.id: source.text for source in talks.sources} == texts


@pytest.mark.parametrize("label", Label)
def test_every_act_is_proved(talks: sk.Negotiation, label: Label) -> None:
    """The content of each demand, warning, concession and statement stands in the texts that prove it."""
    acts = [act for act in talks.acts if act.label is label]
    assert acts
    for act in acts:
        words = {
            talks.source(evidence.source).text[part.start : part.end]
            for evidence in act.evidence
            for part in evidence.parts
            if part.role is Role.CONTENT
        }
        assert act.content in words or words.issuperset(act.content.split("; ")), act.id


def test_every_warning_says_what_follows(talks: sk.Negotiation) -> None:
    """A warning has a consequence."""
    assert [warning.id for warning in talks.warnings if warning.consequence is None] == []


def test_speakers_speak_for_the_actor(talks: sk.Negotiation) -> None:
    """Whoever speaks represents the actor whose act it is."""
    spoken = [act for act in talks.acts if act.speaker]
    assert [act.id for act in spoken if talks.actor(act.speaker or "").represents != act.actor] == []


def test_first_demand_is_rejected(talks: sk.Negotiation) -> None:
    """No further enlargement of NATO: demanded first, refused to the end."""
    first = talks.demands[0]
    assert first.issue == "nato-enlargement-ukraine"
    assert talks.standing(first, datetime.date(2021, 12, 31)) is Standing.OPEN
    assert talks.standing(first) is talks.standing("gva-001") is Standing.REJECTED


def test_an_acceptance_can_be_taken_back(talks: sk.Negotiation) -> None:
    """The dates for the last meeting are accepted on a condition, then refused."""
    history = [(move.date.day, move.standing) for move in talks.history("gva-146-b")]
    assert history == [(18, Standing.CONDITIONALLY_ACCEPTED), (22, Standing.REJECTED)]


def test_answers_are_counted_once(talks: sk.Negotiation) -> None:
    """However many texts tell a fact, and in however many acts, it answers a demand once."""
    answered = [(re.sub(r"-[b-z]$", "", r.act or ""), r.demand) for r in talks.responses]
    assert len(answered) == len(set(answered))


def test_disagreeing_accounts_are_kept(talks: sk.Negotiation) -> None:
    """What Blinken says that he asked for and what Lavrov says are both in the record."""
    assert [act.id for act in talks.accounts("gva-085")] == ["gva-085", "gva-085-b"]


def test_record_is_as_built() -> None:
    """The committed record is what its texts and annotations say."""
    command = [sys.executable, str(SEEDS / "build.py"), "--check", "geneva-2022"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
