"""`remit doctor`: one line a check, and what to do about each problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.slack.mounting import SCOPES
from tests.adapters.slack.server import TOKEN, slack_beside
from tests.adapters.terminal.builders import Run, write_library


def problems(stdout: str) -> list[str]:
    """The things of which a problem is told."""
    lines = [line for line in stdout.splitlines() if line.startswith("PROBLEM")]
    return [line.removeprefix("PROBLEM").partition(":")[0].strip() for line in lines]


def test_a_sound_installation_has_no_problem(run: Run) -> None:
    """Every check is listed, also when it is fine."""
    result = run("doctor")

    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == [
        f"OK      {what}"
        for what in (
            *("settings", "data folder", "embedding model", "library", "index"),
            *("database", "address", "groups", "web chat", "owners’ page", "Slack", "Teams"),
        )
    ]


def test_it_says_which_adapters_are_set_up(run: Run, settings: pytest.MonkeyPatch) -> None:
    """And what the others would need; one that is not set up is no problem."""
    settings.setenv("REMIT_SLACK__BOT_TOKEN", TOKEN)
    settings.setenv("REMIT_SLACK__SIGNING_SECRET", "secret-of-mine")
    with slack_beside() as slack:
        slack.scopes = ",".join(SCOPES)
        settings.setenv("REMIT_SLACK__API_URL", f"{slack.url}/api/")
        result = run("doctor")

    assert result.exit_code == 0
    assert "OK      Slack: set up\n" in result.stdout
    assert "OK      Teams: not set up; REMIT_TEAMS__APP_ID would do it" in result.stdout
    assert "secret-of-mine" not in result.stdout


def test_a_token_that_slack_refuses_is_a_problem(run: Run, settings: pytest.MonkeyPatch) -> None:
    """Slack is asked; the setting is named, the token is not shown."""
    settings.setenv("REMIT_SLACK__BOT_TOKEN", "xoxb-of-yesterday")
    settings.setenv("REMIT_SLACK__SIGNING_SECRET", "secret-of-mine")
    with slack_beside() as slack:
        settings.setenv("REMIT_SLACK__API_URL", f"{slack.url}/api/")
        result = run("doctor")

    assert result.exit_code == 1
    assert problems(result.stdout) == ["Slack"]
    assert "refuses the token of REMIT_SLACK__BOT_TOKEN (invalid_auth)" in result.stdout
    assert "xoxb-of-yesterday" not in result.stdout


def test_the_database_is_opened_if_it_is_there(run: Run, tmp_path: Path) -> None:
    """It is not made behind anybody's back; a broken one is named with what to do."""
    library, data = write_library(tmp_path / "roles"), tmp_path / "data"
    run("ingest", library, "--data-dir", data)
    place = ("--library", library, "--data-dir", data)

    assert "database: none yet" in run("doctor", *place).stdout
    assert not (data / "remit.db").exists()
    (data / "remit.db").write_text("this is no database, and long enough to tell" * 10)
    result = run("doctor", *place)

    assert problems(result.stdout) == ["database"]
    assert "bring back a backup" in result.stdout


def test_a_missing_index_is_a_problem_with_a_remedy(run: Run, tmp_path: Path) -> None:
    """A newcomer learns which command comes next; nothing is built behind their back."""
    result = run("doctor", "--data-dir", tmp_path / "empty")

    assert result.exit_code == 1
    assert problems(result.stdout) == ["index"]
    assert "run `remit ingest` first" in result.stdout
    assert not (tmp_path / "empty").exists()


def test_an_index_behind_its_library_is_a_problem(run: Run, tmp_path: Path) -> None:
    """Answers from yesterday's documents must not go unnoticed."""
    library, data = write_library(tmp_path / "roles"), tmp_path / "data"
    run("ingest", library, "--data-dir", data)
    (library / "pilot.md").unlink()

    result = run("doctor", "--library", library, "--data-dir", data)

    assert result.exit_code == 1
    assert problems(result.stdout) == ["index"]
    assert f"does not match {library}" in result.stdout


def test_an_unreadable_document_is_a_problem(run: Run, tmp_path: Path) -> None:
    """It is named; the ingest says why."""
    library, data = write_library(tmp_path / "roles"), tmp_path / "data"
    (library / "empty.md").write_text("", encoding="utf-8")
    run("ingest", library, "--data-dir", data)

    result = run("doctor", "--library", library, "--data-dir", data)

    assert problems(result.stdout) == ["library"]
    assert "empty.md cannot be read" in result.stdout


@pytest.mark.parametrize(
    ("variable", "what", "remedy"),
    [
        ("REMIT_CHROMA__PORT=many", "settings", "REMIT_CHROMA__PORT: "),
        ("REMIT_HOST=0.0.0.0", "address", "REMIT_PUBLIC_URL"),
        ("REMIT_DATABASE_URL=mysql://u:p@h/d", "database", "REMIT_DATABASE_URL"),
        ("REMIT_LOG__FORMAT=xml", "settings", "REMIT_LOG__FORMAT: "),
        ("REMIT_TEAMS__APP_PASSWORD=p", "settings", "REMIT_TEAMS__APP_ID"),
        ("REMIT_OWNERS__TOKEN=short", "settings", "REMIT_OWNERS__TOKEN: it needs 16 characters"),
        ("REMIT_TEAMS__IDENTITY=mine", "settings", "REMIT_TEAMS__IDENTITY: "),
        ("REMIT_LIBRARY=/nowhere/at/all", "library", "--library DIR"),
        ("REMIT_EMBEDDING__MODEL=no.such:Model", "embedding model", "REMIT_EMBEDDING__MODEL"),
    ],
)
def test_a_wrong_setting_is_named(
    run: Run, settings: pytest.MonkeyPatch, variable: str, what: str, remedy: str
) -> None:
    """The operator reads which setting to correct."""
    settings.setenv(*variable.split("="))

    result = run("doctor")

    assert result.exit_code == 1
    assert what in problems(result.stdout)
    assert remedy in result.stdout


def test_a_chroma_server_that_is_not_there_is_a_problem(
    run: Run, settings: pytest.MonkeyPatch
) -> None:
    """Where a server is set, it is asked."""
    settings.setenv("REMIT_CHROMA__MODE", "server")
    settings.setenv("REMIT_CHROMA__PORT", "1")

    result = run("doctor")

    assert problems(result.stdout) == ["Chroma server"]
    assert "REMIT_CHROMA__HOST" in result.stdout
