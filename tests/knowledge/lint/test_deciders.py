"""A decision has one decider: rows of matrices with two, with none, and nameless approvals."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.lint.model import Check, Severity
from tests.knowledge.lint.builders import checked, found, quotes

RACI = """# Decision matrix (RACI)

| Decision | Harbour Master | Pilot Manager | Dock Engineer |
|---|---|---|---|
| Close the harbour in a storm | A | C | I |
| Choose the tug company | C | A/R | I |
| Repair of the lock gates | I | C | A |
{row}
"""


def test_two_accountable_in_a_row_are_an_error(tmp_path: Path) -> None:
    """RACI wants one A in each row: with two, nobody knows who has the last word."""
    row = "| Hire seasonal pilots | A | A/R | I |"

    (problem,) = checked(tmp_path, {"raci.md": RACI.format(row=row)})

    assert problem.check is Check.TWO_DECIDERS
    assert problem.severity is Severity.ERROR
    assert "Harbour Master and Pilot Manager" in problem.message
    assert quotes(problem) == ["Hire seasonal pilots | A | A/R | I"]


def test_two_who_decide_jointly_are_fine(tmp_path: Path) -> None:
    """The row says itself that both are meant."""
    row = "| Hire pilots for the season, jointly | A | A | I |"

    assert checked(tmp_path, {"raci.md": RACI.format(row=row)}) == ()


@pytest.mark.parametrize("cells", ["R | C | I", "C | tbc | I", "? | C | ", "tbc | | "])
def test_a_row_that_names_no_decider_is_an_error(tmp_path: Path, cells: str) -> None:
    """Where all other rows of a matrix have a decider, a row without one was forgotten."""
    row = f"| Hire seasonal pilots | {cells} |"

    (problem,) = checked(tmp_path, {"raci.md": RACI.format(row=row)})

    assert problem.check is Check.NO_DECIDER
    assert problem.severity is Severity.ERROR
    assert "Hire seasonal pilots" in problem.message


def test_an_empty_approver_is_an_error(tmp_path: Path) -> None:
    """Names in the cells are read as letters are."""
    text = """# Who decides (DACI)

| Decision | Driver | Approver | Contributors |
|---|---|---|---|
| Opening hours | Shop Manager | Area Manager | Cashier |
| Window display | Shop Manager | Shop Manager | Cashier |
| Summer sale | Shop Manager | | Cashier |
| Opening a new till | Cashier | Shop Manager | |
"""
    (problem,) = checked(tmp_path, {"daci.md": text})

    assert problem.check is Check.NO_DECIDER
    assert "Summer sale" in problem.message


def test_a_row_with_a_limit_and_no_name_is_an_error(tmp_path: Path) -> None:
    """A row that only heads those below it has nothing but a name."""
    text = """# Authority

| Decision | Limit | Approver |
|---|---|---|
| MONEY | | |
| Purchases | up to €500 | Shop Manager |
| Refunds | up to €50 | Cashier |
| Leases | up to €900 | |
| PEOPLE | | |
| Overtime | up to 5 hours | Shop Manager |
"""
    (problem,) = checked(tmp_path, {"authority.md": text})

    assert problem.check is Check.NO_DECIDER
    assert "Leases" in problem.message


@pytest.mark.parametrize(("note", "fine"), [("See the charter", True), ("Each spring", False)])
def test_a_row_may_say_where_its_decision_is_told(tmp_path: Path, note: str, *, fine: bool) -> None:
    """A note that sends the reader elsewhere is an answer, any other is none."""
    text = f"""# Decision matrix (RACI)

| Decision | Harbour Master | Pilot Manager | Dock Engineer | Notes |
|---|---|---|---|---|
| Close the harbour in a storm | A | C | I | |
| Choose the tug company | C | A/R | I | |
| Repair of the lock gates | I | C | A | |
| Hire seasonal pilots | R | C | I | {note} |
"""
    assert (checked(tmp_path, {"raci.md": text}) == ()) is fine


def test_what_another_document_decides_is_decided(tmp_path: Path) -> None:
    """A matrix may leave to a charter what the charter settles."""
    row = "| Hire seasonal pilots | R | C | I |"
    charter = "# Board of Trustees\n\nThe Board of Trustees decides to hire seasonal pilots.\n"

    problems = checked(tmp_path, {"raci.md": RACI.format(row=row), "charter.md": charter})

    assert not found(problems, Check.NO_DECIDER)


def test_a_row_that_says_why_nobody_decides_is_fine(tmp_path: Path) -> None:
    """`Not delegated` is an answer."""
    text = """# Delegation of authority

| Decision | Team Lead | Area Manager | Remarks |
|---|---|---|---|
| Travel | Decides | Decides | |
| Training | Proposes | Decides | |
| Overtime | – | Decides | |
| Waiving a safety rule | – | – | Not delegated to anybody in the company |
"""
    assert checked(tmp_path, {"delegation.md": text}) == ()


def test_roles_that_each_decide_in_words_are_fine(tmp_path: Path) -> None:
    """A delegation of authority may let several roles decide, each in its own work."""
    text = """# Delegation of authority

| Decision | Team Lead | Area Manager | Director of Sales |
|---|---|---|---|
| Swaps of shifts | Decides | Decides | – |
| Training courses | Proposes | Decides | Decides |
| New branches | – | Proposes | Decides |
"""
    assert checked(tmp_path, {"delegation.md": text}) == ()


def test_a_table_that_is_no_matrix_needs_no_decider(tmp_path: Path) -> None:
    """Ladders say in sentences what a level does; nobody has to decide in every row."""
    text = """# Engineering ladder

| Topic | Junior Engineer | Senior Engineer |
|---|---|---|
| Design | Follows the design of the team | Decides the design of a feature alone |
| Releases | May release with a buddy watching | May release own changes at any time |
| Spending | Asks before buying anything | May spend up to 200 EUR a year |
| Mentoring | Is mentored by a senior | Mentors one junior at a time |
"""
    assert checked(tmp_path, {"ladder.md": text}) == ()


def test_approvals_without_an_approver_are_one_warning_a_section(tmp_path: Path) -> None:
    """Readers ask whom to ask; a list of ten such items is one problem, not ten."""
    text = """# Lab Technician

## Requires approval

- Buying a new microscope
- Lending instruments to other labs

## Requires approval by the Lab Director

- Hiring a student assistant
"""
    (problem,) = checked(tmp_path, {"technician.md": text})

    assert problem.check is Check.NO_APPROVER
    assert problem.severity is Severity.WARNING
    assert quotes(problem) == ["Buying a new microscope", "Lending instruments to other labs"]
