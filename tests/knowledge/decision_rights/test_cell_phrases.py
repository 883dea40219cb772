"""Short phrases in the cells of a table say who may what, in any layout and format."""

from __future__ import annotations

import pytest

from tests.knowledge.decision_rights.builders import RightsIn, of, only, told

ROLES = "# {0}\n\n## Duties\n\nThe {0} works at the lock.\n"
OTHERS = ("Lock Keeper", "Ferry Pilot", "Crane Driver")


def documents(*rows: tuple[str, str, str, str]) -> dict[str, str]:
    """Three roles' documents, and a table with a column for each role."""
    lines = ["| Matter | Lock Keeper | Ferry Pilot | Crane Driver |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    table = "# Who signs\n\n## Money and men\n\n" + "\n".join(lines) + "\n"
    return {f"{name}.md": ROLES.format(name) for name in OTHERS} | {"signs.md": table}


@pytest.mark.parametrize(
    ("cell", "level", "approver"),
    [
        ("decides alone", "independent", ""),
        ("alone", "independent", ""),
        ("sends it alone", "independent", ""),
        ("on your own", "independent", ""),
        ("at own discretion", "independent", ""),
        ("own choice after the log check", "independent", ""),
        ("decides alone and tells the Port Director", "independent", ""),
        ("asks the Port Director", "manager_approval", "Port Director"),
        ("may ask the Head of Ropes and Buoys", "manager_approval", "Head of Ropes and Buoys"),
        ("Port Director approves", "manager_approval", "Port Director"),
        ("Survey Officer must approve", "manager_approval", "Survey Officer"),
        ("News Editor agrees first", "manager_approval", "News Editor"),
        ("subject to the approval of the Port Director", "manager_approval", "Port Director"),
        ("with the Port Director's consent", "manager_approval", "Port Director"),
        ("one, if the Port Director agrees", "manager_approval", "Port Director"),
        ("decides, with the Port Director's agreement", "manager_approval", "Port Director"),
        ("together with the crew of the day", "team_approval", "crew of the day"),
        ("agreed by all keepers on watch", "team_approval", "keepers"),
        ("a second keeper countersigns", "team_approval", "second keeper"),
        ("suggests, Port Board decides", "recommend_only", "Port Board"),
        ("proposes; the Port Director decides", "recommend_only", "Port Director"),
        ("recommends to the Port Director", "recommend_only", "Port Director"),
        ("sits in and gives a view; the Port Director chooses", "recommend_only",
         "Port Director"),
        ("drafts only; Port Director signs", "recommend_only", "Port Director"),
        ("not at all", "not_authorized", ""),
        ("no part in it", "not_authorized", ""),
        ("not permitted", "not_authorized", "Ferry Pilot"),
        ("shall not hire", "not_authorized", ""),
        ("never; the Port Director signs", "not_authorized", "Port Director"),
        ("no, Legal signs", "not_authorized", "Legal"),
        ("Port Director decides", "not_authorized", "Port Director"),
    ],
)  # fmt: skip
def test_a_cell_s_phrase_is_a_right_of_its_column_s_role(
    rights_in: RightsIn, cell: str, level: str, approver: str
) -> None:
    """What is decided is the row's name, and nothing of the phrase."""
    rights = rights_in(documents(("Hiring a boat", cell, "alone", "not at all")))

    right = only(rights, "Lock Keeper", "Hiring a boat")
    assert (right.level.value, right.approver) == (level, approver)
    assert right.action == "Hiring a boat"


def test_amounts_are_rights_where_the_table_is_about_deciding(rights_in: RightsIn) -> None:
    """Alone up to there, and whose it is above, in whatever unit."""
    rights = rights_in(documents(
        ("Goodwill", "up to €20 on your own", "alone up to €60",
         "up to €250; above that the Port Director"),
        ("Marking down ropes", "not at all", "up to 40% off",
         "up to 70% off; deeper cuts need the Port Director"),
        ("Overtime", "not at all", "Port Director approves", "up to 60 hours a month"),
    ))  # fmt: skip

    limits = {
        (right.holder, right.action): right.limit
        for right in rights
        if right.level == "independent" and right.role
    }
    tops = {key: (limit.up_to, limit.unit) for key, limit in limits.items() if limit}
    assert tops == {
        ("Lock Keeper", "Goodwill"): (20, "EUR"),
        ("Ferry Pilot", "Goodwill"): (60, "EUR"),
        ("Crane Driver", "Goodwill"): (250, "EUR"),
        ("Ferry Pilot", "Marking down ropes"): (40, "%"),
        ("Crane Driver", "Marking down ropes"): (70, "%"),
        ("Crane Driver", "Overtime"): (60, "hour"),
    }
    above = [r for r in of(rights, "Crane Driver", "marking") if r.level == "manager_approval"]
    assert [(r.approver, r.limit and r.limit.over) for r in above] == [("Port Director", 70)]


def test_a_ladder_s_facts_are_no_rights(rights_in: RightsIn) -> None:
    """Amounts, blanks, `yes` and plain work tell nothing of deciding by themselves."""
    rights = rights_in(documents(
        ("Holiday", "up to 25 days", "up to 28 days", "up to 30 days"),
        ("On call", "no", "yes", "yes"),
        ("Works", "with guidance", "independently", "independently"),
        ("Salary", "£20,000", "£30,000", "£40,000"),
    ))  # fmt: skip

    assert not [right for right in rights if right.level == "independent"]


def test_the_own_word_of_a_column_s_role_stands_in_any_wide_table(rights_in: RightsIn) -> None:
    """Cells that name somebody else beside plain ones, in a comma-separated table."""
    table = (
        "What goes out,Lock Keeper,Ferry Pilot,Crane Driver\n"
        "A sketch,alone,alone,alone\n"
        "A chart,Ferry Pilot must approve,alone,not permitted\n"
    )
    rights = rights_in({f"{n}.md": ROLES.format(n) for n in OTHERS} | {"out.csv": table})

    chart = of(rights, "Lock Keeper", "chart")
    assert {told(right)[::2] for right in chart} == {("manager_approval", "Ferry Pilot")}
    assert only(rights, "Crane Driver", "chart").level == "not_authorized"


@pytest.mark.parametrize("area", ["", "Money,"])
def test_limits_in_columns_named_after_their_holders(rights_in: RightsIn, area: str) -> None:
    """`Keeper decides up to` is the keeper's column; one keeper does not stand above another."""
    columns = "Matter,Lock Supervisor decides up to,Ferry Supervisor decides up to,Above that"
    table = (
        f"{'Area,' if area else ''}{columns}\n"
        f"{area}Repairs,EUR 6 000,EUR 8 000,Port Director\n"
        f"{area}Guests,proposal only,EUR 500,Port Director\n"
    )
    names = ("Lock Supervisor", "Ferry Supervisor")
    rights = rights_in({f"{n}.md": ROLES.format(n) for n in names} | {"limits.csv": table})

    own, needs = of(rights, "Lock Supervisor", "repairs")
    assert (own.level, own.limit and own.limit.up_to) == ("independent", 6000)
    assert (needs.approver, needs.limit and needs.limit.over) == ("Port Director", 6000)
    assert only(rights, "Lock Supervisor", "guests").level == "recommend_only"


def test_a_row_for_each_post_and_a_column_for_each_matter(rights_in: RightsIn) -> None:
    """The column's name is what is decided, also where it says what needs no authority."""
    table = (
        "# Limits\n\n## Travel\n\n| Post | Day trip | Night away |\n|---|---|---|\n"
        "| Lock Keeper | at own discretion | subject to the approval of the Port Director |\n"
        "| Ferry Pilot | not permitted | not permitted |\n\n## Orders\n\n"
        "| Post | Single order without further authority | Beyond that sum |\n|---|---|---|\n"
        "| Lock Keeper | £750 | Head of Locks MUST approve |\n"
    )
    rights = rights_in({f"{n}.md": ROLES.format(n) for n in OTHERS} | {"limits.md": table})

    assert only(rights, "Lock Keeper", "day trip").level == "independent"
    assert told(only(rights, "Lock Keeper", "night"))[::2] == ("manager_approval", "Port Director")
    own, needs = of(rights, "Lock Keeper", "single order")
    assert (own.limit and own.limit.up_to, needs.approver) == (750, "Head of Locks")
