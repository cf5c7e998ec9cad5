"""Reading predicates: main verbs, clauses, operators and what hangs on what."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_records import LAW
from stancekit.labels import Predicates, describe, read_predicates, read_tokens
from stancekit.languages import load_pack


def read(text: str, language: str = "en") -> Predicates:
    """Read a sentence's predicates."""
    return read_predicates(text, read_tokens(text, language=language), load_pack(language))


def first_verb(text: str, language: str = "en") -> str:
    """Return the first verb that carries a sentence."""
    found = read(text, language)
    return found.words[found.finite[0]]


@pytest.mark.parametrize(
    ("text", "language", "verb"),
    [
        ("The guild demanded an audit.", "en", "demanded"),
        ("After months of raids, the abbot freed the clerks.", "en", "freed"),
        ("The abbot, who had banned the fair, freed the clerks.", "en", "freed"),
        ("The clan that seized the mill freed the clerks.", "en", "freed"),
        ("If the mill shuts, the dyers will march.", "en", "march"),
        ("The strike ended at the docks.", "en", "ended"),
        ("Para penenun menuntut audit.", "id", "menuntut"),
        ("Kelompok yang menyandera wartawan itu membebaskan mereka.", "id", "membebaskan"),
        ("Setelah kebun dibakar, warga menuntut audit.", "id", "menuntut"),
    ],
)
def test_the_verb_that_carries_the_sentence_is_found(text: str, language: str, verb: str) -> None:
    """Initial and inserted clauses, conditions and relative clauses do not pass for the main act."""
    assert first_verb(text, language) == verb


@pytest.mark.parametrize(
    ("text", "language", "word", "operators"),
    [
        ("They will not release the monks.", "en", "release", ("not", "will")),
        ("The monks were released.", "en", "released", ("passive",)),
        ("The abbot must release them.", "en", "release", ("must",)),
        ("They could attack the fort.", "en", "attack", ("may",)),
        ("The release came late.", "en", "release", ("noun",)),
        ("Mereka tidak akan membebaskan para biksu.", "id", "membebaskan", ("not", "will")),
        ("Para biksu dibebaskan.", "id", "dibebaskan", ("passive",)),
    ],
)
def test_operators_are_those_of_the_verb_group(
    text: str, language: str, word: str, operators: tuple[str, ...]
) -> None:
    """Denied, yet to come, possible, obligatory, passive and nominal events are told apart."""
    found = read(text, language)
    assert found.operators[found.words.index(word)] == operators


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("The junta threatened to attack the port.", "threatened", "attack"),
        ("The junta said it would free the monks.", "said", "free"),
        ("The junta demanded that rebels surrender.", "demanded that", "surrender"),
    ],
)
def test_an_infinitive_or_content_hangs_on_its_verb(text: str, above: str, below: str) -> None:
    """What is threatened, said or demanded is governed by the verb that threatens, says or demands."""
    found = read(text)
    assert found.governors[found.words.index(below)] == found.words.index(above)


def test_a_phrase_of_the_lexicon_is_one_word() -> None:
    """Phrases are looked up before their words."""
    assert "called for" in read("The dyers called for a truce.").words


def test_the_main_act_is_among_the_features() -> None:
    """A sentence's features name its main act with its operators, and what hangs on it."""
    assert {"main:threaten|", "main:threaten>attack"} <= set(describe("The junta threatened to attack."))
    assert "main:release|not+will" in describe("The junta said it will not release the monks.")


def test_a_sentence_without_a_verb_has_features() -> None:
    """Where nothing acts, that is said."""
    assert "n1:none" in describe("Hello.")


def reading_time(text: str) -> float:
    """Return the seconds that reading a text's predicates takes."""
    tokens = read_tokens(text, language="en")
    start = perf_counter()
    read_predicates(text, tokens, load_pack("en"))
    return perf_counter() - start


@pytest.mark.parametrize("word", ["that ", "who ", "and warned ", ", ", "if ", "not to ", "lay down "])
def test_reading_time_grows_with_the_text_alone(word: str) -> None:
    """Four times the text takes about four times the time, whatever word is repeated."""
    times = [min(reading_time(word * size) for _ in range(3)) for size in (2000, 8000)]
    assert times[1] < 12 * times[0] + 0.1


@LAW
@given(st.text(max_size=60), st.sampled_from(["en", "id"]))
def test_every_text_is_read(text: str, language: str) -> None:
    """All lists have one entry a unit; operators and governors are of events only, governors come before."""
    found = read(text, language)
    lists = (found.words, found.events, found.tags, found.clauses, found.operators, found.governors)
    assert len({len(entries) for entries in lists}) == 1
    for at, above in enumerate(found.governors):
        assert above < at
        assert found.events[at] or not (found.operators[at] or above >= 0)
