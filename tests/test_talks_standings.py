"""The standing of a demand moves as the table says, and only so."""

import datetime
import itertools

import pytest
from hypothesis import given

from small_records import LAW, answered, day, demand, statement, talks
from stancekit import testing
from stancekit.errors import RecordError
from stancekit.talks import MOVES, Negotiation, Response, Standing, Verdict, standing_after


def _ways() -> dict[Standing, tuple[Verdict, ...]]:
    """Find a shortest way from open to every standing."""
    ways: dict[Standing, tuple[Verdict, ...]] = {Standing.OPEN: ()}
    for _ in Standing:
        for (before, verdict), after in MOVES.items():
            if before in ways and after not in ways:
                ways[after] = (*ways[before], verdict)
    return ways


WAYS = _ways()


def test_every_standing_can_be_reached():
    """From open, the table leads to every standing."""
    assert set(WAYS) == set(Standing)


@pytest.mark.parametrize(("before", "verdict"), MOVES)
def test_every_entry_of_the_table_can_be_taken(before, verdict):
    """A record can walk every entry of the table, and stands where it says."""
    record = answered(*WAYS[before], verdict)
    assert record.standing("d") is MOVES[before, verdict]
    assert record.history("d")[-1].verdict is verdict


@pytest.mark.parametrize(
    ("before", "verdict"), [pair for pair in itertools.product(Standing, Verdict) if pair not in MOVES]
)
def test_what_is_not_in_the_table_is_refused(before, verdict):
    """A move that the table does not have makes the record invalid."""
    assert standing_after(before, verdict) is None
    place = len(WAYS[before])
    problem = f"'d' stands as '{before}'; '{verdict}' cannot follow"
    message = rf"\$\.responses\[{place}\]\.verdict: {problem}; see the table of standings"
    with pytest.raises(RecordError, match=message):
        answered(*WAYS[before], verdict)


@pytest.mark.parametrize(
    ("before", "verdict", "after"),
    [
        ("open", "accepted", "accepted"),
        ("open", "partly", "partly accepted"),
        ("open", "conditionally", "conditionally accepted"),
        ("open", "countered", "countered"),
        ("open", "deferred", "deferred"),
        ("open", "rejected", "rejected"),
        ("open", "ignored", "ignored"),
        ("open", "withdrawn", "withdrawn"),
        ("open", "repeated", "open"),
        ("deferred", "repeated", "deferred"),
        ("rejected", "repeated", "repeated"),
        ("rejected", "accepted", "accepted"),
        ("ignored", "rejected", "rejected"),
        ("withdrawn", "repeated", "open"),
        ("withdrawn", "accepted", None),
        ("withdrawn", "withdrawn", None),
        ("rejected", "ignored", None),
        ("countered", "ignored", None),
        ("deferred", "ignored", "ignored"),
    ],
)
def test_the_table_says_what_the_codebook_says(before, verdict, after):
    """The moves of the codebook, one by one."""
    assert standing_after(Standing(before), Verdict(verdict)) == (Standing(after) if after else None)


def test_open_standings_await_an_answer():
    """Accepted, rejected and withdrawn are final; all others await an answer."""
    assert [s.value for s in Standing if not s.is_open] == ["accepted", "rejected", "withdrawn"]


@LAW
@given(testing.negotiations())
def test_every_move_taken_is_in_the_table(record: Negotiation):
    """The history of a demand is a walk through the table, in order of date."""
    for asked in record.demands:
        before = Standing.OPEN
        moves = record.history(asked)
        for move in moves:
            assert MOVES[before, move.verdict] is move.standing
            before = move.standing
        assert [move.date for move in moves] == sorted(move.date for move in moves)
        assert record.standing(asked) is before


@LAW
@given(testing.negotiations(), testing.days())
def test_standing_depends_only_on_acts_up_to_the_day(record: Negotiation, on: datetime.date):
    """What came after a day, answers and acts, does not change where a demand stood on it."""
    kept = {act.id for act in record.acts if act.date is None or act.date <= on}
    answers = [
        r
        for r in record.responses
        if r.demand in kept and (r.act in kept if r.act else r.date and r.date <= on)
    ]
    acts = [act for act in record.acts if act.id in kept]
    then = Negotiation(record.sources, record.actors, record.issues, acts, answers)
    for asked in then.demands:
        assert then.standing(asked, on) is record.standing(asked, on)
        assert then.history(asked, on=on) == record.history(asked, on=on)


# Deadlines ----------------------------------------------------------------------------------------


def test_a_deadline_without_an_answer_leaves_a_demand_ignored():
    """The day after the deadline, a demand without answer stands as ignored."""
    record = talks(demand(deadline=day(5)))
    assert record.standing("d", day(5)) is Standing.OPEN
    assert record.standing("d", day(6)) is Standing.IGNORED
    (move,) = record.history("d", on=day(6))
    assert (move.date, move.verdict, move.response) == (day(5), Verdict.IGNORED, None)


def test_an_answer_in_time_keeps_the_deadline():
    """An answer on the day of the deadline is in time."""
    record = answered(Verdict.DEFERRED, deadline=day(2))
    assert record.standing("d", day(9)) is Standing.DEFERRED


def test_an_answer_after_the_deadline_follows_the_ignoring():
    """A late answer comes after the demand was ignored."""
    record = answered(Verdict.REPEATED, Verdict.REJECTED, deadline=day(2))
    assert [m.verdict.value for m in record.history("d", on=day(9))] == ["repeated", "ignored", "rejected"]


def test_repeating_is_no_answer():
    """The demander's own reminder does not keep the deadline."""
    assert answered(Verdict.REPEATED, deadline=day(3)).standing("d", day(9)) is Standing.IGNORED


def test_a_withdrawn_demand_is_not_ignored():
    """What was withdrawn before the deadline stays withdrawn."""
    assert answered(Verdict.WITHDRAWN, deadline=day(3)).standing("d", day(9)) is Standing.WITHDRAWN


def test_the_last_day_of_the_record_passes_deadlines():
    """Without a date, the last day that the record speaks of counts."""
    assert talks(demand(deadline=day(2)), statement(date=day(3))).standing("d") is Standing.IGNORED
    assert talks(demand(deadline=day(2)), statement(date=day(2))).standing("d") is Standing.OPEN


def test_ignored_by_a_day_is_an_answer_of_its_own():
    """A coder can say by which day no answer had come."""
    record = talks(demand(), responses=(Response("d", Verdict.IGNORED, date=day(4)),))
    assert record.standing("d", day(3)) is Standing.OPEN
    assert record.standing("d") is Standing.IGNORED


def test_undated_answers_count_from_the_start():
    """An answer whose day is not known counts on every day."""
    record = talks(demand(), statement(date=None), responses=(Response("d", Verdict.REJECTED, "s"),))
    assert record.standing("d", datetime.date(1990, 1, 1)) is Standing.REJECTED
