"""A report as JUnit XML, the form in which CI servers show results.

One suite holds the gates, one each library's cases. A gate fails where it is missed on the test
split, and is skipped where it does not bind; a case fails with its faults. Whether a run passes is
its gates' to say alone, by the exit code: a case that fails below a gate that holds is no surprise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from evals.gates import Standing
from evals.rendering import cells, miss_lines
from evals.report import Headline, Report, Row
from evals.run import Outcome

NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, which a document or a question may."""


def as_junit(report: Report) -> str:
    """Give `report` as an XML document."""
    root = Element("testsuites", name=f"remit eval {report.suite}")
    gates = [
        (headline, row) for headline in report.headlines for row in headline.rows if row.standing
    ]
    _suite(root, "gates", (_gate(headline, row) for headline, row in gates))
    for library in dict.fromkeys(one.score.case.library for one in report.outcomes):
        asked = [one for one in report.outcomes if one.score.case.library == library]
        _suite(root, library, map(_case, asked))
    for skipped in report.skipped:
        element = Element("testcase", classname=skipped.library, name=f"{skipped.cases} cases")
        SubElement(element, "skipped", message=skipped.reason)
        _suite(root, skipped.library, iter([element]))
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(root: Element, name: str, cases: Iterator[Element]) -> None:
    suite = SubElement(root, "testsuite", name=name)
    suite.extend(cases)
    for what, found in (("tests", "."), ("failures", "failure"), ("skipped", "skipped")):
        count = len(suite) if found == "." else len(suite.findall(f"*/{found}"))
        suite.set(what, str(count))
    suite.set("errors", "0")


def _gate(headline: Headline, row: Row) -> Element:
    name = f"{row.metric.title}, {headline.group}, {headline.split}"
    element = Element("testcase", classname="gates", name=name)
    said = ", ".join(filter(None, cells(row)[1:]))
    if headline.split != "test":
        SubElement(element, "skipped", message=f"binds on the test split only: {said}")
    elif row.standing is not Standing.PASS:
        SubElement(element, "failure", message=said)
    return element


def _case(outcome: Outcome) -> Element:
    score = outcome.score
    name = f"{score.case.library}.{score.case.kind}"
    element = Element("testcase", classname=name, name=score.case.id)
    if score.misses:
        message, lines = _plain(", ".join(score.misses)), [*miss_lines(outcome)]
        SubElement(element, "failure", message=message).text = _lines(lines)
    return element


def _lines(lines: Sequence[str]) -> str:
    return _plain("\n".join(lines))


def _plain(text: str) -> str:
    return NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
