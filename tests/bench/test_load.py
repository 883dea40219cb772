"""What a run under load says of its questions. Nothing here starts a server."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from adapters import wording
from bench.chat import rows
from bench.load import Load, share
from bench.model import Standing
from bench.platforms import Replies

LOAD = Load(
    offered=4,
    acknowledged=(0.001, 0.002, 0.003, 0.020),
    answered=(0.1, 0.2, 0.3, 0.2),
    put_off=0,
    doubled=0,
    refused=0,
    seconds=2.0,
    cpu=0.04,
    machine=0.5,
    memory=280.0,
)


def missed(name: str, offered: float, load: Load) -> set[str]:
    """The figures whose target a run misses."""
    return {
        figure
        for figure, value, target in rows(name, offered, load)
        if target and target.judge(value) is Standing.FAIL
    }


def test_a_share_is_a_value_that_was_measured() -> None:
    """A hundred values have a 99th percentile, and so has a single one; none has none."""
    assert share(range(1, 101), 0.99) == 100
    assert share([7.0], 0.5) == 7.0
    assert share(range(10), 1) == 9
    assert math.isnan(share([], 0.5))


def test_what_was_acknowledged_and_not_answered_is_lost() -> None:
    """Unless its asker was told politely that it is not answered now."""
    assert LOAD.lost == 0
    silent = replace(LOAD, answered=(0.1, 0.2))
    assert silent.lost == 2
    assert replace(silent, put_off=2).lost == 0


def test_a_run_without_an_answer_misses_its_targets() -> None:
    """Nothing measured is nothing reached."""
    nothing = replace(LOAD, answered=(), put_off=0)
    assert {"answers a second", "answer p95, ms", "lost"} <= missed("teams", 42, nothing)


@pytest.mark.parametrize(
    ("name", "offered", "load", "figure"),
    [
        ("slack", 100, replace(LOAD, acknowledged=(0.026,) * 4), "acknowledgement p99, ms"),
        ("teams", 42, replace(LOAD, doubled=1), "answered twice"),
        ("slack", 63, replace(LOAD, seconds=0.07), "answer p95, ms"),
        ("slack", 63, replace(LOAD, put_off=1), "put off politely"),
        ("slack", 63, replace(LOAD, memory=300.0), "memory of all processes, MB"),
    ],
)
def test_each_target_can_be_missed(name: str, offered: float, load: Load, figure: str) -> None:
    """A figure that nothing can miss measures nothing."""
    assert figure in missed(name, offered, load)


def test_rates_and_processor_time_are_for_an_answer() -> None:
    """Both count what was answered, not what was offered."""
    assert (LOAD.rate, LOAD.cpu_ms) == (2.0, 10.0)


def test_a_polite_sentence_is_no_answer() -> None:
    """A server that puts everybody off would else be the fastest of all."""
    replies = Replies()
    replies.note("1", wording.BUSY)
    replies.note("2", "Research Scientist …")

    assert replies.put_off == {"1"}
    assert set(replies.answers) == {"2"}
    assert not replies.lack(["1", "2"])
    assert replies.lack(["3"])
