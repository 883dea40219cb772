"""A document's blocks become one text, and sections and clauses that point into it exactly."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from knowledge.model import Block, BlockKind, Clause, Outline, RoleDocument
from knowledge.structure import arrange, revision_of


def heading(text: str, level: int = 1) -> Block:
    """A heading."""
    return Block(BlockKind.HEADING, text, level)


def paragraph(text: str, *, strong: bool = False) -> Block:
    """A paragraph."""
    return Block(BlockKind.PARAGRAPH, text, strong=strong)


def item(text: str, depth: int = 0) -> Block:
    """A list item."""
    return Block(BlockKind.ITEM, text, depth)


def row(*cells: str, columns: tuple[str, ...] = ()) -> Block:
    """A table's row."""
    return Block(BlockKind.ROW, " | ".join(cells), columns=columns, cells=cells)


def arranged(*blocks: Block) -> RoleDocument:
    """The document of these blocks."""
    return arrange(Outline(blocks), "pilot.md", b"pilot")


def shape(clauses: Sequence[Clause]) -> list[tuple[str, int, str]]:
    """Each clause's kind, depth and text."""
    return [(clause.kind.value, clause.depth, clause.text) for clause in clauses]


WHOLE = (
    heading("Pilot"),
    paragraph(
        "Guides ships into the harbour with care. Keeps the log of every berth that is given."
    ),
    heading("Duties", 2),
    item("Boards ships:"),
    item("from the launch", 1),
    item("Keeps the log"),
    heading("Limits", 2),
    row("Radar", "2 nm", columns=("System", "Limit")),
    row("VHF", "5 nm", columns=("System", "Limit")),
    heading("Duties", 2),
    item("Keeps the log"),
    row("Grade", "P2"),
)


def test_every_clause_is_exactly_a_slice_of_the_text() -> None:
    """A citation can always be checked against the document."""
    document = arranged(*WHOLE)
    assert document.clauses
    assert all(document.text[c.start : c.end] == c.text for c in document.clauses)


def test_ids_are_unique_also_for_texts_that_occur_twice() -> None:
    """The same words in two places are two clauses, the same heading path two sections."""
    document = arranged(*WHOLE)
    assert len({clause.id for clause in document.clauses}) == len(document.clauses)
    assert len({section.id for section in document.sections}) == len(document.sections)


def test_ids_do_not_change_when_another_part_of_the_document_does() -> None:
    """Links to a clause outlive edits elsewhere."""
    before = {clause.text: clause.id for clause in arranged(*WHOLE).clauses}
    after = arranged(WHOLE[0], paragraph("A new opening stands here, before all else."), *WHOLE[1:])
    assert all(c.id == before[c.text] for c in after.clauses if c.depth and c.text in before)
    assert (
        next(c.id for c in after.clauses if c.text == "from the launch")
        == before["from the launch"]
    )


def test_sections_reach_to_the_next_heading_of_their_level() -> None:
    """Sub-sections belong to what they stand under."""
    document = arranged(*WHOLE)
    assert [section.path for section in document.sections] == [
        ("Pilot",),
        ("Pilot", "Duties"),
        ("Pilot", "Limits"),
        ("Pilot", "Duties"),
    ]
    pilot, duties, limits, _ = document.sections
    assert (pilot.start, pilot.end) == (0, len(document.text))
    assert duties.end == limits.start
    assert document.text[duties.start :].startswith("Duties")


def test_repeated_headings_are_told_apart_by_their_path() -> None:
    """`Limits` of the pilot and of the master are two sections."""
    document = arranged(
        heading("Pilot"),
        heading("Limits", 2),
        item("2 nm"),
        heading("Master"),
        heading("Limits", 2),
        item("5 nm"),
    )
    assert [(c.path, c.text) for c in document.clauses] == [
        (("Pilot", "Limits"), "2 nm"),
        (("Master", "Limits"), "5 nm"),
    ]
    assert len({section.id for section in document.sections}) == 4


def test_a_paragraph_is_cited_by_the_sentence_and_short_ones_join() -> None:
    """A clause is the smallest part that can stand alone."""
    document = arranged(
        paragraph(
            "The pilot guides ships into the harbour at night. No. 3 berth is the tug’s own berth "
            "(approx. 40 m). Yes. It stays free for it at all hours of the day."
        )
    )
    texts = [clause.text for clause in document.clauses]
    assert texts[0] == "The pilot guides ships into the harbour at night."
    assert all(len(text) > 20 for text in texts)
    assert len({clause.group for clause in document.clauses}) == 1


def test_items_know_what_leads_them_in() -> None:
    """The sentence before the list, and the item above a nested one."""
    document = arranged(
        paragraph("The pilot must:"),
        item("board ships:"),
        item("by launch", 1),
        item("keep the log"),
    )
    assert [(c.lead, c.text) for c in document.clauses[1:]] == [
        ("The pilot must:", "board ships:"),
        ("The pilot must: board ships:", "by launch"),
        ("The pilot must:", "keep the log"),
    ]


