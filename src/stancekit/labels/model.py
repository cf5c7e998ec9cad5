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

from stancekit.errors import InputError, ModelError, OutputError
from stancekit.labels.classifier import SentenceClassifier

__all__ = ["load_classifier", "load_model", "save_model"]

FORMAT = "stancekit.classifier"
FORMAT_VERSION = 1
_BUNDLED = Path(__file__).parent / "bundled"
_LARGEST = 64 * 1024 * 1024

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
    np.savez(
        arrays,
        weights=model.weights_.astype(np.float16),
        intercept=model.intercept_.astype(np.float32),
        idf=model.idf_.astype(np.float32),
    )
    data = arrays.getvalue()
    described: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "sha256": hashlib.sha256(data).hexdigest(),
        "parameters": {"C": model.C, "min_count": model.min_count, "max_iter": model.max_iter},
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


def _built(described: dict[str, Any], data: bytes, *, where: str) -> SentenceClassifier:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            weights, intercept, idf = arrays["weights"], arrays["intercept"], arrays["idf"]
        parameters = {key: described["parameters"][key] for key in ("C", "min_count", "max_iter")}
        model = SentenceClassifier(taxonomy=described["taxonomy"], **parameters)
    except (KeyError, TypeError, ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(f"{where}: incomplete or damaged ({error}); take both files anew") from None
    shape = (len(described["vocabulary"]), len(described["kinds"]))
    shapes = (weights.shape, intercept.shape, idf.shape)
    types = (weights.dtype, intercept.dtype, idf.dtype)
    if shapes != (shape, shape[1:], shape[:1]) or types != (np.float16, np.float32, np.float32):
        raise ModelError(f"{where}: the weights do not fit {shape[0]} features and {shape[1]} kinds")
    if not all(np.isfinite(array).all() for array in (weights, intercept, idf)):
        raise ModelError(f"{where}: the weights hold values that are no numbers; take both files anew")
    model.vocabulary_ = {name: row for row, name in enumerate(described["vocabulary"])}
    model.kinds_ = np.array(described["kinds"])
    model.weights_ = weights.astype(np.float32)
    model.intercept_ = intercept.astype(np.float64)
    model.idf_ = idf.astype(np.float64)
    model.fingerprint_ = described["sha256"]
    return model._settle()


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
