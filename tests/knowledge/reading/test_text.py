"""Plain text shows its headings, lists and tables only by how its lines look; they are found."""

from __future__ import annotations

import pytest

from knowledge.model import BlockKind
from knowledge.reading.flat_table import header_cells, split_rows
from knowledge.reading.text import outline, read


def kinds(text: str) -> list[tuple[str, int, str]]:
    """Each block's kind, level and text."""
    return [(block.kind.value, block.level, block.text) for block in outline(text).blocks]


def headings(text: str) -> list[tuple[int, str]]:
    """The headings with their levels."""
    return [(level, words) for kind, level, words in kinds(text) if kind == "heading"]


BODY = "\n\nThe pilot guides ships into the harbour and out of it.\n\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1) Summary", "2) Duties"),
        ("1. Summary", "2. Duties"),
        ("SUMMARY", "DUTIES"),
        ("Summary", "Duties of the watch"),
        ("    Summary", "    Duties"),
        ("Summary:", "Duties:"),
        ("# Summary", "# Duties"),
        ("Summary\n=======", "Duties\n======"),
        ("Section A: Summary", "Section B: Duties"),
        ("Q1: Who guides the ship?", "Q2: Who calls the pilot?"),
    ],
)
def test_headings_are_found_by_their_style_and_share_its_level(first: str, second: str) -> None:
    """Numbers, capitals, indentation, a colon, a blank line on both sides or marks."""
    found = headings(first + BODY + second + BODY)
    assert [level for level, _ in found] == [1, 1]
    assert [words for _, words in found] == [
        line.split("\n")[0].strip(" #") for line in (first, second)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "The pilot guides ships.",
        "Typical tasks include:",
        "a line that begins in the middle",
        "42",
        "So many words that nobody would take them for a heading, on ships and quays and tides",
    ],
)
def test_prose_is_not_taken_for_a_heading(line: str) -> None:
    """A full stop, a lead-in, a small first letter or length speak against it."""
    assert headings(line + BODY) == []


def test_unnumbered_headings_stand_below_numbered_ones() -> None:
    """Where both styles occur, the numbers are the outer level."""
    text = f"1) Duties\n\nDaily duties\n\n- Sail\n\nWeekly duties\n\n- Rest\n\n2) Tools{BODY}"
    assert headings(text) == [
        (1, "1) Duties"),
        (2, "Daily duties"),
        (2, "Weekly duties"),
        (1, "2) Tools"),
    ]


def test_numbers_that_start_anew_are_below_the_headings_between_them() -> None:
    """A numbering that restarts under each indented line counts the parts of it."""
    part = f"1. First part{BODY}2. Second part{BODY}"
    text = f"    Duties\n\n{part}    Tools\n\n{part}"
    assert [level for level, _ in headings(text)] == [1, 2, 2, 1, 2, 2]


def test_decimal_numbers_give_the_depth() -> None:
    """`2.1` stands below `2.`."""
    text = f"1. Duties{BODY}1.1 Daily{BODY}1.2 Weekly{BODY}2. Tools{BODY}"
    assert [level for level, _ in headings(text)] == [1, 2, 2, 1]


def test_a_run_of_numbered_lines_is_a_list_and_no_headings() -> None:
    """Only a numbered line on its own opens a section."""
    assert kinds("Must hold:\n1. A licence\n2. A radio certificate\n3. A boat\n")[1:] == [
        ("item", 0, "A licence"),
        ("item", 0, "A radio certificate"),
        ("item", 0, "A boat"),
    ]


@pytest.mark.parametrize("marker", ["-", "–", "•", "*", "▪", "●", "◦"])
def test_items_nest_by_indentation(marker: str) -> None:
    """An item deeper in the margin belongs to the one above it."""
    text = f"{marker} Board ships\n  {marker} from the launch\n{marker} Keep the log\n"
    assert [level for _, level, _ in kinds(text)] == [0, 1, 0]
    assert [words for _, _, words in kinds(text)] == [
        "Board ships",
        "from the launch",
        "Keep the log",
    ]


def test_items_nest_by_another_kind_of_marker_too() -> None:
    """`o` under `•` is deeper although it is not indented."""
    text = "Rules:\n• Board ships\no from the launch\no from the quay\n• Keep the log\n"
    assert [level for kind, level, _ in kinds(text) if kind == "item"] == [0, 1, 1, 0]


