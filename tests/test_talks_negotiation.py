"""A record as a whole: what makes it valid, what can be asked of it, how it grows."""

import datetime
import re

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from small_records import BOARD, LAW, NOTE, PAY, UNION, answered, day, demand, statement, talks
from stancekit import testing
from stancekit.errors import InputError, RecordError
from stancekit.talks import (
    Actor,
    ActorKind,
    Coder,
    CoderKind,
    Concession,
    DatePrecision,
    Evidence,
    Issue,
    Kind,
    Negotiation,
    Part,
    Reason,
    Response,
    Role,
    Source,
    Standing,
    Verdict,
    Warning,  # noqa: A004
)

REJECTED = Response("d", Verdict.REJECTED, "s")


def faults(*acts, responses=(), sources=(NOTE,), actors=(UNION, BOARD), issues=(PAY,)):
    """Return what is wrong with a record, as texts."""
    with pytest.raises(RecordError) as caught:
        Negotiation(sources, actors, issues, acts, responses)
    assert str(caught.value) == "\n".join(str(fault) for fault in caught.value.faults)
    return [str(fault) for fault in caught.value.faults]


# What makes it valid ------------------------------------------------------------------------------


def test_ids_are_used_once():
    """An id used twice is reported at both places."""
    found = faults(
        demand(), statement("d"), sources=(NOTE, NOTE), actors=(UNION, UNION, BOARD), issues=(PAY, PAY)
    )
    assert [fault.partition(":")[0] for fault in found] == [
        "$.sources[0].id",
        "$.sources[1].id",
        "$.actors[0].id",
        "$.actors[1].id",
        "$.issues[0].id",
        "$.issues[1].id",
        "$.acts[0].id",
        "$.acts[1].id",
    ]
    assert found[0] == "$.sources[0].id: 'note' is used twice; give each its own id"


def test_every_link_of_an_act_leads_somewhere():
    """Actor, speaker, issue, addressees and sources must be in the record; all faults come together."""
    act = demand(
        actor="x", speaker="y", issue="z", addressees=("board", "v"), evidence=(Evidence("w", 0, 1),)
    )
    assert faults(act) == [
        "$.acts[0].actor: there is no actor 'x'; add the actor, or mend the link",
        "$.acts[0].speaker: there is no actor 'y'; add the actor, or mend the link",
        "$.acts[0].issue: there is no issue 'z'; add the issue, or mend the link",
        "$.acts[0].addressees[1]: there is no actor 'v'; add the actor, or mend the link",
        "$.acts[0].evidence[0].source: there is no source 'w'; add the source, or mend the link",
    ]


def test_every_link_of_an_actor_leads_somewhere():
    """Whom an actor represents, and its members, must be in the record."""
    lost = Actor("a", "A", ActorKind.GROUP, represents="b", members=("c",))
    assert faults(actors=(lost,)) == [
        "$.actors[0].represents: there is no actor 'b'; add the actor, or mend the link",
        "$.actors[0].members[0]: there is no actor 'c'; add the actor, or mend the link",
    ]


def test_nobody_speaks_for_itself_in_a_circle():
    """A circle is reported for those in it, not for those who lead to it."""
    pairs = [("a", "b"), ("b", "c"), ("c", "b")]
    circle = [Actor(one, one, ActorKind.PERSON, represents=other) for one, other in pairs]
    assert faults(actors=circle) == [
        f"$.actors[{at}].represents: {who!r} speaks for itself in a circle; "
        "let the last of them represent nobody"
        for at, who in [(1, "b"), (2, "c")]
    ]


def test_a_chain_of_spokesmen_is_no_circle():
    """A person may speak for a body that speaks for a state."""
    pairs = [("a", "b"), ("b", "c"), ("c", None)]
    chain = [Actor(one, one, ActorKind.PERSON, represents=other) for one, other in pairs]
    assert len(Negotiation(actors=chain).actors) == 3


def test_evidence_lies_in_its_text():
    """A span or part beyond the text is reported with both ends."""
    size = len(NOTE.text)
    part = Part(Role.ACTOR, 0, size + 2)
    remedy = "count in code points, from the text as it stands in the record"
    at = "$.acts[0].evidence[0]"
    assert faults(demand(evidence=(Evidence("note", 0, size + 1, parts=(part,)),))) == [
        f"{at}.end: the span ends at {size + 1}, the text of 'note' at {size}; {remedy}",
        f"{at}.parts[0].end: the span ends at {size + 2}, the text of 'note' at {size}; {remedy}",
    ]
    assert talks(demand(evidence=(Evidence("note", 0, size, parts=(Part(Role.ACTOR, 0, size),)),))).acts


