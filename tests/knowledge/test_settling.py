"""Which role a text speaks of is settled from the words as people type them, or left open."""

from __future__ import annotations

import pytest

from knowledge.settling import LITERAL, SHORTENED, Catalogue
from tests.knowledge.catalogues import LADDER, RESEARCH, STATION, role, settled

HARBOUR = Catalogue(
    [
        role("Harbour Pilot"),
        role("Chief Harbour Pilot", "Pilot Boss"),
        role("Junior Tug Engineer"),
        role("Senior Tug Engineer"),
        role("Night Operations Manager", "NOM"),
        role("Technical Steering Committee", "TSC"),
    ]
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("what does a machine learning researcher do", "machine-learning-researcher"),
        ("AI/ML Researcher tools?", "ai-ml-researcher"),
        ("research scientist kpis", "research-scientist"),
        ("goals of the Associate Research Scientist", "associate-research-scientist"),
        ("SENIOR AI RESEARCH SCIENTIST", "senior-ai-research-scientist"),
    ],
)
def test_a_full_title_means_its_role_and_no_other(text: str, meant: str) -> None:
    """A shorter title inside a longer one means nobody else."""
    assert settled(text) == [[meant]]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("what are ARS tools", "associate-research-scientist"),
        ("rs kpis", "research-scientist"),
        ("sr ai rs decision rights", "senior-ai-research-scientist"),
        ("sr. ai research scientist", "senior-ai-research-scientist"),
        ("SAIRS scorecard", "senior-ai-research-scientist"),
        ("assoc research scientist", "associate-research-scientist"),
        ("mlr duties", "machine-learning-researcher"),
        ("the ai researcher", "ai-ml-researcher"),
    ],
)
def test_abbreviations_and_short_forms_mean_their_role(text: str, meant: str) -> None:
    """Initials of the title, or of its end, and the usual short words."""
    assert settled(text) == [[meant]]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("reserch scientist skills", "research-scientist"),
        ("asociate reserch scientst goals", "associate-research-scientist"),
        ("machine learing researcher duties", "machine-learning-researcher"),
        ("senoir ai research scientist", "senior-ai-research-scientist"),
    ],
)
def test_slips_of_the_keyboard_are_forgiven(text: str, meant: str) -> None:
    """One letter in a word of five, two in a longer one."""
    assert settled(text) == [[meant]]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("as a senior can i approve spend?", "senior-ai-research-scientist"),
        ("as an associate, can i publish", "associate-research-scientist"),
        ("who mentors associates", "associate-research-scientist"),
        ("the senior's budget", "senior-ai-research-scientist"),
    ],
)
def test_a_level_alone_means_the_one_role_of_that_level(text: str, meant: str) -> None:
    """Where the library has only one such role."""
    assert settled(text) == [[meant]]


@pytest.mark.parametrize(
    ("text", "catalogue", "choices"),
    [
        ("researcher skills", RESEARCH, {"machine-learning-researcher", "ai-ml-researcher"}),
        (
            "scientist kpis",
            RESEARCH,
            {"associate-research-scientist", "research-scientist", "senior-ai-research-scientist"},
        ),
        ("tug engineer duties", HARBOUR, {"junior-tug-engineer", "senior-tug-engineer"}),
    ],
)
def test_a_name_that_fits_several_roles_leaves_the_choice(
    text: str, catalogue: Catalogue, choices: set[str]
) -> None:
    """Nobody is guessed: all that the words fit are given."""
    (only,) = settled(text, catalogue)
    assert set(only) == choices


@pytest.mark.parametrize(
    "text",
    [
        "the research scientist's tools",
        "the research scientist’s tools",
        "do research scientists need a phd",
        "research scientists' goals",
    ],
)
def test_possessives_and_plurals_mean_the_role(text: str) -> None:
    """However it is inflected."""
    assert settled(text) == [["research-scientist"]]


@pytest.mark.parametrize(
    "text",
    [
        "how do i become a research scientist",
        "as an associate, how do i get promoted to research scientist",
        "what is needed to move up to research scientist",
        "steps to progress to a research scientist",
    ],
)
def test_a_role_that_somebody_wants_to_reach_is_marked_as_target(text: str) -> None:
    """The answer may stand in the document of the role that they leave."""
    targets = [m.target for m in RESEARCH.mentions(text).named]
    assert targets[-1]
    assert not any(targets[:-1])


