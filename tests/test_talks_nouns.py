"""Every noun is valid from birth."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_records import LAW, NOTE, day, demand, statement
from stancekit import testing
from stancekit.errors import InputError
from stancekit.talks import (
    FORCE_OF,
    LABEL_OF,
    Act,
    Actor,
    ActorKind,
    Coder,
    CoderKind,
    Concession,
    DatePrecision,
    Demand,
    Evidence,
    Force,
    Kind,
    Label,
    Modality,
    Name,
    Part,
    Reason,
    Response,
    Role,
    Sentence,
    Source,
    Statement,
    Verdict,
    Warning,  # noqa: A004
    kinds_of,
)
from stancekit.talks.texts import fingerprint

SPAN = (Evidence("note", 0, 3),)


# Texts -------------------------------------------------------------------------------------------


def test_source_knows_its_fingerprint():
    """A source carries the SHA-256 of its text."""
    assert Source("a", "abc", language="en").sha256 == fingerprint("abc")
    assert fingerprint("abc").startswith("ba7816bf8f01cfea")


def test_source_refuses_a_changed_text():
    """A text that differs from its fingerprint is refused."""
    with pytest.raises(InputError, match="does not match its sha256: the text has changed"):
        Source("a", "abd", language="en", sha256=fingerprint("abc"))


@pytest.mark.parametrize("language", ["e", "x" * 13, "bahasa-é", None])
def test_source_needs_a_language_code(language):
    """A language is a short ASCII code."""
    with pytest.raises(InputError, match=re.escape(f"Source.language is {language!r}: give a code")):
        Source("a", "abc", language=language)


@pytest.mark.parametrize("language", ["en", "abcdefghijkl"])
def test_source_takes_codes_of_2_to_12_letters(language):
    """The shortest and the longest code are taken."""
    assert Source("a", "abc", language=language).language == language


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Source.text is empty: give at least one word"),
        (" \n\t", "Source.text is empty: give at least one word"),
        (None, "Source.text is None: a str is needed"),
        (b"abc", "Source.text is b'abc': a str is needed"),
        ("a\ud800", "Source.text holds a lone surrogate, which UTF-8 cannot: decode the text again"),
        ("a\0b", "Source.text holds a NUL character: take it out"),
    ],
)
def test_source_needs_words(text, message):
    """A source's text holds words that UTF-8 and every format can keep."""
    with pytest.raises(InputError, match=re.escape(message)):
        Source("a", text, language="en")


@pytest.mark.parametrize("date", ["2022-01-21", datetime.datetime(2022, 1, 21), 20220121])
def test_dates_are_days(date):
    """A date is a day; a text or a point in time is refused."""
    with pytest.raises(InputError, match=r"is .*: a datetime.date is needed, without a time"):
        Source("a", "abc", language="en", date=date)
    with pytest.raises(InputError, match=r"Demand.deadline is .*: a datetime.date is needed"):
        demand(deadline=date)


@LAW
@given(st.data())
def test_a_sentence_is_the_slice_of_its_source(data):
    """A sentence's words are source.text[start:end]."""
    source = data.draw(testing.sources())
    sentence = data.draw(testing.sentences(source))
    assert source.text[sentence.start : sentence.end] == sentence.text
    assert sentence.source == source.id


def test_sentence_refuses_words_that_do_not_fill_its_place():
    """A sentence has as many characters as its place."""
    with pytest.raises(InputError, match="at 0 has 5 characters but runs to 6"):
        Sentence("a", 0, 6, "Talks")


# Ids, spans and shares ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "a b", "a\tb", "a\x7f", "a\u2028", "x" * 201, None, 7, "a\ud800"])
def test_an_id_has_no_white_space(name):
    """An id has 1 to 200 characters, none of them white space or control."""
    with pytest.raises(InputError, match=r"Actor.id is .*: an id has 1 to 200 characters and no white space"):
        Actor(name, "A", ActorKind.STATE)


@pytest.mark.parametrize("name", ["a", "x" * 200, "réunion", "=1", "𝔤"])
def test_an_id_may_hold_any_letter(name):
    """Letters of every script can stand in an id."""
    assert Actor(name, "A", ActorKind.STATE).id == name


