"""The board and the alerts use figures that the server has, and an operator can look each up."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from adapters.service.metrics import Metrics

ROOT = Path(__file__).resolve().parents[2]
PROMETHEUS = ROOT / "deploy" / "prometheus"
NAME = re.compile(r"\b(?:remit|process)_[a-z_]+\b")
LABELLED = re.compile(r"((?:remit|process)_[a-z_]+)\{([^}]*)\}")


def figures() -> dict[str, set[str]]:
    """Every series that the server exposes, with the names of its labels."""
    metrics = Metrics()
    metrics.questions.labels("p")
    metrics.answers.labels("p", "s")
    metrics.errors.labels("p")
    metrics.received.labels("p", "r")
    metrics.accepting.labels("p")
    metrics.stops.labels("s")
    metrics.answering.labels("p")
    metrics.syncs.labels("o")
    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(metrics.exposed().decode()):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


def panels() -> Iterator[tuple[str, str]]:
    """The title and query of each of the board's panels."""
    board = json.loads((ROOT / "deploy" / "grafana" / "remit.json").read_text())
    for panel in board["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


def alerts() -> Iterator[tuple[str, str]]:
    """The name and query of each alert."""
    for group in yaml.safe_load((PROMETHEUS / "alerts.yaml").read_text())["groups"]:
        for rule in group["rules"]:
            yield rule["alert"], rule["expr"]


@pytest.mark.parametrize(("title", "query"), [*panels(), *alerts()])
def test_every_query_is_of_figures_that_there_are(title: str, query: str) -> None:
    """A panel or an alert over a name that nobody counts would be silent for ever."""
    known = figures()
    named = set(NAME.findall(query))

    assert named <= set(known), title
    assert named or "up{" in query
    for name, given in LABELLED.findall(query):
        labels = set(re.findall(r"(\w+)=", given)) - {"job", "pod", "instance"}
        assert labels <= known[name], title


def test_labels_that_queries_are_grouped_by_are_there() -> None:
    """Else everything would fall into one group without a name."""
    known = {label for labels in figures().values() for label in labels}
    for title, query in (*panels(), *alerts()):
        for group in re.findall(r"by \(([^)]*)\)", query):
            assert {each.strip() for each in group.split(",")} <= known, title


def test_panels_do_not_lie_on_each_other() -> None:
    """Each has its place, within the board's 24 columns."""
    board = json.loads((ROOT / "deploy" / "grafana" / "remit.json").read_text())
    places: set[tuple[int, int]] = set()
    for panel in board["panels"]:
        at = panel["gridPos"]
        assert at["x"] + at["w"] <= 24
        own = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not own & places, panel["title"]
        places |= own
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


def test_every_figure_is_in_the_operators_guide() -> None:
    """And so is what to do about each alert, where its annotation says."""
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    counted = (each for each in figures() if not each.endswith("_created"))
    own = {re.sub(r"_(bucket|count|sum)$", "", each) for each in counted}
    missing = {each for each in own if each.startswith("remit_") and f"`{each}`" not in guide}
    assert missing == set()
    for name, _ in alerts():
        assert f"### {name}\n" in guide


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool is not installed")
def test_alerts_fire_when_they_should() -> None:
    """Prometheus' own tests of its rules."""
    subprocess.run(["promtool", "check", "rules", "alerts.yaml"], cwd=PROMETHEUS, check=True)
    subprocess.run(["promtool", "test", "rules", "alerts.test.yaml"], cwd=PROMETHEUS, check=True)
