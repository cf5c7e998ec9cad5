"""For people who extend stancekit: hypothesis strategies for every noun, and checks of classifiers.

Each strategy draws things that are valid from birth, awkward ones among them: texts with line ends of
other systems, cells that a spreadsheet would run as a formula, letters beyond the Basic Multilingual
Plane. `negotiations` draws records that are valid as a whole: every link leads somewhere, and every
chain of answers is allowed by the table of standings.

Needs hypothesis: ``pip install "stancekit[test]"``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from attrs import evolve

from stancekit.errors import MissingExtraError
from stancekit.talks import (
    Act,
    Actor,
    ActorKind,
    Coder,
    CoderKind,
    Concession,
    DatePrecision,
    Demand,
    Evidence,
    Issue,
    Label,
    Modality,
    Name,
    Negotiation,
    Part,
    Reason,
    Response,
    Role,
    Sentence,
    SentenceRole,
    Source,
    Statement,
    Verdict,
    Warning,  # noqa: A004  (the field's word, as in sqlite3.Warning)
    kinds_of,
)
from stancekit.talks.acts import CLASS_OF_LABEL
from stancekit.talks.histories import EARLY, play

try:
    from hypothesis import strategies as st
except ImportError:
    raise MissingExtraError(
        "stancekit.testing needs hypothesis, which is not installed: pip install 'stancekit[test]'"
    ) from None

__all__ = [
    "actors",
    "coders",
    "concessions",
    "days",
    "demands",
    "evidence",
    "identifiers",
    "issues",
    "names",
    "negotiations",
    "parts",
    "reasons",
    "responses",
    "sentences",
    "sources",
    "statements",
    "text_classifier_checks",
    "texts",
    "warnings",
]

_AWKWARD = (
    "=1+1",
    "-2",
    "@cmd",
    "'quoted'",
    '"',
    "a,b;c",
    "a\r\nb\rc\n",
    " x ",
    "\u2028é",
    "𝔤eneva",
    "\ufeffa",
)
_SCORES = st.floats(0, 1)


# The small things ------------------------------------------------------------------------------


@cache
def texts(*, max_size: int = 30) -> st.SearchStrategy[str]:
    """Draw texts with at least one word, awkward ones among them.

    Parameters
    ----------
    max_size : int
        Largest number of code points of the freely drawn ones.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> find(testing.texts(), lambda text: len(text) == 2)
    '00'
    """
    letters = st.characters(codec="utf-8", exclude_characters="\0")
    drawn = st.text(letters, min_size=1, max_size=max_size).filter(str.strip)
    return st.one_of(drawn, st.sampled_from(_AWKWARD))


@cache  # hypothesis checks every new strategy anew
def identifiers() -> st.SearchStrategy[str]:
    """Draw ids: short, without white space and control characters.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> find(testing.identifiers(), lambda name: name.islower())
    'a'
    """
    plain = st.text("abcdefghij-0123456789", min_size=1, max_size=6)
    any_letter = st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C")), min_size=1, max_size=6)
    return st.one_of(plain, any_letter)


@cache
def days() -> st.SearchStrategy[datetime.date]:
    """Draw days of one quarter of a year, so that they often coincide.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> find(testing.days(), lambda day: day.month == 3).year
    2022
    """
    return st.dates(datetime.date(2022, 1, 1), datetime.date(2022, 3, 31))


@cache
def names() -> st.SearchStrategy[Name]:
    """Draw names of actors, each with its language.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> find(testing.names(), lambda name: name.language == "id").language
    'id'
    """
    return st.builds(Name, texts(), st.sampled_from(["en", "id"]))


@cache
def coders() -> st.SearchStrategy[Coder]:
    """Draw coders: persons and programs.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> str(find(testing.coders(), lambda coder: coder.kind.value == "machine").kind)
    'machine'
    """
    return st.builds(Coder, texts(), st.sampled_from(CoderKind), st.sampled_from(["", "0.1.0", "=2"]))


@cache
def reasons() -> st.SearchStrategy[Reason]:
    """Draw reasons why a field has its value, with and without a score.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> find(testing.reasons(), lambda reason: reason.score == 1).score
    1.0
    """
    return st.builds(Reason, st.sampled_from(["actor", "kind", "=date"]), texts(), st.none() | _SCORES)


@cache
def issues() -> st.SearchStrategy[Issue]:
    """Draw issues.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> find(testing.issues(), lambda issue: issue.id == "a").id
    'a'
    """
    return st.builds(Issue, identifiers(), texts())


@cache
def actors() -> st.SearchStrategy[Actor]:
    """Draw actors that stand alone: none has members or speaks for another.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> len(find(testing.actors(), lambda actor: len(actor.names) == 2).names)
    2
    """
    aliases = st.lists(names(), max_size=2)
    return st.builds(Actor, identifiers(), texts(), st.sampled_from(ActorKind), names=aliases)


_MAYBE_TEXT = st.none() | texts()
_MAYBE_DAY = st.none() | days()
_FEW = st.integers(0, 2)
_ROLES = st.sampled_from(Role)
_SENTENCE_ROLES = st.sampled_from(SentenceRole)
_PRECISIONS = st.sampled_from(DatePrecision)
_MODALITIES = st.sampled_from(Modality)
_EVENTS = st.sampled_from([None, None, "meeting", "strike"])
_KINDS = {label: st.sampled_from(kinds_of(label)) for label in Label}
_OWN_FIELD: dict[Label, tuple[str, st.SearchStrategy[Any]]] = {
    Label.DEMAND: ("deadline", _MAYBE_DAY),
    Label.WARNING: ("consequence", _MAYBE_TEXT),
    Label.CONCESSION: ("yields", _MAYBE_TEXT),
}
_VERDICTS = st.sampled_from(Verdict)
_VERDICTS_BY_ACTS = st.sampled_from([verdict for verdict in Verdict if verdict is not Verdict.IGNORED])


# Texts and places in them ----------------------------------------------------------------------


@cache
def sources() -> st.SearchStrategy[Source]:
    """Draw sources, in English and Indonesian, with and without a date.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> find(testing.sources(), lambda source: source.date is not None).date.year
    2022
    """
    return st.builds(
        Source,
        identifiers(),
        texts(max_size=60),
        language=st.sampled_from(["en", "id"]),
        date=_MAYBE_DAY,
        title=_MAYBE_TEXT,
        publisher=_MAYBE_TEXT,
        url=_MAYBE_TEXT,
    )


def _span(draw: st.DrawFn, text: str) -> tuple[int, int]:
    """Draw a span of a text that holds at least one character that is not white space."""
    solid = [at for at, letter in enumerate(text) if not letter.isspace()]
    inside = solid[draw(st.integers(0, len(solid) - 1))]
    return draw(st.integers(0, inside)), draw(st.integers(inside + 1, len(text)))


@st.composite
def sentences(draw: st.DrawFn, source: Source | None = None) -> Sentence:
    """Draw a sentence of a source: the slice of its text at its place.

    Parameters
    ----------
    source : Source, optional
        Where it stands; any source if not given.

    Examples
    --------
    >>> from hypothesis import find
    >>> import stancekit as sk
    >>> from stancekit import testing
    >>> note = sk.Source("note", "Talks go on.", language="en")
    >>> find(testing.sentences(note), lambda sentence: sentence.start == 6).text
    'g'
    """
    home = source or draw(sources())
    start, end = _span(draw, home.text)
    role = draw(_SENTENCE_ROLES)
    return Sentence(home.id, start, end, home.text[start:end], role, draw(st.integers(0, 9)))


@st.composite
def parts(draw: st.DrawFn, source: Source | None = None) -> Part:
    """Draw the words within a source that prove one field of an act.

    Parameters
    ----------
    source : Source, optional
        Where they stand; any source if not given.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> str(find(testing.parts(), lambda part: part.role.value == "deadline").role)
    'deadline'
    """
    return _part(draw, source or draw(sources()))


def _part(draw: st.DrawFn, home: Source) -> Part:
    return Part(draw(_ROLES), *_span(draw, home.text))


@st.composite
def evidence(draw: st.DrawFn, source: Source | None = None) -> Evidence:
    """Draw a piece of evidence: a span of a source that holds words.

    Parameters
    ----------
    source : Source, optional
        Where it stands; any source if not given.

    Examples
    --------
    >>> from hypothesis import find
    >>> import stancekit as sk
    >>> from stancekit import testing
    >>> note = sk.Source("note", "Talks go on.", language="en")
    >>> find(testing.evidence(note), lambda found: found.end == 12 and found.quoted).source
    'note'
    """
    return _evidence(draw, source or draw(sources()))


def _evidence(draw: st.DrawFn, home: Source) -> Evidence:
    start, end = _span(draw, home.text)
    proofs = tuple(_part(draw, home) for _ in range(draw(_FEW)))
    return Evidence(home.id, start, end, draw(st.booleans()), draw(_MAYBE_TEXT), proofs)


# Acts ------------------------------------------------------------------------------------------


def _common(
    draw: st.DrawFn, label: Label, homes: Sequence[Source], who: Sequence[str], what: Sequence[str] | None
) -> dict[str, Any]:
    """Draw the fields that all acts have; an empty choice means that anything will do."""
    precision = draw(_PRECISIONS)
    date = draw(_MAYBE_DAY)
    fields = {
        "id": draw(identifiers()),
        "kind": draw(_KINDS[label]),
        "actor": _one(draw, who),
        "content": draw(texts()),
        "evidence": [_evidence(draw, _home(draw, homes)) for _ in range(1 + draw(_FEW))],
        "addressees": [_one(draw, who) for _ in range(draw(_FEW))],
        "date": date.replace(day=1) if date and precision is DatePrecision.MONTH else date,
        "date_precision": precision,
        "modality": draw(_MODALITIES),
        "event": draw(_EVENTS),
        "issue": _one(draw, what) if what is not None and draw(st.booleans()) else None,
    }
    return {**fields, **_details(draw, who)} if draw(st.booleans()) else fields


def _details(draw: st.DrawFn, who: Sequence[str]) -> dict[str, Any]:
    """Draw the fields of an act that are seldom given."""
    return {
        "speaker": _one(draw, who),
        "condition": draw(_MAYBE_TEXT),
        "confidence": draw(_SCORES),
        "coder": draw(coders()),
        "reasons": [draw(reasons()) for _ in range(draw(_FEW))],
        "references": [draw(texts()) for _ in range(draw(_FEW))],
    }


def _one(draw: st.DrawFn, ids: Sequence[str]) -> str:
    return ids[draw(st.integers(0, len(ids) - 1))] if ids else draw(identifiers())


def _home(draw: st.DrawFn, homes: Sequence[Source]) -> Source:
    return homes[draw(st.integers(0, len(homes) - 1))] if homes else draw(sources())


@st.composite
def demands(
    draw: st.DrawFn,
    *,
    sources: Sequence[Source] = (),
    actors: Sequence[str] = (),
    issues: Sequence[str] | None = (),
) -> Demand:
    """Draw demands, with and without a deadline.

    Parameters
    ----------
    sources : sequence of Source
        Where their evidence stands; any source if empty.
    actors : sequence of str
        Ids that they may name; any if empty.
    issues : sequence of str, optional
        Ids that they may name; any if empty, no issue if None.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> find(testing.demands(actors=["labour"]), lambda demand: demand.deadline is not None).actor
    'labour'
    """
    return Demand(**_common(draw, Label.DEMAND, sources, actors, issues), deadline=draw(_MAYBE_DAY))


@st.composite
def warnings(
    draw: st.DrawFn,
    *,
    sources: Sequence[Source] = (),
    actors: Sequence[str] = (),
    issues: Sequence[str] | None = (),
) -> Warning:
    """Draw warnings, with and without a consequence.

    Parameters
    ----------
    sources : sequence of Source
        Where their evidence stands; any source if empty.
    actors : sequence of str
        Ids that they may name; any if empty.
    issues : sequence of str, optional
        Ids that they may name; any if empty, no issue if None.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> str(find(testing.warnings(), lambda warning: warning.consequence is not None).label)
    'warning'
    """
    fields = _common(draw, Label.WARNING, sources, actors, issues)
    return Warning(**fields, consequence=draw(_MAYBE_TEXT))


@st.composite
def concessions(
    draw: st.DrawFn,
    *,
    sources: Sequence[Source] = (),
    actors: Sequence[str] = (),
    issues: Sequence[str] | None = (),
) -> Concession:
    """Draw concessions, with and without what they yield.

    Parameters
    ----------
    sources : sequence of Source
        Where their evidence stands; any source if empty.
    actors : sequence of str
        Ids that they may name; any if empty.
    issues : sequence of str, optional
        Ids that they may name; any if empty, no issue if None.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> str(find(testing.concessions(), lambda concession: concession.yields is not None).label)
    'concession'
    """
    fields = _common(draw, Label.CONCESSION, sources, actors, issues)
    return Concession(**fields, yields=draw(_MAYBE_TEXT))


@st.composite
def statements(
    draw: st.DrawFn,
    *,
    sources: Sequence[Source] = (),
    actors: Sequence[str] = (),
    issues: Sequence[str] | None = (),
) -> Statement:
    """Draw statements: all other acts.

    Parameters
    ----------
    sources : sequence of Source
        Where their evidence stands; any source if empty.
    actors : sequence of str
        Ids that they may name; any if empty.
    issues : sequence of str, optional
        Ids that they may name; any if empty, no issue if None.

    Examples
    --------
    >>> from hypothesis import find
    >>> from stancekit import testing
    >>> str(find(testing.statements(), lambda statement: statement.kind.value == "reject").label)
    'other'
    """
    return Statement(**_common(draw, Label.OTHER, sources, actors, issues))


@st.composite
def responses(draw: st.DrawFn) -> Response:
    """Draw responses that stand alone; within a record they must also suit its acts.

    Examples
    --------
    >>> from hypothesis import find
    >>> import stancekit as sk
    >>> from stancekit import testing
    >>> find(testing.responses(), lambda answer: answer.verdict is sk.Verdict.IGNORED).act is None
    True
    """
    demand, act = draw(st.lists(identifiers(), min_size=2, max_size=2, unique=True))
    verdict = draw(_VERDICTS)
    if verdict is Verdict.IGNORED:
        return _response(draw, Response(demand, verdict, date=draw(days())))
    return _response(draw, Response(demand, verdict, act, accepted=draw(st.booleans())))


def _response(draw: st.DrawFn, bare: Response) -> Response:
    """Give a response a score, a reason and a coder."""
    if draw(st.booleans()):
        return bare
    return evolve(bare, score=draw(_SCORES), reason=draw(st.just("") | texts()), coder=draw(coders()))


# Whole records -----------------------------------------------------------------------------------


@st.composite
def negotiations(draw: st.DrawFn, *, max_acts: int = 6) -> Negotiation:
    """Draw records that are valid as a whole, chains of answers included.

    Parameters
    ----------
    max_acts : int
        Largest number of acts.

    Examples
    --------
    >>> from hypothesis import find
    >>> import stancekit as sk
    >>> from stancekit import testing
    >>> talks = find(testing.negotiations(), lambda talks: len(talks.responses) == 1)
    >>> talks.responses_to(talks.demands[0], candidates=True) == talks.responses
    True
    """
    homes = draw(_SOURCES)
    people = _linked(draw, draw(_ACTORS))
    at_stake = draw(_ISSUES)
    names_there = [actor.id for actor in people], [issue.id for issue in at_stake] or None
    acts = {}
    for number in range(draw(st.integers(0, max_acts))):
        act = _act(draw, homes, *names_there)
        acts[act.id] = evolve(act, id=f"{act.id}-{number}") if act.id in acts else act
    bare = Negotiation(tuple(homes), people, tuple(at_stake), tuple(acts.values()))
    answers = [answer for demand in bare.demands for answer in _chain(draw, demand, bare.acts)]
    return evolve(bare, responses=tuple(answers))


_SOURCES = st.lists(sources(), min_size=1, max_size=2, unique_by=lambda source: source.id)
_ACTORS = st.lists(actors(), min_size=1, max_size=3, unique_by=lambda actor: actor.id)
_ISSUES = st.lists(issues(), max_size=2, unique_by=lambda issue: issue.id)
_LABELS = st.sampled_from([Label.DEMAND, *Label])  # demands twice: they are what is answered


def _linked(draw: st.DrawFn, people: list[Actor]) -> tuple[Actor, ...]:
    """Let some actors speak for one that was drawn before them, and have members."""
    ids = [actor.id for actor in people]
    return tuple(
        evolve(
            actor,
            represents=_one(draw, ids[:place]) if place and draw(st.booleans()) else None,
            members=tuple(_one(draw, ids) for _ in range(draw(_FEW))),
        )
        for place, actor in enumerate(people)
    )


def _act(draw: st.DrawFn, homes: Sequence[Source], who: Sequence[str], what: Sequence[str] | None) -> Act:
    """Draw an act of any label."""
    label = draw(_LABELS)
    fields = _common(draw, label, homes, who, what)
    if label is Label.OTHER:
        return Statement(**fields)
    name, detail = _OWN_FIELD[label]
    return CLASS_OF_LABEL[label](**fields, **{name: draw(detail)})


def _chain(draw: st.DrawFn, demand: Demand, acts: Sequence[Act]) -> list[Response]:
    """Draw answers to one demand, each of them allowed where the demand then stands."""
    asked_on = demand.earliest or EARLY
    steps: list[tuple[datetime.date, Act | None]] = [
        (act.date or EARLY, act)
        for act in acts
        if act.id != demand.id and (act.latest or asked_on) >= asked_on and draw(st.booleans())
    ]
    steps += [(day, None) for day in draw(st.lists(days(), max_size=1)) if day >= asked_on]
    chain: list[tuple[datetime.date, Response]] = []
    weighed: list[Response] = []
    for day, act in sorted(steps, key=lambda step: step[0]):  # stable: acts come in their order
        allowed = [
            answer for answer in _answers(demand, act, day) if _is_allowed(demand, [*chain, (day, answer)])
        ]
        if allowed and (act is None or draw(st.integers(0, 4))):
            chain.append((day, _response(draw, allowed[draw(st.integers(0, len(allowed) - 1))])))
        elif act is not None:
            verdict = draw(_VERDICTS_BY_ACTS)
            weighed.append(_response(draw, Response(demand.id, verdict, act.id, accepted=False)))
    return [*(answer for _, answer in chain), *weighed]


def _answers(demand: Demand, act: Act | None, day: datetime.date) -> list[Response]:
    """Return the answers that an act, or the passing of a day, can give to a demand."""
    if act is None:
        return [Response(demand.id, Verdict.IGNORED, date=day)]
    own = act.actor == demand.actor
    given = [v for v in Verdict if v.is_demanders_own == own and v is not Verdict.IGNORED]
    return [Response(demand.id, verdict, act.id) for verdict in given]


def _is_allowed(demand: Demand, chain: list[tuple[datetime.date, Response]]) -> bool:
    return not play(demand, chain, until=datetime.date.max).refused


# Classifiers of one's own --------------------------------------------------------------------------

_LABELLED = (
    ("The union demands higher pay.", "demand"),
    ("Open the border now.", "demand"),
    ("Serikat buruh menuntut upah layak.", "demand"),
    ("The envoy urged the rebels to leave.", "demand"),
    ("Rain fell in the north.", "other"),
    ("The ministers met in Geneva.", "other"),
    ("Kedua menteri bertemu di Jenewa.", "other"),
    ("The harvest was good this year.", "other"),
)
_TEXTS = [text for text, _ in _LABELLED]
_ANSWERS = [answer for _, answer in _LABELLED]
_UNSEEN = ["The union wants the border open.", "", "Hujan turun.", "?!", "𝔤 é \u2028"]


def text_classifier_checks() -> list[Callable[[Any], None]]:
    """Return the checks that a classifier of sentences must pass to be used in stancekit's stead.

    Returns
    -------
    list of callable
        Each takes an unfitted classifier, leaves it as it was, and raises AssertionError with what
        does not hold. Needs scikit-learn and joblib.

    Examples
    --------
    >>> import stancekit as sk
    >>> from stancekit.testing import text_classifier_checks
    >>> for check in text_classifier_checks():
    ...     check(sk.SentenceClassifier(min_count=1))
    """
    return [
        check_clone,
        check_refit,
        check_not_fitted,
        check_kinds_of_input,
        check_empty_text,
        check_empty_batch,
        check_weight_zero,
        check_input_unchanged,
        check_determinism,
        check_order_and_batches,
        check_threads,
        check_processes,
    ]


def _fitted(classifier: Any, **fields: Any) -> Any:
    """Fit a clone to the few sentences above."""
    from sklearn.base import clone  # noqa: PLC0415  (only these checks need it)

    return clone(classifier).fit(list(_TEXTS), list(_ANSWERS), **fields)


def _same(one: Any, other: Any, what: str) -> None:
    """Hold that two arrays of probabilities are equal to the last bits."""
    import numpy as np  # noqa: PLC0415  (only these checks need it)

    assert one.shape == other.shape, f"{what}: {one.shape} is not {other.shape}"
    assert np.allclose(one, other, rtol=0, atol=1e-9), f"{what}: the probabilities differ"


def check_clone(classifier: Any) -> None:
    """Hold that a clone has the same parameters, and nothing that was learnt."""
    from sklearn.base import clone  # noqa: PLC0415

    model = clone(classifier)
    assert model is not classifier, "clone returns the classifier itself"
    assert repr(model.get_params()) == repr(classifier.get_params()), "a clone has other parameters"
    assert not hasattr(clone(_fitted(classifier)), "classes_"), "a clone of a fitted model is fitted"


def check_refit(classifier: Any) -> None:
    """Hold that fit returns the model itself, and that a second fit forgets the first."""
    model = _fitted(classifier)
    first = ["Rain fell.", "The sun shone.", "Snow fell.", "Leave now.", "Go now.", "Go home."]
    assert model.fit(first, ["x", "x", "x", "y", "y", "y"]) is model, "fit does not return self"
    assert {str(label) for label in model.classes_} == {"x", "y"}, "labels of the first fit are left"
    again = model.fit(list(_TEXTS), list(_ANSWERS)).predict_proba(_UNSEEN)
    _same(again, _fitted(classifier).predict_proba(_UNSEEN), "a second fit")


def check_not_fitted(classifier: Any) -> None:
    """Hold that an unfitted model refuses to predict, as scikit-learn's own do."""
    from sklearn.base import clone  # noqa: PLC0415

    for method in ("predict", "predict_proba"):
        found = _refusal(getattr(clone(classifier), method))
        assert "NotFitted" in found, f"{method} before fit gives {found}, no NotFittedError"


