"""What is ruled on rights made by hand, for tests of verdicts and of who decides."""

from __future__ import annotations

from bot.deciders import Deciders, who_decides
from bot.deciding import Matches
from bot.model import Verdict
from bot.verdict import NOT_SPECIFIED, Ruling, rule
from knowledge.decision_rights.model import DecisionRight
from tests.bot.rights import asked, matches

OVENS = "buy ovens"


def ruling(text: str, *found: DecisionRight, sureness: float = 1.0) -> Ruling:
    """The ruling on a question, which there must be."""
    made = rule(asked(text), matches(*found, sureness=sureness))
    assert made is not None
    return made


def verdict(text: str, *found: DecisionRight) -> Verdict:
    """The verdict on a question, which there must be."""
    return ruling(text, *found).verdict


def deciders(text: str, *found: DecisionRight) -> Deciders:
    """Who decides what is asked about, which must be known."""
    made = who_decides(asked(text), matches(*found))
    assert made is not None
    return made


def holders(deciding: Deciders) -> list[str]:
    """Who decides, in order."""
    return [match.right.holder for match in deciding.decide]


def is_open(text: str, found: Matches) -> bool:
    """Whether the verdict is that the documents leave it open."""
    ruled = rule(asked(text), found)
    return ruled is not None and ruled.verdict.level == NOT_SPECIFIED and not ruled.rights
