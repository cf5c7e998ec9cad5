"""Language packs, the names of actors, and the forms of words."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_records import LAW
from stancekit.errors import InputError
from stancekit.languages import LANGUAGES, load_gazetteer, load_pack, names, owner_of, read_pack
from stancekit.languages.inflection import INFLECTIONS, english_forms, indonesian_forms, same_form
from stancekit.steps import code_text
from stancekit.talks import Actor, ActorKind, Name

STATES = [(row["iso"], row["id"], row["name_en"], row["name_id"]) for row in names._states().values()]


def found_in(text, language):
    """Return the names found in a text, each with its actor."""
    return [(mention.text, mention.actor) for mention in load_gazetteer(language).mentions(text)]


# Lexicon -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "word", "name", "form"),
    [
        ("en", "releases", "release", "s"),
        ("en", "embassies", "obj-embassy", "n"),
        ("en", "withdrew", "withdraw", "d"),
        ("id", "membebaskan", "release", "f"),
    ],
)
def test_the_lexicon_knows_forms(language, word, name, form):
    """Forms of verbs and nouns are there with their classes."""
    sense = load_pack(language).lexicon[word]
    assert name in sense.classes
    assert form in sense.forms


@pytest.mark.parametrize("line", ["no tab", "release\tx free", "release\tv"])
def test_malformed_lexicons_are_refused(own, line):
    """A line without a tab, an unknown mark and a missing word are named with the file."""
    (own / "lexicon.tsv").write_text(f"class\twords\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"lexicon\.tsv: .*(has no tab|is no entry)"):
        read_pack(own, code="tok")


def test_a_pack_of_ones_own_may_bring_a_lexicon(own):
    """Its words stand as they are where the pack names no rules of inflection."""
    (own / "lexicon.tsv").write_text("class\twords\nrelease\tv pini; n tawa\n", encoding="utf-8")
    lexicon = read_pack(own, code="tok").lexicon
    assert lexicon["pini"].classes == ("release",)
    assert lexicon["tawa"].forms == {"n"}


# Packs ---------------------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path):
    """Make a small language pack of one's own: Toki, without inflection."""
    (tmp_path / "grammar.json").write_text(
        '{"name": "Toki", "negations": ["ala"], "weekdays": ["esun"]}', encoding="utf-8"
    )
    (tmp_path / "cues.tsv").write_text("class\twords\n# speech\nask\tv wile; f wile mute\n", encoding="utf-8")
    (tmp_path / "abbreviations.txt").write_text("# titles\njan. mije.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_packs_are_complete(language):
    """A shipped pack has cues, a week of seven days, twelve months, titles and abbreviations."""
    pack = load_pack(language)
    assert pack.code == language
    assert len(pack.calendar["weekdays"]) == 7
    assert len(pack.calendar["months"]) == 12
    assert len(pack.cues) > 1000
    assert pack.offices
    assert pack.abbreviations


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_is_loaded_once(language):
    """The same pack is handed out each time."""
    assert load_pack(language) is load_pack(language)


def test_a_pack_knows_cues_and_closed_classes():
    """A cue has its classes, and a word belongs to a closed class or not."""
    pack = load_pack("id")
    assert "reject" in pack.cues["menolak"]
    assert pack.has("tidak", "negations")
    assert not pack.has("meminta", "negations")


def test_titles_come_longest_first():
    """Long titles stand before the short ones inside them."""
    sizes = [len(office.title) for office in load_pack("en").offices]
    assert sizes == sorted(sizes, reverse=True)


def test_every_implied_office_speaks_for_a_known_actor():
    """Whom a title names is in the table of actors."""
    for language in LANGUAGES:
        implied = {office.implies for office in load_pack(language).offices if office.implies}
        assert {owner_of(code) for code in implied} <= set(load_gazetteer(language).actors)


def test_an_unknown_language_is_refused():
    """A language without a pack is refused, and the way to add one is said."""
    with pytest.raises(InputError, match=r"^there is no language pack 'fr'; there are en, id, and your own"):
        load_pack("fr")


def test_own_packs_can_be_read(own):
    """A folder of three files makes a pack; its path may be a str."""
    pack = read_pack(str(own), code="tok")
    assert (pack.code, pack.name, pack.offices) == ("tok", "Toki", ())
    assert pack.cues == {"wile": ("ask",), "wile mute": ("ask",)}
    assert pack.has("ala", "negations")
    assert pack.calendar["weekdays"] == ("esun",)
    assert pack.abbreviations == {"jan.", "mije."}


def test_own_offices_are_read(own):
    """Titles and their short forms are read in lower case."""
    (own / "offices.tsv").write_text(
        "title\tshort_forms\tkind\timplied_iso_or_org\nJan Lawa\tlawa\thead\tUS\n", encoding="utf-8"
    )
    offices = [(office.title, office.kind, office.implies) for office in read_pack(own, code="tok").offices]
    assert offices == [("jan lawa", "head", "US"), ("lawa", "head", "US")]


@pytest.mark.parametrize("file", ["grammar.json", "cues.tsv", "abbreviations.txt"])
def test_a_missing_file_is_named(own, file):
    """A pack without one of its three files is refused by that file's name."""
    (own / file).unlink()
    message = re.escape(str(own / file)) + r": cannot be read \(.*; a language pack needs this file"
    with pytest.raises(InputError, match=message):
        read_pack(own, code="tok")


@pytest.mark.parametrize(
    ("file", "data", "message"),
    [
        ("grammar.json", b'{"name": \n', "grammar.json: line 2: not valid JSON (Expecting value)"),
        ("grammar.json", b"[]", "grammar.json: this is no JSON object"),
        ("grammar.json", b'{"negations": "ala"}', "grammar.json: negations is no list of words"),
        ("grammar.json", b'{"months": [1]}', "grammar.json: months is no list of words"),
        ("grammar.json", b'{"name": "caf\xe9"}', "grammar.json: cannot be read ("),
        ("grammar.json", b'{"inflection": "fr"}', ": unknown inflection 'fr'; use en, id, none"),
        ("cues.tsv", b"class\twords\nask v wile\n", "cues.tsv: 'ask v wile' has no tab; a line is: class"),
        ("cues.tsv", b"class\twords\nask\twile\n", "cues.tsv: ask: 'wile' is no entry; give v, n or f"),
        ("cues.tsv", b"class\twords\nask\tv wile;\n", "cues.tsv: ask: '' is no entry; give v, n or f"),
        ("offices.tsv", b"title\nlawa\n", "offices.tsv: an office needs a title and a kind"),
    ],
)
def test_malformed_packs_are_refused(own, file, data, message):
    """What is wrong in a pack is said with its file."""
    (own / file).write_bytes(data)
    with pytest.raises(InputError, match=re.escape(message)):
        read_pack(own, code="tok")


# Names of actors -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("iso", "actor", "english", "indonesian"), STATES, ids=[s[0] for s in STATES])
def test_every_state_is_found_by_its_names(iso, actor, english, indonesian):
    """The English and the Indonesian name of a state lead to its id, as does its ISO code."""
    assert owner_of(iso) == actor
    assert found_in(english, "en") == [(english, actor)]
    assert found_in(indonesian, "id") == [(indonesian, actor)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_leads_to_a_known_actor(language):
    """No name of the table stands for an actor that is not there."""
    gazetteer = load_gazetteer(language)
    owners = {actor for entries in gazetteer.names.values() for _, actor in entries}
    assert owners - {""} <= set(gazetteer.actors)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_finds_itself(language):
    """A name alone in a text is found whole, and leads to its actor."""
    listed = [pair for entries in load_gazetteer(language).names.values() for pair in entries if pair[1]]
    assert [pair for pair in listed if found_in(pair[0], language) != [pair]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_points_to_two_actors(language):
    """One name of one language stands for one actor."""
    owners = {}
    for name, spoken, actor in names._rows():
        if actor and spoken in (language, "both"):
            owners.setdefault(name, set()).add(actor)
    assert {name: actors for name, actors in owners.items() if len(actors) > 1} == {}


def test_organisations_are_never_listed_as_nobody():
    """No organisation is hidden by the list of names that stand for nobody."""
    nobody = {name for name, _, actor in names._rows() if not actor}
    organisations = {actor.id for actor in load_gazetteer("en").actors.values() if actor.kind != "state"}
    hidden = {name for name, _, actor in names._rows() if actor in organisations and name in nobody}
    assert hidden == set()


def test_members_are_known_actors():
    """Every member of an organisation is an actor itself."""
    actors = load_gazetteer("en").actors
    assert {member for actor in actors.values() for member in actor.members} <= set(actors)


def test_many_organisations_are_known():
    """There are at least sixty organisations beside the states, NATO with its members."""
    actors = load_gazetteer("en").actors.values()
    assert sum(actor.kind is ActorKind.ORGANISATION for actor in actors) >= 60
    assert {"united-states", "turkey"} <= set(load_gazetteer("en").actors["nato"].members)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "AS menolak, as roda patah", [("AS", "united-states")]),
        ("en", "The US told us; the U.S. agreed", [("US", "united-states"), ("U.S.", "united-states")]),
        ("en", "U.S.-led talks", [("U.S.", "united-states")]),
        ("en", "turkey and china on the table", []),
        ("en", "xUS US_ US1 USB", []),
        ("en", "Russia's plan, Germany’s answer", [("Russia", "russia"), ("Germany", "germany")]),
        ("en", "Nigeria and Niger", [("Nigeria", "nigeria"), ("Niger", "niger")]),
        ("en", "South Korea", [("South Korea", "south-korea")]),
        (
            "en",
            "the United Nations Security Council of the United Nations",
            [
                ("United Nations Security Council", "un-security-council"),
                ("United Nations", "united-nations"),
            ],
        ),
        ("en", "the New York Times and the US Open", []),
        ("en", "ships in the South China Sea", []),
        ("id", "kapal di Laut China Selatan", []),
        ("en", "a seat for 10 Downing Street", [("10 Downing Street", "united-kingdom")]),
        ("en", "Air France cancelled flights", [("Air France", "air-france-klm")]),
    ],
)
def test_case_and_length_decide(language, text, expected):
    """Case matters, the longest name wins, and a name of nobody hides the names within it."""
    assert found_in(text, language) == expected


