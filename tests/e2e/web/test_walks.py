"""People's ways through the pages: by keyboard, by link, without scripts, and back again."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import TOKEN
from tests.e2e.web.conftest import Browse

pytestmark = pytest.mark.e2e

QUESTION = "may a research scientist publish a paper?"


def focused(page: Page) -> str:
    """The class names of the element that has the focus."""
    return str(page.evaluate("document.activeElement.className"))


def test_ask_open_a_citation_and_come_back_by_keyboard_alone(browse: Browse) -> None:
    """No mouse is needed, and the focus comes back to the citation that it left by."""
    visit = browse()
    page = visit.go("/")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn > .card:not(.arriving)")
    while focused(page) != "mark":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#citation")).to_be_visible()
    while "primary" not in focused(page):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/read/**")
    assert page.evaluate("document.activeElement.matches('.clause:target')")

    page.locator(".back a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{visit.address}/")
    expect(page.locator(".turn")).to_have_count(1)
    assert focused(page) == "mark"


def test_escape_closes_a_citation_where_it_was_opened(browse: Browse) -> None:
    """Whoever has read it goes on reading."""
    visit = browse()
    visit.go("/")
    page = visit.ask(QUESTION)
    page.locator(".mark").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")

    expect(page.locator("#citation")).to_be_hidden()
    assert focused(page) == "mark"


def test_a_link_lands_on_the_highlighted_passage(browse: Browse) -> None:
    """It can be seen, it stands out, and a screen reader goes on from there."""
    visit = browse()
    visit.go("/")
    page = visit.ask(QUESTION)
    quote = page.evaluate(
        "document.querySelector('.mark').click(),"
        "document.querySelector('#citation blockquote').textContent"
    )
    page.click("#citation .primary")
    passage = page.locator(".clause:target")

    expect(passage).to_be_in_viewport()
    expect(passage).to_be_focused()
    expect(page.locator("#moved")).to_be_hidden()
    assert "".join(passage.inner_text().split()) == "".join(str(quote).split())
    plain = page.locator(".clause:not(:target)").first
    colour = "element => getComputedStyle(element).backgroundColor"
    assert passage.evaluate(colour) != plain.evaluate(colour)


def test_a_passage_that_is_gone_is_said_to_be(browse: Browse) -> None:
    """A stale link opens the document as it is now, and says so."""
    page = browse().go("/read/research-scientist#c-0000000000")

    expect(page.locator("#moved")).to_be_visible()


def test_a_citation_names_its_owner_and_its_age(browse: Browse) -> None:
    """Nobody has to open the document to see how far to trust it."""
    visit = browse()
    visit.go("/")
    page = visit.ask("what is the reproducibility target for an associate research scientist?")
    page.click(".mark >> nth=0")

    expect(page.locator("#citation .kept")).to_have_text(
        "Kept by Research Operations · as of 4 May 2026"
    )
    expect(page.locator("#citation .kept")).to_have_css("text-align", "start")


def test_a_table_s_row_is_quoted_cell_by_cell(browse: Browse) -> None:
    """No raw pipes."""
    visit = browse()
    visit.go("/")
    page = visit.ask("may an associate research scientist publish a paper?")
    page.click(".mark >> nth=0")

    assert page.locator("#citation .cell").count() > 2
    assert "|" not in page.locator("#citation blockquote").inner_text()


def test_an_answer_can_be_voted_on_with_a_reason(browse: Browse) -> None:
    """The reason is asked for after a thumb down; the vote outlives a reload."""
    visit = browse()
    visit.go("/")
    page = visit.ask(QUESTION)
    down = page.locator(".thumb[data-vote=down]")
    down.click()
    expect(page.locator(".thanks")).to_have_text("Thank you.")
    page.get_by_label("Something is missing").check()
    with page.expect_request("**/api/feedback") as sent:
        page.click(".why button")
    told = json.loads(sent.value.post_data or "")

    assert (told["up"], told["reason"]) == (False, "incomplete")
    assert sent.value.response().status == 200  # type: ignore[union-attr]
    expect(page.locator(".why")).to_be_hidden()
    page.reload()
    expect(down).to_have_attribute("aria-pressed", "true")


def test_whoever_asks_to_be_forgotten_is(browse: Browse) -> None:
    """The conversation is gone here, and votes on it are no longer taken there."""
    visit = browse()
    visit.go("/")
    page = visit.ask(QUESTION)
    page.select_option("#role", "Research Scientist")
    page.click("#forget-me")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".turn")).to_have_count(1)

    page.click("#forget-me")
    with page.expect_response("**/api/forget") as told:
        page.get_by_role("dialog").get_by_role("button", name="Forget me").click()
    assert told.value.ok
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#role")).to_have_value("")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_conversation_goes_on(browse: Browse) -> None:
    """A follow-up leaves the role out, and an answer that asks back offers the roles."""
    visit = browse()
    visit.go("/")
    visit.ask("how many years of experience are needed?")
    choice = visit.page.locator(".card .choice").first
    named = choice.inner_text()
    choice.click()
    expect(visit.page.locator(".turn")).to_have_count(2)
    expect(visit.page.locator(".turn").nth(1)).to_contain_text(named)
    visit.page.locator(".turn").nth(1).locator(".sources").wait_for()

    visit.page.locator(".turn").nth(1).locator("> .choices .choice").first.click()
    expect(visit.page.locator(".turn")).to_have_count(3)


def test_an_answer_arrives_where_nothing_streams(browse: Browse) -> None:
    """A proxy that takes no events away from JSON leaves the chat as it is."""

    def without_events(route: Route) -> None:
        route.continue_(headers=route.request.headers | {"accept": "application/json"})

    visit = browse()
    visit.page.route("**/api/ask", without_events)
    visit.go("/")
    visit.ask(QUESTION)

    expect(visit.page.locator(".card .level")).to_be_visible()


def test_a_server_that_is_away_is_said_to_be(browse: Browse) -> None:
    """One sentence, and a way to try again that works."""
    visit = browse()
    visit.go("/")
    visit.page.route("**/api/ask", lambda route: route.abort())
    visit.page.fill("#question", QUESTION)
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("alert")).to_contain_text("could not be reached")
    visit.page.unroute("**/api/ask")
    visit.page.get_by_role("button", name="Try again").click()

    visit.page.locator(".card .level").wait_for()
    assert [f for f in visit.faults if "ERR_FAILED" in f] == visit.faults
    visit.faults.clear()


def test_the_chat_works_without_scripts(browse: Browse) -> None:
    """The form posts, the page comes back with the answer, and the next question follows on."""
    page = browse(scripts=False).go("/")
    page.fill("#question", "how many years of experience are needed?")
    page.click("#send")
    page.get_by_role("button", name="Associate Research Scientist", exact=True).click()

    assert page.locator(".asked").count() == 2
    page.locator(".sources summary").click()
    page.locator(".sources a").first.click()
    assert "/read/" in page.url


def test_every_other_page_works_without_scripts(browse: Browse) -> None:
    """Filters, comparisons and who decides are answered by the server."""
    page = browse(scripts=False).go("/roles")
    page.fill("[name=q]", "senior")
    page.click(".filters button")
    assert page.locator(".tile").count() == 1

    page.get_by_role("link", name="Decisions of the Senior AI Research Scientist").click()
    page.select_option("[name=level]", "independent")
    page.click(".filters button")
    assert page.locator("tr.right").count() > 0
    assert page.locator("tr.right:not([data-level=independent])").count() == 0


def test_the_catalogue_is_filtered_while_somebody_types(browse: Browse) -> None:
    """And says so where nothing is left."""
    page = browse().go("/roles")
    page.locator("[name=q]").press_sequentially("associate")
    expect(page.locator(".tile:visible")).to_have_count(1)
    page.fill("[name=q]", "zzz")

    expect(page.locator(".none")).to_be_visible()
    expect(page.locator(".family:visible")).to_have_count(0)


def test_owners_open_with_the_token_alone(browse: Browse) -> None:
    """It never stands in the address."""
    page = browse().go("/owners")
    page.fill("[name=token]", TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector(".rights")

    assert page.url.endswith("/owners")
    expect(page.get_by_role("heading", name="Research Operations")).to_be_visible()


def test_nothing_moves_for_those_who_want_stillness(browse: Browse) -> None:
    """No animation lasts where less motion is asked for."""
    visit = browse()
    visit.go("/")
    visit.ask(QUESTION)

    durations = "document.getAnimations().map((each) => each.effect.getTiming().duration)"
    assert all(duration < 1 for duration in visit.page.evaluate(durations))


def test_the_passage_stands_out_in_forced_colours(browse: Browse) -> None:
    """Where a system's own colours replace the page's, the passage has an outline."""
    visit = browse()
    visit.page.emulate_media(forced_colors="active")
    visit.go("/")
    visit.ask(QUESTION)
    visit.page.click(".mark >> nth=0")
    visit.page.click("#citation .primary")
    style = "element => getComputedStyle(element).outlineStyle"

    assert visit.page.locator(".clause:target").evaluate(style) == "solid"
