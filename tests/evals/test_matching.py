"""When two wordings count as the same."""

from __future__ import annotations

import pytest

from evals.matching import contains, heading, normalise, overlap


def test_words_are_compared_without_case_punctuation_and_foreign_characters() -> None:
    """Documents, cases and answers each spell dashes and quotes in their own way."""
    assert normalise("  The company’s\n“Weekly”  Yield… ") == "the companys weekly yield"
    assert normalise("companyโs") == normalise("company's")
    assert not normalise("— … ✓")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("reach 90% by June", "90 %"),
        ("4โ12 runs a week", "4–12"),
        ("4–12 runs a week", "12 runs"),
        ("the 90-day goals", "90"),
        ("up to €8,000", "€8000"),
        ("rated 4.2/5.", "4.2"),
        ("it takes 5. Then", "5"),
        ("outcomes—such as these", "such as"),
        ("mentoring two people", "mentor"),
        ("they co-operate", "cooperate"),
        ("ask HR first", "HR"),
        ("the KPIs", "KPI"),
    ],
)
def test_a_phrase_is_found_however_it_is_punctuated(text: str, phrase: str) -> None:
    """A right answer is not wrong for its dashes, spaces or endings."""
    assert contains(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("within 16 days", "6"),
        ("within 60 days", "6"),
        ("6,000 units", "6"),
        ("6.5 years", "6"),
        ("14%", "1.4%"),
        ("4.2", "2"),
        ("through three gates", "HR"),
        ("unsupervised", "supervised"),
        ("anything", "…"),
        ("", "x"),
    ],
)
def test_a_part_of_another_figure_or_word_is_not_found(text: str, phrase: str) -> None:
    """Siblings differ by figures: 6 must not be read out of 16, nor HR out of `through`."""
    assert not contains(text, phrase)


def test_quotes_overlap_when_one_contains_the_other_or_most_words_are_shared() -> None:
    """60% of the shorter one's words, and at least four of them, in whatever order."""
    gold = "Reports the weekly yield to the plant manager"
    assert overlap("He reports the weekly yield to the plant manager on Fridays.", gold)
    assert overlap("weekly yield", gold)
    assert overlap("To the plant manager: the yield figures, weekly", gold)
    assert not overlap("Reports the accidents to the safety committee at once", gold)
    assert not overlap("Weekly manager talks", gold)
    assert not overlap("", gold)


@pytest.mark.parametrize("text", ["13) Tools:", "Tools", "1. Tools", "4.2 TOOLS", "IV. Tools"])
def test_a_heading_is_the_same_with_and_without_its_numbering(text: str) -> None:
    """Numbers and colons are how a heading is set, not what it says."""
    assert heading(text) == "tools"


def test_a_figure_that_a_heading_is_about_is_no_numbering() -> None:
    """`30 days` and `60 days` are two headings."""
    assert heading("30 days") != heading("60 days")
    assert heading("2026.") == "2026"
