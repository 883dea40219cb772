"""How an answer looks: width, colours, and text that cannot be trusted."""

from __future__ import annotations

import click
import pytest

from adapters.terminal.screen import answer_lines, printable, wrap
from bot.model import Answer, Citation, Status


def citation(n: int, quote: str, section: tuple[str, ...] = ("Duties",)) -> Citation:
    """A citation in one document."""
    return Citation(n, "a.md", "Cook", section, quote, 0, len(quote), "/read/a#c-1")


ANSWER = Answer(
    Status.ANSWERED,
    "Cook – Duties:\n• Bake bread at dawn, before the first guests come down. [1]\n• Wash up. [2]",
    (
        citation(1, "Bake bread at dawn, before the first guests come down."),
        citation(2, "Wash up."),
    ),
)


@pytest.mark.parametrize("columns", [30, 47, 80])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    """Lines break between words, where the reader would break them."""
    lines = [click.unstyle(line) for line in answer_lines(ANSWER, columns)]

    assert max(map(len, lines)) <= columns


def test_sources_of_one_section_stand_under_it_once() -> None:
    """Ten items of one list have one place, not ten."""
    lines = [click.unstyle(line) for line in answer_lines(ANSWER, 80)]

    assert lines[-3:] == [
        "a.md › Duties",
        "  [1] “Bake bread at dawn, before the first guests come down.”",
        "  [2] “Wash up.”",
    ]


def test_the_lead_is_bold_and_quotes_are_dim() -> None:
    """The eye finds the answer first and the evidence when it wants it."""
    lines = list(answer_lines(ANSWER, 80))

    assert lines[0] == click.style("Cook – Duties:", bold=True)
    assert lines[2] == "• Wash up. " + click.style("[2]", fg="cyan")
    assert lines[-1] == click.style("  [2] “Wash up.”", dim=True)


def test_silence_has_nothing_below_and_nothing_bold() -> None:
    """What is no answer does not look like one."""
    answer = Answer(Status.ABSTAINED, "The documents do not say this.")

    assert list(answer_lines(answer, 80)) == ["The documents do not say this."]


def test_an_item_s_second_line_stands_under_its_words() -> None:
    """Lists stay readable when they are wrapped."""
    assert wrap("• one two three four five six", 24) == ["• one two three four", "  five six"]
    assert wrap("  - one two three four five", 24) == ["  - one two three four", "    five"]


def test_documents_cannot_steer_the_terminal() -> None:
    """Text of documents is text: no colours, titles, cursor moves or reversed reading."""
    assert printable("a\x1b[31mb\x07\x9b2J\u202ec\td\ne") == "a[31mb2Jc\td\ne"