def test_an_item_goes_on_in_indented_lines() -> None:
    """What stands deeper than its marker is the item's own text."""
    assert kinds("- Keep the log\n  and sign it\n- Rest\n")[0] == (
        "item",
        0,
        "Keep the log and sign it",
    )


def test_lines_that_an_editor_broke_at_a_margin_are_joined() -> None:
    """Wrapped prose is one paragraph again, wrapped items one item each."""
    text = (
        "The pilot of this harbour boards every ship that is longer than\n"
        "fifty metres and stays on its bridge until the last rope is fast.\n"
        "He speaks to the tower before the ship moves and writes down what\n"
        "the tower answered, with the hour, in the book of the bridge.\n"
        "Smaller ships may ask for him too, and pay by the hour for it.\n\n"
        "- keeps the log up to date and signs every page of it before the\n"
        "  end of the watch\n"
        "- trains others\n"
    )
    first, *items = kinds(text)
    assert first[0] == "paragraph"
    assert "longer than fifty metres" in first[2]
    assert [words for _, _, words in items] == [
        "keeps the log up to date and signs every page of it before the end of the watch",
        "trains others",
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| System | Limit | Owner |\n|-|:-:|-|\n| Radar | 2 nm | Master |\n| VHF | 5 nm | Tower |",
        "System | Limit | Owner\nRadar | 2 nm | Master\nVHF | 5 nm | Tower",
        "System    Limit    Owner\nRadar     2 nm     Master\nVHF       5 nm     Tower",
        "System\t\tLimit\t\tOwner\nRadar\t\t2 nm\t\tMaster\nVHF\t\t5 nm\t\tTower",
    ],
)
def test_tables_by_pipes_or_by_columns_have_their_cells(table: str) -> None:
    """The first row names the columns; a rule below it is no row."""
    rows = outline(f"Limits\n\n{table}\n\nThe end of it is here.\n").blocks[1:-1]
    assert [row.cells for row in rows] == [("Radar", "2 nm", "Master"), ("VHF", "5 nm", "Tower")]
    assert {row.columns for row in rows} == {("System", "Limit", "Owner")}


def test_a_table_whose_borders_were_lost_is_split_where_the_words_tell() -> None:
    """The last column's recurring values and capitals tell the cells; else the row stays whole."""
    text = (
        "5) Measures\n\n"
        "Metric What it measures Target Frequency\n"
        "Berths on time Share of ships berthed ≥95% Monthly\n"
        "Near misses Events per year ≤2 Monthly\n"
        "Log quality Quality of the Log Book pages ≥99% Monthly\n\n"
        "More of it.\n"
    )
    rows = [block for block in outline(text).blocks if block.kind is BlockKind.ROW]
    assert {row.columns for row in rows} == {("Metric", "What it measures", "Target", "Frequency")}
    assert [row.cells for row in rows] == [
        ("Berths on time", "Share of ships berthed", "≥95%", "Monthly"),
        ("Near misses", "Events per year", "≤2", "Monthly"),
        ("Log quality Quality of the Log Book pages ≥99% Monthly",),
    ]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("Category Summary", ("Category", "Summary")),
        (
            "Tool / platform Primary use Common / Optional",
            ("Tool / platform", "Primary use", "Common / Optional"),
        ),
        ("Dimension What “good” looks like", ("Dimension", "What “good” looks like")),
        ("Ship Berth Tide", ("Ship", "Berth", "Tide")),
    ],
)
def test_a_header_line_is_split_into_column_names(line: str, cells: tuple[str, ...]) -> None:
    """The usual names of columns are known; other words each begin one by a capital."""
    assert header_cells(line) == cells


def test_a_row_s_name_is_not_what_other_rows_begin_with() -> None:
    """`Top 3 duties` and `Top tools` are names; their common `Top` is none."""
    rows = [
        "Top 3 duties 1) Sail 2) Rest 3) Eat",
        "Top tools Radar, log",
        "Main goals 90 days: sail",
    ]
    assert split_rows(rows, 2) == [
        ("Top 3 duties", "1) Sail 2) Rest 3) Eat"),
        ("Top tools", "Radar, log"),
        ("Main goals", "90 days: sail"),
    ]


