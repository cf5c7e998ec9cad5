"""How far to trust it: evaluation of labels against sentences that people labelled."""

from stancekit.trust.evaluation import ClassScore, Evaluation, evaluate, read_labelled

__all__ = ["ClassScore", "Evaluation", "evaluate", "read_labelled"]
