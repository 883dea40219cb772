"""Whose a table's rows and cells are: matrices, ladders and delegations that are laid out by role.

Comes in: a document whose sections have their roles, and the roster. Goes out: the document with the
roles of its tables' rows, and on the roster the roles that only tables name: columns that are
titles, cells under `Role`, and holders of decisions under `Approver` and the like. Boards and
departments count where they decide; parts in a decision (`Driver`, `Informed`) never do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from knowledge.decision_rights.model import Part
from knowledge.decision_rights.says import kind_of_column, letters_of, say_of
from knowledge.model import BlockKind, Clause, RoleDocument
from knowledge.roster import Roster
from knowledge.titles import (
    BODIES,
    GRADE_CODE,
    PARTS,
    are_parts,
    codes_in,
    find_title,
    heading_title,
    is_body,
    level_of,
    singular,
    whole_title,
)

SUBJECT = re.compile(
    r"(?:job |role |post )?(?:role|post|position|title|holder|job|officer|level|grade|rank"
    r"|designation|delegate)(?: name| title| ?holder)?s?|(?:post|office|budget)[- ]?holder",
    re.IGNORECASE,
)
OWN = re.compile(r"you(?:r say| may)?|(?:this|own) (?:role|post)|(?:the )?post-?holder", re.IGNORECASE)
GRADE_NAME = re.compile(r"(?:level |grade |band )?(?:[A-Z]{0,3}\d{1,2}|[IVX]{1,4})", re.IGNORECASE)
INDEX = re.compile(r"\W*|[A-Z]?\d+(?:\.\d+)*\W*|[A-Z]\W*")
PART_KINDS = frozenset("decides proposes consulted informed performs agrees".split())
DECIDING = frozenset("decides agrees above".split())
BARE_LEVELS = frozenset("junior mid intermediate senior staff lead principal associate".split())
WORDY_CELL = 2.5
OWN_ROLE = "you"
_NAME = r"((?:[A-Z][\w&-]*)(?: (?:[A-Z][\w&-]*|of|and|the)){0,5})"


def tells_roles(document: RoleDocument) -> bool:
    """Whether a table of the document has at least two roles' titles as columns or under `Role`."""
    tables: dict[tuple[str, ...], list[Clause]] = defaultdict(list)
    for clause in document.clauses:
        tables[clause.columns].append(clause)
    for columns, rows in tables.items():
        names = {title for name in columns[1:] if (title := _title(name)) and not _is_part(name)}
        under = {title for row in rows for title in _subjects(columns, row).values() if title}
        if len(names) > 1 or len(under) > 1:
            return True
    return False


def by_tables(document: RoleDocument, roster: Roster) -> RoleDocument:
    """The document with the roles of its tables' rows; new ones are put on the roster."""
    tables: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Clause]] = defaultdict(list)
    for clause in document.clauses:
        if clause.kind is BlockKind.ROW and clause.columns:
            tables[clause.path[:1], clause.columns].append(clause)
    done = {}
    for rows in tables.values():
        for old, new in zip(rows, _Table(rows, document, roster).divided(), strict=True):
            done[old.id] = new
    clauses = [each for clause in document.clauses for each in done.get(clause.id, [clause])]
    return replace(document, clauses=tuple(clauses))


