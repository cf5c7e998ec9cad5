"""The sentence classifier, its model files, and the labelled sentences that it learns from."""

import hashlib
import io
import json
import re
import subprocess
import sys
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone, is_classifier
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import Pipeline

from small_records import LAW
from stancekit import SentenceClassifier, load_classifier
from stancekit.errors import InputError, ModelError, NotFittedError, OutputError
from stancekit.labels import (
    PLOVER,
    PROMISED,
    describe,
    load_model,
    read_sentences,
    read_tokens,
    save_model,
    tell_language,
    train,
)
from stancekit.testing import text_classifier_checks

TEXTS = [
    "Leave the valley now, the rebels demanded.",
    "The union demanded higher pay.",
    "Buruh menuntut upah dinaikkan.",
    "If they attack we will strike back.",
    "We will close the strait if sanctions stay.",
    "Kami akan mogok jika upah tidak dinaikkan.",
    "The board agreed to lift the ban.",
    "The army freed twelve students.",
    "Polisi membebaskan dua belas mahasiswa.",
    "It rained all day in the north.",
    "The ministers met in Geneva.",
    "Kedua menteri bertemu di Jenewa.",
]
KINDS = [*["demand"] * 3, *["threat"] * 3, *["release-or-pardon"] * 3, *["report-or-background"] * 3]
LABELS = [*["demand"] * 3, *["warning"] * 3, *["concession"] * 3, *["other"] * 3]


def fitted(**parameters):
    """Return a small classifier that has learnt the sentences above."""
    return SentenceClassifier(**{"min_count": 1, **parameters}).fit(TEXTS, KINDS)


MODEL = fitted()
BATCHES = st.lists(st.one_of(st.sampled_from(TEXTS), st.text(max_size=30)), max_size=6)


class Column:
    """A column of a table, as pandas and polars have it: neither list nor array."""

    def __init__(self, values):
        self._values = list(values)

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)


# The contract --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", text_classifier_checks(), ids=lambda check: check.__name__)
def test_the_published_contract_holds(check):
    """The classifier passes every check that stancekit publishes for classifiers."""
    check(SentenceClassifier(min_count=1))


class _Moody(SentenceClassifier):
    """A classifier whose answers depend on their neighbours."""

    def predict_proba(self, X):  # noqa: N803  (scikit-learn's name)
        found = super().predict_proba(X)
        return found[:, ::-1] if len(found) > 1 else found


def test_the_published_contract_can_fail():
    """A classifier whose answers depend on the batch is caught."""
    checks = {check.__name__: check for check in text_classifier_checks()}
    with pytest.raises(AssertionError, match=r"^one sentence at a time: the probabilities differ"):
        checks["check_order_and_batches"](_Moody(min_count=1))


def test_it_learns_fine_kinds_and_reports_labels():
    """Kinds of the codebook are learnt, and the labels that they belong to are predicted."""
    assert list(MODEL.classes_) == ["concession", "demand", "other", "warning"]
    assert list(MODEL.predict(TEXTS)) == LABELS
    assert list(MODEL.predict_kinds(TEXTS)) == KINDS
    assert MODEL.score(TEXTS, KINDS) == MODEL.score(TEXTS, LABELS) == 1


@LAW
@given(BATCHES)
def test_probabilities_sum_to_one(texts):
    """Rows of probabilities are not negative and sum to 1, for labels and for kinds."""
    for found, names in (
        (MODEL.predict_proba(texts), MODEL.classes_),
        (MODEL.predict_kinds_proba(texts), MODEL.kinds_),
    ):
        assert found.shape == (len(texts), len(names))
        assert (found >= 0).all()
        assert np.allclose(found.sum(axis=1), 1)


@LAW
@given(BATCHES, st.randoms(use_true_random=False))
def test_order_and_batches_change_nothing(texts, random):
    """Labelling in another order or one at a time gives the same labels."""
    wanted = dict(zip(texts, MODEL.predict(texts), strict=True))
    shuffled = random.sample(texts, len(texts))
    assert dict(zip(shuffled, MODEL.predict(shuffled), strict=True)) == wanted
    assert {text: MODEL.predict([text])[0] for text in texts} == wanted


