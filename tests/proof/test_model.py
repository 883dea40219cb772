"""What a run says of its questions, and of the faults between them. No program is started here."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from adapters import wording
from adapters.teams import wording as teams_wording
from bench.model import Standing
from proof.model import LIE, Asked, Ledger, Outcome, Spell
from proof.rendering import passed, rows
from proof.run import shuffled

CLERK = "What is the harbour clerk paid?"
PAID = "The clerk is paid kanarienvogel money."
RATE = 10


def ledger(*, until: int = 60) -> Ledger:
    """Ten questions a second, each acknowledged and answered in a tenth of one; one by an insider.

    Everything here happens from the second 1,000 on.
    """
    kept = Ledger()
    for number in range(until * RATE):
        at = 1000 + number / RATE
        name = str(number)
        kept.asked[name] = Asked(name, "slack", CLERK, frozenset(), at, acknowledged=at)
        kept.said(name, PAID if not number else "Nothing is said of it.", ["hr"], at + 0.1)
    return kept


def outcome(kept: Ledger, *spells: Spell, until: int = 60) -> Outcome:
    """A run that went well but for what stands in its ledger."""
    return Outcome(kept, spells, 1000.0, 1000.0 + until, (), (), 0, 0, 0, ())


def missed(run: Outcome) -> set[str]:
    """The figures whose target a run misses."""
    return {
        name for name, value, target in rows(run) if target and target.judge(value) is Standing.FAIL
    }


def test_a_run_in_which_nothing_went_wrong_passes() -> None:
    """With a fault that nobody noticed."""
    assert passed(outcome(ledger(), Spell("replica killed", 1020, 1025)))


def test_what_was_acknowledged_and_met_with_silence_is_lost() -> None:
    """A sentence that asks to ask again is no answer, and no silence either."""
    kept = ledger()
    kept.asked["7"].answers.clear()
    assert missed(outcome(kept)) == {"acknowledged and never answered"}
    kept.said("7", teams_wording.INTERRUPTED, [], 1010)
    assert missed(outcome(kept)) == set()
    told = {name: value for name, value, _ in rows(outcome(kept))}
    assert told["told to ask again instead, share"] == pytest.approx(1 / 600)


def test_what_was_never_acknowledged_was_never_promised() -> None:
    """The platform tells its asker so; it is shown, and no loss."""
    kept = ledger()
    kept.asked["7"].answers.clear()
    kept.asked["7"].acknowledged = None
    assert missed(outcome(kept)) == set()


@pytest.mark.parametrize("acknowledged", [True, False])
def test_a_server_that_puts_everybody_off_proves_nothing(*, acknowledged: bool) -> None:
    """Whether it refuses what comes, or answers that it failed."""
    kept = ledger()
    for asked in kept.asked.values():
        asked.notices, asked.answers = asked.answers, []
        asked.acknowledged = asked.at if acknowledged else None
    figure = "told to ask again instead" if acknowledged else "never acknowledged"
    assert f"{figure}, share" in missed(outcome(kept))


def test_two_answers_are_one_too_many_and_an_answer_with_a_notice_is_not() -> None:
    """A notice after an answer says that it may be missing: nothing is said twice."""
    kept = ledger()
    kept.said("7", wording.failed("abcdef01"), [], 1010)
    assert missed(outcome(kept)) == set()
    kept.said("7", "Nothing is said of it.", [], 1011)
    assert missed(outcome(kept)) == {"answered twice"}


@pytest.mark.parametrize(
    ("groups", "leaks"), [((), 1), (("hr",), 0), (("board",), 1), (("board", "hr"), 0)]
)
def test_a_restricted_word_is_a_leak_for_whoever_may_not_see_it(
    groups: tuple[str, ...], leaks: int
) -> None:
    """Groups are those of everybody who can read the message."""
    kept = ledger()
    kept.said("7", PAID, groups, 1010)
    assert len(kept.leaks) == leaks


def test_a_word_that_the_asker_typed_is_no_news_to_them() -> None:
    """Answers may repeat the question, and those before it in the same chat."""
    kept = ledger()
    kept.asked["8"].earlier = ("What is kanarienvogel money?",)
    kept.said("8", "Do you still mean kanarienvogel?", (), 1010)
    kept.asked["7"].text = "What is kanarienvogel money?"
    kept.said("7", "Nothing is said of kanarienvogel.", (), 1010)
    assert not kept.leaks


def test_a_run_in_which_nobody_ever_saw_anything_restricted_proves_nothing() -> None:
    """It would pass with a library that has no such thing."""
    assert missed(outcome(replace(ledger(), rightly=0))) == {"the same shown to those who may"}


def test_what_a_model_invents_must_not_be_shown() -> None:
    """Nor may anything be said to a question that nobody asked."""
    kept = ledger()
    kept.said("7", f"They look after {LIE}.", (), 1010)
    kept.said("none", "Nothing is said of it.", (), 1010)
    assert {"inventions of the model shown", "messages to nobody's question"} <= missed(
        outcome(kept)
    )


@pytest.mark.parametrize(
    ("change", "figure"),
    [
        ({"corrupt": ("quoting: library.json",)}, "damaged files in an index at the end"),
        ({"stale": 1}, "replicas with old documents at the end"),
        ({"died": 1}, "replicas that ended by themselves"),
        ({"refused": 1}, "refused by Slack or Teams"),
    ],
)
def test_each_count_can_fail_a_run(change: dict[str, object], figure: str) -> None:
    """A figure that nothing can miss proves nothing."""
    assert missed(replace(outcome(ledger()), **change)) == {figure}  # type: ignore[arg-type]


def slow(kept: Ledger, began: float, ended: float, seconds: float) -> Ledger:
    """Have everything asked between two moments take so long."""
    for asked in kept.asked.values():
        if began <= asked.at < ended:
            asked.answers = [asked.at + seconds]
    return kept


def test_all_is_well_again_when_answers_take_what_they_usually_take() -> None:
    """Counted from the end of the fault, not from its beginning."""
    kept = slow(ledger(), 1020, 1029, 2.0)
    (after,) = outcome(kept, Spell("PostgreSQL killed", 1020, 1025)).aftermaths
    assert after.usual_after == pytest.approx(4, abs=0.2)
    assert after.slowest_s == pytest.approx(2)


def test_what_was_asked_before_the_end_of_a_fault_must_be_answered_too() -> None:
    """New answers may come at once while earlier ones wait in a queue."""
    kept = slow(ledger(), 1024.5, 1024.6, 12.0)
    (after,) = outcome(kept, Spell("PostgreSQL killed", 1020, 1025)).aftermaths
    assert after.usual_after == pytest.approx(11.5, abs=0.2)


def test_a_service_that_stays_slow_never_is_well_again() -> None:
    """And misses the target however short the fault was."""
    kept = slow(ledger(), 1020, 1060, 2.0)
    run = outcome(kept, Spell("PostgreSQL killed", 1020, 1021))
    assert run.aftermaths[0].usual_after == math.inf
    assert missed(run) == {"usual again after a fault, slowest, s"}


def test_each_fault_is_judged_until_the_next_one_begins() -> None:
    """What comes later is the next one's."""
    kept = slow(ledger(), 1041, 1060, 2.0)
    spells = (Spell("replica killed", 1020, 1021), Spell("PostgreSQL killed", 1040, 1041))
    first, second = outcome(kept, *spells).aftermaths
    assert (first.asked, first.usual_after) == (200, 0)
    assert second.usual_after == math.inf


def test_memory_is_compared_with_that_of_the_fifth_minute() -> None:
    """A run that is hardly longer says nothing about it."""
    grown = tuple((1000.0 + at, 100 + at) for at in range(601))
    run = replace(outcome(ledger(until=600), until=600), memory=grown)
    assert run.memory_ratio() == pytest.approx(670 / 400)
    assert missed(run) == {"memory at the end, by minute 5"}
    assert math.isnan(replace(run, ended=1310.0).memory_ratio())


def test_a_soak_has_all_faults_before_any_comes_twice() -> None:
    """In the same order each time."""
    assert len(set(shuffled(14))) == 14
    assert shuffled(30) == shuffled(30)
