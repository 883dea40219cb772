"""`remit eval draft` and the options that only cases have, as the terminal takes them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapters.terminal.main import remit
from bot.bootstrap import ingest_library
from bot.memory.model import Receipt
from bot.memory.opening import open_memory
from bot.model import Status
from knowledge.settings import KnowledgeSettings

KEEPER = "# Harbour Keeper\n\n## Responsibilities\n\n- Opens the lock gates at high water.\n"


@pytest.fixture(name="home")
def _home(tmp_path: Path) -> Path:
    """Give a data folder with an index, and one question that met silence today."""
    library = tmp_path / "harbour"
    library.mkdir()
    (library / "keeper.md").write_text(KEEPER, encoding="utf-8")
    ingest_library([library], KnowledgeSettings(data_dir=tmp_path / "data"))
    memory = open_memory(f"sqlite:///{tmp_path}/data/remit.db")
    memory.receipts.add(
        Receipt(
            reference="00000001",
            platform="slack",
            conversation="slack:T1:C1:1",
            asker="slack:T1:UANNELIESE",
            question="I'm Anneliese, what does a Harbour Keeper earn?",
            status=Status.ABSTAINED,
            roles=("Harbour Keeper",),
            at=datetime.now(UTC),
        )
    )
    memory.close()
    return tmp_path


def test_drafts_are_written_to_a_file_without_who_asked(home: Path) -> None:
    """How many, and what is next, is said on standard error: drafts may be piped on."""
    out = home / "drafts.jsonl"
    result = CliRunner().invoke(
        remit,
        ["eval", "draft", "--data-dir", str(home / "data"), "--out", str(out)],
        env={"REMIT_LIBRARY": str(home / "harbour")},
    )

    assert result.exit_code == 0, result.output
    assert "1 to finish" in result.stderr
    (draft,) = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert draft["question"] == "I'm [name], what does a Harbour Keeper earn?"
    assert draft["library"] == "harbour"
    assert "nneliese" not in json.dumps(draft).casefold()


def test_drafts_of_days_before_are_left_out(home: Path) -> None:
    """`--since` is the first day that counts; without drafts nothing is printed."""
    result = CliRunner().invoke(
        remit, ["eval", "draft", "--data-dir", str(home / "data"), "--since", "2999-01-01"]
    )

    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "Nothing to draft" in result.stderr


@pytest.mark.parametrize("option", [["--compare", "x"], ["--save", "x"], ["--html", "x.html"]])
def test_what_only_cases_have_is_refused_for_other_suites(option: list[str]) -> None:
    """An option that would do nothing is a wrong call."""
    result = CliRunner().invoke(remit, ["eval", "redteam", *option])

    assert result.exit_code == 2
    assert "go with cases" in result.output
