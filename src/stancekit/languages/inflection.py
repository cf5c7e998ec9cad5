"""Word forms: every form of a cue word is made once, when a pack is loaded.

The rules over-generate (``appealled`` beside ``appealed``): a form that nobody writes matches nothing.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = [
    "INFLECTIONS",
    "NOUN_INFLECTIONS",
    "english_forms",
    "english_plurals",
    "indonesian_forms",
    "same_form",
]

_VOWELS = "aeiou"

_IRREGULAR = {
    "ban": "banned banning", "bar": "barred barring", "beat": "beaten", "beg": "begged begging",
    "begin": "began begun beginning", "bow": "", "break": "broke broken", "bring": "brought",
    "buy": "bought", "call": "", "cast": "cast", "cut": "cut cutting", "deal": "dealt", "dig": "dug digging",
    "do": "did done does", "draw": "drew drawn", "fall": "fell fallen", "feel": "felt",
    "fight": "fought", "find": "found", "fly": "flew flown", "free": "freed freeing",
    "get": "got gotten getting", "give": "gave given", "go": "went gone goes", "hand": "",
    "hit": "hit hitting", "hold": "held", "keep": "kept", "lay": "laid", "lead": "led", "leave": "left",
    "lend": "lent", "let": "let letting", "lie": "lied lying", "make": "made", "meet": "met",
    "pay": "paid", "put": "put putting", "quit": "quit quitting", "rebuild": "rebuilt",
    "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent", "set": "set setting",
    "shoot": "shot", "show": "shown", "shut": "shut shutting", "speak": "spoke spoken",
    "spurn": "", "stand": "stood", "step": "stepped stepping", "strike": "struck stricken",
    "swear": "swore sworn", "take": "took taken", "tell": "told", "think": "thought",
    "throw": "threw thrown", "tie": "tied tying", "win": "won winning", "withdraw": "withdrew withdrawn",
    "forgo": "forwent forgone", "forsake": "forsook forsaken", "overrun": "overran overrunning",
    "forbid": "forbade forbidden forbidding", "undertake": "undertook undertaken", "swap": "swapped swapping",
    "ship": "shipped shipping", "pull": "", "snub": "snubbed snubbing", "scrap": "scrapped scrapping",
    "drop": "dropped dropping", "shun": "shunned shunning", "prod": "prodded prodding",
    "defer": "deferred deferring", "confer": "conferred conferring", "compel": "compelled compelling",
    "repeal": "", "veto": "vetoed vetoing vetoes", "admit": "admitted admitting",
    "permit": "permitted permitting",
    "submit": "submitted submitting", "commit": "committed committing", "rebut": "rebutted rebutting",
    "man": "men", "gunman": "gunmen", "fisherman": "fishermen", "child": "children",
}  # fmt: skip


def english_forms(word: str) -> tuple[str, ...]:
    """Return the forms of an English verb or noun; in a phrase, of its first word.

    Examples
    --------
    >>> from stancekit.languages.inflection import english_forms
    >>> [form for form in english_forms("give up") if form.startswith("g")][:3]
    ['give up', 'gives up', 'given up']
    """
    head, *rest = word.split(" ")
    forms = [head, *_regular(head), *_IRREGULAR.get(head, "").split()]
    if not rest:
        return tuple(dict.fromkeys(forms))
    if "strike" in head:
        forms.append("struck")
    return tuple(" ".join([form, *rest]) for form in dict.fromkeys(forms))


def english_plurals(word: str) -> tuple[str, ...]:
    """Return an English noun and its regular plural; in a phrase, of its first word.

    Examples
    --------
    >>> from stancekit.languages.inflection import english_plurals
    >>> english_plurals("embassy")
    ('embassy', 'embassies')
    """
    head, *rest = word.split(" ")
    return tuple(" ".join([form, *rest]) for form in (head, _regular(head)[0]))


def _regular(head: str) -> tuple[str, ...]:
    if head.endswith("e"):
        return (f"{head}s", f"{head[:-1]}en", f"{head}d", f"{head[:-1]}ing")
    if head.endswith("y") and head[-2:-1] not in _VOWELS:
        return (f"{head[:-1]}ies", f"{head[:-1]}ied", f"{head}ing")
    if head.endswith(("s", "x", "z", "ch", "sh")):
        return (f"{head}es", f"{head}ed", f"{head}ing")
    doubled = (f"{head}led", f"{head}ling") if head.endswith("l") else ()  # the British spelling
    return (f"{head}s", f"{head}ed", f"{head}ing", *doubled)


_NASAL = {
    "p": ("mem", 1), "f": ("mem", 0), "b": ("mem", 0), "t": ("men", 1), "d": ("men", 0), "c": ("men", 0),
    "j": ("men", 0), "z": ("men", 0), "s": ("meny", 1), "k": ("meng", 1), "g": ("meng", 0), "h": ("meng", 0),
    "l": ("me", 0), "m": ("me", 0), "n": ("me", 0), "r": ("me", 0), "w": ("me", 0), "y": ("me", 0),
}  # fmt: skip


def indonesian_forms(root: str) -> tuple[str, ...]:
    """Return the common verbs and nouns that Indonesian makes of a root.

    Examples
    --------
    >>> from stancekit.languages.inflection import indonesian_forms
    >>> {"menolak", "ditolak", "penolakan", "tolaklah"} <= set(indonesian_forms("tolak"))
    True
    """
    prefix, dropped = _NASAL.get(root[0], ("meng", 0))
    active = prefix + root[dropped:]
    noun = "pe" + active[2:]
    stems = [active, f"di{root}", f"ter{root}", f"ber{root}", f"memper{root}", f"diper{root}", root]
    forms = [stem + suffix for stem in stems for suffix in ("", "kan", "i", "nya", "kannya", "lah", "kanlah")]
    forms += [noun, f"{noun}an", f"{noun}annya", f"{root}an", f"{root}annya", f"ke{root}an", f"per{root}an"]
    return tuple(dict.fromkeys(forms))


def same_form(word: str) -> tuple[str, ...]:
    """Return the word alone: for languages without rules of their own."""
    return (word,)


INFLECTIONS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "en": english_forms,
    "id": indonesian_forms,
    "none": same_form,
}
"""The rules that a pack can name in its ``grammar.json``."""

NOUN_INFLECTIONS: dict[str, Callable[[str], tuple[str, ...]]] = {**INFLECTIONS, "en": english_plurals}
"""The same for the nouns of its lexicon."""