def test_evidence_holds_words():
    """A span of white space proves nothing."""
    message = "$.acts[0].evidence[0]: the span holds no words; point it at the words that prove the act"
    assert faults(demand(evidence=(Evidence("note", 3, 4),))) == [message]


def test_spans_count_code_points():
    """A letter beyond the Basic Multilingual Plane counts one."""
    source = Source("note", "𝔤𝔤 says no", language="en")
    record = Negotiation((source,), (UNION, BOARD), (), (demand(evidence=(Evidence("note", 3, 7),)),))
    assert record.quote(record.acts[0].evidence[0]) == "says"


@pytest.mark.parametrize("lost", ["x", "s"])
def test_a_response_answers_a_demand(lost):
    """What is answered must be a demand of the record."""
    response = Response(lost, Verdict.REJECTED, "d")
    message = f"$.responses[0].demand: there is no demand {lost!r}; add the demand, or mend the link"
    assert faults(demand(), statement(), responses=(response,)) == [message]


def test_a_response_is_given_by_an_act():
    """The act that answers must be in the record."""
    message = "$.responses[0].act: there is no act 's'; add the act, or mend the link"
    assert faults(demand(), responses=(REJECTED,)) == [message]


def test_an_act_answers_a_demand_once():
    """Two verdicts of one act on one demand contradict each other."""
    twice = (REJECTED, evolve(REJECTED, verdict=Verdict.DEFERRED))
    assert faults(demand(), statement(), responses=twice) == [
        f"$.responses[{at}]: the same act answers this demand twice; keep one verdict" for at in (0, 1)
    ]


def test_a_response_never_precedes_its_demand():
    """An act that came before the demand does not answer it, be the link accepted or not."""
    problem = "'s' of 2022-03-02 answers 'd' of 2022-03-03, which came later"
    message = f"$.responses[0]: {problem}; mend a date, or the link"
    late = demand(date=day(3))
    assert faults(late, statement(), responses=(REJECTED,)) == [message]
    assert faults(late, statement(), responses=(evolve(REJECTED, accepted=False),)) == [message]


def test_a_demand_is_not_ignored_before_it_was_put():
    """The day by which no answer had come is not before the demand."""
    early = Response("d", Verdict.IGNORED, date=day(2))
    problem = "'d' of 2022-03-03 cannot be ignored by 2022-03-02, before it was put"
    message = f"$.responses[0].date: {problem}; mend a date"
    assert faults(demand(date=day(3)), responses=(early,)) == [message]
    assert talks(demand(date=day(2)), responses=(early,)).standing("d") is Standing.IGNORED


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"date": day(2)}, {"date": day(2)}),
        ({"date": day(9), "date_precision": DatePrecision.BY}, {"date": day(2)}),
        ({"date": day(9)}, {"date": day(1), "date_precision": DatePrecision.MONTH}),
        ({"date": None}, {"date": day(2)}),
        ({"date": day(9)}, {"date": None}),
    ],
)
def test_what_can_have_come_later_may_answer(asked, said):
    """Where dates are the same, vague or unknown, the order is not refused."""
    record = talks(demand(**asked), statement(**said), responses=(REJECTED,))
    assert record.standing("d") is Standing.REJECTED


@LAW
@given(testing.negotiations())
def test_in_valid_records_no_response_precedes_its_demand(record):
    """No answer can have come before its demand, in any record."""
    for response in record.responses:
        asked = record.act(response.demand)
        answered_by = record.act(response.act).latest if response.act else response.date
        assert not (answered_by and asked.earliest) or asked.earliest <= answered_by


@pytest.mark.parametrize(("actor", "verdict"), [("union", Verdict.REJECTED), ("board", Verdict.WITHDRAWN)])
def test_a_verdict_is_given_by_the_right_side(actor, verdict):
    """Withdrawing and repeating are the demander's own, all other verdicts the others'."""
    response = Response("d", verdict, "s")
    assert faults(demand(), statement(actor=actor), responses=(response,)) == [
        f"$.responses[0].verdict: {actor!r} gives the verdict '{verdict}' on a demand of 'union'; "
        "'withdrawn' and 'repeated' are the demander's own, all other verdicts the others'"
    ]
    weighed = evolve(response, accepted=False)
    assert talks(demand(), statement(actor=actor), responses=(weighed,)).standing("d") is Standing.OPEN


def test_chains_count_in_order_of_place_on_one_day():
    """Answers of one day follow each other as they stand in the text."""
    first = statement("z", evidence=(Evidence("note", 30, 40),), actor="union")
    second = statement("a", evidence=(Evidence("note", 41, 50),), actor="union")
    chain = (Response("d", Verdict.WITHDRAWN, "a"), Response("d", Verdict.REPEATED, "z"))
    assert talks(demand(), first, second, responses=chain).standing("d") is Standing.WITHDRAWN
    both = (Response("d", Verdict.REPEATED, "a"), Response("d", Verdict.WITHDRAWN, "z"))
    assert talks(demand(), first, second, responses=both).standing("d") is Standing.OPEN


