"""`remit lint`: what is wrong with role documents, for people and for CI."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.adapters.terminal.builders import Run, write_library

MATRIX = """# Decision matrix (RACI)

| Decision | Harbour Keeper | Sea Pilot | Harbour Board |
|---|---|---|---|
| Anchorage of a ship | C | A/R | I |
| Closing the harbour in fog | A | A | I |
| New charges for the lock | C | | A |
| Renting out the boathouse | C | I | tbc |
| Night service of the lock | A | I | |
"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A library with two errors, a warning and a note."""
    library = write_library(tmp_path / "roles")
    (library / "matrix.md").write_text(MATRIX, encoding="utf-8")
    (library / "rules.md").write_text("# Words we use\n\n- Tide: rise and fall.\n", "utf-8")
    pilot = (library / "pilot.md").read_text(encoding="utf-8")
    old = pilot.replace("# Sea Pilot\n", "# Sea Pilot\n\nReview due: 2021-03-01\n")
    (library / "pilot.md").write_text(old, encoding="utf-8")
    return library


def test_sound_documents_pass(run: Run) -> None:
    """Without a folder the library of the settings is checked; exit code 0."""
    result = run("lint")

    assert result.exit_code == 0
    assert result.stdout == "No problems in 2 documents.\n"


def test_problems_are_told_by_document_with_place_and_remedy(run: Run, faulty: Path) -> None:
    """Errors end with exit code 1, so that CI stops; a summary closes the list."""
    result = run("lint", faulty)

    assert result.exit_code == 1
    assert result.stderr == ""
    text = " ".join(result.stdout.split())
    assert "error “Closing the harbour in fog” is decided by Harbour Keeper and Sea Pilot." in text
    assert "error Nobody decides “Renting out the boathouse”. matrix.md › " in text
    assert "› Decision matrix (RACI): “Renting out the boathouse | C | I | tbc”" in text
    assert "→ name who decides it" in text
    assert "warning It was to be reviewed or renewed by 1 March 2021." in text
    assert result.stdout.splitlines()[-1] == "2 errors, 1 warning and 1 note in 4 documents."
    heads = [line for line in result.stdout.splitlines() if line and line[0] != " "]
    assert heads[:-1] == ["matrix.md", "pilot.md", "rules.md"]


def test_lines_fit_a_narrow_terminal(run: Run, faulty: Path) -> None:
    """Nothing runs over eighty columns, and nothing is coloured where nobody sees it."""
    result = run("lint", faulty)

    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "\x1b" not in result.stdout


def test_colours_show_in_a_terminal_and_obey_no_color(
    run: Run, faulty: Path, settings: pytest.MonkeyPatch
) -> None:
    """Colour is an aid; who does not want it says so once for all programs."""
    assert "\x1b[31m" in run("lint", faulty, color=True).stdout

    settings.setenv("NO_COLOR", "1")

    assert "\x1b" not in run("lint", faulty, color=True).stdout


def test_json_has_every_problem_with_its_offsets(run: Run, faulty: Path) -> None:
    """Scripts get check, severity, message, remedy, and the places as citations name them."""
    result = run("lint", faulty, "--json")
    data = json.loads(result.stdout)

    assert result.exit_code == 1
    assert data["documents"] == 4
    assert data["unreadable"] == []
    assert [problem["check"] for problem in data["problems"]] == [
        "two_deciders",
        "no_decider",
        "stale",
        "no_role",
    ]
    assert [problem["severity"] for problem in data["problems"]] == [
        "error",
        "error",
        "warning",
        "info",
    ]
    (place,) = data["problems"][0]["places"]
    assert place["document"] == "matrix.md"
    assert place["section"] == ["Decision matrix (RACI)"]
    assert place["quote"] == "Closing the harbour in fog | A | A | I"
    assert place["end"] - place["start"] == len(place["quote"])


def test_warnings_alone_pass(run: Run, faulty: Path) -> None:
    """A late review is no reason to stop a change."""
    (faulty / "matrix.md").unlink()

    result = run("lint", faulty)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "1 warning and 1 note in 3 documents."


def test_a_document_that_cannot_be_read_is_an_error(run: Run, tmp_path: Path) -> None:
    """It is told as `remit ingest` tells it, and the others are checked all the same."""
    library = write_library(tmp_path / "roles")
    (library / "empty.md").write_text("", encoding="utf-8")

    result = run("lint", library)
    data = json.loads(run("lint", library, "--json").stdout)

    assert result.exit_code == 1
    assert result.stderr == "Error: empty.md: is empty; add its text, or remove it\n"
    assert result.stdout == "No problems in 2 documents. 1 document could not be read.\n"
    assert [each["document"] for each in data["unreadable"]] == ["empty.md"]


def test_a_folder_that_is_not_there_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    """Exit code 2, and one sentence."""
    result = run("lint", tmp_path / "nowhere")

    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: The library {tmp_path}/nowhere is not a folder;")