def _refusal(predict: Callable[[list[str]], Any]) -> str:
    """Return the name of the error that a prediction ends in."""
    try:
        predict(_UNSEEN)
    except (ValueError, AttributeError) as error:
        return type(error).__name__
    return "an answer"


def check_kinds_of_input(classifier: Any) -> None:
    """Hold that lists, tuples and arrays of sentences are taken alike."""
    import numpy as np  # noqa: PLC0415

    wanted = _fitted(classifier).predict_proba(_UNSEEN)
    for dtype in (str, object):
        from_array = _fitted(classifier).fit(np.array(_TEXTS, dtype=dtype), np.array(_ANSWERS, dtype=dtype))
        _same(from_array.predict_proba(np.array(_UNSEEN, dtype=dtype)), wanted, "an array")
    _same(_fitted(classifier).predict_proba(tuple(_UNSEEN)), wanted, "a tuple")


def check_empty_text(classifier: Any) -> None:
    """Hold that an empty sentence has probabilities that sum to 1."""
    found = _fitted(classifier).predict_proba([""])
    assert found.shape[0] == 1, "an empty sentence is left out"
    assert abs(float(found.sum()) - 1) < 1e-9, "the probabilities of an empty sentence do not sum to 1"


def check_empty_batch(classifier: Any) -> None:
    """Hold that no sentences have no labels."""
    model = _fitted(classifier)
    assert model.predict([]).shape == (0,), "predict([]) is not of shape (0,)"
    found = model.predict_proba([]).shape
    assert found == (0, len(model.classes_)), f"predict_proba([]) is of shape {found}"


