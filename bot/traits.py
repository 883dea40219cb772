"""What is true of an index's clauses, headings and paths whatever is asked.

Comes in: an open index. Goes out: rows of numbers and sets of stems. Each is worked out when a
question first comes upon it, so opening stays fast, and is then found by its number alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bot.scan import Stems
from bot.weights import Weights
from knowledge.index import Index
from knowledge.lexical import stems
from knowledge.model import BlockKind, Clause
from knowledge.topics import TOPICS, topics_of_heading

Numbers = NDArray[np.int64]

HIRING = frozenset(
    {
        "interview",
        "exercises",
        "signals_strong",
        "signals_weak",
        "red_flags",
        "scorecard_dimensions",
    }
)
DECIDING = frozenset(
    {"decisions", "decide_alone", "decide_team", "decide_manager", "authority_areas", "escalation"}
)
SUMMARY = frozenset({"scorecard"})
VARIANTS = frozenset({"variants"})
GENERAL = re.compile(r"\b(?:job roles?|faqs?)\b", re.IGNORECASE)
PERSON = re.compile(
    r"\b(?:manager|director|lead|leader|head|officer|team|owner|scientist|engineer|board|council"
    r"|committee|chair|executive|supervisor|nurse|legal|governance|reports? to|approver)s?\b",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|none)\b", re.IGNORECASE
)
NAMES = tuple(topic.name for topic in TOPICS)


class Rows:
    """A row of `width` numbers for each of `count` things, worked out when first asked for."""

    def __init__(self, count: int, width: int, work: Callable[[Numbers], ArrayLike]) -> None:
        """`work` gives the rows `(k, width)` of `k` things by number."""
        self._rows = np.empty((count, width), np.float32)
        self._known = np.zeros(count, bool)
        self._work = work

    def __call__(self, numbers: Numbers) -> NDArray[np.float32]:
        """The rows `(k, width)` of `k` things."""
        known = self._known[numbers]
        if not known.all():
            new = np.unique(numbers[~known])
            self._rows[new] = np.asarray(self._work(new), np.float32)
            # Last, for another thread may be reading.
            self._known[new] = True
        return self._rows[numbers]


class Traits:
    """Of one index, by number: its clauses, its headings, its `p` different paths with columns.

    `path_of` `(n,)` is the number of each clause's path. `facts` are those of `facts_of`, `topics`
    `(t,)` how likely a clause speaks of each topic by what it means; `of_heading` are the topics
    that a heading opens, `of_path` what `path_row` says.
    """

    def __init__(self, index: Index, weights: Weights) -> None:
        """Number the paths."""
        self._clauses = index.clauses
        numbers: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
        self.path_of: Numbers = np.array(
            [numbers.setdefault((c.path, c.columns), len(numbers)) for c in index.clauses], np.int64
        )
        paths = self._paths = tuple(numbers)
        self._own: list[Stems | None] = [None] * len(index.clauses)
        self._above: list[Stems | None] = [None] * len(numbers)
        self.facts = Rows(
            len(index.clauses), 5, lambda new: [facts_of(index.clauses[i]) for i in new.tolist()]
        )
        self.topics = Rows(
            len(index.clauses),
            len(weights.topics),
            lambda new: weights.question_topics(np.asarray(index.vectors[new], np.float64)),
        )
        self.of_heading = Rows(
            len(index.headings),
            len(NAMES),
            lambda new: [opened(topics_of_heading(index.headings[i])) for i in new.tolist()],
        )
        self.of_path = Rows(
            len(numbers),
            2 * len(NAMES) + 5,
            lambda new: [path_row(paths[i][0]) for i in new.tolist()],
        )

    def own(self, clause: int) -> Stems:
        """The stems of a clause and of what introduces it."""
        found = self._own[clause]
        if found is None:
            found = self._own[clause] = own_stems(self._clauses[clause])
        return found

    def above(self, path: int) -> Stems:
        """The stems of a path and its columns."""
        found = self._above[path]
        if found is None:
            found = self._above[path] = path_stems(*self._paths[path])
        return found


@lru_cache(maxsize=1 << 16)
def own_stems(clause: Clause) -> Stems:
    """The stems of a clause and of what introduces it."""
    return frozenset(stems(f"{clause.text} {clause.lead}"))


@lru_cache(maxsize=1 << 14)
def path_stems(path: tuple[str, ...], columns: tuple[str, ...]) -> Stems:
    """The stems of a heading path and of a table's columns."""
    return frozenset(stems(" ".join((*path, *columns))))


def facts_of(clause: Clause) -> tuple[float, ...]:
    """Whether a clause has a figure, a person, is a paragraph, is a row; and its length."""
    return (
        bool(FIGURE.search(clause.text)),
        bool(PERSON.search(clause.text)),
        clause.kind is BlockKind.PARAGRAPH,
        clause.kind is BlockKind.ROW,
        float(np.log1p(len(clause.text)) / 5),
    )


def opened(topics: Stems) -> list[bool]:
    """Whether each of `NAMES` is among some topics."""
    return [name in topics for name in NAMES]


def path_row(path: Sequence[str]) -> list[bool]:
    """What a path is: the topics that its innermost heading opens, and those that any opens.

    Then whether it is about deciding, a summary, a variant, hiring, general talk.
    """
    inner = topics_of_heading(path[-1]) if path else frozenset[str]()
    every = frozenset[str]().union(*(topics_of_heading(heading) for heading in path))
    return [
        *opened(inner),
        *opened(every),
        bool(every & DECIDING),
        bool(inner & SUMMARY),
        bool(every & VARIANTS),
        bool(every & HIRING),
        any(GENERAL.search(heading) for heading in path[-2:]),
    ]
