"""Labelling: each sentence gets its labels and fine kinds, with probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, Protocol

from attrs import field, frozen

from stancekit.labels import PROMISED, read_predicates, read_tokens, tell_language
from stancekit.languages import load_pack
from stancekit.talks import Kind, Label, Sentence, SentenceRole

__all__ = ["Classifier", "Labelled", "clauses_beside", "label"]


class Classifier(Protocol):
    """What the coder needs of a classifier: probabilities of fine kinds."""

    kinds_: Any

    def predict_kinds_proba(self, X: Iterable[str]) -> Any:
        """Return an array of shape (n, n_kinds)."""
        ...


@frozen
class Labelled:
    """A sentence with the probability of each fine kind.

    ``beside`` holds how likely a label is in one of the clauses that stand side by side in it ("rejected
    the plan and warned of strikes"): the classifier tells a sentence's first act, these tell the others.
    """

    sentence: Sentence
    kinds: Mapping[Kind, float] = field(repr=False)
    beside: Mapping[Label, float] = field(factory=dict, repr=False)

    def probability(self, label: Label) -> float:
        """Return the probability of a label as the sentence's first act: the sum over its kinds."""
        return sum(p for kind, p in self.kinds.items() if kind.label is label)

    def likelihood(self, label: Label) -> float:
        """Return the probability of a label as the first act or one beside it."""
        return max(self.probability(label), self.beside.get(label, 0.0))

    def best(self, label: Label) -> Kind:
        """Return the likeliest kind of a label."""
        return max((p, kind.value, kind) for kind, p in self.kinds.items() if kind.label is label)[2]

    @property
    def label(self) -> Label:
        """The likeliest label."""
        return max(Label, key=self.probability)


def label(sentences: Iterable[Sentence], classifier: Classifier) -> tuple[Labelled, ...]:
    """Label the running text among the sentences.

    Examples
    --------
    >>> import stancekit as sk
    >>> from stancekit.steps.labelling import label
    >>> text = "Unions demand that the mill reopen."
    >>> labelled, = label([sk.Sentence("n", 0, len(text), text)], sk.load_classifier())
    >>> labelled.label.value
    'demand'
    """
    body = [sentence for sentence in sentences if sentence.role is SentenceRole.BODY]
    if not body:
        return ()
    rows = classifier.predict_kinds_proba([sentence.text for sentence in body])
    kinds = [Kind(str(kind).removesuffix(PROMISED)) for kind in classifier.kinds_]
    clauses = [clauses_beside(sentence.text) for sentence in body]
    others = iter(classifier.predict_kinds_proba([clause for found in clauses for clause in found]))
    return tuple(
        Labelled(sentence, _added_up(kinds, row), _best([_added_up(kinds, next(others)) for _ in found]))
        for sentence, row, found in zip(body, rows, clauses, strict=True)
    )


def _best(clauses: Sequence[Mapping[Kind, float]]) -> dict[Label, float]:
    """Return the highest probability of each label in any of the clauses."""
    found: dict[Label, float] = {}
    for kinds in clauses:
        sums = dict.fromkeys(Label, 0.0)
        for kind, p in kinds.items():
            sums[kind.label] += p
        found = {name: max(found.get(name, 0.0), p) for name, p in sums.items()}
    return found


def clauses_beside(text: str) -> list[str]:
    """Cut a sentence before every further main verb that a coordinator ties to the first.

    Examples
    --------
    >>> from stancekit.steps.labelling import clauses_beside
    >>> clauses_beside("The guild dropped its claim and thanked the mayor.")
    ['thanked the mayor.']
    """
    code = tell_language(text)
    tokens = read_tokens(text, language=code)
    read = read_predicates(text, tokens, load_pack(code))
    firsts = list(accumulate((len(word.split(" ")) for word in read.words), initial=0))
    starts = [
        tokens[firsts[at]].start
        for at in read.finite[1:]
        if read.clauses[at] == "main" and "coordinator" in read.tags[max(0, at - 2) : at]
    ]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def _added_up(kinds: Sequence[Kind], row: Iterable[float]) -> dict[Kind, float]:
    """Add what is done and what is promised of a kind."""
    found = dict.fromkeys(kinds, 0.0)
    for kind, p in zip(kinds, row, strict=True):
        found[kind] += float(p)
    return found
