"""Decision matrices: rows that give decisions their holders, in any of the usual layouts.

A document comes in; for a clause that is a row of a decision matrix its rights go out, and None for
any other. Known are roles as columns (letters, words or amounts in the cells), names in the cells
under columns such as `Approver`, and rows with a limit and who is above.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.decision_rights.amounts import ceiling_of, limit_of
from knowledge.decision_rights.bands import (
    beyond,
    column_limit,
    next_band,
    remarks_for,
    steps,
    within,
)
from knowledge.decision_rights.holders import Holders, approval_by, named, until_stop
from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part
from knowledge.decision_rights.says import (
    DECIDES,
    EXCLUDED,
    PARTS,
    PERFORMS,
    Say,
    say_of,
)
from knowledge.decision_rights.tables import (
    Around,
    Table,
    explains_letter,
    headed,
    holder_in,
    say_or_limit,
    table_of,
)
from knowledge.model import BlockKind, Clause, RoleDocument
from knowledge.titles import heading_title

_TAKES = re.compile(r"(?:may )?(?:decides?|approves?)\b", re.IGNORECASE)
_SIGNS = re.compile(r"(?:may )?signs?(?! off)\b", re.IGNORECASE)
_YOU = re.compile(r"you|this (?:role|post)|the (?:role|post)|post-?holder", re.IGNORECASE)
_NOBODY = re.compile(r"[-–—\s]*|n/?a|none|no\b.*", re.IGNORECASE)
_OTHER_DECIDES = re.compile(r"(?:^|;\s*)([A-Z][\w /&-]*?) (?:decides?|approves?)\b")
_OWN_WORDS = re.compile(
    r"(?:you )?may (?:decide|approve|sign|spend|authori[sz]e)(?: up to)?|alone|^you(?:r say)?$",
    re.IGNORECASE,
)
_WITH = re.compile(r"with (?:the )?(?!approval|review)(\w[\w ]*)$", re.IGNORECASE)
_SIGNING = re.compile(r"(?:may )?(?:approve|decide) (and|but not) sign\b", re.IGNORECASE)
_SIGNS_ONLY = re.compile(r"(?:may )?sign but not \w+", re.IGNORECASE)
_SECOND = re.compile(r"second|co-?sign|agree|consent", re.IGNORECASE)


class Matrices:
    """The decision matrices of one document."""

    def __init__(self, document: RoleDocument, holders: Holders) -> None:
        """Read every table of the document that is a decision matrix."""
        self._holders = holders
        self._role = _role_of(document)
        self._rights: dict[str, list[DecisionRight]] = {}
        tables: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Clause]] = defaultdict(list)
        for clause in document.clauses:
            if clause.kind is BlockKind.ROW and len(clause.cells) > 1:
                columns = clause.columns or ("",) * len(clause.cells)
                tables[clause.path[:1] if clause.columns else clause.path, columns].append(clause)
        for (top, columns), rows in tables.items():
            if any(columns) or len(columns) > 2:
                names, body = headed(columns, rows)
                names = self._own_named(names)
                table = table_of(names, body, _around(document, top), holders)
                if table:
                    self._rights |= {row.id: [] for row in rows}
                    self._read(table, body)

    def _own_named(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """The columns, `You` beside other roles being the role that the document speaks of."""
        others = sum(bool(heading_title(holder_in(name))) for name in columns[1:])
        if not self._role or not others:
            return columns
        own = self._holders.title(self._role)
        return tuple(own if _YOU.fullmatch(name) else name for name in columns)

    def rights(self, clause: Clause) -> list[DecisionRight] | None:
        """The rights of a row; None for a clause that belongs to no decision matrix."""
        return self._rights.get(clause.id)

    def _read(self, table: Table, rows: Sequence[Clause]) -> None:
        """Note the rights of every row, and what each holder needs beyond its own."""
        found = [list(self._row(row, table)) for row in rows]
        for row, rights in zip(rows, found, strict=True):
            self._rights[row.id] = [*rights, *(steps(rights) if table.roles else ())]
        if table.kinds[0] == "limit":
            for low, high in pairwise(found):
                for right in next_band(low, high):
                    self._rights[right.clause.id].append(right)

    def _row(self, row: Clause, table: Table) -> Iterator[DecisionRight]:
        """The rights of one row."""
        if len(row.cells) != len(table.columns) or not re.search(r"\w", row.text):
            return
        if table.roles:
            yield from self._by_columns(row, table)
        elif table.all("own"):
            yield from self._own_columns(row, table)
        elif table.all("decides") and not (table.all("holder") and table.all("say")):
            yield from self._by_parts(row, table)
        else:
            yield from self._by_holder(row, table)

    def _by_columns(self, row: Clause, table: Table) -> Iterator[DecisionRight]:
        """Roles as columns, what each may in the cells."""
        action, remarks = _action(row, table), table.text(row.cells, "limit", "condition")
        says = {i: said for i in table.roles if (said := say_or_limit(row.cells[i], table.letters))}
        if not remarks and not any(row.cells[i] for i in table.roles):
            return
        if any(_TAKES.match(row.cells[i]) for i in says):
            signing = [i for i in says if _SIGNS.match(row.cells[i])]
            says |= {i: (PERFORMS, says[i][1]) for i in signing}
        deciders = [i for i, (say, _) in says.items() if say.part is Part.DECIDES]
        approving = [i for i in deciders if re.match(r"approv|sign", row.cells[i], re.IGNORECASE)]
        approver = " / ".join(holder_in(table.columns[i]) for i in approving or deciders)
        if not approver and (other := _OTHER_DECIDES.search(remarks)):
            approver = named(other[1])
            yield self._right(row, approver, action, DECIDES)
        for i, (say, limit) in says.items():
            holder = holder_in(table.columns[i])
            own_remarks, own_limit = remarks_for(remarks, holder, table)
            with_whom = _WITH.match(row.cells[i])
            alone = say.part is Part.DECIDES
            yield self._right(
                row,
                holder,
                action,
                say,
                approver=with_whom[1] if with_whom else "" if alone else approver,
                limit=limit or within(limit_of(action), own_limit if alone else None),
                condition="; ".join(
                    filter(None, ["" if limit or with_whom else say.rest, own_remarks])
                ),
            )

    def _own_columns(self, row: Clause, table: Table) -> Iterator[DecisionRight]:
        """Columns such as `May decide`, with who decides beyond in another."""
        above = table.text(row.cells, "above") or table.text(row.cells, "decides")
        own = table.all("own")
        first = row.cells[0] if table.kinds[0] == "action" else f"{table.columns[0]} {row.cells[0]}"
        for i in own:
            matter = _OWN_WORDS.sub("", table.columns[i]).strip(" –-:")
            action = f"{first}, {matter}" if len(own) > 1 and matter else first
            yield from self._limited(row, action, row.cells[i], above, table)

    def _limited(
        self, row: Clause, action: str, cell: str, above: str, table: Table
    ) -> Iterator[DecisionRight]:
        """A right up to the limit in a cell, and whose it is above."""
        holder = named(table.text(row.cells, "holder"))
        holders = [holder] if holder else [self._holders.title(role) for role in row.roles]
        remarks = table.text(row.cells, "condition")
        say, limit, over = say_of(cell, {}), ceiling_of(cell), named(until_stop(above))
        for name in holders:
            if limit is None and say and say.part is not Part.DECIDES:
                yield self._right(row, name, action, say, approver=over, condition=remarks)
            elif limit is None:
                condition = "; ".join(filter(None, [cell, remarks]))
                yield self._right(row, name, action, DECIDES, condition=condition)
            else:
                yield self._right(row, name, action, DECIDES, limit=limit, condition=remarks)
                if over and limit.up_to is not None:
                    needs = Say(Part.PROPOSES, approval_by(over))
                    yield self._right(row, name, action, needs, approver=over, limit=beyond(limit))
        if over and self._holders.is_somebody(over):
            yield self._right(row, over, action, DECIDES, limit=beyond(limit))

    def _by_parts(self, row: Clause, table: Table) -> Iterator[DecisionRight]:
        """Names in the cells, their parts as columns: `Decision | Driver | Approver`."""
        action, remarks = _action(row, table), table.text(row.cells, "condition")
        limit = column_limit(row, table) or limit_of(action)
        deciders = self._names(table.text(row.cells, "decides"))
        approver = named(until_stop(table.text(row.cells, "decides")))
        done: set[str] = set()
        for kind, say in PARTS.items():
            for name in self._names(table.text(row.cells, kind)):
                if name not in done:
                    by = "" if kind == "decides" else approver
                    yield self._right(
                        row, name, action, say, approver=by, limit=limit, condition=remarks
                    )
                done.add(name)
        above = named(until_stop(table.text(row.cells, "above")))
        if above and limit and limit.up_to is not None:
            yield self._right(row, above, action, DECIDES, limit=beyond(limit))
            needs = Say(Part.PROPOSES, approval_by(above))
            for name in deciders:
                yield self._right(row, name, action, needs, approver=above, limit=beyond(limit))

    def _by_holder(self, row: Clause, table: Table) -> Iterator[DecisionRight]:
        """A row for each role: what it may, up to which limit, and who is above."""
        cells, action = row.cells, _action(row, table)
        cell, above = table.text(cells, "say"), table.text(cells, "above")
        if not cell:
            yield from self._limited(row, action, table.text(cells, "limit"), above, table)
            return
        say = say_of(cell, {})
        if say is None:
            return
        holder, remarks = named(table.text(cells, "holder")), table.text(cells, "condition")
        bounded = re.match(r"up to|no more than|at most", remarks, re.IGNORECASE)
        own = (limit_of(remarks) if bounded else None) or column_limit(row, table)
        limit, over = own or limit_of(action), named(until_stop(above))
        others = table.text(cells, "approval", "agrees")
        approver = "" if _NOBODY.fullmatch(others) else named(until_stop(others))
        if both := _SIGNING.match(cell):
            signs = DECIDES if both[1] == "and" else EXCLUDED
            yield self._right(
                row,
                holder,
                f"sign {action}",
                signs,
                approver=approver,
                limit=limit,
                condition=remarks,
            )
            yield self._right(row, holder, action, DECIDES, limit=limit, condition=remarks)
        elif _SIGNS_ONLY.match(cell):
            yield self._right(row, holder, f"sign {action}", DECIDES, limit=limit, condition=others)
            yield self._right(row, holder, action, PERFORMS, approver=approver, limit=limit)
        elif say.part is Part.DECIDES and approver and _SECOND.search(others):
            second = Say(Part.DECIDES, approval_by(approver))
            yield self._right(
                row, holder, action, second, approver=approver, limit=limit, condition=remarks
            )
        elif say.part is Part.DECIDES:
            condition = "; ".join(filter(None, [say.rest, others if approver else "", remarks]))
            yield self._right(row, holder, action, DECIDES, limit=limit, condition=condition)
        else:
            yield self._right(
                row, holder, action, say, approver=approver or over, limit=limit, condition=remarks
            )
        yield from self._of_the_document(row, holder, action, say)
        if over and say.part is Part.DECIDES and own and own.up_to is not None:
            needs = Say(Part.PROPOSES, approval_by(over))
            yield self._right(row, holder, action, needs, approver=over, limit=beyond(own))
            yield self._right(row, over, action, DECIDES, limit=beyond(own))

    def _of_the_document(
        self, row: Clause, holder: str, action: str, say: Say
    ) -> Iterator[DecisionRight]:
        """In a role's own document, what it needs where its table lets others agree or decide."""
        others = self._role and self._holders.role_of(holder) != self._role
        if others and say.part in {Part.AGREES, Part.DECIDES}:
            needs = Say(Part.PROPOSES, approval_by(holder, Level.TEAM_APPROVAL))
            yield self._right(row, self._holders.title(self._role), action, needs, approver=holder)

    def _names(self, cell: str) -> list[str]:
        """The holders in a cell, up to a semicolon; a blank has none."""
        cell = cell.split(";", maxsplit=1)[0]
        if _NOBODY.fullmatch(cell):
            return []
        if self._holders.role_of(named(cell)):
            return [named(cell)]
        parts = re.split(r"\s*[,/]\s+|\s+(?:and|or)\s+", cell)
        names = [named(until_stop(part)) for part in parts]
        return [name for name in names if name[:1].isupper() or self._holders.is_somebody(name)]

    def _right(  # noqa: PLR0913 - a right's fields
        self,
        row: Clause,
        holder: str,
        action: str,
        say: Say,
        *,
        approver: str = "",
        limit: Limit | None = None,
        condition: str = "",
    ) -> DecisionRight:
        """A right of one of a row's holders."""
        role = self._holders.role_of(holder)
        return DecisionRight(
            row, holder, role, action, say.level, say.part, approver, limit, condition
        )


def _role_of(document: RoleDocument) -> str:
    """The one role that a document's prose speaks of; empty where it speaks of several or none."""
    roles = {role for clause in document.clauses if not clause.columns for role in clause.roles}
    return next(iter(roles)) if len(roles) == 1 else ""


def _around(document: RoleDocument, top: tuple[str, ...]) -> Around:
    """The document's title, and what may explain the letters of a table under `top`."""
    near = [clause for clause in document.clauses if clause.path[:1] == top[:1]]
    texts = [
        " | ".join(dict.fromkeys(clause.cells)) if clause.cells else clause.text
        for clause in near
        if not clause.cells or explains_letter(clause)
    ]
    titles = [document.title, *dict.fromkeys(heading for c in near[:1] for heading in c.path)]
    return Around(document.title, " ; ".join([*texts, *titles]))


def _action(row: Clause, table: Table) -> str:
    """What a row is about: its columns of matters, else its first that tells nothing else."""
    action = ", ".join(row.cells[i] for i in table.all("action") if row.cells[i])
    if action:
        return action
    other = [i for i, kind in enumerate(table.kinds) if not kind and i not in table.roles]
    return row.cells[other[0]] if other else "".join(row.path[-1:])