def check_weight_zero(classifier: Any) -> None:
    """Hold that a sentence of weight 0 counts as if it were not there."""
    from sklearn.base import clone  # noqa: PLC0415

    weights = [1.0] * (len(_TEXTS) - 1) + [0.0]
    weighted = _fitted(classifier, sample_weight=weights).predict_proba(_UNSEEN)
    removed = clone(classifier).fit(_TEXTS[:-1], _ANSWERS[:-1]).predict_proba(_UNSEEN)
    _same(weighted, removed, "weight 0")


def check_input_unchanged(classifier: Any) -> None:
    """Hold that fit and predict leave what they are given as it was."""
    from sklearn.base import clone  # noqa: PLC0415

    texts, answers, unseen = list(_TEXTS), list(_ANSWERS), list(_UNSEEN)
    before = repr(classifier.get_params())
    clone(classifier).fit(texts, answers).predict_proba(unseen)
    assert (texts, answers, unseen) == (_TEXTS, _ANSWERS, _UNSEEN), "the input was changed"
    assert repr(classifier.get_params()) == before, "the parameters were changed"


def check_determinism(classifier: Any) -> None:
    """Hold that the same sentences give the same model."""
    one, other = (_fitted(classifier).predict_proba(_UNSEEN) for _ in range(2))
    _same(one, other, "a second model of the same sentences")


def check_order_and_batches(classifier: Any) -> None:
    """Hold that a sentence has its label whatever stands beside it."""
    model = _fitted(classifier)
    wanted = model.predict_proba(_UNSEEN)
    _same(model.predict_proba(_UNSEEN[::-1])[::-1], wanted, "the reverse order")
    for at, text in enumerate(_UNSEEN):
        _same(model.predict_proba([text]), wanted[at : at + 1], "one sentence at a time")


def check_threads(classifier: Any) -> None:
    """Hold that one model may be asked by several threads at once."""
    model = _fitted(classifier)
    wanted = model.predict_proba(_UNSEEN)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(model.predict_proba, [_UNSEEN] * 16):
            _same(found, wanted, "threads")


def check_processes(classifier: Any) -> None:
    """Hold that a fitted model can be sent to other processes by joblib."""
    from joblib import Parallel, delayed  # noqa: PLC0415

    model = _fitted(classifier)
    asked = Parallel(n_jobs=2)(delayed(model.predict_proba)([text]) for text in _UNSEEN)
    for at, found in enumerate(asked):
        _same(found, model.predict_proba(_UNSEEN[at : at + 1]), "processes")
