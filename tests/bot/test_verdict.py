"""Rights become a verdict; whatever is not written down never becomes a yes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.deciders import who_decides
from bot.deciding import Matches
from bot.model import Verdict
from bot.verdict import NOT_SPECIFIED, rule
from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part
from tests.bot.rights import BAKER, asked, matches, right
from tests.bot.rulings import OVENS, is_open, ruling, verdict


@pytest.mark.parametrize(
    ("level", "part", "approver"),
    [
        (Level.INDEPENDENT, Part.DECIDES, ""),
        (Level.TEAM_APPROVAL, Part.PROPOSES, "other bakers"),
        (Level.MANAGER_APPROVAL, Part.PROPOSES, "Mill Manager"),
        (Level.RECOMMEND_ONLY, Part.CONSULTED, "Guild"),
        (Level.NOT_AUTHORIZED, Part.EXCLUDED, "Guild"),
    ],
)
def test_the_verdict_is_the_right_s_level_with_its_role_action_and_approver(
    level: Level, part: Part, approver: str
) -> None:
    """Nothing is added to what the documents say."""
    found = ruling(OVENS, right(OVENS, level, part, approver=approver))

    assert found.verdict == Verdict(level.value, "Baker", OVENS, approver)
    assert [match.right.action for match in found.rights] == [OVENS]
    assert not found.beyond


@pytest.mark.parametrize("sureness", [0.0, 1e-9])
def test_a_right_that_is_not_what_was_asked_about_leaves_it_open(sureness: float) -> None:
    """However far it goes: something near is not the same thing."""
    for level in Level:
        assert is_open(OVENS, matches(right(OVENS, level), sureness=sureness))
    assert who_decides(asked(OVENS), matches(right(OVENS), sureness=sureness)) is None


def test_without_a_right_it_is_left_open() -> None:
    """Silence is never a yes."""
    assert is_open(OVENS, Matches((), 1.0))
    assert who_decides(asked(OVENS), Matches((), 1.0)) is None


def test_a_yes_takes_more_than_a_no() -> None:
    """What is sure enough for yes is enough for no; what is enough for no may be too little."""
    forbidden = right(OVENS, Level.NOT_AUTHORIZED, Part.EXCLUDED)
    enough = {
        one.level: [
            step for step in range(101) if not is_open(OVENS, matches(one, sureness=step / 100))
        ]
        for one in (right(OVENS), forbidden)
    }

    assert enough[Level.INDEPENDENT]
    assert min(enough[Level.NOT_AUTHORIZED]) < min(enough[Level.INDEPENDENT])


def test_a_no_by_a_right_that_names_nothing_of_what_is_asked_takes_more() -> None:
    """What it is nearest to may still be about something else."""
    told = matches(right("close the mill", Level.NOT_AUTHORIZED), sureness=0.3)
    named, unnamed = (
        rule(
            asked("may a baker paint the gate"),
            replace(told, found=(replace(told.found[0], covered=covered),)),
        )
        for covered in (0.5, 0.0)
    )

    assert named is not None
    assert unnamed is not None
    assert named.verdict.level == Level.NOT_AUTHORIZED.value
    assert unnamed.verdict.level == NOT_SPECIFIED


def test_a_yes_takes_documents_that_speak_of_the_matter() -> None:
    """A right that fits is not enough where the documents hardly answer what was asked."""
    found = matches(right(OVENS))

    assert not is_open(OVENS, found)
    assert is_open(OVENS, replace(found, answered=0.1))


def test_a_right_that_names_the_very_thing_gives_a_yes_sooner() -> None:
    """Less of it leaves open what is no surer."""
    (exact,) = matches(right(OVENS)).found
    other = replace(exact, covered=0.4)

    assert not is_open(OVENS, Matches((exact,), 0.5, answered=0.4))
    assert is_open(OVENS, Matches((other,), 0.5, answered=0.4))


def test_whether_somebody_qualifies_is_for_no_right_to_say() -> None:
    """A degree is no decision."""
    assert rule(asked("can I become a baker without a degree?"), matches(right(OVENS))) is None


def test_two_documents_that_cannot_both_hold_are_a_conflict() -> None:
    """Both are handed on, so that both can be quoted; nobody's approval is named."""
    mine = right(OVENS)
    theirs = right(
        OVENS, Level.MANAGER_APPROVAL, Part.PROPOSES, approver="Mill Manager", document="policy.md"
    )
    for order in ((mine, theirs), (theirs, mine)):
        found = ruling(OVENS, *order)
        assert found.verdict == Verdict("conflict", "Baker", OVENS)
        assert {match.right.clause.document for match in found.rights} == {"baker.md", "policy.md"}


@pytest.mark.parametrize(
    "other",
    [
        right("sweep the yard", Level.NOT_AUTHORIZED, Part.EXCLUDED, document="policy.md"),
        right(OVENS, document="policy.md"),
        right(
            OVENS, Level.MANAGER_APPROVAL, Part.PROPOSES, approver="Mill Manager",
            document="policy.md", limit=Limit(over=300, unit="EUR"),
        ),
    ],
    ids=["another-matter", "the-same-level", "another-band"],
)  # fmt: skip
def test_documents_that_agree_or_speak_of_something_else_are_no_conflict(
    other: DecisionRight,
) -> None:
    """A verdict that cries wolf is not read."""
    assert verdict(OVENS, right(OVENS), other).level == "independent"


def test_rights_under_different_conditions_are_no_conflict() -> None:
    """Both may hold, each in its case."""
    night = right(OVENS, condition="at night")
    day = right(
        OVENS, Level.MANAGER_APPROVAL, Part.PROPOSES, approver="Mill Manager", condition="by day",
        document="policy.md",
    )  # fmt: skip

    assert verdict(OVENS, night, day).level != "conflict"


def test_who_decides_still_needs_those_who_have_to_agree() -> None:
    """What one place gives and another place binds holds as the stricter of both."""
    alone = right(OVENS, place="list")
    agreed = right(
        OVENS, Level.TEAM_APPROVAL, Part.PROPOSES, approver="other bakers", place="sentence"
    )
    found = verdict(OVENS, alone, agreed)

    assert (found.level, found.approver) == ("team_approval", "other bakers")


def test_whoever_may_propose_what_others_decide_may_recommend() -> None:
    """One clause says both: `may propose; the guild decides`."""
    says = "May propose new ovens; the guild decides."
    found = verdict(
        OVENS,
        right(OVENS, Level.NOT_AUTHORIZED, Part.EXCLUDED, approver="Guild", place=says),
        right(OVENS, Level.RECOMMEND_ONLY, Part.PROPOSES, approver="Guild", place=says),
    )

    assert (found.level, found.approver) == ("recommend_only", "Guild")


def test_who_may_propose_one_thing_is_still_refused_another_in_the_same_clause() -> None:
    """As in `May recommend a supplier. Must not sign contracts` of one clause."""
    found = matches(
        right("sign contracts", Level.NOT_AUTHORIZED, Part.EXCLUDED, place="suppliers"),
        right("a supplier", Level.RECOMMEND_ONLY, Part.PROPOSES, place="suppliers"),
    )
    refused, proposed = found.found
    made = rule(
        asked("may a baker sign contracts"),
        replace(found, found=(refused, replace(proposed, covered=0.0))),
    )

    assert made is not None
    assert made.verdict.level == Level.NOT_AUTHORIZED.value


def test_the_verdict_is_on_the_role_that_was_asked_about() -> None:
    """By its title, as the catalogue has it."""
    assert verdict(OVENS, right(OVENS, holder="baker")).role == BAKER.title
