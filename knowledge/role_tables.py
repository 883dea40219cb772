"""Whose a table's rows and cells are: matrices, ladders and delegations that are laid out by role.

Comes in: a document whose sections have their roles, and the roster. Goes out: the document with
its tables' roles, and on the roster the roles that only tables name: columns that are titles, cells
under `Role`, and holders of decisions under `Approver` and the like. Boards and departments count
where they decide; parts in a decision (`Driver`, `Informed`) never do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from knowledge.agent_nouns import is_agent_title
from knowledge.decision_rights.columns import kind_of_column
from knowledge.decision_rights.model import Part
from knowledge.decision_rights.says import letters_of, say_of
from knowledge.model import BlockKind, Clause, RoleDocument
from knowledge.role_signs import plausible
from knowledge.roster import Roster
from knowledge.table_titles import (
    PART_KINDS,
    codes_of,
    column_title,
    is_amount,
    is_level,
    is_part,
    last_part,
    parts_of,
    spelt_out,
    subjects,
    titles_in,
)
from knowledge.titles import (
    GRADE_CODE,
    are_parts,
    find_title,
    is_body,
    level_of,
)

OWN = re.compile(
    r"you(?:r say| may)?|(?:this|own) (?:role|post)|(?:the )?post-?holder", re.IGNORECASE
)
STATED = re.compile(r"(?:job |role )?(?:role|position|post|job)(?: title)?", re.IGNORECASE)
INDEX = re.compile(r"\W*|[A-Z]?\d+(?:\.\d+)*\W*|[A-Z]\W*")
DECIDING = frozenset("decides agrees above".split())
TELLING = PART_KINDS | DECIDING
WORDY_CELL = 2.5
OWN_ROLE = "you"


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

        A column that speaks to the reader (`You`) is `OWN_ROLE`. Nouns that are only built as those
        of roles count beside others, or where all of them decide something.
        """
        found: dict[int, str] = {}
        titles: dict[int, str] = {}
        agents: dict[int, str] = {}
        for i, name in enumerate(self._columns):
            if i and self._owned and OWN.fullmatch(name):
                found[i] = OWN_ROLE
            elif i and not (self._parts and is_part(name)):
                if role := self._known(name):
                    found[i] = role
                elif not is_part(name) and (title := self._new_title(name)):
                    titles[i] = title
                elif title := _agent(last_part(name)):
                    agents[i] = title
        if found or titles or all(map(self._decides, agents)):
            titles |= agents
        counted = {i for i in titles if not is_body(titles[i]) or self._decides(i)} | set(found)
        if len(counted) < 2 or len(counted) < 0.4 * (len(self._columns) - 1):
            return {}
        for i, name in enumerate(self._columns):
            if i in counted and found.get(i) != OWN_ROLE:
                title = titles.get(i) or self._roster.title_of(found[i])
                found[i] = self._roster.register(title, self._document, codes_of(name))
            elif i and i not in counted and i not in titles and self._is_department(i, name):
                found[i] = self._roster.register(last_part(name), self._document)
        return dict(sorted(found.items()))

    def _known(self, name: str) -> str:
        """The id of the role that a column's name means, if it is known already."""
        names = filter(None, (*parts_of(name), column_title(name)))
        ids = (self._roster.id_of(part, self._document.path) for part in names)
        return next(filter(None, ids), "")

    def _new_title(self, name: str) -> str:
        """The title that a column's name is, spells short, or is a level of."""
        if title := column_title(name):
            return title
        short = last_part(name)
        if spelt := spelt_out(short, self._document.text):
            return spelt
        base = find_title(self._document.title)
        if not base or is_body(base) or not is_level(short):
            return ""
        craft = base.removeprefix(level_of(base).capitalize()).strip()
        return f"{base} {short}" if re.search(r"\d", short) else f"{short.capitalize()} {craft}"

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
        own = last_part(name)
        named = (
            own[:1].isupper() and len(own.split()) < 5 and not self._kinds[i] and not is_part(own)
        )
        return bool(cells) and coded and named and self._decides(i)

    def _wordy(self, by_column: Mapping[int, str]) -> bool:
        """Whether the cells speak for themselves (not `A`, `Decides`)."""
        cells = [cell for i in by_column for cell in self._cells_of(i)]
        return bool(cells) and sum(len(c.split()) for c in cells) / len(cells) >= WORDY_CELL

    def _by_holders(self) -> Iterator[list[Clause]]:
        """Rows that are about a role; those that only name who decides hold for everybody."""
        deciders = self._holders()
        about = [self._subject(row) for row in self._rows]
        for row, role in zip(self._rows, about, strict=True):
            others = [other for other in deciders.get(row.id, ()) if other not in about]
            yield [replace(row, roles=_roles(row, [role, *others]))] if role else [row]

    def _subject(self, row: Clause) -> str:
        """The id of the role that a row is about, by the cell under `Role` or its first."""
        named = {} if self._parts else subjects(self._columns, row)
        for i, usual in named.items():
            stated = STATED.fullmatch(self._columns[i]) and _agent(row.cells[i])
            title = usual or stated or ""
            known = self._roster.id_of(title or row.cells[i], self._document.path)
            if title and not self._owned:
                codes = codes_of(*(row.cells[k] for k in named))
                title_ = self._roster.title_of(known) or title
                return self._roster.register(title_, self._document, codes)
            if known:
                return known
        first = GRADE_CODE.sub("", row.cells[0])
        if self._owned or self._parts or len(self._columns) < 2:
            return ""
        return self._roster.id_of(first) or self._roster.id_of(row.cells[0])

    def _holders(self) -> dict[str, list[str]]:
        """Who decides or agrees, by row; all who have a part are put on the roster."""
        named: dict[str, list[str]] = defaultdict(list)
        kinds = {
            i: "decides" if is_amount(name) else self._kinds[i]
            for i, name in enumerate(self._columns)
        }
        about = {"action", "limit", "say"} & {*self._kinds}
        if self._owned or not (self._parts or about):
            return named
        for i, kind in kinds.items():
            if not i or kind not in TELLING or self._columns[i].lower() == "owner":
                continue
            titles = {cell: titles_in(cell) for cell in self._cells_of(i)}
            if 3 * sum(map(bool, titles.values())) < len(titles):
                continue
            for row in self._rows:
                for title in titles.get(row.cells[i], ()) if i < len(row.cells) else ():
                    if kind in DECIDING or not is_body(title):
                        role = self._roster.register(title, self._document)
                        named[row.id] += [role] if kind in DECIDING else []
        return named


