"""The labelled sentences in seeds/: whole, broad enough, and nobody else's."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from shared import shared_file
from stancekit.labels import read_tokens
from stancekit.talks import Kind, Label, Modality

SEEDS = Path(__file__).parent.parent / "seeds" / "sentences"
ROWS = [
    {**json.loads(line), "file": path.stem}
    for path in sorted(SEEDS.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
_LONGEST_SHARED_RUN = 6


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _runs(texts: Iterable[str], size: int) -> set[tuple[str, ...]]:
    found = set()
    for text in texts:
        words = _words(text)
        found |= {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}
    return found


def test_every_sentence_is_well_formed() -> None:
    """Kinds, modality and spans are those of the codebook; spans lie in the text and hold words."""
    for row in ROWS:
        assert row["text"].strip() == row["text"]
        assert row["kinds"]
        assert [Kind(kind).value for kind in row["kinds"]] == row["kinds"]
        assert Modality(row["modality"]).value == row["modality"]
        assert row["language"] in ("en", "id")
        assert min(len(row["genre"]), len(row["topic"])) > 0
        for role in ("source", "addressee", "condition", "consequence"):
            start, end = row.get(role, (0, 1))
            assert row["text"][start:end].strip(), row


def test_no_sentence_stands_twice() -> None:
    """No two sentences have the same words."""
    counts = Counter(" ".join(_words(row["text"])) for row in ROWS)
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_kind_has_eighty_sentences(language: str) -> None:
    """Each fine kind is the first one of at least 80 sentences in each language."""
    counts = Counter(row["kinds"][0] for row in ROWS if row["language"] == language)
    assert {kind.value: counts[kind] for kind in Kind if counts[kind] < 80} == {}


def test_all_labels_and_languages_are_there() -> None:
    """There are at least 20,000 English and 7,000 Indonesian sentences, all labels among them."""
    languages = Counter(row["language"] for row in ROWS)
    assert languages["en"] >= 20000
    assert languages["id"] >= 7000
    assert {Kind(row["kinds"][0]).label for row in ROWS} == set(Label)


def _benchmark_texts() -> list[str]:
    news = shared_file("benchmarks/news_dev.jsonl").read_text(encoding="utf-8").splitlines()
    table = shared_file("benchmarks/plv_dev.tsv").read_text(encoding="utf-8").splitlines()
    theirs = [json.loads(line)["text"] for line in news]
    theirs += [row["sentence"] for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)]
    return theirs


def test_no_run_of_words_is_shared_with_the_benchmarks() -> None:
    """No sentence shares a run of six words with the development files."""
    theirs = _benchmark_texts()
    shared = _runs((row["text"] for row in ROWS), _LONGEST_SHARED_RUN) & _runs(theirs, _LONGEST_SHARED_RUN)
    assert {" ".join(run) for run in shared} == set()


def test_no_sentence_is_like_one_of_the_benchmarks() -> None:
    """With names and numbers masked, no sentence is nearer than 0.5 (cosine of rare words) to one of them."""
    theirs = _benchmark_texts()
    ours = [row["text"] for row in ROWS]
    space = TfidfVectorizer(analyzer=_masked, sublinear_tf=True)
    known, foreign = space.fit_transform(filter(_is_long, ours)), space.transform(filter(_is_long, theirs))
    nearest = max(float((known[at : at + 4000] @ foreign.T).max()) for at in range(0, known.shape[0], 4000))
    assert nearest < 0.5


def _masked(text: str) -> list[str]:
    return [token.masked for token in read_tokens(text) if token.masked.isalpha()]


def _is_long(text: str) -> bool:
    return len(_masked(text)) >= 8