@pytest.mark.parametrize(
    ("language", "name", "actor"),
    [
        ("en", "Kremlin", "russia"),
        ("id", "Kremlin", "russia"),
        ("en", "White House", "united-states"),
        ("id", "Gedung Putih", "united-states"),
        ("en", "Downing Street", "united-kingdom"),
        ("id", "Downing Street", "united-kingdom"),
        ("en", "Moscow", "russia"),
        ("id", "Moskow", "russia"),
        ("id", "Pakta Atlantik Utara", "nato"),
        ("id", "PBB", "united-nations"),
        ("id", "Uni Eropa", "european-union"),
        ("id", "OSKE", "osce"),
        ("en", "OSCE", "osce"),
        ("en", "EU", "european-union"),
    ],
)
def test_seats_and_short_names_stand_for_their_actors(language, name, actor):
    """A seat of government, a capital and a short name stand for an actor."""
    assert found_in(f"({name})", language) == [(name, actor)]


def test_a_town_that_is_no_states_seat_is_nobody():
    """Nuuk is no capital of a state in the table: a text on it is coded all the same."""
    assert found_in("Nuuk", "en") == []
    talks = code_text("Nuuk demanded that Denmark pay its debts.", language="en")
    assert "GL" not in {actor.id for actor in talks.actors}


