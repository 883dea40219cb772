"""Cases put to a bot, and what is said of the outcome."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from evals.command import Files, Places, evaluate
from evals.errors import LibraryUnknown
from evals.gates import GATES, Gate
from evals.metrics import FAILED
from evals.plain import as_json
from evals.rendering import as_markdown, show
from evals.report import Report, make_report
from evals.run import run, run_libraries
from tests.evals.builders import QUOTE, ParrotGuide, answer, case, citation, gold, silent_case

VAGUE = {"id": "b-3", "kind": "ambiguous", "expect": "clarify", "gold": []}


def report_on(*kinds: str) -> Report:
    """Give a report on a right answer and on a wrong one of each of `kinds`."""
    cases = [case(), *(case(id=kind, kind=kind, gold=[gold("No", section="X")]) for kind in kinds)]
    came = run(cases, lambda _: answer(f"{QUOTE} [1]", [citation()]))
    return make_report(came, {"own": {}, "others": {"evidence": Gate(at_least=0.9)}}, None, "all")


def test_a_bot_that_fails_at_a_case_is_scored_for_it_and_asked_the_next() -> None:
    """No case is skipped: a crash counts as a miss, with its error shown."""
    guide = ParrotGuide()
    came = run_libraries(
        [case(question="crash"), case(id="b-4")], lambda _: guide, lambda _: Path()
    )
    failed, fine = came.outcomes
    assert failed.score.status == FAILED
    assert failed.error == "RuntimeError: the cellar is flooded"
    assert fine.score.misses == ()


def test_each_library_has_a_guide_of_its_own_opened_once() -> None:
    """Cases of several libraries may be mixed in a file."""
    opened: list[Path] = []

    def open_guide(place: Path) -> ParrotGuide:
        opened.append(place)
        return ParrotGuide()

    cases = [case(), case(id="m-1", library="maltings"), case(id="b-4")]
    came = run_libraries(cases, open_guide, Path)
    assert opened == [Path("brewery"), Path("maltings")]
    assert [one.score.case.id for one in came.outcomes] == ["b-1", "b-4", "m-1"]


def test_a_library_that_is_not_here_is_skipped_with_a_reason_and_counted_as_done() -> None:
    """Nobody mistakes cases that were not asked for cases that were passed."""
    done: list[None] = []
    came = run_libraries(
        [case(library="raw")], lambda _: ParrotGuide(), lambda _: None, lambda: done.append(None)
    )
    assert not came.outcomes
    assert (came.skipped[0].library, came.skipped[0].cases) == ("raw", 1)
    assert "REMIT_EVAL_RAW" in came.skipped[0].reason
    assert len(done) == 1
    report = make_report(came, {}, None, "all")
    assert not report.passed
    assert "Skipped 1 cases of the library raw" in as_markdown(report)


def test_a_run_without_documents_leaves_verbatim_unscored() -> None:
    """Any bot can be measured, also one whose documents cannot be had."""
    came = run([case()], lambda _: answer(citations=[citation()]))
    assert came.outcomes[0].score.verbatim is None


def test_gates_bind_on_the_test_split_only() -> None:
    """The dev split is for tuning: a gate missed there is shown and does not fail the run."""
    for split, passed in (("dev", True), ("test", False)):
        came = run([case(split=split)], lambda _: answer())
        report = make_report(came, {"others": {"evidence": Gate(at_least=0.9)}}, None, split)
        assert report.passed is passed


def test_a_gate_that_cannot_be_scored_is_missed() -> None:
    """A suite without unanswerable questions does not pass the gate of silence."""
    came = run([case()], lambda _: answer(citations=[citation()]))
    report = make_report(came, {"others": {"silence_f1": Gate(at_least=0.8)}}, None, "test")
    assert not report.passed


def test_misses_tell_what_was_asked_said_cited_and_wanted_of_one_kind_or_all() -> None:
    """Whoever mends the bot needs no other file."""
    report = report_on("figure", "who")
    assert len(report.misses()) == 2
    assert [one.score.case.kind for one in report.misses("who")] == ["who"]
    told = as_markdown(report, misses=True, kind="figure")
    for expected in (
        "figure (figure): evidence not cited",
        "asked: when does the brewer report?",
        f"said (answered): {QUOTE}",
        f"cited (stray): brewer.md > Brewer > Duties: {QUOTE}",
        "gold: brewer.md > X: No",
    ):
        assert expected in told
    assert "who (who)" not in told


def test_the_terminal_shows_every_metric_with_its_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Value, interval, n and target stand in one line; NO_COLOR leaves the colours out."""
    monkeypatch.setenv("NO_COLOR", "1")
    output = io.StringIO()
    console = Console(file=output, width=160, force_terminal=True, legacy_windows=False)
    show(report_on("figure"), console, misses=True)
    text = output.getvalue()
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    line = next(line for line in plain.splitlines() if "evidence cited" in line)
    assert line.split() == "evidence cited 0.500 0.095 to 0.905 2 ≥ 0.90 fail".split()
    assert "unscored" in text
    assert "Missed: evidence cited (other organisations' documents)." in text
    assert "\x1b[31m" not in text
    assert "\x1b[1;31m" not in text


def test_a_text_with_brackets_is_shown_as_it_is() -> None:
    """Citations look like markup to the terminal, and must not vanish."""
    came = run([case(points=[["x"]])], lambda _: answer("Every [bold]Friday[/bold]. [1]"))
    output = io.StringIO()
    show(make_report(came, {}, None, "all"), Console(file=output, width=160), misses=True)
    assert "Every [bold]Friday[/bold]. [1]" in output.getvalue()


