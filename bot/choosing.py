"""What of the best passage's section is said: what is believed, what belongs to it, or all of it.

Comes in: an inquiry and the finding of one role. Goes out: passages in the document's order, and
how many more belong there. How they are worded, and whether they fit, is `drafting`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from bot.entries import LABEL
from bot.finding import Finding
from bot.model import Inquiry, Passage, Shape
from bot.quoting import shown
from knowledge.model import BlockKind, Clause

LEAST = 120
"""Characters that an item is shortened to at most."""
NEXT = 240
"""Characters of a sentence that is said after the one before it in its paragraph."""
WHOLE = 0.2
"""How likely the whole section must be wanted to be said: what is left out is missed more often."""
SURELY = 0.5
"""The same for a section that does not fit: its items are shortened or dropped."""
SMALL = 700
"""Characters of a section that is said whole, whatever the question."""

NEAR = 0.015
"""A clause of the same section is said too if it is believed at least so much as the best one."""
LISTED = 3
"""Items or rows that make a section a list."""

MOST = 0.6
"""Share of a list that is said anyway, so that the rest is said too."""

LED = 6
"""Clauses that a sentence with a colon introduces, where nothing marks them as its list."""

FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
RUNS_ON = re.compile(r"(?:[,;]|\b(?:or|and))$")
"""Ends of an item whose sentence the next item goes on with."""
LISTING = re.compile(
    r"\b(?:list|name|all|every|everything)\b"
    r"|\b(?:which|what)(?: [\w-]+){0,2}? (?!does\b|is\b|was\b|has\b)[\w-]+[^\Ws]s"
    r" (?:do|does|is|are|was|were|has|have|must|should|can|am|will)\b",
    re.IGNORECASE,
)
"""Questions for several things, also where a figure of each is asked for."""


def chosen(inquiry: Inquiry, finding: Finding, length: int) -> tuple[Sequence[Passage], int]:
    """What is said of the best passage's section: what is believed, or all of it.

    Of a long section with items in items, the outer ones and what is believed are said. With it,
    how many that belong there are left out. Where items differ by the figure in their labels (`By
    day 60: …`), and the question names one, nothing is said of the others.
    """
    asked = {*FIGURES.findall(inquiry.question.text)}
    other = _at_other_figures(finding.section, asked) if asked else frozenset()
    main, left_out = _wanted(inquiry, finding, length)
    kept = [passage for passage in main if passage.clause.id not in other]
    return (kept, 0 if other else left_out) if kept else (main, left_out)


def _at_other_figures(section: Sequence[Clause], asked: AbstractSet[str]) -> AbstractSet[str]:
    """The ids of the items labelled alike but for a figure, none of which was asked for."""
    labelled = [(clause, label[1]) for clause in section if (label := LABEL.match(clause.text))]
    figures = [
        (clause, FIGURES.sub("#", label), {*FIGURES.findall(label)}) for clause, label in labelled
    ]
    meant = {name for _, name, given in figures if given & asked}
    return {clause.id for clause, name, given in figures if name in meant and not given & asked}


def _wanted(inquiry: Inquiry, finding: Finding, length: int) -> tuple[Sequence[Passage], int]:
    """The same, whatever figure the question names."""
    near = _near(finding)
    size = sum(len(shown(inquiry, passage)) for passage in _section(finding))
    most = len(near) >= max(LISTED, MOST * len(finding.section)) and size <= length
    listing = inquiry.shape is not Shape.FIGURE or LISTING.search(inquiry.question.text)
    small = inquiry.shape is not Shape.PERSON and size <= SMALL
    wanted = finding.whole >= (WHOLE if size <= length else SURELY)
    if not most and not (listing and (wanted or small)):
        return near, 0
    best, main = finding.passages[0].clause, _section(finding)
    if inquiry.shape is Shape.LIST and best.kind is not BlockKind.PARAGRAPH:
        main = _listed(main)
    if sum(len(shown(inquiry, passage)) for passage in main) <= length:
        return main, 0
    top = min(passage.clause.depth for passage in main)
    outer = [passage for passage in main if passage.clause.depth == top]
    said = told = _believed(inquiry, outer, finding, length)
    if len(told) == len(outer):
        nested = [passage for passage in main if passage.clause.depth > top]
        left = length - sum(min(len(shown(inquiry, each)), LEAST) for each in said)
        said = told + _believed(inquiry, nested, finding, left)
    return [passage for passage in main if passage in said], len(outer) - len(told)


def _believed(
    inquiry: Inquiry, passages: Sequence[Passage], finding: Finding, length: int
) -> list[Passage]:
    """As many passages as fit when they are shortened, those believed most first."""
    rank = {passage.clause.id: i for i, passage in enumerate(finding.passages)}
    chosen, left = [], length
    for passage in sorted(passages, key=lambda each: rank.get(each.clause.id, len(rank))):
        left -= min(len(shown(inquiry, passage)), LEAST)
        if left < 0:
            break
        chosen.append(passage)
    return chosen


def _section(finding: Finding) -> list[Passage]:
    """All clauses of the best passage's section, in the document's order."""
    known = {passage.clause.id: passage for passage in finding.passages}
    return [known.get(clause.id, Passage(clause, finding.role, 0.0)) for clause in finding.section]


def _listed(passages: list[Passage]) -> list[Passage]:
    """The items and rows of a section, without the prose around them if it is a list at heart."""
    items = [passage for passage in passages if passage.clause.kind is not BlockKind.PARAGRAPH]
    return items if len(items) >= LISTED else passages


def _size(section: Sequence[Clause]) -> int:
    """Characters of a section."""
    return sum(len(clause.text) for clause in section)


def _near(finding: Finding) -> list[Passage]:
    """The best clause, what belongs to it, and those of its section believed nearly as much."""
    best = finding.passages[0]
    near = {
        passage.clause.id
        for passage, share in zip(finding.passages, finding.shares, strict=True)
        if passage.clause.path == best.clause.path and share >= NEAR * finding.shares[0]
    }
    around = {
        clause.id
        for at, said in enumerate(finding.section)
        if said.id in near
        for clause in _belonging(at, finding.section)
    }
    led = {
        clause.id
        for at, said in enumerate(finding.section)
        if said.id in around and said.text.endswith(":")
        for clause in _belonging(at, finding.section)
    }
    chosen = near | around | led
    return [p for p in _section(finding) if p.clause.id in chosen] or [best]


def _belonging(at: int, section: Sequence[Clause]) -> Iterator[Clause]:
    """What the clause at a place of its section cannot be understood without.

    The items under it, the item it is under, the rest of a sentence that a list goes on with, the
    sentence that follows it in its paragraph, what it introduces.
    """
    clause = section[at]
    yield from _introduced(clause, section[at + 1 :])
    if clause.kind is BlockKind.PARAGRAPH:
        yield from (after for after in section[at + 1 :][:1] if _goes_on(clause, after))
    if clause.kind is not BlockKind.ITEM:
        return
    beside = [c for c in section if c.group == clause.group and c.depth == clause.depth]
    if any(RUNS_ON.search(each.text) for each in beside[:-1]) and _size(beside) <= SMALL:
        yield from beside
    for below in section[at + 1 :]:
        if below.kind is not BlockKind.ITEM or below.depth <= clause.depth:
            break
        yield below
    if clause.depth:
        for above in reversed(section[:at]):
            if above.depth < clause.depth:
                yield above
                break


def _introduced(clause: Clause, after: Sequence[Clause]) -> Iterator[Clause]:
    """The answer to a question, the table under its caption, what a colon promises."""
    if clause.text.endswith("?"):
        yield from takewhile(lambda each: not each.text.endswith("?"), after[:LED])
    if _is_caption(clause, after):
        yield from takewhile(lambda each: each.group == after[0].group, after)
    if clause.text.endswith(":"):
        yield from (below for below in after[:LED] if below.depth >= clause.depth)


def _is_caption(clause: Clause, after: Sequence[Clause]) -> bool:
    """Whether a clause only says what the table after it is."""
    table = bool(after) and after[0].kind is BlockKind.ROW
    return table and clause.kind is BlockKind.PARAGRAPH and clause.text[-1:].isalnum()


def _goes_on(clause: Clause, after: Clause) -> bool:
    """Whether a clause is the next sentence of another one's paragraph, and no long one."""
    together = after.kind is BlockKind.PARAGRAPH and after.start - clause.end <= 1
    return together and len(after.text) <= NEXT
