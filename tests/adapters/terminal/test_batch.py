"""`remit ask --batch`: many questions from a file to a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.terminal.builders import Run


def write_lines(path: Path, *lines: dict[str, Any] | str) -> Path:
    """Write a batch: objects as JSON, texts as they are."""
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read answers, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_answers_come_in_the_order_of_the_questions(run: Run, tmp_path: Path) -> None:
    """Who reads both files side by side needs no look-up; unknown keys do no harm."""
    questions = write_lines(
        tmp_path / "in.jsonl",
        {"id": "b", "question": "responsibilities of the sea pilot", "kind": "list"},
        {"id": "a", "question": "responsibilities of the harbour keeper", "asker": None},
    )

    result = run("ask", "--batch", questions, "--out", tmp_path / "out.jsonl")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    answers = read_lines(tmp_path / "out.jsonl")
    assert [answer["id"] for answer in answers] == ["b", "a"]
    assert answers[0]["citations"][0]["document"] == "pilot.md"
    assert answers[1]["citations"][0]["document"] == "keeper.md"
    assert set(answers[0]) == {
        "id", "status", "text", "verdict", "citations", "generator", "latency_ms",
    }  # fmt: skip


def test_a_line_brings_its_conversation_and_its_asker(run: Run, tmp_path: Path) -> None:
    """What was said before, and who asks, settle the role as they do in a chat."""
    goals = "What are my goals for the first 30 days?"
    questions = write_lines(
        tmp_path / "in.jsonl",
        {"id": "1", "question": goals, "asker": {"id": "u", "groups": [], "role": "Sea Pilot"}},
        {"id": "2", "question": goals, "history": ["I am a harbour keeper. What do I do?"]},
        {"id": "3", "question": goals, "asker": {"id": "u", "groups": ["crew"]}},
    )

    run("ask", "--batch", questions, "--out", tmp_path / "out.jsonl")

    pilot, keeper, unsettled = read_lines(tmp_path / "out.jsonl")
    assert {citation["document"] for citation in pilot["citations"]} == {"pilot.md"}
    assert {citation["document"] for citation in keeper["citations"]} == {"keeper.md"}
    assert unsettled["status"] == "clarify"


def test_a_bad_line_is_told_and_the_others_are_answered(run: Run, tmp_path: Path) -> None:
    """One broken line costs one answer; it is named, and the exit code is 1."""
    questions = write_lines(
        tmp_path / "in.jsonl",
        {"id": "1", "question": "tide tables"},
        "no JSON at all",
        "",
        {"id": "3"},
        {"id": "4", "question": "duties", "history": "not a list"},
        "[]",
        {"id": 6, "question": ""},
    )

    result = run("ask", "--batch", questions, "--out", tmp_path / "out.jsonl")

    assert result.exit_code == 1
    assert [answer["id"] for answer in read_lines(tmp_path / "out.jsonl")] == ["1", 6]
    told = result.stderr.splitlines()
    assert [line.partition(": ")[2].partition(":")[0] for line in told] == [
        f"{questions}, line {number}" for number in (2, 4, 5, 6)
    ]


def test_the_questions_are_never_overwritten(run: Run, tmp_path: Path) -> None:
    """A slip in the arguments must not cost the file of questions."""
    questions = write_lines(tmp_path / "in.jsonl", {"id": "1", "question": "tide tables"})
    before = questions.read_text(encoding="utf-8")

    result = run("ask", "--batch", questions, "--out", questions)

    assert result.exit_code == 2
    assert questions.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("extra", "complaint"),
    [
        ((), "needs --out"),
        (("--out", "o", "a question"), "either a question or --batch"),
        (("--out", "o", "--as", "u1"), "each line names its own asker"),
        (("--out", "no/such/folder/o"), "no/such/folder/o: No such file or directory"),
    ],
)
def test_what_does_not_go_together_is_refused(
    run: Run, tmp_path: Path, extra: tuple[str, ...], complaint: str
) -> None:
    """Wrong usage is one sentence with exit code 2."""
    questions = write_lines(tmp_path / "in.jsonl", {"id": "1", "question": "tide tables"})

    result = run("ask", "--batch", questions, *extra)

    assert result.exit_code == 2
    assert complaint in result.stderr
    assert len(result.stderr.splitlines()) == 1
