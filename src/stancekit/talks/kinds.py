"""The vocabulary of the codebook: labels, fine kinds, modality, force.

A sentence is labelled with one of four labels; each label has fine kinds. Classifiers are trained
on kinds and report labels. The definitions are in the codebook page of the documentation.
"""

from __future__ import annotations

from enum import Enum

__all__ = [
    "FORCE_OF",
    "LABEL_OF",
    "DatePrecision",
    "Force",
    "Kind",
    "Label",
    "Modality",
    "kinds_of",
]


class Label(str, Enum):
    """The four labels of a sentence.

    Examples
    --------
    >>> from stancekit.talks import Label
    >>> [label.value for label in Label]
    ['demand', 'warning', 'concession', 'other']
    """

    DEMAND = "demand"
    WARNING = "warning"
    CONCESSION = "concession"
    OTHER = "other"

    __str__ = str.__str__


class Kind(str, Enum):
    """The fine kinds of acts, as the codebook names them.

    Examples
    --------
    >>> from stancekit.talks import Kind
    >>> Kind("appeal").label
    <Label.DEMAND: 'demand'>
    """

    APPEAL = "appeal"
    REQUEST = "request"
    DEMAND = "demand"
    ULTIMATUM = "ultimatum"
    CONDITION_ON_OTHER = "condition-on-other"

    THREAT = "threat"
    CAUTION = "caution"
    ULTIMATUM_WITH_CONSEQUENCE = "ultimatum-with-consequence"
    ANNOUNCED_MEASURE = "announced-measure"

    ACCEPT_TERMS = "accept-terms"
    EASE_RESTRICTION = "ease-restriction"
    RELEASE_OR_PARDON = "release-or-pardon"
    WITHDRAW_OR_DISARM = "withdraw-or-disarm"
    CEASEFIRE = "ceasefire"
    REFORM_OR_RIGHTS = "reform-or-rights"
    RESIGN = "resign"
    DROP_DEMAND = "drop-demand"
    APOLOGISE = "apologise"
    OFFER_TO_YIELD = "offer-to-yield"

    REJECT = "reject"
    DEFER = "defer"
    ACCEPT_OR_AGREE = "accept-or-agree"
    PROMISE = "promise"
    ACCUSE_OR_BLAME = "accuse-or-blame"
    CONSULT_OR_MEET = "consult-or-meet"
    SUPPORT_OR_PRAISE = "support-or-praise"
    AID = "aid"
    SANCTION_OR_RESTRICT = "sanction-or-restrict"
    COERCE_OR_ARREST = "coerce-or-arrest"
    MOBILISE = "mobilise"
    ATTACK = "attack"
    PROTEST = "protest"
    ASSESS = "assess"
    REPORT_OR_BACKGROUND = "report-or-background"

    __str__ = str.__str__

    @property
    def label(self) -> Label:
        """The label that this kind is reported under."""
        return LABEL_OF[self]


_KINDS: dict[Label, tuple[Kind, ...]] = {
    Label.DEMAND: (
        Kind.APPEAL,
        Kind.REQUEST,
        Kind.DEMAND,
        Kind.ULTIMATUM,
        Kind.CONDITION_ON_OTHER,
    ),
    Label.WARNING: (
        Kind.THREAT,
        Kind.CAUTION,
        Kind.ULTIMATUM_WITH_CONSEQUENCE,
        Kind.ANNOUNCED_MEASURE,
    ),
    Label.CONCESSION: (
        Kind.ACCEPT_TERMS,
        Kind.EASE_RESTRICTION,
        Kind.RELEASE_OR_PARDON,
        Kind.WITHDRAW_OR_DISARM,
        Kind.CEASEFIRE,
        Kind.REFORM_OR_RIGHTS,
        Kind.RESIGN,
        Kind.DROP_DEMAND,
        Kind.APOLOGISE,
        Kind.OFFER_TO_YIELD,
    ),
    Label.OTHER: (
        Kind.REJECT,
        Kind.DEFER,
        Kind.ACCEPT_OR_AGREE,
        Kind.PROMISE,
        Kind.ACCUSE_OR_BLAME,
        Kind.CONSULT_OR_MEET,
        Kind.SUPPORT_OR_PRAISE,
        Kind.AID,
        Kind.SANCTION_OR_RESTRICT,
        Kind.COERCE_OR_ARREST,
        Kind.MOBILISE,
        Kind.ATTACK,
        Kind.PROTEST,
        Kind.ASSESS,
        Kind.REPORT_OR_BACKGROUND,
    ),
}

LABEL_OF: dict[Kind, Label] = {kind: label for label, kinds in _KINDS.items() for kind in kinds}
"""The label of every kind."""


def kinds_of(label: Label) -> tuple[Kind, ...]:
    """Return the fine kinds of a label, in the order of the codebook.

    Examples
    --------
    >>> from stancekit.talks import Label, kinds_of
    >>> [kind.value for kind in kinds_of(Label.WARNING)]
    ['threat', 'caution', 'ultimatum-with-consequence', 'announced-measure']
    """
    return _KINDS[label]


class Modality(str, Enum):
    """Whether an act was done, promised, made conditional, denied, or passed on by others."""

    DONE = "done"
    PROMISED = "promised"
    CONDITIONAL = "conditional"
    DENIED = "denied"
    REPORTED = "reported"

    __str__ = str.__str__


class Force(str, Enum):
    """How strongly a demand is put, from the weakest to the strongest."""

    APPEAL = "appeal"
    REQUEST = "request"
    DEMAND = "demand"
    ULTIMATUM = "ultimatum"

    __str__ = str.__str__


FORCE_OF: dict[Kind, Force] = {
    Kind.APPEAL: Force.APPEAL,
    Kind.REQUEST: Force.REQUEST,
    Kind.DEMAND: Force.DEMAND,
    Kind.CONDITION_ON_OTHER: Force.DEMAND,
    Kind.ULTIMATUM: Force.ULTIMATUM,
}
"""The force of a demand follows from its kind."""


class DatePrecision(str, Enum):
    """What an act's date means.

    ``day``: done on that day. ``month``: done in the month that begins with it. ``by``: done on it or
    at some unknown time before, as when a text says that something *had been* demanded.
    """

    DAY = "day"
    MONTH = "month"
    BY = "by"

    __str__ = str.__str__
