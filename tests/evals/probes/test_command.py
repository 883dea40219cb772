"""Probes put to a bot, and what is said of the outcome."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.model import Answer, Question, Status, Verdict
from evals.probes.command import probe_library
from evals.probes.making import ProbeKind, probes_of
from evals.probes.rendering import as_markdown
from evals.probes.report import as_json, ask, report_on
from knowledge.decision_rights.model import DecisionRight, Level
from knowledge.decision_rights.reading import rights_of
from knowledge.model import Library
from tests.evals.probes.rights import read, right


@dataclass
class StubbornGuide:
    """A guide that gives every question the same verdict; without one it holds back."""

    library: Library
    level: str = ""
    crashes: bool = False

    @property
    def rights(self) -> tuple[DecisionRight, ...]:
        """What the library's documents give."""
        return rights_of(self.library)

    def answer(self, question: Question) -> Answer:
        """Answer `question` as ever."""
        if self.crashes:
            raise RuntimeError("the cellar is flooded")
        if not self.level:
            return Answer(Status.ABSTAINED, "The documents do not say.")
        verdict = Verdict(self.level, "Brewery Manager", question.text)
        return Answer(Status.ANSWERED, "As ever.", verdict=verdict)


@pytest.fixture(name="brewery")
def _brewery(tmp_path: Path) -> Library:
    return read(tmp_path / "brewery")


def probe(
    guide: StubbornGuide, folder: Path, gates: str = "", **options: Any
) -> tuple[int, str, dict[str, Any]]:
    """Probe the guide's library; give the exit code, what is printed, and the JSON report."""
    (folder / "gates.toml").write_text(gates, encoding="utf-8")
    output = io.StringIO()
    code = probe_library(
        guide,
        "brewery",
        "others",
        console=Console(file=output, width=120),
        json_file=folder / "report.json",
        markdown_file=folder / "report.md",
        gates=folder / "gates.toml",
        **options,
    )
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return code, output.getvalue(), report


def right_kinds(guide: StubbornGuide, levels: Sequence[Level]) -> set[str]:
    """Give the kinds of probe that `guide` answers without a fault, over rights of `levels`."""
    words = ("publish papers", "revoke passes", "dissolve groups")
    rights = [right(words[i], level) for i, level in enumerate(levels)]
    probes = probes_of(guide.library, rights)
    probed = ask(probes, lambda case: guide.answer(case.as_question()).as_json())
    wrong = {one.probe.kind for one in probed if not one.right}
    return {kind.value for kind in {one.probe.kind for one in probed} - wrong}


def test_silence_is_right_only_where_the_documents_are_silent(brewery: Library) -> None:
    """A bot that never speaks passes the actions that nobody mentions, and nothing else."""
    silent = StubbornGuide(brewery)
    assert right_kinds(silent, [Level.MANAGER_APPROVAL]) == {"role swapped", "unmentioned action"}


def test_a_yes_to_everything_is_counted_as_false(brewery: Library, tmp_path: Path) -> None:
    """It is right where the right is independent, and shows as a false yes everywhere else."""
    _, printed, report = probe(StubbornGuide(brewery, "independent"), tmp_path)
    kinds = report["kinds"]
    assert kinds[ProbeKind.UNMENTIONED.value]["false_yes"]["value"] == 1.0
    assert kinds[ProbeKind.UNMENTIONED.value]["right"]["value"] == 0.0
    assert kinds[ProbeKind.BELOW.value]["right"]["value"] == 1.0
    assert "unscored" in kinds[ProbeKind.BELOW.value]["false_yes"]
    low, high = kinds["all"]["right"]["interval"]
    assert low < kinds["all"]["right"]["value"] < high
    assert "false yes" in printed


def test_the_gate_of_the_group_decides_over_the_exit_code(brewery: Library, tmp_path: Path) -> None:
    """Without a gate there is nothing to miss; own documents have another one."""
    guide = StubbornGuide(brewery)
    assert probe(guide, tmp_path)[0] == 0
    code, printed, report = probe(guide, tmp_path, "[others]\nprobes = { at_least = 0.9 }")
    assert code == 1
    assert "The target is missed." in printed
    assert report["standing"] == "fail"
    assert probe(guide, tmp_path, "[own]\nprobes = { at_least = 0.9 }")[0] == 0
    code, printed, _ = probe(guide, tmp_path, "[others]\nprobes = { at_least = 0.1 }")
    assert (code, "The target is reached." in printed) == (0, True)


def test_documents_without_rights_are_told_in_one_sentence(tmp_path: Path) -> None:
    """Nothing asked is nothing passed."""
    plain = read(tmp_path / "plain", {"maltster.md": "# Malt Engineer\n\n## Duties\n\n- Steeps.\n"})
    code, printed, report = probe(StubbornGuide(plain), tmp_path)
    assert code == 1
    told = "brewery: the documents give no decision rights, so nothing was asked."
    assert printed.strip() == told
    assert report["probes"] == []


def test_rights_of_nobody_in_the_catalogue_make_no_question() -> None:
    """That is another sentence than no rights at all."""
    report = report_on((), "brewery", 3, None)
    assert "no decision right makes a question with a known answer" in as_markdown(report)
    assert not report.passed


def test_misses_tell_the_question_the_level_given_and_the_one_expected(
    brewery: Library, tmp_path: Path
) -> None:
    """With the clause that says so; of one kind of probe, or of all."""
    guide = StubbornGuide(brewery, "independent")
    _, printed, _ = probe(guide, tmp_path, misses=True, kind="unmentioned action")
    assert "given: independent, expected: not_specified" in printed
    assert "(plain)" not in printed
    _, printed, _ = probe(guide, tmp_path, misses=True)
    assert "given: independent, expected: manager_approval" in printed
    assert "clause: brewer.md > Requires manager approval: " in printed
    written = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "- given: independent, expected: manager_approval" in written
    assert written.startswith("# Probes of brewery: ")


def test_a_bot_that_fails_is_wrong_and_its_error_is_shown(brewery: Library, tmp_path: Path) -> None:
    """No probe is left out."""
    _, printed, report = probe(StubbornGuide(brewery, crashes=True), tmp_path, misses=True)
    assert report["kinds"]["all"]["right"]["value"] == 0.0
    assert report["kinds"]["all"]["right"]["n"] == len(report["probes"])
    assert "error: RuntimeError: the cellar is flooded" in printed


def test_the_rights_come_from_the_documents_themselves(brewery: Library, tmp_path: Path) -> None:
    """Every probe asked of the library is one that its own rights make."""
    _, _, report = probe(StubbornGuide(brewery), tmp_path)
    rights = rights_of(brewery)
    assert report["rights"] == len(rights)
    made = probes_of(brewery, rights)
    assert [one["question"] for one in report["probes"]] == [one.case.question for one in made]


def test_json_of_a_report_on_nothing_can_be_read() -> None:
    """A figure that is not there is said to be unscored, and none is NaN."""
    report = report_on((), "brewery", 0, None)
    assert json.loads(json.dumps(as_json(report), allow_nan=False))["kinds"]["all"] == {
        "right": {"unscored": "no probes"},
        "false_yes": {"unscored": "no probes without a yes"},
    }
