"""Evaluation: the figures equal scikit-learn's, and the errors are found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stancekit as sk
from stancekit.trust import evaluate, read_labelled

_LABELS = ("a", "b", "c")


class Fixed:
    """A classifier whose predictions are spelled out in the sentences."""

    classes_ = np.array(_LABELS)

    def predict_proba(self, texts: Sequence[str]) -> np.ndarray:
        """Give 0.8 to the label that the text names."""
        return np.array([[0.8 if text == name else 0.1 for name in _LABELS] for text in texts])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(_LABELS), st.sampled_from(_LABELS)), min_size=1, max_size=40))
def test_scores_equal_those_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    """Precision, recall and F1 of every class are scikit-learn's."""
    from sklearn.metrics import precision_recall_fscore_support

    predicted, true = zip(*pairs, strict=True)
    found = evaluate(Fixed(), predicted, true, resamples=5)
    names = [c.label for c in found.classes]
    wanted = precision_recall_fscore_support(true, predicted, labels=names, zero_division=0)
    scores = np.array([[c.precision, c.recall, c.f1, c.count] for c in found.classes]).T
    np.testing.assert_allclose(scores, np.array(wanted, dtype=float))
    assert found.interval[0] <= found.interval[1]


def test_worst_errors_come_first_and_the_table_is_printed() -> None:
    """Wrong predictions are listed; the printed table has the macro-F1 and a row a label."""
    found = evaluate(Fixed(), ["a", "b", "c"], ["a", "c", "c"], groups=["x", "x", "y"], resamples=20)
    assert found.errors == ((0.8, "c", "b", "b"),)
    assert str(found).startswith("macro-F1 0.833")
    assert found.calibration_error == pytest.approx(0.8 - 2 / 3)


def test_labels_that_the_model_does_not_know_count_as_missed() -> None:
    """A label of the file that the model cannot give has recall 0."""
    found = evaluate(Fixed(), ["a", "a"], ["a", "z"], resamples=5)
    assert {c.label: c.recall for c in found.classes}["z"] == 0.0


def test_evaluate_needs_a_label_for_each_sentence() -> None:
    """Unequal lengths and nothing at all are refused."""
    with pytest.raises(sk.errors.InputError, match="1 sentences and 0 labels"):
        evaluate(Fixed(), ["a"], [])
    with pytest.raises(sk.errors.InputError, match="at least one"):
        evaluate(Fixed(), [], [])


def test_labelled_files_are_read(tmp_path: Path) -> None:
    """TSV and JSON lines give texts, labels, renamed where asked, and documents."""
    table = tmp_path / "a.tsv"
    table.write_text("sentence\tlabel\tdoc\nGo.\tREQUEST\td1\n", encoding="utf-8")
    assert read_labelled(table, renamed={"REQUEST": "demand"}) == (["Go."], ["demand"], ["d1"])
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"text": "Go.", "label": "other"}\n\n', encoding="utf-8")
    assert read_labelled(lines) == (["Go."], ["other"], ["1"])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tsv", b"text\tlabel\nGo.\t\n", "row 1 has no text or no label"),
        ("a.jsonl", b"{", "not valid JSON lines"),
        ("a.jsonl", b"\xff", "cannot be read"),
    ],
)
def test_bad_labelled_files_are_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """A broken file is refused with its place."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(sk.errors.InputError, match=message):
        read_labelled(path)


def test_halves_share_no_document_and_make_the_whole(tmp_path: Path) -> None:
    """The two halves of a file are disjoint by document and together the whole; rows can be chosen."""
    path = tmp_path / "a.jsonl"
    rows = [f'{{"text": "t{n}", "label": "other", "doc": "d{n // 3}", "language": "en"}}' for n in range(60)]
    path.write_text("\n".join([*rows, '{"text": "x", "label": "other", "language": "id"}']), encoding="utf-8")
    halves = [read_labelled(path, where={"language": "en"}, half=half) for half in (0, 1)]
    assert not set(halves[0][2]) & set(halves[1][2])
    assert sorted(halves[0][0] + halves[1][0]) == sorted(f"t{n}" for n in range(60))
