"""Several roles at once: all levels of a family, or a family left open."""

from __future__ import annotations

import pytest

from knowledge.settling import Catalogue
from tests.knowledge.catalogues import LADDER, STATION, role, settled


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("what can an Engineer I spend", "engineer-i"),
        ("engineer i spending", "engineer-i"),
        ("as engineer I can I order books", "engineer-i"),
        ("engineer 2 releases", "engineer-ii"),
        ("what may an E2 release", "engineer-ii"),
        ("level II spending", "engineer-ii"),
        ("as a level 2 engineer can i release", "engineer-ii"),
        ("snr engineer budget", "senior-engineer"),
        ("staff eng hiring", "staff-engineer"),
    ],
)
def test_a_step_of_a_ladder_is_known_by_its_number_or_a_short_word(text: str, meant: str) -> None:
    """Roman or not, with its level or its code."""
    assert settled(text, LADDER) == [[meant]]


def test_a_level_of_one_role_alone_is_that_role_beside_others_too() -> None:
    """`a lead` and `at associate grade`, where nobody else is one."""
    design = Catalogue(
        [role("Associate Designer"), role("Content Designer"), role("Lead Designer")]
    )
    assert settled("can a lead let an associate publish", design) == [
        ["lead-designer"],
        ["associate-designer"],
    ]
    assert settled("may i publish at associate grade", design) == [["associate-designer"]]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("how do limits differ across all levels of claims handler", "how do limits differ"),
        ("claims handler limits at all three levels", "limits at"),
        ("limits for all claims handlers", "limits for all"),
        ("compare limits for all three claims handlers", "compare limits for all three"),
        ("what is the limit at each level", "what is the limit at"),
    ],
)
def test_all_levels_mean_every_role_of_the_family_together(text: str, rest: str) -> None:
    """One mention with all of them, so that nothing has to be asked back."""
    mentions = STATION.mentions(text)
    (only,) = mentions.named
    assert only.together
    assert {found.id for found in only.roles} == {f"claims-handler-{n}" for n in ("i", "ii", "iii")}
    assert mentions.rest.startswith(rest.removesuffix(" all three").removesuffix(" all"))


@pytest.mark.parametrize(
    "text",
    [
        "does the plant manager talk to people at all levels",
        "who speaks with stakeholders across all levels",
        "limits at all four levels",
        "is it needed at all levels of the company",
    ],
)
def test_levels_of_something_else_mean_no_family(text: str) -> None:
    """Of people, of another number, or of the organisation."""
    assert not any(mention.together for mention in STATION.mentions(text).named)


def test_all_levels_of_two_families_leave_open_which() -> None:
    """Unless their number tells."""
    two = Catalogue([*LADDER.roles, *STATION.roles])
    assert two.mentions("limits at all levels").named == ()
    (only,) = two.mentions("limits at all three levels").named
    assert len(only.roles) == 3