class _Table:
    """One table of a document, its bands together."""

    def __init__(self, rows: Sequence[Clause], document: RoleDocument, roster: Roster) -> None:
        """Tell which columns are roles, and which hold them."""
        self._rows = rows
        self._columns = rows[0].columns
        self._document = document
        self._roster = roster
        self._kinds = [kind_of_column(name) for name in self._columns]
        self._parts = are_parts(self._columns)
        self._owned = any(row.roles for row in rows)

    def divided(self) -> Iterator[list[Clause]]:
        """For each row the clauses that it makes, with their roles."""
        by_column = self._role_columns()
        if by_column and self._wordy(by_column):
            yield from (list(_cells(row, by_column)) for row in self._rows)
        elif by_column:
            for row in self._rows:
                yield [replace(row, roles=_roles(row, by_column.values()))]
        else:
            yield from self._by_holders()

    def _role_columns(self) -> dict[int, str]:
        """The columns that are roles, by their place, where there are at least two.

        A column that speaks to the reader (`You`) is `OWN_ROLE`.
        """
        found: dict[int, str] = {}
        titles: dict[int, str] = {}
        for i, name in enumerate(self._columns):
            if i and self._owned and OWN.fullmatch(name):
                found[i] = OWN_ROLE
            elif i and not (self._parts and _is_part(name)):
                if role := self._known(name):
                    found[i] = role
                elif not _is_part(name) and (title := self._new_title(name)):
                    titles[i] = title
        counted = {i for i in titles if not is_body(titles[i]) or self._decides(i)} | set(found)
        if len(counted) < 2 or len(counted) < 0.4 * (len(self._columns) - 1):
            return {}
        for i, name in enumerate(self._columns):
            if i in counted and found.get(i) != OWN_ROLE:
                title = titles.get(i) or self._roster.title_of(found[i])
                found[i] = self._roster.register(title, self._document, _codes(name))
            elif i and i not in counted and i not in titles and self._is_department(i, name):
                found[i] = self._roster.register(_last(name), self._document)
        return dict(sorted(found.items()))

    def _known(self, name: str) -> str:
        """The id of the role that a column's name means, if it is known already."""
        for part in _parts(name):
            if part and (role := self._roster.id_of(part, self._document.path)):
                return role
        return self._roster.id_of(_title(name), self._document.path) if _title(name) else ""

    def _new_title(self, name: str) -> str:
        """The title that a column's name is, spells short, or is a level of."""
        if title := _title(name):
            return title
        short = _last(name)
        if re.fullmatch(r"[A-Z]{2,6}", short):
            if spelt := _spelt_out(short, self._document.text):
                return spelt
        base = find_title(self._document.title)
        if base and not is_body(base) and short.lower() in BARE_LEVELS:
            return f"{short.capitalize()} {base.removeprefix(level_of(base).capitalize()).strip()}"
        return f"{base} {short}" if base and GRADE_NAME.fullmatch(short) else ""

    def _cells_of(self, i: int) -> list[str]:
        """A column's filled cells."""
        return [row.cells[i] for row in self._rows if i < len(row.cells) and row.cells[i]]

    def _decides(self, i: int) -> bool:
        """Whether a column's cells let its holder decide: a letter, a word or an amount."""
        letters = letters_of(
            [cell for row in self._rows for cell in row.cells[1:]],
            " ".join((*self._rows[0].path, self._document.title)),
            self._legend(),
        )
        says = [(cell, say_of(cell, letters)) for cell in self._cells_of(i)]
        return any(say.part is Part.DECIDES if say else re.search(r"\d", c) for c, say in says)

    def _legend(self) -> str:
        """What is said around the table, its legend for one."""
        top = self._rows[0].path[:1]
        return " ; ".join(
            " | ".join(clause.cells) or clause.text
            for clause in self._document.clauses
            if clause.path[:1] == top and not clause.columns
        )

    def _is_department(self, i: int, name: str) -> bool:
        """Whether a column of letters among roles' is another holder, who decides somewhere."""
        cells = self._cells_of(i)
        coded = all(re.fullmatch(r"[A-Z*](?:\W+[A-Z]){0,3}|\W+", cell) for cell in cells)
        plain = not self._kinds[i] and len(_last(name).split()) < 5 and _last(name)[:1].isupper()
        return bool(cells) and coded and plain and not _is_part(name) and self._decides(i)

    def _wordy(self, by_column: Mapping[int, str]) -> bool:
        """Whether the cells speak for themselves (not `A`, `Decides`)."""
        cells = [cell for i in by_column for cell in self._cells_of(i)]
        return bool(cells) and sum(len(c.split()) for c in cells) / len(cells) >= WORDY_CELL

    def _by_holders(self) -> Iterator[list[Clause]]:
        """Rows that are about a role; those that only name who decides hold for everybody."""
        deciders = self._holders()
        subjects = [self._subject(row) for row in self._rows]
        for row, subject in zip(self._rows, subjects, strict=True):
            others = [role for role in deciders.get(row.id, ()) if role not in subjects]
            yield [replace(row, roles=_roles(row, [subject, *others]))] if subject else [row]

    def _subject(self, row: Clause) -> str:
        """The id of the role that a row is about, by the cell under `Role` or its first."""
        named = {} if self._parts else _subjects(self._columns, row)
        for i, title in named.items():
            known = self._roster.id_of(title or row.cells[i])
            if title and not self._owned:
                codes = [
                    cell for k, cell in enumerate(row.cells)
                    if k != i and SUBJECT.fullmatch(self._columns[k]) and GRADE_NAME.fullmatch(cell)
                ]  # fmt: skip
                return self._roster.register(title, self._document, codes)
            if known:
                return known
        first = GRADE_CODE.sub("", row.cells[0])
        if self._owned or self._parts or len(self._columns) < 2:
            return ""
        return self._roster.id_of(first) or self._roster.id_of(row.cells[0])

    def _holders(self) -> dict[str, list[str]]:
        """Who decides or agrees, by row; all who have a part are put on the roster."""
        named: dict[str, list[str]] = defaultdict(list)
        kinds = dict(enumerate(self._kinds))
        decision = self._parts or {"action", "limit"} & {*self._kinds} or "say" in self._kinds
        if self._owned or not decision or not DECIDING & {*self._kinds}:
            return named
        for i, kind in kinds.items():
            if kind not in PART_KINDS | {"above"} or self._columns[i].lower() == "owner":
                continue
            titles = {cell: _titles_in(cell) for cell in self._cells_of(i)}
            if 3 * sum(map(bool, titles.values())) < len(titles):
                continue
            for row in self._rows:
                for title in titles.get(row.cells[i], ()) if i < len(row.cells) else ():
                    if kind in DECIDING or not is_body(title):
                        role = self._roster.register(title, self._document)
                        named[row.id] += [role] if kind in DECIDING else []
        return named


def _roles(row: Clause, roles: Iterator[str] | Sequence[str] | Mapping[int, str]) -> tuple[str, ...]:
    raise NotImplementedError
