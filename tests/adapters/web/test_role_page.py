"""A role by topic: the documents' own words about it, and nobody else's."""

from __future__ import annotations

from dataclasses import replace

from adapters.web.reader import Bullets, Paragraph, Span, Table, lay_out_page
from adapters.web.role_page import lay_out_role, only
from knowledge.model import Library, Role, RoleDocument
from tests.adapters.builders import baker, document, heading, item, library, paragraph, row


def topics(role: Role, made: Library) -> dict[str, list[str]]:
    """The topics of a role with the headings of their excerpts."""
    return {
        topic.name: [excerpt.heading for excerpt in topic.excerpts]
        for topic in lay_out_role(role, made).topics
    }


def test_sections_stand_under_the_topic_that_their_heading_names() -> None:
    """In the order in which roles are compared; a heading that says no more is left out."""
    made = document(
        "cook.md",
        [
            heading("Cook", 1),
            heading("2) Main duties", 2),
            item("Cook the lunch of the whole house."),
            heading("KPIs and targets", 2),
            item("Two hundred lunches a day."),
            heading("Mission", 2),
            paragraph("A cook feeds the whole house, and feeds it well."),
        ],
        title="Cook",
    )
    role = library(made).roles[0]

    assert topics(role, library(made)) == {
        "Purpose": ["Mission"],
        "KPIs and targets": [""],
        "Responsibilities": ["Main duties"],
    }


def test_an_excerpt_leads_to_its_section() -> None:
    """With the document's owner and the day of its review."""
    role = library(baker()).roles[0]
    duties = next(t for t in lay_out_role(role, library(baker())).topics if "Resp" in t.name)
    section = next(s for s in baker().sections if s.path[-1] == "Responsibilities")

    assert duties.excerpts[0].url == f"/read/baker#{section.id}"
    assert (duties.excerpts[0].source.owner, duties.excerpts[0].source.as_of) == (
        "Kitchen Office",
        "2026-05-04",
    )


def test_what_is_said_of_another_role_is_left_out() -> None:
    """A shared document shows each role its own."""
    whole = document(
        "kitchen.md",
        [
            heading("Kitchen", 1),
            heading("Duties", 2),
            item("Knead the dough."),
            item("Wash the plates."),
            paragraph("Everybody keeps the kitchen clean. Nobody smokes in it."),
        ],
        title="Kitchen",
    )
    knead, wash, *shared = whole.clauses
    clauses = (replace(knead, roles=("baker",)), replace(wash, roles=("washer",)), *shared)
    made = replace(whole, clauses=clauses)
    roles = tuple(Role(name, name.title(), (made.path,)) for name in ("baker", "washer"))
    page = lay_out_role(roles[0], Library((made,), roles, "r1"))
    (topic,) = page.topics
    bullets, paragraphs = topic.excerpts[0].blocks

    assert isinstance(bullets, Bullets)
    assert [each.spans[0].text for each in bullets.items] == ["Knead the dough."]
    assert isinstance(paragraphs, Paragraph)
    assert "Nobody smokes" in "".join(span.text for span in paragraphs.spans)


def test_of_a_table_with_a_column_for_each_role_its_own_column_is_left() -> None:
    """The names of rows stay, other roles' columns go with their cells."""
    columns = ("Topic", "Baker", "Head Baker")
    made = document("roles.csv", [row("Purpose", "Bakes", "Leads", columns=columns)], title="Roles")
    whole = made.clauses[0]
    cells = tuple(
        replace(
            whole,
            id=f"c-{text}",
            text=text,
            start=made.text.index(text),
            end=made.text.index(text) + len(text),
            columns=(),
            cells=(),
        )
        for text in ("Bakes", "Leads")
    )
    blocks = lay_out_page(replace(made, clauses=cells), ()).body.blocks
    (table,) = only(blocks, {"c-Bakes"})

    assert isinstance(table, Table)
    assert table.columns == ("Topic", "Baker")
    assert [each.cells for each in table.rows] == [(Span("Purpose"), Span("Bakes", "c-Bakes"))]


def test_an_item_that_is_left_out_takes_those_under_it() -> None:
    """They would say something else without it."""
    made = document("a.md", [heading("Duties", 1), item("Ovens:"), item("clean them", 1)])
    blocks = lay_out_page(made, ()).body.blocks
    outer, inner = made.clauses

    assert not list(only(blocks, {inner.id}))
    (bullets,) = only(blocks, {outer.id})
    assert isinstance(bullets, Bullets)
    assert not bullets.items[0].items


def test_the_document_that_says_most_of_the_role_comes_first() -> None:
    """A matrix that names every role is nobody's first document."""
    own = baker()
    table = document("all.md", [heading("All", 1), item("Something that all of us do.")])
    role = Role("baker", "Baker", (table.path, own.path))
    speaking = tuple(replace(clause, roles=("baker",)) for clause in own.clauses)
    made = Library((table, replace(own, clauses=speaking)), (role,), "r1")

    assert [each.path for each in lay_out_role(role, made).documents] == ["baker.md", "all.md"]


def test_a_role_that_is_only_named_has_a_page_without_topics() -> None:
    """No page is empty without saying so."""
    empty = RoleDocument("empty.txt", "empty", "", "", "r", (), ())
    page = lay_out_role(Role("x", "X", ("empty.txt",)), library(empty))

    assert page.topics == ()
