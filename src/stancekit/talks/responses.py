"""Responses: which act answers which demand, and how."""

from __future__ import annotations

import datetime

from attrs import Attribute, field, frozen

from stancekit.errors import InputError
from stancekit.talks.acts import HAND, Coder
from stancekit.talks.standings import Verdict
from stancekit.talks.validators import (
    is_identifier,
    is_one_of,
    is_optional_day,
    is_optional_identifier,
    is_share,
    is_text,
)

__all__ = ["Response"]


@frozen
class Response:
    """The typed answer: which act answers which demand, with a verdict.

    Parameters
    ----------
    demand : str
        Id of the demand.
    verdict : Verdict
        How it is answered.
    act : str, optional
        Id of the act that answers. Only `Verdict.IGNORED` has none.
    date : datetime.date, optional
        For `Verdict.IGNORED`: the day by which no answer had come. Otherwise the act's date holds.
    score : float
        From 0 to 1: how sure the coder is that this act answers this demand.
    accepted : bool
        Whether the link counts. Candidates that were weighed and not taken are kept with False.
    reason : str
        Why the link was taken or not.
    coder : Coder
        Who linked them.

    Examples
    --------
    >>> import stancekit as sk
    >>> sk.Response("gva-001", sk.Verdict.REJECTED, "gva-022").accepted
    True
    """

    demand: str = field(validator=is_identifier)
    verdict: Verdict = field(validator=is_one_of(Verdict))
    act: str | None = field(default=None, validator=is_optional_identifier)
    date: datetime.date | None = field(default=None, validator=is_optional_day, kw_only=True)
    score: float = field(default=1.0, validator=is_share, kw_only=True)
    accepted: bool = field(default=True, kw_only=True)
    reason: str = field(default="", validator=is_text, kw_only=True)
    coder: Coder = field(default=HAND, kw_only=True)

    @act.validator
    def _answers_by_an_act(self, attribute: Attribute[str | None], value: str | None) -> None:
        if (value is None) != (self.verdict is Verdict.IGNORED):
            raise InputError(
                f"the response to {self.demand!r} is {self.verdict!s} with act {value!r}: "
                "'ignored' has no act, every other verdict has one"
            )
        if value == self.demand:
            raise InputError(f"the demand {self.demand!r} answers itself: name another act")

    @date.validator
    def _is_dated_once(self, attribute: Attribute[datetime.date | None], value: datetime.date | None) -> None:
        if (value is None) != (self.act is not None):
            raise InputError(
                f"the response to {self.demand!r} has the date {value}: only 'ignored' has a date of "
                "its own, and needs it; otherwise the act's date holds"
            )
