"""Tables of decisions and levels keep their full column names, their bands and their legends."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from knowledge.model import Block, BlockKind
from knowledge.reading import html, markdown, table

ROWS = (
    ("1", "Trip a unit", "A", "I", "C"),
    ("2", "Order spares", "R", "A", "I"),
)


def workbook(rows: Sequence[Sequence[str]], merged: Sequence[str] = ()) -> tuple[Block, ...]:
    """The blocks of a workbook with one sheet of these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet
    for line in rows:
        sheet.append([cell or None for cell in line])
    for area in merged:
        sheet.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return table.read(file.getvalue(), "a.xlsx").blocks


def rows_of(blocks: Sequence[Block]) -> list[Block]:
    """The rows that belong to a table with named columns."""
    return [block for block in blocks if block.kind is BlockKind.ROW and block.columns]


FULL = ("No.", "Decision", "Station – Pilot", "Station – Stoker", "Office – Purser")


@pytest.mark.parametrize(
    ("head", "merged"),
    [
        (
            [("No.", "Decision", "Station", "", "Office"), ("", "", "Pilot", "Stoker", "Purser")],
            ["A1:A2", "B1:B2", "C1:D1"],
        ),
        (
            [("", "", "Station", "", "Office"), ("No.", "Decision", "Pilot", "Stoker", "Purser")],
            ["C1:D1"],
        ),
    ],
)
def test_names_merged_over_several_columns_belong_to_each(
    head: list[tuple[str, ...]], merged: list[str]
) -> None:
    """A header of two rows names every column in full, and its second row is no row of values."""
    found = workbook([*head, *ROWS], merged)
    assert {block.columns for block in rows_of(found)} == {FULL}
    assert [block.cells for block in rows_of(found)] == list(ROWS)


@pytest.mark.parametrize("suffix", ["csv", "md"])
def test_where_cells_cannot_be_merged_a_group_s_name_holds_up_to_the_next(suffix: str) -> None:
    """The blanks after it are its columns'."""
    lines = [
        ("", "Station", "", "Office", ""),
        ("Decision", "Pilot", "Stoker", "Purser", "Clerk"),
        ("Trip a unit", "A", "I", "C", ""),
        ("Order spares", "R", "A", "I", ""),
    ]
    if suffix == "csv":
        text = "\n".join(",".join(line) for line in lines)
        found = table.read(text.encode(), "a.csv").blocks
    else:
        drawn = ["| " + " | ".join(line) + " |" for line in lines]
        drawn.insert(1, "|" + "---|" * 5)
        found = markdown.read("\n".join(drawn).encode(), "a.md").blocks
    names = ("Decision", "Station – Pilot", "Station – Stoker", "Office – Purser", "Office – Clerk")
    assert [block.columns for block in rows_of(found)] == [names] * 2


def test_a_second_row_of_values_stays_a_row() -> None:
    """Under names that stand twice there may simply be letters or amounts."""
    found = workbook(
        [("Task", "Pilot", "", "Purser"), ("Trip", "A", "R", "I"), ("Order", "50", "7", "9")],
        ["B1:C1"],
    )
    assert len(rows_of(found)) == 2


@pytest.mark.parametrize("band", [("Safety", "", "", "", ""), ("", "Safety", "", "", "")])
def test_a_row_that_names_those_below_heads_them_under_the_sheet_s_title(
    band: tuple[str, ...],
) -> None:
    """Merged or not, in the first column or beside the numbers."""
    head = ("No.", "Decision", "Pilot", "Stoker", "Purser")
    found = workbook([("Who decides", "", "", "", ""), head, band, *ROWS])
    kinds = [(block.kind.value, block.text, block.strong) for block in found[:2]]
    assert kinds == [("heading", "Who decides", False), ("paragraph", "Safety", True)]
    assert len(rows_of(found)) == 2


def test_markdown_tables_may_have_bands_too() -> None:
    """A table that opens with a row of one name has such rows, and others are only incomplete."""
    head = "| Decision | Pilot | Purser |\n|---|---|---|\n"
    banded = head + "| **Safety** | | |\n| Trip | A | I |\n| **Money** | | |\n| Order | R | A |\n"
    found = markdown.read(banded.encode(), "a.md").blocks
    assert [block.text for block in found if block.strong] == ["Safety", "Money"]
    assert len(rows_of(found)) == 2
    ragged = head + "| Trip | A | I |\n| Rest | | |\n| Order | R | A |\n"
    assert len(rows_of(markdown.read(ragged.encode(), "a.md").blocks)) == 3


@pytest.mark.parametrize("gap", [[], [("",) * 5]])
def test_a_legend_is_no_part_of_the_table_above_it(gap: list[tuple[str, ...]]) -> None:
    """A letter and what it means are a pair, also where the meaning is merged over the columns."""
    head = ("No.", "Decision", "Pilot", "Stoker", "Purser")
    legend = [("R", "Responsible: does it"), ("A", "Accountable: decides"), ("PS", "Purser South")]
    merged = [f"B{len(gap) + 4 + i}:E{len(gap) + 4 + i}" for i in range(3)]
    found = workbook([head, *ROWS, *gap, *legend], merged)
    assert [block.cells for block in rows_of(found)] == list(ROWS)
    assert [block.cells for block in found[-3:]] == legend


def test_a_note_below_a_table_is_prose() -> None:
    """It heads nothing."""
    found = table.read(
        b"Role,Limit,Above\nPilot,5,Purser\nPurser,9,Board\nWithout VAT,,\n", "a.csv"
    )
    assert (found.blocks[-1].kind, found.blocks[-1].strong) == (BlockKind.PARAGRAPH, False)


def test_spans_in_a_web_page_s_header_name_each_column() -> None:
    """`rowspan` and `colspan` count as merged cells do."""
    page = (
        "<h1>Ladder</h1><table><thead>"
        "<tr><th rowspan=2 colspan=2></th><th colspan=2>Level</th></tr>"
        "<tr><th>Engineer I</th><th>Engineer II</th></tr></thead>"
        "<tr><th rowspan=2>Say</th><th>Spending</th><td>Nothing</td><td>Up to £5</td></tr>"
        "<tr><th>Hiring</th><td colspan=2>Recommends</td></tr></table>"
    )
    found = rows_of(html.read(page.encode(), "a.html").blocks)
    assert found[0].columns == ("", "", "Level – Engineer I", "Level – Engineer II")
    assert [block.cells for block in found] == [
        ("Say", "Spending", "Nothing", "Up to £5"),
        ("Say", "Hiring", "Recommends", "Recommends"),
    ]
