"""Where the project's outside material lies, if it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_DEFAULT = Path(__file__).parent.parent.parent / "shared"


def shared_file(name: str) -> Path:
    """Return a file of the outside material, or skip the test, saying so."""
    path = Path(os.environ.get("STANCEKIT_SHARED", _DEFAULT)) / name
    if not path.is_file():
        pytest.skip(f"{name} is not here: set STANCEKIT_SHARED to the folder that holds it")
    return path
