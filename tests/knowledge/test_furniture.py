"""What a page carries around the document is left out; what the document says is not."""

from __future__ import annotations

import pytest

from knowledge.furniture import edge_lines, strip_furniture
from knowledge.model import Block, BlockKind, Outline

DUTIES = (
    "The harbour pilot guides ships through the harbour into their berths.",
    "The pilot boards ships at sea and talks to the harbour tower.",
    "Ships wait at sea until the pilot says that the berths are free.",
    "The tower tells the pilot which ships wait and which berths they get.",
)


def outline(*blocks: Block | str) -> Outline:
    """An outline of these blocks; a text is a paragraph."""
    return Outline(
        tuple(b if isinstance(b, Block) else Block(BlockKind.PARAGRAPH, b) for b in blocks)
    )


def heading(text: str, level: int = 1) -> Block:
    """A heading."""
    return Block(BlockKind.HEADING, text, level)


def kept(*blocks: Block | str, recurring: frozenset[str] = frozenset()) -> list[str]:
    """What is left of a page."""
    return [block.text for block in strip_furniture(outline(*blocks), recurring).blocks]


@pytest.mark.parametrize(
    "widget",
    [
        "Subscribe",
        "0 Comments",
        "Share on LinkedIn",
        "Skip to content",
        "Leave a Reply",
        "Page 3 of 9",
        "Accept all cookies",
        "You may also like",
    ],
)
def test_widgets_are_left_out_wherever_they_stand(widget: str) -> None:
    """Words that only a page's controls consist of are no content."""
    assert kept(heading("Harbour Pilot"), DUTIES[0], widget, *DUTIES[1:]) == [
        "Harbour Pilot",
        *DUTIES,
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Subscribe new clients to the weekly bulletin and keep the list clean.",
        "Print the manifest before each sailing.",
        "Share findings with the tower on the same day.",
        "Compare fuel offers each quarter.",
        "Book the berths a week ahead.",
        "Handles confidential cargo papers without supervision.",
    ],
)
def test_duties_that_sound_like_widgets_or_calls_are_kept(sentence: str) -> None:
    """Inside the document's own sections only what leaves no doubt is dropped."""
    item = Block(BlockKind.ITEM, sentence)
    blocks = (heading("Harbour Pilot"), heading("Duties", 2), item, *DUTIES)
    assert sentence in kept(*blocks)


def test_advertising_before_the_title_and_after_the_end_is_left_out() -> None:
    """A call to something that the document never speaks of takes its neighbours with it."""
    advert = (heading("Find Your Dream Kitchen"), "Explore marble worktops near you")
    again = (heading("Find Trusted Kitchens"), "Compare worktops and kitchens", "Explore Kitchens")
    blocks = (*advert, heading("Harbour Pilot"), heading("Duties", 2), *DUTIES, *again)
    assert kept(*blocks) == ["Harbour Pilot", "Duties", *DUTIES]


def test_advertising_is_known_also_when_comment_widgets_stand_after_it() -> None:
    """What is dropped already neither hides an advert nor vouches for its words."""
    widgets = ("Subscribe", "Notify of", "guest", "0 Comments", "Newest", "View all comments", "x")
    top = (
        "Find the Best Kitchens",
        "Explore trusted kitchens",
        "Compare kitchens",
        "Visit kitchens",
    )
    end = ("Find Trusted Kitchens", "Compare kitchens by town", "Explore Kitchens")
    blocks = (*top, heading("Harbour Pilot"), heading("Duties", 2), *DUTIES * 3, *end, *widgets)
    assert kept(*blocks) == ["Harbour Pilot", "Duties", *DUTIES * 3]


def test_a_last_section_in_the_document_s_own_words_is_kept() -> None:
    """A document may end with a call to its reader about its own matter."""
    last = "Apply now if you have guided ships into their berths and know the harbour."
    assert kept(heading("Harbour Pilot"), *DUTIES, last)[-1] == last


def test_all_after_a_page_s_comments_is_left_out() -> None:
    """Below the comments of a page stands only the site's own matter."""
    body: list[Block | str] = [heading("Harbour Pilot"), *DUTIES * 5]
    end = ("0 Comments", "Inline Feedbacks", "Our academy trains bakers in many towns.")
    assert kept(*body, *end) == ["Harbour Pilot", *DUTIES * 5]


def test_sections_in_which_a_site_speaks_of_itself_are_left_out_whole() -> None:
    """They end where a heading of their level opens the next section."""
    blocks = (
        heading("Harbour Pilot"),
        heading("Editorial Process", 2),
        "Our editors check each page twice.",
        heading("How", 3),
        "By hand.",
        heading("Duties", 2),
        DUTIES[0],
    )
    assert kept(*blocks) == ["Harbour Pilot", "Duties", DUTIES[0]]


def test_a_notice_at_the_edge_is_left_out_if_it_is_short_or_recurs() -> None:
    """A long paragraph that mentions confidentiality may be a rule of the role."""
    short = "© Northquay Harbour Trust. All rights reserved."
    long = (
        "Confidential cargo papers stay on board: the pilot hands them to nobody but the master, "
        "signs for them in the book of the bridge, and reports any loss to the tower within an "
        "hour of noticing it."
    )
    assert kept(heading("Harbour Pilot"), *DUTIES, long, short)[-1] == long
    assert long not in kept(heading("Harbour Pilot"), *DUTIES, long, recurring=frozenset([long]))


def test_rows_of_tables_are_kept() -> None:
    """A cell may well read `0`, `x` or `Login`."""
    row = Block(BlockKind.ROW, "Login | x", cells=("Login", "x"), columns=("System", "Access"))
    assert "Login | x" in kept(heading("Harbour Pilot"), row, *DUTIES)


def test_each_block_left_out_is_noted() -> None:
    """What was dropped can be seen afterwards."""
    notes = strip_furniture(
        outline(heading("Harbour Pilot"), *DUTIES, "Subscribe"), frozenset()
    ).notes
    assert [(note.what, note.before) for note in notes] == [
        ("not part of the document", "Subscribe")
    ]


def test_the_edges_of_a_long_document_are_its_first_and_last_blocks() -> None:
    """Only there do notices of a house recur."""
    texts = [f"Paragraph {i}." for i in range(40)]
    edges = edge_lines(outline(*texts))
    assert {"Paragraph 0.", "Paragraph 39."} <= edges
    assert "Paragraph 20." not in edges
