"""What a run at two sizes says of them. Nothing is indexed or asked here."""

from __future__ import annotations

import math
from dataclasses import replace

from bench.scale import QUALITY, TITLES, Built, Row, Size, rows

QUIET = dict.fromkeys(QUALITY, 1.0) | {"mix_up": 0.0, "false_yes": 0.0}
SMALL = Size(3, Built(1_000, 800, 5.0, 250.0), 0.5, 150.0, (0.010, 0.012, 0.014), QUIET)
LARGE = Size(300, Built(100_000, 50_000, 400.0, 900.0), 3.0, 640.0, (0.013, 0.02, 0.042), QUIET)


def missed(*sizes: Size) -> set[str]:
    """The figures whose target is missed."""
    return {row.title for row in rows(sizes) if row.missed}


def test_an_answer_may_take_three_times_as_long_with_a_hundred_times_as_much() -> None:
    """The slow answers count, not the usual ones; three times is still right."""
    assert not missed(SMALL, LARGE)

    slow = replace(LARGE, warm=(0.013, 0.02, 0.043))

    assert missed(SMALL, slow) == {"warm answer p95, ms"}


def test_quality_counts_at_either_size() -> None:
    """A library may be as small as one wants, its answers have to be right all the same."""
    wrong = QUIET | {"mix_up": 0.2, "false_yes": 0.1}

    for sizes in ((replace(SMALL, quality=wrong), LARGE), (SMALL, replace(LARGE, quality=wrong))):
        assert missed(*sizes) == {TITLES["mix_up"], TITLES["false_yes"]}


def test_the_speed_of_an_ingest_is_told_only_where_there_was_one() -> None:
    """An index that was kept from an earlier run tells nothing of how long it took."""
    kept = replace(LARGE, built=replace(LARGE.built, embedded=0, seconds=9.0))

    told = {row.title: row.values for row in rows((SMALL, LARGE))}
    assert told["ingest, clauses a second"] == (200.0, 250.0)
    assert "ingest, clauses a second" not in {row.title for row in rows((SMALL, kept))}


def test_what_is_nothing_at_first_has_no_ratio() -> None:
    """No role was mixed up at either size."""
    assert math.isnan(Row("role mix-up", (0.0, 0.0)).growth)
