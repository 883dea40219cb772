"""Named figures that a role's documents give twice, differently: a KPI's target, a team's size.

A document's clauses come in, problems go out. A figure has a name only where the layout gives it
one: the first cell of a row, the label of an item. Sections that are about other times or settings
(goals, variants, promotion, interviews) may have other figures, and so may parts of one shape.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from knowledge.decision_rights.amounts import amounts_in
from knowledge.lexical import stems
from knowledge.lint import wording
from knowledge.lint.model import Check, Problem, Severity
from knowledge.lint.wording import problem
from knowledge.model import BlockKind, Clause, RoleDocument
from knowledge.titles import heading_title
from knowledge.topics import topics_of_heading

LONGEST_VALUE = 15
"""Words of a text that still is the figure of its name, and no sentence with a number in it."""

_LABEL = re.compile(r"^(?P<label>[A-Z][^:.;|\d]{2,60}?)(?::| [–—=]) +(?P<rest>\S.*)$", re.DOTALL)
_TARGET = re.compile(r"target|benchmark|threshold|value|figure|amount|limit|level$", re.IGNORECASE)
_FIELD = re.compile(
    r"(?:the |our )?(?:goals?|targets?|limits?|values?|amounts?|figures?|thresholds?|minimum"
    r"|maximum|measures?|benchmarks?|expected|standard)",
    re.IGNORECASE,
)
_OF_THE_DOCUMENT = re.compile(
    r"version|revision|issue|page|date|document|reference|\bref\b|number|\bno\b|code|section|phone"
    r"|note|\bid\b|step|chapter|example|weight|published|updated|grade|level|band|question|week|day"
    r"|month|quarter|year|phase|stage|total|other",
    re.IGNORECASE,
)
_OTHER_TIMES = frozenset(
    "goals goals_30 goals_60 goals_90 goals_180 goals_365 goals_long variants promotion evolution"
    " career_next career_adjacent exercises interview signals_strong signals_weak red_flags"
    " underperformance automation antipatterns challenges".split()
)


MOST_SECTIONS = 2
"""Sections of a document that may give one thing's figure; a name in more is a field of a form."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A named figure: of which role, and the numbers with their units."""

    clause: Clause
    label: str
    numbers: tuple[tuple[float, str], ...]


def figures(documents: Sequence[RoleDocument]) -> Iterator[Problem]:
    """Names whose figures differ, each pair of places once, in the order of the documents."""
    named: dict[tuple[str, frozenset[str], frozenset[str]], list[_Figure]] = defaultdict(list)
    for document in documents:
        titled = int(len({section.path[0] for section in document.sections}) == 1)
        for clause in document.clauses:
            if len(clause.roles) == 1 and not _is_elsewhere(clause, titled):
                for column, figure in _figures_in(clause):
                    key = clause.roles[0], frozenset(stems(figure.label)), column
                    named[key].append(figure)
    for found in named.values():
        sections = Counter(document for document, _ in {_section_of(each) for each in found})
        if max(sections.values()) > MOST_SECTIONS:
            continue
        for one, other in combinations(found, 2):
            if one.numbers != other.numbers and _compare(one, other):
                texts = [_written(figure) for figure in (one, other)]
                message = wording.conflicting_figures(one.label, *texts)
                yield problem(
                    Check.CONFLICTING_FIGURES, Severity.ERROR, message, [one.clause, other.clause]
                )


def _section_of(figure: _Figure) -> tuple[str, tuple[str, ...]]:
    """The document and the headings that a figure stands under."""
    return figure.clause.document, figure.clause.path


def _figures_in(clause: Clause) -> Iterator[tuple[frozenset[str], _Figure]]:
    """The named figures of a clause, each with the stems of its column's name."""
    if clause.kind is BlockKind.ROW and len(clause.cells) > 1:
        label = clause.cells[0].strip(" :")
        texts = [
            (clause.columns[i] if i < len(clause.columns) else "", cell)
            for i, cell in enumerate(clause.cells)
            if i
        ]
    elif clause.kind is BlockKind.ITEM and (match := _LABEL.match(clause.text)):
        label, texts = match["label"], [("", match["rest"])]
    else:
        return
    named = stems(label) and not amounts_in(label) and not heading_title(label)
    if named and _FIELD.fullmatch(label) and clause.path:
        label = f"{clause.path[-1]}: {label}"
    if not named or _OF_THE_DOCUMENT.search(label):
        return
    for column, text in texts:
        numbers = tuple((each.value, each.unit) for each in amounts_in(text))
        short = len(text.split()) <= LONGEST_VALUE and not _OF_THE_DOCUMENT.search(column)
        if short and 1 <= len(numbers) <= 2:
            target = not column or _TARGET.search(column)
            yield (
                frozenset() if target else frozenset(stems(column)),
                _Figure(clause, label, numbers),
            )


def _compare(one: _Figure, other: _Figure) -> bool:
    """Whether two figures of one name must agree.

    They need not where their units differ, nor in sections side by side of one layout and topic
    (`North` and `South`, `Targets 2025` and `Targets 2026`).
    """
    if [unit for _, unit in one.numbers] != [unit for _, unit in other.numbers]:
        return False
    if one.clause.document != other.clause.document:
        return True
    if one.clause.path == other.clause.path:
        return not one.clause.columns and one.clause.group != other.clause.group
    if one.clause.path[:-1] != other.clause.path[:-1]:
        return True
    mine, theirs = (topics_of_heading(" ".join(f.clause.path[-1:])) for f in (one, other))
    return mine != theirs or one.clause.columns != other.clause.columns


def _is_elsewhere(clause: Clause, titled: int) -> bool:
    """Whether a clause is about another time or setting than the role as it is."""
    return any(
        topics_of_heading(heading) & _OTHER_TIMES and not heading_title(heading)
        for heading in clause.path[titled:]
    )


def _written(figure: _Figure) -> str:
    """A figure's numbers as one writes them."""
    return "–".join(wording.amount(value, unit) for value, unit in figure.numbers)
