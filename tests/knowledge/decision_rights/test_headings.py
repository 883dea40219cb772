"""Headings, labels and leads tell the level of what stands under them."""

from __future__ import annotations

import pytest

from knowledge.decision_rights.headings import AREA, told_by
from tests.knowledge.decision_rights.builders import RightsIn, of, only, told


@pytest.mark.parametrize(
    ("heading", "level", "approver"),
    [
        ("Can decide independently (expected autonomy)", "independent", ""),
        ("What you decide alone", "independent", ""),
        ("On shift, without asking anybody", "independent", ""),
        ("No approval needed", "independent", ""),
        ("You call the shots on", "independent", ""),
        ("Trusted to get on with", "independent", ""),
        ("Only once the Head Keeper has said yes", "manager_approval", "Head Keeper"),
        ("You need a nod", "manager_approval", ""),
        ("Hands off", "not_authorized", ""),
        ("Decides with the Director", "manager_approval", "Director"),
        ("Requires team approval or senior review", "team_approval", "team or senior review"),
        ("Decisions requiring team approval (ML leads)", "team_approval", "the team"),
        ("Together with others", "team_approval", "others"),
        ("Requires manager/director/executive approval", "manager_approval",
         "manager/director/executive"),
        ("Where you need your director", "manager_approval", "director"),
        ("Needs the approval of the partners' meeting", "manager_approval", "partners' meeting"),
        ("What has to go to the Chief Operating Officer", "manager_approval",
         "Chief Operating Officer"),
        ("Ask the Plant Manager (or the duty manager) first", "manager_approval", "Plant Manager"),
        ("Decisions that need the Head of Operations", "manager_approval", "Head of Operations"),
        ("Must escalate", "manager_approval", ""),
        ("ASK FIRST", "manager_approval", ""),
        ("Needs a signature first", "manager_approval", ""),
        ("What you recommend", "recommend_only", ""),
        ("May suggest, not decide", "recommend_only", ""),
        ("Not yours to decide", "not_authorized", ""),
        ("Must not", "not_authorized", ""),
        ("Not delegated", "not_authorized", ""),
    ],
)  # fmt: skip
def test_a_heading_tells_the_level_and_the_approver(
    heading: str, level: str, approver: str
) -> None:
    """The words are general English around deciding; the approver is whom the heading names."""
    found = told_by(("Decision rights", heading))

    assert found
    assert found.level == level
    assert found.approver == approver


@pytest.mark.parametrize(
    "heading",
    ["Code review", "Performance review", "Independent research", "Recommended reading",
     "Role of the manager", "Influence without authority in meetings"],
)  # fmt: skip
def test_a_heading_about_something_else_tells_nothing(heading: str) -> None:
    """A word such as `review` or `independent` is no permission by itself."""
    assert told_by(("Clerk", heading)) is None


def test_an_area_of_authority_leaves_the_level_to_its_clauses() -> None:
    """`Budget, vendor, hiring authority` holds clauses of every level."""
    assert told_by(("13) Decision rights", "Budget, vendor, hiring authority")) is AREA


def test_every_item_under_a_heading_becomes_a_right(rights_in: RightsIn) -> None:
    """A bare item is a right at its heading's level, in its own words."""
    rights = rights_in({"clerk.md": """# Records Clerk

## Decide independently

- Shelf order (within the filing plan)
- Early closing of a file

## Requires manager/director approval

- Lending originals outside the house.
- Fees: waived by the Archive Board.

## Not yours to decide

- Destroying a file. The Archive Board decides.
"""})  # fmt: skip

    shelf = only(rights, "Records Clerk", "shelf order")
    assert (told(shelf), shelf.condition) == (
        ("independent", "decides", ""),
        "within the filing plan",
    )
    assert shelf.role == "records-clerk"
    assert told(only(rights, "Records Clerk", "lending"))[::2] == (
        "manager_approval", "manager/director")  # fmt: skip
    assert told(only(rights, "Records Clerk", "destroying"))[::2] == (
        "not_authorized", "Archive Board")  # fmt: skip
    assert told(only(rights, "Archive Board", "destroying")) == ("independent", "decides", "")


def test_the_paragraph_that_opens_a_list_is_no_right(rights_in: RightsIn) -> None:
    """It speaks to the reader, not of a decision."""
    rights = rights_in({"clerk.md": """# Records Clerk

## What you decide alone

Do these and tell people afterwards.

- Shelf order
"""})  # fmt: skip

    assert [right.action for right in rights] == ["Shelf order"]


def test_areas_are_read_label_by_label(rights_in: RightsIn) -> None:
    """The label says what it is about, the words how far it goes, and who decides instead.

    Where the role may propose and somebody else decides, that is all there is to it.
    """
    rights = rights_in({"clerk.md": """# Records Clerk

## Budget, vendor, hiring, compliance authority

- Budget: Owns no budget.
- Vendors: Can recommend; procurement and platform teams decide.
- Hiring: May interview and recommend; manager owns final hiring decision.
- Delivery: Accountable for the yearly index.
- Compliance: cannot waive a rule.
- Architecture: usually a matter of taste.
"""})  # fmt: skip

    assert told(only(rights, "Records Clerk", "budget"))[0] == "not_authorized"
    assert told(only(rights, "Records Clerk", "vendors")) == (
        "recommend_only", "proposes", "procurement and platform teams")  # fmt: skip
    assert told(only(rights, "procurement and platform teams", "vendors"))[0] == "independent"
    assert told(only(rights, "Records Clerk", "hiring"))[::2] == ("recommend_only", "manager")
    assert told(only(rights, "Records Clerk", "delivery"))[0] == "independent"
    assert told(only(rights, "Records Clerk", "compliance"))[0] == "not_authorized"
    assert told(only(rights, "Records Clerk", "architecture"))[0] == "recommend_only"


def test_labels_within_a_clause_tell_the_level_too(rights_in: RightsIn) -> None:
    """`Decides alone: …` says of its own clause what a heading says of many."""
    rights = rights_in({"clerk.md": """# Records Clerk

## Decision rights

- Decides alone: shelf order.
- Needs approval: loans abroad, from the Archive Board.
- May not: lend without a signed form.
"""})  # fmt: skip

    levels = [right.level.value for right in of(rights, "Records Clerk")]
    assert levels == ["independent", "manager_approval", "not_authorized"]
    assert only(rights, "Records Clerk", "loans abroad").approver == "Archive Board"


def test_money_in_an_area_is_a_ceiling(rights_in: RightsIn) -> None:
    """`Petty cash: £40` under limits allows up to £40, `none` nothing."""
    rights = rights_in({"clerk.yaml": """title: Records Clerk
delegated authority:
  limits:
    petty cash: £40
    contracts: none
"""})  # fmt: skip

    cash, contracts = (
        of(rights, "Records Clerk", "petty")[0],
        of(rights, "Records Clerk", "contr")[0],
    )
    assert cash.limit
    assert (cash.limit.up_to, cash.limit.unit) == (40, "GBP")
    assert contracts.level == "not_authorized"


def test_the_end_of_an_enumeration_is_nobody(rights_in: RightsIn) -> None:
    """`…, or major loan requests` names a matter, not somebody who requests."""
    rights = rights_in({"clerk.md": """# Records Clerk

## Requires manager/director approval

- New shelving, longer reading hours, or major loan requests.
"""})  # fmt: skip

    right = only(rights, "Records Clerk", "new shelving")
    assert right.approver == "manager/director"
    assert {r.holder for r in rights} == {"Records Clerk"}
