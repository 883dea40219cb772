"""What the bot itself says."""

from __future__ import annotations

from datetime import date

import pytest

from bot import wording
from bot.model import Reason
from bot.verdict import CONFLICT
from knowledge.decision_rights.model import Level
from knowledge.standing import State


@pytest.mark.parametrize(
    ("names", "said"),
    [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")],
)
def test_names_are_listed_as_in_a_sentence(names: tuple[str, ...], said: str) -> None:
    """None, one, two, many."""
    assert wording.listed(names) == said


def test_every_reason_to_refuse_has_its_own_words() -> None:
    """So that nobody has to guess what to change."""
    assert set(wording.REFUSALS) == set(Reason)
    assert all(text.strip() for text in wording.REFUSALS.values())


@pytest.mark.parametrize("role", ["", "Baker"])
@pytest.mark.parametrize("sections", [(), ("Goals",), ("Goals", "Tools")])
@pytest.mark.parametrize("owner", ["", "Kitchen Office"])
def test_silence_says_that_the_documents_do_not_say_where_and_whom_to_ask(
    role: str, sections: tuple[str, ...], owner: str
) -> None:
    """With whatever of it is known, and no gap where something is not."""
    said = wording.silence(role, sections, owner)

    assert said.startswith("The documents do not say")
    assert all(part in said for part in (role, *sections, owner or "owner"))
    assert "  " not in said
    assert "“”" not in said


def test_an_unknown_role_is_named_as_it_was_typed_beside_those_that_are_known() -> None:
    """Also in a library of none."""
    assert "beekeeper" in wording.unknown_role("beekeeper", ("Baker", "Miller"))
    assert "Baker and Miller" in wording.unknown_role("beekeeper", ("Baker", "Miller"))
    assert wording.unknown_role("beekeeper", ()).endswith(".")


@pytest.mark.parametrize(("role", "heading"), [("", ""), ("Baker", ""), ("", "Goals"), ("B", "G")])
def test_an_announcement_ends_in_a_colon_and_names_what_is_known(role: str, heading: str) -> None:
    """It never stands empty."""
    said = wording.section_lead(role, heading)

    assert said.endswith(":")
    assert len(said) > 1
    assert role in said
    assert heading in said


@pytest.mark.parametrize("approver", ["", "Mill Manager", "manager / director", "two colleagues"])
@pytest.mark.parametrize("role", ["Baker", "Engineer", "Safety Committee", ""])
@pytest.mark.parametrize("level", [*Level, CONFLICT])
def test_every_level_has_a_sentence_and_only_a_right_alone_is_a_yes(
    level: str, role: str, approver: str
) -> None:
    """It names the role, and has no gap where somebody is not known."""
    said = wording.verdict(str(level), role, approver)

    assert said.startswith("Yes") is (level == Level.INDEPENDENT)
    assert role in said
    assert said.endswith((".", ":"))
    assert "  " not in said
    assert " ," not in said
    assert " ." not in said


@pytest.mark.parametrize(
    "level", [Level.TEAM_APPROVAL, Level.MANAGER_APPROVAL, Level.RECOMMEND_ONLY]
)
def test_a_no_that_somebody_can_turn_into_a_yes_names_them(level: Level) -> None:
    """So that the reader knows whom to ask."""
    assert "the Mill Manager" in wording.verdict(level.value, "Baker", "Mill Manager")


def test_a_condition_ends_the_sentence() -> None:
    """After a comma, before the full stop."""
    said = wording.verdict("independent", "Baker", "", "if the oven is broken")

    assert said.endswith(" alone, if the oven is broken.")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Baker", "a Baker"),
        ("Engineer", "an Engineer"),
        ("Safety Committee", "the Safety Committee"),
        ("", "somebody in this role"),
    ],
)
def test_a_role_has_the_article_that_people_give_it(title: str, said: str) -> None:
    """A committee is one; of bakers there are many."""
    assert wording.a_role(title) == said


@pytest.mark.parametrize(
    ("approver", "said"),
    [
        ("Mill Manager", "the Mill Manager"),
        ("Mill Manager / Guild", "the Mill Manager or Guild"),
        ("a manager or director", "a manager or director"),
        ("the guild", "the guild"),
        ("two colleagues", "two colleagues"),
        ("", "somebody else"),
    ],
)
def test_whose_approval_it_takes_reads_on_in_a_sentence(approver: str, said: str) -> None:
    """Several names are alternatives; nobody named is still somebody."""
    assert wording.by_whom(approver) == said


def test_a_decision_that_is_left_open_is_said_not_to_be_a_yes() -> None:
    """In so many words, with what was looked at and whom to ask."""
    said = wording.not_specified("Baker", ("Goals", "Tools"), "Kitchen Office")

    assert "do not say" in said
    assert "don’t take it as a yes" in said
    assert all(part in said for part in ("a Baker", "“Goals”", "“Tools”", "Kitchen Office"))
    assert "owner of the role documents" in wording.not_specified("Baker", (), "")
    assert "“”" not in wording.not_specified("Baker", (), "")


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("day", [None, date(2024, 3, 1)])
def test_a_document_that_may_no_longer_hold_is_named_in_a_note(
    state: State, day: date | None
) -> None:
    """With the day, where there is one and it matters."""
    said = wording.standing("Oven rules", state, day)

    assert said.startswith("Note: “Oven rules”")
    assert said.endswith(".")
    assert "None" not in said
    if day and state in {State.OVERDUE, State.UNREVIEWED}:
        assert "1 March 2024" in said


@pytest.mark.parametrize(
    ("agree", "propose", "consulted", "said"),
    [
        ((), (), (), ""),
        (("Miller",), (), (), "Miller has to agree."),
        (("Miller", "Guild"), (), (), "Miller and Guild must agree."),
        ((), ("Baker",), (), "Baker may propose."),
        ((), (), ("Porter",), "Porter is consulted."),
        (
            ("Miller",),
            ("Baker",),
            ("Porter", "Carter"),
            "Miller has to agree; Baker may propose; Porter and Carter are consulted.",
        ),
    ],
)
def test_who_else_takes_part_is_said_in_one_sentence(
    agree: tuple[str, ...], propose: tuple[str, ...], consulted: tuple[str, ...], said: str
) -> None:
    """With nobody else, nothing is said."""
    assert wording.takes_part(agree, propose, consulted) == said
