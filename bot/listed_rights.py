"""Questions for all that a role may decide, has to ask for, or may not do, and where that stands.

Headings over such lists are worded freely (`Where I need a nod`), while the rights in them are read
as what they are. Comes in: an inquiry; a role's rights. Goes out: the levels that are asked for,
and the clauses that hold most rights of these. A question about one matter asks for no list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.model import Inquiry, Intent
from knowledge.decision_rights.model import DecisionRight, Level
from knowledge.lexical import stems
from knowledge.model import Clause

SEVERAL = re.compile(
    r"\b(?:things?|stuff|decisions|matters|calls|everything|list|what all)\b"
    r"|\b(?:all|every|each)\b"
    r"|\bwhat (?:needs?|requires?|takes|do|does|can|can['’]?t|cannot|may|must|am|is|are)\b",
    re.IGNORECASE,
)
NOT = re.compile(
    r"\bnot\b|\bcan['’]?t\b|\bcannot\b|\bmustn['’]?t\b|\bnever\b|\bforbidden\b|\boff[- ]limits\b"
    r"|\bno-go(?:e?s)?\b",
    re.IGNORECASE,
)
ALONE = re.compile(
    r"\balone\b|\b(?:on|by) (?:my|your|their|his|her)(?:self| own)?\b|\bthemselves\b"
    r"|\bwithout\b|\bindependently\b",
    re.IGNORECASE,
)
LEAVE = re.compile(
    r"\b(?:approval|approved|permission|sign(?:ed)?[- ]?off|ok|okay|nod|consent|agreement|blessing"
    r"|say[- ]so|go[- ]ahead|green light|review)\b",
    re.IGNORECASE,
)
PEERS = re.compile(r"\b(?:team|peers?|colleagues?|senior)\b", re.IGNORECASE)
ABOVE = re.compile(r"\b(?:manager|boss|director|executive|lead)s?\b", re.IGNORECASE)
GENERAL = frozenset(
    stems(
        "need needs require requires take approval approved approve permission permitted"
        " allowed sign signed off signoff ok okay nod consent agreement blessing say so go"
        " ahead green light review team teams peer peers colleague colleagues senior manager"
        " boss director executive first before not cannot never forbidden alone own"
        " independently without asking ask anyone anybody decide decides decision decisions"
        " call calls matter matters authority authorised choose elses else youre everything"
        " anything do done settle limits by themselves myself check checking checked list name"
        " whole stuff thing things every all no go goes ruled bounds job role post has"
    )
)
"""Words of a question for a list of rights; any other word names a matter."""
FEWEST = 2
"""Clauses that make a list."""
MOSTLY = 0.5
"""Share of a section that holds such rights if all of it belongs to the list."""


def levels_asked(inquiry: Inquiry) -> frozenset[Level]:
    """The levels of which all rights are asked for; empty for any other question."""
    text = inquiry.question.text
    named = {stem for role in inquiry.roles for stem in stems(role.title)}
    general = inquiry.intent is Intent.TELL and set(inquiry.words) - named <= GENERAL
    if not general or len(inquiry.roles) != 1 or not SEVERAL.search(text):
        return frozenset()
    if NOT.search(inquiry.subject):
        return frozenset({Level.NOT_AUTHORIZED})
    if ALONE.search(inquiry.subject):
        return frozenset({Level.INDEPENDENT})
    if not LEAVE.search(inquiry.subject):
        return frozenset()
    peers, above = PEERS.search(inquiry.subject), ABOVE.search(inquiry.subject)
    levels = {Level.TEAM_APPROVAL, Level.MANAGER_APPROVAL}
    if peers and not above:
        levels -= {Level.MANAGER_APPROVAL}
    if above and not peers:
        levels -= {Level.TEAM_APPROVAL}
    return frozenset(levels)


def listed(
    rights: Iterable[DecisionRight], role: str, levels: frozenset[Level], clauses: Sequence[Clause]
) -> list[Clause]:
    """Of a role's clauses the section with most rights of these levels, in its order.

    Of a section that is about more than that, only the clauses with such rights. Empty if there is
    no list of them.
    """
    giving = {r.clause.id for r in rights if r.role == role and r.level in levels}
    sections: dict[tuple[str, tuple[str, ...]], list[Clause]] = defaultdict(list)
    for clause in clauses:
        sections[clause.document, clause.path].append(clause)
    best = max(
        sections.values(), key=lambda own: sum(each.id in giving for each in own), default=[]
    )
    told = [clause for clause in best if clause.id in giving]
    if len(told) < FEWEST:
        return []
    return best if len(told) >= MOSTLY * len(best) else told