@pytest.mark.parametrize("span", [(-1, 2), (2, 2), (3, 2), (0.0, 2), (False, 2), (0, "2"), (0, True)])
def test_a_span_runs_forward(span):
    """A span has whole numbers, 0 <= start < end."""
    said = re.escape(f"runs from {span[0]!r} to {span[1]!r}: offsets are code points, 0 <= start < end")
    with pytest.raises(InputError, match=f"evidence in 'note' {said}"):
        Evidence("note", *span)
    with pytest.raises(InputError, match=f"the part actor {said}"):
        Part(Role.ACTOR, *span)
    with pytest.raises(InputError, match=f"a sentence of 'note' {said}"):
        Sentence("note", *span, "ab")


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan"), float("inf"), True, "0.5", None])
def test_a_confidence_is_a_share(share):
    """A confidence is a number from 0 to 1."""
    with pytest.raises(InputError, match=r"Demand.confidence is .*: a number from 0 to 1 is needed"):
        demand(confidence=share)


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_a_confidence_may_reach_its_ends(share):
    """0 and 1 are shares."""
    assert demand(confidence=share).confidence == share


def test_a_reason_may_have_no_score():
    """A rule has no score; a score is a share."""
    assert Reason("actor", "subject").score is None
    assert Reason("actor", "subject", 0.5).score == 0.5
    with pytest.raises(InputError, match=r"Reason.score is 2: a number from 0 to 1"):
        Reason("actor", "subject", 2)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Actor("a", "A", "state"),
            "Actor.kind is 'state': a ActorKind is needed (state, organisation,",
        ),
        (lambda: Coder("a", "human"), "Coder.kind is 'human': a CoderKind is needed (human, machine)"),
        (lambda: Part("actor", 0, 1), "Part.role is 'actor': a Role is needed (actor, addressee,"),
        (lambda: Response("d", "rejected", "s"), "Response.verdict is 'rejected': a Verdict is needed"),
        (lambda: demand(modality="done"), "Demand.modality is 'done': a Modality is needed"),
        (lambda: demand(date_precision="day"), "Demand.date_precision is 'day': a DatePrecision is needed"),
        (lambda: Sentence("a", 0, 1, "a", "body"), "Sentence.role is 'body': a SentenceRole is needed"),
    ],
)
def test_kinds_are_enumerations(make, message):
    """A bare text does not stand for a member of an enumeration."""
    with pytest.raises(InputError, match=re.escape(message)):
        make()


# Actors -------------------------------------------------------------------------------------------


def test_an_actor_does_not_represent_itself():
    """Whoever speaks for itself represents nobody."""
    with pytest.raises(InputError, match="actor 'a' represents itself: leave represents out"):
        Actor("a", "A", ActorKind.PERSON, represents="a")
    assert Actor("a", "A", ActorKind.PERSON, represents="b").represents == "b"


def test_one_text_is_not_several():
    """A single id where several can stand is refused, not taken apart into letters."""
    with pytest.raises(
        InputError, match=re.escape("'russia' is one text where several can stand: write ('russia',)")
    ):
        demand(addressees="russia")


def test_members_must_be_ids():
    """Every member is an id."""
    with pytest.raises(InputError, match=r"Actor.members is 'b c': an id has"):
        Actor("a", "A", ActorKind.ORGANISATION, members=("b c",))


def test_order_and_doubles_make_no_difference():
    """Several things in a field are kept once each, in order."""
    names = [Name("B", "en"), Name("A", "id"), Name("B", "en")]
    first = Actor("a", "A", ActorKind.STATE, members=["c", "b", "c"], names=names)
    assert first == Actor("a", "A", ActorKind.STATE, members=("b", "c"), names=reversed(names))
    assert first.members == ("b", "c")
    assert first.names == (Name("A", "id"), Name("B", "en"))


@LAW
@given(st.lists(testing.evidence(NOTE), min_size=2, max_size=4), st.lists(testing.reasons(), max_size=4))
def test_evidence_and_reasons_have_one_order(evidence, reasons):
    """Evidence and reasons, with and without optional fields, sort the same whatever way they come."""
    one = demand(evidence=evidence, reasons=reasons)
    assert one == demand(evidence=evidence[::-1] + evidence, reasons=reasons[::-1] + reasons)
    assert set(one.evidence) == set(evidence)


# Acts ---------------------------------------------------------------------------------------------

CLASSES = {Label.DEMAND: Demand, Label.WARNING: Warning, Label.CONCESSION: Concession, Label.OTHER: Statement}


@pytest.mark.parametrize("kind", Kind)
def test_the_kind_of_an_act_suits_its_class(kind):
    """Each kind belongs to one class of acts; the others refuse it."""
    for label, cls in CLASSES.items():
        if label is kind.label:
            assert cls(id="a", kind=kind, actor="b", content="c", evidence=SPAN).label is label
            continue
        message = rf"{cls.__name__} 'a' has the kind '{kind}': its kind must be one of the label '{label}'"
        with pytest.raises(InputError, match=message):
            cls(id="a", kind=kind, actor="b", content="c", evidence=SPAN)


