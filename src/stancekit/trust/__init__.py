"""How far to trust it: evaluation against sentences that people labelled, and agreement of coders."""

from stancekit.trust.agreement import Agreement, label_agreement, read_labels
from stancekit.trust.evaluation import ClassScore, Evaluation, evaluate, read_labelled

__all__ = [
    "Agreement",
    "ClassScore",
    "Evaluation",
    "evaluate",
    "label_agreement",
    "read_labelled",
    "read_labels",
]
