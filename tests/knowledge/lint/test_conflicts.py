"""Two places about one decision agree: a role's text and the matrix, one document and another."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.lint.model import Check, Severity
from tests.knowledge.lint.builders import checked, found, quotes

MATRIX = """# Decision matrix (RACI)

| Decision | Harbour Master | Pilot Manager | Dock Engineer |
|---|---|---|---|
| Choose the tug company | A | R | I |
| Close the harbour in a storm | A | C | I |
| Repair of the lock gates | I | C | A |
"""
PILOTS = """# Pilot Manager

## {heading}

- {item}
- Roster of the pilots
"""


def test_alone_in_the_text_and_with_approval_in_the_matrix_is_an_error(tmp_path: Path) -> None:
    """Both clauses are shown, so that their owners can settle it."""
    text = PILOTS.format(heading="Decides independently", item="Choosing the tug company")

    (problem,) = checked(tmp_path, {"matrix.md": MATRIX, "pilots.md": text})

    assert problem.check is Check.CONFLICTING_RIGHTS
    assert problem.severity is Severity.ERROR
    assert "Pilot Manager" in problem.message
    assert quotes(problem) == ["Choose the tug company | A | R | I", "Choosing the tug company"]


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("Requires the Harbour Master's approval", "Choosing the tug company"),
        ("Decides independently", "Choosing the office furniture"),
        ("Decides independently", "Choosing the colours of the tug company's flags"),
        ("Responsibilities", "Prepares the choice of the tug company"),
    ],
)
def test_places_that_agree_or_speak_of_other_things_are_fine(
    tmp_path: Path, heading: str, item: str
) -> None:
    """Only the same matter can be contradicted."""
    text = PILOTS.format(heading=heading, item=item)

    assert checked(tmp_path, {"matrix.md": MATRIX, "pilots.md": text}) == ()


def test_what_holds_on_a_condition_is_a_warning(tmp_path: Path) -> None:
    """It may be an exception from the rule in the matrix."""
    item = "Choosing the tug company, if the contract is no longer than a week"
    text = PILOTS.format(heading="Decides independently", item=item)

    (problem,) = checked(tmp_path, {"matrix.md": MATRIX, "pilots.md": text})

    assert problem.check is Check.CONFLICTING_RIGHTS
    assert problem.severity is Severity.WARNING


def test_two_amounts_for_one_right_are_an_error(tmp_path: Path) -> None:
    """A limit that is raised in one document is forgotten in another."""
    files = {
        "cook.md": "# Galley Cook\n\n## Decides alone\n\n- Food orders up to €500\n",
        "limits.md": "# Limits\n\n| Decision | Limit | Approver |\n|---|---|---|\n"
        "| Food orders | up to €800 | Galley Cook |\n| Fuel orders | up to €900 | Captain |\n",
    }
    (problem,) = checked(tmp_path, files)

    assert problem.check is Check.CONFLICTING_LIMITS
    assert problem.severity is Severity.ERROR
    assert "EUR 500" in problem.message
    assert "EUR 800" in problem.message


def test_two_documents_that_name_two_deciders_are_an_error(tmp_path: Path) -> None:
    """Each says of somebody that the decision is theirs."""
    files = {
        "matrix.md": MATRIX,
        "charter.md": "# Charter\n\n## Decisions\n\n"
        "The Finance Director decides to choose the tug company.\n",
    }
    (problem,) = checked(tmp_path, files)

    assert problem.check is Check.TWO_DECIDERS
    assert problem.severity is Severity.ERROR
    assert "Harbour Master" in problem.message
    assert "Finance Director" in problem.message


def test_siblings_may_decide_the_same_each_for_themselves(tmp_path: Path) -> None:
    """`Swaps of shifts` is decided by every supervisor, of their own shift."""
    decides = "## Decides alone\n\n- Swaps of night shifts\n"
    files = {
        f"{name}.md": f"# {name.title()} Supervisor\n\n{decides}"
        for name in ("dock", "crane", "gate")
    }
    assert checked(tmp_path, files) == ()


def test_a_matrix_may_let_several_decide_what_each_document_says(tmp_path: Path) -> None:
    """The matrix names both, each text names its own role: all three agree."""
    item = "Leave of the crew"
    files = {
        "captain.md": f"# Ferry Captain\n\n## Decides independently\n\n- {item}\n",
        "matrix.csv": "Decision,Ferry Captain,Dock Manager,Board\n"
        f"{item},Decides,Decides,–\nNew routes,–,Proposes,Decides\nSwaps,Decides,Decides,–\n",
    }
    assert checked(tmp_path, files) == ()


@pytest.mark.parametrize(
    ("own", "row"),
    [
        ("Overtime of up to 20 hours a week", "Overtime of up to 5 hours a week,–,Decides,–"),
        ("Orders of fuel up to €900", "Orders of fuel up to €200,Informed,Decides,–"),
    ],
)
def test_a_matrix_that_gives_no_part_forbids_nothing(tmp_path: Path, own: str, row: str) -> None:
    """A dash leaves a role out of the row; small amounts are left to a lower role."""
    files = {
        "captain.md": f"# Ferry Captain\n\n## Decides independently\n\n- {own}\n",
        "matrix.csv": f"Decision,Ferry Captain,Dock Manager,Board\n{row}\n"
        "New routes,–,Proposes,Decides\nSwaps,Decides,Decides,–\n",
    }
    assert checked(tmp_path, files) == ()


def test_one_document_that_lists_a_thing_twice_is_an_error(tmp_path: Path) -> None:
    """The same item alone and with approval cannot be meant."""
    text = """# Galley Cook

## Can decide independently

- Menu for the crew
- Order of fresh vegetables

## Requires the Captain's approval

- Order of fresh vegetables
- Buying a new stove
"""
    (problem,) = checked(tmp_path, {"cook.md": text})

    assert problem.check is Check.CONFLICTING_RIGHTS
    assert problem.severity is Severity.ERROR
    assert quotes(problem) == ["Order of fresh vegetables"] * 2


def test_a_superseded_document_that_says_otherwise_is_a_warning(tmp_path: Path) -> None:
    """It no longer holds, so nobody is misled unless it stays where people find it."""
    text = PILOTS.format(heading="Decides independently", item="Choosing the tug company")
    old = f"Status: superseded by matrix.md\n\n{text}"

    problems = checked(tmp_path, {"matrix.md": MATRIX, "pilots.md": old})

    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert any(len(quotes(each)) == 2 for each in found(problems, Check.SUPERSEDED))