@pytest.mark.parametrize(
    "text",
    [
        "who is my line manager",
        "does good data lead to better results",
        "the hiring manager asked me",
        "what do i do every day",
        "it is as it was",
        "",
        "🙂",
    ],
)
@pytest.mark.parametrize("catalogue", [RESEARCH, HARBOUR])
def test_words_in_their_ordinary_sense_name_no_role(text: str, catalogue: Catalogue) -> None:
    """`lead to`, `line manager` and small words are prose."""
    mentions = catalogue.mentions(text)
    assert mentions.named == ()
    assert mentions.unknown == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("rs vs ars", [["research-scientist"], ["associate-research-scientist"]]),
        ("RS/ARS", [["research-scientist"], ["associate-research-scientist"]]),
        (
            "difference between associate & senior",
            [["associate-research-scientist"], ["senior-ai-research-scientist"]],
        ),
        (
            "research scientist and senior ai research scientist compared",
            [["research-scientist"], ["senior-ai-research-scientist"]],
        ),
    ],
)
def test_several_names_are_found_in_their_order(text: str, meant: list[list[str]]) -> None:
    """For questions that compare."""
    assert settled(text) == meant


def test_the_rest_is_the_text_without_the_names() -> None:
    """What is asked about the role, for the search."""
    assert RESEARCH.mentions("kpis of the research scientist please").rest == "kpis of the please"


def test_a_mention_says_where_it_stands_and_how_literal_it_is() -> None:
    """A title is more literal than its abbreviation."""
    text = "is the Harbour Pilot above the chp"
    title, short = HARBOUR.mentions(text).named
    assert text[title.start : title.end] == "Harbour Pilot"
    assert (title.strength, short.strength) == (LITERAL, SHORTENED)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("pilot boss", "chief-harbour-pilot"),
        ("NOM", "night-operations-manager"),
        ("the tsc", "technical-steering-committee"),
        ("night manager", "night-operations-manager"),
    ],
)
def test_aliases_and_parts_of_a_title_mean_the_role(name: str, meant: str) -> None:
    """What the documents call it, and what people make of it."""
    assert settled(f"what does {name} decide", HARBOUR) == [[meant]]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("harbour-pilot", "Harbour Pilot"),
        ("HARBOUR PILOT", "Harbour Pilot"),
        ("nom", "Night Operations Manager"),
        ("tug engineer", None),
        ("baker", None),
        ("", None),
    ],
)
def test_one_role_is_looked_up_by_id_title_or_name(name: str, meant: str | None) -> None:
    """A name that leaves a choice, or means nobody, gives none."""
    found = HARBOUR.named(name)
    assert (found.title if found else None) == meant


def test_a_catalogue_without_roles_knows_nobody() -> None:
    """An empty library is no error."""
    assert Catalogue([]).mentions("what does the pilot do").named == ()


@pytest.mark.parametrize(
    "text", ["as an engineer, I order books", "as an engineer I can order books, right?"]
)
def test_the_asker_is_no_grade(text: str) -> None:
    """`I` is somebody more often than the first step of a ladder."""
    (only,) = settled(text, LADDER)
    assert len(only) > 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("what does the audit committee chair sign", [["chair-of-the-audit-committee"]]),
        ("may the committee chair vote", [["chair-of-the-audit-committee"]]),
        ("may the chair call a vote", [["chair-of-the-audit-committee"]]),
        ("what is the committee for", []),
        ("how often do i visit a C-rated place", []),
    ],
)
def test_the_chair_of_a_body_is_not_the_body(text: str, meant: list[list[str]]) -> None:
    """The post is named by its head, before or after what it is the head of."""
    assert settled(text, Catalogue([role("Chair of the Audit Committee")])) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("can the PM order spares", [["plant-manager"]]),
        ("what closes at 5 pm", []),
        ("ch ii limit", [["claims-handler-ii"]]),
    ],
)
def test_initials_mean_a_role_where_they_are_no_time_of_the_day(
    text: str, meant: list[list[str]]
) -> None:
    """`PM` is whoever has these initials."""
    assert settled(text, STATION) == meant