@LAW
@given(BATCHES)
def test_the_kind_is_one_of_the_label(texts):
    """The likeliest kind of a sentence belongs to its label."""
    taxonomy = dict(zip(KINDS, LABELS, strict=True))
    kinds, labels = MODEL.predict_kinds(texts), MODEL.predict(texts)
    assert [taxonomy[kind] for kind in kinds] == list(labels)


@LAW
@given(BATCHES, st.floats(0, 1))
def test_sets_hold_the_labels_above_the_threshold(texts, threshold):
    """A set holds exactly the labels that reach the threshold, the likeliest first."""
    for row, labels in zip(
        MODEL.predict_proba(texts), MODEL.predict_sets(texts, threshold=threshold), strict=True
    ):
        by_name = dict(zip(MODEL.classes_, row, strict=True))
        assert set(labels) == {name for name, p in by_name.items() if p >= threshold}
        assert [by_name[name] for name in labels] == sorted((by_name[name] for name in labels), reverse=True)


def test_a_set_may_be_empty_or_whole():
    """No label reaches certainty, and every label reaches 0."""
    assert MODEL.predict_sets(["Hm."], threshold=1) == [()]
    assert len(MODEL.predict_sets(["Hm."], threshold=0)[0]) == 4


def test_a_column_of_a_table_will_do():
    """Anything that can be iterated over will do for sentences and for labels."""
    model = SentenceClassifier(min_count=1).fit(Column(TEXTS), Column(KINDS))
    assert np.array_equal(model.predict_proba(Column(TEXTS)), MODEL.predict_proba(TEXTS))
    lazily = SentenceClassifier(min_count=1).fit(iter(TEXTS), iter(KINDS))
    assert np.array_equal(lazily.predict_proba(iter(TEXTS)), MODEL.predict_proba(TEXTS))


def test_explain_gives_the_strongest_features_first():
    """An explanation is sorted, no longer than asked, and names features of the sentence."""
    shares = MODEL.explain(TEXTS[0], top=4)
    assert len(shares) == 4
    assert [share for _, share in shares] == sorted((share for _, share in shares), reverse=True)
    assert {name for name, _ in shares} <= set(describe(TEXTS[0]))
    assert MODEL.explain("", top=0) == []


def test_weights_matter():
    """A heavier sentence pulls the model its way; a weight of 0 takes its kind away altogether."""
    heavy = [10.0] * 3 + [1.0] * 9
    weighted = SentenceClassifier(min_count=1).fit(TEXTS, KINDS, sample_weight=heavy)
    assert weighted.predict_proba(["Hm."])[0, 1] > MODEL.predict_proba(["Hm."])[0, 1]
    without = SentenceClassifier(min_count=1).fit(TEXTS, KINDS, sample_weight=[0.0] * 3 + [1.0] * 9)
    assert "demand" not in without.classes_
    assert MODEL.score(TEXTS, ["other"] * 12, sample_weight=[0] * 9 + [1] * 3) == 1


# Labels and taxonomies of one's own ----------------------------------------------------------------------


def test_own_labels_stand_for_themselves():
    """Labels that no taxonomy names are reported as they are; two are enough."""
    model = SentenceClassifier(min_count=1).fit(TEXTS, ["pro"] * 6 + ["contra"] * 6)
    assert list(model.classes_) == list(model.kinds_) == ["contra", "pro"]
    assert list(model.predict(TEXTS[:1])) == ["pro"]
    assert np.allclose(model.predict_proba(["", "Hm."]).sum(axis=1), 1)


def test_own_taxonomies_make_the_labels():
    """One's own taxonomy says which label a kind belongs to, and the probabilities add up."""
    taxonomy = {"demand": "hard", "threat": "hard", "release-or-pardon": "soft"}
    model = fitted(taxonomy=taxonomy)
    assert list(model.classes_) == ["hard", "report-or-background", "soft"]
    fine = model.predict_kinds_proba(TEXTS)
    hard = fine[:, [kind in ("demand", "threat") for kind in model.kinds_]].sum(axis=1)
    assert np.allclose(model.predict_proba(TEXTS)[:, 0], hard)


