"""Questions to go on with, made from what the answer was about. No model writes them.

Comes in: an answer and the library that it was given from. Goes out: up to three questions that the
library has sections for, about the roles of the answer and none about what was just told. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from adapters.examples import SUBJECTS, examples, headings_of
from bot.model import Answer, Status
from knowledge.model import Library, Role

COUNT = 3
LONGEST_ACTION = 80
"""Characters of an action that is still worth repeating in a question."""


def follow_ups(answer: Answer, library: Library) -> tuple[str, ...]:
    """Up to three questions; none where the answer itself asks something."""
    if answer.status is Status.CLARIFY:
        return ()
    titles = list(dict.fromkeys(citation.role for citation in answer.citations))
    if answer.verdict and answer.verdict.role:
        titles = [answer.verdict.role]
    elif not titles:
        spoken_of = tuple(named(answer.text, library.roles))
        titles = [*spoken_of] if len(spoken_of) == 1 else []
    roles = [role for title in titles for role in library.roles if role.title == title]
    told = "\n".join(heading for citation in answer.citations for heading in citation.section)
    found = dict.fromkeys((*_about_verdict(answer), *follow_ups_of(roles, library, told)))
    return tuple(found)[:COUNT]


def follow_ups_of(roles: Sequence[Role], library: Library, told: str = "") -> tuple[str, ...]:
    """Up to three questions about roles, or about any; none on the headings that were `told`."""
    found = _about(roles, told, library) if roles else examples(library)
    return tuple(islice(found, COUNT))


def _about_verdict(answer: Answer) -> Iterator[str]:
    """Who may do it, where the asker's role may not alone."""
    verdict = answer.verdict
    # Without a ruling the action is in the asker's own words, and nobody is known to decide on it.
    decided = verdict and verdict.level not in {"independent", "not_specified"}
    if verdict and decided and 0 < len(verdict.action) <= LONGEST_ACTION:
        yield f"Who decides on {_inside(verdict.action)}?"


def _about(roles: Sequence[Role], told: str, library: Library) -> Iterator[str]:
    """Subjects that follow on the one that was told, going round the roles."""
    headings = [headings_of(role, library) for role in roles]
    at = next((i for i, (subject, _) in enumerate(SUBJECTS) if _has(subject, told)), -1)
    following = [*SUBJECTS[at + 1 :], *SUBJECTS[: max(at, 0)]]
    turn = 0
    for subject, question in following:
        role = turn % len(roles)
        if not _has(subject, told) and _has(subject, headings[role]):
            yield question.format(role=roles[role].title)
            turn += 1


def named(text: str, roles: Sequence[Role]) -> Iterator[str]:
    """The roles whose titles stand in a text, in its order, none inside a longer one."""
    titles = sorted({role.title for role in roles if role.title}, key=len, reverse=True)
    if titles:
        either = "|".join(map(re.escape, titles))
        yield from dict.fromkeys(re.findall(rf"(?<!\w)(?:{either})(?!\w)", text))


def _inside(action: str) -> str:
    """An action inside a sentence: `publication or release`, but `IT equipment`."""
    return action if action[1:2].isupper() else action[0].lower() + action[1:]


def _has(subject: str, headings: str) -> bool:
    """Whether headings, a line each, open a subject."""
    return re.search(subject, headings, re.IGNORECASE) is not None
