"""Whether documents say in so many words what is asked: a heading, a fact's name, a figure.

Comes in: an inquiry and the clauses found for it. Goes out: yes or no. What that is worth is told
by `finding`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.model import Inquiry
from bot.understanding import content_words
from knowledge.index import plain_heading
from knowledge.lexical import stems
from knowledge.model import BlockKind, Clause, Role

NAMED = 0.7
"""Share of a question's words that such a name has."""
COUNTED = re.compile(r"\bhow (?:many|much|big|large|heav\w+)\b", re.IGNORECASE)
QUANTITY = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty"
    r"|fifty|sixty|eighty|ninety|hundreds?|thousands?|dozens?|half|none|no|nobody|any|all|every"
    r"|each|both|single|once|twice|several|not|never)\b",
    re.IGNORECASE,
)
"""What may tell how many, also that there are none, or that there is no limit."""


def is_headed(inquiry: Inquiry, clause: Clause, role: Role) -> bool:
    """Whether a clause's heading is what is asked, word for word, but for the role's title."""
    if not clause.path or not inquiry.words or not inquiry.roles:
        return False
    heading = _words_of(clause.path[-1])
    asked = {*inquiry.words}
    return asked <= heading and heading - asked <= {*stems(role.title)}


@lru_cache(maxsize=1 << 14)
def _words_of(heading: str) -> frozenset[str]:
    """What a heading is about, in stems: each question looks at the same ones again."""
    return frozenset(content_words(plain_heading(heading)))


def names_fact(inquiry: Inquiry, clause: Clause) -> bool:
    """Whether a question says the name of a row, of two words or more, and little else."""
    if clause.kind is not BlockKind.ROW or len(clause.cells) < 2:
        return False
    name, asked = {*content_words(clause.cells[0])}, {*inquiry.words}
    return len(name) > 1 and name <= asked and len(name) >= NAMED * len(asked)


def lacks_quantity(inquiry: Inquiry, best: Sequence[Clause]) -> bool:
    """Whether it is asked how many, and no clause of the best ones tells any quantity."""
    asked = COUNTED.search(inquiry.subject)
    return bool(asked) and not any(QUANTITY.search(clause.text) for clause in best)
