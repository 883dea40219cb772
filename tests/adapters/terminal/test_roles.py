"""`remit roles` and `remit role`: what the documents describe, and one role of it."""

from __future__ import annotations

import json

import pytest

from tests.adapters.terminal.builders import PILOT, Run


def test_every_role_is_listed_with_its_documents(run: Run) -> None:
    """Whoever wonders what can be asked about sees it in one table."""
    result = run("roles")

    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["Harbour", "Keeper", "Keeper", "keeper.md"] in [[*row[:2], *row[-2:]] for row in rows]
    assert "2 roles in 2 documents." in result.stdout


def test_the_list_in_json_has_all_that_is_known(run: Run) -> None:
    """Scripts get ids, aliases and organisations as well."""
    roles = json.loads(run("roles", "--json").stdout)

    assert [role["title"] for role in roles] == ["Harbour Keeper", "Sea Pilot"]
    assert roles[0]["documents"] == ["keeper.md"]
    assert {"id", "aliases", "family", "level", "organisation"} <= set(roles[0])


def test_a_role_is_shown_as_its_headings(run: Run) -> None:
    """The outline says what the documents speak of, and how much, in their order."""
    lines = run("role", "sea pilot").stdout.splitlines()

    assert lines[:3] == ["Sea Pilot", "", "pilot.md"]
    assert [line.strip().partition("  ") for line in lines[3:]] == [
        ("Sea Pilot", "  ", "3 clauses"),
        ("Responsibilities", "  ", "2 clauses"),
        ("Goals for the first 30 days", "  ", "1 clause"),
    ]


@pytest.mark.parametrize("heading", ["Responsibilities", "responsib", "RESPONSIBILITIES"])
def test_a_section_is_found_by_its_heading(run: Run, heading: str) -> None:
    """A part of the heading will do, in any case of letters."""
    result = run("role", "Sea Pilot", heading)

    assert "Bring vessels safely through the channel." in result.stdout
    assert "Sail the channel" not in result.stdout
    assert "lock gates" not in result.stdout


def test_the_source_is_the_text_that_offsets_count(run: Run) -> None:
    """A quote can be checked by anyone: it is the source between the citation's offsets."""
    answer = json.loads(run("ask", "responsibilities of the sea pilot", "--json").stdout)
    source = run("role", "Sea Pilot", "--source").stdout

    assert answer["citations"]
    for citation in answer["citations"]:
        assert source[citation["start"] : citation["end"]] == citation["quote"]
    assert run("role", "pilot.md", "--source").stdout == source
    assert all(word in source for word in PILOT.replace("#", "").replace("-", "").split())


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("Astronaut",), "There is no role, and no document, called “Astronaut”"),
        (("Sea Wizard",), "called “Sea Wizard”. Did you mean Sea Pilot?"),
        (("Sea Pilot", "salary"), "Sea Pilot has no section “salary”"),
        (("Sea Pilot", "goals", "--source"), "--source prints the whole document"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(
    run: Run, arguments: tuple[str, ...], complaint: str
) -> None:
    """A wrong name or heading is a wrong call, with a way on."""
    result = run("role", *arguments)

    assert result.exit_code == 2
    assert complaint in result.stderr
    assert len(result.stderr.splitlines()) == 1