def test_a_kind_is_no_bare_text():
    """The text of a kind is not the kind."""
    with pytest.raises(InputError, match="Demand 'd' has the kind 'demand': its kind must be"):
        demand(kind="demand")


def test_an_act_is_one_of_four():
    """A bare Act cannot be made."""
    with pytest.raises(InputError, match="an Act is a Demand, Warning, Concession or Statement"):
        Act(id="a", kind=Kind.DEMAND, actor="b", content="c", evidence=SPAN)


def test_an_act_is_proved():
    """An act without evidence is refused."""
    with pytest.raises(InputError, match="act 'd' has no evidence: give at least one span"):
        demand(evidence=())


def test_references_are_texts():
    """A reference is a filled text, so that every format can keep it."""
    with pytest.raises(InputError, match=r"Demand.references is empty"):
        demand(references=("",))
    assert demand(references=["b", "a"]).references == ("a", "b")


def test_optional_words_are_words_or_none():
    """A condition is None or holds words."""
    assert demand(condition="if so").condition == "if so"
    with pytest.raises(InputError, match=r"Demand.condition is empty"):
        demand(condition=" ")


def test_the_place_of_an_act_is_its_first_evidence():
    """An act stands where its first piece of evidence stands."""
    assert demand(evidence=(Evidence("note", 9, 12), Evidence("note", 4, 6))).place == ("note", 4, 6)


@pytest.mark.parametrize(
    ("date", "precision", "earliest", "latest"),
    [
        (day(1), DatePrecision.DAY, day(1), day(1)),
        (day(1), DatePrecision.MONTH, day(1), day(31)),
        (
            datetime.date(2024, 2, 1),
            DatePrecision.MONTH,
            datetime.date(2024, 2, 1),
            datetime.date(2024, 2, 29),
        ),
        (day(1), DatePrecision.BY, None, day(1)),
        (None, DatePrecision.DAY, None, None),
        (None, DatePrecision.MONTH, None, None),
    ],
)
def test_a_date_is_as_precise_as_it_says(date, precision, earliest, latest):
    """A day, a month or a last day bound when an act was done."""
    act = demand(date=date, date_precision=precision)
    assert (act.earliest, act.latest) == (earliest, latest)


@pytest.mark.parametrize(("kind", "force"), FORCE_OF.items())
def test_the_force_of_a_demand_follows_from_its_kind(kind, force):
    """A demand is as strong as its kind."""
    assert demand(kind=kind).force is force


def test_every_demand_kind_has_a_force():
    """The table of forces has all kinds of demands and all forces."""
    assert set(FORCE_OF) == set(kinds_of(Label.DEMAND))
    assert set(FORCE_OF.values()) == set(Force)


def test_every_kind_has_one_label():
    """The table of labels has every kind once, in the order of the codebook."""
    assert [kind for label in Label for kind in kinds_of(label)] == list(Kind)
    assert set(LABEL_OF) == set(Kind)


def test_enumerations_print_as_their_values():
    """A kind, verdict or modality in a message reads as in the codebook."""
    assert f"{Kind.CEASEFIRE} {Verdict.PARTLY} {Modality.DENIED}" == "ceasefire partly denied"


# Responses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", Verdict)
def test_only_ignored_has_no_act(verdict):
    """'ignored' has a date and no act, every other verdict an act and no date of its own."""
    with_act, with_day = {"act": "s"}, {"date": day(2)}
    good, bad = (with_day, with_act) if verdict is Verdict.IGNORED else (with_act, with_day)
    assert Response("d", verdict, **good).verdict is verdict
    with pytest.raises(
        InputError, match=f"the response to 'd' is {verdict} with act .*: 'ignored' has no act"
    ):
        Response("d", verdict, **bad)


@pytest.mark.parametrize(
    "fields", [{"verdict": Verdict.IGNORED}, {"verdict": Verdict.REJECTED, "act": "s", "date": day(2)}]
)
def test_a_response_is_dated_once(fields):
    """'ignored' needs a date; any other answer has its act's."""
    with pytest.raises(InputError, match="only 'ignored' has a date of its own, and needs it"):
        Response("d", **fields)


def test_a_demand_does_not_answer_itself():
    """The act that answers is another."""
    with pytest.raises(InputError, match="the demand 'd' answers itself: name another act"):
        Response("d", Verdict.REPEATED, "d")


def test_things_do_not_change():
    """A thing is frozen."""
    with pytest.raises(AttributeError):
        statement().content = "other"
    assert Coder("a", CoderKind.HUMAN).version == ""
