"""The reader shows a document whole, and every clause where it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.web.reader import Bullets, Paragraph, Row, Span, Table, lay_out_page
from adapters.web.templating import render
from knowledge.model import RoleDocument
from knowledge.reading_room import read_library
from knowledge.settings import SHIPPED_LIBRARY
from tests.adapters.builders import (
    Markup,
    baker,
    document,
    heading,
    hostile,
    item,
    library,
    paragraph,
    row,
    words,
)


def shown(role_document: RoleDocument) -> Markup:
    """The page of a document as a browser sees it."""
    return Markup(html_of(role_document))


def html_of(role_document: RoleDocument) -> str:
    """The page of a document."""
    roles = library(role_document).roles
    page = lay_out_page(role_document, roles)
    return render("read.html", page=page, about=roles, linked=True, warning="")


def shipped() -> tuple[RoleDocument, ...]:
    """The documents that ship with Remit."""
    read, errors = read_library([SHIPPED_LIBRARY], None)
    assert not errors
    return read.documents


def test_each_block_becomes_what_it_is() -> None:
    """Pairs, paragraphs, nested lists and tables; the sole outermost heading is the title."""
    body = lay_out_page(baker(), ()).body
    duties, kpis = body.parts
    pairs, bullets, table = body.blocks[0], duties.blocks[1], kpis.blocks[0]

    assert (body.heading, body.level, duties.heading, duties.level) == (
        "Baker",
        1,
        "Responsibilities",
        2,
    )
    assert isinstance(pairs, Table)
    assert pairs.pairs
    assert isinstance(duties.blocks[0], Paragraph)
    assert isinstance(bullets, Bullets)
    assert [len(each.items) for each in bullets.items] == [1, 0]
    assert isinstance(table, Table)
    assert (table.columns, len(table.rows)) == (("Metric", "Target"), 2)


@pytest.mark.parametrize("made", [baker(), hostile(), *shipped()], ids=lambda made: made.path)
def test_nothing_is_lost_and_every_clause_has_its_place(made: RoleDocument) -> None:
    """The page says the words of the repaired text, all and in order; each id stands once."""
    page = lay_out_page(made, library(made).roles)
    html = html_of(made)
    markup = Markup(html)
    said = Markup(html.partition("as it is now.</p>")[2].partition("</article>")[0])
    title = [page.body.heading] if page.body.id else []

    assert words(" ".join([*title, said.text])) == words(made.text)
    assert len(set(markup.ids)) == len(markup.ids)
    assert {clause.id for clause in made.clauses} <= set(markup.ids)
    sections = {section.id for section in made.sections if section.start or len(section.path) > 1}
    assert sections <= set(markup.ids)


def test_contents_lead_to_sections_that_are_there() -> None:
    """No link of the page leads nowhere."""
    markup = shown(baker())
    targets = [str(link["href"])[1:] for link in markup.of("a") if "#" in str(link.get("href"))]

    assert len(targets) == 3
    assert set(targets) <= set(markup.ids)


def test_the_owner_and_the_review_are_shown() -> None:
    """So that a reader knows whom to ask and how far to trust it."""
    page = lay_out_page(baker(), library(baker()).roles)

    assert page.facts == (("Owner", "Kitchen Office"), ("Reviewed", "2026-05-04"))
    assert page.roles == ("Baker",)


def test_a_cell_that_is_a_clause_is_a_place_of_its_own() -> None:
    """In a table laid out by role, a citation leads to the role's own cell."""
    columns = ("Topic", "Baker", "Head Baker", "Note", "More")
    made = document(
        "roles.csv", [row("Purpose", "Bakes", "Leads bakers", "", "x", columns=columns)]
    )
    whole = made.clauses[0]
    cells = tuple(
        replace(
            whole, id=f"c-{text}", text=text, start=at, end=at + len(text), columns=(), cells=()
        )
        for text in ("Bakes", "Leads bakers")
        if (at := made.text.index(text))
    )
    table = lay_out_page(replace(made, clauses=cells), ()).body.blocks[0]

    assert isinstance(table, Table)
    assert table.columns == columns
    assert table.rows == [
        Row(
            "",
            (
                Span("Purpose"),
                Span("Bakes", "c-Bakes"),
                Span("Leads bakers", "c-Leads bakers"),
                Span(""),
                Span("x"),
            ),
        )
    ]


def test_a_document_without_headings_or_words_is_shown() -> None:
    """Its path is its title then."""
    plain = document("note.txt", [paragraph("A baker bakes the bread of the whole house.")])

    assert lay_out_page(plain, ()).body.heading == "note.txt"
    assert "bakes the bread" in shown(plain).text
    assert "empty.txt" in shown(RoleDocument("empty.txt", "empty", "", "", "r", (), ())).text


def test_headings_that_jump_levels_do_not_jump_on_the_page() -> None:
    """Whoever listens to the page finds an outline without holes."""
    deep = document(
        "deep.md",
        [heading("One", 1), heading("Four", 4), item("Something."), heading("Two", 1)],
        title="Deep",
    )
    levels = [tag for tag, _ in shown(deep).elements if tag in {"h1", "h2", "h3", "h4"}]

    assert levels == ["h1", "h2", "h3", "h2"]


def test_what_documents_say_never_becomes_markup() -> None:
    """Titles, headings, clauses, cells, column names and metadata are text."""
    markup = shown(hostile())

    assert not markup.of("img")[1:], "the brand's icon alone"
    assert [script["src"] for script in markup.of("script")] == [
        src for script in markup.of("script") if (src := str(script["src"])).endswith("/reader.js")
    ]
    assert not [name for _, given in markup.elements for name in given if name.startswith("on")]
    assert not [
        link for link in markup.of("a") if str(link.get("href")).lower().startswith("javascript")
    ]
    assert markup.text.count("<script>alert(1)</script>") >= 5


def test_a_short_row_fills_its_table() -> None:
    """Where borders could not be told, the last cell goes to the table's end."""
    torn = document("torn.md", [row("a", "b", columns=("A", "B", "C"))])

    assert [cell.get("colspan") for cell in shown(torn).of("td")] == [None, "2"]
