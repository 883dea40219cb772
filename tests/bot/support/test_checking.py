"""The grounding check: what passages support, what they contradict, and what they do not have."""

from __future__ import annotations

import pytest

from bot.support.checking import Checker, load
from knowledge.embedding import MiniLM

PASSAGES = (
    "A Harbour Pilot needs the Port Captain's approval before entering at night.",
    "Pilots must complete 12 supervised entries within 6 months, and report each one.",
    "The Harbour Pilot may refuse a vessel without giving a reason.",
    "All logbooks are kept for three years; some charts are replaced monthly.",
)


@pytest.fixture(scope="module")
def check() -> Checker:
    """The check as it ships."""
    return Checker(MiniLM(), load())


@pytest.mark.parametrize(
    "sentence",
    [
        "A Harbour Pilot may refuse a vessel without giving a reason.",
        "Pilots must complete 12 supervised entries within 6 months.",
        "- Logbooks are kept for 3 years [4].",
        "According to passage 2, pilots must report each supervised entry.",
        "Pilots must finish 12 supervised entries within 6 months, and report each one.",
    ],
)
def test_what_a_passage_says_is_supported(check: Checker, sentence: str) -> None:
    """Also with a list's marker, a passage's number, or another word for the same."""
    found = check(sentence, PASSAGES)

    assert found.supported, found


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Pilots must complete 13 supervised entries within 6 months.", "13"),
        ("Pilots must complete 12 supervised entries within 6 weeks.", "6 week"),
        ("Pilots must complete 6 supervised entries within 12 months.", "“6”"),
        ("Pilots may complete 12 supervised entries within 6 months.", "may"),
        ("Pilots must not complete 12 supervised entries within 6 months.", "not"),
        ("The Harbour Pilot may refuse a vessel with giving a reason.", "without"),
        ("Some logbooks are kept for three years.", "some"),
        (
            "A Harbour Pilot needs the Port Captain's approval after entering at night.",
            "after",
        ),
        (
            "A Senior Harbour Pilot needs the Port Captain's approval before entering at night.",
            "senior",
        ),
        (
            "A Harbour Pilot needs the Port Director's approval before entering at night.",
            "director",
        ),
        ("The Harbour Pilot may refuse a sandwich without giving a reason.", "sandwich"),
    ],
)
def test_what_is_changed_is_found_and_named(check: Checker, sentence: str, reason: str) -> None:
    """One word makes a sentence false: the reason names it."""
    found = check(sentence, PASSAGES)

    assert not found.supported
    assert reason in found.reason


def test_what_no_passage_speaks_of_is_not_supported(check: Checker) -> None:
    """The reason names words that no passage has."""
    found = check("The canteen serves breakfast to visitors from seven.", PASSAGES)

    assert not found.supported
    assert found.score < 0.2
    assert "canteen" in found.reason


@pytest.mark.parametrize(("sentence", "passages"), [("", PASSAGES), ("42", PASSAGES)])
def test_what_states_nothing_is_not_supported(
    check: Checker, sentence: str, passages: tuple[str, ...]
) -> None:
    """Unsupported, and never a division by nothing."""
    found = check(sentence, passages)

    assert not found.supported
    assert found.score == 0


def test_without_passages_nothing_is_supported(check: Checker) -> None:
    """Silence supports nothing."""
    found = check("A Harbour Pilot may refuse a vessel.", ("", "  "))

    assert not found.supported
    assert found.score == 0


def test_several_sentences_are_as_well_supported_as_the_weakest(check: Checker) -> None:
    """One invention among true sentences is an invention."""
    true = "The Harbour Pilot may refuse a vessel without giving a reason."
    both = f"{true}\n{true} Pilots receive a company car and free parking."

    found = check(both, PASSAGES)

    assert not found.supported
    assert found.score < check(true, PASSAGES).score


def test_a_sentence_that_one_passage_contradicts_may_stand_in_another(check: Checker) -> None:
    """A clash with a near sentence is none if another says just this."""
    passages = (*PASSAGES, "Pilots may complete 12 supervised entries within 6 months on request.")

    assert check("Pilots may complete 12 supervised entries within 6 months.", passages).supported