def test_a_describe_function_of_ones_own_is_used():
    """Features may be whatever a function makes of a sentence."""
    model = fitted(describe=lambda text: ["q"] if "?" in text else ["p"])
    assert set(model.vocabulary_) == {"p"}


def test_a_hidden_layer_learns_too():
    """With a hidden layer it learns the same sentences, and each share of `explain` is of a known feature."""
    model = fitted(hidden_size=8, max_iter=200)
    assert model.score(TEXTS, KINDS) == 1.0
    assert {name for name, _ in model.explain(TEXTS[0])} <= set(model.vocabulary_)


def test_networks_differ_by_their_seed_alone():
    """One seed gives one model; another seed another."""
    same, again, other = (fitted(hidden_size=8, random_state=seed).predict_proba(TEXTS) for seed in (1, 1, 2))
    assert np.array_equal(same, again)
    assert not np.allclose(same, other)


@LAW
@given(st.floats(0, 3))
def test_a_shift_moves_the_odds_of_its_label(shift):
    """A prior shift adds to the log-odds of a label against each other label, and changes nothing else."""
    plain = MODEL.predict_proba(TEXTS)
    shifted = load_shifted(shift).predict_proba(TEXTS)
    at = list(MODEL.classes_).index("demand")
    others = [k for k in range(len(MODEL.classes_)) if k != at]
    gained = np.log(shifted[:, at] / plain[:, at])[:, None] - np.log(shifted[:, others] / plain[:, others])
    assert np.allclose(gained, shift, atol=1e-6)


def load_shifted(shift):
    """Return the small classifier with more or less of a prior for demands."""
    return fitted(prior_shift={"demand": shift})


def test_promised_kinds_go_with_the_plain_ones():
    """To promise to yield is to concede; PLOVER's table says agree; the kind is named without the promise."""
    at = TEXTS.index("The board agreed to lift the ban.")
    kinds = [*KINDS[:at], f"ease-restriction{PROMISED}", *KINDS[at + 1 :]]
    model = SentenceClassifier(min_count=1).fit(TEXTS, kinds)
    assert model.predict(TEXTS)[at] == "concession"
    assert model.predict_kinds(TEXTS)[at] == "ease-restriction"
    assert model.viewed_as(PLOVER).predict(TEXTS)[at] == "other"
    assert model.predict(TEXTS)[at] == "concession"  # the model itself is as it was


@pytest.mark.parametrize("wrong", [{"hidden_size": -1}, {"n_networks": 0}])
def test_impossible_networks_are_refused(wrong):
    """A layer of fewer than no units, or no network at all."""
    with pytest.raises(InputError, match="hidden_size is at least 0 and n_networks at least 1"):
        fitted(**wrong)