def test_initials_of_two_roles_leave_the_choice() -> None:
    """Nobody is guessed."""
    two = Catalogue([role("Plant Manager"), role("Product Manager")])
    assert settled("what may the pm sign", two) == [["plant-manager", "product-manager"]]


def test_an_article_before_initials_is_no_part_of_them() -> None:
    """`A RS` is a research scientist, and no associate one."""
    assert settled("what does a RS do") == [["research-scientist"]]


def test_initials_of_a_whole_title_win_over_a_part_of_another() -> None:
    """An AI/ML Researcher may be called so too, where nobody is a Machine Learning Researcher."""
    assert settled("what does an ml researcher earn") == [["machine-learning-researcher"]]


@pytest.mark.parametrize(
    "text", ["what does a lead designer own", "has a senior designer a say", "was this ok"]
)
def test_everyday_words_are_nobodys_initials(text: str) -> None:
    """`Does` looks like several Directors of Engineering."""
    known = ("Director of Engineering", "Head of Administration", "Lead Designer")
    catalogue = Catalogue([role(title) for title in known])
    titles = {found.title for m in catalogue.mentions(text).named for found in m.roles}
    assert titles <= {"Lead Designer"}


def test_a_level_with_an_article_is_somebody_whatever_comes_next() -> None:
    """`An associate to waive a rule` is no office talk."""
    assert settled("is it ok for an associate to waive a rule") == [
        ["associate-research-scientist"]
    ]


@pytest.mark.parametrize(
    "name",
    ["senior wizard", "director of harbours", "Chief Cook", "harbour pilot for goats", "wizard"],
)
def test_a_name_is_a_roles_only_if_nothing_in_it_says_otherwise(name: str) -> None:
    """A word that a role shares with it is not enough."""
    assert HARBOUR.named(name) is None


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("the Harbour Pilot role", "harbour-pilot"),
        ("Harbour Pilot, Antwerp", "harbour-pilot"),
        ("Harbour Pilot (night watch)", "harbour-pilot"),
        ("TSC", "technical-steering-committee"),
        ("harbour-pilot", "harbour-pilot"),
        ("senior", "senior-tug-engineer"),
        ("chief pilot", "chief-harbour-pilot"),
    ],
)
def test_a_name_is_known_with_what_stands_apart_from_it(name: str, meant: str) -> None:
    """An article, a place, a remark; a level alone where it can be one role only."""
    role = HARBOUR.named(name)
    assert role is not None
    assert role.id == meant


def test_titles_near_a_name_are_offered() -> None:
    """Those that share most of it; none where nothing is like it."""
    assert [role.id for role in HARBOUR.near("senior wizard")] == ["senior-tug-engineer"]
    assert HARBOUR.near("astronaut") == ()


def test_a_body_s_member_is_of_that_body() -> None:
    """As people write their own role."""
    found = HARBOUR.named("Technical Steering Committee member")
    assert found is not None
    assert found.id == "technical-steering-committee"


def test_initials_that_are_a_word_are_such_in_capitals_alone() -> None:
    """`AM` beside `SM` is a role; the verb and the hour are none."""
    shop = Catalogue([role("Assistant Manager"), role("Store Manager")])

    assert settled("weekends SM versus AM", shop) == [["store-manager"], ["assistant-manager"]]
    assert settled("i am the SM", shop) == [["store-manager"]]
    assert settled("who opens at 9 AM", shop) == []
    assert settled("WHO AM I", shop) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Shift Leader, North Dairy: what are the hours", ["shift-leader-north-dairy"]),
        ("duties of the north dairy shift leader", ["shift-leader-north-dairy"]),
        ("may the shift leader for storage call a fitter", ["shift-leader-storage"]),
        ("shift leader in storage: tasks", ["shift-leader-storage"]),
        ("storage leader tasks", ["shift-leader-storage"]),
        ("what may a shift leader sign", ["shift-leader-north-dairy", "shift-leader-storage"]),
    ],
)
def test_a_role_that_differs_by_its_unit_is_named_with_it(text: str, meant: list[str]) -> None:
    """Before or after the title; without it, the choice is left."""
    dairy = [role("Shift Leader, North Dairy"), role("Shift Leader, Storage"), role("Milk Tester")]
    assert settled(text, Catalogue(dairy)) == [meant]
