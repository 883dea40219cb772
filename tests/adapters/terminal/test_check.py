"""`remit check`: sentences with their passages in, support with reasons out."""

from __future__ import annotations

import json
from pathlib import Path

from tests.adapters.terminal.builders import Run

PASSAGE = "The sea pilot must log 12 entries within 6 months."


def test_each_sentence_is_judged_in_its_order(run: Run, tmp_path: Path) -> None:
    """The contract's form: id, supported, score and reason."""
    claims = tmp_path / "in.jsonl"
    claims.write_text(
        "\n".join(
            json.dumps({"id": name, "passages": [PASSAGE], "sentence": sentence})
            for name, sentence in (
                ("true", PASSAGE),
                ("false", "The sea pilot must log 13 entries within 6 months."),
            )
        )
    )

    result = run("check", "--batch", claims, "--out", tmp_path / "out.jsonl")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    true, false = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines())
    assert (true["id"], true["supported"]) == ("true", True)
    assert (false["id"], false["supported"]) == ("false", False)
    assert true["score"] > false["score"]
    assert "13" in false["reason"]


def test_a_line_of_another_form_is_told_and_the_others_are_judged(run: Run, tmp_path: Path) -> None:
    """Nothing is lost over one bad line, and the exit code says that there was one."""
    claims = tmp_path / "in.jsonl"
    good = json.dumps({"id": 1, "passages": [PASSAGE], "sentence": PASSAGE})
    claims.write_text(f'{{"id": 0, "sentence": "no passages"}}\n{good}\n')

    result = run("check", "--batch", claims, "--out", tmp_path / "out.jsonl")

    assert result.exit_code == 1
    assert "line 1" in result.stderr
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 1
