"""Thresholds, and whether a score reaches them."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.errors import GatesInvalid
from evals.gates import PROBES, Gate, Standing, load_gates
from evals.summary import Scored, Unscored


def test_the_gates_of_a_release_are_those_of_the_targets() -> None:
    """The first user's documents are held to more than those of other organisations."""
    gates = load_gates()
    assert gates["own"]["evidence"] == Gate(at_least=0.95)
    assert gates["others"]["evidence"] == Gate(at_least=0.90)
    assert gates["own"]["mix_up"] == Gate(at_most=0.02)
    assert "clarification" not in gates["others"]


def test_probes_may_have_a_gate_though_they_are_no_metric_of_cases(tmp_path: Path) -> None:
    """They are asked by a command of their own, over any library."""
    path = tmp_path / "gates.toml"
    path.write_text("[others]\nprobes = { at_least = 0.9 }", encoding="utf-8")
    assert load_gates(path)["others"][PROBES] == Gate(at_least=0.9)


def test_a_threshold_reached_exactly_is_passed() -> None:
    """At least and at most include the bound itself."""
    for gate in (Gate(at_least=0.9), Gate(at_most=0.9)):
        assert gate.judge(Scored(0.9, 10, None, "cases")) is Standing.PASS
    assert Gate(at_least=0.9).judge(Scored(0.899, 10, None, "cases")) is Standing.FAIL
    assert Gate(at_most=0.9).judge(Scored(0.901, 10, None, "cases")) is Standing.FAIL


def test_what_cannot_be_scored_is_not_passed() -> None:
    """No question of a kind is no proof of it."""
    assert Gate(at_most=0.1).judge(Unscored("no cases")) is Standing.UNSCORED


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[own", "not TOML"),
        ("[own]\nbeauty = { at_least = 1 }", "beauty"),
        ("[ours]\nevidence = { at_least = 1 }", "ours"),
        ("[own]\nevidence = {}", "own.evidence"),
        ("[own]\nevidence = { at_least = 1, at_most = 1 }", "own.evidence"),
    ],
)
def test_a_wrong_file_of_gates_is_named(tmp_path: Path, text: str, reason: str) -> None:
    """A gate that is misspelt must not silently be none."""
    path = tmp_path / "gates.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GatesInvalid, match=reason) as caught:
        load_gates(path)
    assert str(path) in str(caught.value)
