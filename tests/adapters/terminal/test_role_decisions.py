"""`remit role NAME decisions`: what a role may decide, and what not, with the place."""

from __future__ import annotations

import pytest

from tests.adapters.terminal.builders import Run


def test_a_role_s_rights_stand_under_their_level_and_their_place(run: Run) -> None:
    """The reader sees how far a right goes first, and where it is written next."""
    lines = run("role", "Harbour Keeper", "decisions").stdout.splitlines()

    assert lines == [
        "Harbour Keeper",
        "",
        "Decides alone",
        "  keeper.md › Harbour Keeper › Decision rights",
        "    • close the harbour in a storm",
    ]


def test_a_role_without_rights_is_said_in_one_sentence(run: Run) -> None:
    """An empty list would look like an answer."""
    result = run("role", "Sea Pilot", "decisions")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Sea Pilot" in result.stderr


def test_a_document_s_rights_say_whose_they_are(run: Run) -> None:
    """By a document's path, every holder that it speaks of is listed."""
    result = run("role", "keeper.md", "decisions")

    assert "• Harbour Keeper: close the harbour in a storm" in result.stdout


def test_no_color_leaves_plain_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours are dropped where they are not wanted, and nothing else changes."""
    coloured = run("role", "Harbour Keeper", "decisions", color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    plain = run("role", "Harbour Keeper", "decisions", color=True).stdout

    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert "close the harbour in a storm" in plain
