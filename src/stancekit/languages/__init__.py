"""What a language needs: cue words, closed word classes, titles, and names of actors, as data."""

from stancekit.languages.lexicon import Sense, is_event
from stancekit.languages.names import Gazetteer, Mention, load_gazetteer, owner_of
from stancekit.languages.packs import LANGUAGES, LanguagePack, Office, load_pack, read_pack

__all__ = [
    "LANGUAGES",
    "Gazetteer",
    "LanguagePack",
    "Mention",
    "Office",
    "Sense",
    "is_event",
    "load_gazetteer",
    "load_pack",
    "owner_of",
    "read_pack",
]
