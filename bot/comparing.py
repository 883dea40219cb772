"""Roles compared: the same aspects of each, chosen once for all sides.

Comes in: roles, with a topic or with what was found for a question. Goes out: a `Comparison`. Each
role's clauses are looked at alone; what is chosen together is the aspect, by what all sides have to
say of it. A side of which the documents say nothing has an empty cell, never a guess.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean

import numpy as np

from bot.aspects import ASPECTS, Aspect, in_order, meant
from bot.beliefs import Beliefs
from bot.comparison import Comparison, Row, Topic, cells_of, rows_of
from bot.entries import Entry, Found, Part, families, figures, in_rows, name_words, named
from bot.evidence import Floats
from bot.finding import Finding
from bot.matters import parted
from bot.model import Inquiry
from bot.sections import Sections, section_of
from bot.understanding import FIGURE
from bot.weights import Weights
from knowledge.index import Index
from knowledge.lexical import stems
from knowledge.model import BlockKind, Role

SURE = 0.2
"""How sure it must be on the average of the sides that the documents answer: one may lack it."""

NEAR, ELSEWHERE = 0.02, 0.1
"""A clause is said if it is believed so much beside the best one, in its section or in another."""
WHOLE = 0.5
SMALL = 700
"""Characters of a section that is said whole, unless a figure is asked for."""

FACT = 0.5
"""Share of the words asked that a fact's name has if the roles are compared by that fact."""

OVERVIEW = ("Purpose", "Experience", "Responsibilities", "Decision rights", "KPIs and targets")
"""What tells two roles apart where nobody asks for a topic."""
FULL = 4
"""Words of a part that is more than a heading in disguise."""
BRIEFLY = "In short"
WIDE = frozenset(
    stems(
        "description overview summary summarise nutshell involve level work life day do change"
        " move step jump gap grow general main mainly key big most important overall next up"
    )
)
"""Words with which the roles as such are compared."""


