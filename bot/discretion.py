"""What of an answer not everybody may see: in a shared place such an answer is for the asker alone.

Comes in: what a library restricts, and the groups for which a guide was built. Goes out: which of
them admit to a clause, and whether a text names what everybody's library does not have. A silence
that says where it looked, or a question back that lists roles, cites nothing and tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.audience import Access, Groups, groups_of_asker
from knowledge.model import Clause, Library

SHORTEST = 3
"""Characters of a name by which a text can be told to name it."""


@dataclass(frozen=True, slots=True)
class Discretion:
    """What one audience sees and everybody does not; nothing for everybody's own guide."""

    access: Access = field(default_factory=Access)
    groups: Groups = frozenset()
    names: re.Pattern[str] | None = None

    def groups_for(self, clause: Clause) -> tuple[str, ...]:
        """The groups that together admit to a clause; none where everybody may see it."""
        return tuple(sorted({min(each & self.groups) for each in self.access.over(clause)}))

    def tells(self, text: str) -> bool:
        """Whether a text names what everybody's library does not have."""
        return self.names is not None and bool(self.names.search(text))


def discretion_of(
    access: Access, groups: frozenset[str], own: Library, everybodys: Library
) -> Discretion:
    """What the library `own` of some groups has beside everybody's."""
    named = groups_of_asker(groups)
    if own is everybodys:
        return Discretion(access, named)
    more = set(_names(own)) - set(_names(everybodys))
    either = "|".join(map(re.escape, sorted(more, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE) if more else None
    return Discretion(access, named, pattern)


def _names(library: Library) -> Iterator[str]:
    """What an answer may name without citing it: roles, headings, documents, their owners."""
    for role in library.roles:
        yield from _telling(role.title, *role.aliases)
    for document in library.documents:
        yield from _telling(document.title, document.path, document.metadata.get("owner", ""))
        for section in document.sections:
            yield from _telling(section.path[-1])


def _telling(*names: str) -> Iterator[str]:
    """Names in lower case, without numbering, if they are long enough to tell."""
    for name in names:
        plain = re.sub(r"^[\s\d.)]+", "", name).casefold().strip(" :")
        if len(plain) >= SHORTEST:
            yield plain
