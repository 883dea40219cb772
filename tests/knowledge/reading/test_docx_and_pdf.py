"""Word and PDF documents become blocks by how their text is styled and set."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    ListFlowable,
    ListItem,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Table,
)

from knowledge.errors import ReadError
from knowledge.model import BlockKind
from knowledge.reading import docx, pdf


def test_docx_headings_items_and_tables_are_known_by_style() -> None:
    """Headings stand below the title; a custom style is what it is based on."""
    document = python_docx.Document()
    document.core_properties.title = "Clerk"
    document.add_heading("Clerk", 0)
    document.add_heading("Duties", 1)
    own = document.styles.add_style("House heading", 1)
    own.base_style = document.styles["Heading 2"]
    document.add_paragraph("Daily", style="House heading")
    document.add_paragraph("Sort", style="List Bullet")
    document.add_paragraph("By noon", style="List Bullet 2")
    document.add_paragraph().add_run("All bold").bold = True
    grid = document.add_table(rows=3, cols=2)
    for line, texts in zip(
        grid.rows, [("Who", "What"), ("Ann", "Signs"), ("", "Files")], strict=True
    ):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.paragraphs[0].add_run(text).bold = texts[0] == "Who"
    grid.cell(1, 0).merge(grid.cell(2, 0))
    stream = io.BytesIO()
    document.save(stream)
    outline = docx.read(stream.getvalue(), "a.docx")
    assert [(one.kind.value, one.level, one.text) for one in outline.blocks] == [
        ("heading", 1, "Clerk"),
        ("heading", 2, "Duties"),
        ("heading", 3, "Daily"),
        ("item", 0, "Sort"),
        ("item", 1, "By noon"),
        ("paragraph", 0, "All bold"),
        ("row", 0, "Ann | Signs"),
        ("row", 0, "Ann | Files"),
    ]
    assert outline.blocks[5].strong
    assert outline.blocks[-1].columns == ("Who", "What")
    assert outline.title == "Clerk"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"plain text", "is not a .docx"), (b"\xd0\xcf\x11\xe0rest", "is an old .doc")],
)
def test_what_is_no_docx_is_refused(content: bytes, reason: str) -> None:
    """The message tells an old document from a broken one."""
    with pytest.raises(ReadError, match=reason):
        docx.read(content, "a.docx")


def made_pdf() -> bytes:
    """Set a document of three pages with a repeated header and page numbers."""
    styles = getSampleStyleSheet()
    body = styles["BodyText"]
    prose = "The clerk sorts the post of the whole house before the court sits. " * 4
    story: list[object] = [Paragraph("Clerk", styles["Title"])]
    for name in ("Purpose", "Duties", "Limits"):
        story += [Paragraph(name, styles["Heading2"]), Paragraph(prose, body)]
        points = [ListItem(Paragraph(text, body)) for text in ("First point", "Second point")]
        story.append(ListFlowable(points, bulletType="bullet"))
        ruled = [("GRID", (0, 0), (-1, -1), 1, colors.black)]
        cells = [["Decision", "Who decides", "Limit"], ["Order pens", "The clerk", "£50"]]
        story += [Table(cells, style=ruled), PageBreak()]

    def margins(canvas: Canvas, layout: SimpleDocTemplate) -> None:
        canvas.drawString(72, 810, "Court of Harbour")
        canvas.drawString(280, 20, f"Page {layout.page} of 3")

    stream = io.BytesIO()
    SimpleDocTemplate(stream, title="Clerk").build(story, onFirstPage=margins, onLaterPages=margins)
    return stream.getvalue()


def test_pdf_is_told_from_how_it_is_set() -> None:
    """Large lines are headings, wrapped lines one paragraph, margins are dropped."""
    blocks = pdf.read(made_pdf(), "a.pdf").blocks
    assert [(one.kind.value, one.level, one.text[:22]) for one in blocks[:6]] == [
        ("heading", 1, "Clerk"),
        ("heading", 2, "Purpose"),
        ("paragraph", 0, "The clerk sorts the po"),
        ("item", 0, "First point"),
        ("item", 0, "Second point"),
        ("row", 0, "Order pens | The clerk"),
    ]
    assert blocks[5].columns == ("Decision", "Who decides", "Limit")
    assert sum(block.kind is BlockKind.PARAGRAPH for block in blocks) == 3
    assert not any("Harbour" in block.text or "Page" in block.text for block in blocks)


def test_words_parted_at_a_lines_end_are_joined() -> None:
    """A compound keeps its hyphen, a word that was only wrapped does not."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for index, line in enumerate(
        ["The clerk keeps cross-", "functional files and docu-", "ments."]
    ):
        canvas.drawString(72, 700 - 14 * index, line)
    canvas.save()
    (block,) = pdf.read(stream.getvalue(), "a.pdf").blocks
    assert block.text == "The clerk keeps cross-functional files and documents."


def test_locked_scanned_and_broken_pdfs_are_refused() -> None:
    """Each says what its owner can do."""
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(made_pdf())))
    writer.encrypt("secret")
    locked = io.BytesIO()
    writer.write(locked)
    blank = io.BytesIO()
    canvas = Canvas(blank)
    canvas.rect(10, 10, 50, 50)
    canvas.save()
    with pytest.raises(ReadError, match="protected by a password"):
        pdf.read(locked.getvalue(), "a.pdf")
    with pytest.raises(ReadError, match="has pages but no text; run it"):
        pdf.read(blank.getvalue(), "a.pdf")
    with pytest.raises(ReadError, match="not a sound PDF"):
        pdf.read(b"%PDF-1.4 nonsense", "a.pdf")
