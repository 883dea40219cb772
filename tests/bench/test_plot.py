"""The picture of one warm answer has every contestant, and the limit."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from bench.model import Comparison, Figure, Measured, Report
from bench.plot import drawn

OURS = Measured("Remit", (6.0,))
REPORT = Report(
    {},
    (
        Figure(
            "warm",
            "one warm answer",
            "ms",
            (
                Comparison(OURS, Measured("Slow & sure", (12.0,))),
                Comparison(OURS, Measured("Quick", (4.0,))),
            ),
        ),
        Figure("embedding", "its floor", "ms", (Comparison(OURS, Measured("floor", (3.0,))),)),
    ),
)
SVG = "{http://www.w3.org/2000/svg}"


def test_bars_are_as_long_as_their_times_and_the_fastest_is_on_top() -> None:
    """Whoever sees the picture needs no table."""
    image = ET.fromstring(drawn(REPORT))  # noqa: S314  our own
    _, *bars = image.findall(f"{SVG}rect")
    said = [text.text or "" for text in image.findall(f"{SVG}text")]

    lengths = [float(bar.attrib["width"]) for bar in bars]
    assert lengths == pytest.approx([lengths[2] / 3, lengths[2] / 2, lengths[2]], abs=0.2)
    assert [text for text in said if text in {"Remit", "Quick", "Slow & sure"}] == [
        "Quick",
        "Remit",
        "Slow & sure",
    ]
    assert any("Remit takes 0.50 ×" in text for text in said)


def test_the_limit_is_a_line_where_its_time_would_end() -> None:
    """No answer can be left of it."""
    image = ET.fromstring(drawn(REPORT))  # noqa: S314  our own
    (line,) = image.findall(f"{SVG}line")
    quick = image.findall(f"{SVG}rect")[1]

    left, width = float(quick.attrib["x"]), float(quick.attrib["width"])
    assert float(line.attrib["x1"]) == pytest.approx(left + width * 3 / 4, abs=0.2)
