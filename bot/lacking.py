"""Whether the very thing that is asked about stands nowhere in what the documents say of a role.

What is near it answers nothing: the tools that a list does have, the row of another role's table.
Comes in: an open index, an inquiry, a role's clauses. Goes out: yes or no. How much that counts is
decided by `finding`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from bot.evidence import Numbers
from bot.model import Inquiry
from bot.signs import YES_OR_NO
from knowledge.index import Index
from knowledge.lexical import stems
from knowledge.model import BlockKind, Clause

NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w+#]{2,}|[A-Z]{2,}[\w+#]*)\b")
"""A word with a capital that begins no sentence."""
MEASURED = re.compile(r"\b(?:targets?|kpis?|goals?|metrics?|aims?)\b", re.IGNORECASE)
DATES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June"
    " July August September October November December Christmas Easter".split()
)


class Lacking:
    """Looks through the clauses of one index. Threads may share it."""

    def __init__(self, index: Index) -> None:
        """Take an open index."""
        self._index = index

    def __call__(self, inquiry: Inquiry, own: Numbers) -> bool:
        """Whether none of a role's clauses (by number) has the thing asked about."""
        return self._named(inquiry, own) or self._row(inquiry, own)

    def _named(self, inquiry: Inquiry, own: Numbers) -> bool:
        """Whether it is asked of a thing with a name of its own, and no clause of the role has it.

        `Is Jira on the list?`: what else the list has answers nothing.
        """
        text = inquiry.question.text
        if not YES_OR_NO.match(text):
            return False
        for match in NAME.finditer(text):
            named = match[0].removesuffix("s")
            words = stems(named)
            if match[0] not in inquiry.subject or named in DATES or not words:
                continue
            meant = [c for c in inquiry.concepts if not set(words).isdisjoint(c.said)]
            stood_for = {word for c in meant for other in c.others for word in other}
            known = [*words, *stems(match[0]), *stood_for]
            if not any(self._index.lexical.weights(word, own).any() for word in known):
                return True
        return False

    def _row(self, inquiry: Inquiry, own: Numbers) -> bool:
        """Whether a question names a row that other roles' tables have, and no clause of this role.

        A name of one word counts where a figure of it is asked for, and this role has such a table.
        """
        measured = MEASURED.search(inquiry.subject)
        names = {name for word in inquiry.words for name in self._rows.get(word, ())}
        for name in names:
            if not _together(name, inquiry.subject):
                continue
            if len(name) > 1:
                scores = [self._index.lexical.weights(word, own) for word in name]
                holding = own[np.min(scores, axis=0) > 0].tolist()
                if not any(_together(name, self._index.clauses[i].text) for i in holding):
                    return True
            elif measured and self._is_left_out(name, own):
                return True
        return False

    def _is_left_out(self, name: tuple[str, ...], own: Numbers) -> bool:
        """Whether a role has a table like that of another role's row, and no such row in it."""
        rows = [c for i in own.tolist() if _is_row(c := self._index.clauses[i])]
        alike = [row for row in rows if row.columns in self._columns[name]]
        return bool(alike) and not any(name[0] in stems(row.cells[0]) for row in rows)

    @cached_property
    def _columns(self) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
        """The columns of the tables that have a row of a name, by the name's stems."""
        columns: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
        for clause in self._index.clauses:
            if _is_row(clause):
                columns[tuple(stems(clause.cells[0]))].add(clause.columns)
        return dict(columns)

    @cached_property
    def _rows(self) -> dict[str, list[tuple[str, ...]]]:
        """The stems of the names of all rows, by the rarest of them."""
        rows: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name in self._columns:
            if name:
                rows[max(name, key=self._index.lexical.idf)].append(name)
        return dict(rows)


def _is_row(clause: Clause) -> bool:
    """Whether a clause is a table's row with a name and something to say of it."""
    return clause.kind is BlockKind.ROW and len(clause.cells) > 1


def _together(name: Sequence[str], text: str) -> bool:
    """Whether a text has the words of a name one after the other."""
    said, size = stems(text), len(name)
    return any(tuple(said[i : i + size]) == name for i in range(len(said)))
