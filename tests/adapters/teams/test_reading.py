"""Dialogs, search and typeahead: what can be read without asking a question."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import pytest

from adapters.membership import Membership
from adapters.teams import invokes, wording
from adapters.teams.limits import SEARCH_RESULTS, TYPEAHEAD, utf16_bytes
from bot.guides import Guides
from knowledge.model import Library, Role
from tests.adapters.builders import ScriptedGuide
from tests.adapters.teams.office import Office, at, card_of, texts
from tests.adapters.teams.rules import card_problems

OVEN = "may the bakery manager buy a new oven?"


def card_in(reply: dict[str, Any]) -> dict[str, Any]:
    """The card of a dialog; nothing in it that Teams does not show."""
    card: dict[str, Any] = reply["task"]["value"]["card"]["content"]
    assert list(card_problems(card)) == []
    assert utf16_bytes(card) < 80 * 1024
    return card


def test_a_passage_opens_in_its_section_and_is_marked(guides: Guides) -> None:
    """With the document, where it stands in it, whose it is, and the link to read on."""

    async def talk(office: Office) -> None:
        button = card_of(await office.ask(OVEN))["body"][-1]["actions"][0]
        card = card_in(await office.invoke("dialog_passage", value={"data": button["data"]}))
        marked = [
            run["text"]
            for block in card["body"]
            for run in block.get("inlines", ())
            if run.get("highlight")
        ]
        assert marked == ["Buying a new oven."]
        assert "- Choosing the recipe of the day." in texts(card)
        assert "Kitchen Office" in texts(card)
        (opens,) = card["body"][-1]["actions"]
        assert opens["url"].startswith("https://remit.example.org/read/bakery-manager#c-")

    at(guides, talk)


@pytest.mark.parametrize(
    "data",
    [
        {"show": "passage", "slug": "spaceman", "clause": "c-1"},
        {"show": "passage", "slug": "bakery-manager", "clause": "c-none"},
        {"show": "passage", "slug": "kitchen-director", "clause": ""},
        {"show": "passage"},
    ],
)
def test_a_passage_that_is_not_there_is_told_so(guides: Guides, data: dict[str, str]) -> None:
    """In the same words whether it is gone or not for the asker."""

    async def talk(office: Office) -> None:
        reply = await office.invoke("dialog_passage", value={"data": data})
        assert reply["task"] == {"type": "message", "value": wording.NO_PASSAGE}

    at(guides, talk)


def test_a_restricted_passage_opens_for_those_who_may_see_it(guides: Guides) -> None:
    """The same button, pressed by a manager."""

    async def talk(office: Office) -> None:
        data = {"show": "passage", "slug": "kitchen-director", "clause": ""}
        assert "4242" in str(card_in(await office.invoke("dialog_passage", value={"data": data})))

    managers = Membership({"managers": ["teams:11111111-aaaa-4bbb-8ccc-000000000001"]})
    at(guides, talk, groups=managers)


def test_a_link_that_leads_elsewhere_is_no_button(guides: Guides) -> None:
    """The data of a button may have been made up."""

    async def talk(office: Office) -> None:
        data = {
            "show": "passage",
            "slug": "bakery-manager",
            "clause": "",
            "url": "javascript:alert(1)",
        }
        card = card_in(await office.invoke("dialog_passage", value={"data": data}))
        assert "Action.OpenUrl" not in str(card)

    at(guides, talk)


def test_two_roles_are_compared_in_a_dialog(guides: Guides) -> None:
    """A form with the roles, then the table."""

    async def talk(office: Office) -> None:
        form = card_in(await office.invoke("dialog_compare"))
        table = card_in(await office.invoke("dialog_compared"))
        assert [each["id"] for each in form["body"] if "id" in each] == ["first", "second", "topic"]
        assert "Learn where the flour is kept." in texts(table)
        assert "Learn how the wheel is stopped." in texts(table)

    at(guides, talk)


def test_a_comparison_can_be_put_into_a_message(guides: Guides) -> None:
    """Over everybody's guide, whoever makes it: a whole chat reads it."""

    async def talk(office: Office) -> None:
        form = card_in(await office.invoke("insert_compare"))
        reply = (await office.invoke("insert_compared"))["composeExtension"]
        assert "Kitchen Director" not in str(form)
        assert "Learn how the wheel is stopped." in texts(reply["attachments"])

    managers = Membership({"managers": ["teams:11111111-aaaa-4bbb-8ccc-000000000001"]})
    at(guides, talk, groups=managers)


