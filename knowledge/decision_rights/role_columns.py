"""Rows of matrices whose columns are roles: `Decides`, `Proposes`, `A/R`, `up to €5,000`.

A row comes in with its `Table`; its rights go out in the order of the columns. How far a proposal
goes depends on who decides it in the same row, and so does what a decider may without the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from knowledge.decision_rights.amounts import limit_of
from knowledge.decision_rights.bands import band_of, remarks_for, within
from knowledge.decision_rights.holders import approval_by, named
from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part
from knowledge.decision_rights.says import DECIDES, OPEN, PERFORMS, PREPARES, Say
from knowledge.decision_rights.tables import Table, holder_in, say_or_limit
from knowledge.model import Clause

Says = dict[int, tuple[Say, Limit | None]]
"""What the cells say, by their columns, each with the limit in it."""

_TAKES = re.compile(r"(?:may )?(?:decides?|approves?)\b", re.IGNORECASE)
_SIGNS = re.compile(r"(?:may )?signs?(?! off)\b", re.IGNORECASE)
_APPROVES = re.compile(r"approv|sign", re.IGNORECASE)
_PROPOSES = re.compile(r"(?:may |can |must )?proposes?\b", re.IGNORECASE)
_REQUESTS = re.compile(
    r"(?:may |can |must )?(?:requests?|asks?|applies|signs?(?! off))\b", re.IGNORECASE
)
_OTHER_DECIDES = re.compile(r"(?:^|;\s*)([A-Z][\w /&-]*?) (?:decides?|approves?)\b")
_ABOVE = re.compile(
    r"(?P<who>[A-Z][\w/&-]*(?: (?:of |and |or |with )?[A-Z][\w/&-]*)*)"
    r"(?: (?:up )?to (?P<to>\S.*)|,? (?:above|beyond|over)(?: (?:that|this|it))?)?"
)
_WITH = re.compile(r"with (?:the )?(?!approval|review)(\w[\w ]*)$", re.IGNORECASE)


def by_columns(
    row: Clause, table: Table, right: Callable[..., DecisionRight]
) -> Iterator[DecisionRight]:
    """The rights of a row, each made by `right(row, holder, action, say, …)`."""
    action, band = table.action(row), band_of(row, table)
    remarks = table.text(row.cells, *(("condition",) if band else ("limit", "condition")))
    if not remarks and not any(row.cells[i] for i in table.roles):
        return
    says = _says(row, table)
    deciders = [i for i, (say, _) in says.items() if say.part is Part.DECIDES]
    approving = [i for i in deciders if _APPROVES.match(row.cells[i])]
    approver = _names(table, approving or deciders)
    asked_of = approval_by(approver) if approver else None
    above = table.text(row.cells, "above")
    if not approver and (other := _OTHER_DECIDES.search(f"{remarks}; {above}")):
        approver = named(other[1])
        yield right(row, approver, action, DECIDES, limit=band or limit_of(action))
    agreeing = _names(table, [i for i, (say, _) in says.items() if say.part is Part.AGREES])
    agreeing = "" if table.letters else agreeing
    asked = any(say.part is Part.PROPOSES for say, _ in says.values())
    for i, (said, limit) in says.items():
        say, by = said, approver
        if say.part is Part.DECIDES:
            by = approver if approving and i not in approving and not asked else agreeing
            otherwise = Level.TEAM_APPROVAL if by == agreeing else approval_by(by)
            say = replace(say, level=otherwise if by else say.level)
        elif asked_of and not table.letters and _is_asked(row.cells[i], asked_of, approving):
            say = replace(say, level=asked_of)
        holder = holder_in(table.columns[i])
        own_remarks, own_limit = remarks_for(remarks, holder, table)
        with_whom = _WITH.match(row.cells[i])
        rest = "" if limit or with_whom else say.rest
        yield right(
            row,
            holder,
            action,
            say,
            approver=with_whom[1] if with_whom else by,
            limit=limit
            or within(band or limit_of(action), own_limit if say.part is Part.DECIDES else None),
            condition="; ".join(filter(None, [rest, own_remarks])),
        )

    tops = [limit for say, limit in says.values() if limit and say.part is Part.DECIDES]
    for name, limit in _beyond(above, tops):
        yield right(row, name, action, DECIDES, limit=limit)


def _beyond(above: str, tops: Sequence[Limit]) -> Iterator[tuple[str, Limit]]:
    """Who decides beyond the highest limit of a row: `Manager to £5,000; Director above`."""
    top = max(tops, key=lambda limit: limit.up_to or 0, default=None)
    for piece in above.split(";"):
        match = _ABOVE.fullmatch(piece.strip())
        if not match or top is None or top.up_to is None:
            return
        bound = limit_of(f"up to {match['to']}") if match["to"] else None
        yield named(match["who"]), Limit(bound.up_to if bound else None, top.up_to, top.unit)
        top = bound


def _is_asked(cell: str, asked_of: Level, approving: list[int]) -> bool:
    """Whether a cell's holder acts once others let it; else it proposes and they decide.

    So does one who requests or signs, and one whose proposal somebody `Approves`, or peers decide
    on.
    """
    if _REQUESTS.match(cell):
        return True
    return bool(_PROPOSES.match(cell)) and (bool(approving) or asked_of is Level.TEAM_APPROVAL)


def _says(row: Clause, table: Table) -> Says:
    """What the cells say; beside a decider, one who signs or does something else decides not."""
    says: Says = {
        i: said for i in table.roles if (said := say_or_limit(row.cells[i], table.letters))
    }
    if not any(_TAKES.match(row.cells[i]) for i in says):
        return says
    for i in table.roles:
        cell = row.cells[i]
        if i in says and _SIGNS.match(cell):
            says[i] = PREPARES, says[i][1]
        elif i not in says and not OPEN.match(cell):
            says[i] = replace(PERFORMS, rest=cell), None
    return {i: says[i] for i in table.roles if i in says}


def _names(table: Table, columns: list[int]) -> str:
    """The holders of some columns."""
    return " / ".join(holder_in(table.columns[i]) for i in columns)
