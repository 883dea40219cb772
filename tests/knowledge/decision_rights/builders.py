"""Small libraries of documents, read as the product reads them, and the rights found in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from knowledge.decision_rights.model import DecisionRight

Files = Mapping[str, str | bytes]
"""Documents by their file names."""

RightsIn = Callable[[Files], Sequence[DecisionRight]]
"""Reads files and gives the rights in them."""


def of(rights: Sequence[DecisionRight], holder: str, words: str = "") -> list[DecisionRight]:
    """The rights of a holder whose action has these words."""
    return [r for r in rights if r.holder == holder and words.lower() in r.action.lower()]


def only(rights: Sequence[DecisionRight], holder: str, words: str = "") -> DecisionRight:
    """The one right of a holder whose action has these words."""
    found = of(rights, holder, words)
    assert len(found) == 1, [(r.holder, r.action, r.level.value) for r in rights]
    return found[0]


def told(right: DecisionRight) -> tuple[str, str, str]:
    """A right's level, part and approver."""
    return right.level.value, right.part.value, right.approver