def test_a_lead_ends_with_its_list() -> None:
    """What stands under the next heading is not led in by it."""
    document = arranged(paragraph("The pilot must:"), item("sail"), heading("Tools"), item("Radar"))
    assert document.clauses[-1].lead == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Duties: – Board ships – Keep the log", ["Duties:", "Board ships", "Keep the log"]),
        ("Talks to – The tower – The master", ["Talks to", "The tower", "The master"]),
        ("Stays calm – always", ["Stays calm – always"]),
        ("Takes 3 – 5 days – at most", ["Takes 3 – 5 days – at most"]),
    ],
)
def test_a_list_that_runs_inside_a_paragraph_becomes_a_list(text: str, parts: list[str]) -> None:
    """Dashes before capitals open items; a single dash in prose does not."""
    clauses = arranged(paragraph(text)).clauses
    assert [clause.text for clause in clauses] == parts
    assert {clause.kind for clause in clauses[1:]} <= {BlockKind.ITEM}


def test_marked_lines_inside_a_paragraph_become_items() -> None:
    """A line break and a marker that the source shows are a list."""
    document = arranged(paragraph("Duties:\n1. Board ships\n2. Keep the log"))
    assert shape(document.clauses) == [
        ("paragraph", 0, "Duties:"),
        ("item", 0, "Board ships"),
        ("item", 0, "Keep the log"),
    ]


def test_items_that_a_flattened_list_left_beside_their_own_go_deeper() -> None:
    """An item that ends in a colon introduces those after it, up to the next such item."""
    document = arranged(
        item("By day:"), item("Guides ships"), item("By night:"), item("Keeps watch")
    )
    assert [clause.depth for clause in document.clauses] == [0, 1, 0, 1]


def test_a_chain_ends_the_items_that_an_item_introduces() -> None:
    """After `…, or` and the item that ends it, the list goes on at its own level."""
    document = arranged(
        item("May refuse a ship if:"),
        item("it is late, or"),
        item("it burns."),
        item("Keeps the log."),
    )
    assert [clause.depth for clause in document.clauses] == [0, 1, 1, 0]


def test_a_short_bold_paragraph_is_a_heading() -> None:
    """It opens a section under the heading before it."""
    document = arranged(
        heading("Pilot"), paragraph("Night watch", strong=True), item("Keeps watch")
    )
    assert document.clauses[0].path == ("Pilot", "Night watch")


@pytest.mark.parametrize("text", ["Never leave the bridge.", "Line one\nLine two"])
def test_a_bold_sentence_is_no_heading(text: str) -> None:
    """Emphasis is not structure."""
    assert arranged(paragraph(text, strong=True)).sections == ()


def test_a_table_is_laid_out_with_its_header_once_and_rows_keep_their_columns() -> None:
    """Each row is a clause that knows the names of its cells."""
    document = arranged(*WHOLE[6:9])
    assert document.text == "Limits\n\nSystem | Limit\nRadar | 2 nm\nVHF | 5 nm"
    assert [clause.columns for clause in document.clauses] == [("System", "Limit")] * 2
    assert [clause.cells for clause in document.clauses] == [("Radar", "2 nm"), ("VHF", "5 nm")]


def test_a_pair_without_columns_reads_as_name_and_value() -> None:
    """As a definition list or a YAML key shows it."""
    assert [c.text for c in arranged(row("Grade:", "P2"), row("Base", "")).clauses] == [
        "Grade: P2",
        "Base",
    ]


def test_clauses_of_one_list_or_table_share_a_group() -> None:
    """What belongs together can be shown together."""
    document = arranged(item("a"), item("b"), paragraph("And so on, as it is said."), item("c"))
    first, second, _, last = (clause.group for clause in document.clauses)
    assert first == second < last


def test_characters_are_mended_and_blanks_tidied_in_every_part() -> None:
    """Readers of formats give text as it stands; here it becomes readable."""
    document = arranged(
        heading("The clerk‚Äôs  desk"), row("It‚Äôs", "a \n b", columns=("X", "Y‚Äôs"))
    )
    assert document.sections[0].path == ("The clerk’s desk",)
    assert document.clauses[0].cells == ("It’s", "a b")
    assert document.clauses[0].columns == ("X", "Y’s")


def test_blocks_without_words_are_left_out() -> None:
    """An empty paragraph or row is nothing to cite."""
    assert arranged(paragraph(" \n "), row("", ""), item("")).clauses == ()


def test_the_revision_changes_with_the_content() -> None:
    """The same bytes have the same revision."""
    assert revision_of(b"a") == revision_of(b"a") != revision_of(b"b")
