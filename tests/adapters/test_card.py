"""An answer becomes a card, whatever stands in it."""

from __future__ import annotations

from adapters.card import Line, LineKind, lay_out
from bot import wording
from bot.model import Answer, Status
from knowledge.model import RoleDocument
from tests.adapters.builders import SCRIPT, baker, cited, document, hostile, library, paragraph

BAKER = baker()
LIBRARY = library(BAKER, hostile())


def test_a_leading_announcement_becomes_the_headline() -> None:
    """Lines keep their order and their citations' numbers; marks are no part of their text."""
    citations = (cited(BAKER, 2), cited(BAKER, 3, n=2))
    text = "Baker – Duties:\n• Bakes bread. [1]\n• Owns the oven. [1] [2]\nAlso related:\nRye. [2]"
    card = lay_out(Answer(Status.ANSWERED, text, citations), LIBRARY)

    assert card.headline == "Baker – Duties"
    assert card.lines == (
        Line(LineKind.ITEM, "Bakes bread.", (1,)),
        Line(LineKind.ITEM, "Owns the oven.", (1, 2)),
        Line(LineKind.LEAD, "Also related:"),
        Line(LineKind.PARAGRAPH, "Rye.", (2,)),
    )


def test_those_who_decide_stand_out_alike() -> None:
    """They are what was asked for; who else takes part, and the passages, come after."""
    citations = (cited(BAKER, 2), cited(BAKER, 3, n=2))
    lines = (
        f"{wording.decider('Baker')} [1]",
        f"{wording.decider('cooks')} [1]",
        f"{wording.takes_part([], ['Waiter'], [])} [2] [1]",
        "• Oven: Baker or cooks. [1]",
    )
    card = lay_out(Answer(Status.ANSWERED, "\n".join(lines), citations), LIBRARY)

    assert [(line.kind, line.citations) for line in card.lines] == [
        (LineKind.STATEMENT, (1,)),
        (LineKind.STATEMENT, (1,)),
        (LineKind.PARAGRAPH, (1, 2)),
        (LineKind.ITEM, (1,)),
    ]


def test_a_verdict_stands_out_whatever_it_says() -> None:
    """With the passages that it rests on under it."""
    text = f"{wording.verdict('team_approval', 'Baker', 'the team')} [1]\n• Rye: ask first. [1]"
    card = lay_out(Answer(Status.ANSWERED, text, (cited(BAKER, 2),)), LIBRARY)

    assert [line.kind for line in card.lines] == [LineKind.STATEMENT, LineKind.ITEM]


def test_prose_with_nothing_listed_under_it_stays_prose() -> None:
    """Where everything stands out, nothing does."""
    citations = (cited(BAKER, 2), cited(BAKER, 3, n=2))
    card = lay_out(Answer(Status.ANSWERED, "Bread. [1]\nRye. [2]", citations), LIBRARY)

    assert {line.kind for line in card.lines} == {LineKind.PARAGRAPH}


def test_a_source_names_the_document_by_its_title() -> None:
    """And says where in it the quote stands, and where to read on."""
    citation = cited(BAKER, 2)
    source = lay_out(Answer(Status.ANSWERED, "Bread. [1]", (citation,)), LIBRARY).sources[0]

    assert (source.title, source.document) == ("Baker", "baker.md")
    assert (source.section, source.quote, source.url) == (
        citation.section,
        citation.quote,
        citation.url,
    )


def test_brackets_that_are_no_citation_stay_in_the_text() -> None:
    """A document may quote a footnote of its own."""
    answer = Answer(Status.ANSWERED, "Bread, see [7]. [1]", (cited(BAKER, 2),))

    assert lay_out(answer, LIBRARY).lines == (Line(LineKind.PARAGRAPH, "Bread, see [7].", (1,)),)


def test_a_question_back_offers_the_roles_that_it_names() -> None:
    """In the order of the text; a title inside a longer one is not meant."""
    answer = Answer(Status.CLARIFY, "Which one do you mean: Head Baker or Baker?")
    roles = library(document_of("Baker"), document_of("Head Baker"), document_of("Head"))

    assert lay_out(answer, roles).choices == ("Head Baker", "Baker")


def test_only_a_question_back_offers_roles() -> None:
    """An answer that names a role leaves no choice."""
    assert lay_out(Answer(Status.ABSTAINED, "The Baker: not said."), LIBRARY).choices == ()


def test_a_card_holds_text_and_no_markup() -> None:
    """What is untrusted passes through as it is; escaping is the surface's, once."""
    answer = Answer(Status.ANSWERED, f"{SCRIPT} [1]", (cited(hostile(), 0),))
    card = lay_out(answer, LIBRARY)

    assert card.lines[0].text == SCRIPT
    assert SCRIPT in card.sources[0].quote


def test_an_answer_of_one_announcing_line_keeps_it() -> None:
    """A headline over nothing would say less."""
    card = lay_out(Answer(Status.ABSTAINED, "The documents say this:"), LIBRARY)

    assert (card.headline, card.lines[0].text) == ("", "The documents say this:")


def test_a_card_as_json_is_plain_data() -> None:
    """So that a page can lay it out without knowing the server's classes."""
    data = lay_out(Answer(Status.ANSWERED, "Bread. [1]", (cited(BAKER, 2),)), LIBRARY).as_json()

    assert data["status"] == "answered"
    assert data["lines"][0]["kind"] == "paragraph"
    assert data["sources"][0]["n"] == 1


def document_of(title: str) -> RoleDocument:
    """A document about a role of this title."""
    return document(f"{title.lower()}.md", [paragraph("Says nothing at all.")], title=title)
