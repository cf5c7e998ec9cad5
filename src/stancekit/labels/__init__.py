"""How a sentence is labelled: its features, the scikit-learn estimator, and the bundled model."""

from stancekit.labels.classifier import CODEBOOK, PLOVER, PROMISED, SentenceClassifier
from stancekit.labels.corpus import LabelledSentence, read_sentences, train
from stancekit.labels.features import describe
from stancekit.labels.model import load_classifier, load_model, save_model
from stancekit.labels.predicates import Predicates, read_predicates
from stancekit.labels.tokens import Token, read_tokens, tell_language

__all__ = [
    "CODEBOOK",
    "PLOVER",
    "PROMISED",
    "LabelledSentence",
    "Predicates",
    "SentenceClassifier",
    "Token",
    "describe",
    "load_classifier",
    "load_model",
    "read_predicates",
    "read_sentences",
    "read_tokens",
    "save_model",
    "tell_language",
    "train",
]