class Comparer:
    """Compares the roles of one index. Threads may share it."""

    def __init__(self, index: Index, weights: Weights) -> None:
        """Take an open index and the weights that know a heading's topics."""
        self._sections = Sections(index, weights)
        self._beliefs = Beliefs(self._sections)

    def compare(self, roles: Sequence[Role], topic: str = "") -> Comparison:
        """The roles by all aspects, by those that `topic` means, or by the rows of that name.

        Without topics if the roles' documents have none like it.
        """
        sides = self._sections.sides(roles)
        known = in_order([aspect for side in sides for aspect in side])
        if not topic:
            return _compared(roles, sides, known)
        wanted = meant(topic, {aspect: _headings(sides, aspect) for aspect in known})
        if wanted:
            return _compared(roles, sides, wanted)
        words = set(stems(topic))
        every = _compared(roles, sides, known)
        topics = [
            replace(one, rows=tuple(row for row in one.rows if words <= set(stems(row.name))))
            for one in every.topics
            if words
        ]
        return replace(every, topics=tuple(one for one in topics if one.rows))

    def __call__(self, inquiry: Inquiry, findings: Sequence[Finding]) -> Comparison | None:
        """What a question about several roles asks to compare; None if they do not answer it."""
        if len(inquiry.roles) < 2:
            return None
        told = [finding for finding in findings if finding.passages]
        matters = parted(inquiry)
        if not matters or any(len(finding.parts) != len(matters) for finding in told):
            return self._matter(inquiry, told)
        made = [
            self._matter(matter, [finding.parts[i] for finding in told])
            for i, matter in enumerate(matters)
        ]
        topics = dict.fromkeys(topic for one in made if one for topic in one.topics)
        return Comparison(inquiry.roles, tuple(topics)) if topics else None

    def _matter(self, inquiry: Inquiry, findings: Sequence[Finding]) -> Comparison | None:
        """The same for a question about one matter."""
        asked = frozenset(inquiry.words) - WIDE
        if not asked:
            return self._overview(inquiry.roles)
        facts = self._facts(inquiry.roles, asked)
        if facts:
            return facts
        named = [aspect for aspect in ASPECTS if asked <= aspect.words]
        sides = self._sections.sides(inquiry.roles) if named else ()
        compared = _compared(inquiry.roles, _headed(sides, named, asked), named) if named else None
        if compared and compared.topics:
            return compared
        if len(findings) < 2 or fmean(each.sureness for each in findings) < SURE:
            return None
        return self._found(inquiry, findings)

    def _facts(self, roles: Sequence[Role], asked: frozenset[str]) -> Comparison | None:
        """The fact that each role's own documents state under the name that is asked for."""
        sides = [
            {
                matter: one
                for one in self._sections.clauses(role)
                if _is_fact(one, role) and (matter := _matter_of(one)) and matter <= asked
            }
            for role in roles
        ]
        shared = set(sides[0]).intersection(*sides[1:])
        name = max(shared, key=len, default=frozenset[str]())
        if not name or len(name) < FACT * len(asked):
            return None
        rows = rows_of(in_rows([[side[name]] for side in sides]), roles)
        return Comparison(tuple(roles), (Topic("", tuple(rows)),))

    def _overview(self, roles: Sequence[Role]) -> Comparison | None:
        """The most telling row of each aspect by which roles are told apart, a line a role."""
        sides = self._sections.sides(roles)
        known = in_order([aspect for side in sides for aspect in side])
        telling = [aspect for name in OVERVIEW for aspect in known if aspect.name == name]
        topics = _compared(roles, sides, telling or known).topics
        rows = [_told_shortly(topic) for topic in topics if topic.rows[0].differs]
        return Comparison(tuple(roles), (Topic(BRIEFLY, tuple(rows)),)) if rows else None

    def _found(self, inquiry: Inquiry, findings: Sequence[Finding]) -> Comparison:
        """What was found for each side, the same matter for all of them, likeliest first."""
        beliefs = self._beliefs.together(findings)
        small = 0 if FIGURE.search(inquiry.subject) else SMALL
        whole = small and sum(f.whole for f in findings) / len(findings) >= WHOLE
        kept = [
            self._kept(finding, belief, math.inf if whole else small) if speaks else []
            for finding, belief, speaks in zip(
                findings, beliefs, self._beliefs.speaking(findings, beliefs), strict=True
            )
        ]
        roles = tuple(finding.role for finding in findings)
        rows = in_rows(self._completed(kept, roles))
        both = [row for row in rows if sum(entry is not None for entry in row) > 1]
        alone = [
            [part for row in rows if row not in both for part in _as_parts(row[side])]
            for side in range(len(roles))
        ]
        made = rows_of(both, roles)
        if any(alone):
            made.append(Row("", cells_of(roles, alone), differs=True))
        worth = _worth(findings, beliefs)

        def order(row: Row) -> tuple[bool, float]:
            clauses = (part.passage.clause for cell in row.cells for part in cell.parts)
            return not row.differs, -max(worth.get(clause.id, 0.0) for clause in clauses)

        return Comparison(roles, (Topic("", tuple(sorted(made, key=order))),))

    def _completed(
        self, kept: Sequence[Sequence[Found]], roles: Sequence[Role]
    ) -> list[list[Found]]:
        """What is said of each side, with its own row or item of a name that is said of another."""
        names = [[_matter_of(one) for one in side] for side in kept]
        made = []
        for side, own, role in zip(kept, names, roles, strict=True):
            wanted = {name for other in names for name in other if name and name not in own}
            if not wanted:
                made.append(list(side))
                continue
            more = [one for one in self._sections.clauses(role) if _matter_of(one) in wanted]
            made.append([*side, *more] if len(more) <= len(wanted) else list(side))
        return made

    def _kept(self, finding: Finding, belief: Floats, longest: float) -> list[Found]:
        """The clauses of a side that are said: in the best one's section, then in others.

        A section of at most `longest` characters is said whole; a clause always with the items
        that are nested in it or that it introduces.
        """
        top = section_of(finding.passages[int(np.argmax(belief))].clause)
        likely: set[str] = set()
        sections = {top}
        for passage, share in zip(finding.passages, belief, strict=True):
            section = section_of(passage.clause)
            if share >= (NEAR if section == top else ELSEWHERE):
                likely.add(passage.clause.id)
                sections.add(section)
        told = self._sections.clauses(finding.role, sections)
        inside = [one.passage.clause for one in told if section_of(one.passage.clause) == top]
        whole = sum(len(clause.text) for clause in inside) <= longest
        worth = {
            p.clause.id: share for p, share in zip(finding.passages, belief.tolist(), strict=True)
        }
        leads = {one.passage.clause.text for one in told if one.passage.clause.id in likely}
        kept = []
        for family in families(told):
            clauses = [one.passage.clause for one in family]
            if (
                (whole and section_of(clauses[0]) == top)
                or any(clause.id in likely for clause in clauses)
                or any(clause.lead in leads for clause in clauses)
            ):
                kept += family
        kept = [
            replace(one, passage=replace(one.passage, score=worth.get(one.passage.clause.id, 0.0)))
            for one in kept
        ]
        return sorted(kept, key=lambda one: section_of(one.passage.clause) != top)


