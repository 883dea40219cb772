"""`remit ingest`: what it says, and what it explains."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.terminal.builders import Run, write_library


def test_it_says_what_was_read_kept_and_removed(run: Run, tmp_path: Path) -> None:
    """Whoever changes documents sees that the change has arrived."""
    library, data = write_library(tmp_path / "roles"), tmp_path / "data"

    first = run("ingest", library, "--data-dir", data)
    again = run("ingest", library, "--data-dir", data)
    (library / "pilot.md").unlink()
    (library / "cook.md").write_text("# Cook\n\n## Duties\n\n- Bake bread.\n", encoding="utf-8")
    changed = run("ingest", library, "--data-dir", data)

    assert [each.exit_code for each in (first, again, changed)] == [0, 0, 0]
    assert "2 read, 0 unchanged, 0 removed" in first.stdout
    assert again.stdout.startswith("Nothing to do: ")
    assert "1 read, 1 unchanged, 1 removed" in changed.stdout
    assert first.stderr == again.stderr == changed.stderr == ""


def test_unreadable_documents_are_named_and_the_others_indexed(run: Run, tmp_path: Path) -> None:
    """One line a document with path, reason and remedy; exit code 1; the rest is there."""
    library, data = write_library(tmp_path / "roles"), tmp_path / "data"
    (library / "empty.md").write_text("", encoding="utf-8")
    (library / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")

    result = run("ingest", library, "--data-dir", data)

    assert result.exit_code == 1
    assert "2 documents could not be read" in result.stdout
    assert result.stderr.splitlines() == [
        "Error: empty.md: is empty; add its text, or remove it",
        "Error: old.doc: is in the format .doc, which is not read; save it as .docx",
    ]
    assert "Sea Pilot" in run("roles", "--data-dir", data).stdout


def test_without_a_folder_the_library_of_the_settings_is_read(run: Run) -> None:
    """`make run` and cron jobs name no folder."""
    result = run("ingest")

    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing to do: ")


def test_a_folder_that_is_not_there_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    """The index stays as it is, and one sentence says what was wrong."""
    result = run("ingest", tmp_path / "nowhere", "--data-dir", tmp_path / "data")

    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: The library {tmp_path}/nowhere is not a folder;")


BROKEN = "# Cook\n\n## Duties\n\n- Bake bread â€” at dawn.\n"


@pytest.mark.parametrize("inside", [True, False])
def test_what_was_repaired_can_be_seen(run: Run, tmp_path: Path, *, inside: bool) -> None:
    """Every repair and everything left out is shown, in the library or before it gets there."""
    library = write_library(tmp_path / "roles")
    path = (library if inside else tmp_path) / "cook.txt"
    path.write_text(BROKEN, encoding="utf-8")

    result = run("ingest", library, "--explain", path, "--data-dir", tmp_path / "data")

    assert result.exit_code == 0, result.stderr
    assert "characters read in the wrong encoding" in result.stdout
    assert "Bake bread â€” at dawn." in result.stdout
    assert "Bake bread — at dawn." in result.stdout
    assert not (tmp_path / "data").exists()


def test_a_sound_file_has_nothing_to_explain(run: Run, harbour: Path) -> None:
    """No repair is a result too."""
    path = harbour / "pilot.md"

    assert run("ingest", "--explain", path).stdout == (
        f"Nothing in {path} was repaired or left out.\n"
    )


def test_a_file_that_cannot_be_read_says_why(run: Run, tmp_path: Path) -> None:
    """The account of a broken file is its error; that is failed input, not wrong usage."""
    path = tmp_path / "empty.md"
    path.write_text("", encoding="utf-8")

    result = run("ingest", "--explain", path)

    assert result.exit_code == 1
    assert result.stderr == "Error: empty.md: is empty; add its text, or remove it\n"
