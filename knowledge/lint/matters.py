"""When two rights are about one matter: the words of their actions, and whose name is whose.

Actions and names come in as documents write them. Two actions are one matter if they say the same
words, whatever their order and endings; one synonym is forgiven beside words that agree. A
broader action is never the same as a narrower one: a general rule has its exceptions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from knowledge.catalogue import key_of
from knowledge.decision_rights.amounts import amounts_in
from knowledge.decision_rights.model import DecisionRight, Limit
from knowledge.lexical import stems
from knowledge.model import Clause
from knowledge.thesaurus import concepts

Matter = frozenset[str]
"""The stems of an action's words."""

Table = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A document's path, the outermost heading and the columns of a table in it."""

_PERMISSION = frozenset(
    "approv decid decis may can must up abov over below under more less than per each any all own"
    " no not least most between beyond exceed when if also only first other their your our".split()
)
_SMALLEST = 1.0
"""What two bounds of bands may differ by: one ends at 5,000, the next begins with 5,001."""


def matter_of(action: str) -> Matter:
    """The matter of an action; its amounts, and the words of permission, do not count."""
    parts = []
    at = 0
    for amount in amounts_in(action):
        parts.append(action[at : amount.start])
        at = amount.end
    return frozenset(stems(" ".join([*parts, action[at:]]))) - _PERMISSION


def by_matter(rights: Sequence[DecisionRight]) -> Iterator[list[DecisionRight]]:
    """The rights of each matter together, in the order of the rights; actions need words for that.

    A right stands in the lists of all matters that its own is the same as.
    """
    exact: dict[Matter, list[DecisionRight]] = defaultdict(list)
    for right in rights:
        matter = matter_of(right.action)
        if matter:
            exact[matter].append(right)
    having: dict[str, list[Matter]] = defaultdict(list)
    for matter, found in exact.items():
        near = {other for word in matter for other in having[word]}
        alike = [other for other in near if _is_same(matter, other)]
        for word in matter:
            having[word].append(matter)
        yield found
        for other in alike:
            yield [*exact[other], *found]


def _is_same(one: Matter, other: Matter) -> bool:
    """Whether two matters differ by one word for which the other has a synonym."""
    mine, theirs = one - other, other - one
    if len(mine) != 1 or len(theirs) != 1 or not one & other:
        return False
    return bool(concepts(tuple(mine))[0].share(theirs))


def holder_key(right: DecisionRight) -> str:
    """Who holds a right, for comparing: the catalogue's role, else the name without its article."""
    return right.role or key_of(right.holder)


def may_be_one(one: DecisionRight, other: DecisionRight) -> bool:
    """Whether two names may well mean one holder: `Finance` and `the Finance Director`.

    A name in small letters (`the manager`) may be anybody.
    """
    mine, theirs = ({*key_of(right.role or right.holder).split()} for right in (one, other))
    named = all(right.role or right.holder[:1].isupper() for right in (one, other))
    return not named or not mine or not theirs or mine <= theirs or theirs <= mine


def overlap(one: Limit | None, other: Limit | None) -> Limit | None:
    """The amounts that two limits share; None if there are none, or their units differ.

    No limit at all holds for every amount.
    """
    both = [limit for limit in (one, other) if limit]
    one, other = (both[0], both[-1]) if both else (Limit(), Limit())
    if one.unit != other.unit:
        return None
    over = max(one.over or 0.0, other.over or 0.0)
    tops = [limit.up_to for limit in (one, other) if limit.up_to is not None]
    up_to = min(tops, default=None)
    if up_to is not None and up_to - over <= _SMALLEST:
        return None
    return Limit(up_to, over, one.unit)


def table_of(clause: Clause) -> Table:
    """The table that a row stands in, also where sub-headings part it; columns are empty in prose.

    A part of the document with the same columns under the same outermost heading is one table.
    """
    return clause.document, clause.path[:1], clause.columns