def _is_fact(found: Found, role: Role) -> bool:
    """Whether a clause is a name with its value that a role's own documents state of it alone."""
    clause = found.passage.clause
    pair = clause.kind is BlockKind.ROW and len(clause.cells) == 2 and not clause.columns
    return pair and (clause.roles == (role.id,) or clause.document in role.documents)


def _matter_of(found: Found) -> frozenset[str]:
    """The stems of what a row or a labelled item is about; empty for any other clause."""
    clause = found.passage.clause
    name, text = named(clause, found.passage.role)
    return name_words(name) if text else frozenset()


Sides = Sequence[Mapping[Aspect, Sequence[Found]]]


def _compared(roles: Sequence[Role], sides: Sides, aspects: Sequence[Aspect]) -> Comparison:
    """The sides by these aspects."""
    topics = [
        Topic(one.name, tuple(rows_of(in_rows([side.get(one, ()) for side in sides]), roles)))
        for one in aspects
    ]
    return Comparison(tuple(roles), tuple(topic for topic in topics if topic.rows))


def _headed(sides: Sides, aspects: Sequence[Aspect], asked: frozenset[str]) -> Sides:
    """The sides with only those sections whose heading has the words asked, where all have one."""
    own = [
        {
            aspect: [one for one in side.get(aspect, ()) if asked <= {*stems(one.heading)}]
            for aspect in aspects
        }
        for side in sides
    ]
    return own if all(any(side.values()) for side in own) else sides


def _headings(sides: Sides, aspect: Aspect) -> set[str]:
    """The headings of all sides' sections on an aspect."""
    found = (one for side in sides for one in side.get(aspect, ()))
    return {heading for one in found for heading in one.passage.clause.path}


def _told_shortly(topic: Topic) -> Row:
    """A topic's first row under the topic's name, with one part a cell: a figure where one is."""
    row = topic.rows[0]
    parts = [cell.parts for cell in row.cells]
    given = [next((part for part in own if figures(part.text)), None) for own in parts]
    if not all(given):
        full = [[part for part in own if len(part.text.split()) >= FULL] or own for own in parts]
        given = [own[0] if own else None for own in full]
    single = all(len(own) < 2 for own in parts)
    name = f"{topic.name} – {row.name}" if single and row.name else topic.name
    cells = cells_of([cell.role for cell in row.cells], [[p] if p else [] for p in given])
    return Row(name, cells, differs=True)


def _as_parts(entry: Entry | None) -> tuple[Part, ...]:
    """An entry's parts where it has no row of its own: with its name said, if it has one."""
    if entry is None or entry.listed:
        return entry.parts if entry else ()
    first, *others = entry.parts
    return (replace(first, text=f"{entry.name}: {first.text}"), *others)


def _worth(findings: Sequence[Finding], beliefs: Sequence[Floats]) -> dict[str, float]:
    """How much each clause is believed, by its id, for the side that believes it most."""
    worth: dict[str, float] = defaultdict(float)
    for finding, belief in zip(findings, beliefs, strict=True):
        for passage, share in zip(finding.passages, belief.tolist(), strict=True):
            worth[passage.clause.id] = max(worth[passage.clause.id], share)
    return worth