def _agent(text: str) -> str:
    """The title that a cell or a column's name is by the form of its noun, or nothing."""
    title = plausible(text)
    return title if is_agent_title(title) else ""


def _roles(row: Clause, roles: Iterable[str]) -> tuple[str, ...]:
    """A row's roles: those of its columns, and the one of the document that it stands in."""
    told = [role for role in roles if role != OWN_ROLE]
    return tuple(dict.fromkeys((*row.roles, *told)))


def _cells(row: Clause, by_column: Mapping[int, str]) -> Iterator[Clause]:
    """A row as one clause a role: the role's cell, led by the row's name.

    A remark beside the roles' columns is a clause of all of them.
    """
    if len(row.cells) != len(row.columns):
        yield row
        return
    labels = [cell for cell in row.cells[: min(by_column)] if not INDEX.fullmatch(cell)]
    lead = " – ".join(dict.fromkeys(labels))
    at = row.start
    for i, cell in enumerate(row.cells):
        start, at = at, at + len(cell) + len(" | ")
        if i < min(by_column) or not cell:
            continue
        whose = [by_column[i]] if i in by_column else [*dict.fromkeys(by_column.values())]
        named = tuple(role for role in whose if role != OWN_ROLE)
        yield replace(
            row,
            id=f"{row.id}-{i}",
            roles=named if OWN_ROLE not in whose else (*row.roles, *named),
            text=cell,
            start=start,
            end=start + len(cell),
            lead=lead if i in by_column else f"{lead} – {row.columns[i]}",
            columns=(),
            cells=(),
        )
