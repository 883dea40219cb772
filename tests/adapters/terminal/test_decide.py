"""`remit decide`: whether a role may do something, with the clause that says so."""

from __future__ import annotations

import json

import pytest

from tests.adapters.terminal.builders import Run

CLOSING = "close the harbour in a storm"


def test_what_a_role_may_do_alone_is_a_yes_with_its_place(run: Run) -> None:
    """The verdict first, then where it stands and what it says there."""
    result = run("decide", "Harbour Keeper", CLOSING)

    assert result.exit_code == 0
    assert result.stdout.startswith("Yes: a Harbour Keeper")
    assert "keeper.md › Harbour Keeper › Decision rights" in result.stdout
    assert "[1] “May close the harbour in a storm" in result.stdout


def test_what_the_documents_do_not_say_is_no_yes(run: Run) -> None:
    """That is an answer, and no failure of the command."""
    result = run("decide", "Sea Pilot", CLOSING)

    assert result.exit_code == 0
    assert "do not say whether a Sea Pilot" in result.stdout
    assert not result.stdout.startswith("Yes")


@pytest.mark.parametrize("name", ["Harbour Keeper", "harbour keeper", "harbour-keeper"])
def test_json_has_the_verdict_and_its_citation(run: Run, name: str) -> None:
    """By a title or an id; the keys are the contract's."""
    answer = json.loads(run("decide", name, CLOSING, "--json").stdout)

    assert set(answer) == {"status", "text", "verdict", "citations", "generator"}
    assert set(answer["verdict"]) == {"level", "role", "action", "approver"}
    assert (answer["verdict"]["level"], answer["verdict"]["role"]) == (
        "independent",
        "Harbour Keeper",
    )
    assert {citation["document"] for citation in answer["citations"]} == {"keeper.md"}


def test_json_says_also_what_is_not_specified(run: Run) -> None:
    """A script must not take silence for a failure, nor for a yes."""
    answer = json.loads(run("decide", "Sea Pilot", CLOSING, "--json").stdout)

    assert answer["status"] == "abstained"
    assert (answer["verdict"]["level"], answer["verdict"]["approver"]) == ("not_specified", "")
    assert answer["citations"] == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("Astronaut", CLOSING), "There is no role called “Astronaut”"),
        (("pilot of balloons", CLOSING), "There is no role called “pilot of balloons”"),
        (
            ("Harbour Keeper and Sea Pilot", CLOSING),
            "may mean Harbour Keeper or Sea Pilot; give the whole title",
        ),
        (("Sea Pilot",), "Missing argument 'ACTION'"),
        ((), "Missing argument 'ROLE'"),
    ],
)
def test_a_wrong_call_ends_in_one_line(
    run: Run, arguments: tuple[str, ...], complaint: str
) -> None:
    """Nothing is decided for a role that is not known, or not the only one."""
    result = run("decide", *arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert complaint in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_unknown_role_is_answered_with_those_that_are_known(run: Run) -> None:
    """So that the next call can be right."""
    complaint = run("decide", "Astronaut", CLOSING).stderr

    assert "Harbour Keeper and Sea Pilot" in complaint
    assert "remit roles" in complaint


def test_help_says_that_silence_is_no_yes_and_gives_examples(run: Run) -> None:
    """Whoever reads it can copy a call."""
    result = run("decide", "--help")

    assert result.exit_code == 0
    assert "ROLE ACTION" in result.stdout
    assert "no yes" in result.stdout
    assert 'remit decide "Research Scientist"' in result.stdout
    assert "--json" in result.stdout
