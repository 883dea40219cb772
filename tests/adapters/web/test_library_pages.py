"""The pages about roles and who decides, over a real guide."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adapters.web.rights_pages import actions
from bot.guide import Guide
from tests.adapters.builders import Markup, Reply

Open = Callable[..., tuple[Reply, Markup]]

PAGES = (
    "/",
    "/roles",
    "/roles/kitchen-assistant",
    "/roles/kitchen-assistant/decisions",
    "/compare",
    "/compare?a=kitchen-assistant&b=kitchen-manager",
    "/compare?a=kitchen-assistant&b=kitchen-manager&topic=KPIs",
    "/who",
    "/who?action=buy+a+new+oven",
    "/read/kitchen-assistant",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole(open_page: Open, path: str) -> None:
    """A title, one main heading, no id twice, nothing inline, and it is found in the menu."""
    reply, markup = open_page(path)

    assert reply.status == 200
    assert [len(markup.of(tag)) for tag in ("title", "h1", "main")] == [1, 1, 1]
    assert len(set(markup.ids)) == len(markup.ids)
    assert not [given for _, given in markup.elements if "style" in given]
    assert not [name for _, given in markup.elements for name in given if name.startswith("on")]
    assert path == "/read/kitchen-assistant" or any(
        "aria-current" in each for each in markup.of("a")
    )


@pytest.mark.parametrize("path", PAGES)
def test_no_link_to_a_passage_leads_nowhere(open_page: Open, path: str) -> None:
    """Every citation opens at an element that is there."""
    links = [str(each.get("href")) for each in open_page(path)[1].of("a")]
    for link in {link for link in links if link.startswith("/read/")}:
        page, _, place = link.partition("#")
        reply, markup = open_page(page)
        assert reply.status == 200
        assert not place or place in markup.ids


@pytest.mark.parametrize(
    "path", ["/roles/nobody", "/roles/nobody/decisions", "/read/nothing", "/roles/"]
)
def test_what_is_not_there_is_said_to_be_gone(open_page: Open, path: str) -> None:
    """404, on a page with ways on."""
    reply, markup = open_page(path)

    assert reply.status == 404
    assert {"/", "/roles"} <= {each.get("href") for each in markup.of("a")}


def test_the_catalogue_finds_roles_by_any_of_their_names(open_page: Open) -> None:
    """Aliases too; where nothing is found, the page says so and what was looked for stays."""
    found = open_page("/roles?q=bread")[1]
    nothing = open_page("/roles?q=%22%3E%3Cscript%3E")[1]

    assert "/roles/kitchen-assistant" in [each.get("href") for each in found.of("a")]
    assert "/roles/kitchen-manager" not in [each.get("href") for each in found.of("a")]
    assert "No role is called that" in nothing.text
    assert len(nothing.of("script")) == 1
    assert [each["value"] for each in nothing.of("input")] == ['"><script>']


def test_a_role_is_shown_by_topic_with_its_documents(open_page: Open) -> None:
    """And leads to its decisions, to the chat and to a comparison."""
    markup = open_page("/roles/kitchen-assistant")[1]
    links = {str(each.get("href")) for each in markup.of("a")}

    assert {
        "/roles/kitchen-assistant/decisions",
        "/?about=Kitchen%20Assistant",
        "/compare?a=kitchen-assistant",
        "/read/kitchen-assistant",
    } <= links
    assert "Kept by Kitchen Office · as of 4 May 2026" in " ".join(markup.text.split())
    assert "Clean the oven every evening." in markup.text
    assert "Lead the bakers." not in markup.text


def test_decisions_are_listed_with_level_limit_and_clause(open_page: Open, kitchen: Guide) -> None:
    """A filter keeps what fits, and silence is never shown as permission."""
    markup = open_page("/roles/kitchen-assistant/decisions")[1]
    clauses = {clause.id for document in kitchen.library.documents for clause in document.clauses}
    links = [str(each["href"]) for each in markup.of("a") if each.get("class") == "clause-link"]

    assert "up to 50 EUR" in markup.text
    assert "that is no permission" in markup.text
    assert len(markup.of("tr")) == 1 + 3
    assert {link.partition("#")[2] for link in links} <= clauses
    alone = open_page("/roles/kitchen-assistant/decisions?level=independent")[1]
    assert [each["data-level"] for each in alone.of("tr") if "data-level" in each] == [
        "independent"
    ]
    assert "Nothing here fits" in open_page("/roles/kitchen-assistant/decisions?q=moon")[1].text


def test_a_comparison_has_a_passage_for_every_cell(open_page: Open) -> None:
    """What differs is there, and what is the same when a topic is asked for."""
    reply, markup = open_page("/compare?a=kitchen-assistant&b=kitchen-manager&topic=KPIs")

    assert "≥ 200" in markup.text
    assert "≥ 500" in markup.text
    assert "the same for both" in markup.text
    assert reply.text.count('class="mark"') == 4


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/compare?a=kitchen-assistant&b=kitchen-assistant", "the same role twice"),
        (
            "/compare?a=kitchen-assistant&b=kitchen-manager&topic=parachutes",
            "nothing on “parachutes”",
        ),
        ("/compare?a=kitchen-assistant&b=nobody", "What differs comes first"),
        ("/compare?a=kitchen-assistant", "What differs comes first"),
    ],
)
def test_what_cannot_be_compared_is_said(open_page: Open, path: str, told: str) -> None:
    """In a sentence, on the same page, with the form as it was."""
    reply, markup = open_page(path)

    assert reply.status == 200
    assert told in markup.text
    chosen = [each["value"] for each in markup.of("option") if "selected" in each]
    assert chosen[0] == "kitchen-assistant"


def test_who_decides_names_the_decider_with_the_clause(open_page: Open) -> None:
    """And leads to all that the role may decide."""
    reply, markup = open_page("/who?action=buy+a+new+oven")

    assert "Kitchen Manager decides" in markup.text
    assert 'class="mark"' in reply.text
    assert "/roles/kitchen-manager/decisions" in [each.get("href") for each in markup.of("a")]


def test_examples_of_decisions_are_decisions(kitchen: Guide) -> None:
    """Whoever tries one gets an answer; a library without any gives none."""
    assert set(actions(kitchen.rights)) <= {"Buy a new oven", "Change the opening hours"}
    assert actions(()) == ()


def test_a_document_that_may_not_hold_says_so_at_its_top(open_page: Open) -> None:
    """Whoever follows a citation sees it before they rely on it."""
    assert "is a draft" in open_page("/read/kitchen-manager")[1].text
    assert "is a draft" not in open_page("/read/kitchen-assistant")[1].text


def test_the_chat_answers_a_form(open_page: Open) -> None:
    """Without scripts, the page has the answer in it, and what was asked before."""
    form = {
        "turn": "what is the kitchen assistant responsible for?",
        "question": "and the kitchen manager?",
    }
    reply, markup = open_page("/", "POST", data=form)
    hidden = [each["value"] for each in markup.of("input") if each.get("type") == "hidden"]

    assert reply.status == 200
    assert "Lead the bakers." in markup.text
    assert set(hidden) == set(form.values())
