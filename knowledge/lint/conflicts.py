"""Places that contradict each other about one decision: text and matrix, or two documents.

Rights come in, problems go out, each with both clauses. A role that decides alone in one place and
needs approval in another is a contradiction; so is a decision that two documents give to two
holders, and one limit that is two amounts. Siblings may each decide their own: two roles' documents
that both say `decides alone` do not contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part
from knowledge.lint import wording
from knowledge.lint.matters import by_matter, holder_key, matter_of, may_be_one, overlap, table_of
from knowledge.lint.model import Check, Problem, Severity
from knowledge.lint.wording import problem
from knowledge.model import BlockKind

_BYSTANDERS = frozenset([Part.INFORMED, Part.CONSULTED, Part.EXCLUDED])
_FORBIDS = re.compile(r"\b(?:no|not|never|cannot)\b", re.IGNORECASE)

FEWEST_WORDS = 2
"""Words of a matter that is one for everybody: `leave` alone may be each holder's own."""


def conflicts(
    rights: Sequence[DecisionRight], superseded: AbstractSet[str] = frozenset()
) -> Iterator[Problem]:
    """What clauses say against each other, once for each pair of clauses.

    `superseded` are the paths of documents that no longer hold: what they say against one that does
    is a warning of its own kind.
    """
    found: dict[frozenset[str], Problem] = {}
    deciding = {(r.clause.id, holder_key(r)) for r in rights if _decides_alone(r)}
    for alike in by_matter(rights):
        for one, other in combinations(alike, 2):
            if one.role != other.role and not _is_said_of_all(one, other):
                continue
            pair = frozenset([one.clause.id, other.clause.id])
            gone = {one.clause.document, other.clause.document} & superseded
            known = found.get(pair)
            if len(pair) < 2 or len(gone) == 2 or not _are_apart(one, other):
                continue
            # That a role may and may not tells more than that two roles may.
            if known and known.check is not Check.TWO_DECIDERS:
                continue
            conflict = _conflict(one, other, deciding)
            if conflict and gone:
                message = wording.still_says(conflict.message)
                conflict = problem(Check.SUPERSEDED, Severity.WARNING, message, conflict.places)
            if conflict:
                found[pair] = conflict
    yield from found.values()


def _conflict(
    one: DecisionRight, other: DecisionRight, deciding: AbstractSet[tuple[str, str]]
) -> Problem | None:
    """What two rights about one matter say against each other, if anything.

    `deciding` are clauses with the holders that decide by them: a clause that lets both decide does
    not contradict one that speaks of either.
    """
    if overlap(one.limit, other.limit) is None:
        return None
    if holder_key(one) == holder_key(other):
        return _of_one_holder(one, other)
    decide = all(_decides_alone(right) for right in (one, other))
    narrowed = any(right.limit or right.condition for right in (one, other))
    told = len(matter_of(one.action)) >= FEWEST_WORDS
    both = {(one.clause.id, holder_key(other)), (other.clause.id, holder_key(one))} & deciding
    if not decide or narrowed or not told or both or may_be_one(one, other):
        return None
    message = wording.two_deciders(one.action, [one.holder, other.holder])
    return problem(Check.TWO_DECIDERS, Severity.ERROR, message, [one.clause, other.clause])


def _of_one_holder(one: DecisionRight, other: DecisionRight) -> Problem | None:
    """What two places say against each other of one holder's right.

    To decide something, without an amount, and to need approval above one go well together. What
    holds under a condition, or up to an amount, may be an exception from the other: a warning.
    """
    alone = [right.level is Level.INDEPENDENT for right in (one, other)]
    narrowed = bool(one.condition or other.condition)
    clauses = [one.clause, other.clause]
    if all(alone):
        if narrowed or not _differ(one.limit, other.limit):
            return None
        assert one.limit
        assert other.limit
        message = wording.conflicting_limits(one.holder, one.action, one.limit, other.limit)
        return problem(Check.CONFLICTING_LIMITS, Severity.ERROR, message, clauses)
    above = any(right.limit and right.limit.over for right in (one, other))
    agrees = any(right.part is Part.AGREES for right in (one, other))
    if not any(alone) or agrees or (above and None in {one.limit, other.limit}):
        return None
    lower = other if alone[0] else one
    if _is_left_out(lower, limited=bool(one.limit or other.limit)):
        return None
    narrowed = narrowed or (one.limit is None) != (other.limit is None)
    severity = Severity.WARNING if narrowed else Severity.ERROR
    message = wording.conflicting_rights(one.holder, one.action, lower.level)
    return problem(Check.CONFLICTING_RIGHTS, severity, message, clauses)


def _is_left_out(right: DecisionRight, *, limited: bool) -> bool:
    """Whether a matrix only gives a holder no part, which rules out nothing that is said elsewhere.

    A blank cell is no prohibition. Where amounts are `limited`, small ones may be left to a lower
    role, and the higher is only told of them.
    """
    if not right.clause.columns:
        return False
    blank = right.part is Part.EXCLUDED and not any(map(_FORBIDS.search, right.clause.cells))
    return blank or (limited and right.part in _BYSTANDERS)


def _are_apart(one: DecisionRight, other: DecisionRight) -> bool:
    """Whether two rights stand in different tables or documents, or in two lists of one document.

    Sentences of one document's prose build on each other; its lists of what a role decides do not.
    """
    if one.clause.document != other.clause.document:
        return True
    if one.clause.columns or other.clause.columns:
        return table_of(one.clause) != table_of(other.clause)
    items = all(right.clause.kind is BlockKind.ITEM for right in (one, other))
    bare = not (one.limit or other.limit or one.condition or other.condition)
    return items and bare and one.clause.path != other.clause.path


def _is_said_of_all(one: DecisionRight, other: DecisionRight) -> bool:
    """Whether one of two rights is told of a named decider, not by that decider's own document."""
    return any(
        bool(right.clause.columns) or right.role not in right.clause.roles for right in (one, other)
    )


def _decides_alone(right: DecisionRight) -> bool:
    """Whether a right is to decide without anybody's agreement."""
    return right.part is Part.DECIDES and right.level is Level.INDEPENDENT


def _differ(one: Limit | None, other: Limit | None) -> bool:
    """Whether two limits from nothing end at different amounts."""
    if one is None or other is None or one.over or other.over:
        return False
    return None not in {one.up_to, other.up_to} and one.up_to != other.up_to
