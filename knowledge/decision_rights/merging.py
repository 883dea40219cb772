"""The rights of one clause, made to agree: approvers filled in, what is said twice kept once.

The rights as the pieces gave them come in, in their order; those that stand go out. What somebody
has to agree to is not decided alone, what is proposed is not refused besides, and what is refused
does not need an approval besides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.decision_rights.model import DecisionRight, Level, Part
from knowledge.decision_rights.under_headings import AGREED_TO
from knowledge.model import Clause


def merged(found: Sequence[DecisionRight], clause: Clause) -> list[DecisionRight]:
    """The rights of a clause, own ones with whom the same clause names as decider."""
    others = [right for right in found if right.role not in clause.roles]
    decider = next((right.holder for right in others if right.part is Part.DECIDES), "")
    kept: list[DecisionRight] = []
    for right in found:
        if _is_denied(right, found, decider):
            continue
        own = right.role in clause.roles and right.level is not Level.INDEPENDENT
        full = replace(right, approver=decider) if own and not right.approver else right
        if decider and full.approver == decider and _is_advised_on(right, found):
            full = replace(full, level=Level.RECOMMEND_ONLY, part=Part.PROPOSES)
        if full not in kept:
            kept.append(full)
    return kept


def _is_denied(right: DecisionRight, found: Sequence[DecisionRight], decider: str) -> bool:
    """Whether another right of the same holder in the same matter says that this one is none."""
    same = [
        other
        for other in found
        if (other.holder, other.action) == (right.holder, right.action) and other is not right
    ]
    if right.level is Level.INDEPENDENT:
        agreeing = {
            other.holder
            for other in found
            if other.part is Part.AGREES
            and (other.action, other.limit) == (right.action, right.limit)
        }
        return any(other.approver in agreeing and other.limit == right.limit for other in same)
    if right.part is Part.EXCLUDED:
        return any(_is_proposal(other) for other in same)
    if right.level in AGREED_TO and right.part is Part.PROPOSES and decider:
        return any(
            other.level is Level.NOT_AUTHORIZED
            and other.limit == right.limit
            and right.approver == (other.approver or decider)
            for other in same
        )
    return False


def _is_advised_on(right: DecisionRight, found: Sequence[DecisionRight]) -> bool:
    """Whether its holder may advise on what another decides: `X decides; you may advise`."""
    later = found[found.index(right) + 1 :]
    return right.part is Part.EXCLUDED and any(
        other.holder == right.holder
        and other.level is Level.RECOMMEND_ONLY
        and other.part is Part.PROPOSES
        for other in later
    )


def _is_proposal(right: DecisionRight) -> bool:
    """Whether a right is to propose what somebody else decides."""
    proposes = right.level is Level.RECOMMEND_ONLY and right.part is Part.PROPOSES
    return proposes and bool(right.approver)
