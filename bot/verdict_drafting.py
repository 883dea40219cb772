"""A verdict, or who decides, as a draft: the sentence first, then the clauses that say so.

Comes in: a ruling or the deciders of a matter. Goes out: a `Draft` whose statements claim the
clauses of the rights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot import wording
from bot.deciding import Match, wish
from bot.model import Draft, Inquiry, Passage, Statement, Status
from bot.quoting import shown
from bot.verdict import CONFLICT, Deciders, Ruling, decider

CONDITION = re.compile(
    r"(?:if|within|as long as|so long as|unless|after|before|when|where|provided|once|subject to"
    r"|except|only|up to|during|for)\b.{1,110}",
    re.IGNORECASE,
)
"""A condition that a sentence can end with; the clause says all of it."""


OTHERWISE = re.compile(
    r"\b(?:need|have to|has to|must|propos\w+|suggest\w*|recommend\w*|nominat\w+)\b"
    r"|\b(?:not|cannot)\b|n['’]t\b|\b(?:ca|do|is|wo|must|should|could|may|does|are)nt\b",
    re.IGNORECASE,
)
"""Where yes or no would be misread: asked of the need, in the negative, or of a mere proposal."""


def draft_decision(inquiry: Inquiry, decision: Ruling | Deciders) -> Draft:
    """What is said of a verdict, or of who decides."""
    if isinstance(decision, Ruling):
        return _ruling(inquiry, decision)
    return _deciders(inquiry, decision)


def _ruling(inquiry: Inquiry, ruling: Ruling) -> Draft:
    """The verdict's sentence, and the clauses that it rests on."""
    verdict = ruling.verdict
    telling = ruling.rights[0]
    condition = telling.right.condition.rstrip(".,; ")
    if not CONDITION.fullmatch(condition):
        condition = ""
    if ruling.beyond:
        lead = wording.beyond(verdict.role)
    else:
        lead = wording.verdict(
            verdict.level,
            verdict.role,
            verdict.approver,
            condition,
            answers=not OTHERWISE.search(wish(inquiry.question.text)),
        )
    passages = tuple(match.passage for match in ruling.rights)
    claimed = passages if verdict.level == CONFLICT else passages[:1]
    statements = (Statement(lead, claimed), *_quoted(inquiry, passages))
    return Draft(Status.ANSWERED, statements, verdict=verdict)


def _deciders(inquiry: Inquiry, deciders: Deciders) -> Draft:
    """Who decides, a line each, then who else takes part, then the clauses."""
    lines = [
        Statement(wording.decider(decider(match.right)), (match.passage,))
        for match in deciders.decide
    ]
    others = (deciders.agree, deciders.propose, deciders.consulted)
    named = [[match.right.holder for match in part] for part in others]
    taking = wording.takes_part(*named)
    if taking:
        lines.append(Statement(taking, tuple(_passages(m for part in others for m in part))))
    quoted = _passages(match for match in deciders.decide)
    return Draft(Status.ANSWERED, (*lines, *_quoted(inquiry, tuple(quoted))))


def _quoted(inquiry: Inquiry, passages: Sequence[Passage]) -> Iterator[Statement]:
    """The clauses themselves, each once."""
    for passage in dict.fromkeys(passages):
        heading = passage.clause.path[-1].strip().rstrip(":") if passage.clause.path else ""
        text = shown(inquiry, passage)
        yield Statement(f"{heading}: {text}" if heading else text, (passage,), item=True)


def _passages(matches: Iterator[Match]) -> Iterator[Passage]:
    """The passages of matches, each clause once."""
    seen: set[str] = set()
    for match in matches:
        if match.passage.clause.id not in seen:
            seen.add(match.passage.clause.id)
            yield match.passage
