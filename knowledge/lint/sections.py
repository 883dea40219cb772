"""Topics that a role's documents leave out although most of its siblings have them.

A library comes in, problems go out. Siblings are roles of documents of the same shape, or of one
family; a topic is told by what headings and labels mean, not by their words. A topic stands out
only where nearly all siblings have it, and nothing that the role's documents say is under a heading
of the topic.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.lint import wording
from knowledge.lint.model import Check, Place, Problem, Severity
from knowledge.lint.wording import problem
from knowledge.model import Clause, Library, Role
from knowledge.titles import heading_title
from knowledge.topics import topics_of_heading


@dataclass(frozen=True, slots=True)
class Theme:
    """What can be missing: the topics of which one is the theme, and those that may replace it."""

    name: str
    topics: frozenset[str]
    instead: frozenset[str]


THEMES = tuple(
    Theme(name, frozenset(topics.split()), frozenset(instead.split()))
    for name, topics, instead in (
        (
            "responsibilities",
            "responsibilities",
            "summary mission deliverables daily weekly monthly",
        ),
        ("decision rights", "decisions decide_alone", "decide_team decide_manager authority_areas"),
        ("targets", "kpis", "success scorecard goals goals_365"),
        ("goals", "goals goals_30 goals_90 goals_365", "goals_60 goals_180 goals_long success"),
        ("skills", "skills skills_must", "skills_nice soft_skills experience tools"),
        ("experience", "experience education", "certifications prior_roles skills_must interview"),
        ("tools", "tools", "environment skills skills_must"),
        ("stakeholders", "stakeholders", "peers reporting team upstream downstream meetings"),
        ("escalation", "escalation", "decisions incidents authority_areas"),
        ("career", "career_next promotion", "career_adjacent evolution experience"),
        (
            "risks",
            "challenges business_risks",
            "bottlenecks antipatterns underperformance red_flags",
        ),
    )
)
_NONE = re.compile(
    r"\b(?:no|none|not (?:specified|stated|set|defined|applicable)|n/a"
    r"|does not (?:set|state|name|have))\b",
    re.IGNORECASE,
)
FEWEST_SIBLINGS = 2
NEARLY_ALL = 0.8
"""The share of siblings that must have a theme before its absence is told."""
ALIKE = 0.6
"""The share of all themes of two roles that both must have to be of one shape."""
FEWEST_THEMES = 3
"""Themes that a description has; a role with fewer is only mentioned."""


@dataclass(frozen=True, slots=True)
class _Described:
    """A role, the first document that describes it, and the themes and topics of that text."""

    role: Role
    document: str
    themes: frozenset[Theme]
    topics: frozenset[str]


def missing_sections(library: Library) -> Iterator[Problem]:
    """A warning for each role that lacks themes which nearly all its siblings have."""
    described = list(_described(library))
    for one in described:
        siblings = [other for other in described if other is not one and _are_siblings(one, other)]
        lacking = [theme for theme in THEMES if not (theme.topics | theme.instead) & one.topics]
        missing = [
            theme.name
            for theme in lacking
            if sum(theme in other.themes for other in siblings) >= NEARLY_ALL * len(siblings)
        ]
        if missing and len(siblings) >= FEWEST_SIBLINGS:
            message = wording.missing_sections(one.role.title, missing)
            places = [Place(one.document)]
            yield problem(Check.MISSING_SECTION, Severity.WARNING, message, places)


def _described(library: Library) -> Iterator[_Described]:
    """Every role that is described at length, with what its headings and labels are about."""
    own: dict[str, list[Clause]] = defaultdict(list)
    for document in library.documents:
        for clause in document.clauses:
            if len(clause.roles) == 1:
                own[clause.roles[0]].append(clause)
    for role in library.roles:
        headings = {
            heading
            for clause in own[role.id]
            for heading in clause.path
            if not heading_title(heading)
        }
        by_heading = frozenset(t for heading in headings for t in topics_of_heading(heading))
        said = {text for clause in own[role.id] for text in _speaking(clause)}
        topics = by_heading | {topic for text in said for topic in topics_of_heading(text)}
        themes = frozenset(theme for theme in THEMES if theme.topics & by_heading)
        if len(themes) >= FEWEST_THEMES:
            yield _Described(role, own[role.id][0].document, themes, topics)


def _speaking(clause: Clause) -> Iterator[str]:
    """What of a clause names a topic as a heading does: its label, and that there is none of it."""
    if clause.cells:
        yield clause.cells[0]
    elif clause.lead:
        yield clause.lead
    label, colon, _ = clause.text.partition(":")
    if colon and len(label.split()) < 6:
        yield label
    if _NONE.search(clause.text):
        yield clause.text


def _are_siblings(one: _Described, other: _Described) -> bool:
    """Whether two roles' descriptions are of one shape, or the roles of one family."""
    if len({one.role.organisation, other.role.organisation} - {""}) > 1:
        return False
    both, either = one.themes & other.themes, one.themes | other.themes
    family = bool(one.role.family) and one.role.family == other.role.family
    return family or len(both) >= ALIKE * len(either)
