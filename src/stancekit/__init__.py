"""stancekit: a typed, auditable record of a negotiation from news and official statements.

The way through, in eight lines:

1. ``steps.splitting`` cuts a text into sentences and sets headings and link titles apart;
2. ``steps.labelling`` gives each sentence a label and a fine kind, with a probability;
3. ``steps.reading`` finds the acts in a sentence, each with its content, condition and consequence;
4. ``steps.attributing`` says who acts and towards whom;
5. ``steps.merging`` makes one act of several reports of it;
6. ``steps.linking`` says which act answers which demand, with a verdict;
7. ``steps.coding`` does all of them in order and returns a ``Negotiation``;
8. ``files`` writes it down and reads it back equal.

Names are loaded when they are first used, so that ``import stancekit`` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME_OF: dict[str, str] = {
    "Act": "talks",
    "Actor": "talks",
    "Concession": "talks",
    "Demand": "talks",
    "Evidence": "talks",
    "Negotiation": "talks",
    "Response": "talks",
    "Sentence": "talks",
    "Source": "talks",
    "Standing": "talks",
    "Statement": "talks",
    "Verdict": "talks",
    "Warning": "talks",
    "SentenceClassifier": "labels",
    "load_classifier": "labels",
    "code": "corpus",
    "code_text": "steps",
    "load_example": "files",
    "read": "files",
    "write": "files",
}

__all__ = ["__version__", "errors", *_HOME_OF]  # noqa: PLE0604  (the names are those of the table)

if TYPE_CHECKING:
    from stancekit import errors as errors
    from stancekit.corpus import code as code
    from stancekit.files import load_example as load_example
    from stancekit.files import read as read
    from stancekit.files import write as write
    from stancekit.labels import SentenceClassifier as SentenceClassifier
    from stancekit.labels import load_classifier as load_classifier
    from stancekit.steps import code_text as code_text
    from stancekit.talks import Act as Act
    from stancekit.talks import Actor as Actor
    from stancekit.talks import Concession as Concession
    from stancekit.talks import Demand as Demand
    from stancekit.talks import Evidence as Evidence
    from stancekit.talks import Negotiation as Negotiation
    from stancekit.talks import Response as Response
    from stancekit.talks import Sentence as Sentence
    from stancekit.talks import Source as Source
    from stancekit.talks import Standing as Standing
    from stancekit.talks import Statement as Statement
    from stancekit.talks import Verdict as Verdict
    from stancekit.talks import Warning as Warning


def __getattr__(name: str) -> Any:  # the type of a public name is that of its home
    if name == "errors":
        return import_module("stancekit.errors")
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'stancekit' has no attribute {name!r}")
    found = getattr(import_module(f"stancekit.{home}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
