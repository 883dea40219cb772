"""The role document of a post, in Markdown: some 335 clauses under the usual headings.

Every fact of `making` is said once. What else is said gives a search something to go wrong by: the
same sentences in every document of a craft, other figures in them, the same areas in every section.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from evals.organisations.making import Post
from evals.organisations.trades import LEVELS

DUTIES = (
    "Plan the {area} of the coming {n} weeks, day by day",
    "Check every {n}th record of the {area} against what was found on the spot",
    "Answer colleagues' questions about the {area} in the order in which they come",
    "Write down what was learnt from {area} that went wrong",
    "Keep the list of open points about the {area} below {n} entries",
    "Explain changes to the {area} to everybody concerned, {n} days before they apply",
    "Look for steps of the {area} that nobody needs any more",
    "Hand the {area} over to the next shift with no loose ends",
    "Set aside {n} minutes of each shift for the {area} that were put off",
    "Tell the control room when the {area} begin and when they end",
)
DAILY = "Go through the notes on the {area} and mark what cannot wait"
WEEKLY = "Spend {n} minutes with the team on what is next for the {area}"
MONTHLY = "Compare the {area} with those of {n} months before"
GOALS = (
    ("By day 30", "Has followed {n} rounds of the {area} from beginning to end"),
    ("By day 60", "Has done {n} rounds of the {area} while somebody looked on"),
    ("By day 90", "Has improved one step of the {area} and shown it to {n} colleagues"),
)
ASKING = "Change the order of the {area} by more than {n} days"
NEVER = "Publish photographs of the {area}"
FREELY = "Choose the time of day for the {area}"
SKILLS = (
    "Reads plans of the {area} without help",
    "Can explain the {area} to a visitor in {n} minutes",
)
RECORDS = (
    "Notes on the {area} are kept for {n} years",
    "Drafts about the {area} are deleted at the end of the season",
)
SERVICE = (
    "First reply to a question about the {area}: within {n} hours",
    "Repair of a fault in the {area}: within {n} days",
)
RISKS = (
    ("Late news about the {area}", "A call with those concerned within {n} hours"),
    ("Too few people for the {area}", "Help from the neighbouring team"),
)
INTERVIEW = (
    "Tell us about the hardest {n} hours that you spent on something like the {area}.",
    "How would you notice that the {area} go wrong?",
)
PROMISES = (
    "The role keeps the daily work of {trade} steady.",
    "It looks after the {own} first and helps with everything beside them.",
    "Whoever holds it works closely with the {craft}s of all levels.",
    "It was described anew after the last review of all roles.",
    "Most of the work is done on the spot and the rest at a desk.",
)
TOOLS = ("Worksheet", "Logbook", "Planner", "Checklist", "Dashboard", "Scanner")
PEOPLE = ("The team next door", "The control room", "Suppliers", "Visitors", "Auditors", "Trainees")


def write(posts: Iterable[Post], folder: Path) -> None:
    """Write the documents of `posts` below `folder`, one folder for each organisation."""
    for post in posts:
        path = folder / post.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(post), encoding="utf-8")


def document(post: Post) -> str:
    """The document of a post."""
    return "\n\n".join((_head(post), *_about(post), *_measured(post), *_people(post))) + "\n"


def _head(post: Post) -> str:
    """Front matter and title."""
    lines = (
        "---",
        f"organisation: {post.trade.name}",
        f"family: {post.craft}",
        f"level: {LEVELS[post.level] or 'Intermediate'}",
        "---",
        "",
        f"# {post.title}",
    )
    return "\n".join(lines)


def _about(post: Post) -> Iterator[str]:
    """What the role is there for, and what it does when."""
    said = {"trade": post.trade.name, "own": post.own, "craft": post.craft}
    yield "## Summary\n\n" + " ".join(line.format(**said) for line in PROMISES)
    yield f"## Mission\n\n{post.own.capitalize()} that nobody has to think about. That takes care."
    yield "## Responsibilities"
    for i, area in enumerate(post.trade.areas):
        yield _section(f"### {area.title()}", (_fill(post, line, i) for line in DUTIES))
    yield _section(
        "## Working week",
        (f"{area.capitalize()}: {n} hours a week" for area, n in _with(post, post.hours)),
    )
    yield _section(
        "## Reports",
        (
            f"Report on the {area}: due {n} working days after the end of the month"
            for area, n in _with(post, post.days)
        ),
    )
    for heading, line in (("Daily", DAILY), ("Weekly", WEEKLY), ("Monthly", MONTHLY)):
        yield _section(f"## {heading} routine", _each(post, line))


def _measured(post: Post) -> Iterator[str]:
    """What is measured, decided and aimed at."""
    rows = [(measure.title, measure.target) for measure in post.measures]
    yield "## KPIs and targets\n\n" + _table(("KPI", "Target"), rows)
    yield "## Decision rights"
    limits = [
        (limit.action.capitalize(), f"€{limit.euros:,}", post.superior) for limit in post.limits
    ]
    yield "### Purchases\n\n" + _table(("Decision", "May decide up to", "Above that"), limits)
    alone = (f"Sign off the {post.paper}", *_each(post, FREELY))
    yield _section("### Decides independently", alone)
    yield _section("### Needs manager approval", _each(post, ASKING))
    yield _section("### Must not", _each(post, NEVER))
    for heading, line in GOALS:
        yield _section(f"## {heading}", _each(post, line))


def _people(post: Post) -> Iterator[str]:
    """What it takes, whom it meets, what may go wrong."""
    yield _section("## Skills", (line for each in SKILLS for line in _each(post, each)))
    tools = [
        (f"{post.own.capitalize()} {tool.lower()}", f"{post.figure(tool, 2, 30)} times a week")
        for tool in TOOLS
    ]
    yield "## Tools\n\n" + _table(("Tool", "Used"), tools)
    yield _section(
        "## Stakeholders",
        (f"{who}: {post.figure(who, 1, 12)} conversations a month" for who in PEOPLE),
    )
    yield _section(
        "## Experience",
        (f"{post.figure(area, 1, 12)} months of work with {area}" for area in post.trade.areas),
    )
    risks = [
        tuple(_fill(post, cell, i) for cell in row)
        for row in RISKS
        for i in range(len(post.trade.areas))
    ]
    yield "## Risks\n\n" + _table(("What may happen", "What helps"), risks)
    yield _section(
        "## Interview questions", (line for each in INTERVIEW for line in _each(post, each))
    )
    yield _section("## Records", (line for each in RECORDS for line in _each(post, each)))
    yield _section("## Service levels", (line for each in SERVICE for line in _each(post, each)))
    after = LEVELS[min(post.level + 1, len(LEVELS) - 1)]
    yield _section(
        "## Career path",
        (
            f"The usual next step is {after} {post.craft}",
            f"After {post.figure('career', 10, 60)} months a change of team is possible",
        ),
    )


def _each(post: Post, line: str) -> Iterator[str]:
    """A line for each area."""
    return (_fill(post, line, i) for i in range(len(post.trade.areas)))


def _fill(post: Post, line: str, area: int) -> str:
    """A line about an area, with a figure of this role."""
    name = post.trade.areas[area]
    return line.format(area=name, n=post.figure(line + name, 4, 40))


def _with(post: Post, figures: Sequence[int]) -> Iterator[tuple[str, int]]:
    """The areas with a figure each."""
    return zip(post.trade.areas, figures, strict=True)


def _section(heading: str, items: Iterable[str]) -> str:
    """A heading with a list."""
    return "\n".join((heading, "", *(f"- {item}" for item in items)))


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table."""
    lines = [" | ".join(cells) for cells in (columns, ["---"] * len(columns), *rows)]
    return "\n".join(f"| {line} |" for line in lines)
