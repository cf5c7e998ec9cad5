"""Sentences: slices of their source, in order, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stancekit as sk
from stancekit.steps.splitting import split
from stancekit.talks import SentenceRole


def _roles(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(s.text, s.role.value) for s in split(sk.Source("n", text, language=language))]


_texts = st.text(
    alphabet=st.sampled_from('ab AB.!?\n"“”’()😀é,;:-1' + "\u00a0\u2028"), min_size=1, max_size=200
).filter(lambda text: text.strip())


@given(_texts, st.sampled_from(["en", "id"]))
def test_sentences_are_ordered_slices_of_their_source(text: str, language: str) -> None:
    """A sentence is the slice of its source; sentences are in order and do not overlap."""
    end = 0
    for sentence in split(sk.Source("n", text, language=language)):
        assert text[sentence.start : sentence.end] == sentence.text
        assert end <= sentence.start
        assert not text[end : sentence.start].strip()
        end = sentence.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("Mr. Lavrov met Ms. Truss. They spoke.", "en", ["Mr. Lavrov met Ms. Truss.", "They spoke."]),
        ("The U.S. said no. It left.", "en", ["The U.S. said no.", "It left."]),
        ("Ia tinggal di Jl. Thamrin. Letjen. Purn. Sutiyoso hadir.", "id",
         ["Ia tinggal di Jl. Thamrin.", "Letjen. Purn. Sutiyoso hadir."]),
        ("“We will go 😀.” He left.", "en", ["“We will go 😀.”", "He left."]),
        ("Puluhan ribu orang. pasukan berkumpul.", "id", ["Puluhan ribu orang. pasukan berkumpul."]),
    ],
)  # fmt: skip
def test_boundaries(text: str, language: str, sentences: list[str]) -> None:
    """Abbreviations and lower-case continuations do not end a sentence."""
    assert [s.text for s in split(sk.Source("n", text, language=language))] == sentences


def test_headings_links_and_notes_are_set_apart() -> None:
    """Titles, headings, link titles, bylines and source notes are not running text."""
    text = (
        "Talks end in Geneva\n\nBy Ann Lee\n\nThe room\n\nThey met on Friday.\n\nRead more\n\n"
        "Ministers reject demands\nSanctions loom?\n\nSource: https://example.org/a\n"
    )
    assert _roles(text) == [
        ("Talks end in Geneva", "title"),
        ("By Ann Lee", "note"),
        ("The room", "heading"),
        ("They met on Friday.", "body"),
        ("Read more", "heading"),
        ("Ministers reject demands", "link"),
        ("Sanctions loom?", "body"),
        ("Source: https://example.org/a", "note"),
    ]


def test_a_long_line_without_full_stop_is_running_text() -> None:
    """A heading is short; a long line counts as text even without a full stop."""
    line = "They " + "spoke and spoke " * 20
    assert [role for _, role in _roles(f"Title\n\n{line}")] == ["title", "body"]


def test_a_very_long_paragraph_is_cut_without_loss() -> None:
    """A paragraph beyond the limit of a piece keeps every word."""
    text = "Talks went on. " * 4000
    sentences = split(sk.Source("n", text, language="en"))
    assert sum(len(s.text.split()) for s in sentences) == 12000
    assert all(s.role is SentenceRole.BODY for s in sentences)
