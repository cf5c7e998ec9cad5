"""The sentence classifier: a scikit-learn estimator that learns fine kinds and reports labels."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import InputError, NotFittedError
from stancekit.labels.features import describe
from stancekit.talks import LABEL_OF

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.neural_network import MLPClassifier

__all__ = ["CODEBOOK", "PLOVER", "PROMISED", "SentenceClassifier"]

CODEBOOK: Mapping[str, str] = {str(kind): str(label) for kind, label in LABEL_OF.items()}
"""The codebook's map from fine kinds to labels."""

PROMISED = " (promised)"
"""What is added to the kind of a concession that is announced or agreed for later, not yet done."""

PLOVER: Mapping[str, str] = {
    **CODEBOOK,
    **{f"{kind}{PROMISED}": "other" for kind, label in CODEBOOK.items() if label == "concession"},
}
"""The same under PLOVER's conversion table, where to agree to yield is to agree (AGREE), not to concede."""

Floats = npt.NDArray[np.float64]


class SentenceClassifier:
    """Label sentences as demand, warning, concession or other.

    It learns fine kinds over masked words, cue features and predicates, and reports the coarse labels
    that a taxonomy maps them to: by a logistic regression, or, where there are many thousand sentences,
    by networks with one hidden layer. With labels of your own, give your own taxonomy or none. It follows
    scikit-learn's grammar and works with `clone`, `Pipeline`, `GridSearchCV` and `cross_val_score`.
    Predicting needs no scikit-learn.

    Parameters
    ----------
    taxonomy : mapping of str to str, optional
        Fine kind -> label. By default the codebook's. Labels that it does not name stand for themselves.
    C : float
        Inverse strength of the logistic regression's regularisation, greater than 0.
    min_count : int
        Features in fewer sentences are left out.
    max_iter : int, optional
        The solver stops after so many iterations (default 80), the networks after so many passes over
        the sentences (default 3); stopping early keeps them from learning by heart.
    hidden_size : int
        Units of the hidden layer; 0 (the default) for a logistic regression.
    n_networks : int
        With a hidden layer: so many networks, whose scores are averaged.
    prior_shift : mapping of str to float, optional
        What is added to the log-odds of a label when predicting: where a label is commoner in the texts
        to be read than in the sentences learnt from (Saerens, Latinne and Decaestecker 2002).
    random_state : int
        Seed of the networks.
    describe : callable, optional
        Turns a sentence into the names of its features; by default
        `stancekit.labels.features.describe`.

    Attributes
    ----------
    classes_ : ndarray of str
        The labels, sorted.
    kinds_ : ndarray of str
        The fine kinds, sorted.
    vocabulary_ : dict of str to int
        Row of every feature.
    idf_ : ndarray of shape (n_features,)
        Rarity of every feature in the sentences learnt from, at least 1.
    hidden_weights_, hidden_intercept_ : ndarray of shape (n_features, n_units), (n_units,), or None
        The hidden layer (units with a value below 0 are silent), if there is one.
    weights_ : ndarray of shape (n_features or n_units, n_kinds)
        What each feature, or each hidden unit, adds to each kind.
    intercept_ : ndarray of shape (n_kinds,)
        Where each kind starts.

    Examples
    --------
    >>> import stancekit as sk
    >>> model = sk.SentenceClassifier(min_count=1)
    >>> model = model.fit(["Leave now.", "You must go.", "It rained."], ["demand", "demand", "other"])
    >>> model.predict(["You must leave."]).tolist()
    ['demand']
    """

    def __init__(  # noqa: PLR0913  (scikit-learn's grammar: every choice is a parameter)
        self,
        *,
        taxonomy: Mapping[str, str] | None = None,
        C: float = 30.0,
        min_count: int = 2,
        max_iter: int | None = None,
        hidden_size: int = 0,
        n_networks: int = 4,
        prior_shift: Mapping[str, float] | None = None,
        random_state: int = 0,
        describe: Callable[[str], Sequence[str]] | None = None,
    ) -> None:
        self.taxonomy = taxonomy
        self.C = C
        self.min_count = min_count
        self.max_iter = max_iter
        self.hidden_size = hidden_size
        self.n_networks = n_networks
        self.prior_shift = prior_shift
        self.random_state = random_state
        self.describe = describe

    fingerprint_: str = ""  # of the file that the weights were read from
    hidden_weights_: Floats | None
    hidden_intercept_: Floats | None

    # Learning ------------------------------------------------------------------------------

    def fit(
        self, X: Iterable[str], y: Iterable[str], sample_weight: npt.ArrayLike | None = None
    ) -> SentenceClassifier:
        """Learn from sentences and their fine kinds or labels.

        Parameters
        ----------
        X : iterable of str
            n sentences.
        y : iterable of str
            Their n kinds, at least two different ones.
        sample_weight : array-like of shape (n,), optional
            Weights; a sentence of weight 0 counts as if it were not there.

        Returns
        -------
        SentenceClassifier
            Itself.
        """
        texts, kinds = as_texts(X), [str(kind) for kind in y]
        weight = self._check(texts, kinds, sample_weight)
        kept = [at for at, w in enumerate(weight) if w > 0]
        described = [self._describe(texts[at]) for at in kept]
        target = np.array([kinds[at] for at in kept])
        self.vocabulary_ = self._learn_vocabulary(described)
        self.idf_ = self._learn_rarity(described)
        learn = self._fit_networks if self.hidden_size else self._fit_regression
        learn(self._matrix(described), target, weight[kept])
        self.fingerprint_ = ""
        return self._settle()

    def _fit_regression(self, matrix: csr_matrix, target: npt.NDArray[np.str_], weight: Floats) -> None:
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (predicting does not need it)

        model = LogisticRegression(C=self.C, max_iter=self.max_iter or 80)
        with warnings.catch_warnings():  # stopping early is meant
            warnings.filterwarnings("ignore", message="lbfgs failed to converge")
            model.fit(matrix, target, sample_weight=weight)
        self.kinds_ = np.array([str(kind) for kind in model.classes_])
        self.hidden_weights_ = self.hidden_intercept_ = None
        self.weights_, self.intercept_ = _for_each_kind(model.coef_.T, model.intercept_)

    def _fit_networks(self, matrix: csr_matrix, target: npt.NDArray[np.str_], weight: Floats) -> None:
        """Fit networks that differ by their seed, and lay them side by side as one."""
        networks = [
            self._fit_network(matrix.astype(np.float32), target, weight, self.random_state + at)
            for at in range(self.n_networks)
        ]
        self.kinds_ = np.array([str(kind) for kind in networks[0].classes_])
        self.hidden_weights_ = np.hstack([network.coefs_[0] for network in networks])
        self.hidden_intercept_ = np.concatenate([network.intercepts_[0] for network in networks])
        layers = [_for_each_kind(network.coefs_[1], network.intercepts_[1]) for network in networks]
        self.weights_ = np.vstack([weights for weights, _ in layers]) / self.n_networks
        self.intercept_ = np.mean([intercept for _, intercept in layers], axis=0)

    def _fit_network(
        self, matrix: csr_matrix, target: npt.NDArray[np.str_], weight: Floats, seed: int
    ) -> MLPClassifier:
        from sklearn.neural_network import MLPClassifier  # noqa: PLC0415  (predicting does not need it)

        network = MLPClassifier(
            (self.hidden_size,),
            alpha=1e-3,
            batch_size=min(128, len(target)),
            learning_rate_init=2e-3,
            max_iter=self.max_iter or 3,
            random_state=seed,
        )
        with warnings.catch_warnings():  # stopping early is meant
            warnings.filterwarnings("ignore", message="Stochastic Optimizer: Maximum iterations")
            return network.fit(matrix, target, sample_weight=weight)

    def _check(
        self, texts: Sequence[str], kinds: Sequence[str], sample_weight: npt.ArrayLike | None
    ) -> Floats:
        if not 0 < self.C < np.inf:
            raise InputError(f"C is {self.C!r}: give a number greater than 0")
        if self.hidden_size < 0 or self.n_networks < 1:
            raise InputError("hidden_size is at least 0 and n_networks at least 1")
        if len(texts) != len(kinds):
            raise InputError(f"{len(texts)} sentences but {len(kinds)} labels: give one label for each")
        weight = np.ones(len(texts)) if sample_weight is None else np.asarray(sample_weight, dtype=float)
        if weight.shape != (len(texts),) or not np.all((weight >= 0) & (weight < np.inf)):
            raise InputError(f"sample_weight needs {len(texts)} numbers, none below 0")
        if len({kind for kind, w in zip(kinds, weight, strict=True) if w > 0}) < 2:
            raise InputError("all sentences have one label: give sentences of at least two labels")
        return weight

    def _learn_vocabulary(self, described: Iterable[Sequence[str]]) -> dict[str, int]:
        counts: dict[str, int] = {}
        for names in described:
            for name in names:
                counts[name] = counts.get(name, 0) + 1
        kept = sorted(name for name, count in counts.items() if count >= self.min_count)
        if not kept:
            raise InputError(f"no feature is in {self.min_count} sentences: lower min_count or give more")
        return {name: row for row, name in enumerate(kept)}

    def _learn_rarity(self, described: Sequence[Sequence[str]]) -> Floats:
        """Weigh each feature by how few sentences have it: log((1 + n) / (1 + count)) + 1."""
        counts = np.zeros(len(self.vocabulary_))
        for names in described:
            counts[self._rows(names)] += 1
        return np.asarray(np.log((1 + len(described)) / (1 + counts)) + 1, dtype=np.float32).astype(float)

    def _matrix(self, described: Sequence[Sequence[str]]) -> csr_matrix:
        from scipy.sparse import csr_matrix  # noqa: PLC0415  (predicting does not need it)

        rows = [self._rows(names) for names in described]
        sizes = np.array([len(row) for row in rows], dtype=np.int64)
        starts = np.concatenate([[0], np.cumsum(sizes)])
        values = np.concatenate([*(self._values(row) for row in rows), np.empty(0)])
        columns = np.concatenate([*rows, np.empty(0, dtype=np.int64)])
        return csr_matrix((values, columns, starts), shape=(len(rows), len(self.vocabulary_)))

    def _settle(self) -> SentenceClassifier:
        """Derive the labels from the kinds."""
        labels = [self._label(kind) for kind in self.kinds_]
        self.classes_ = np.array(sorted(set(labels)))
        self._label_of_kind = np.array([list(self.classes_).index(label) for label in labels])
        shift = self.prior_shift or {}
        self._shift = np.array([shift.get(label, 0.0) for label in labels])
        return self

    def _label(self, kind: str) -> str:
        """Map a kind to its label; a promised kind goes with the plain one if the taxonomy has no entry."""
        taxonomy = CODEBOOK if self.taxonomy is None else self.taxonomy
        plain = kind.removesuffix(PROMISED)
        return taxonomy.get(kind, taxonomy.get(plain, plain))

    def viewed_as(self, taxonomy: Mapping[str, str]) -> SentenceClassifier:
        """Return the same fitted classifier under another taxonomy, such as `PLOVER`.

        Parameters
        ----------
        taxonomy : mapping of str to str
            Fine kind -> label.

        Examples
        --------
        >>> import stancekit as sk
        >>> from stancekit.labels import PLOVER
        >>> model = sk.load_classifier()
        >>> text = ["The two governments agreed to lift the ban."]
        >>> model.predict(text).tolist(), model.viewed_as(PLOVER).predict(text).tolist()
        (['concession'], ['other'])
        """
        self._check_fitted()
        other = copy(self)
        other.taxonomy = taxonomy
        return other._settle()

    # Predicting ----------------------------------------------------------------------------

    def predict(self, X: Iterable[str]) -> npt.NDArray[np.str_]:
        """Return the label of each sentence, as an array of shape (n,)."""
        best = self.predict_proba(X).argmax(axis=1)  # says so if nothing was learnt
        return np.asarray(self.classes_[best])

    def predict_proba(self, X: Iterable[str]) -> Floats:
        """Return the probability of each label, of shape (n, n_classes); rows sum to 1."""
        return _summed(self.predict_kinds_proba(X), self._label_of_kind, len(self.classes_))

    def predict_kinds(self, X: Iterable[str]) -> npt.NDArray[np.str_]:
        """Return the likeliest fine kind of each sentence within its label, of shape (n,)."""
        fine = self.predict_kinds_proba(X)
        coarse = _summed(fine, self._label_of_kind, len(self.classes_))
        outside = self._label_of_kind[None, :] != coarse.argmax(axis=1)[:, None]
        plain, place = np.unique([kind.removesuffix(PROMISED) for kind in self.kinds_], return_inverse=True)
        return np.asarray(plain[_summed(np.where(outside, 0.0, fine), place, len(plain)).argmax(axis=1)])

    def predict_kinds_proba(self, X: Iterable[str]) -> Floats:
        """Return the probability of each of ``kinds_``, of shape (n, n_kinds); rows sum to 1."""
        self._check_fitted()
        texts = as_texts(X)
        scores = np.empty((len(texts), len(self.kinds_)))
        for at, text in enumerate(texts):
            scores[at] = self._score(text)
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        return np.asarray(scores / scores.sum(axis=1, keepdims=True))

    def predict_sets(self, X: Iterable[str], *, threshold: float = 0.3) -> list[tuple[str, ...]]:
        """Return all labels of each sentence that reach a probability, the likeliest first.

        Parameters
        ----------
        X : iterable of str
            Sentences.
        threshold : float
            From 0 to 1. A sentence in which no label reaches it has the empty set: "I do not know".
        """
        sets = []
        for row in self.predict_proba(X):
            order = sorted(range(len(row)), key=lambda at: -row[at])
            sets.append(tuple(str(self.classes_[at]) for at in order if row[at] >= threshold))
        return sets

    def explain(self, x: str, *, top: int = 5) -> list[tuple[str, float]]:
        """Return the features that spoke most for the label of a sentence, the strongest first.

        Parameters
        ----------
        x : str
            One sentence.
        top : int
            How many.

        Returns
        -------
        list of (str, float)
            Feature and what it added to the kind's score over the mean of all kinds.
        """
        self._check_fitted()
        kind = int(self.predict_kinds_proba([x])[0].argmax())
        names = [name for name in self._describe(x) if name in self.vocabulary_]
        rows = self._rows(names)
        weights = self.weights_.astype(float)
        if self.hidden_weights_ is None:
            weights = weights[rows]
        else:  # what each feature adds through the units that are awake
            weights = self.hidden_weights_[rows] @ (weights * (self._hidden(rows) > 0)[:, None])
        shares = (weights[:, kind] - weights.mean(axis=1)) * self._values(rows)
        order = sorted(range(len(names)), key=lambda at: (-shares[at], names[at]))
        return [(names[at], float(shares[at])) for at in order[:top]]

    def score(self, X: Iterable[str], y: Iterable[str], sample_weight: npt.ArrayLike | None = None) -> float:
        """Return the share of sentences whose label is right; kinds in y count as their labels."""
        wanted = np.array([self._label(str(kind)) for kind in y])
        found = self.predict(X)
        if len(found) != len(wanted):
            raise InputError(f"{len(found)} sentences but {len(wanted)} labels: give one label for each")
        right = found == wanted
        return float(np.average(right, weights=None if sample_weight is None else np.asarray(sample_weight)))

    def _score(self, text: str) -> Floats:
        rows = self._rows(self._describe(text))
        if self.hidden_weights_ is not None:
            seen = self._hidden(rows) @ self.weights_
        else:
            seen = self._values(rows) @ self.weights_[rows]
        return np.asarray(self.intercept_ + self._shift + seen)

    def _hidden(self, rows: npt.NDArray[np.int64]) -> Floats:
        """Return the values of the hidden units for a sentence's features."""
        assert self.hidden_weights_ is not None  # callers ask where there is one
        assert self.hidden_intercept_ is not None
        sums = self._values(rows) @ self.hidden_weights_[rows] + self.hidden_intercept_
        return np.asarray(np.maximum(sums, 0.0))

    def _values(self, rows: npt.NDArray[np.int64]) -> Floats:
        """Return the values of a sentence's features: rare ones weigh more, the length is 1."""
        rarity = self.idf_[rows]
        return np.asarray(rarity / max(float(np.sqrt(rarity @ rarity)), 1e-12))

    def _rows(self, names: Sequence[str]) -> npt.NDArray[np.int64]:
        known = self.vocabulary_
        return np.array([known[name] for name in names if name in known], dtype=np.int64)

    def _describe(self, text: str) -> Sequence[str]:
        return (self.describe or describe)(text)

    def _check_fitted(self) -> None:
        if not hasattr(self, "weights_"):
            raise NotFittedError("this SentenceClassifier has learnt nothing yet: call fit first")

    # scikit-learn's grammar ----------------------------------------------------------------

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return the parameters of the constructor."""
        names = ("taxonomy", "C", "min_count", "max_iter", "hidden_size", "n_networks", "prior_shift")
        return {name: getattr(self, name) for name in (*names, "random_state", "describe")}

    def set_params(self, **params: Any) -> SentenceClassifier:
        """Set parameters of the constructor; what was learnt stays until the next fit."""
        for name, value in params.items():
            if name not in self.get_params():
                raise InputError(f"there is no parameter {name!r}: use {', '.join(self.get_params())}")
            setattr(self, name, value)
        return self

    def __sklearn_tags__(self) -> Any:  # scikit-learn's own type, imported only if it asks
        """Tell scikit-learn that this is a classifier of texts."""
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags  # noqa: PLC0415

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=True),
            classifier_tags=ClassifierTags(),
            input_tags=InputTags(one_d_array=True, two_d_array=False, string=True),
        )

    def __sklearn_is_fitted__(self) -> bool:
        """Tell scikit-learn whether anything was learnt."""
        return hasattr(self, "weights_")

    def __repr__(self) -> str:
        defaults = SentenceClassifier().get_params()
        changed = [f"{k}={v!r}" for k, v in self.get_params().items() if v != defaults[k]]
        return f"SentenceClassifier({', '.join(changed)})"


def _summed(fine: Floats, place: npt.NDArray[np.int64], size: int) -> Floats:
    """Add up the columns that go to the same place."""
    found = np.zeros((len(fine), size))
    for column, target in enumerate(place):
        found[:, target] += fine[:, column]
    return found


def _for_each_kind(weights: Floats, intercept: Floats) -> tuple[Floats, Floats]:
    """Give each of two kinds a column of its own, where scikit-learn keeps one for both."""
    if weights.shape[1] > 1:
        return np.ascontiguousarray(weights), np.asarray(intercept, dtype=np.float64)
    half = np.asarray(weights) / 2
    return np.hstack([-half, half]), np.array([-intercept[0], intercept[0]]) / 2


def as_texts(X: Iterable[str]) -> list[str]:
    """Return sentences as a list of str; refuse a lone str and anything that is no text."""
    if isinstance(X, str):
        raise InputError("a single str was given: give a list of sentences, such as [text]")
    texts = list(X)
    for at, text in enumerate(texts):
        if not isinstance(text, str):
            raise InputError(f"sentence {at} is {type(text).__name__}: every sentence is a str")
    return [str(text) for text in texts]
