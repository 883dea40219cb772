"""The rights of one row of a decision matrix, whatever its columns hold.

A row comes in with its `Table`; its rights go out, one for each holder and band. Names in the cells
under columns such as `Approver`, a limit with who is above it, a row for each role are read here;
roles as columns are read in `role_columns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.decision_rights.amounts import ceiling_of, limit_of
from knowledge.decision_rights.bands import beyond, column_limit
from knowledge.decision_rights.building import Place
from knowledge.decision_rights.cell_phrases import phrase_in, rights_of_phrase
from knowledge.decision_rights.holders import Holders, approval_by, named, until_stop
from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part
from knowledge.decision_rights.permissions import AGREEMENT
from knowledge.decision_rights.role_columns import by_columns
from knowledge.decision_rights.says import DECIDES, EXCLUDED, PARTS, PERFORMS, Say, say_of
from knowledge.decision_rights.scene import Scene
from knowledge.decision_rights.tables import Table, holder_in, say_or_limit
from knowledge.model import Clause

_NOBODY = re.compile(r"[-–—\s]*|n/?a|none|no\b.*", re.IGNORECASE)
_OWN_WORDS = re.compile(
    r"without (?:further |prior |any )*(?:authority|approval|reference|asking|consent)|"
    r"(?:you )?may (?:decide|approve|sign|spend|authori[sz]e)(?: up to)?|alone|^you(?:r say)?$",
    re.IGNORECASE,
)
_SIGNING = re.compile(r"(?:may )?(?:approve|decide) (and|but not) sign\b", re.IGNORECASE)
_SIGNS_ONLY = re.compile(r"(?:may )?sign but not \w+", re.IGNORECASE)
_SECOND = re.compile(r"second|co-?sign|agree|consent", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads the rows of one document's matrices; `role` is whose document it is, if one role's."""

    holders: Holders
    role: str

    def of(self, row: Clause, table: Table) -> Iterator[DecisionRight]:
        """The rights of one row."""
        if len(row.cells) != len(table.columns) or not re.search(r"\w", row.text):
            return
        if table.roles:
            yield from by_columns(row, table, self._right)
            yield from self._phrases(row, table)
        elif table.all("phrase"):
            yield from self._by_matters(row, table)
        elif table.all("own"):
            yield from self._own_columns(row, table)
        elif table.all("decides") and not (table.all("holder") and table.all("say")):
            yield from self._by_parts(row, table)
        else:
            yield from self._by_holder(row, table)

    def _phrases(self, row: Clause, table: Table) -> Iterator[DecisionRight]:
        """The cells that name somebody else: `Associate must approve`, `asks the Registrar`."""
        for i in table.roles:
            cell = row.cells[i]
            if cell and say_or_limit(cell, table.letters) is None:
                yield from self._phrase(row, holder_in(table.columns[i]), cell, table.action(row))

    def _by_matters(self, row: Clause, table: Table) -> Iterator[DecisionRight]:
        """A row for each role, a column for each matter."""
        holder = table.text(row.cells, "holder")
        for i in table.all("phrase"):
            yield from self._phrase(row, holder, row.cells[i], table.columns[i])

    def _phrase(self, row: Clause, holder: str, cell: str, action: str) -> Iterator[DecisionRight]:
        """What a cell says of its holder and of others."""
        scene = Scene(self.holders, (holder,), (self.holders.role_of(holder),), decisions=True)
        if phrase := phrase_in(cell, scene):
            yield from rights_of_phrase(phrase, Place(row, cell, action, scene))

    def _own_columns(self, row: Clause, table: Table) -> Iterator[DecisionRight]:
        """Columns such as `May decide`, with who decides beyond in another."""
        above = table.text(row.cells, "above") or table.text(row.cells, "decides")
        own = table.all("own")
        named_in = table.kinds[0] == "action"
        first = row.cells[0] if named_in else f"{table.columns[0]} {row.cells[0]}"
        for i in own:
            matter = _OWN_WORDS.sub("", table.columns[i]).strip(" –-:")
            action = f"{first}, {matter}" if len(own) > 1 and matter else first
            if table.kinds[0] == "holder" and not table.all("action"):
                action = matter or "".join(row.path[-1:])
            yield from self._limited(row, action, row.cells[i], above, table)

    def _limited(
        self, row: Clause, action: str, cell: str, above: str, table: Table
    ) -> Iterator[DecisionRight]:
        """A right up to the limit in a cell, and whose it is above."""
        holder = named(table.text(row.cells, "holder"))
        holders = [holder] if holder else [self.holders.title(role) for role in row.roles]
        remarks = table.text(row.cells, "condition")
        say, limit, over = say_of(cell, {}), ceiling_of(cell), named(until_stop(above))
        if say == EXCLUDED and self.holders.is_somebody(over):
            say = Say(Part.PROPOSES, approval_by(over))
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
        if over and self.holders.is_somebody(over):
            yield self._right(row, over, action, DECIDES, limit=beyond(limit))

    def _by_parts(self, row: Clause, table: Table) -> Iterator[DecisionRight]:
        """Names in the cells, their parts as columns: `Decision | Driver | Approver`."""
        action, remarks = table.action(row), table.text(row.cells, "condition")
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
        cells, action = row.cells, table.action(row)
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
            agreement = AGREEMENT.match(remarks)
            by = named(until_stop(agreement["of"] or agreement["poss"] or "")) if agreement else ""
            level = approval_by(by, Level.TEAM_APPROVAL) if by else say.level
            says = replace(say, level=level)
            yield self._right(
                row, holder, action, says, approver=by, limit=limit, condition=condition
            )
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
        others = self.role and self.holders.role_of(holder) != self.role
        if others and say.part in {Part.AGREES, Part.DECIDES}:
            agrees = say.part is Part.AGREES
            level = Level.TEAM_APPROVAL if agrees else approval_by(holder, Level.TEAM_APPROVAL)
            needs = Say(Part.PROPOSES, level)
            yield self._right(row, self.holders.title(self.role), action, needs, approver=holder)

    def _names(self, cell: str) -> list[str]:
        """The holders in a cell, up to a semicolon; a blank has none."""
        cell = cell.split(";", maxsplit=1)[0]
        if _NOBODY.fullmatch(cell):
            return []
        if self.holders.role_of(named(cell)):
            return [named(cell)]
        parts = re.split(r"\s*[,/]\s+|\s+(?:and|or)\s+", cell)
        names = [named(until_stop(part)) for part in parts]
        return [name for name in names if name[:1].isupper() or self.holders.is_somebody(name)]

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
        """A right of one of a row's holders; a short name is that of one of the row's roles."""
        role = self.holders.role_of(holder) or self.holders.role_among(holder, row.roles)
        return DecisionRight(
            row, holder, role, action, say.level, say.part, approver, limit, condition
        )
