"""`remit serve` and `remit eval`: what is handed on."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from knowledge.settings import KnowledgeSettings
from tests.adapters.terminal.builders import Run, write_library


def test_the_server_gets_settings_with_an_index(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server opens what the command built, with the folders of the command line."""
    served: list[KnowledgeSettings] = []
    monkeypatch.setattr("adapters.server.serve", served.append)
    monkeypatch.delitem(sys.modules, "adapters.terminal.commands.serve", raising=False)
    library, data = write_library(tmp_path / "roles"), tmp_path / "data"

    result = run("serve", "--library", library, "--data-dir", data)

    assert result.exit_code == 0, result.stderr
    assert [each.data_dir for each in served] == [data]
    assert (data / "CURRENT").exists()


CASE = {
    "id": "h-1",
    "library": "harbour",
    "kind": "list",
    "split": "dev",
    "question": "What are the responsibilities of the sea pilot?",
    "expect": "answered",
    "gold": [
        {
            "document": "pilot.md",
            "role": "Sea Pilot",
            "section": "Responsibilities",
            "quote": "Bring vessels safely through the channel.",
        }
    ],
}


def test_an_evaluation_asks_each_library_apart(
    run: Run, harbour_data: Path, tmp_path: Path
) -> None:
    """Cases bring their own libraries; the user's index is left alone."""
    cases, libraries = tmp_path / "cases", tmp_path / "libraries"
    cases.mkdir()
    (cases / "harbour.jsonl").write_text(json.dumps(CASE) + "\n", encoding="utf-8")
    write_library(libraries / "harbour")
    before = (harbour_data / "CURRENT").read_text(encoding="utf-8")
    report = tmp_path / "report.json"

    result = run(
        "eval", "harbour", "--split", "dev", "--cases", cases, "--libraries", libraries,
        "--data-dir", tmp_path / "data", "--json", report, "--misses",
    )  # fmt: skip

    assert result.exit_code == 0, result.stderr + result.stdout
    assert "evidence cited" in result.stdout
    assert json.loads(report.read_text(encoding="utf-8"))
    assert (harbour_data / "CURRENT").read_text(encoding="utf-8") == before
    assert len(list((tmp_path / "data" / "libraries").iterdir())) == 1


def test_an_unknown_suite_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    """The sentence lists the suites that there are."""
    (tmp_path / "harbour.jsonl").write_text(json.dumps(CASE) + "\n", encoding="utf-8")

    result = run("eval", "nonsense", "--cases", tmp_path)

    assert result.exit_code == 2
    assert "there are harbour" in result.stderr


def test_probes_are_made_of_the_library_named_and_leave_the_users_index_alone(
    run: Run, harbour_data: Path, tmp_path: Path
) -> None:
    """No case is needed: the keeper's right to close the harbour is matter enough."""
    library = write_library(tmp_path / "roles")
    before = (harbour_data / "CURRENT").read_text(encoding="utf-8")
    report = tmp_path / "report.json"

    result = run("eval", "probes", "--library", library, "--json", report)

    assert result.exit_code == 0, result.stderr + result.stdout
    assert "Probes of roles" in result.stdout
    asked = [one["question"] for one in json.loads(report.read_text(encoding="utf-8"))["probes"]]
    assert any("close the harbour" in question for question in asked)
    assert (harbour_data / "CURRENT").read_text(encoding="utf-8") == before


def test_a_library_goes_with_probes_only(run: Run, tmp_path: Path) -> None:
    """Cases name their libraries themselves; silently asking others would mislead."""
    result = run("eval", "own", "--library", write_library(tmp_path / "roles"))

    assert result.exit_code == 2
    assert "--library goes with the suites `probes` and `grounding`" in result.stderr
