"""What the bot itself says."""

from __future__ import annotations

import pytest

from bot import wording
from bot.model import Reason


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
