"""Who asks on the command line decides what is restricted to them, by `--as` and the settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.adapters.terminal.builders import Run

BOTH = {"Harbour Keeper", "Sea Pilot"}


@pytest.fixture(autouse=True)
def for_the_crew(settings: pytest.MonkeyPatch) -> None:
    """One of the two documents is for the crew, in which one person is."""
    settings.setenv("REMIT_AUDIENCE", '{"pilot.md": ["crew"]}')
    settings.setenv("REMIT_GROUPS", '{"crew": ["ann@example.org"]}')


def roles(run: Run, *arguments: str) -> set[str]:
    """The titles of the roles that somebody is shown."""
    return {role["title"] for role in json.loads(run("roles", "--json", *arguments).stdout)}


def test_without_an_asker_only_what_everybody_may_see_is_shown(run: Run) -> None:
    """The command line is a surface like any other."""
    assert roles(run) == {"Harbour Keeper"}
    assert roles(run, "--as", "bob@example.org") == {"Harbour Keeper"}
    assert roles(run, "--as", "Sea Pilot") == {"Harbour Keeper"}


def test_whoever_can_read_the_files_may_say_who_they_are(run: Run) -> None:
    """By the groups, or by an id that the settings know."""
    assert roles(run, "--as", '{"groups": ["Crew"]}') == BOTH
    assert roles(run, "--as", "ann@example.org") == BOTH
    assert roles(run, "--as", '{"id": "Ann@example.org", "groups": []}') == BOTH


def test_a_batch_answers_each_line_for_its_own_asker(run: Run, tmp_path: Path) -> None:
    """By the same two ways."""
    askers = [None, {"groups": ["crew"]}, {"id": "ann@example.org"}, {"groups": ["cooks"]}, None]
    question = "What are the responsibilities of the sea pilot?"
    lines = [{"id": n, "question": question, "asker": who} for n, who in enumerate(askers)]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))

    run("ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")

    told = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert ["pilot.md" in repr(answer) for answer in told] == [False, True, True, False, False]
    assert [answer.get("restricted", False) for answer in told] == [False, True, True, False, False]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REMIT_AUDIENCE", '{"pilot.md": "crew"}'),
        ("REMIT_AUDIENCE", "pilot.md"),
        ("REMIT_GROUPS", '{"crew": ["ann"]}'),
        ("REMIT_GROUPS_FILE", "/no/such/file.yaml"),
    ],
)
def test_a_setting_that_cannot_be_read_ends_the_command(
    run: Run, settings: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Rather than show what was meant to be closed; one line says which setting it is."""
    settings.setenv(name, value)
    result = run("roles")

    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert name.removesuffix("_FILE") in result.stderr or "setting" in result.stderr.casefold()


@pytest.mark.parametrize("command", [("roles",), ("role", "Sea Pilot"), ("lint",)])
def test_an_asker_that_is_none_is_told(run: Run, command: tuple[str, ...]) -> None:
    """As `ask` does it."""
    result = run(*command, "--as", '{"groups": "crew"}')

    assert result.exit_code == 2
    assert "groups" in result.stderr
