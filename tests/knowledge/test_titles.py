"""A role's title is known by how it is built, whatever the organisation calls its roles."""

from __future__ import annotations

import pytest

from knowledge.titles import (
    are_parts,
    bare,
    family_of,
    find_title,
    heading_title,
    is_body,
    level_of,
    singular,
    whole_title,
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Harbour Pilot", "Harbour Pilot"),
        ("3. Harbour Pilot", "Harbour Pilot"),
        ("Harbour Pilot – Job Description", "Harbour Pilot"),
        ("Harbour Pilot: duties and pay", "Harbour Pilot"),
        ("HARBOUR PILOT", "Harbour Pilot"),
        ("Head of Cold Storage", "Head of Cold Storage"),
        ("The Night Manager", "Night Manager"),
        ("Teaching Assistant (Year 4)", "Teaching Assistant"),
        ("Audit Committee", "Audit Committee"),
        ("E3 – Ferry Engineer", "Ferry Engineer"),
        ("Nurses", "Nurses"),
        ("Housekeeping Supervisor", "Housekeeping Supervisor"),
        ("Lettings and Billing Officer", "Lettings and Billing Officer"),
        ("Steering Committee", "Steering Committee"),
        ("Role profile: Night Manager", "Night Manager"),
        ("Technician, Faculty of Science", "Technician"),
        (
            "Chair of the Audit and Standards Committee",
            "Chair of the Audit and Standards Committee",
        ),
        ("Members of the Board", "Members of the Board"),
        ("Curator of Animals", "Curator of Animals"),
        ("KEEPER OF RECORDS", "Keeper of Records"),
        ("2. The Registrar of Births and Deaths", "Registrar of Births and Deaths"),
        ("Assistant Curator of Mammals", "Assistant Curator of Mammals"),
        ("CFO", "CFO"),
        ("Night Manager, The Harbour Courier", "Night Manager"),
        ("Night Manager · L2", "Night Manager"),
    ],
)
def test_a_heading_that_is_a_title_is_known(text: str, title: str) -> None:
    """Numbering, grade codes, remarks and the words of the genre do not belong to the title."""
    assert heading_title(text) == title


@pytest.mark.parametrize(
    "text",
    [
        "Key Responsibilities",
        "Designer of the Year",
        "Architect of Tomorrow",
        "What does the pilot do?",
        "Works with the harbour master",
        "Managing your manager",
        "Ships",
        "30-day goals",
        "Reporting to the Harbour Master",
        "All engineers",
        "Small things, every coordinator",
        "",
        "…",
    ],
)
def test_a_heading_that_only_speaks_of_roles_is_no_title(text: str) -> None:
    """A title is a noun phrase that ends in a profession or an office."""
    assert heading_title(text) == ""
    assert whole_title(text) == ""


@pytest.mark.parametrize(
    "text", ["Mentoring Engineers", "Mentoring junior engineer", "Leading Team"]
)
def test_a_heading_that_names_an_activity_is_no_title(text: str) -> None:
    """`Mentoring engineers` is a duty, although it ends in a profession."""
    assert heading_title(text) == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("What does a Harbour Pilot do?", "Harbour Pilot"),
        ("An in-depth look at the Ferry/Tug Engineer role", "Ferry/Tug Engineer"),
        ("WHAT DOES A TUG ENGINEER DO?", "TUG ENGINEER"),
        ("About the Director of Night Operations at Northquay", "Director of Night Operations"),
        ("About the Keeper of Birds at Northquay", "Keeper of Birds"),
        ("Everything about boats", ""),
    ],
)
def test_a_title_is_found_inside_a_page_s_title(text: str, title: str) -> None:
    """The fullest one that is written as a name."""
    assert find_title(text).casefold() == title.casefold()


@pytest.mark.parametrize(
    ("title", "level", "family"),
    [
        ("Senior Tug Engineer", "senior", "Tug Engineer"),
        ("Sr Tug Engineer", "senior", "Sr Tug Engineer"),
        ("Associate Pilot", "associate", "Pilot"),
        ("Tug Engineer", "", "Tug Engineer"),
        ("Tug Engineer II", "II", "Tug Engineer"),
        ("Principal", "principal", "Principal"),
        ("Shift Lead, North Quay", "", "Shift Lead, North Quay"),
        ("Senior Clerk, North Quay", "senior", "Clerk, North Quay"),
    ],
)
def test_level_and_family_are_read_from_the_title(title: str, level: str, family: str) -> None:
    """What is left without the level is the family; a lone level is a title of its own."""
    assert level_of(title) == level
    assert family_of(title) == family


def test_a_body_is_told_from_a_post() -> None:
    """A committee is not a person."""
    assert is_body("Audit Committee")
    assert not is_body("Audit Manager")
    assert not is_body("")


def test_bare_takes_off_numbering_signs_and_codes() -> None:
    """What is left is the heading as it would be said."""
    assert bare("🔑 2.1 L4: Deck Officer:") in {"Deck Officer", "L4: Deck Officer"}
    assert bare("IV. Deck Officer:") == "Deck Officer"


@pytest.mark.parametrize(
    ("title", "one"),
    [
        ("Nurses", "Nurse"),
        ("Members of the Board", "Member of the Board"),
        ("Head of Sales", "Head of Sales"),
        ("Sales", "Sales"),
        ("Audit Committee", "Audit Committee"),
    ],
)
def test_a_title_has_a_singular(title: str, one: str) -> None:
    """Its noun's, wherever it stands."""
    assert singular(title) == one


@pytest.mark.parametrize(
    "names",
    [
        ["Decision", "Driver", "Approver", "Contributors", "Informed"],
        ["Task", "Responsible", "Accountable"],
    ],
)
def test_parts_in_a_decision_are_told_by_standing_together(names: list[str]) -> None:
    """They are no titles then."""
    assert are_parts(names)


@pytest.mark.parametrize(
    "names", [["Contributor", "Reviewer", "Approver", "Maintainer"], ["Train", "Driver", "Guard"]]
)
def test_a_word_for_a_part_may_be_a_title(names: list[str]) -> None:
    """Where no scheme is made of it."""
    assert not are_parts(names)
