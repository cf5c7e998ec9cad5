"""Dating: when an act was done, from what the sentence says and the day of its text."""

from __future__ import annotations

import datetime
import re

from stancekit.languages import LanguagePack
from stancekit.talks import DatePrecision

__all__ = ["date_of"]

When = tuple[datetime.date | None, DatePrecision]


def date_of(
    words: str, published: datetime.date | None, pack: LanguagePack, *, done_before: bool = False
) -> When:
    """Return the date that a sentence gives its act, and what it means.

    Parameters
    ----------
    words : str
        The sentence.
    published : datetime.date, optional
        The day of its text; without it relative dates are not resolved.
    pack : LanguagePack
        The language.
    done_before : bool
        Whether the act is told as past before the text ("had demanded").

    Examples
    --------
    >>> import datetime
    >>> from stancekit.languages import load_pack
    >>> from stancekit.steps.dating import date_of
    >>> day, precision = date_of("He said on Thursday", datetime.date(2022, 1, 21), load_pack("en"))
    >>> day.isoformat(), precision.value
    ('2022-01-20', 'day')
    """
    if published is None:
        return None, DatePrecision.DAY
    text = " ".join(["", *re.findall(r"[^\W_]+", words.lower()), ""])
    found = _calendar_day(text, published, pack) or _relative(text, published, pack)
    if found is not None:
        return found
    return published, DatePrecision.BY if done_before else DatePrecision.DAY


def _calendar_day(text: str, published: datetime.date, pack: LanguagePack) -> When | None:
    """Read "21 January", "January 21, 2022"; without a year the last such day counts."""
    months = "|".join(pack.calendar["months"])
    if not months:
        return None
    found = re.search(rf" (\d{{1,2}}) ({months})(?: (\d{{4}}))? ", text) or None
    turned = re.search(rf" ({months}) (\d{{1,2}})(?: (\d{{4}}))? ", text)
    if found is None and turned is None:
        return None
    day, month, year = found.groups() if found else (turned[2], turned[1], turned[3])  # type: ignore[index]
    number = pack.calendar["months"].index(month) + 1
    try:
        date = datetime.date(int(year or published.year), number, int(day))
        if date > published and not year:
            date = date.replace(year=date.year - 1)
    except ValueError:
        return None
    return (date, DatePrecision.DAY) if date <= published else None


def _relative(text: str, published: datetime.date, pack: LanguagePack) -> When | None:
    def says(group: str) -> bool:
        return any(f" {phrase} " in text for phrase in pack.words[group])

    first = published.replace(day=1)
    if says("this_month") and published.day > 1:
        return first, DatePrecision.MONTH
    if says("last_month"):
        return (first - datetime.timedelta(days=1)).replace(day=1), DatePrecision.MONTH
    if says("yesterday"):
        return published - datetime.timedelta(days=1), DatePrecision.DAY
    if says("last_week"):
        return published - datetime.timedelta(days=1), DatePrecision.BY
    for number, name in enumerate(pack.calendar["weekdays"]):
        found = text.find(f" {name} ")
        if found >= 0 and text[found + len(name) + 2 :].split(" ", 1)[0] not in pack.words["not_weekdays"]:
            return published - datetime.timedelta(days=(published.weekday() - number) % 7), DatePrecision.DAY
    return None
