"""A decision right as a value: who, what, how far, with whom, and the clause that says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.model import Clause


class Level(StrEnum):
    """How far a holder's right goes; the names are those of the contract."""

    INDEPENDENT = "independent"
    TEAM_APPROVAL = "team_approval"
    MANAGER_APPROVAL = "manager_approval"
    RECOMMEND_ONLY = "recommend_only"
    NOT_AUTHORIZED = "not_authorized"


class Part(StrEnum):
    """What a holder does in a decision, whoever else takes part."""

    DECIDES = "decides"
    AGREES = "agrees"
    PROPOSES = "proposes"
    CONSULTED = "consulted"
    PERFORMS = "performs"
    INFORMED = "informed"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Limit:
    """The amounts that a right is for: above `over` (None: from 0) up to and including `up_to`.

    `up_to` is None where it is open. `below` says that `up_to` itself is out. `unit` is an
    ISO currency code (`EUR`), `%`, or a plain noun in the singular (`day`, `account`).
    """

    up_to: float | None = None
    over: float | None = None
    unit: str = ""
    below: bool = False

    def covers(self, amount: float) -> bool:
        """Whether an amount in this limit's unit is within it."""
        if self.over is not None and amount <= self.over:
            return False
        if self.up_to is None:
            return True
        return amount < self.up_to if self.below else amount <= self.up_to


@dataclass(frozen=True, slots=True)
class DecisionRight:
    """One thing that one holder may decide, or may not.

    `holder` is who it is about as the documents name it, and `role` the id of that role in the
    catalogue (empty where there is none: a board, a department). `action` is what is decided, in
    the document's words without the words of permission. `level` and `part` say how far the right
    goes; `approver` whose agreement it takes, or who decides instead, in the document's words.
    `limit` are the amounts that it holds for and `condition` what else must be true, in the
    document's words. Of one clause there may be several rights: a row of a matrix gives each of
    its columns one.
    """

    clause: Clause
    holder: str
    role: str
    action: str
    level: Level
    part: Part
    approver: str = ""
    limit: Limit | None = None
    condition: str = ""

    @property
    def wording(self) -> str:
        """What it is about, in the document's own words."""
        return " ".join(part for part in (self.clause.lead, self.action, self.condition) if part)
