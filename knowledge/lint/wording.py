"""Every sentence that the checks say: plain, short, never blaming.

Names, actions and limits come in, sentences go out. How they are laid out is the adapter's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knowledge.decision_rights.model import Level, Limit
from knowledge.lint.model import Check, Place, Problem, Severity
from knowledge.model import Clause

LONGEST_ACTION = 90
"""Characters of an action that a sentence repeats; the quote below it has the rest."""

REMEDIES = {
    Check.TWO_DECIDERS: "leave the decision to one of them, or say which part each decides",
    Check.NO_DECIDER: "name who decides it",
    Check.NO_APPROVER: "say who approves",
    Check.BAND_OVERLAP: "let each band begin where the one below it ends",
    Check.BAND_GAP: "let each band begin where the one below it ends",
    Check.CONFLICTING_RIGHTS: "keep the one that holds, and let the other say the same",
    Check.CONFLICTING_LIMITS: "keep the amount that holds, and write it in both places",
    Check.CONFLICTING_FIGURES: "keep the figure that holds, and write it in both places",
    Check.MISSING_SECTION: "add it, or say that the role has none",
    Check.STALE: "review it, and write down the new date",
    Check.DRAFT: "adopt it, or keep it out of the library until then",
    Check.SUPERSEDED: "take it out of the library",
    Check.ROLE_NAMES: "use one name and one level for the role everywhere",
    Check.NO_ROLE: "name the role in its title, if it is meant to describe one",
}
"""What the owner of a document can do, for each check."""

_LESS = {
    Level.INDEPENDENT: "lets them decide it alone too",
    Level.TEAM_APPROVAL: "asks for the team's approval",
    Level.MANAGER_APPROVAL: "asks for approval",
    Level.RECOMMEND_ONLY: "lets them only recommend it",
    Level.NOT_AUTHORIZED: "does not let them decide it",
}


def problem(
    check: Check, severity: Severity, message: str, places: Sequence[Clause] | Sequence[Place]
) -> Problem:
    """A problem at these clauses or places, with what its owner can do about it."""
    found = [each if isinstance(each, Place) else Place(each.document, each) for each in places]
    return Problem(check, severity, message, REMEDIES[check], tuple(dict.fromkeys(found)))


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: `A, B and C`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def two_deciders(action: str, holders: Sequence[str]) -> str:
    """Say that several decide one thing."""
    return f"“{_short(action)}” is decided by {listed(holders)}."


def no_decider(action: str) -> str:
    """Say that a matrix leaves a decision to nobody."""
    return f"Nobody decides “{_short(action)}”."


def no_approver(count: int) -> str:
    """Say that approval is asked for and nobody gives it."""
    if count == 1:
        return "This needs approval, and it is not said whose."
    return f"{count} decisions need approval, and it is not said whose."


def band_overlap(action: str, limit: Limit, holders: Sequence[str]) -> str:
    """Say which amounts fall to several."""
    return f"{listed(holders)} both decide “{_short(action)}” {_band(limit)}."


def band_gap(action: str, limit: Limit) -> str:
    """Say which amounts fall to nobody."""
    return f"Nobody decides “{_short(action)}” {_band(limit)}."


def conflicting_rights(holder: str, action: str, less: Level) -> str:
    """Say that one place lets a holder decide alone, and what another says instead."""
    return f"One place lets {_the(holder)} decide “{_short(action)}” alone, another {_LESS[less]}."


def conflicting_limits(holder: str, action: str, one: Limit, other: Limit) -> str:
    """Say that two places set a holder different limits."""
    here, there = (amount(limit.up_to or 0, limit.unit) for limit in (one, other))
    what = _short(action)
    return f"One place lets {_the(holder)} decide “{what}” up to {here}, another up to {there}."


def conflicting_figures(label: str, one: str, other: str) -> str:
    """Say that one named thing has two figures."""
    return f"“{_short(label)}” is {one} in one place and {other} in another."


def missing_sections(role: str, topics: Sequence[str]) -> str:
    """Say what a role's documents leave out."""
    return f"Nothing is said of the {role}'s {listed(topics)}, which its sibling roles have."


def overdue(due: date) -> str:
    """Say that a review is late."""
    return f"It was to be reviewed or renewed by {_day(due)}."


def long_unreviewed(last: date) -> str:
    """Say that nobody has looked for long."""
    return f"It was last reviewed {_day(last)}, more than two years ago."


DRAFT = "It says itself that it is a draft."
SUPERSEDED = "It says itself that it no longer holds."
NO_ROLE = "It describes no role, and says of no role what it may decide."


def still_says(message: str) -> str:
    """Say that a superseded document contradicts one that holds."""
    return f"A superseded document says otherwise: {message[0].lower() + message[1:]}"


def two_levels(role: str, one: str, other: str) -> str:
    """Say that a role's documents give it two levels."""
    return f"{role} has the level “{_short(one)}” in one document and “{_short(other)}” in another."


def shared_code(code: str, titles: Sequence[str]) -> str:
    """Say that two documents give two titles one job code."""
    return f"“{code}” is the code of {listed(titles)}."


def amount(value: float, unit: str) -> str:
    """A number with its unit: `EUR 5,000`, `90%`, `10 days`."""
    number = f"{value:,.2f}".rstrip("0").rstrip(".")
    if len(unit) == 3 and unit.isupper():
        return f"{unit} {number}"
    if unit == "%":
        return f"{number}%"
    plural = "" if value == 1 or unit.isupper() else "s"
    return f"{number} {unit}{plural}" if unit else number


def _the(holder: str) -> str:
    """A holder with its article."""
    return holder if holder.lower().startswith("the ") else f"the {holder}"


def _band(limit: Limit) -> str:
    """The amounts of a band."""
    low = amount(limit.over or 0, limit.unit)
    if limit.up_to is None:
        return f"above {low}"
    return f"between {low} and {amount(limit.up_to, limit.unit)}"


def _short(text: str) -> str:
    """A text in one line, cut after a word where it is long."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_ACTION:
        return line
    return line[:LONGEST_ACTION].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _day(day: date) -> str:
    """A date as people write it."""
    return f"{day.day} {day:%B %Y}"
