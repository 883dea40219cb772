"""Bands of amounts that overlap or leave a gap: `up to 5,000` beside `from 10,000`.

Rights come in, problems go out. Compared are bands of one decision in one table, or under one
heading of a document's prose, of which one says where it begins: `up to` alone begins at nothing,
and of such limits the higher includes the lower. One row may name several holders, and a document
that says `A or B` means it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from knowledge.decision_rights.amounts import limit_of
from knowledge.decision_rights.model import DecisionRight, Limit, Part
from knowledge.lint import wording
from knowledge.lint.matters import Matter, Table, holder_key, matter_of, overlap, table_of
from knowledge.lint.model import Check, Problem, Severity
from knowledge.lint.wording import problem

ROUNDING = 0.003
"""The share of a bound by which the next band may begin later: `500k` and `from 501k`."""


def bands(rights: Sequence[DecisionRight]) -> Iterator[Problem]:
    """Bands of one decision that two holders share, and amounts between bands that nobody has."""
    groups: dict[tuple[Table, Matter, str], list[DecisionRight]] = defaultdict(list)
    for right in rights:
        if right.limit and (right.part is Part.DECIDES or right.approver):
            key = table_of(right.clause), matter_of(right.action), right.limit.unit
            groups[key].append(right)
    for group in groups.values():
        if any(_begins(right) for right in group):
            yield from _overlaps(group)
            yield from _gaps(group)


def _overlaps(group: Sequence[DecisionRight]) -> Iterator[Problem]:
    """Pairs of rows that give the same amounts to different holders; each pair of holders once."""
    told: set[frozenset[str]] = set()
    deciding = [right for right in group if right.part is Part.DECIDES]
    for one, other in combinations(deciding, 2):
        holders = frozenset([holder_key(one), holder_key(other)])
        if one.clause == other.clause or len(holders) < 2 or holders in told:
            continue
        shared = overlap(one.limit, other.limit)
        if shared is None or one.condition or other.condition or _is_ladder(one, other):
            continue
        if one.limit == other.limit and _are_alternatives(one, other, group):
            continue
        told.add(holders)
        message = wording.band_overlap(one.action, shared, [one.holder, other.holder])
        yield problem(Check.BAND_OVERLAP, Severity.ERROR, message, [one.clause, other.clause])


def _is_ladder(one: DecisionRight, other: DecisionRight) -> bool:
    """Whether the higher holder simply includes the lower, or a band's beginning is not stated."""
    mine, theirs = one.limit or Limit(), other.limit or Limit()
    if any(limit.over and not _begins(right) for right, limit in ((one, mine), (other, theirs))):
        return True
    if mine.up_to is None and theirs.up_to is None:
        return True
    if not mine.over and not theirs.over:
        return True
    low, high = (mine, theirs) if not mine.over else (theirs, mine)
    return not low.over and (low.up_to is None or low.up_to >= (high.up_to or float("inf")))


def _are_alternatives(
    one: DecisionRight, other: DecisionRight, group: Sequence[DecisionRight]
) -> bool:
    """Whether the table says of the two that either will do."""
    names = re.escape(one.holder), re.escape(other.holder)
    either = re.compile(rf"{names[0]},? or {names[1]}|{names[1]},? or {names[0]}", re.IGNORECASE)
    return any(either.search(f"{right.condition} {right.clause.text}") for right in group)


def _gaps(group: Sequence[DecisionRight]) -> Iterator[Problem]:
    """The amounts between two bands that fall to nobody."""
    low, *higher = sorted(group, key=_start)
    for right in higher:
        reached = (low.limit or Limit()).up_to
        if reached is None:
            return
        over = _start(right)
        if _begins(right) and over - reached > max(1.0, ROUNDING * over):
            gap = Limit(round(over), reached, (right.limit or Limit()).unit)
            message = wording.band_gap(right.action, gap)
            yield problem(Check.BAND_GAP, Severity.WARNING, message, [low.clause, right.clause])
        top = (right.limit or Limit()).up_to
        if top is None or top > reached:
            low = right


def _start(right: DecisionRight) -> float:
    """Where a right's band begins."""
    return (right.limit or Limit()).over or 0.0


def _begins(right: DecisionRight) -> bool:
    """Whether the words of a right's own clause say where its band begins."""
    cells = right.clause.cells or (right.clause.text,)
    limits = [limit for cell in cells if (limit := limit_of(cell))]
    return bool(_start(right)) and any(limit.over == _start(right) for limit in limits)