def test_no_cell_begins_inside_brackets() -> None:
    """A capital in brackets belongs to what the brackets explain."""
    rows = ["Charts Paper (of the Harbour Trust) Planning Common", "Radar Two sets Watching Common"]
    assert split_rows(rows, 4)[0] == (
        "Charts",
        "Paper (of the Harbour Trust)",
        "Planning",
        "Common",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_whatever_it_was_saved_with(encoding: str) -> None:
    """The usual encodings of office files give the same text."""
    text = "The café’s clerk – résumé in hand – sorts the post.\n"
    found = read(text.encode(encoding), "a.txt")
    assert [block.text for block in found.blocks] == [text.strip()]


def test_reading_mends_the_text_and_says_what_it_mended() -> None:
    """The outline of a garbled file is readable, and its notes tell the lines."""
    found = read("The clerk‚Äôs duties are many.\n".encode(), "a.txt")
    assert found.blocks[0].text == "The clerk’s duties are many."
    assert found.notes[0].before == "The clerk‚Äôs duties are many."


@pytest.mark.parametrize(
    "text", ["x", "|", "-", "1)", "?\n?\n?", "|\n|\n|", "#\n\n##", ":\n:\n:\n"]
)
def test_any_text_has_an_outline(text: str) -> None:
    """Odd texts give odd blocks, never an error."""
    outline(text)


def test_pairs_in_columns_have_no_header() -> None:
    """Names with what is said of them: the first is as good a row as the others."""
    text = (
        "Works with\n\nHarbour Master   approves each passage\n"
        "Tug crew         helps in wind\nCoastguard       is told of fog\n"
    )
    rows = [block for block in outline(text).blocks if block.kind is BlockKind.ROW]
    assert [(row.columns, row.cells[0]) for row in rows] == [
        ((), "Harbour Master"),
        ((), "Tug crew"),
        ((), "Coastguard"),
    ]


def test_labels_in_columns_have_no_header() -> None:
    """A first cell that ends with a colon names what stands beside it."""
    text = "Pilot\n\nReference:    HP-1\nReports to:   Harbour Master\nPay band:     P2\n"
    rows = [block for block in outline(text).blocks if block.kind is BlockKind.ROW]
    assert next(row.cells for row in rows) == ("Reference:", "HP-1")
    assert {row.columns for row in rows} == {()}


def test_the_lines_of_a_title_page_are_no_table() -> None:
    """The title is a heading, and the fact below it can be cited."""
    fact = "North quay, berths 1 to 9 and the Outer Roads"
    text = f"POST PROFILE\nHarbour Pilot\n{fact}\n\nDUTIES{BODY}"
    assert kinds(text)[:4] == [
        ("heading", 1, "POST PROFILE"),
        ("heading", 2, "Harbour Pilot"),
        ("paragraph", 0, fact),
        ("heading", 1, "DUTIES"),
    ]


@pytest.mark.parametrize("marker", ["- ", "1. ", "a) "])
def test_roles_in_a_list_at_the_top_are_no_headings(marker: str) -> None:
    """A list of posts is no title page."""
    text = f"{marker}Harbour Pilot\n{marker.replace('1', '2')}Tug Engineer{BODY}"
    assert headings(text) == []


def test_a_date_below_the_title_is_no_heading() -> None:
    """Though prose follows it."""
    assert headings(f"Harbour Pilot\nLast agreed in May 2024{BODY}") == [(1, "Harbour Pilot")]


def test_a_heading_may_stand_right_below_the_title() -> None:
    """If something stands below it."""
    assert headings(f"Harbour Pilot\nDuties{BODY}") == [(1, "Harbour Pilot"), (1, "Duties")]


def test_whoever_stands_beneath_a_label_is_no_heading() -> None:
    """`Reports to` names somebody else, on the next line too."""
    text = f"POST PROFILE\nHarbour Pilot\nReports to\nHarbour Manager\n\nDUTIES{BODY}"
    assert "Harbour Manager" not in [words for _, words in headings(text)]


def test_a_table_whose_borders_were_lost_may_follow_the_title() -> None:
    """Names of columns that may be titles are none where several stand side by side."""
    text = (
        "Who decides\n\nDecision Role Approver\nNew nets Skipper Owner\nFuel Mate Skipper\n"
        "Paint Mate Skipper\n\nMore of it.\n"
    )
    rows = [block for block in outline(text).blocks if block.kind is BlockKind.ROW]
    assert {row.columns for row in rows} == {("Decision", "Role", "Approver")}
