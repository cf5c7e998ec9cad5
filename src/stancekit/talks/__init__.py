"""What there is: the nouns of a negotiation, frozen and valid from birth.

Nothing here reads a file, looks at the clock or counts with numpy. Change means a new thing.
"""

from stancekit.talks.actors import Actor, ActorKind, Name
from stancekit.talks.acts import (
    Act,
    Coder,
    CoderKind,
    Concession,
    Demand,
    Evidence,
    Part,
    Reason,
    Role,
    Statement,
    Warning,
)
from stancekit.talks.histories import Move
from stancekit.talks.issues import Issue
from stancekit.talks.kinds import (
    FORCE_OF,
    LABEL_OF,
    DatePrecision,
    Force,
    Kind,
    Label,
    Modality,
    kinds_of,
)
from stancekit.talks.negotiation import Disagreement, Explanation, Negotiation
from stancekit.talks.responses import Response
from stancekit.talks.standings import (
    MOVES,
    Standing,
    Verdict,
    standing_after,
)
from stancekit.talks.texts import Sentence, SentenceRole, Source

__all__ = [
    "FORCE_OF",
    "LABEL_OF",
    "MOVES",
    "Act",
    "Actor",
    "ActorKind",
    "Coder",
    "CoderKind",
    "Concession",
    "DatePrecision",
    "Demand",
    "Disagreement",
    "Evidence",
    "Explanation",
    "Force",
    "Issue",
    "Kind",
    "Label",
    "Modality",
    "Move",
    "Name",
    "Negotiation",
    "Part",
    "Reason",
    "Response",
    "Role",
    "Sentence",
    "SentenceRole",
    "Source",
    "Standing",
    "Statement",
    "Verdict",
    "Warning",
    "kinds_of",
    "standing_after",
]