def test_modality_tells_promised_from_done(tmp_path):
    """A concession to come is learnt apart from one that is done; other kinds are not."""
    rows = [
        {"text": "a", "kinds": ["resign"], "modality": "promised"},
        {"text": "b", "kinds": ["resign"]},
        {"text": "c", "kinds": ["threat"], "modality": "promised"},
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert [s.target for s in read_sentences(file)] == [f"resign{PROMISED}", "resign", "threat"]


# scikit-learn's grammar ----------------------------------------------------------------------------------


def test_it_is_a_classifier_to_scikit_learn():
    """scikit-learn sees a classifier, clones it, and does not clone what was learnt."""
    assert is_classifier(MODEL)
    assert clone(MODEL).get_params() == MODEL.get_params()
    assert not clone(MODEL).__sklearn_is_fitted__()
    assert MODEL.__sklearn_is_fitted__()


def test_it_works_where_scikit_learn_puts_it():
    """cross_val_score, Pipeline and GridSearchCV work on lists of sentences."""
    assert cross_val_score(SentenceClassifier(min_count=1), TEXTS, KINDS, cv=3).shape == (3,)
    pipe = Pipeline([("label", SentenceClassifier(min_count=1))])
    search = GridSearchCV(pipe, {"label__C": [1.0, 10.0]}, cv=3).fit(TEXTS, KINDS)
    assert search.best_params_["label__C"] in (1.0, 10.0)
    assert len(search.predict(TEXTS)) == 12


def test_parameters_can_be_read_and_set():
    """set_params returns the classifier; its repr shows what is not as usual."""
    model = SentenceClassifier()
    assert model.set_params(C=2.0) is model
    assert model.get_params()["C"] == 2.0
    assert repr(model) == "SentenceClassifier(C=2.0)"


def test_unknown_parameters_are_refused():
    """A parameter that is not there is refused, and those that are there are named."""
    with pytest.raises(InputError, match=r"^there is no parameter 'alpha': use taxonomy, C, min_count"):
        SentenceClassifier().set_params(alpha=1)


def test_a_refit_forgets_the_file(tmp_path):
    """A model that was read from a file and fitted anew no longer bears the file's fingerprint."""
    save_model(MODEL, tmp_path)
    model = load_model(tmp_path)
    assert model.fingerprint_ == hashlib.sha256((tmp_path / "weights.npz").read_bytes()).hexdigest()
    assert model.fit(TEXTS, KINDS).fingerprint_ == ""


# What is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ask",
    [
        lambda model: model.predict(["x"]),
        lambda model: model.predict_proba(["x"]),
        lambda model: model.predict_kinds(["x"]),
        lambda model: model.predict_kinds_proba([]),
        lambda model: model.predict_sets(["x"]),
        lambda model: model.explain("x"),
        lambda model: model.score(["x"], ["other"]),
        lambda model: save_model(model, "nowhere"),
    ],
)
def test_an_unfitted_classifier_says_so(ask):
    """Whatever is asked before fit, the answer is that nothing was learnt."""
    with pytest.raises(NotFittedError, match=r"has learnt nothing yet: call fit first$"):
        ask(SentenceClassifier())


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("Leave now.", "a single str was given: give a list of sentences, such as [text]"),
        (b"Leave now.", "sentence 0 is int: every sentence is a str"),
        (["Leave.", None], "sentence 1 is NoneType: every sentence is a str"),
        (np.array([["Leave."]]), "sentence 0 is ndarray: every sentence is a str"),
    ],
    ids=["str", "bytes", "none", "table"],
)
def test_only_sentences_are_taken(given, message):
    """A lone str and anything that is no str are refused, in learning and in predicting."""
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        MODEL.predict(given)
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        SentenceClassifier().fit(given, ["demand"])


@pytest.mark.parametrize(
    ("parameters", "arguments", "message"),
    [
        ({}, (TEXTS, KINDS[:-1]), "12 sentences but 11 labels: give one label for each"),
        ({}, (TEXTS, ["x"] * 12), "all sentences have one label: give sentences of at least two labels"),
        ({}, ([], []), "all sentences have one label"),
        ({}, (TEXTS, KINDS, [1.0] * 11), "sample_weight needs 12 numbers, none below 0"),
        ({}, (TEXTS, KINDS, [1.0] * 11 + [-1]), "sample_weight needs 12 numbers, none below 0"),
        ({}, (TEXTS, KINDS, [1.0] * 11 + [np.nan]), "sample_weight needs 12 numbers, none below 0"),
        ({}, (TEXTS, KINDS, [1.0] * 11 + [np.inf]), "sample_weight needs 12 numbers, none below 0"),
        ({}, (TEXTS, KINDS, [1.0] * 3 + [0.0] * 9), "all sentences have one label"),
        ({"C": 0.0}, (TEXTS, KINDS), "C is 0.0: give a number greater than 0"),
        ({"C": float("nan")}, (TEXTS, KINDS), "C is nan: give a number greater than 0"),
        ({"min_count": 99}, (TEXTS, KINDS), "no feature is in 99 sentences: lower min_count or give more"),
    ],
)
def test_fit_checks_what_it_is_given(parameters, arguments, message):
    """Labels that do not match, weights that are none, and too few labels are refused."""
    with pytest.raises(InputError, match=f"^{re.escape(message)}"):
        SentenceClassifier(**parameters).fit(*arguments)