PIECES = [
    "AS",
    "US",
    "U.S.",
    "us",
    "the",
    "Moskow",
    "Uni Eropa",
    "New York Times",
    ", ",
    " ",
    ".",
    "é",
    "𝔤",
    "1",
]


@LAW
@given(st.lists(st.sampled_from(PIECES)).map("".join), st.sampled_from(LANGUAGES))
def test_mentions_are_slices_in_order(text, language):
    """A mention is the slice of its text; mentions are in order and do not overlap."""
    mentions = load_gazetteer(language).mentions(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    places = [place for mention in mentions for place in (mention.start, mention.end)]
    assert places == sorted(places)


def test_own_actors_win():
    """Actors of one's own are found, and their names win over known ones."""
    own = Actor("moskow-band", "Moskow", ActorKind.GROUP, names=(Name("Grup Moskow", "id"),))
    before = load_gazetteer("id")
    gazetteer = before.with_actors([own], "id")
    text = "Moskow dan Grup Moskow bertemu PBB"
    assert [m.actor for m in gazetteer.mentions(text)] == ["moskow-band", "moskow-band", "united-nations"]
    assert gazetteer.actors["moskow-band"] is own
    assert [m.actor for m in before.mentions("Moskow")] == ["russia"]


def test_own_names_of_another_language_are_not_used():
    """A name is used in its language alone, or in all of them if it says so."""
    own = Actor("board", "Board", ActorKind.GROUP, names=(Name("Dewan Kita", "id"), Name("BRD", "*")))
    gazetteer = load_gazetteer("en").with_actors([own], "en")
    assert [m.text for m in gazetteer.mentions("Dewan Kita, BRD, Board")] == ["BRD", "Board"]


@pytest.mark.parametrize("name", ["3M", "1MDB", "12 Bintang", "Élan", "Ångström Ltd"])
def test_own_names_may_begin_with_any_letter_or_digit(name):
    """A name that begins with a digit or a letter with a mark is found."""
    gazetteer = load_gazetteer("en").with_actors([Actor("own", name, ActorKind.GROUP)], "en")
    assert [m.text for m in gazetteer.mentions(f"Talks with {name} go on")] == [name]


def test_ids_are_their_own_owners():
    """An id that is no ISO code stands for itself."""
    assert owner_of("nato") == "nato"


# Forms of words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("urge", {"urge", "urges", "urged", "urging"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("delay", {"delay", "delays", "delayed", "delaying"}),
        ("press", {"press", "presses", "pressed", "pressing"}),
        ("cancel", {"cancels", "canceled", "cancelled", "canceling", "cancelling"}),
        ("give up", {"gives up", "gave up", "given up", "giving up"}),
        ("withdraw", {"withdraws", "withdrew", "withdrawn", "withdrawing"}),
        ("strike down", {"struck down", "strikes down"}),
        ("veto", {"vetoes", "vetoed"}),
    ],
)
def test_english_forms(word, forms):
    """English verbs have their regular, irregular and British forms."""
    assert forms <= set(english_forms(word))


