"""What is done: one step a file, and ``coding`` that does all of them in order."""

from stancekit.steps.coding import code_sources, code_text

__all__ = ["code_sources", "code_text"]
