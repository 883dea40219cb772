"""A question that asks for several things, taken apart; and what a question takes for granted.

Comes in: an inquiry. Goes out: an inquiry for each thing that it asks for, and whether a clause
says otherwise of what was taken for granted. Nothing is searched here.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.model import Inquiry, Intent
from bot.understanding import content_concepts, content_words, shape_of
from knowledge.lexical import stems

ASKS = (
    r"(?:what|which|who|whom|whose|when|where|how|why|do|does|is|are|can|may|must|should|has|have)"
    r"\b"
)
PARTS = re.compile(
    rf"\?\s+(?={ASKS})|[,;]?\s+(?:and|but|plus)\s+(?:also\s+|then\s+)?(?={ASKS})", re.IGNORECASE
)
"""Where a question ends and a second one begins."""
NOUNS = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
VERB = re.compile(rf"\b{ASKS}|\b(?:need|get|pick|spend|use|call)\w*\b|:", re.IGNORECASE)
LEANS = re.compile(
    r"\b(?:it|they|them|that|this|these|those|each|then|there|he|she|ones?)\b", re.IGNORECASE
)
VAGUE = frozenset(
    stems(
        "often left far long happen next second other watch deal mean day week month year time go"
        " every matter frequent common large"
    )
)
"""Words that are no matter by themselves."""
LEADING = re.compile(r"^(?:(?:the|in|on|by|about|regarding)\s+)+", re.IGNORECASE)
MOST_PARTS = 4
PREMISE = re.compile(
    r"(?:since|because|given that|given|seeing that|now that|considering"
    r"|as(?=[^,]*\b(?:is|are|can|may|have|has|gets?|must|needs?|does?|decides?)\b))"
    rf"\s+(.{{8,}}?),\s*"
    rf"(?={ASKS}|how\b|so\b)",
    re.IGNORECASE,
)
"""What a question takes for granted, before it asks."""
NOT = re.compile(
    r"\b(?:not|no|never|none|without|nobody|neither|nor|cannot|seldom|rarely|hardly)\b|n['’]t\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
DENYING = frozenset(stems("not no never without"))
SAME_MATTER = 0.5
"""Share of the words of what is taken for granted that a clause has if it speaks of that."""


def parted(inquiry: Inquiry) -> tuple[Inquiry, ...]:
    """The single matters of a question that asks for several things; empty if it asks for one.

    A part that leans on another (`and why does it matter`) is no matter of its own. Roles are
    compared by each of several things that are named without a verb. What leans on a conversation,
    or asks for leave, stays as it is.
    """
    if inquiry.question.history or inquiry.intent is Intent.MAY:
        return ()
    taken = PREMISE.match(inquiry.subject) if len(inquiry.roles) == 1 else None
    pieces = PARTS.split(inquiry.subject)
    if taken:
        pieces = [taken[1], inquiry.subject[taken.end() :]]
    elif len(pieces) == 1 and len(inquiry.roles) > 1 and not VERB.search(inquiry.subject):
        pieces = NOUNS.split(inquiry.subject)
    told = [(piece, content_words(piece)) for piece in pieces]
    if len(inquiry.roles) == 1 and not taken:
        told = [each for each in told if not LEANS.search(each[0])]
    if not 1 < len(told) <= MOST_PARTS or not all(set(words) - VAGUE for _, words in told):
        return ()
    return tuple(
        replace(
            inquiry,
            subject=piece,
            words=words,
            concepts=content_concepts(piece),
            shape=shape_of(piece, piece, inquiry.roles),
        )
        for piece, words in told
    )


def as_asked(inquiry: Inquiry) -> str:
    """The text to be compared by meaning: what roles are compared by, as one role is asked for it.

    `Salaries` alone is near to anything about money; a question is near to what answers it.
    """
    if len(inquiry.roles) < 2 or not inquiry.words or VERB.search(inquiry.subject):
        return inquiry.subject
    return f"what is the {LEADING.sub('', inquiry.subject)} of the"


def contradicts(taken: str, said: str) -> bool:
    """Whether a clause says otherwise of what a question takes for granted.

    It speaks of the same, and denies what is affirmed, or the other way round; or it gives another
    figure.
    """
    words = {word for word in content_words(taken) if word.isalpha()} - DENYING - VAGUE
    if len(words & set(stems(said))) < max(1, SAME_MATTER * len(words)):
        return False
    figures, given = set(NUMBER.findall(taken)), set(NUMBER.findall(said))
    denied = bool(NOT.search(taken)) != bool(NOT.search(said))
    return denied or bool(figures and given and not figures & given)
