"""YAML, JSON, CSV and XLSX become headings, items and rows."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from openpyxl import Workbook

from knowledge.errors import ReadError
from knowledge.reading import data, table


def shown(content: bytes, path: str) -> list[tuple[str, int, str]]:
    """Read and show blocks as tuples of kind, level and text."""
    module = data if path.endswith(("json", "yaml")) else table
    return [(one.kind.value, one.level, one.text) for one in module.read(content, path).blocks]


def test_yaml_keys_become_headings_and_short_facts_rows() -> None:
    """Facts stand before headed parts, so that none falls under a wrong heading."""
    source = b"""title: Clerk
delegated_authority: {spendLimit: 0.10, hires: no}
duties: [Sort, File]
owner: HR
"""
    assert shown(source, "a.yaml") == [
        ("heading", 1, "Clerk"),
        ("row", 0, "Owner | HR"),
        ("heading", 2, "Delegated authority"),
        ("row", 0, "Spend limit | 0.10"),
        ("row", 0, "Hires | no"),
        ("heading", 2, "Duties"),
        ("item", 0, "Sort"),
        ("item", 0, "File"),
    ]


def test_several_roles_have_a_top_heading_each() -> None:
    """One file may describe a whole team."""
    source = json.dumps({"roles": [{"title": "Clerk", "grade": 4}, {"title": "Judge"}]}).encode()
    assert shown(source, "a.json") == [
        ("heading", 1, "Clerk"),
        ("row", 0, "Grade | 4"),
        ("heading", 1, "Judge"),
    ]


def test_alike_records_without_a_name_are_a_table() -> None:
    """Their keys are the columns."""
    source = b'{"kpis": [{"measure": "Speed", "target": "9"}, {"measure": "Care", "target": "8"}]}'
    outline = data.read(source, "a.json")
    assert outline.blocks[1].columns == ("Measure", "Target")
    assert outline.blocks[1].cells == ("Speed", "9")


def test_a_wordpress_object_is_read_through_its_html() -> None:
    """The rendered content is the document; the title is its own."""
    post = {
        "title": {"rendered": "A &amp; B"},
        "content": {"rendered": "<h2>Duties</h2><p>Sort</p>"},
        "modified": "2026-01-02",
    }
    outline = data.read(json.dumps(post).encode(), "a.json")
    assert [block.text for block in outline.blocks] == ["Duties", "Sort"]
    assert (outline.title, outline.metadata["modified"]) == ("A & B", "2026-01-02")


@pytest.mark.parametrize(
    ("content", "path", "reason"),
    [
        (b'{"a": 1,\n oops}', "a.json", "line 2"),
        (b"a: [1\nb: 2", "a.yaml", "line 2"),
        (b"[" * 5000 + b"]" * 5000, "a.json", "nested"),
        (b"[" * 500 + b"]" * 500, "a.yaml", "nested"),
        (b"a: &a [*a]", "a.yaml", "inside itself"),
        (b"{}", "a.json", "holds no text"),
        (b"a: !!python/object:os.system {}", "a.yaml", "line 1"),
    ],
)
def test_bad_data_is_refused_with_its_place(content: bytes, path: str, reason: str) -> None:
    """One sentence says what is wrong and where."""
    with pytest.raises(ReadError, match=reason):
        data.read(content, path)


def test_a_yaml_alias_bomb_is_refused_before_it_is_built() -> None:
    """Nine levels of nine aliases stand for hundreds of millions of values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    with pytest.raises(ReadError, match="aliases"):
        data.read("\n".join(lines).encode(), "a.yaml")


@pytest.mark.parametrize(
    "content",
    [
        b'Role,Limit\nClerk,"1,5"\nJudge,9\n',
        b"\xef\xbb\xbfRole;Limit\r\nClerk;1,5\r\nJudge;9\r\n",
        b"Role\tLimit\nClerk\t1,5\nJudge\t9\n",
        "Role|Limit\nClerk|1,5\nJudge|9\n".encode("utf-16"),
    ],
)
def test_csv_is_read_whatever_parts_its_cells(content: bytes) -> None:
    """Delimiter and encoding are found out."""
    blocks = table.read(content, "a.csv").blocks
    assert [block.cells for block in blocks] == [("Clerk", "1,5"), ("Judge", "9")]
    assert blocks[0].columns == ("Role", "Limit")


def test_a_sheet_of_keys_and_values_has_no_header() -> None:
    """`Role, Clerk` is a fact, not the names of two columns."""
    blocks = table.read(b"Role,Clerk\nOwner,HR\n", "a.csv").blocks
    assert [(block.cells, block.columns) for block in blocks] == [
        (("Role", "Clerk"), ()),
        (("Owner", "HR"), ()),
    ]


def test_a_workbook_shows_what_its_reader_sees() -> None:
    """Titles, merged cells and number formats come out as on the screen."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Money"
    sheet.append(["Scheme of delegation"])
    sheet.append([])
    sheet.append(["Decision", "Role", "Limit", "Since"])
    sheet.append(["Order", "Clerk", 5000, date(2026, 5, 4)])
    sheet.append([None, "Judge", 0.125, None])
    sheet.merge_cells("A4:A5")
    sheet["C4"].number_format = '"£"#,##0'
    sheet["C5"].number_format = "0.0%"
    sheet["D4"].number_format = "dd/mm/yyyy"
    book.create_sheet("Notes").append(["Never split an order."])
    stream = io.BytesIO()
    book.save(stream)
    assert shown(stream.getvalue(), "a.xlsx") == [
        ("heading", 1, "Money"),
        ("paragraph", 0, "Scheme of delegation"),
        ("row", 0, "Order | Clerk | £5,000 | 04/05/2026"),
        ("row", 0, "Order | Judge | 12.5% | "),
        ("heading", 1, "Notes"),
        ("paragraph", 0, "Never split an order."),
    ]


def test_a_broken_workbook_is_refused() -> None:
    """The owner is told to save it again."""
    with pytest.raises(ReadError, match="save it again"):
        table.read(b"PK\x03\x04 nonsense", "a.xlsx")


def test_a_tsv_is_parted_by_tabs_alone() -> None:
    """Its commas are punctuation."""
    (block,) = table.read(b"Role\tDoes, and more\nClerk\tSorts, files\n", "a.tsv").blocks
    assert block.cells == ("Clerk", "Sorts, files")


def test_group_lines_and_blank_lines_do_not_lose_the_columns() -> None:
    """A lone first cell heads the rows below; a table goes on after a blank line."""
    source = b"Decision,Clerk,Judge\nMoney,,\nOrder,yes,no\n\nHire,yes,yes\n"
    blocks = table.read(source, "a.csv").blocks
    assert [(block.text, block.strong) for block in blocks] == [
        ("Money", True),
        ("Order | yes | no", False),
        ("Hire | yes | yes", False),
    ]
    assert blocks[2].columns == ("Decision", "Clerk", "Judge")


@pytest.mark.parametrize(("asked", "told"), [("question", "answer"), ("Q", "A")])
def test_a_question_with_its_answer_is_a_heading_with_what_it_says(asked: str, told: str) -> None:
    """So the answer is found by its question, and the question alone is never quoted."""
    source = f"faq:\n  - {asked}: Is the lamp lit?\n    {told}: Only at night.\n".encode()

    assert shown(source, "a.yaml") == [
        ("heading", 1, "Faq"),
        ("heading", 2, "Is the lamp lit?"),
        ("paragraph", 0, "Only at night."),
    ]