def test_chains_of_one_day_are_checked_in_order_of_place():
    """Whether an answer can follow is judged in the order of the text, however the answers are given."""
    first = statement("z", evidence=(Evidence("note", 30, 40),))
    second = statement("a", evidence=(Evidence("note", 41, 50),), actor="union")
    chain = (Response("d", Verdict.WITHDRAWN, "a"), Response("d", Verdict.REJECTED, "z"))
    assert talks(demand(), second, first, responses=chain).standing("d") is Standing.WITHDRAWN


# What can be asked ---------------------------------------------------------------------------------


def test_acts_are_found_by_class():
    """Demands, warnings, concessions and statements are set apart."""
    span = (Evidence("note", 0, 3),)
    warning = Warning(id="w", kind=Kind.THREAT, actor="union", content="a strike", evidence=span)
    yielding = Concession(id="c", kind=Kind.APOLOGISE, actor="board", content="sorry", evidence=span)
    record = talks(demand(), warning, yielding, statement())
    assert record.demands == (demand(),)
    assert record.warnings == (warning,)
    assert record.concessions == (yielding,)
    assert record.statements == (statement(),)


@LAW
@given(testing.negotiations())
def test_every_act_has_one_class(record):
    """The four kinds of acts are all acts, once each, in order of date."""
    parted = [*record.demands, *record.warnings, *record.concessions, *record.statements]
    assert sorted(act.id for act in parted) == sorted(act.id for act in record.acts)
    dates = [act.date or datetime.date.min for act in record.acts]
    assert dates == sorted(dates)


def test_things_are_found_by_id():
    """Acts, actors and sources are found by their ids."""
    record = talks(demand())
    assert (record.act("d"), record.actor("union"), record.source("note")) == (demand(), UNION, NOTE)


def test_what_is_not_there_is_named():
    """A wrong id is answered with some of the right ones."""
    record = talks(demand())
    with pytest.raises(InputError, match=r"there is no act 'x' in this record: it has 1, such as d$"):
        record.act("x")
    with pytest.raises(
        InputError, match=r"there is no actor 'x' in this record: it has 2, such as board, union$"
    ):
        record.actor("x")
    with pytest.raises(InputError, match=r"there is no source 'x' in this record: it has 0, such as none$"):
        Negotiation().source("x")


def test_only_demands_have_a_standing():
    """Asking for the standing of another act says what it is."""
    with pytest.raises(InputError, match="act 's' is a other: give a demand"):
        talks(statement()).standing("s")


def test_candidates_are_kept_and_do_not_count():
    """A link that was weighed and not taken is shown on request only."""
    weighed = evolve(REJECTED, accepted=False, reason="another subject")
    record = talks(demand(), statement(), responses=(weighed,))
    assert record.responses_to("d") == ()
    assert record.responses_to(demand(), candidates=True) == (weighed,)
    assert record.standing("d") is Standing.OPEN
    assert record.why("s").responses == ()


def test_responses_are_those_to_the_demand_asked_about():
    """The answers to one demand are not those to another."""
    record = talks(demand(), demand("e"), statement(), responses=(REJECTED,))
    assert record.responses_to("d") == (REJECTED,)
    assert record.responses_to("e") == ()
    assert record.standing("e") is Standing.OPEN


def test_open_demands_await_a_final_answer():
    """A demand is open from the day it is put until the day of its final answer."""
    record = answered(Verdict.DEFERRED, Verdict.REJECTED)
    assert record.open_demands(datetime.date(2022, 2, 28)) == ()
    assert record.open_demands(day(1)) == record.demands
    assert record.open_demands(day(2)) == record.demands
    assert record.open_demands(day(3)) == ()
    assert record.open_demands() == ()


def test_a_demand_of_unknown_day_is_open_from_the_start():
    """A demand that may have been put at any time counts as put."""
    assert len(talks(demand(date=None)).open_demands(day(1))) == 1


def test_the_whole_story_of_an_act_is_told():
    """why() shows words, coder, reasons and what the act answers."""
    act = statement(reasons=(Reason("actor", "subject of 'rejects'"),), coder=Coder("ann", CoderKind.HUMAN))
    record = talks(demand(), act, responses=(evolve(REJECTED, reason="names the pay"),))
    assert str(record.why("s")).splitlines() == [
        "s: reject by board, coded by ann",
        "  note: “The board rejects it.”",
        "  actor: subject of 'rejects'",
        "  answers d: rejected. names the pay",
    ]
    assert record.why("d").responses == ()