def test_score_wants_a_label_for_each_sentence():
    """One label is not taken for the label of every sentence."""
    with pytest.raises(InputError, match=r"^12 sentences but 1 labels: give one label for each$"):
        MODEL.score(TEXTS, ["demand"])


# Model files ---------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path):
    """Write a small model, and return its folder."""
    save_model(MODEL, tmp_path / "model")
    return tmp_path / "model"


def change(home, **fields):
    """Change fields of a model's JSON; a value may be a function of what stood there."""
    described = json.loads((home / "model.json").read_text(encoding="utf-8"))
    for name, value in fields.items():
        described[name] = value(described[name]) if callable(value) else value
    (home / "model.json").write_text(json.dumps(described), encoding="utf-8")


def swap(home, data):
    """Put other bytes in the place of the weights, and their SHA-256 into the JSON."""
    (home / "weights.npz").write_bytes(data)
    change(home, sha256=hashlib.sha256(data).hexdigest())


def arrays_of(home, **changes):
    """Return a model's arrays as the bytes of a .npz, some of them changed; None leaves one out."""
    with np.load(home / "weights.npz") as stored:
        arrays = {name: stored[name] for name in stored}
    for name, value in changes.items():
        arrays[name] = value(arrays[name]) if callable(value) else value
    data = io.BytesIO()
    np.savez(data, **{name: array for name, array in arrays.items() if array is not None})
    return data.getvalue()


def with_nan(weights):
    """Return weights with one value that is no number."""
    weights = weights.copy()
    weights.flat[0] = np.nan
    return weights


def flip(path):
    """Change one byte in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_what_was_written_reads_back_equal(home, tmp_path):
    """A model that was read and written again is the same; it labels as the one that was written."""
    model = load_model(home)
    save_model(model, tmp_path / "again")
    again = load_model(tmp_path / "again")
    assert np.array_equal(model.predict_kinds_proba(TEXTS), again.predict_kinds_proba(TEXTS))
    assert model.vocabulary_ == again.vocabulary_
    assert model.get_params() == again.get_params() == MODEL.get_params()
    assert np.allclose(model.predict_kinds_proba(TEXTS), MODEL.predict_kinds_proba(TEXTS), atol=0.01)
    assert (home / "weights.npz").read_bytes() == (tmp_path / "again" / "weights.npz").read_bytes()
    assert (home / "model.json").read_bytes() == (tmp_path / "again" / "model.json").read_bytes()


def test_own_taxonomies_are_kept(tmp_path):
    """A taxonomy of one's own is written with the model."""
    save_model(fitted(taxonomy={"demand": "hard"}), tmp_path)
    assert "hard" in load_model(tmp_path).classes_


def test_networks_read_back_equal(tmp_path):
    """A model with a hidden layer is written and read like any other."""
    model = fitted(hidden_size=6, n_networks=2, max_iter=60)
    save_model(model, tmp_path)
    again = load_model(tmp_path)
    assert again.hidden_weights_.shape == (len(model.vocabulary_), 12)
    assert np.allclose(again.predict_kinds_proba(TEXTS), model.predict_kinds_proba(TEXTS), atol=0.02)
    assert again.get_params() == model.get_params()


