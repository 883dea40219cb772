"""`remit ask`: one question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.adapters.terminal.builders import Run

DUTIES = "What are the responsibilities of the sea pilot?"


def test_an_answer_names_its_sources_below(run: Run) -> None:
    """Whoever reads an answer sees where each statement stands, without another command."""
    result = run("ask", DUTIES)

    assert result.exit_code == 0, result.stderr
    said, _, sources = result.stdout.partition("\n\n")
    assert "Bring vessels safely through the channel. [" in said
    assert "pilot.md › Sea Pilot › Responsibilities" in sources
    assert "“Keep the chart of the sandbanks.”" in sources
    assert "keeper.md" not in result.stdout


def test_json_is_the_contract_s_answer(run: Run) -> None:
    """Scripts get everything of the answer, and nothing else on standard output."""
    answer = json.loads(run("ask", DUTIES, "--json").stdout)

    assert answer["status"] == "answered"
    assert answer["verdict"] is None
    assert answer["latency_ms"] > 0
    for citation in answer["citations"]:
        assert f"[{citation['n']}]" in answer["text"]
        assert citation["document"] == "pilot.md"


def test_words_need_no_quotes(run: Run) -> None:
    """Who forgets the quotes means the same question."""
    assert run("ask", *DUTIES.split()).stdout == run("ask", DUTIES).stdout


@pytest.mark.parametrize(
    "asker", ["Sea Pilot", "sea pilot", '{"id": "u1", "groups": ["crew"], "role": "Sea Pilot"}']
)
def test_who_asks_may_be_a_role(run: Run, asker: str) -> None:
    """“My” is settled by the asker's role, given by its title or in JSON."""
    result = run("ask", "What are my goals for the first 30 days?", "--as", asker)

    assert "Sail the channel twenty times" in result.stdout


def test_who_asks_may_be_an_id(run: Run) -> None:
    """An id says nothing about the role, so the bot asks which one is meant."""
    result = run("ask", "What are my goals for the first 30 days?", "--as", "u1", "--json")

    assert json.loads(result.stdout)["status"] == "clarify"


def test_a_library_named_with_the_question_has_an_index_of_its_own(
    run: Run, harbour_data: Path, tmp_path: Path, settings: pytest.MonkeyPatch
) -> None:
    """Asking about other documents never replaces the user's index, and works at once."""
    settings.setenv("REMIT_DATA_DIR", str(tmp_path / "mine"))
    other = tmp_path / "other"
    other.mkdir()
    (other / "cook.md").write_text("# Cook\n\n## Duties\n\n- Bake bread at dawn.\n", "utf-8")
    before = (harbour_data / "CURRENT").read_text(encoding="utf-8")

    result = run("ask", "What are the duties of the cook?", "--library", other)

    assert "Bake bread at dawn" in result.stdout
    assert (harbour_data / "CURRENT").read_text(encoding="utf-8") == before
    assert not (tmp_path / "mine" / "CURRENT").exists()
    assert len(list((tmp_path / "mine" / "libraries").iterdir())) == 1


def test_a_library_that_changed_is_read_again(run: Run, tmp_path: Path) -> None:
    """The answer is from the documents as they are now."""
    library, data = tmp_path / "roles", tmp_path / "data"
    library.mkdir()
    path = library / "cook.md"
    path.write_text("# Cook\n\n## Duties\n\n- Bake bread at dawn.\n", encoding="utf-8")
    arguments = ("ask", "What are the duties of the cook?", "--library", library)
    assert "at dawn" in run(*arguments, "--data-dir", data).stdout

    path.write_text("# Cook\n\n## Duties\n\n- Bake bread at noon.\n", encoding="utf-8")

    assert "at noon" in run(*arguments, "--data-dir", data).stdout


def test_without_an_index_one_is_built_first(
    run: Run, tmp_path: Path, settings: pytest.MonkeyPatch
) -> None:
    """The first question works on a machine where nothing was ingested."""
    settings.setenv("REMIT_DATA_DIR", str(tmp_path / "empty"))

    result = run("ask", DUTIES)

    assert "Bring vessels safely" in result.stdout
    assert (tmp_path / "empty" / "CURRENT").exists()


def test_an_unreadable_document_is_told_and_the_answer_still_comes(
    run: Run, tmp_path: Path
) -> None:
    """A damaged neighbour is no reason not to answer."""
    library = tmp_path / "roles"
    library.mkdir()
    (library / "cook.md").write_text("# Cook\n\n## Duties\n\n- Bake bread.\n", encoding="utf-8")
    (library / "empty.md").write_text("", encoding="utf-8")

    result = run("ask", "duties of the cook", "--library", library, "--data-dir", tmp_path / "d")

    assert result.exit_code == 0
    assert "Bake bread" in result.stdout
    assert result.stderr.startswith("Error: empty.md: is empty;")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("ask",), "There is no question"),
        (("ask", "hi", "--out", "x"), "--out OUT.jsonl goes with --batch"),
        (("ask", "hi", "--as", "{"), "Invalid value for --as"),
        (("ask", "hi", "--library", "/nowhere/at/all"), "The library /nowhere/at/all"),
    ],
)
def test_a_wrong_call_ends_in_one_line(
    run: Run, arguments: tuple[str, ...], complaint: str
) -> None:
    """Wrong usage is one sentence on standard error, and the exit code is 2."""
    result = run(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert complaint in result.stderr
    assert len(result.stderr.splitlines()) == 1
