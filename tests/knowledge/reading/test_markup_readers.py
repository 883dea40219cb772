"""Markdown, HTML and reStructuredText become the blocks that a reader of the page sees."""

from __future__ import annotations

import pytest

from knowledge.errors import ReadError
from knowledge.model import Block, BlockKind
from knowledge.reading import html, markdown, rst


def kinds(blocks: tuple[Block, ...]) -> list[tuple[str, int, str]]:
    """Show blocks as tuples of kind, level and text."""
    return [(block.kind.value, block.level, block.text) for block in blocks]


def test_markdown_keeps_headings_items_and_tables() -> None:
    """The marks go, the structure stays; ordered items lose their number."""
    source = (
        "---\ntitle: Clerk\naliases: [Junior Clerk, JC]\n---\n# Clerk\n\n"
        "Sorts *post* and [files](http://x.example).\n\n1. one\n2. two\n   - nested\n\n"
        "| Who | What |\n|---|---|\n| Clerk | Signs<br>daily |\n"
    )
    outline = markdown.read(source.encode(), "clerk.md")
    assert kinds(outline.blocks) == [
        ("heading", 1, "Clerk"),
        ("paragraph", 0, "Sorts post and files."),
        ("item", 0, "one"),
        ("item", 0, "two"),
        ("item", 1, "nested"),
        ("row", 0, "Clerk | Signs\ndaily"),
    ]
    assert outline.blocks[-1].columns == ("Who", "What")
    assert outline.title == "Clerk"
    assert outline.metadata["aliases"] == "Junior Clerk; JC"


def test_markdown_drops_shortcodes_badges_comments_and_footnote_marks() -> None:
    """Only what a reader of the published page would read is kept."""
    source = (
        "[![ci](a.svg)](b)\n\n{{< toc >}}\n\n[[_TOC_]]\n\n<!-- hidden -->\n\n"
        "Signs leases.[^1]\n\n[^1]: Up to ten years.\n"
    )
    texts = [block.text for block in markdown.read(source.encode(), "a.md").blocks]
    assert texts == ["Signs leases.", "Up to ten years."]


def test_faulty_front_matter_is_read_line_by_line_with_a_note() -> None:
    """A colon too many in a title must not lose the document."""
    outline = markdown.read(b"---\ntitle: Clerk: junior\nowner: HR\n---\nText.\n", "a.md")
    assert outline.metadata == {"title": "Clerk: junior", "owner": "HR"}
    assert len(outline.notes) == 1


def test_a_rule_at_the_top_is_not_front_matter() -> None:
    """Prose between two rules stays in the document."""
    outline = markdown.read(b"---\nJust a line of prose.\n\n---\nMore.\n", "a.md")
    assert "Just a line of prose." in [block.text for block in outline.blocks]


def test_html_keeps_the_content_and_drops_the_furniture() -> None:
    """Menus, cookie banners and footers are not the role's."""
    source = b"""<title>Clerk</title><meta name=Owner content=HR><body>
    <nav><a href=/>Home</a></nav><div class="cookie-banner">We use cookies</div>
    <main><h1>Clerk</h1><p>Sorts the post of the whole house.</p>
    <div class="section-title">Limits</div><div role=heading aria-level=3>Money</div>
    <dl><dt>Budget<dd>None</dl><p><b>All bold</b></p></main>
    <aside class=related>Other pages</aside><footer>Imprint</footer></body>"""
    outline = html.read(source, "clerk.html")
    assert kinds(outline.blocks) == [
        ("heading", 1, "Clerk"),
        ("paragraph", 0, "Sorts the post of the whole house."),
        ("heading", 2, "Limits"),
        ("heading", 3, "Money"),
        ("row", 0, "Budget | None"),
        ("paragraph", 0, "All bold"),
    ]
    assert outline.blocks[-1].strong
    assert (outline.title, outline.metadata["owner"]) == ("Clerk", "HR")


def test_html_repeats_spanned_cells_and_turns_group_rows_into_bold_paragraphs() -> None:
    """Each row can be read alone; a row of one wide cell heads those below."""
    source = b"""<p>Text</p><table><tr><th>What</th><th>Who</th></tr>
    <tr><td colspan=2>Hiring</td></tr><tr><td rowspan=2>Offer</td><td>Ann</td></tr>
    <tr><td>Ben</td></tr></table>"""
    blocks = html.read(source, "a.html").blocks[1:]
    assert [(block.text, block.strong) for block in blocks] == [
        ("Hiring", True),
        ("Offer | Ann", False),
        ("Offer | Ben", False),
    ]
    assert blocks[1].columns == ("What", "Who")


def test_html_keeps_a_newline_only_before_a_list_mark() -> None:
    """Wrapped source is one line; a list written as lines stays one."""
    source = "<p><strong>Label:</strong>\n– one\n– two, which is\nwrapped</p>".encode()
    (block,) = html.read(source, "a.html").blocks
    assert block.text == "Label:\n– one\n– two, which is wrapped"


def test_html_items_keep_paragraphs_and_nesting() -> None:
    """Two paragraphs of an item are two lines; what is nested comes after it."""
    source = b"<ul><li><p>One</p><p>more</p><ul><li>Deep</li></ul></li></ul>"
    assert kinds(html.read(source, "a.html").blocks) == [
        ("item", 0, "One\nmore"),
        ("item", 1, "Deep"),
    ]


def test_html_headings_set_by_a_style_sheet_are_found() -> None:
    """An exported page may mark headings by size alone."""
    source = b"""<style>.a{font-size:20pt}.b{font-size:11pt}</style>
    <p><span class=a>Purpose</span></p><p class=b>Sorts the post, every day of the week.</p>"""
    assert html.read(source, "a.html").blocks[0].kind is BlockKind.HEADING


def test_a_page_of_links_alone_is_refused() -> None:
    """There is no role in a menu."""
    with pytest.raises(ReadError, match="holds only navigation"):
        html.read(b"<ul><li><a href=/a>Clerk</a><li><a href=/b>Judge</a></ul>", "a.html")


def test_deep_nesting_is_refused() -> None:
    """Nesting that no person wrote must not exhaust the stack."""
    with pytest.raises(ReadError, match="nested"):
        html.read(b"<div>" * 150 + b"x", "a.html")
    with pytest.raises(ReadError, match="nested"):
        markdown.read(b">" * 5000 + b" x", "a.md")


def test_rst_reads_title_fields_directives_and_tables() -> None:
    """Docinfo is metadata, Sphinx roles are their text, includes are not followed."""
    source = b"""Clerk
=====

:Owner: HR

Duties
------

* Sorts :ref:`the post <post>`.

  Every day.

  - By noon

term
   Its meaning.

.. versionadded:: 2
   Also by night.

.. include:: /etc/hostname

.. list-table::
   :header-rows: 1

   * - What
     - Who
   * - Leave
     - Ann
"""
    outline = rst.read(source, "clerk.rst")
    assert kinds(outline.blocks) == [
        ("heading", 1, "Clerk"),
        ("heading", 2, "Duties"),
        ("item", 0, "Sorts the post.\nEvery day."),
        ("item", 1, "By noon"),
        ("row", 0, "term | Its meaning."),
        ("paragraph", 0, "Also by night."),
        ("row", 0, "Leave | Ann"),
    ]
    assert outline.blocks[-1].columns == ("What", "Who")
    assert outline.metadata == {"owner": "HR", "title": "Clerk"}
