"""Decision rights as a table: a row a decision, however often the documents say it."""

from __future__ import annotations

from dataclasses import replace

from adapters.web.decision_table import filtered, rows_of
from knowledge.decision_rights.model import DecisionRight, Level, Limit, Part
from knowledge.model import RoleDocument
from tests.adapters.builders import baker, library


def right(
    action: str,
    level: Level = Level.INDEPENDENT,
    *,
    number: int = 3,
    approver: str = "",
    limit: Limit | None = None,
    condition: str = "",
    part: Part = Part.DECIDES,
) -> DecisionRight:
    """A right of the baker, given by one of their document's clauses."""
    clause = document().clauses[number]
    return DecisionRight(clause, "Baker", "baker", action, level, part, approver, limit, condition)


def document() -> RoleDocument:
    """The baker's document."""
    return baker()


def test_levels_are_in_their_order_whatever_the_documents_order() -> None:
    """What a role may do alone comes first, what it may not last."""
    rows = rows_of(
        [
            right("sell the oven", Level.NOT_AUTHORIZED),
            right("buy an oven", Level.MANAGER_APPROVAL),
            right("bake", Level.INDEPENDENT),
        ],
        library(document()),
    )

    assert [row.level for row in rows] == [
        Level.INDEPENDENT,
        Level.MANAGER_APPROVAL,
        Level.NOT_AUTHORIZED,
    ]
    assert [row.action for row in rows] == ["Bake", "Buy an oven", "Sell the oven"]


def test_what_two_clauses_say_alike_is_one_row_that_leads_to_both() -> None:
    """Nobody reads a decision twice, and every clause can be opened."""
    (row,) = rows_of([right("bake"), right("Bake", number=4)], library(document()))

    assert [place.url for place in row.places] == [
        f"/read/baker#{document().clauses[number].id}" for number in (3, 4)
    ]
    assert (row.places[0].title, row.places[0].heading) == ("Baker", "Responsibilities")
    assert row.places[0].quote == document().clauses[3].text


def test_other_terms_make_another_row() -> None:
    """Two limits, approvers, conditions or parts are two decisions."""
    first = right("buy flour", Level.MANAGER_APPROVAL, approver="the Head Baker")
    others = [
        replace(first, approver="the Director"),
        replace(first, limit=Limit(up_to=50, unit="EUR")),
        replace(first, condition="in winter"),
        replace(first, part=Part.CONSULTED),
    ]

    assert len(rows_of([first, first, *others], library(document()))) == 5


def test_an_approver_is_told_from_one_who_decides_instead() -> None:
    """The same name means two things."""
    asked, instead = rows_of(
        [
            right("buy flour", Level.MANAGER_APPROVAL, approver="the Head Baker"),
            right("hire bakers", Level.NOT_AUTHORIZED, approver="the Head Baker"),
        ],
        library(document()),
    )

    assert (asked.asked, instead.asked) == (True, False)


def test_a_limit_that_its_condition_names_is_said_once() -> None:
    """Else both are said."""
    limit = Limit(up_to=500, unit="USD")
    named = right("spend", limit=limit, condition="Up to 500 USD a month")
    apart = right("spend", limit=limit, condition="inside the budget")
    rows = rows_of([named, apart, right("bake")], library(document()))

    assert [row.bounds for row in rows] == [
        "Up to 500 USD a month",
        "up to 500 USD; inside the budget",
        "",
    ]


def test_a_filter_keeps_the_rows_with_all_its_words_at_its_level() -> None:
    """Words may be parts of words, in any case, in any column."""
    rows = rows_of(
        [
            right("buy flour", Level.MANAGER_APPROVAL, approver="the Head Baker"),
            right("buy an oven", Level.MANAGER_APPROVAL, approver="the Director"),
            right("bake"),
        ],
        library(document()),
    )

    assert filtered(rows) == rows
    assert [row.action for row in filtered(rows, words="BUY head")] == ["Buy flour"]
    assert [row.action for row in filtered(rows, "independent")] == ["Bake"]
    assert filtered(rows, "independent", "oven") == ()
    assert filtered(rows, "no level") == ()
