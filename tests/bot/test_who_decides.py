"""Who decides is told from the rights of all: each once, and nobody for another matter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.deciders import who_decides
from bot.verdict import lacks_decider, with_decider
from knowledge.decision_rights.model import Level, Limit, Part
from tests.bot.rights import asked, matches, right
from tests.bot.rulings import OVENS, deciders, holders, ruling


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


def test_who_decides_instead_is_told_from_another_clause() -> None:
    """Where the clause that refuses does not say it, and the other is about the same."""
    refusing = ruling("sell the mill", right("sell the mill", Level.NOT_AUTHORIZED, Part.EXCLUDED))
    guild = replace(right("sell the mill by auction"), holder="Guild", role="guild")
    other = replace(right("grind rye"), holder="Miller", role="miller")

    assert lacks_decider(refusing)
    told = with_decider(refusing, matches(other, guild))
    assert (told.verdict.approver, len(told.rights)) == ("Guild", 2)
    assert with_decider(refusing, matches(other)) == refusing
