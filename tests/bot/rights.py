"""Rights made by hand, and matches of them with a question, for tests of what follows from them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.deciding import Match, Matches
from bot.model import Inquiry, Intent, Passage, Question, Shape
from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part
from knowledge.model import BlockKind, Clause, Role

BAKER = Role("baker", "Baker", ("baker.md",))
MILLER = Role("miller", "Miller", ("miller.md",))
KNOWN = (BAKER, MILLER)


def right(
    action: str,
    level: Level = Level.INDEPENDENT,
    part: Part = Part.DECIDES,
    *,
    holder: str = "Baker",
    approver: str = "",
    limit: Limit | None = None,
    condition: str = "",
    document: str = "baker.md",
    place: str = "",
) -> DecisionRight:
    """Give a right; those of one `document` and `place` (the action, if empty) share a clause."""
    clause = Clause(
        id=f"{document} {place or action}",
        document=document,
        roles=(),
        path=("Decision rights",),
        kind=BlockKind.ITEM,
        text=place or action,
        start=0,
        end=len(place or action),
    )
    role = next((role.id for role in KNOWN if role.title == holder), "")
    return DecisionRight(clause, holder, role, action, level, part, approver, limit, condition)


def matches(*found: DecisionRight, sureness: float = 1.0, step: float = 0.1) -> Matches:
    """Rights, best first, each by `step` a worse fit than the one before it."""
    return Matches(
        tuple(
            Match(each, Passage(each.clause, BAKER, -i * step), fit=-i * step, covered=1.0)
            for i, each in enumerate(found)
        ),
        sureness,
        answered=1.0,
    )


def asked(
    text: str,
    *history: str,
    intent: Intent = Intent.MAY,
    shape: Shape = Shape.STATEMENT,
    roles: Sequence[Role] = (BAKER,),
) -> Inquiry:
    """A question about a baker, after earlier turns."""
    return Inquiry(
        Question(text, history), text, (), roles=tuple(roles), known=KNOWN, shape=shape,
        intent=intent,
    )  # fmt: skip
