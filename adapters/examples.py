"""Questions to begin with, made from the library.

Each is about a role whose documents have a section of that subject, so that the first thing
somebody tries is answered.
"""

from __future__ import annotations

import re

from knowledge.model import Library, Role

SUBJECTS = (
    (r"responsib|duties|accountab", "What is the {role} responsible for?"),
    (
        r"\b(?:30|60|90)\b|first .*days|onboard",
        "What should the {role} achieve in the first 90 days?",
    ),
    (r"kpi|metric|measure|scorecard|performance", "How is the {role} measured?"),
    (r"decision|authority|approv", "What may the {role} decide alone?"),
    (r"skill|qualif|competenc|experience|requirement", "What skills does the {role} need?"),
    (r"career|progress|promot", "Where can the {role} go from here?"),
    (r"stakeholder|collaborat|interact", "Who does the {role} work with?"),
    (r"tool|platform|technolog", "Which tools does the {role} use?"),
    (r"summary|mission|purpose|overview", "What is the {role} there for?"),
)
COUNT = 4


def examples(library: Library) -> tuple[str, ...]:
    """Up to four questions, each about another subject, going round the roles."""
    headings = {role.id: headings_of(role, library) for role in library.roles}
    roles = [role for role in library.roles if headings[role.id]]
    found: list[str] = []
    turn = 0
    for subject, question in SUBJECTS:
        fitting = (roles[(turn + i) % len(roles)] for i in range(len(roles)))
        role = next((r for r in fitting if re.search(subject, headings[r.id], re.IGNORECASE)), None)
        if role and len(found) < COUNT:
            found.append(question.format(role=role.title))
            turn = roles.index(role) + 1
    return tuple(found)


def headings_of(role: Role, library: Library) -> str:
    """The headings of a role's documents, a line each, without those that are titles."""
    return "\n".join(
        section.path[-1]
        for document in library.documents
        if document.path in role.documents
        for section in document.sections
        if section.path[-1] != document.title
    )
