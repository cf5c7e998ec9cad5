"""Acts: what one actor did towards others by words or deeds, and the evidence for it."""

from __future__ import annotations

import datetime
from calendar import monthrange
from enum import Enum

from attrs import Attribute, field, frozen

from stancekit.errors import InputError
from stancekit.talks.kinds import FORCE_OF, DatePrecision, Force, Kind, Label, Modality
from stancekit.talks.validators import (
    are_filled_texts,
    are_identifiers,
    as_sorted,
    check_span,
    is_filled_text,
    is_identifier,
    is_one_of,
    is_optional_day,
    is_optional_identifier,
    is_optional_share,
    is_optional_text,
    is_share,
    is_text,
)

__all__ = [
    "Act",
    "Coder",
    "CoderKind",
    "Concession",
    "Demand",
    "Evidence",
    "Part",
    "Reason",
    "Role",
    "Statement",
    "Warning",
]


class Role(str, Enum):
    """Which field of an act a part of its evidence proves."""

    ACTOR = "actor"
    ADDRESSEE = "addressee"
    CONTENT = "content"
    CONDITION = "condition"
    CONSEQUENCE = "consequence"
    DEADLINE = "deadline"

    __str__ = str.__str__


@frozen(order=True)
class Part:
    """The words within a piece of evidence that prove one field of the act.

    Parameters
    ----------
    role : Role
        The field.
    start, end : int
        Place in the source's text, in code points, ``end`` exclusive.

    Examples
    --------
    >>> from stancekit.talks import Part, Role
    >>> Part(Role.CONDITION, 10, 24).end
    24
    """

    role: Role = field(validator=is_one_of(Role))
    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        check_span(f"the part {self.role!s}", self.start, self.end)


@frozen
class Evidence:
    """Where a text proves an act: ``source.text[start:end]``.

    Parameters
    ----------
    source : str
        Id of the source.
    start, end : int
        Place in the source's text, in code points, ``end`` exclusive.
    quoted : bool
        Whether the words stand inside quotation marks.
    reported_by : str, optional
        Who passes the act on, as worded, where it is not its own speaker.
    parts : tuple of Part
        The words that prove single fields; they may lie outside ``start:end`` (a speaker named in the
        sentence before).

    Examples
    --------
    >>> import stancekit as sk
    >>> sk.Evidence("note", 0, 12).quoted
    False
    """

    source: str = field(validator=is_identifier)
    start: int
    end: int
    quoted: bool = False
    reported_by: str | None = field(default=None, validator=is_optional_text)
    parts: tuple[Part, ...] = field(default=(), converter=as_sorted)

    def __attrs_post_init__(self) -> None:
        check_span(f"evidence in {self.source!r}", self.start, self.end)


class CoderKind(str, Enum):
    """Whether a person or a program decided."""

    HUMAN = "human"
    MACHINE = "machine"

    __str__ = str.__str__


@frozen
class Coder:
    """Who coded: a person, or a program with its version.

    Examples
    --------
    >>> from stancekit.talks import Coder, CoderKind
    >>> Coder("coder-2", CoderKind.HUMAN).version
    ''
    """

    name: str = field(validator=is_filled_text)
    kind: CoderKind = field(validator=is_one_of(CoderKind))
    version: str = field(default="", validator=is_text)


@frozen
class Reason:
    """Why a field of an act has its value: the rule or model, and how sure it was.

    Examples
    --------
    >>> from stancekit.talks import Reason
    >>> Reason("actor", "subject of 'demanded'").about
    'actor'
    """

    about: str = field(validator=is_filled_text)
    rule: str = field(validator=is_filled_text)
    score: float | None = field(default=None, validator=is_optional_share)


HAND = Coder("hand", CoderKind.HUMAN)
"""The coder of acts that do not name one: a person wrote them."""


