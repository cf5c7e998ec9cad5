"""Dating, naming, attributing, merging and linking, each on the least that shows it."""

from __future__ import annotations

import datetime

import pytest

import stancekit as sk
from stancekit.languages import load_gazetteer, load_pack
from stancekit.steps.dating import date_of
from stancekit.steps.labelling import clauses_beside
from stancekit.steps.merging import likeness
from stancekit.steps.naming import find_cast
from stancekit.talks import ActorKind, DatePrecision, Kind, Modality, Name

FRIDAY = datetime.date(2022, 1, 21)


@pytest.mark.parametrize(
    ("words", "language", "day", "precision"),
    [
        ("He said so on Thursday", "en", "2022-01-20", "day"),
        ("He said so yesterday", "en", "2022-01-20", "day"),
        ("Earlier this month they refused", "en", "2022-01-01", "month"),
        ("Last month they refused", "en", "2021-12-01", "month"),
        ("Last week they refused", "en", "2022-01-20", "by"),
        ("On December 30 they spoke", "en", "2021-12-30", "day"),
        ("On 17 December 2021 they spoke", "en", "2021-12-17", "day"),
        ("They spoke on 31 February 2021", "en", "2022-01-21", "day"),
        ("They meet on 3 March 2022", "en", "2022-01-21", "day"),
        ("pada Kamis ia menolak", "id", "2022-01-20", "day"),
        ("awal bulan ini ia menolak", "id", "2022-01-01", "month"),
        ("jawaban datang minggu depan", "id", "2022-01-21", "day"),
        ("kemarin ia menolak", "id", "2022-01-20", "day"),
        ("pada 10 Januari 2022 ia menolak", "id", "2022-01-10", "day"),
    ],
)
def test_dates_are_resolved_against_the_day_of_the_text(
    words: str, language: str, day: str, precision: str
) -> None:
    """A weekday is the last one; a month is a month; what cannot be is left out."""
    found, meant = date_of(words, FRIDAY, load_pack(language))
    assert (found and found.isoformat(), meant.value) == (day, precision)


def test_an_undated_text_gives_no_dates() -> None:
    """Without a day of publication nothing is dated."""
    assert date_of("on Thursday", None, load_pack("en")) == (None, DatePrecision.DAY)


def test_what_had_been_done_is_dated_by_the_text() -> None:
    """An act told as past is dated "by" the day of its text."""
    assert date_of("x", FRIDAY, load_pack("en"), done_before=True) == (FRIDAY, DatePrecision.BY)


def _named(text: str, language: str = "en") -> list[tuple[str, str, str | None]]:
    cast = find_cast(text, load_pack(language), load_gazetteer(language))
    return [(text[m.start : m.end], m.actor, m.person) for m in cast.mentions]


def test_a_person_is_known_by_title_and_kept_by_surname() -> None:
    """A title with a country names the party; the surname alone is the same person."""
    assert _named("Russian Foreign Minister Sergei Lavrov spoke. Lavrov left.") == [
        ("Russian Foreign Minister Sergei Lavrov", "russia", "lavrov"),
        ("Lavrov", "russia", "lavrov"),
    ]


def test_an_apposition_names_a_person() -> None:
    """A name before its title is the same person."""
    text = "Maria Delgado Ruiz, the Colombian foreign minister, left."
    assert _named(text)[0] == ("Maria Delgado Ruiz, the Colombian foreign minister", "colombia", "ruiz")


def test_a_bare_president_in_english_news_is_the_american_one() -> None:
    """A bare title goes to the state whose it is in that language's news."""
    text = "President Jane Doe spoke with the United States Congress about France."
    assert _named(text)[0] == ("President Jane Doe", "united-states", "doe")


def test_a_minister_without_country_belongs_to_the_one_named_next() -> None:
    """The country after a bare minister is the minister's."""
    assert _named("Foreign Minister Ana Cruz told the Chilean parliament.")[0][1] == "chile"


def test_nobody_is_guessed_without_a_state() -> None:
    """A titled person in a text without states has no party, and is not named."""
    assert _named("President Jane Doe spoke.") == []


def test_likeness_ignores_filler_words() -> None:
    """Words that carry no meaning do not make contents alike."""
    assert likeness("that they would never", "which they would never") == 0.0
    assert likeness("tidak pernah mengakui Ukraina", "tidak boleh mengakui Ukraina") == 1.0


def _acts(text: str, **options: object) -> list[tuple[str, str, tuple[str, ...]]]:
    talks = sk.code_text(text, date="2022-01-21", **options)  # type: ignore[arg-type]
    return [(act.kind.label.value, act.actor, act.addressees) for act in talks.acts]


def test_the_agent_of_a_passive_acts() -> None:
    """In "Iran was urged by Germany" the act is Germany's towards Iran."""
    assert ("demand", "germany", ("iran",)) in _acts("Iran was urged by Germany to free the two engineers.")


def test_must_addresses_its_subject() -> None:
    """With "must" the speaker demands and the subject is addressed."""
    text = '"Iran must free the two engineers," said French Foreign Minister Jean Roux.'
    assert ("demand", "france", ("iran",)) in _acts(text)


