"""Catalogues of roles, and whom a text means by them."""

from __future__ import annotations

from knowledge.catalogue import slug
from knowledge.model import Role
from knowledge.settling import Catalogue


def role(title: str, *aliases: str) -> Role:
    """A role of that title."""
    return Role(slug(title), title, (f"{slug(title)}.md",), aliases)


RESEARCH = Catalogue(
    [
        role("Machine Learning Researcher"),
        role("AI/ML Researcher"),
        role("Associate Research Scientist"),
        role("Research Scientist"),
        role("Senior AI Research Scientist"),
    ]
)

LADDER = Catalogue(
    [
        role("Engineer I"),
        role("Engineer II", "E2"),
        role("Senior Engineer"),
        role("Staff Engineer"),
        role("Engineering Manager"),
    ]
)

STATION = Catalogue(
    [
        role("Plant Manager"),
        role("Shift Supervisor"),
        role("Claims Handler I"),
        role("Claims Handler II"),
        role("Claims Handler III"),
    ]
)


def settled(text: str, catalogue: Catalogue = RESEARCH) -> list[list[str]]:
    """The ids of the roles that each name in `text` may mean."""
    return [[found.id for found in m.roles] for m in catalogue.mentions(text).named]
