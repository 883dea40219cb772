"""The report as a page and as JUnit XML, and what a run over a guide adds to the scores."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

from typing_extensions import override

from bot.support.checking import Support
from evals.gates import Gate, Gates
from evals.junit import as_junit
from evals.page import as_html
from evals.paired import compare
from evals.plain import as_json
from evals.report import Report, make_report
from evals.run import run_libraries
from evals.saving import cases_of
from tests.evals.builders import ParrotGuide, case, gold, silent_case

GATES: Gates = {"others": {"evidence": Gate(at_least=0.9), "verbatim": Gate(at_least=1.0)}}


def no_check(statement: str, passages: Sequence[str]) -> Support:
    """Support nothing."""
    return Support(supported=False, score=0.0, reason=f"{len(passages)} do not say {statement}")


def report(split: str = "test", question: str = "when does the brewer report?") -> Report:
    """Give a report on a right answer, a miss, and a silence."""
    cases = [
        case(split=split, question=question),
        case(id="b-miss", split=split, gold=[gold("No", section="X")], question="<b>why\x01</b>?"),
        silent_case(split=split, question="salary?"),
    ]
    came = run_libraries(cases, lambda _: ParrotGuide(), Path, check=no_check)
    return make_report(came, GATES, None, split)


class Page(HTMLParser):
    """Notes what a page has: tags, what it loads, its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.text = ""
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, and the address that it loads."""
        self.tags.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href")]

    @override
    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


def test_the_page_needs_nothing_but_itself() -> None:
    """No scripts, nothing loaded from elsewhere; plots are drawn in the page."""
    page = Page(as_html(report()))
    assert "svg" in page.tags
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert page.loads == []
    assert "url(" not in as_html(report())


def test_the_page_escapes_what_people_wrote_and_shows_the_miss_with_the_document() -> None:
    """Asked, said and what the document says stand side by side, as text."""
    page = Page(as_html(report()))
    assert "b" not in page.tags
    assert "<b>why" in page.text
    assert "evidence not cited" in page.text
    assert "the document says" in page.text


def test_the_page_says_whether_the_gates_hold() -> None:
    """On the test split they bind; on dev they are shown."""
    assert "a gate was missed" in as_html(report())
    assert "no gates on the dev split" in as_html(report("dev"))
    assert "nothing was asked" in as_html(
        make_report(run_libraries([], _never, Path), {}, None, "")
    )


def _never(place: Path) -> ParrotGuide:
    raise AssertionError(place)


def test_the_page_shows_a_run_against_an_earlier_one() -> None:
    """With what got better and worse, and the paired test."""
    now = cases_of(as_json(report()))
    before = [one.model_copy(update={"right": not one.right}) for one in now]
    page = Page(as_html(report(), compare("before", before, now)))
    assert "Against the run “before”" in page.text
    assert re.search(r"Worse: 1\b", page.text)
    assert re.search(r"Better: 2\b", page.text)


def test_a_bot_that_says_nothing_right_has_a_page_too() -> None:
    """No figure at all must not break the page; unscored says why."""
    page = Page(as_html(report("dev")))
    assert "unscored" in page.text
    assert "no decision questions" in page.text


def test_junit_has_gates_and_cases_with_their_faults() -> None:
    """A missed gate and a case at fault fail; what documents may hold does not break the XML."""
    root = ET.fromstring(as_junit(report()))  # noqa: S314 - it is ours
    gates, library = root.findall("testsuite")
    assert (gates.get("name"), gates.get("tests"), gates.get("failures")) == ("gates", "2", "1")
    failed = [
        one.get("name") for one in library.findall("testcase") if one.find("failure") is not None
    ]
    assert (library.get("name"), failed) == ("brewery", ["b-miss"])
    failure = library.find("testcase/failure")
    assert failure is not None
    assert "evidence not cited" in (failure.get("message") or "")
    assert "asked: <b>why\N{REPLACEMENT CHARACTER}</b>?" in (failure.text or "")


def test_junit_skips_gates_that_do_not_bind_and_libraries_that_are_not_there() -> None:
    """Nobody mistakes them for passed."""
    root = ET.fromstring(as_junit(report("dev")))  # noqa: S314
    assert root.findall("testsuite")[0].get("skipped") == "2"
    absent = run_libraries([case(library="raw")], lambda _: ParrotGuide(), lambda _: None)
    root = ET.fromstring(as_junit(make_report(absent, {}, None, "all")))  # noqa: S314
    (skipped,) = root.iter("skipped")
    assert "REMIT_EVAL_RAW" in (skipped.get("message") or "")


def test_a_run_over_a_guide_looks_behind_its_answers() -> None:
    """What is cited is checked, what is found is placed, and how sure it was is kept."""
    data = as_json(report())
    first, _, silent = data["cases"]
    assert first["citation_recall"] == 0
    assert first["unsupported"][0]["reason"].startswith("1 do not say Reports")
    assert first["places"] == [2]
    assert (first["sureness"], silent["sureness"]) == (0.9, 0.1)
    assert (silent["citation_recall"], silent["places"]) == (None, None)
    figures = data["headlines"][0]["metrics"]
    assert (figures["mrr"]["value"], figures["hit_5"]["n"]) == (0.25, 2)
    assert first["right"] is True


def test_the_silence_curve_is_drawn_over_the_sureness_of_what_was_found() -> None:
    """Held back below 0.5, the salary alone is met with silence: precision and recall are 1."""
    curve = report().curve
    assert curve
    assert (curve.n, curve.wanted) == (3, 1)
    at = {round(point.bar, 2): point for point in curve.points}
    assert (at[0.5].precision, at[0.5].recall, at[0.5].f1) == (1, 1, 1)
    assert (at[0.0].precision, at[0.0].recall) == (None, 0)
    assert (at[1.0].precision, at[1.0].recall) == (1 / 3, 1)
