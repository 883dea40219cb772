"""What a comparing question names: roles by one word of their title, and what is compared of them.

Comes in: a question's text with the roles that the catalogue recognised in it. Goes out: the roles
that only stand beside those, and the matter without the words that compare. Which roles are meant
in the end is settled by `understanding`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from knowledge.model import Role
from knowledge.role_names import is_noun
from knowledge.settling import FREE, Catalogue, Mention, Mentions
from knowledge.titles import LEVELS, is_role_noun

COMPARING = re.compile(
    r"\b(?:differ\w*|compare[sd]?|comparison|vs|versus|separates?|distinguish\w*|gap"
    r"|changes? (?:from|when)"
    r"|between|than|both|either|same|side by side|more|less|higher|lower|each|or)\b",
    re.IGNORECASE,
)
MIDDLE = frozenset(["mid", "mid level", "middle", "plain", "regular", "normal"])
COMPARES = re.compile(
    r"\b(?:(?:compared?|comparing) (?:to|with|w|against)|compare[sd]?|comparison|vs|versus"
    r"|side by side|in comparison (?:to|with)"
    r"|what(?:['’]?s| is| are)? (?:the |any |a )?(?:main |big |key )?differen(?:ce|t|ces)"
    r"|(?:worth |weigh )?next to(?= an?\b| the\b)"
    r"|differences?|differ|differently|what separates|separates|distinguish\w*"
    r"|do they|when it comes to)\b",
    re.IGNORECASE,
)
"""Words that ask for a comparison and say nothing of what is compared."""
ASKED_OF = re.compile(
    r"\b(?:asked|expected|required|demanded|wanted|needed) (?:of|from)\b(?=[^\0]{0,6}\0)"
    r"|\b(?:from |to |than )?that of\b(?=[^\0]{0,6}\0)",
    re.IGNORECASE,
)
"""What is asked of somebody: words that join the matter to a name."""
NAME = "\0"
"""Stands where a text named a role."""
NAMED_BEFORE = re.compile(rf"{NAME}\s*(?:,|/|&|,?\s*\b(?:and|or|vs\.?|versus))\s*(?:an?\s|the\s)?$")
NAMED_AFTER = re.compile(
    rf"\s*(?:,|/|&|,?\s*\b(?:and|or|vs\.?|versus|to|than))\s*(?:an?\s|the\s)?{NAME}"
)
BESIDE_NAMES = re.compile(
    r"(?:(?:(?<![^\s,:/])(?:an?|the|of|for|from|to|than|as|between|and|or|with|against|both|in|on|is"
    rf"|are|what|do|does|how)|[,:/&–-])\s*)*{NAME}(?:\s*[,/&])?",
    re.IGNORECASE,
)
"""A role's place with the small words before it, as in `between a … and a …`."""


INSTEAD = re.compile(
    r"^\W*(?:(?:and|or|but|so|ok(?:ay)?|what about|how about|same for)\W+)+"
    r"(?:(?:for|of|with|as)\s+)?(?:an?|the)\s+(?P<word>[^\W\d_]{3,}?)(?:s|['’]s)?\W*"
    r"(?:(?:then|too|as well|instead)\W*)?$",
    re.IGNORECASE,
)
"""A turn that only puts another role in the place of the one before."""


def with_short_names(text: str, said: Mentions, catalogue: Catalogue) -> Mentions:
    """Mentions with those of roles that one word of their title names beside another role.

    `Compare associate and research scientist`: a word alone that only one other role has. Where
    nothing is said of comparing, it must be a level or a profession.
    """
    if not said.named:
        return said
    found = [each for mention in said.named for each in _at_commas(text, mention, catalogue)]
    marked = text
    for mention in found:
        blank = NAME * (mention.end - mention.start)
        marked = f"{marked[: mention.start]}{blank}{marked[mention.end :]}"
    taken = {role for mention in found for role in mention.roles}
    compares = COMPARING.search(text)
    for match in re.finditer(r"[^\W\d_]{3,}(?: level)?", marked):
        before, after = marked[: match.start()], marked[match.end() :]
        if not (NAMED_BEFORE.search(before) or NAMED_AFTER.match(after)):
            continue
        word = match[0].lower()
        roles = _called(word.removesuffix("s"), taken, catalogue.roles)
        if len(roles) == 1 and (compares or word in LEVELS or is_role_noun(word)):
            found.append(Mention(tuple(roles), *match.span(), FREE))
            taken |= set(roles)
            marked = f"{before}{NAME * len(match[0])}{after}"
    if len(found) == len(said.named):
        return said
    rest = " ".join(marked.replace(NAME, " ").split())
    return replace(said, named=tuple(sorted(found, key=lambda each: each.start)), rest=rest)


def instead(text: str, said: Mentions, before: Sequence[Role], catalogue: Catalogue) -> Mentions:
    """Mentions with the role that a turn names by one word, where another was spoken of before.

    `And the director?`, after the account manager: one word of a title. Titles that have another
    word in common with the role before go first.
    """
    match = INSTEAD.match(text)
    settled = any(len(mention.roles) == 1 or mention.together for mention in said.named)
    if settled or not before or not match:
        return said
    word = match["word"].lower()
    roles = [role for role in _called(word, set(), catalogue.roles) if role not in before]
    if not roles or not (word in LEVELS or is_noun(word)):
        return said
    known = {part for role in before for part in role.title.lower().split()} - {word}
    kin = [role for role in roles if known & {*role.title.lower().split()}] or roles
    mention = Mention(tuple(kin), *match.span("word"), FREE)
    return replace(said, named=(mention,), rest=text[: match.start("word")].strip())


def _at_commas(text: str, mention: Mention, catalogue: Catalogue) -> list[Mention]:
    """A name with a comma inside, as the two that it is if what follows is another role's title."""
    first, comma, last = text[mention.start : mention.end].rpartition(",")
    role = catalogue.named(last.strip()) if comma and not mention.together else None
    if role is None or role in mention.roles:
        return [mention]
    end = mention.start + len(first)
    return [replace(mention, end=end), replace(mention, roles=(role,), start=end + 1)]


def _called(word: str, taken: AbstractSet[Role], roles: Sequence[Role]) -> list[Role]:
    """The other described roles, of the family of those that are named, with a word in their title.

    The middle level is that of the title without any word for a level.
    """
    heads = {role.title.split()[-1].lower() for role in taken if role.title}
    others = [role for role in roles if role.described and role.title and role not in taken]
    near = [role for role in others if role.title.split()[-1].lower() in heads] or others
    if word in MIDDLE:
        return [role for role in near if not LEVELS.keys() & {*role.title.lower().split()[:-1]}]
    return [role for role in near if word in role.title.lower().split()]


def matter_of(text: str, named: Sequence[Mention]) -> str:
    """What a comparison is about: without the roles' names, and the words that compare them."""
    for mention in sorted(named, key=lambda each: -each.start):
        text = f"{text[: mention.start]} {NAME} {text[mention.end :]}"
    text = COMPARES.sub(" ", ASKED_OF.sub(" ", text))
    return " ".join(BESIDE_NAMES.sub(" ", text).split()).strip(" ,.;:!?-")