def test_disagreements_are_found():
    """Accounts of one event that differ in a field are listed with what each says."""
    one, two = demand("d1", event="m"), demand("d2", event="m", content="a share", date=day(2))
    other = demand("d3", event="n")
    record = talks(one, two, other, demand("d4"), demand("d5", content="else"))
    assert record.accounts("m") == (one, two)
    assert [(found.event, found.field, found.values) for found in record.disagreements] == [
        ("m", "content", (("d1", "higher pay"), ("d2", "a share"))),
        ("m", "date", (("d1", day(1)), ("d2", day(2)))),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": Kind.APPEAL},
        {"actor": "board"},
        {"addressees": ()},
        {"content": "else"},
        {"date": None},
        {"modality": testing.Modality.DENIED},
        {"condition": "if so"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_accounts_can_differ_in_each_field(fields):
    """Each field in which accounts can differ is compared."""
    (found,) = talks(demand(event="m"), demand("e", event="m", **fields)).disagreements
    assert found.field == next(iter(fields))


# How it grows --------------------------------------------------------------------------------------


def things_of(record):
    """Return everything in a record, links after what they lead to."""
    return [*record.sources, *record.issues, *record.actors, *record.acts, *record.responses]


@LAW
@given(testing.negotiations(), st.randoms())
def test_adding_in_any_order_makes_the_same_record(record, random):
    """All at once, in whatever order, the same things make the same record."""
    things = things_of(record)
    random.shuffle(things)
    assert Negotiation().adding(*things) == record


@LAW
@given(testing.negotiations())
def test_adding_in_order_of_date_makes_the_same_record(record):
    """Act by act, each with the answers that are then known, the record becomes the same."""
    grown = Negotiation().adding(*record.sources, *record.issues).adding(*record.actors)
    waiting = list(record.responses)
    for act in record.acts:
        grown = grown.adding(act)
        there = {act.id for act in grown.acts}
        known = [r for r in waiting if r.demand in there and r.act in there]
        grown = grown.adding(*known)
        waiting = [r for r in waiting if r not in known]
    grown = grown.adding(*waiting)  # what was ignored is seen at the end
    assert grown == record
    assert [hash(thing) for thing in things_of(grown)] == [hash(thing) for thing in things_of(record)]


@LAW
@given(testing.negotiations())
def test_adding_twice_changes_nothing(record):
    """What is there already is not added again."""
    assert record.adding(record) == record
    assert record.adding(*things_of(record), record) == record


@LAW
@given(testing.negotiations(), st.data())
def test_order_makes_no_difference(record, data):
    """A record made of the same things in another order is equal."""
    shuffled = [
        data.draw(st.permutations(field))
        for field in (record.sources, record.actors, record.issues, record.acts, record.responses)
    ]
    assert Negotiation(*shuffled) == record


def test_adding_leaves_the_old_record_as_it_was():
    """Change means a new thing."""
    old = talks(demand())
    new = old.adding(statement())
    assert (len(old.acts), len(new.acts)) == (1, 2)


def test_one_act_many_reports_keeps_all_evidence():
    """An act that is reported again gains the new evidence and references, and stays one act."""
    again = Evidence("note", 30, 51, reported_by="the board")
    record = talks(demand(references=("u",))).adding(demand(evidence=(again,), references=("v",)))
    (act,) = record.acts
    assert act.evidence == (Evidence("note", 0, 29), again)
    assert act.references == ("u", "v")


def test_contradictions_are_reported_together():
    """Things that say something else under an id that is there are all named."""
    record = talks(demand(), statement(), responses=(REJECTED,))
    with pytest.raises(RecordError) as caught:
        record.adding(
            evolve(UNION, name="else"),
            demand(content="else"),
            evolve(REJECTED, verdict=Verdict.DEFERRED),
            PAY,
        )
    remedy = "is there already and says something else; give it another id, or evolve the one that is there"
    assert [str(fault) for fault in caught.value.faults] == [
        f"$.actors: 'union' {remedy}",
        f"$.acts: 'd' {remedy}",
        f"$.responses: ('d', 's', None) {remedy}",
    ]


def test_a_record_holds_only_its_nouns():
    """What is no noun cannot be added."""
    with pytest.raises(
        InputError, match=re.escape("a record cannot hold str: add a Source, Actor, Issue, Act,")
    ):
        Negotiation().adding("trade")


def test_growing_is_checked_as_a_whole():
    """What is added must fit."""
    with pytest.raises(RecordError, match=r"\$\.acts\[0\]\.issue: there is no issue 'x'"):
        talks().adding(demand(issue="x"))
    assert Negotiation().adding(Issue("x", "X")).issues == (Issue("x", "X"),)
