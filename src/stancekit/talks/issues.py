"""Issues: what is at stake."""

from __future__ import annotations

from attrs import field, frozen

from stancekit.talks.validators import is_filled_text, is_identifier

__all__ = ["Issue"]


@frozen(order=True)
class Issue:
    """What is at stake: demands on one subject share an issue.

    Examples
    --------
    >>> from stancekit.talks import Issue
    >>> Issue("forces-in-cee", "allied forces in central and eastern Europe").id
    'forces-in-cee'
    """

    id: str = field(validator=is_identifier)
    title: str = field(validator=is_filled_text)
