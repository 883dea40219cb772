"""Whom a role answers to: questions for that, and the clauses that tell it.

Words such as `report` stand in many clauses that are about something else, so what a document
states under a name of its own (`Reports to`, `Line manager`) goes before any likeness. Comes in: an
inquiry, or a role's own clauses. Goes out: yes or no, and the clauses that tell it plainest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model import Inquiry
from knowledge.model import BlockKind, Clause

TO = r"(?:report|answer|answerable|accountable|responsible)(?:s|ing)?(?: (?:directly|back|in))?"
END = (
    r"\W*(?:(?:please|pls|then|again|exactly|now|day to day|directly|as|in|compared|vs|versus"
    r"|than)\b.*)?$"
)
ASKED = re.compile(
    rf"\bwhom?\s+(?:do|does|did|would|will|should|must|is|are|am)\b(?:\s+\S+){{0,4}}?\s+{TO}\s+to{END}"
    rf"|^\W*whom?\s+(?:report|answer)(?:\s+to)?{END}"  # of two roles
    rf"|\bto whom\b.*\b{TO}\b"
    rf"|^\W*(?:an?|the)?\s*{TO}\s+to(?:\s+(?:whom?|what|which role))?{END}"
    rf"|\b{TO}\s+to (?:any|some)(?:one|body)\b"
    r"|\bwho(?:['’]?s| is| are| would| will)\s+(?:be\s+)?(?:(?:the|my|our|their|his|her|an?)\s+)?"
    r"(?:direct |line |immediate |own )?(?:boss|(?:direct|line|immediate) manager|superior"
    r"|supervisor|manager(?= of\b|\W*$))"
    rf"(?:\s+be)?(?:\s+(?:of|for)(?:\s+(?:an?|the))?)?{END}"
    r"|\bwho\s+(?:line[- ])?(?:manages|supervises)(?:\s+(?:an?|the|me))?\W*$",
    re.IGNORECASE,
)
"""Questions for whom a role answers to, as they read without the role's name.

`Who reports to the director` asks the other way round.
"""

NAMES = re.compile(
    r"(?:(?:reports|reporting|responsible|accountable|answers|answerable)(?: directly)? to"
    r"|(?:line |direct |immediate )?(?:manager|supervisor|superior)|reporting line"
    r"|(?:line )?managed by|supervised by)",
    re.IGNORECASE,
)
"""What a fact about whom a role answers to is called."""
SAYS = re.compile(
    r"\b(?:reports|answers|is (?:accountable|answerable|responsible))(?: directly)? to\b"
    r"|\b(?:line[- ])?(?:managed|supervised) by\b"
    r"|\bunder the (?:supervision|direction|management|line management) of\b"
    r"|\([^()]*\b(?:(?:direct|line|immediate) manager|manager line)\b[^()]*\)",
    re.IGNORECASE,
)
"""A sentence or an item that says it."""
BRIEF = 12
"""Words of a sentence that says that and little else."""


def asks_for_superior(inquiry: Inquiry) -> bool:
    """Whether it is asked whom the inquiry's role answers to."""
    return bool(inquiry.roles) and bool(ASKED.search(inquiry.subject))


def superiors_in(clauses: Sequence[Clause]) -> list[Clause]:
    """Of a role's own clauses those that tell whom it answers to, in their order; may be empty.

    Facts of that name go before sentences, and sentences that say little else before the others.
    """
    facts = [clause for clause in clauses if NAMES.fullmatch(_name(clause))]
    said = [clause for clause in clauses if SAYS.search(clause.text)]
    brief = [clause for clause in said if len(clause.text.split()) <= BRIEF]
    return facts or brief or said


def _name(clause: Clause) -> str:
    """What a fact is called: a pair's first cell, or what stands before a colon."""
    if clause.kind is BlockKind.ROW and clause.cells:
        return clause.cells[0].strip(" :") if len(clause.cells) == 2 else ""
    return clause.text.partition(":")[0].strip() if ":" in clause.text else ""
