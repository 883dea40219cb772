"""Headings in nobody's house words tell what stands under them; ordinary headings tell nothing."""

from __future__ import annotations

import pytest

from knowledge.decision_rights.heading_kinds import Kind, kind_of
from tests.knowledge.decision_rights.builders import RightsIn, of, told


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Yours to judge", Kind.ALONE),
        ("No permission needed", Kind.ALONE),
        ("Ask before you act", Kind.MANAGER),
        ("Needs a countersignature", Kind.MANAGER),
        ("Put to the vote", Kind.TEAM),
        ("Have your say, others decide", Kind.PROPOSE),
        ("Not your call", Kind.NOT),
        ("Outside your remit", Kind.NOT),
        ("Who signs what", Kind.MIXED),
    ],
)
def test_a_heading_that_no_rule_knows_tells_the_kind(heading: str, kind: Kind) -> None:
    """There are more ways to say it than can be listed."""
    assert kind_of(heading) is kind


@pytest.mark.parametrize(
    "heading",
    ["Requirements", "What you will do", "Who you work with", "Skills", "Hours and pay", "Training",
     "Our values", "Measures and targets", "Tools you use", "How to apply", "", "§ 4"],
)  # fmt: skip
def test_an_ordinary_heading_tells_nothing(heading: str) -> None:
    """What is listed there is no right."""
    assert kind_of(heading) is Kind.OTHER


def test_bare_items_under_such_headings_are_rights(rights_in: RightsIn) -> None:
    """A cook may do what is hers to judge, and nothing that is not her call."""
    rights = rights_in({"cook.md": """# Cook

## Yours to judge

- Swapping a vegetable on the day's menu.

## Not your call

- The price of a dish.

## Skills

- Making stock without asking for help.
"""})  # fmt: skip

    assert told(of(rights, "Cook", "swapping")[0])[0] == "independent"
    assert told(of(rights, "Cook", "price")[0])[0] == "not_authorized"
    assert not of(rights, "Cook", "stock")