@pytest.mark.parametrize(
    "data",
    [
        {"first": "Bakery Manager", "second": "Bakery Manager"},
        {"first": "Bakery Manager", "second": "Kitchen Director"},
        {"first": "", "second": ""},
        {},
    ],
)
def test_what_cannot_be_compared_is_told_so(guides: Guides, data: dict[str, str]) -> None:
    """One role twice, one that is not there, none."""

    async def talk(office: Office) -> None:
        reply = await office.invoke("dialog_compared", value={"data": {"show": "compared"} | data})
        assert reply["task"] == {"type": "message", "value": wording.NOTHING_FOUND}

    at(guides, talk)


@pytest.mark.parametrize("value", [None, {}, [], {"data": 7}, {"data": {"show": "dance"}}])
def test_a_dialog_of_an_older_version_is_told_so(guides: Guides, value: Any) -> None:
    """With a sentence."""

    async def talk(office: Office) -> None:
        reply = await office.invoke("dialog_compare", value=value)
        assert reply["task"]["value"] == wording.UNKNOWN_ACTION

    at(guides, talk)


def test_a_search_brings_roles_and_then_clauses(guides: Guides) -> None:
    """Each with what the list shows of it and a card that a chat can take."""

    async def talk(office: Office) -> None:
        found = (await office.invoke("search"))["composeExtension"]["attachments"]
        titles = [each["preview"]["content"]["title"] for each in found]
        assert titles[0] == "Bakery Manager"
        assert "Bake the bread of the whole house." in titles
        assert len(found) <= SEARCH_RESULTS
        for each in found:
            assert list(card_problems(each["content"])) == []

    at(guides, talk)


def test_a_search_that_was_just_opened_lists_the_roles(guides: Guides) -> None:
    """There are no words yet."""

    async def talk(office: Office) -> None:
        found = (await office.invoke("search_opened"))["composeExtension"]["attachments"]
        titles = [each["preview"]["content"]["title"] for each in found]
        assert titles == ["Bakery Manager", "Mill Steward"]

    at(guides, talk)


@pytest.mark.parametrize("words", ["zzzz qqqq", "日本語", "x" * 5000])
def test_a_search_without_results_says_so(guides: Guides, words: str) -> None:
    """Never an error."""

    async def talk(office: Office) -> None:
        value = {"parameters": [{"name": "words", "value": words}]}
        found = (await office.invoke("search", value=value))["composeExtension"]
        assert found["type"] in {"message", "result"}

    at(guides, talk)


@dataclass(slots=True)
class StuckGuide(ScriptedGuide):
    """Its library takes long."""

    @property
    def catalogue(self) -> object:
        """Nothing, late."""
        time.sleep(1.0)
        raise AssertionError("too late for anybody")


def test_a_search_that_takes_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Teams waits five seconds."""
    monkeypatch.setattr(invokes, "QUERY_S", invokes.MARGIN_S + 0.1)

    async def talk(office: Office) -> None:
        found = await office.invoke("search")
        assert found["composeExtension"]["type"] == "message"

    at(StuckGuide(library=_many(0)), talk)


def test_at_most_fifteen_roles_are_offered() -> None:
    """Of those that fit, the ones that begin so first."""

    async def talk(office: Office) -> None:
        value = {"queryText": "role 1", "dataset": "roles"}
        found = (await office.invoke("typeahead", value=value))["value"]["results"]
        assert len(found) == TYPEAHEAD
        assert found[0]["title"].startswith("Role 1")

    at(ScriptedGuide(library=_many(200)), talk)


def test_a_form_over_many_roles_is_filled_as_somebody_types() -> None:
    """A list of hundreds is none."""

    async def talk(office: Office) -> None:
        card = card_in(await office.invoke("dialog_compare"))
        assert card["body"][1]["choices.data"] == {"type": "Data.Query", "dataset": "roles"}

    at(ScriptedGuide(library=_many(200)), talk)


def _many(count: int) -> Library:
    """A library of so many roles."""
    roles = tuple(Role(f"r{n}", f"Role {n}", ()) for n in range(count))
    return Library((), roles, "r1")
