"""Decision rights in the words that every surface shows: levels, who takes part, limits, terms.

Comes in: rights as the documents give them. Goes out: short texts without markup.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part

LEVELS = {
    Level.INDEPENDENT: "Decides alone",
    Level.TEAM_APPROVAL: "Needs the agreement of peers, the team or a senior",
    Level.MANAGER_APPROVAL: "Needs the approval of a manager or a policy gate",
    Level.RECOMMEND_ONLY: "May propose or advise; somebody else decides",
    Level.NOT_AUTHORIZED: "May not decide",
}
"""Each level as a heading, in the order in which they are shown."""

PARTS = {
    Part.AGREES: "has to agree",
    Part.PROPOSES: "",
    Part.CONSULTED: "is consulted",
    Part.PERFORMS: "carries it out",
    Part.INFORMED: "is informed",
    Part.EXCLUDED: "",
    Part.DECIDES: "",
}
"""What the holder does in a decision, where the level does not tell."""

ASKING = frozenset({Level.TEAM_APPROVAL, Level.MANAGER_APPROVAL})
"""Levels whose approver agrees; at any other the approver decides instead."""


def limit_in_words(limit: Limit) -> str:
    """A limit as people write it: `above 500 and up to 2,500 USD`."""
    parts = []
    if limit.over is not None:
        parts.append(f"above {_number(limit.over)}")
    if limit.up_to is not None:
        parts.append(f"{'below' if limit.below else 'up to'} {_number(limit.up_to)}")
    last = limit.up_to if limit.up_to is not None else limit.over
    plural = "s" if limit.unit.islower() and last != 1 else ""
    return f"{' and '.join(parts)} {limit.unit}{plural}".replace(" %", "%").strip()


def terms(right: DecisionRight) -> Iterator[str]:
    """Whose agreement a right takes, how far it goes, and when; none of them empty."""
    if right.approver:
        yield f"{'approval' if right.level in ASKING else 'decided by'}: {right.approver}"
    if PARTS[right.part]:
        yield PARTS[right.part]
    if right.limit:
        yield limit_in_words(right.limit)
    if right.condition:
        yield right.condition


def _number(value: float) -> str:
    """A number with thousands parted, and decimals only where it has any."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