def test_json_says_unscored_where_there_is_no_figure() -> None:
    """Machines must not take a missing figure for zero; no NaN is written."""
    data = json.loads(json.dumps(as_json(report_on("figure")), allow_nan=False))
    metrics = data["headlines"][0]["metrics"]
    assert metrics["evidence"]["value"] == 0.5
    assert metrics["evidence"]["target"] == {"at_least": 0.9}
    assert metrics["evidence"]["standing"] == "fail"
    assert "value" not in metrics["silence_f1"]
    assert metrics["silence_f1"]["unscored"]
    assert [one["id"] for one in data["misses"]] == ["figure"]
    assert set(data["parts"]) == {"kind", "library", "split"}


def report_on_decisions() -> Report:
    """Give a report on a decision, one of three, that got its level, and on who decides."""
    wanted = ("manager_approval", "manager_approval", "not_specified")
    cases = [
        case(
            id=f"d-{number}",
            kind="decision",
            verdict=level,
            approver=["Board"] if level == "manager_approval" else [],
            split="dev",
        )
        for number, level in enumerate(wanted)
    ]
    cases.append(case(id="w-1", kind="who_decides", deciders=[["Board"]], split="dev"))
    given = ["manager_approval", "independent", "independent"]
    answers = iter([answer("The boss does.", level=level, approver="a boss") for level in given])
    came = run(cases, lambda _: next(answers, answer("The boss.")))
    return make_report(came, {}, None, "dev")


def test_every_report_tells_the_decisions_by_library_and_by_level() -> None:
    """Which level is taken for which says what to mend; the JSON has the same figures."""
    report = report_on_decisions()
    output = io.StringIO()
    show(report, Console(file=output, width=160))
    for text in (output.getvalue(), as_markdown(report)):
        row = next(line for line in text.splitlines() if re.match(r"\W*brewery.*0\.33 \(3\)", line))
        assert re.findall(r"\d\.\d\d \(\d\)", row) == [
            "0.33 (3)",
            "0.67 (3)",
            "1.00 (1)",
            "0.00 (2)",
            "0.00 (1)",
        ]
        assert re.search(r"manager_approval\W+independent 1, manager_approval 1", text)
        assert re.search(r"not_specified\W+independent 1", text)
    data = as_json(report)
    assert data["decisions"]["brewery"]["verdict"]["value"] == pytest.approx(1 / 3)
    assert data["verdicts"]["not_specified"] == {"independent": 1}
    assert [one["who_decides"] for one in data["cases"]] == [None, None, None, False]


def test_a_miss_tells_the_verdict_given_and_the_one_expected() -> None:
    """With the approver on both sides, and with the deciders that were wanted."""
    told = as_markdown(report_on_decisions(), misses=True)
    assert "verdict: independent by a boss, expected manager_approval by Board" in told
    assert "verdict: independent by a boss, expected not_specified\n" in told
    assert "a yes that the documents do not give" in told
    assert "deciders: Board" in told


def test_a_run_without_decisions_has_no_table_of_them() -> None:
    """An empty table is noise."""
    text = as_markdown(report_on("figure"))
    assert "Decisions by library" not in text
    assert "Verdicts" not in text


@pytest.fixture(name="suite")
def _suite(tmp_path: Path) -> Path:
    """Give a folder with the suite `brewery`: two right, one that asks for a salary."""
    (tmp_path / "libraries" / "brewery").mkdir(parents=True)
    cases = tmp_path / "cases"
    cases.mkdir()
    lines = [case(), case(id="b-9", split="dev"), silent_case(question="salary?")]
    text = "\n".join(one.model_dump_json() for one in lines)
    (cases / "brewery.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def call(suite: Path, guide: ParrotGuide, gates: str, split: str = "test") -> tuple[int, str]:
    """Run the command over `suite` with `gates`; give its exit code and what it prints."""
    (suite / "gates.toml").write_text(gates, encoding="utf-8")
    output = io.StringIO()
    code = evaluate(
        "brewery",
        "all" if split == "all" else "dev" if split == "dev" else "test",
        open_guide=lambda _: guide,
        console=Console(file=output, width=160),
        files=Files(json=suite / "report.json", markdown=suite / "report.md"),
        places=Places(suite / "cases", suite / "libraries", suite / "gates.toml", suite / "runs"),
    )
    return code, output.getvalue()


def test_the_command_gives_0_when_every_gate_is_reached(suite: Path) -> None:
    """It writes both files, and asks only the split that it was told to."""
    guide = ParrotGuide()
    code, text = call(suite, guide, "[others]\nverbatim = { at_least = 1.0 }")
    assert code == 0
    assert "Every target is reached." in text
    assert guide.asked == ["when does the brewer report?", "salary?"]
    assert json.loads((suite / "report.json").read_text(encoding="utf-8"))["passed"] is True
    assert (suite / "report.md").read_text(encoding="utf-8").startswith("# Evaluation: brewery")


def test_the_command_gives_1_when_a_gate_is_missed(suite: Path) -> None:
    """And says which."""
    code, text = call(suite, ParrotGuide(), "[others]\nlength = { at_most = 10 }")
    assert code == 1
    assert "Missed: length (characters) (other organisations' documents)." in text


def test_the_command_raises_what_keeps_it_from_asking(suite: Path) -> None:
    """A library that is not there is wrong usage, not a low score."""
    (suite / "libraries" / "brewery").rmdir()
    with pytest.raises(LibraryUnknown, match="brewery"):
        call(suite, ParrotGuide(), GATES.read_text(encoding="utf-8"))
