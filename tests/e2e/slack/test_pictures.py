"""What people see: messages and the home tab, drawn by a block renderer that nobody here wrote.

The pictures of docs/slack.md are made here: `REMIT_PICTURES=docs/images make e2e
ARGS=tests/e2e/slack/test_pictures.py`, with the Debian package `fonts-noto-color-emoji` installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from adapters.card import lay_out
from adapters.examples import examples
from adapters.links import Links
from adapters.slack import views
from adapters.slack.layout import message
from adapters.slack.sources import Address
from adapters.slack.surface import addresses
from bot.bootstrap import ingest_library, open_guides
from bot.guide import Guide
from bot.model import Question
from knowledge.embedding import MiniLM
from knowledge.settings import KnowledgeSettings

NODE = Path(__file__).parent / "node"
DESKTOP, PHONE = 640, 375
"""Points of width that a message has."""
COMPARED = "Compare the KPIs of the research scientist and the senior AI research scientist"

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        not (NODE / "node_modules").is_dir() or shutil.which("node") is None,
        reason="needs node and `npm ci` in tests/e2e/slack/node",
    ),
]

PAGE = """\
<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="pictures.css">
<style>
body { margin: 0; background: #fff }
#shown { padding: 12px }
/* What the renderer leaves to the page: the message beside the face, buttons on a phone. */
#shown .flex-col.w-full { width: calc(100% - 44px) }
.flex-wrap, .flex-wrap > * { min-width: 0; max-width: 100% }
button { max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
</style>
<div id="shown"></div><script src="pictures.js"></script>
"""

Shown = list[dict[str, Any]]
Draw = Callable[..., Any]


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """A guide of everybody over the library that ships."""
    settings, model = KnowledgeSettings(data_dir=tmp_path_factory.mktemp("data")), MiniLM()
    ingest_library([settings.library], settings, model)
    return open_guides(settings, model).of(())


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A page with the renderer in it; it must not complain."""
    folder = tmp_path_factory.mktemp("page")
    flags = "--bundle --minify --jsx=automatic --log-level=error"
    production = '--define:process.env.NODE_ENV="production"'
    build = ["node_modules/.bin/esbuild", "pictures.jsx", *flags.split(), production]
    subprocess.run([*build, f"--outdir={folder}"], cwd=NODE, check=True)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    faults: list[str] = []
    opened = browser.new_page(device_scale_factor=1)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto((folder / "index.html").as_uri())
    yield opened
    opened.close()
    assert faults == []


@pytest.fixture
def draw(page: Any, tmp_path: Path) -> Draw:
    """Draws blocks, keeps the picture, and gives the page back."""

    def one(name: str, blocks: Shown, *, width: int = DESKTOP, bare: bool = False) -> Any:
        page.set_viewport_size({"width": width, "height": 400})
        page.evaluate("shown => draw(shown)", {"blocks": blocks, "bare": bare})
        folder = Path(os.environ.get("REMIT_PICTURES") or tmp_path)
        page.locator("#shown").screenshot(path=folder / f"slack-{name}.png")
        return page

    return one


def answered(guide: Guide, text: str) -> Shown:
    """The blocks with which a question is answered in a channel."""
    answer = guide.answer(Question(text))
    return list(message(lay_out(answer, guide.library, "0a1b2c3d"), read(answer)).blocks)


def read(answer: Any) -> Address:
    """Where the sources of an answer are read."""
    links = Links("https://remit.example.org", "a-secret-of-sixteen-characters", 3600)
    return addresses(links, answer.citations)


def test_a_verdict_leads_with_what_it_rules(guide: Guide, draw: Draw) -> None:
    """Its sign, the sentence, the passage, and what to do next."""
    page = draw("verdict", answered(guide, "Can a research scientist publish without asking?"))
    said = page.inner_text("body")

    assert said.index("No, not without approval") < said.index("From the documents")
    assert "as of 2026-05-04" in said
    for pressed in ("Show passages", "Who decides on"):
        assert pressed in said


def test_an_answer_has_its_passages_with_it(guide: Guide, draw: Draw) -> None:
    """Each number leads to the reader."""
    page = draw(
        "answer", answered(guide, "What should a research scientist do in the first 60 days?")
    )

    assert page.locator("a[href*='/read/']").count() >= 2
    assert "Write a memo" in page.inner_text("body")


def test_a_comparison_is_a_table(guide: Guide, draw: Draw) -> None:
    """With a column for each role; no bars of a text table."""
    page = draw("comparison", answered(guide, COMPARED))

    assert page.locator("table").count() == 1
    assert page.locator("table tr").first.inner_text().count("Research Scientist") == 2
    assert " | " not in page.inner_text("body")


def test_a_silence_says_where_it_looked(guide: Guide, draw: Draw) -> None:
    """And offers questions that are answered."""
    page = draw("silence", answered(guide, "What is the salary of a research scientist?"))
    said = page.inner_text("body")

    assert "The documents do not say" in said
    assert "What is the Research Scientist responsible for?" in said


def test_the_home_tab_offers_questions_and_roles(guide: Guide, draw: Draw) -> None:
    """Before anybody has asked anything."""
    roles = sorted(role.title for role in guide.library.roles)
    asked = ["What are my goals?", "Who approves a new vendor?"]
    home = views.home(views.Home("Research Scientist", roles, asked, examples(guide.library)))
    page = draw("home", home["blocks"], bare=True)

    assert "Your role" in page.inner_text("body")


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("phone", "Can a research scientist publish without asking?"),
        ("phone-vendor", "Who can approve a new vendor?"),
        ("phone-table", COMPARED),
    ],
)
def test_on_a_phone_nothing_is_cut_off(guide: Guide, draw: Draw, name: str, asked: str) -> None:
    """A table is moved inside its own frame; nothing else is wider than the screen."""
    page = draw(name, answered(guide, asked), width=PHONE)
    wide = page.evaluate(
        "width => [...document.querySelectorAll('#shown *')].filter((each) =>"
        " each.getBoundingClientRect().right > width + 1"
        " && !each.closest('table, button') && !each.querySelector('table'))"
        ".map((each) => each.innerText)",
        PHONE,
    )

    assert wide == []
    assert " | " not in page.inner_text("body")
