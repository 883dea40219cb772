"""The message to an owner: what their documents leave open, in Markdown that reads as plain text.

Comes in: their gaps and changes. Goes out: one text, ready to be sent. Nobody's name is in it but
the owner's; what people typed cannot become a link, a heading or a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.changes import Change
from bot.gaps import Gap, OpenQuestion, in_words
from bot.wording import listed

MOST = 10
"""Questions of a topic, or changed passages, that a message lists; the rest is counted."""

SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")

ASK = (
    "Where an answer belongs into a document, please add it there; where it is no concern of the "
    "role, a sentence that says so helps as well."
)
NOTHING = "There is nothing open: every question was answered, and nobody complained."


def digest(owner: str, gaps: Sequence[Gap], changes: Sequence[Change], since: date) -> str:
    """The message; it says so where nothing is open. It ends with a line break."""
    return "\n".join(_lines(owner, gaps, changes, since)) + "\n"


def _lines(
    owner: str, gaps: Sequence[Gap], changes: Sequence[Change], since: date
) -> Iterator[str]:
    """The message, line by line."""
    yield f"# Questions about your role documents: {_safe(owner)}"
    yield ""
    if not gaps and not changes:
        yield NOTHING
        return
    if gaps:
        yield _summary(gaps, since)
        yield ""
        yield ASK
    for gap in gaps:
        yield ""
        yield f"## {in_words(gap.topic)}{f' ({_safe(listed(gap.roles))})' if gap.roles else ''}"
        yield ""
        for question in gap.questions[:MOST]:
            yield f"- “{_safe(question.text)}” ({how_often(question)})"
            yield from (f"  - Somebody said: “{_safe(reason)}”" for reason in question.reasons)
        yield from _more(len(gap.questions) - MOST)
    if changes:
        yield ""
        yield "## Passages that have changed since people were answered from them"
        yield ""
        for change in changes[:MOST]:
            place = " › ".join((change.document, *change.section[-1:]))
            yield f"- {_safe(place)}: {times(len(change.told), 'answer')}"
            yield f"  - Then: “{_safe(change.quote)}”"
            yield f"  - Now: “{_safe(change.now)}”" if change.now else "  - Now: nothing like it"
        yield from _more(len(changes) - MOST)


def how_often(question: OpenQuestion) -> str:
    """How often a question went wrong, and how."""
    parts = [
        (question.unanswered, f"no answer {_times(question.unanswered)}"),
        (question.voted_down, f"did not help {_times(question.voted_down)}"),
    ]
    return listed([said for number, said in parts if number])


def times(number: int, noun: str) -> str:
    """A number with its noun: `1 answer`, `2 answers`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _summary(gaps: Sequence[Gap], since: date) -> str:
    """How much is open, in a sentence."""
    silent = sum(gap.unanswered for gap in gaps)
    bad = sum(gap.voted_down for gap in gaps)
    said = [
        *([f"{times(silent, 'question')} found no answer in your documents"] if silent else []),
        *([f"{times(bad, 'answer')} from them did not help"] if bad else []),
    ]
    return f"Since {since.day} {since:%B %Y}, {listed(said)}."


def _times(number: int) -> str:
    """A count as an adverb."""
    return "once" if number == 1 else f"{number:,} times"


def _more(left: int) -> Iterator[str]:
    """Say that a list goes on, if it does."""
    if left > 0:
        yield f"- … and {left:,} more"


def _safe(text: str) -> str:
    """A text in one line in which nothing means anything to Markdown."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
