"""Gaps and changed passages in a terminal, and as data.

Gaps or changes come in, lines or plain data go out. What people typed and what documents say is
shown without characters that steer a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import click

from adapters.terminal import screen, wording
from bot.changes import Change
from bot.digest import how_often
from bot.gaps import Gap, in_words


def gap_lines(gaps: Sequence[Gap], columns: int) -> Iterator[str]:
    """The gaps under their owners, at most `columns` wide; those without an owner come last."""
    by_owner = sorted(gaps, key=lambda gap: (not gap.owner, gap.owner))
    for owner, own in groupby(by_owner, lambda gap: gap.owner):
        yield click.style(screen.printable(owner) or wording.NO_OWNER, bold=True)
        for gap in own:
            roles = f" – {', '.join(gap.roles)}" if gap.roles else ""
            for line in _wrapped(f"{in_words(gap.topic)}{roles}", columns, 2):
                yield click.style(line, fg="cyan")
            for question in gap.questions:
                yield from _wrapped(f"• “{question.text}” ({how_often(question)})", columns, 4)
                for reason in question.reasons:
                    for line in _wrapped(f"“{reason}”", columns, 6):
                        yield click.style(line, dim=True)
        yield ""


def gaps_data(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """The same for programs, the largest gap first."""
    return [
        {
            "owner": gap.owner,
            "topic": gap.topic,
            "roles": list(gap.roles),
            "unanswered": gap.unanswered,
            "voted_down": gap.voted_down,
            "questions": [
                {
                    "text": question.text,
                    "unanswered": question.unanswered,
                    "voted_down": question.voted_down,
                    "reasons": list(question.reasons),
                }
                for question in gap.questions
            ],
        }
        for gap in gaps
    ]


def change_lines(changes: Sequence[Change], columns: int) -> Iterator[str]:
    """The changed passages under their documents, with who was answered from each."""
    for document, own in groupby(changes, lambda change: change.document):
        yield click.style(screen.printable(document), bold=True)
        for change in own:
            for line in _wrapped(" › ".join(change.section), columns, 2):
                yield click.style(line, fg="cyan")
            yield from _wrapped(f"then: “{change.quote}”", columns, 4)
            now = f"now: “{change.now}”" if change.now else wording.NOTHING_NOW
            yield from _wrapped(now, columns, 4)
            for told in change.told:
                said = wording.was_told(told.asker, told.question, told.at.astimezone().date())
                for line in _wrapped(said, columns, 6):
                    yield click.style(line, dim=True)
        yield ""


def changes_data(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "document": change.document,
            "section": list(change.section),
            "role": change.role,
            "owner": change.owner,
            "quote": change.quote,
            "now": change.now,
            "restricted": change.restricted,
            "told": [
                {
                    "reference": told.reference,
                    "asker": told.asker,
                    "question": told.question,
                    "at": told.at.isoformat(),
                }
                for told in change.told
            ],
        }
        for change in changes
    ]


def _wrapped(text: str, columns: int, indent: int) -> Iterator[str]:
    """A text in one paragraph, broken between words and indented."""
    plain = screen.printable(" ".join(text.split()))
    for line in screen.wrap(plain, columns - indent):
        yield " " * indent + line
