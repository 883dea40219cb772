"""Questions about made-up roles whose answers are known, as cases that evaluations score.

Each kind asks for one fact of one post, in words that do not stand in the document as they are
asked. Posts and kinds take turns, so that a few cases speak of many roles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import cycle, islice
from typing import TypeVar

from bot.model import Status
from evals.case import Case, CaseAsker, Gold
from evals.organisations.making import Limit, Post
from evals.organisations.writing import TOOLS

LIBRARY = "organisations"
"""The name of the library in the cases; no folder of `evals/libraries` has it."""

UNSAID = (
    "What company car does a {} drive?",
    "What pension does a {} get?",
    "How many days of paid leave does a {} have?",
    "Where does a {} park?",
    "What is the salary of a {}?",
)
UNMENTIONED = (
    "lend money to a competitor",
    "dismiss a colleague",
    "speak to the press",
    "work from abroad",
)
"""What no document says anything of."""

T = TypeVar("T")
Ask = Callable[[Post, int], Mapping[str, object]]
"""What a case about a post holds; the number chooses among the facts of its kind."""


def cases(posts: Sequence[Post], count: int) -> tuple[Case, ...]:
    """`count` cases about `posts`, of which there must be two of a craft; the same ones each time.

    Each kind comes as often as every other, about posts that lie evenly apart.
    """
    kinds = islice(cycle(KINDS), count)
    return tuple(
        Case.model_validate(
            {
                "id": f"{LIBRARY}-{ask.__name__}-{number}",
                "library": LIBRARY,
                "split": "dev",
                "expect": Status.ANSWERED,
                **ask(posts[number * len(posts) // count], number),
            }
        )
        for number, ask in enumerate(kinds)
    )


def target(post: Post, number: int) -> Mapping[str, object]:
    """A figure of a table."""
    measure = _nth(post.measures, number)
    return {
        "kind": "figure",
        "question": f"What target does a {post.title} have for {_lower(measure.title)}?",
        "gold": (_gold(post, "KPIs and targets", measure.title),),
        "points": ((measure.target,),),
    }


def hours(post: Post, number: int) -> Mapping[str, object]:
    """A figure of a list."""
    area, figure = _nth(tuple(zip(post.trade.areas, post.hours, strict=True)), number)
    return {
        "kind": "figure",
        "question": f"How many hours does the {post.title} put into {area} each week?",
        "gold": (_gold(post, "Working week", f"{area.capitalize()}: {figure} hours a week"),),
        "points": ((f"{figure} hours",),),
    }


def report(post: Post, number: int) -> Mapping[str, object]:
    """A date."""
    area, figure = _nth(tuple(zip(post.trade.areas, post.days, strict=True)), number)
    quote = f"Report on the {area}: due {figure} working days after the end of the month"
    return {
        "kind": "lookup",
        "question": f"When does a {post.title} have to hand in the {area} report?",
        "gold": (_gold(post, "Reports", quote),),
        "points": ((f"{figure} working days",),),
    }


def tools(post: Post, _number: int) -> Mapping[str, object]:
    """All rows of a table."""
    names = [f"{post.own.capitalize()} {tool.lower()}" for tool in TOOLS]
    return {
        "kind": "list",
        "question": f"Which tools does the {post.title} work with?",
        "gold": tuple(_gold(post, "Tools", name) for name in names),
        "points": tuple((name,) for name in names),
    }


def within(post: Post, number: int) -> Mapping[str, object]:
    """A decision below the limit."""
    limit = _nth(post.limits, number)
    return {
        "kind": "decision",
        "question": f"May a {post.title} {limit.action} worth €{limit.euros - 100:,}?",
        "gold": (_limit_gold(post, limit),),
        "verdict": "independent",
    }


def beyond(post: Post, number: int) -> Mapping[str, object]:
    """A decision above the limit, asked by whoever holds the post."""
    limit = _nth(post.limits, number)
    return {
        "kind": "decision",
        "question": f"Can I {limit.action} for €{limit.euros + 900:,} without asking anyone?",
        "asker": CaseAsker(role=post.title),
        "gold": (_limit_gold(post, limit),),
        "verdict": "manager_approval",
        "approver": (post.superior,),
    }


def never(post: Post, number: int) -> Mapping[str, object]:
    """What is ruled out."""
    area = _nth(post.trade.areas, number)
    return {
        "kind": "decision",
        "question": f"Is a {post.title} allowed to publish photographs of the {area}?",
        "gold": (_gold(post, "Must not", f"Publish photographs of the {area}"),),
        "verdict": "not_authorized",
    }


def unmentioned(post: Post, number: int) -> Mapping[str, object]:
    """What no document speaks of."""
    return {
        "kind": "decision",
        "question": f"May a {post.title} {_nth(UNMENTIONED, number)}?",
        "expect": Status.ABSTAINED,
        "verdict": "not_specified",
    }


def decider(post: Post, _number: int) -> Mapping[str, object]:
    """Who alone decides something, among all roles."""
    return {
        "kind": "who_decides",
        "question": f"Who signs off the {post.paper}?",
        "gold": (_gold(post, "Decides independently", f"Sign off the {post.paper}"),),
        "deciders": ((post.title,),),
    }


def beside(post: Post, number: int) -> Mapping[str, object]:
    """A figure of two levels of a craft, side by side."""
    measure = _nth(post.measures, number)
    other = post.sibling()
    name = _lower(measure.title)
    theirs = _nth(other.measures, number)
    return {
        "kind": "comparison",
        "question": f"How do a {post.title} and a {other.title} differ in the target for {name}?",
        "gold": tuple(_gold(each, "KPIs and targets", measure.title) for each in (post, other)),
        "points": ((measure.target,), (theirs.target,)),
    }


def nowhere(post: Post, number: int) -> Mapping[str, object]:
    """What the documents do not say."""
    return {
        "kind": "unanswerable",
        "question": _nth(UNSAID, number).format(post.title),
        "expect": Status.ABSTAINED,
    }


def unnamed(post: Post, number: int) -> Mapping[str, object]:
    """What differs by a role that is not named."""
    measure = _nth(post.measures, number)
    return {
        "kind": "ambiguous",
        "question": f"What is the target for {_lower(measure.title)}?",
        "expect": Status.CLARIFY,
    }


KINDS: tuple[Ask, ...] = (
    target,
    hours,
    report,
    tools,
    within,
    beyond,
    never,
    unmentioned,
    decider,
    beside,
    nowhere,
    unnamed,
)


def _gold(post: Post, section: str, quote: str) -> Gold:
    """A passage of a post's document."""
    return Gold(document=post.path, role=post.title, section=section, quote=quote)


def _limit_gold(post: Post, limit: Limit) -> Gold:
    """A row of a post's limits."""
    return _gold(post, "Purchases", limit.action.capitalize())


def _nth(facts: Sequence[T], number: int) -> T:
    """One of some facts: another for each case of a kind, until all have had their turn."""
    return facts[number // len(KINDS) % len(facts)]


def _lower(title: str) -> str:
    """A title inside a sentence."""
    return title[0].lower() + title[1:]
