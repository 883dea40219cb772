"""Rights become a verdict or its deciders; whatever is not written down never becomes a yes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.deciding import Matches
from bot.model import Verdict
from bot.verdict import (
    NOT_SPECIFIED,
    Deciders,
    Ruling,
    lacks_decider,
    rule,
    who_decides,
    with_decider,
)
from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part
from tests.bot.rights import BAKER, asked, matches, right

OVENS = "buy ovens"


def ruling(text: str, *found: DecisionRight, sureness: float = 1.0) -> Ruling:
    """The ruling on a question, which there must be."""
    made = rule(asked(text), matches(*found, sureness=sureness))
    assert made is not None
    return made


def verdict(text: str, *found: DecisionRight) -> Verdict:
    """The verdict on a question, which there must be."""
    return ruling(text, *found).verdict


def deciders(text: str, *found: DecisionRight) -> Deciders:
    """Who decides what is asked about, which must be known."""
    made = who_decides(asked(text), matches(*found))
    assert made is not None
    return made


def holders(deciding: Deciders) -> list[str]:
    """Who decides, in order."""
    return [match.right.holder for match in deciding.decide]


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


def is_open(text: str, found: Matches) -> bool:
    """Whether the verdict is that the documents leave it open."""
    ruled = rule(asked(text), found)
    return ruled is not None and ruled.verdict.level == NOT_SPECIFIED and not ruled.rights


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


def test_whether_somebody_qualifies_is_for_no_right_to_say() -> None:
    """A degree is no decision."""
    assert rule(asked("can I become a baker without a degree?"), matches(right(OVENS))) is None


@pytest.mark.parametrize(
    ("amount", "level", "beyond"),
    [
        ("299 EUR", "independent", False),
        ("300 EUR", "independent", False),
        ("300.01 EUR", "manager_approval", True),
        ("301 EUR", "manager_approval", True),
        ("5,000 EUR", "manager_approval", True),
        ("301", "manager_approval", True),
    ],
)
def test_a_right_ends_at_its_limit(amount: str, level: str, *, beyond: bool) -> None:
    """The limit itself is within it; above it nobody is known to approve."""
    found = ruling(f"{OVENS} for {amount}", right(OVENS, limit=Limit(up_to=300, unit="EUR")))

    assert (found.verdict.level, found.verdict.approver) == (level, "")
    assert found.beyond is beyond


@pytest.mark.parametrize(("amount", "beyond"), [("299", False), ("300", True)])
def test_below_a_limit_means_below_it(amount: str, *, beyond: bool) -> None:
    """`Less than 300` leaves 300 out."""
    limit = Limit(up_to=300, unit="EUR", below=True)

    assert ruling(f"{OVENS} for {amount} EUR", right(OVENS, limit=limit)).beyond is beyond


def test_an_amount_of_a_higher_band_needs_that_band_s_approver() -> None:
    """In whichever order the bands were found."""
    bands = (
        right(OVENS, limit=Limit(up_to=300, unit="EUR"), place="low"),
        right(
            OVENS, Level.TEAM_APPROVAL, Part.PROPOSES, approver="Head Baker", place="middle",
            limit=Limit(up_to=900, over=300, unit="EUR"),
        ),
        right(
            OVENS, Level.MANAGER_APPROVAL, Part.PROPOSES, approver="Mill Manager", place="high",
            limit=Limit(over=900, unit="EUR"),
        ),
    )  # fmt: skip
    expected = {
        "300": ("independent", ""),
        "301": ("team_approval", "Head Baker"),
        "900": ("team_approval", "Head Baker"),
        "901": ("manager_approval", "Mill Manager"),
    }
    for amount, told in expected.items():
        for order in (bands, bands[::-1]):
            found = verdict(f"{OVENS} for {amount} EUR", *order)
            assert (found.level, found.approver) == told, amount


def test_a_limit_of_another_unit_is_not_what_the_amount_is_held_against() -> None:
    """Days are no euros."""
    found = ruling(f"{OVENS} for 20 days", right(OVENS, limit=Limit(up_to=3, unit="EUR")))

    assert not found.beyond


def test_another_matter_s_limit_does_not_stretch_a_right() -> None:
    """Who may rent a cart for 900 may not therefore buy ovens for it."""
    found = ruling(
        f"{OVENS} for 301 EUR",
        right(OVENS, limit=Limit(up_to=300, unit="EUR")),
        right("rent a cart", limit=Limit(up_to=900, unit="EUR")),
    )

    assert found.beyond
    assert (found.verdict.level, found.verdict.action) == ("manager_approval", OVENS)


def test_a_limit_in_another_currency_leaves_it_open() -> None:
    """How much that is nobody here can say; yes would be a guess, and so would no."""
    found = matches(right(OVENS, limit=Limit(up_to=300, unit="EUR")))

    assert is_open(f"{OVENS} for 20 USD", found)


def test_rights_for_larger_amounts_say_nothing_of_a_smaller_one() -> None:
    """That the high band needs approval leaves the low one open."""
    high = right(
        OVENS, Level.MANAGER_APPROVAL, Part.PROPOSES, approver="Mill Manager",
        limit=Limit(over=300, unit="EUR"),
    )  # fmt: skip

    assert is_open(f"{OVENS} for 20 EUR", matches(high))


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


def test_who_decides_is_told_of_everybody_who_takes_part_once() -> None:
    """Each in their part, however often the documents say it."""
    row = "a row of the matrix"
    found = deciders(
        OVENS,
        right(OVENS, holder="Guild", place=row),
        right(OVENS, holder="Guild", document="policy.md"),
        right(OVENS, Level.TEAM_APPROVAL, Part.AGREES, holder="Miller", place=row),
        right(OVENS, Level.MANAGER_APPROVAL, Part.PROPOSES, holder="Baker", place=row),
        right(OVENS, Level.RECOMMEND_ONLY, Part.CONSULTED, holder="Porter", place=row),
        right(OVENS, Level.NOT_AUTHORIZED, Part.INFORMED, holder="Carter", place=row),
    )

    assert holders(found) == ["Guild"]
    assert [match.right.holder for match in found.agree] == ["Miller"]
    assert [match.right.holder for match in found.propose] == ["Baker"]
    assert [match.right.holder for match in found.consulted] == ["Porter"]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("100", ["Baker", "Miller", "Guild"]),
        ("300", ["Baker", "Miller", "Guild"]),
        ("301", ["Miller", "Guild"]),
        ("3,001", ["Guild"]),
    ],
)
def test_the_lowest_who_has_enough_authority_comes_first(amount: str, expected: list[str]) -> None:
    """And whoever has too little does not decide."""
    found = deciders(
        f"{OVENS} for {amount} EUR",
        right(OVENS, holder="Guild"),
        right(OVENS, holder="Miller", limit=Limit(up_to=3000, unit="EUR"), place="miller"),
        right(OVENS, holder="Baker", limit=Limit(up_to=300, unit="EUR"), place="baker"),
    )

    assert holders(found) == expected


def test_an_amount_beyond_everybody_s_limit_is_nobody_s_to_decide() -> None:
    """The highest of them is not taken instead."""
    found = matches(right(OVENS, limit=Limit(up_to=300, unit="EUR")))

    assert who_decides(asked(f"{OVENS} for 301 EUR"), found) is None


def test_an_approver_stands_in_for_a_decider_that_nobody_names() -> None:
    """`Needs the approval of the mill manager` says who decides."""
    found = deciders(
        OVENS, right(OVENS, Level.MANAGER_APPROVAL, Part.PROPOSES, approver="Mill Manager")
    )

    assert [match.right.approver for match in found.decide] == ["Mill Manager"]


def test_a_matter_of_which_only_bystanders_are_known_has_no_decider() -> None:
    """Whoever is consulted does not decide."""
    row = "a row of the matrix"
    found = matches(
        right(OVENS, Level.RECOMMEND_ONLY, Part.CONSULTED, place=row),
        right(OVENS, Level.NOT_AUTHORIZED, Part.INFORMED, holder="Miller", place=row),
    )

    assert who_decides(asked(OVENS), found) is None


def test_another_matter_s_decider_is_not_named() -> None:
    """However well the right fits on the whole."""
    found = deciders(OVENS, right(OVENS, holder="Guild"), right("sweep the yard", holder="Porter"))

    assert found.action == OVENS
    assert holders(found) == ["Guild"]


def test_the_verdict_is_on_the_role_that_was_asked_about() -> None:
    """By its title, as the catalogue has it."""
    assert verdict(OVENS, right(OVENS, holder="baker")).role == BAKER.title


def test_limits_that_two_documents_set_differently_are_a_conflict() -> None:
    """Where the amount tells them apart; one within both is nobody's quarrel."""
    own = right(OVENS, limit=Limit(up_to=300, unit="EUR"), document="baker.md")
    table = right(OVENS, limit=Limit(up_to=200, unit="EUR"), document="table.csv")

    assert verdict("buy ovens for 250 euros", own, table).level == "conflict"
    assert verdict("buy ovens for 100 euros", own, table).level == "independent"


def test_a_sum_asked_about_counts_for_the_right_that_has_a_limit() -> None:
    """A right alone without one does not outweigh the approval that the sum needs."""
    alone = right("buy ovens and tins")
    bounded = right(
        "buy ovens",
        Level.MANAGER_APPROVAL,
        Part.PROPOSES,
        approver="Mill Manager",
        limit=Limit(over=500, unit="EUR"),
    )

    assert verdict("buy ovens for 900 euros", alone, bounded).level == "manager_approval"
    assert verdict("buy ovens", alone, bounded).level == "independent"


def test_who_decides_instead_is_told_from_another_clause() -> None:
    """Where the clause that refuses does not say it, and the other is about the same."""
    refusing = ruling("sell the mill", right("sell the mill", Level.NOT_AUTHORIZED, Part.EXCLUDED))
    guild = replace(right("sell the mill by auction"), holder="Guild", role="guild")
    other = replace(right("grind rye"), holder="Miller", role="miller")

    assert lacks_decider(refusing)
    told = with_decider(refusing, matches(other, guild))
    assert (told.verdict.approver, len(told.rights)) == ("Guild", 2)
    assert with_decider(refusing, matches(other)) == refusing
