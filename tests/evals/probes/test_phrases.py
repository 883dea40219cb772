"""Actions as pieces of a question."""

from __future__ import annotations

import pytest

from evals.probes.phrases import phrase_of, phrase_with
from knowledge.decision_rights.model import Limit
from tests.evals.probes.rights import right


@pytest.mark.parametrize(
    ("action", "decided"),
    [
        ("publish a paper", "publish a paper"),
        ("Publishes papers on brewing", "publish papers on brewing"),
        ("Change the recipe", "change the recipe"),
        ("Bung the casks", "bung the casks"),
        ("Turning the barley", "decide on turning the barley"),
        ("changes of the recipe", "decide on changes of the recipe"),
        ("Use of new recipes", "decide on use of new recipes"),
        ("Early stopping", "decide on early stopping"),
        ("CVE numbers for old casks", "decide on CVE numbers for old casks"),
        ("how the vats are cleaned", None),
        ("how to clean the vats", "decide how to clean the vats"),
        ("Move your own casks (with care)", "move their own casks"),
        ("Vendors: tastes and advises", "decide on vendor matters"),
    ],
)
def test_an_action_is_something_done_or_something_decided_on(
    action: str, decided: str | None
) -> None:
    """Verbs stand as they are, in their base form; a noun that looks like a verb stays a noun."""
    phrase = phrase_of(right(action))
    assert (phrase.decided if phrase else None) == decided


def test_the_clause_tells_a_verb_that_no_list_knows() -> None:
    """After `may` there is always a verb."""
    phrase = phrase_of(right("sparge the mash twice", says="May sparge the mash twice."))
    assert phrase
    assert phrase.done == "sparge the mash twice"


@pytest.mark.parametrize(
    "action",
    [
        "Anything larger",
        "The manager decides on both",
        "a swap",
        "halting the mash for",
        "repairs up to €500",
        "The officer on duty",
        "with the brewers",
        "Your work – Brewing: moves casks",
        "",
    ],
)
def test_what_does_not_stand_by_itself_is_no_phrase(action: str) -> None:
    """A question about a fragment has no known answer."""
    assert phrase_of(right(action)) is None


@pytest.mark.parametrize(
    ("action", "unit", "decided"),
    [
        ("spend up to €500 on spare parts", "EUR", "spend €501 on spare parts"),
        ("goods up to an order value of 500 USD", "USD", "decide on goods of $501"),
        ("grant credits of up to 500 € a day", "EUR", "grant credits of €501 a day"),
        ("Contracts above £100 and up to £500", "GBP", "decide on contracts of £501"),
        ("delay a brew for up to 500 working days", "day", "delay a brew for 501 working days"),
        ("discounts of up to 500%", "%", "decide on discounts of 501%"),
        ("Spare parts", "CHF", "decide on spare parts of 501 CHF"),
        ("Spare parts", "part", None),
        ("spend up to €500 within 9 days", "EUR", None),
        ("up to €500", "EUR", None),
    ],
)  # fmt: skip
def test_an_amount_takes_the_place_of_the_limit(
    action: str, unit: str, decided: str | None
) -> None:
    """The words that set the limit go, the noun that is counted stays."""
    phrase = phrase_with(right(action, limit=Limit(up_to=500, unit=unit)), 501)
    assert (phrase.decided if phrase else None) == decided


def test_a_counted_noun_agrees_with_its_figure() -> None:
    """Two hours above one, one day below two."""
    hour = phrase_with(right("close a gate for up to one hour", limit=Limit(1, unit="hour")), 2)
    day = phrase_with(right("grant up to 2 days off", limit=Limit(2, unit="day")), 1)
    assert hour
    assert hour.text == "close a gate for 2 hours"
    assert day
    assert day.text == "grant 1 day off"
    staff = phrase_with(right("call in up to three staff", limit=Limit(3, unit="staff")), 4)
    assert staff
    assert staff.text == "call in 4 staff"
