"""`remit compare`: two roles in a table as wide as the terminal, every cell cited."""

from __future__ import annotations

import json
import re

import pytest

from tests.adapters.terminal.builders import Run

PAIR = ("Harbour Keeper", "Sea Pilot")


def test_both_roles_are_shown_with_their_citations(run: Run) -> None:
    """Each in its column, and every number has its source below."""
    result = run("compare", *PAIR)

    assert result.exit_code == 0
    assert "Learn the tide tables." in result.stdout
    assert "Sail the channel twenty times." in result.stdout
    for place in ("keeper.md › Harbour Keeper › Resp", "pilot.md › Sea Pilot › Resp"):
        assert place in result.stdout
    table, _, sources = result.stdout.partition("keeper.md ›")
    assert set(re.findall(r"\[\d+\]", table)) == set(re.findall(r"\[\d+\]", sources))


def test_a_topic_is_shown_alone_and_quoted(run: Run) -> None:
    """In full, with what each citation says."""
    result = run("compare", *PAIR, "goals")

    assert "“Learn the tide tables.”" in result.stdout
    assert "lock gates" not in result.stdout


def test_what_one_side_lacks_is_said(run: Run) -> None:
    """An empty cell would leave it open."""
    result = run("compare", *PAIR, "decision rights")

    assert "May close the harbour in a storm" in result.stdout
    assert "The documents do not say." in result.stdout


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_it_fits_the_terminal(run: Run, settings: pytest.MonkeyPatch, columns: int) -> None:
    """No line is broken by the terminal itself."""
    settings.setenv("COLUMNS", str(columns))
    settings.setattr("adapters.terminal.screen.is_terminal", lambda _stream: True)

    result = run("compare", *PAIR)

    assert result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= columns


def test_json_has_every_cell_with_its_citation(run: Run) -> None:
    """So that others can lay it out."""
    data = json.loads(run("compare", *PAIR, "--json").stdout)

    assert data["roles"] == list(PAIR)
    numbers = {citation["n"] for citation in data["citations"]}
    cells = [c for topic in data["topics"] for row in topic["rows"] for c in row["cells"]]
    cited = {said["citation"] for cell in cells for said in cell["said"]}
    assert cited == numbers
    assert [cell["role"] for cell in cells[:2]] == list(PAIR)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("Astronaut", "Sea Pilot"), "There is no role called “Astronaut”"),
        (("Sea Pilot", "sea pilot"), "Both names mean the Sea Pilot"),
        ((*PAIR, "bananas"), "nothing on “bananas” for the Harbour Keeper and the Sea Pilot"),
        (("Sea Pilot",), "Missing argument 'ROLE'"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(
    run: Run, arguments: tuple[str, ...], complaint: str
) -> None:
    """A wrong name or topic is a wrong call."""
    result = run("compare", *arguments)

    assert result.exit_code == 2
    assert complaint in result.stderr
    assert len(result.stderr.splitlines()) == 1
