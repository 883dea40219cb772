"""`remit who`: who decides something, across all roles."""

from __future__ import annotations

import json

from tests.adapters.terminal.builders import Run

CLOSING = "close the harbour in a storm"


def test_whoever_decides_is_named_with_the_place(run: Run) -> None:
    """Of all roles, though none was given."""
    result = run("who", CLOSING)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("The Harbour Keeper decides.")
    assert "keeper.md › Harbour Keeper › Decision rights" in result.stdout


def test_json_cites_who_decides_and_has_no_verdict(run: Run) -> None:
    """A verdict is on one role; the keys are the contract's."""
    answer = json.loads(run("who", CLOSING, "--json").stdout)

    assert set(answer) == {"status", "text", "verdict", "citations", "generator"}
    assert (answer["status"], answer["verdict"]) == ("answered", None)
    assert {citation["role"] for citation in answer["citations"]} == {"Harbour Keeper"}


def test_what_nobody_is_said_to_decide_has_no_decider(run: Run) -> None:
    """The nearest right is not taken for it."""
    result = run("who", "launch a satellite")

    assert result.exit_code == 0
    assert "decides." not in result.stdout


def test_an_action_must_be_given(run: Run) -> None:
    """Else it is a wrong call, told in one line."""
    result = run("who")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Missing argument 'ACTION'" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_help_gives_examples(run: Run) -> None:
    """Whoever reads it can copy a call."""
    result = run("who", "--help")

    assert result.exit_code == 0
    assert "ACTION" in result.stdout
    assert 'remit who "sign off a vendor"' in result.stdout
    assert "--json" in result.stdout
