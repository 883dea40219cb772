"""A comparison as sentences: each side with its own clauses, within a screen."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.comparison import Cell, Comparison, Row, Topic, in_brief
from bot.entries import Part
from bot.grounding import Ground
from bot.model import Answer, Draft, Inquiry, Passage, Question, Status
from bot.side_by_side import side_by_side
from knowledge.model import Library, Role
from tests.bot.checks import LONGEST
from tests.fakes import lines_document, lines_library

ITEM = "Sort the shelf by year, by author and by subject, and write down whatever is missing."


def library(*texts: str) -> Library:
    """Documents of these texts, each about one role: Role 0, Role 1 and so on."""
    return lines_library([lines_document(f"role-{i}.txt", text) for i, text in enumerate(texts)])


def row(of: Library, name: str, *, differs: bool = True, roles: Sequence[Role] = ()) -> Row:
    """All clauses of each document, side by side under one name."""
    shown = roles or of.roles
    cells = []
    for document, role in zip(of.documents, of.roles, strict=True):
        parts = tuple(Part(c.text, Passage(c, role, 0.0)) for c in document.clauses)
        cells.append(Cell(role, parts if role in shown else ()))
    return Row(name, tuple(cells), differs)


def compared(of: Library, *rows: Row, topic: str = "") -> Comparison:
    """Rows under one topic."""
    return Comparison(of.roles, (Topic(topic, rows),))


def answer(of: Library, comparison: Comparison) -> Answer:
    """What is said, once it is grounded."""
    asked = Inquiry(Question("shelves?"), "shelves", ("shelf",), roles=of.roles)
    return Ground(of)(asked, Draft(Status.ANSWERED, side_by_side(comparison)))


def test_each_side_is_told_with_its_own_passages() -> None:
    """No statement mixes two roles."""
    of = library("# Shelves\nSort 12.\n", "# Shelves\nSort 30.\n", "# Shelves\nSort 90.\n")
    comparison = compared(of, row(of, "Shelves a day"))

    assert [(c.role, c.quote) for c in answer(of, comparison).citations] == [
        ("Role 0", "Sort 12."),
        ("Role 1", "Sort 30."),
        ("Role 2", "Sort 90."),
    ]
    for statement in side_by_side(comparison):
        assert len({passage.role for passage in statement.passages}) <= 1


def test_one_line_a_role_stands_under_the_matters_name() -> None:
    """So that the figures are read one above the other."""
    of = library("# Shelves\nSort 12.\n", "# Shelves\nSort 30.\n")

    assert answer(of, compared(of, row(of, "Shelves a day"))).text.splitlines() == [
        "Shelves a day:",
        "• Role 0: Sort 12. [1]",
        "• Role 1: Sort 30. [2]",
    ]


def test_lists_stand_under_their_roles_and_headings() -> None:
    """Each its own: documents do not call a section by the same name."""
    of = library("# Shelves\nSort 12.\nDust.\n", "# Books\nSort 30.\nBind.\n")

    assert answer(of, compared(of, row(of, ""))).text.splitlines() == [
        "Role 0 – Shelves:",
        "• Sort 12. [1]",
        "• Dust. [2]",
        "Role 1 – Books:",
        "• Sort 30. [3]",
        "• Bind. [4]",
    ]


@pytest.mark.parametrize("sides", [2, 3, 5])
def test_huge_sections_fit_and_every_side_is_told(sides: int) -> None:
    """The length is shared out, and what is left out is counted."""
    text = "# Shelves\n" + "\n".join(f"Shelf {n}. {ITEM}" for n in range(60)) + "\n"
    of = library(*[text] * sides)

    said = answer(of, compared(of, row(of, "")))

    assert {citation.role for citation in said.citations} == {role.title for role in of.roles}
    assert len(said.text) <= LONGEST
    assert "more in that section" in said.text


def test_more_rows_than_fit_are_counted() -> None:
    """The first ones are those that differ most, so they are said in full."""
    of = library(f"# Shelves\n{ITEM}\n", f"# Shelves\n{ITEM} Twice.\n")
    rows = [row(of, f"Matter {n}") for n in range(40)]

    said = answer(of, compared(of, *rows))

    assert len(said.text) <= LONGEST
    assert "more to compare" in said.text.splitlines()[-1]


def test_a_side_that_the_documents_leave_out_is_said_to_be_left_out() -> None:
    """Silence about one role is never filled with what holds for the other."""
    of = library("# Shelves\nSort 12.\n", "# Shelves\nSort 30.\n")
    only = row(of, "Shelves a day", roles=of.roles[:1])

    text = answer(of, compared(of, only, row(of, "Dust"), topic="Duties")).text

    assert "the documents do not say anything for the Role 1." in text
    assert "Sort 30." in text


def test_a_side_without_anything_is_said_to_be_so_once() -> None:
    """However many rows the other side has."""
    of = library("# Shelves\nSort 12.\n", "# Shelves\nSort 30.\n")
    rows = [row(of, name, roles=of.roles[:1]) for name in ("Shelves", "Books", "Dust")]

    text = answer(of, compared(of, *rows, topic="Duties")).text

    assert text.count("do not say") == 1


def test_what_is_the_same_is_said_once_with_both_clauses() -> None:
    """It tells nobody apart, but it was asked about."""
    of = library("# Shelves\nSort 12.\n", "# Shelves\nSort 12.\n")

    said = answer(of, compared(of, row(of, "A day", differs=False), row(of, "Dust", differs=False)))

    assert said.text.splitlines() == [
        "The same for all of them:",
        "• A day: Sort 12. [1] [2]",
        "• Dust: Sort 12. [1] [2]",
    ]


def test_in_brief_what_is_left_out_is_counted() -> None:
    """Rows of a topic, and parts of a cell; what is the same is left out altogether."""
    of = library("# Shelves\n" + f"{ITEM}\n" * 9, "# Shelves\nSort 30.\n")
    rows = [row(of, f"Matter {n}", differs=n < 8) for n in range(10)]

    (topic,) = in_brief(compared(of, *rows)).topics

    assert len(topic.rows) + topic.more == 10
    assert all(each.differs for each in topic.rows)
    assert [len(cell.parts) + cell.more for cell in topic.rows[0].cells] == [9, 1]


def test_nothing_to_compare_says_nothing() -> None:
    """Whoever drafts then says that the documents are silent."""
    assert side_by_side(Comparison((), ())) == ()
