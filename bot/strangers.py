"""Who is compared with a role, and is none: no document describes the other side.

Comes in: a question's text with the roles that it names. Goes out: the name of the side that no
role bears, as it was typed. What is compared of one role, as in `goals and duties of a baker`, is
no side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.sides import NAME
from knowledge.role_names import SHORTENED, is_noun, singular_of
from knowledge.settling import Mention
from knowledge.titles import LEVELS
from knowledge.unknown_roles import ASPECTS, NO_TRADES, qualifies

_WORD = r"[^\W\d_][\w-]*"
_SIDE = rf"(?P<article>(?:an?|the)\s+)?(?P<side>{_WORD}(?:\s+{_WORD}){{0,3}}?)"
_ASPECT = rf"(?P<aspect>(?:['’]s?)?(?:\s+(?:{'|'.join(sorted(ASPECTS - {''}))}))*)"
_LINK = (
    r"\s*(?:,\s*)?\b(?P<link>and|or|than|vs\.?|versus|against"
    r"|(?:differ\w* |compared? |separates? )?(?:from|to|with))\s+"
)
_END = r"\s*(?:[?.!,;:]|$|\b(?:on|in|for|by|about|regarding|when|concerning)\b)"
AFTER = re.compile(
    rf"{NAME}{_ASPECT}{_LINK}{_SIDE}{_ASPECT.replace('P<aspect>', ':')}(?={_END})", re.IGNORECASE
)
BEFORE = re.compile(
    r"(?:^(?!(?:compar|differ|what|how|who|which|is|are|do|does)\w*\b)"
    r"|\b(?:compar(?:e|ing)|between|of|for|do|does|is|are|separates?|distinguish\w*)\s+)"
    rf"{_SIDE}{_ASPECT}{_LINK}(?:an?\s+|the\s+)?{NAME}",
    re.IGNORECASE,
)
SETS_APART = re.compile(
    r"\b(?:compar\w+|differ\w*|vs|versus|separates?|distinguish\w*|side by side)\b", re.IGNORECASE
)
PAIRED = re.compile(r"\b(?:compar\w+|between)\b", re.IGNORECASE)
"""Where `and` joins the two sides."""

NO_SIDES = frozenset(
    "last next previous year quarter month everyone everybody anyone rest peer team average market"
    " industry academia law legal policy plan explain why".split()
)
NEAR_A_LEVEL = frozenset("above below one here there now".split())
"""What follows a level that is said alone, as in `the senior above`."""


def stranger(text: str, named: Sequence[Mention]) -> str:
    """The side of a comparison that no role of the library bears; empty if there is none.

    A noun of no trade counts where it stands against one role alone: `baker vs astronaut`.
    """
    if not SETS_APART.search(text):
        return ""
    roles = [mention for mention in named if not _goes_on(text, mention)]
    marked = text
    for mention in sorted(roles, key=lambda each: -each.start):
        marked = f"{marked[: mention.start]}{NAME}{marked[mention.end :]}"
    for found in (*AFTER.finditer(marked), *BEFORE.finditer(marked)):
        joined = found["link"].lower() not in {"and", "or"} or PAIRED.search(text)
        alone = len(roles) == 1 and not found["aspect"] and joined
        title = _title(found["side"], (found["article"] or "").strip().lower(), alone=bool(alone))
        if title:
            return title
    return ""


def _goes_on(text: str, mention: Mention) -> bool:
    """Whether a level said alone is the beginning of another title: `a senior wizard`."""
    if mention.strength >= SHORTENED or " " in text[mention.start : mention.end]:
        return False
    before, after = text[: mention.start].split(), re.match(r"\s+([^\W\d_]+)", text[mention.end :])
    if not after or not before or before[-1].lower() not in {"a", "an", "the"}:
        return False
    word = after[1].lower()
    own = {part for role in mention.roles for part in role.title.lower().split()}
    return qualifies(word) and word not in ASPECTS | own | NEAR_A_LEVEL


def _title(side: str, article: str, *, alone: bool) -> str:
    """The words that can only be somebody's title, or are one where `alone`; empty if none are."""
    words, said = side.split(), side.lower().split()
    low = [singular_of(word) for word in said]
    nouns = [i for i, word in enumerate(low) if is_noun(word) and word not in LEVELS]
    if nouns and "of" not in low:
        words, low = words[: nouns[-1] + 1], low[: nouns[-1] + 1]
    if low[-1] in NO_SIDES or low[0] in NO_TRADES or not ASPECTS.isdisjoint({*low, *said}):
        return ""
    if not all(qualifies(word) or word == "of" for word in low):
        return ""
    levelled = len(low) > 1 and (low[-1] in LEVELS or (low[0] in LEVELS and bool(article)))
    capitals = all(word[0].isupper() or word == "of" for word in words)
    sure = nouns or levelled or capitals or article in {"a", "an"}
    return " ".join(words) if sure or (alone and not LEVELS.keys() & {*low}) else ""
