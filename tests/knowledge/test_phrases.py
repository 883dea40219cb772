"""What phrases tell is weighed together and kept in a file that people can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.phrases import Phrases, phrases

LEARNED = Phrases(("fruit", "tool"), {"appl": (2.0, -2.0), "saw #": (-1.0, 3.0)}, (0.0, 0.0))


def test_runs_of_stems_are_phrases_from_the_beginning_to_the_end() -> None:
    """Forms of a word are one, figures are all alike."""
    assert {"^ two", "appl for", "for #", "for # $"} <= phrases("Two apples for 17")


def test_the_likelihoods_of_all_kinds_are_one_together() -> None:
    """What speaks for one kind speaks against the others."""
    likely = LEARNED.likelihoods("an apple")

    assert likely["fruit"] > 0.5 > likely["tool"]
    assert sum(likely.values()) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "???", "日本語"])
def test_a_text_without_known_phrases_is_told_by_what_is_usual(text: str) -> None:
    """Nothing that is typed makes it fail."""
    assert LEARNED.likelihoods(text)["fruit"] == pytest.approx(0.5)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """One phrase a line, so that a change can be looked at."""
    LEARNED.write(tmp_path / "learned.json")
    read = Phrases.read(tmp_path / "learned.json")

    assert read.likelihoods("saw 3") == LEARNED.likelihoods("saw 3")
    assert len((tmp_path / "learned.json").read_text(encoding="utf-8").splitlines()) == 4