@frozen(kw_only=True)
class Act:
    """What one actor did towards others by words or deeds.

    Use one of its four kinds: `Demand`, `Warning`, `Concession`, `Statement`.

    Parameters
    ----------
    id : str
        Names the act within a record.
    kind : Kind
        Fine kind of the codebook; its label must be that of the class.
    actor : str
        Id of the actor whose act it is. A person's act counts for the actor that the person speaks for.
    content : str
        What is demanded, threatened, yielded or said.
    evidence : tuple of Evidence
        The texts that report the act, one piece for each report; never empty.
    addressees : tuple of str
        Ids of the actors towards whom the act goes.
    speaker : str, optional
        Id of the person or body who spoke.
    issue : str, optional
        Id of the issue that the act is about.
    date : datetime.date, optional
        When it was done.
    date_precision : DatePrecision
        What the date means: that day, that month, or by that day.
    modality : Modality
        Done, promised, conditional, denied, or reported by a third party.
    condition : str, optional
        The words that say what the act depends on.
    event : str, optional
        Accounts that disagree about one event share this id, see `Negotiation.disagreements`.
    confidence : float
        From 0 to 1: how sure the coder is.
    coder : Coder
        Who coded it.
    reasons : tuple of Reason
        Why fields have their values.
    references : tuple of str
        Further reports of the act, as URLs.
    """

    id: str = field(validator=is_identifier)
    kind: Kind = field()
    actor: str = field(validator=is_identifier)
    content: str = field(validator=is_filled_text)
    evidence: tuple[Evidence, ...] = field(converter=as_sorted)
    addressees: tuple[str, ...] = field(default=(), converter=as_sorted, validator=are_identifiers)
    speaker: str | None = field(default=None, validator=is_optional_identifier)
    issue: str | None = field(default=None, validator=is_optional_identifier)
    date: datetime.date | None = field(default=None, validator=is_optional_day)
    date_precision: DatePrecision = field(default=DatePrecision.DAY, validator=is_one_of(DatePrecision))
    modality: Modality = field(default=Modality.DONE, validator=is_one_of(Modality))
    condition: str | None = field(default=None, validator=is_optional_text)
    event: str | None = field(default=None, validator=is_optional_identifier)
    confidence: float = field(default=1.0, validator=is_share)
    coder: Coder = HAND
    reasons: tuple[Reason, ...] = field(default=(), converter=as_sorted)
    references: tuple[str, ...] = field(default=(), converter=as_sorted, validator=are_filled_texts)

    @kind.validator
    def _is_of_this_class(self, attribute: Attribute[Kind], value: Kind) -> None:
        wanted = LABEL_OF_CLASS.get(type(self))
        if wanted is None:
            raise InputError("an Act is a Demand, Warning, Concession or Statement: use one of them")
        if not isinstance(value, Kind) or value.label is not wanted:
            raise InputError(
                f"{type(self).__name__} {self.id!r} has the kind {str(value)!r}: "
                f"its kind must be one of the label {wanted.value!r}"
            )

    @evidence.validator
    def _is_proved(self, attribute: Attribute[tuple[Evidence, ...]], value: tuple[Evidence, ...]) -> None:
        if not value:
            raise InputError(f"act {self.id!r} has no evidence: give at least one span of a source")

    @property
    def label(self) -> Label:
        """The label of the act: demand, warning, concession or other."""
        return self.kind.label

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it first stands: source, start of its content (or evidence), end of the evidence."""
        first = self.evidence[0]
        contents = [part.start for part in first.parts if part.role is Role.CONTENT]
        return (first.source, min(contents, default=first.start), first.end)

    @property
    def earliest(self) -> datetime.date | None:
        """The first day on which it can have been done; None if that is not known."""
        return None if self.date_precision is DatePrecision.BY else self.date

    @property
    def latest(self) -> datetime.date | None:
        """The last day on which it can have been done; None if that is not known."""
        if self.date is None or self.date_precision is not DatePrecision.MONTH:
            return self.date
        return self.date.replace(day=monthrange(self.date.year, self.date.month)[1])


@frozen(kw_only=True)
class Demand(Act):
    """An actor asks, requests, urges, insists, orders or proposes that another do or stop something.

    Parameters
    ----------
    deadline : datetime.date, optional
        Day by which it is to be met. Without an answer by then the demand stands as ignored.

    See Also
    --------
    Act : the fields that all acts have.

    Examples
    --------
    >>> import stancekit as sk
    >>> talks = sk.load_example("geneva-2022")
    >>> first = talks.demands[0]
    >>> first.actor, first.force.value
    ('russia', 'demand')
    """

    deadline: datetime.date | None = field(default=None, validator=is_optional_day)

    @property
    def force(self) -> Force:
        """How strongly it is put; follows from the kind."""
        return FORCE_OF[self.kind]


@frozen(kw_only=True)
class Warning(Act):
    """An actor announces harm to another, or warns another that its conduct will do harm.

    Parameters
    ----------
    consequence : str, optional
        The words that say what is to follow.

    See Also
    --------
    Act : the fields that all acts have.
    """

    consequence: str | None = field(default=None, validator=is_optional_text)


@frozen(kw_only=True)
class Concession(Act):
    """An actor yields something that it withheld or opposed, or announces or offers to.

    Parameters
    ----------
    yields : str, optional
        The words that say what is given up, where they are narrower than the content.

    See Also
    --------
    Act : the fields that all acts have.
    """

    yields: str | None = field(default=None, validator=is_optional_text)


@frozen(kw_only=True)
class Statement(Act):
    """Any other act: a promise, rejection, accusation, assessment, meeting, attack, ...

    See Also
    --------
    Act : the fields that all acts have.
    """


LABEL_OF_CLASS: dict[type[Act], Label] = {
    Demand: Label.DEMAND,
    Warning: Label.WARNING,
    Concession: Label.CONCESSION,
    Statement: Label.OTHER,
}
CLASS_OF_LABEL: dict[Label, type[Act]] = {label: cls for cls, label in LABEL_OF_CLASS.items()}
"""The class of acts for each label."""