@pytest.mark.parametrize(
    ("root", "forms"),
    [
        ("tolak", {"tolak", "menolak", "ditolak", "penolakan", "tolaklah", "menolaknya"}),
        ("pinta", {"meminta", "dipinta"}),
        ("sepakat", {"menyepakati", "disepakati", "kesepakatan"}),
        ("kecam", {"mengecam", "dikecam", "kecaman"}),
        ("beri", {"memberikan", "diberikan", "pemberian"}),
        ("desak", {"mendesak", "didesak", "desakan"}),
        ("larang", {"melarang", "dilarang", "larangan"}),
        ("ancam", {"mengancam", "diancam", "ancaman"}),
        ("usul", {"mengusulkan", "diusulkan", "usulan"}),
    ],
)
def test_indonesian_forms(root, forms):
    """Indonesian roots take me-, di-, pe-...-an and -an, with the nasal that their first letter asks for."""
    assert forms <= set(indonesian_forms(root))


@LAW
@given(st.text("abcdeghiklmnoprstuwy", min_size=1, max_size=9), st.sampled_from(sorted(INFLECTIONS)))
def test_a_word_is_one_of_its_forms(word, rules):
    """Whatever the rules, a word is among its own forms, and no form comes twice."""
    forms = INFLECTIONS[rules](word)
    assert word in forms
    assert len(set(forms)) == len(forms)


def test_no_rules_no_forms():
    """Without rules a word has itself for its only form."""
    assert same_form("wile") == ("wile",)


def test_the_table_of_states_is_sound():
    """Codes and ids of states are each used once, and none is empty."""
    isos, ids, *_ = zip(*STATES, strict=True)
    assert len(set(isos)) == len(set(ids)) == len(STATES)
    assert all(re.fullmatch(r"[A-Z]{2}", iso) for iso in isos)
    assert all(re.fullmatch(r"[a-z][a-z-]*[a-z]", state) for state in ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_grammar_lists_hold_words_once(language):
    """No closed class of a shipped pack names a word twice."""
    text = (names._DATA.parent / language / "grammar.json").read_text(encoding="utf-8")
    lists = {group: words for group, words in json.loads(text).items() if isinstance(words, list)}
    doubled = {group for group, words in lists.items() if len(set(words)) < len(words)}
    assert doubled == set()