def test_a_refused_demand_is_an_answer_not_a_demand() -> None:
    """To have "rejected the demand" links to the demand it refuses."""
    text = "Iran demanded that Iraq reopen the border crossing at Mehran. Iraq rejected the demand."
    talks = sk.code_text(text, date="2022-01-21")
    assert [d.actor for d in talks.demands] == ["iran"]
    assert talks.standing(talks.demands[0]) is sk.Standing.REJECTED


def test_an_indonesian_refusal_links_too() -> None:
    """The words "menolak tuntutan itu" answer the demand before it."""
    teks = "Rusia menuntut NATO menarik pasukannya dari Rumania. NATO menolak tuntutan itu."
    talks = sk.code_text(teks, language="id", date="2022-01-21")
    assert [talks.standing(d).value for d in talks.demands] == ["rejected"]


def test_own_actors_win_over_known_ones() -> None:
    """An actor that the user names is found, and its name wins."""
    club = sk.Actor("club", "Paris", ActorKind.GROUP, names=(Name("Paris", "en"),))
    acts = _acts("Paris demanded that Iran free the two engineers.", actors=[club])
    assert ("demand", "club", ("iran",)) in acts


def test_order_of_texts_does_not_matter() -> None:
    """Coding in any order of documents gives the same record."""
    first = sk.Source(
        "a", "Iran demanded that Iraq reopen the crossing.", language="en", date=datetime.date(2022, 1, 2)
    )
    second = sk.Source(
        "b",
        "Iraq rejected Iran's demand to reopen the crossing.",
        language="en",
        date=datetime.date(2022, 1, 5),
    )
    talks = sk.code([first, second])
    assert talks == sk.code([second, first])
    assert talks.standing(talks.demands[0]) is sk.Standing.REJECTED
    assert talks.standing(talks.demands[0], on=datetime.date(2022, 1, 3)) is sk.Standing.OPEN


def test_one_act_in_two_reports_keeps_both() -> None:
    """The same demand in two texts is one act with two pieces of evidence."""
    texts = [
        sk.Source(name, "Iran demanded that Iraq reopen the border crossing.", language="en", date=FRIDAY)
        for name in ("a", "b")
    ]
    (demand,) = sk.code(texts).demands
    assert [evidence.source for evidence in demand.evidence] == ["a", "b"]


def test_progress_is_called_for_each_text() -> None:
    """The progress function hears of every text."""
    heard: list[int] = []
    sk.code([sk.Source("a", "It rained.", language="en")], progress=heard.append)
    assert heard == [1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"text": " \n"}, "the text is empty"),
        ({"text": "x", "language": "fr"}, "no language pack 'fr'"),
        ({"text": "x", "date": "2022-02-30"}, "'2022-02-30' is no date"),
        ({"text": "x\ud800"}, "lone surrogate"),
    ],
)
def test_bad_input_is_refused(arguments: dict[str, str], message: str) -> None:
    """Bad input is met with an error that says what would do."""
    with pytest.raises(sk.errors.InputError, match=message):
        sk.code_text(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "message"), [([], "no sources"), ([3], "int is no Source"), ("x.txt", "language")]
)
def test_code_refuses_what_it_cannot_read(what: object, message: str) -> None:
    """What is no text, source or path is refused."""
    with pytest.raises(sk.errors.InputError, match=message):
        sk.code(what)  # type: ignore[arg-type]


def test_a_condition_makes_a_threat_conditional() -> None:
    """A threat with a condition keeps condition and consequence apart."""
    text = "Brussels warned that if London breaks the protocol, it will suspend the trade pact."
    (warning,) = sk.code_text(text, date="2022-01-21").warnings
    assert warning.modality is Modality.CONDITIONAL
    assert warning.condition == "if London breaks the protocol"
    assert warning.addressees == ("united-kingdom",)


def test_every_machine_act_says_why() -> None:
    """An act's story names the rule behind its kind and its actor."""
    talks = sk.code_text("Iran demanded that Iraq reopen the crossing.", date="2022-01-21")
    told = str(talks.why(talks.demands[0].id))
    assert "demand cue 'demanded'" in told
    assert "subject of 'demanded'" in told
    assert talks.demands[0].kind is Kind.DEMAND


def test_an_answer_and_a_warning_in_one_sentence_are_two_acts() -> None:
    """A refusal does not swallow the warning that follows it."""
    text = "Iran rejected Iraq's demand and warned that it would shell the port if the siege goes on."
    labels = [act.kind.label.value for act in sk.code_text(text, date="2022-01-21").acts]
    assert labels.count("warning") == 1
    assert labels.count("other") == 1


def test_clauses_side_by_side_are_cut_apart() -> None:
    """Each further main verb that a coordinator ties to the first begins a clause of its own."""
    text = "Iran rejected the plan, warned of strikes and recalled its envoy but promised to answer."
    assert clauses_beside(text) == ["recalled its envoy but ", "promised to answer."]
