"""What a check finds, as a value: which check, how grave, in one sentence, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.model import Clause


class Severity(StrEnum):
    """How grave a problem is: an error misleads readers, a warning may, an info only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Check(StrEnum):
    """What was looked at; scripts and CI know the checks by these names."""

    TWO_DECIDERS = "two_deciders"
    NO_DECIDER = "no_decider"
    NO_APPROVER = "no_approver"
    BAND_OVERLAP = "band_overlap"
    BAND_GAP = "band_gap"
    CONFLICTING_RIGHTS = "conflicting_rights"
    CONFLICTING_LIMITS = "conflicting_limits"
    CONFLICTING_FIGURES = "conflicting_figures"
    MISSING_SECTION = "missing_section"
    STALE = "stale"
    DRAFT = "draft"
    SUPERSEDED = "superseded"
    ROLE_NAMES = "role_names"
    NO_ROLE = "no_role"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands: a clause, or without one a whole document, named by its path."""

    document: str
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    `message` is one sentence, `remedy` says in a few words what its owner can do. `places` are in
    the order in which `message` speaks of them; there is always at least one.
    """

    check: Check
    severity: Severity
    message: str
    remedy: str
    places: tuple[Place, ...]
