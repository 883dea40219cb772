"""One warm answer as a picture: a bar for each contestant, and the limit that none can pass.

A report comes in and an SVG image goes out; it needs no library, and reads on light and on dark.
"""

from __future__ import annotations

from html import escape

from bench.model import Measured, Report
from bench.rendering import rounded

WIDTH, LEFT, RIGHT = 760, 240, 190
TOP, ROW, BAR = 58, 30, 18
OURS, THEIRS, LINE, INK, PAPER = "#1f6feb", "#9aa4af", "#cf222e", "#1f2328", "#ffffff"
LIMIT = "the question's embedding alone"


def drawn(report: Report) -> str:
    """The figures `warm` and `embedding` of a report as SVG: the fastest on top, ratios beside.

    Raises:
        KeyError: the report has none of the two.
    """
    figures = {figure.name: figure for figure in report.figures}
    limit = figures["embedding"].comparisons[0].peer.middle
    comparisons = figures["warm"].comparisons
    ours = comparisons[0].ours
    sides: list[tuple[Measured, str]] = [(ours, "")]
    sides += [(each.peer, f"Remit takes {each.ratio:.2f} ×") for each in comparisons]
    sides.sort(key=lambda side: side[0].middle)
    scale = (WIDTH - LEFT - RIGHT) / max(side.middle for side, _ in sides)
    bottom = TOP + ROW * len(sides)
    rows = [
        _text(16, 26, "One warm answer, ms: Remit answers, the others retrieve", "bold"),
        *(
            part
            for number, (side, note) in enumerate(sides)
            for part in _row(side, note, TOP + ROW * number, scale, ours=side is ours)
        ),
        (
            f'<line x1="{LEFT + limit * scale:.1f}" y1="{TOP - 8}" x2="{LEFT + limit * scale:.1f}" '
            f'y2="{bottom}" stroke="{LINE}" stroke-width="2" stroke-dasharray="5 4"/>'
        ),
        _text(LEFT + limit * scale, bottom + 18, f"{LIMIT}: {rounded(limit)}", "middle", LINE),
    ]
    body = "\n".join(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + 32}" '
        f'font-family="sans-serif" font-size="14" role="img">\n'
        f"<title>One warm answer beside the peers' retrieval, in milliseconds</title>\n"
        f'<rect width="{WIDTH}" height="{bottom + 32}" fill="{PAPER}"/>\n{body}\n</svg>\n'
    )


def _row(side: Measured, note: str, at: int, scale: float, *, ours: bool) -> tuple[str, ...]:
    """The bar of one contestant, with its name before it and its value behind it."""
    length = side.middle * scale
    middle = at + BAR - 4
    value = f"{rounded(side.middle)}{f'   {note}' if note else ''}"
    return (
        _text(LEFT - 10, middle, side.name, "end-bold" if ours else "end"),
        (
            f'<rect x="{LEFT}" y="{at}" width="{length:.1f}" height="{BAR}" rx="2" '
            f'fill="{OURS if ours else THEIRS}"/>'
        ),
        _text(LEFT + length + 8, middle, value, "bold" if ours else ""),
    )


def _text(x: float, y: float, said: str, manner: str = "", ink: str = INK) -> str:
    """A line of text; `manner` may say bold, and where of it `x` is: middle or end."""
    anchor = next((each for each in ("middle", "end") if each in manner), "start")
    weight = ' font-weight="bold"' if "bold" in manner else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{ink}" text-anchor="{anchor}"{weight} '
        f'xml:space="preserve">{escape(said)}</text>'
    )
