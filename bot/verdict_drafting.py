"""A verdict, or who decides, as a draft: the sentence first, then the clauses that say so.

Comes in: a ruling or the deciders of a matter. Goes out: a `Draft` whose statements claim the
clauses of the rights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot import wording
from bot.deciders import Deciders, decider
from bot.deciding import Match, wish
from bot.model import Draft, Inquiry, Passage, Statement, Status
from bot.quoting import shown
from bot.verdict import Ruling
from knowledge.decision_rights.amounts import amounts_in
from knowledge.decision_rights.model import DecisionRight, Part
from knowledge.decision_rights.says import CODE
from knowledge.index import plain_heading

CONDITION = re.compile(
    r"(?:if|within|as long as|so long as|unless|after|before|when|where|provided|once|subject to"
    r"|except|only|up to|during|for|in consultation with|in line with|on condition|inside"
    r"|other than)\b.{1,110}",
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
    if not ruling.rights:
        return _unspoken(inquiry, ruling)
    telling = ruling.rights[0]
    condition = telling.right.condition.rstrip(".,; ")
    if not CONDITION.fullmatch(condition):
        condition = ""
    bounds = _bounds(telling.right)
    condition = condition if bounds in condition else ", ".join(filter(None, (bounds, condition)))
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
    statements = (Statement(lead, passages), *_quoted(inquiry, passages, ruling.rights))
    return Draft(Status.ANSWERED, statements, verdict=verdict)


def _unspoken(inquiry: Inquiry, ruling: Ruling) -> Draft:
    """That the documents leave it open, and what they say that is nearest, if anything is."""
    role = ruling.verdict.role
    if ruling.near:
        lead = Statement(wording.nearest(role))
        quoted = _quoted(inquiry, ruling.near)
        return Draft(Status.ANSWERED, (lead, *quoted), verdict=ruling.verdict)
    paths = (passage.clause.path for passage in ruling.looked)
    headings = dict.fromkeys(plain_heading(path[-1]).rstrip(":") for path in paths if path)
    text = wording.not_specified(role, tuple(headings), "")
    return Draft(Status.ABSTAINED, (Statement(text),), verdict=ruling.verdict)


def _deciders(inquiry: Inquiry, deciders: Deciders) -> Draft:
    """Who decides, a line each, then who else takes part, then the clauses."""
    asked = tuple(_passages(match for match in deciders.asked))
    names = [match.right.holder for match in deciders.asked]
    lines = [Statement(wording.part_taken(deciders.part, names), asked)] if asked else []
    lines += [
        Statement(wording.decider(decider(match.right)), (match.passage,))
        for match in deciders.decide
    ]
    consulted = () if deciders.part is Part.CONSULTED else deciders.consulted
    others = (deciders.agree, deciders.propose, consulted)
    named = [[match.right.holder for match in part] for part in others]
    taking = wording.takes_part(*named)
    if taking:
        known = {passage.clause.id: passage for line in lines for passage in line.passages}
        taken = _passages(match for part in others for match in part)
        said = dict.fromkeys(known.get(passage.clause.id, passage) for passage in taken)
        lines.append(Statement(taking, tuple(said)))
    told = (*deciders.asked, *deciders.decide)
    every = (*told, *(match for part in others for match in part))
    quoted = tuple(_passages(iter(told)))
    return Draft(Status.ANSWERED, (*lines, *_quoted(inquiry, quoted, every)))


def _quoted(
    inquiry: Inquiry, passages: Sequence[Passage], rights: Sequence[Match] = ()
) -> Iterator[Statement]:
    """The clauses themselves, each once; a row of letters as what they mean of these rights."""
    for passage in dict.fromkeys(passages):
        heading = passage.clause.path[-1].strip().rstrip(":") if passage.clause.path else ""
        text = _in_words(passage, rights) or shown(inquiry, passage)
        yield Statement(f"{heading}: {text}" if heading else text, (passage,), item=True)


def _in_words(passage: Passage, rights: Sequence[Match]) -> str:
    """A row of a matrix of letters in words; empty for any other clause."""
    cells = passage.clause.cells
    if not any(cells[1:]) or not all(CODE.fullmatch(cell) for cell in cells[1:] if cell):
        return ""
    own = [match.right for match in rights if match.right.clause.id == passage.clause.id]
    parts = dict.fromkeys(f"{right.holder} {wording.PARTS[right.part]}" for right in own)
    return f"{cells[0]}: {'; '.join(parts)}" if parts else ""


def _bounds(right: DecisionRight) -> str:
    """The limit of a right in the words of its clause: `above £500`, `up to two hours`."""
    limit, text = right.limit, right.clause.text
    if limit is None:
        return ""
    words = {(a.value, a.unit): text[a.start : a.end] for a in amounts_in(text)}
    over = words.get((limit.over or 0.0, limit.unit), "")
    top = words.get((limit.up_to or 0.0, limit.unit), "")
    parts = (f"above {over}" if over else "", f"{'below' if limit.below else 'up to'} {top}")
    return " and ".join(part for part in (parts if top else parts[:1]) if part)


def _passages(matches: Iterator[Match]) -> Iterator[Passage]:
    """The passages of matches, each clause once."""
    seen: set[str] = set()
    for match in matches:
        if match.passage.clause.id not in seen:
            seen.add(match.passage.clause.id)
            yield match.passage
