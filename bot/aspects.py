"""Which aspect of a role a section is about, so that two roles can be laid side by side.

An aspect gathers topics that belong together; its place here is the order in which people compare
roles. Comes in: heading paths with the learned belief in each topic. Goes out: an aspect for each
path, the section's own heading where no topic is known. Nothing is compared here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from knowledge.index import plain_heading
from knowledge.lexical import stems
from knowledge.topics import topics_asked, topics_of_heading

SURE = 0.5
"""Learned belief that is enough, whatever the words of a heading."""

ENDING = re.compile(r"(?:\s*\([^()]*\)|\s+(?:an?|the|of|for|to|as)|:)+$", re.IGNORECASE)
"""What a heading can do without at its end, also where a role's title was cut off."""

NO_HEADING = "In general"


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect: `family` joins those that a heading above may hold together.

    The aspect that bears its family's name is the general one, the others are parts of it.
    """

    name: str
    family: str
    topics: frozenset[str]

    @property
    def general(self) -> bool:
        """Whether it may hold what other documents part into finer aspects."""
        return self.name.casefold() == self.family

    @property
    def words(self) -> frozenset[str]:
        """The stems of its name and its family's."""
        return frozenset(stems(f"{self.name} {self.family}"))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a section belongs: its aspect, and the topic by which it got there (or none)."""

    aspect: Aspect
    topic: str = ""


def _aspects(*lines: tuple[str, str, str]) -> tuple[Aspect, ...]:
    return tuple(Aspect(name, family, frozenset(topics.split())) for name, family, topics in lines)


ASPECTS = _aspects(
    ("Purpose", "purpose", "summary mission outcomes"),
    ("Scope", "scope", "scope delivery_model team"),
    (
        "Experience",
        "experience",
        "experience experience_years prior_roles domain leadership_experience requirements",
    ),
    ("Education", "experience", "education"),
    ("Certifications and training", "experience", "certifications training"),
    ("KPIs and targets", "kpis", "kpis"),
    ("Success", "success", "success"),
    ("First 30 days", "goals", "goals_30"),
    ("First 60 days", "goals", "goals_60"),
    ("First 90 days", "goals", "goals_90"),
    ("First six months", "goals", "goals_180"),
    ("First year", "goals", "goals_365"),
    ("Longer term", "goals", "goals_long evolution"),
    ("Goals", "goals", "goals"),
    (
        "Responsibilities",
        "responsibilities",
        (
            "responsibilities leadership governance responsibilities_crossfunctional"
            " responsibilities_governance responsibilities_leadership responsibilities_operational"
            " responsibilities_strategic responsibilities_technical"
        ),
    ),
    ("Deliverables", "deliverables", "deliverables"),
    ("Day to day", "daily", "daily weekly monthly meetings incidents"),
    ("Must-have skills", "skills", "skills_must"),
    ("Good-to-have skills", "skills", "skills_nice"),
    ("Skills", "skills", "skills skills_advanced skills_future"),
    ("Soft skills", "skills", "soft_skills"),
    ("Tools", "skills", "tools environment"),
    (
        "Decision rights",
        "decisions",
        "decisions decide_alone decide_team decide_manager authority_areas privileges escalation",
    ),
    (
        "Stakeholders",
        "stakeholders",
        (
            "reporting stakeholders stakeholders_internal stakeholders_external peers upstream"
            " downstream"
        ),
    ),
    ("Career path", "career", "career_next career_adjacent promotion"),
    ("Pay and hours", "pay", "pay hours"),
    ("Term of office", "term", "term appointment removal"),
    (
        "Challenges and risks",
        "risks",
        "challenges bottlenecks antipatterns underperformance business_risks",
    ),
    ("Automation", "automation", "automation human_critical"),
    ("Conduct", "conduct", "conduct"),
    (
        "Hiring",
        "hiring",
        "interview exercises signals_strong signals_weak red_flags scorecard_dimensions",
    ),
    ("Variants", "variants", "variants"),
    ("Scorecard", "scorecard", "scorecard"),
)
"""In the order in which roles are compared."""

OF_TOPIC = {topic: aspect for aspect in ASPECTS for topic in aspect.topics}
DECISIONS = OF_TOPIC["decisions"]
ORDER = {aspect: place for place, aspect in enumerate(ASPECTS)}

Belief = Mapping[str, float]


def place(path: Sequence[str], beliefs: Sequence[Belief], titles: AbstractSet[str]) -> Placed:
    """The aspect of a section from its heading path, outermost first.

    `beliefs` has for each heading of the path the learned probability of each topic. The titles of
    roles (`titles`) tell nothing. What a heading above is about holds for those under it, unless
    they are a finer part of the same family.
    """
    told = [
        (rest, belief)
        for heading, belief in zip(path, beliefs, strict=True)
        if (rest := _untitled(heading, titles))
    ]
    found = [topic for heading, belief in told if (topic := _opened(heading, belief))]
    if found:
        outer, inner = found[0], found[-1]
        same = OF_TOPIC[outer].family == OF_TOPIC[inner].family
        return Placed(OF_TOPIC[inner if same else outer], inner if same else outer)
    own = ENDING.sub("", told[-1][0]) if told else NO_HEADING
    return Placed(Aspect(own[:1].upper() + own[1:], own.casefold(), frozenset()))


def _untitled(heading: str, titles: AbstractSet[str]) -> str:
    """A heading without its number and without titles of roles; empty if no word is left."""
    rest = plain_heading(heading)
    for title in sorted(titles, key=len, reverse=True):
        rest = re.sub(rf"\b{re.escape(title)}\b", "", rest, flags=re.IGNORECASE)
    return rest.strip(" –—-:,") if re.search(r"[^\W\d_]{3}", rest) else ""


def in_order(found: Sequence[Aspect]) -> list[Aspect]:
    """Each aspect once: the known ones in the order of `ASPECTS`, then the others as found."""
    return sorted(dict.fromkeys(found), key=lambda aspect: ORDER.get(aspect, len(ORDER)))


def general_of(aspect: Aspect) -> Aspect:
    """The general aspect of an aspect's family; itself if there is none."""
    return next((one for one in ASPECTS if one.family == aspect.family and one.general), aspect)


def meant(topic: str, headings: Mapping[Aspect, AbstractSet[str]]) -> list[Aspect]:
    """The aspects that somebody's own words for a topic mean, of those that are there.

    `headings` are the aspects that are there, with the section headings that belong to each. Their
    names and headings go first, then the ways in which people ask for a topic. May be empty.
    """
    wanted = frozenset(stems(topic))
    if not wanted:
        return []
    names = [aspect for aspect in headings if wanted <= aspect.words]
    if names:
        return in_order(names)
    titled = [a for a, own in headings.items() if any(wanted <= set(stems(one)) for one in own)]
    if titled:
        return in_order(titled)
    asked = topics_asked(topic)
    return in_order([aspect for aspect in headings if aspect.topics & asked])


def _opened(heading: str, belief: Belief) -> str:
    """The topic that a heading opens, by its words or by firm belief; the one believed most.

    A heading with a word of deciding is about that, whoever else it names.
    """
    topics = {topic for topic in topics_of_heading(heading) if topic in OF_TOPIC}
    if "decisions" in topics:
        topics &= DECISIONS.topics
    topics |= {topic for topic, sure in belief.items() if sure >= SURE and topic in OF_TOPIC}

    def worth(topic: str) -> tuple[float, float, str]:
        whole = sum(belief.get(each, 0.0) for each in OF_TOPIC[topic].topics)
        return whole, belief.get(topic, 0.0), topic

    return max(topics, key=worth, default="")
