"""Labelling: each sentence gets its labels and fine kinds, with probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from attrs import field, frozen

from stancekit.talks import Kind, Label, Sentence, SentenceRole

__all__ = ["Classifier", "Labelled", "label"]


class Classifier(Protocol):
    """What the coder needs of a classifier: probabilities of fine kinds."""

    kinds_: Any

    def predict_kinds_proba(self, X: Iterable[str]) -> Any:
        """Return an array of shape (n, n_kinds)."""
        ...


@frozen
class Labelled:
    """A sentence with the probability of each fine kind."""

    sentence: Sentence
    kinds: Mapping[Kind, float] = field(repr=False)

    def probability(self, label: Label) -> float:
        """Return the probability of a label: the sum over its kinds."""
        return sum(p for kind, p in self.kinds.items() if kind.label is label)

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
    kinds = [Kind(str(kind)) for kind in classifier.kinds_]
    return tuple(
        Labelled(sentence, {kind: float(p) for kind, p in zip(kinds, row, strict=True)})
        for sentence, row in zip(body, rows, strict=True)
    )
