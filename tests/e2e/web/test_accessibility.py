"""No page breaks a rule of accessibility that a program can check, in any colours, at any width.

The rules are axe-core's, all of them: WCAG 2.2 at A and AA, and its best practices.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import TOKEN
from tests.e2e.web.conftest import Browse, Scheme, Visit

pytestmark = pytest.mark.e2e

AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {"desktop": 1200, "phone": 390}
COMPARED = "/compare?a=research-scientist&b=associate-research-scientist"


def opened(path: str) -> Callable[[Visit], object]:
    """The page at a path, as it opens."""
    return lambda visit: visit.go(path)


def answered(question: str) -> Callable[[Visit], object]:
    """The chat with an answer."""

    def ask(visit: Visit) -> None:
        visit.go("/")
        visit.ask(question)

    return ask


def with_citation(visit: Visit) -> None:
    """The chat with a citation open."""
    answered("may a research scientist publish a paper?")(visit)
    visit.page.click(".mark >> nth=0")
    visit.page.wait_for_selector("#citation:popover-open")


def with_passages(visit: Visit) -> None:
    """The chat with the passages unfolded."""
    answered("what are the KPIs of the research scientist?")(visit)
    visit.page.click(".sources summary")


def with_reasons(visit: Visit) -> None:
    """The chat that asks what was wrong."""
    answered("may a research scientist publish a paper?")(visit)
    visit.page.click(".thumb[data-vote=down]")
    visit.page.wait_for_selector(".why:visible")


def about_to_forget(visit: Visit) -> None:
    """The chat that asks whether it shall forget."""
    visit.go("/")
    visit.page.click("#forget-me")


def at_a_passage(visit: Visit) -> None:
    """The reader at a passage that was cited."""
    answered("may a research scientist publish a paper?")(visit)
    visit.page.click(".sources summary")
    visit.page.click(".sources a >> nth=0")
    visit.page.wait_for_selector(".clause:target")


def with_owners(visit: Visit) -> None:
    """The owners' page behind its token."""
    visit.go("/owners")
    visit.page.fill("[name=token]", TOKEN)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".rights")


STATES: dict[str, Callable[[Visit], object]] = {
    "chat": opened("/"),
    "a verdict": answered("may a research scientist publish a paper?"),
    "silence": answered("how much annual leave does a research scientist get?"),
    "which role": answered("how many years of experience are needed?"),
    "several roles": answered("compare the experience of an associate and a research scientist"),
    "a citation": with_citation,
    "passages": with_passages,
    "reasons": with_reasons,
    "forgetting": about_to_forget,
    "roles": opened("/roles"),
    "privacy": opened("/privacy"),
    "no role found": opened("/roles?q=nobody"),
    "a role": opened("/roles/research-scientist"),
    "decisions": opened("/roles/research-scientist/decisions"),
    "compare": opened("/compare"),
    "compared": opened(COMPARED),
    "compared by a topic": opened(f"{COMPARED}&topic=KPIs"),
    "the same twice": opened("/compare?a=research-scientist&b=research-scientist"),
    "who decides": opened("/who"),
    "who decides something": opened("/who?action=publish+a+paper"),
    "who decides is not said": opened("/who?action=paint+the+moon"),
    "the reader": opened("/read/research-scientist"),
    "the reader of a table": opened("/read/delegation-of-authority"),
    "a passage": at_a_passage,
    "owners, closed": opened("/owners"),
    "owners": with_owners,
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_no_page_breaks_a_rule(browse: Browse, state: str, scheme: Scheme, width: str) -> None:
    """Nobody is kept out by contrast, names, order, structure or size; no page scrolls sideways."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed; `make e2e` does")
    visit = browse(WIDTHS[width], scheme)
    STATES[state](visit)
    visit.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = visit.page.evaluate(
        "axe.run().then(({violations}) => violations.map(({id, nodes}) =>"
        " `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' ')}`))"
    )

    assert found == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]


@pytest.mark.parametrize("path", ["/", "/roles", "/roles/research-scientist", COMPARED, "/who"])
def test_a_page_fits_where_everything_is_four_times_as_large(browse: Browse, path: str) -> None:
    """WCAG 1.4.10: at 320 pixels, which is 1280 at 400%, nothing but tables scrolls sideways."""
    visit = browse(320)
    visit.go(path)

    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320