DAMAGE = {
    "no weights": (lambda home: (home / "weights.npz").unlink(), "cannot be read (No such file"),
    "no JSON": (lambda home: (home / "model.json").unlink(), "cannot be read (No such file"),
    "half": (
        lambda home: (home / "weights.npz").write_bytes((home / "weights.npz").read_bytes()[:500]),
        "weights.npz: damaged, its SHA-256 differs; take both files anew",
    ),
    "a byte": (lambda home: flip(home / "weights.npz"), "weights.npz: damaged, its SHA-256 differs"),
    "half, signed": (
        lambda home: swap(home, (home / "weights.npz").read_bytes()[:500]),
        "incomplete or damaged",
    ),
    "empty, signed": (lambda home: swap(home, b""), "incomplete or damaged"),
    "text, signed": (lambda home: swap(home, b"weights"), "incomplete or damaged"),
    "one array, signed": (lambda home: swap(home, arrays_of(home, intercept=None)), "incomplete or damaged"),
    "pickle, signed": (
        lambda home: swap(home, arrays_of(home, by_feature=np.array([{}], dtype=object))),
        "incomplete or damaged (Object arrays cannot be loaded",
    ),
    "no numbers": (
        lambda home: swap(home, arrays_of(home, scales=with_nan)),
        "hold values that are no numbers",
    ),
    "no number": (
        lambda home: swap(home, arrays_of(home, intercept=with_nan)),
        "hold values that are no numbers",
    ),
    "a row less": (
        lambda home: swap(home, arrays_of(home, by_feature=lambda w: w[1:])),
        "the weights do not fit",
    ),
    "a kind less": (
        lambda home: swap(home, arrays_of(home, intercept=lambda i: i[1:])),
        "the weights do not fit",
    ),
    "other numbers": (
        lambda home: swap(home, arrays_of(home, by_feature=lambda w: w.astype(float))),
        "the weights do not fit",
    ),
    "texts for numbers": (
        lambda home: swap(home, arrays_of(home, intercept=lambda i: i.astype(str))),
        "the weights do not fit",
    ),
    "other weights": (
        lambda home: swap(home, arrays_of(home, by_feature=lambda w: w[::-1].copy())),
        "does not give the probabilities it was written with",
    ),
    "a shift of words": (
        lambda home: change(home, parameters=lambda p: {**p, "prior_shift": {"other": "much"}}),
        "prior_shift is no map of numbers",
    ),
    "foreign": (
        lambda home: (home / "model.json").write_text('{"model": "bert"}', encoding="utf-8"),
        "this is no model of stancekit; train one with 'stancekit train'",
    ),
    "a list": (lambda home: (home / "model.json").write_text("[]", encoding="utf-8"), "this is no model of"),
    "no JSON at all": (
        lambda home: (home / "model.json").write_text("{", encoding="utf-8"),
        "model.json: not valid JSON (",
    ),
    "deep JSON": (
        lambda home: (home / "model.json").write_text("[" * 100_000, encoding="utf-8"),
        "model.json: not valid JSON (",
    ),
    "future": (lambda home: change(home, format_version=99), "format version 99, this stancekit reads"),
    "doubled": (
        lambda home: change(home, vocabulary=lambda words: [words[1], *words[1:]]),
        "model.json: vocabulary names something twice; take the file anew",
    ),
    "doubled kinds": (
        lambda home: change(home, kinds=lambda kinds: [kinds[1], *kinds[1:]]),
        "model.json: kinds names something twice",
    ),
    "numbers for words": (
        lambda home: change(home, vocabulary=[1, 2]),
        "model.json: vocabulary is no list of",
    ),
    "a list of labels": (lambda home: change(home, taxonomy=["hard"]), "model.json: taxonomy is no map of"),
    "numbers for labels": (lambda home: change(home, taxonomy={"demand": 1}), "taxonomy is no map of texts"),
    "no parameters": (lambda home: change(home, parameters={}), "incomplete or damaged"),
    "other words": (
        lambda home: change(home, vocabulary=lambda words: words[::-1]),
        "does not give the probabilities it was written with",
    ),
    "other probes": (
        lambda home: change(home, probes=lambda probes: [[text, row[::-1]] for text, row in probes]),
        "does not give the probabilities it was written with",
    ),
    "no probes": (lambda home: change(home, probes=[]), "does not give the probabilities"),
    "probes of another kind": (lambda home: change(home, probes=[1]), "does not give the probabilities"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damaged_models_are_refused(home, name):
    """Every kind of damage to a model is met with what is wrong, where, and what would do."""
    damage, message = DAMAGE[name]
    damage(home)
    with pytest.raises(ModelError, match=f"^{re.escape(str(home))}.*{re.escape(message)}"):
        load_model(home)


def test_any_changed_byte_of_the_weights_is_seen(home):
    """Wherever a byte of the weights changes, the model is refused."""
    data = (home / "weights.npz").read_bytes()
    for at in range(0, len(data), max(len(data) // 23, 1)):
        changed = bytearray(data)
        changed[at] ^= 255
        (home / "weights.npz").write_bytes(changed)
        with pytest.raises(ModelError, match="its SHA-256 differs"):
            load_model(home)


def test_giants_are_not_read(home, monkeypatch):
    """Files that are far too large for a model are refused before they are read."""
    monkeypatch.setattr("stancekit.labels.model._LARGEST", 100)
    with pytest.raises(ModelError, match=r"larger than 64 MB; this is no model of stancekit$"):
        load_model(home)


def test_own_features_cannot_be_written(tmp_path):
    """A function of one's own is no plain array: such a model is not written."""
    with pytest.raises(InputError, match=r"^a model with a describe function of its own cannot be written"):
        save_model(fitted(describe=str.split), tmp_path / "model")
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_model_whole(home, monkeypatch, call):
    """When the disk is full, the old model stays and nothing is left beside it."""
    before = {path.name: path.read_bytes() for path in home.iterdir()}

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"os.{call}", full)
    with pytest.raises(OutputError, match=r"cannot be written \(No space left on device\)"):
        save_model(fitted(C=1.0), home)
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


# Labelled sentences --------------------------------------------------------------------------------------


def line_of(**fields):
    """Return a line of a file of labelled sentences."""
    return json.dumps({"text": "Leave now.", "kinds": ["demand"], **fields}) + "\n"


def test_sentences_are_read_from_a_file_or_a_folder(tmp_path):
    """A folder stands for its files in order; a label will do in place of kinds."""
    (tmp_path / "b.jsonl").write_text('{"text": "Go.", "label": "demand"}\n\n', encoding="utf-8")
    (tmp_path / "a.jsonl").write_text("\ufeff" + line_of(language="en", more=1), encoding="utf-8")
    found = [(s.text, s.kinds, s.language, s.group) for s in read_sentences(tmp_path)]
    assert found == [("Leave now.", ("demand",), "en", "a"), ("Go.", ("demand",), "", "b")]
    assert read_sentences(str(tmp_path / "a.jsonl"))[0].kinds == ("demand",)


@pytest.mark.parametrize(
    "line",
    [
        "Leave now.",
        "[1]",
        "3",
        '"text"',
        "1" * 5000,
        "[" * 100_000,
        '{"text": "Leave now."}',
        '{"kinds": ["demand"]}',
        line_of(text=""),
        line_of(text="  "),
        line_of(text=3),
        line_of(text="\ud800"),
        line_of(kinds=[]),
        line_of(kinds="demand"),
        line_of(kinds=[1]),
        line_of(kinds=[""]),
        line_of(kinds={"demand": 1}),
        line_of(kinds=None),
    ],
    ids=range(18),
)
def test_lines_that_are_no_sentence_are_refused(tmp_path, line):
    """A line without a text and its kinds is refused with file, line and an example of a good one."""
    file = tmp_path / "own.jsonl"
    file.write_text(line_of() + line, encoding="utf-8")
    message = f'{file}: line 2: no labelled sentence; give {{"text": "...", "kinds": ["appeal"]}}'
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        read_sentences(file)


def test_missing_sentences_are_refused(tmp_path):
    """A file that is not there or not UTF-8, and a folder without sentences, are refused by name."""
    with pytest.raises(InputError, match=r"none\.jsonl: cannot be read .* give a UTF-8 file"):
        read_sentences(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match=r"no \.jsonl file in this folder; put labelled sentences there"):
        read_sentences(tmp_path)
    (tmp_path / "latin.jsonl").write_bytes(b'{"text": "caf\xe9"}')
    with pytest.raises(InputError, match=r"latin\.jsonl: cannot be read .* give a UTF-8 file"):
        read_sentences(tmp_path)


def test_training_takes_the_primary_kinds(tmp_path):
    """A classifier is fitted to the first kind of each sentence."""
    lines = [line_of(text=text, kinds=[kind, "aid"]) for text, kind in zip(TEXTS, KINDS, strict=True)]
    (tmp_path / "own.jsonl").write_text("".join(lines), encoding="utf-8")
    model = train(read_sentences(tmp_path), min_count=1)
    assert np.allclose(model.predict_kinds_proba(TEXTS), MODEL.predict_kinds_proba(TEXTS))


# The bundled model ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The union demanded that the company pay the wages it owes.", "demand"),
        ("Serikat buruh mendesak perusahaan membayar pesangon.", "demand"),
        ("We urge both sides to stop the fighting.", "demand"),
        ("Rusia mendesak NATO menarik pasukannya.", "demand"),
        ("If the tariffs stay, we will retaliate, the minister warned.", "warning"),
        ("Kami akan mogok jika upah tidak dinaikkan.", "warning"),
        ("The government agreed to lift the curfew on Sunday.", "concession"),
        ("Polisi membebaskan dua belas mahasiswa.", "concession"),
        ("It rained all day in the north.", "other"),
        ("Harga beras naik tiga persen bulan lalu.", "other"),
    ],
)
def test_the_bundled_model_labels_the_obvious(text, label):
    """Plain demands, warnings, concessions and reports have their labels in both languages."""
    assert list(load_classifier().predict([text])) == [label]


@pytest.mark.parametrize("text", ["Buruh menuntut upah dinaikkan.", "We demand that they leave now."])
def test_the_bundled_model_labels_short_demands(text):
    """A demand of a few words is a demand."""
    assert list(load_classifier().predict([text])) == ["demand"]


def test_the_bundled_model_needs_no_scikit_learn():
    """The bundled model is read and used without scikit-learn and scipy, and is read once."""
    code = (
        "import sys, stancekit as sk; model = sk.load_classifier(); model.predict(['Leave now.'])\n"
        "assert model is sk.load_classifier()\n"
        "print([name for name in ('sklearn', 'scipy', 'joblib') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_clone_of_the_bundled_model_can_learn():
    """The bundled model is a template too: a clone of it is fitted without touching it."""
    before = load_classifier().predict_proba(TEXTS)
    clone(load_classifier()).fit([*TEXTS, *TEXTS], [*KINDS, *KINDS])
    assert np.array_equal(load_classifier().predict_proba(TEXTS), before)


# Words of a sentence -------------------------------------------------------------------------------------


@LAW
@given(st.one_of(st.sampled_from(TEXTS), st.text(max_size=60)))
def test_tokens_are_slices_in_order(text):
    """A token is the slice of its sentence; tokens are in order and do not overlap."""
    tokens = read_tokens(text)
    assert all(text[t.start : t.end].lower().replace("’", "'") == t.word for t in tokens)
    places = [place for t in tokens for place in (t.start, t.end)]
    assert places == sorted(places)


@LAW
@given(st.text(max_size=60))
def test_features_come_once(text):
    """Any text has features, each once, and the same ones each time."""
    features = describe(text)
    assert len(set(features)) == len(features) > 0
    assert describe(text) == features


def test_languages_are_told_apart():
    """English is told from Indonesian, and is what is taken when nothing tells."""
    assert tell_language("The talks are over and they said so") == "en"
    assert tell_language("Perundingan itu sudah selesai dan mereka pulang") == "id"
    assert tell_language("") == tell_language("42") == "en"


def test_names_and_numbers_are_masked():
    """A name and a number leave no word of their own among the features."""
    features = " ".join(describe("On Tuesday Karimov asked for 42 trucks."))
    assert "arimov" not in features
    assert "42" not in features


def test_predicting_warns_of_nothing():
    """An empty batch and an empty sentence are no reason for a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert MODEL.predict([]).shape == (0,)
        assert MODEL.predict([""]).shape == (1,)
        assert MODEL.predict_sets([]) == []
