"""The model file: plain arrays and JSON, checked by probe sentences when it is read.

Nothing in it is code. A fitted scikit-learn object would not travel to another version; arrays do.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import InputError, ModelError, OutputError
from stancekit.labels.classifier import SentenceClassifier

__all__ = ["load_classifier", "load_model", "save_model"]

FORMAT = "stancekit.classifier"
FORMAT_VERSION = 2
_BUNDLED = Path(__file__).parent / "bundled"
_LARGEST = 64 * 1024 * 1024
_PARAMETERS = (
    "C", "min_count", "max_iter", "hidden_size", "n_networks", "prior_shift", "random_state",
)  # fmt: skip

PROBES = (
    "Moscow demanded that the alliance withdraw its troops.",
    "If the tariffs stay, ours will go up, the minister warned.",
    "The government agreed to lift the curfew on Sunday.",
    "Heavy rain is expected in the north.",
    "Serikat buruh mendesak perusahaan membayar pesangon.",
    "Kami akan mogok jika upah tidak dinaikkan.",
    "Polisi membebaskan dua belas mahasiswa.",
    "Kedua menteri bertemu di Jenewa.",
)
"""Sentences whose probabilities are stored with a model and checked when it is read."""


@cache
def load_classifier() -> SentenceClassifier:
    """Load the bundled classifier: English and Indonesian, trained on ``seeds/sentences``.

    Returns
    -------
    SentenceClassifier
        Fitted. The same object each time: clone it before fitting it anew.

    Examples
    --------
    >>> import stancekit as sk
    >>> model = sk.load_classifier()
    >>> model.predict(["Buruh menuntut agar upah dinaikkan.", "It rained all day."]).tolist()
    ['demand', 'other']
    """
    return load_model(_BUNDLED)


def save_model(model: SentenceClassifier, folder: str | os.PathLike[str]) -> None:
    """Write a fitted classifier as ``weights.npz`` and ``model.json`` in a folder.

    Parameters
    ----------
    model : SentenceClassifier
        Fitted, with the usual features: a describe function of your own cannot be written down.
    folder : str or path
        Made if it is not there.

    Raises
    ------
    InputError
        If the model has a describe function of its own.
    OutputError
        If the folder cannot be written.
    """
    if model.describe is not None:
        raise InputError("a model with a describe function of its own cannot be written as plain arrays")
    model._check_fitted()
    arrays = io.BytesIO()
    np.savez(arrays, **_stored(model))
    data = arrays.getvalue()
    described: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "sha256": hashlib.sha256(data).hexdigest(),
        "parameters": {name: getattr(model, name) for name in _PARAMETERS},
        "taxonomy": dict(model.taxonomy) if model.taxonomy is not None else None,
        "kinds": [str(kind) for kind in model.kinds_],
        "vocabulary": list(model.vocabulary_),
    }
    stored = _built(described, data, where="the new model")
    described["probes"] = [
        [text, [round(float(p), 5) for p in row]]
        for text, row in zip(PROBES, stored.predict_kinds_proba(PROBES), strict=True)
    ]
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    home = Path(folder)
    try:
        home.mkdir(parents=True, exist_ok=True)
        _put({home / "weights.npz": data, home / "model.json": text.encode()})
    except OSError as error:
        raise OutputError(f"{home}: cannot be written ({error.strerror})") from None


def _stored(model: SentenceClassifier) -> dict[str, Any]:
    """Return the arrays to write; those of one row a feature as bytes, with a scale for each row."""
    by_feature = model.weights_ if model.hidden_weights_ is None else model.hidden_weights_
    scales = np.maximum(np.abs(by_feature).max(axis=1), 1e-12) / 127
    arrays = {
        "by_feature": np.rint(by_feature / scales[:, None]).astype(np.int8),
        "scales": scales.astype(np.float32),
        "idf": model.idf_.astype(np.float32),
        "intercept": model.intercept_.astype(np.float32),
    }
    if model.hidden_intercept_ is not None:
        arrays["hidden_intercept"] = model.hidden_intercept_.astype(np.float32)
        arrays["weights"] = model.weights_.astype(np.float32)
    return arrays


def _put(files: Mapping[Path, bytes]) -> None:
    """Write all files beside their places before the first one takes its place."""
    fresh = {path.with_name(f".{path.name}.new"): path for path in files}
    try:
        for place, path in fresh.items():
            with place.open("wb") as file:
                file.write(files[path])
                file.flush()
                os.fsync(file.fileno())
        for place, path in fresh.items():
            place.replace(path)
    finally:
        for place in fresh:
            place.unlink(missing_ok=True)


def load_model(folder: str | os.PathLike[str]) -> SentenceClassifier:
    """Read a classifier that `save_model` wrote.

    Raises
    ------
    ModelError
        If a file is missing, damaged, of another format or version, or does not give the stored
        probabilities on its probe sentences.
    """
    home = Path(folder)
    try:
        if (home / "weights.npz").stat().st_size + (home / "model.json").stat().st_size > _LARGEST:
            raise ModelError(f"{home}: larger than 64 MB; this is no model of stancekit")
        data = (home / "weights.npz").read_bytes()
        described = json.loads((home / "model.json").read_bytes())
    except OSError as error:
        raise ModelError(
            f"{home}: cannot be read ({error.strerror}); a model is a folder with two files"
        ) from None
    except ModelError:
        raise
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{home}/model.json: not valid JSON ({error}); take the file anew") from None
    _check(described, data, where=str(home))
    model = _built(described, data, where=str(home))
    _check_probes(model, described, where=str(home))
    return model


def _check(described: Any, data: bytes, *, where: str) -> None:
    """Check everything that can be checked before an array is read."""
    if not isinstance(described, dict) or described.get("format") != FORMAT:
        raise ModelError(f"{where}: this is no model of stancekit; train one with 'stancekit train'")
    if described.get("format_version") != FORMAT_VERSION:
        raise ModelError(
            f"{where}: format version {described.get('format_version')!r}, this stancekit reads "
            f"{FORMAT_VERSION}; train the model anew"
        )
    if described.get("sha256") != hashlib.sha256(data).hexdigest():
        raise ModelError(f"{where}/weights.npz: damaged, its SHA-256 differs; take both files anew")
    for name in ("kinds", "vocabulary"):
        words = described.get(name)
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ModelError(f"{where}/model.json: {name} is no list of texts; take the file anew")
        if len(set(words)) < len(words):
            raise ModelError(f"{where}/model.json: {name} names something twice; take the file anew")
    taxonomy = described.get("taxonomy") or {}
    if not isinstance(taxonomy, dict) or not all(isinstance(label, str) for label in taxonomy.values()):
        raise ModelError(f"{where}/model.json: taxonomy is no map of texts; take the file anew")
    shift = (described.get("parameters") or {}).get("prior_shift") or {}
    if not isinstance(shift, dict) or not all(isinstance(n, int | float) for n in shift.values()):
        raise ModelError(f"{where}/model.json: prior_shift is no map of numbers; take the file anew")


def _built(described: dict[str, Any], data: bytes, *, where: str) -> SentenceClassifier:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        parameters = {name: described["parameters"][name] for name in _PARAMETERS}
        model = SentenceClassifier(taxonomy=described["taxonomy"], **parameters)
        deep = _check_arrays(arrays, len(described["vocabulary"]), len(described["kinds"]), where=where)
    except (KeyError, TypeError, ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(f"{where}: incomplete or damaged ({error}); take both files anew") from None
    by_feature = arrays["by_feature"] * arrays["scales"][:, None]
    model.vocabulary_ = {name: row for row, name in enumerate(described["vocabulary"])}
    model.kinds_ = np.array(described["kinds"])
    model.hidden_weights_ = by_feature if deep else None
    model.hidden_intercept_ = arrays["hidden_intercept"] if deep else None
    model.weights_ = arrays["weights"] if deep else by_feature
    model.intercept_ = arrays["intercept"].astype(np.float64)
    model.idf_ = arrays["idf"].astype(np.float64)
    model.fingerprint_ = described["sha256"]
    return model._settle()


def _check_arrays(arrays: dict[str, npt.NDArray[Any]], features: int, kinds: int, *, where: str) -> bool:
    """Refuse arrays of other shapes or types, or with values that are no numbers; tell if one is hidden."""
    deep = "weights" in arrays
    units = arrays["hidden_intercept"].size if deep else kinds
    wanted: dict[str, tuple[tuple[int, ...], type]] = {
        "by_feature": ((features, units), np.int8),
        "scales": ((features,), np.float32),
        "idf": ((features,), np.float32),
        "intercept": ((kinds,), np.float32),
    }
    if deep:
        wanted["hidden_intercept"] = ((units,), np.float32)
        wanted["weights"] = ((units, kinds), np.float32)
    if any(
        arrays[name].shape != shape or arrays[name].dtype != kind for name, (shape, kind) in wanted.items()
    ):
        raise ModelError(f"{where}: the weights do not fit {features} features and {kinds} kinds")
    if not all(np.isfinite(arrays[name]).all() for name in wanted):
        raise ModelError(f"{where}: the weights hold values that are no numbers; take both files anew")
    return deep


def _check_probes(model: SentenceClassifier, described: dict[str, Any], *, where: str) -> None:
    """Refuse a model that does not say what it said when it was written."""
    probes = described.get("probes")
    try:
        texts = [text for text, _ in probes]  # type: ignore[union-attr]
        stored = np.array([row for _, row in probes], dtype=np.float64)  # type: ignore[union-attr]
        agrees = np.allclose(model.predict_kinds_proba(texts), stored, atol=1e-4) and len(texts) > 0
    except (TypeError, ValueError):
        agrees = False
    if not agrees:
        raise ModelError(
            f"{where}: the model does not give the probabilities it was written with; it is damaged, or "
            "was made by a stancekit with other features: train it anew"
        )
