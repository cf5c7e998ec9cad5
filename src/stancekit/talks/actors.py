"""Actors: the states, organisations, groups and persons who act."""

from __future__ import annotations

from enum import Enum

from attrs import Attribute, field, frozen

from stancekit.errors import InputError
from stancekit.talks.validators import (
    are_identifiers,
    as_sorted,
    is_filled_text,
    is_identifier,
    is_one_of,
    is_optional_identifier,
)

__all__ = ["Actor", "ActorKind", "Name"]


class ActorKind(str, Enum):
    """What sort of actor it is."""

    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"
    PERSON = "person"

    __str__ = str.__str__


@frozen(order=True)
class Name:
    """A name or alias of an actor in one language.

    Examples
    --------
    >>> from stancekit.talks import Name
    >>> Name("Pakta Atlantik Utara", "id").text
    'Pakta Atlantik Utara'
    """

    text: str = field(validator=is_filled_text)
    language: str = field(validator=is_filled_text)


@frozen
class Actor:
    """A state, organisation, group or person.

    Parameters
    ----------
    id : str
        Names the actor within a record, such as ``"united-states"``.
    name : str
        The name to show.
    kind : ActorKind
        State, organisation, group or person.
    represents : str, optional
        Id of the actor that this person or body speaks for.
    members : tuple of str
        Ids of the members of an organisation.
    names : tuple of Name
        Names and aliases, each with its language.

    Examples
    --------
    >>> import stancekit as sk
    >>> from stancekit.talks import ActorKind
    >>> blinken = sk.Actor("blinken", "Antony Blinken", ActorKind.PERSON, represents="united-states")
    >>> blinken.represents
    'united-states'
    """

    id: str = field(validator=is_identifier)
    name: str = field(validator=is_filled_text)
    kind: ActorKind = field(validator=is_one_of(ActorKind))
    represents: str | None = field(default=None, validator=is_optional_identifier, kw_only=True)
    members: tuple[str, ...] = field(default=(), converter=as_sorted, validator=are_identifiers, kw_only=True)
    names: tuple[Name, ...] = field(default=(), converter=as_sorted, kw_only=True)

    @represents.validator
    def _is_somebody_else(self, attribute: Attribute[str | None], value: str | None) -> None:
        if value == self.id:
            raise InputError(f"actor {self.id!r} represents itself: leave represents out")
