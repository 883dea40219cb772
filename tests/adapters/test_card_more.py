"""What a card says besides the answer: how old it is, whose, what to ask next, who may see it."""

from __future__ import annotations

from dataclasses import replace

from adapters.card import lay_out
from adapters.suggesting import follow_ups_of
from bot.model import Answer, Status, Verdict
from knowledge.model import RoleDocument
from tests.adapters.builders import baker, cited, document, heading, library, paragraph

BAKER = baker()
LIBRARY = library(BAKER)
CITED = cited(BAKER, 2)


def test_a_source_says_how_old_it_is_and_whose() -> None:
    """As the document states it; nothing where it does not."""
    source = lay_out(Answer(Status.ANSWERED, "Bread. [1]", (CITED,)), LIBRARY).sources[0]
    silent = lay_out(Answer(Status.ANSWERED, "Rye. [1]", (cited(plain(), 0),)), library(plain()))

    assert (source.as_of, source.owner) == ("2026-05-04", "Kitchen Office")
    assert (silent.sources[0].as_of, silent.sources[0].owner) == ("", "")


def test_a_date_in_words_becomes_the_last_day_that_it_names() -> None:
    """A document says `May 2026`; nobody is told a day before it."""
    dated = document("d.md", [paragraph("Bakes bread every day.")], title="d", reviewed="May 2026")
    card = lay_out(Answer(Status.ANSWERED, "Bread. [1]", (cited(dated, 0),)), library(dated))

    assert card.sources[0].as_of == "2026-05-31"


def test_a_restricted_passage_makes_the_card_restricted() -> None:
    """So does an answer that only names what is restricted."""
    citation = replace(CITED, restricted=True)
    cites = lay_out(Answer(Status.ANSWERED, "Bread. [1]", (citation,)), LIBRARY)
    names = lay_out(Answer(Status.ABSTAINED, "Not said.", restricted=True), LIBRARY)
    neither = lay_out(Answer(Status.ANSWERED, "Bread. [1]", (CITED,)), LIBRARY)

    assert cites.restricted
    assert cites.sources[0].restricted
    assert names.restricted
    assert not neither.restricted


def test_a_card_is_spoken_in_a_sentence() -> None:
    """Its headline with what is said first; never empty for an answer with text."""
    listed = Answer(Status.ANSWERED, "Baker – Duties:\n• Bakes bread. [1]\n• Rye. [1]", (CITED,))

    assert lay_out(listed, LIBRARY).spoken == "Baker – Duties: Bakes bread."
    assert lay_out(Answer(Status.ABSTAINED, "Not said."), LIBRARY).spoken == "Not said."


def test_the_questions_to_go_on_with_are_about_the_same_role_and_another_subject() -> None:
    """And only about what the documents have a section for."""
    told = Answer(Status.ANSWERED, "Kneads. [1]", (cited(BAKER, 4),))
    card = lay_out(told, LIBRARY)

    assert card.suggestions == ("How is the Baker measured?",)


def test_a_verdict_suggests_to_ask_who_decides() -> None:
    """Unless the role may decide alone."""

    def suggested(level: str, action: str) -> str:
        verdict = Verdict(level, "Baker", action)
        answer = Answer(Status.ANSWERED, "No. [1]", (CITED,), verdict)
        return lay_out(answer, LIBRARY).suggestions[0]

    assert suggested("manager_approval", "Buying an oven") == "Who decides on buying an oven?"
    assert suggested("manager_approval", "IT equipment") == "Who decides on IT equipment?"
    assert "decides" not in suggested("independent", "Buying an oven")


def test_a_question_back_suggests_nothing_else() -> None:
    """The choice of roles is what is asked for."""
    answer = Answer(Status.CLARIFY, "Which one do you mean: Baker?")

    assert lay_out(answer, LIBRARY).suggestions == ()


def test_silence_about_a_role_suggests_what_is_known_of_it() -> None:
    """And silence about nobody something to begin with; at most three of each."""
    about = lay_out(Answer(Status.ABSTAINED, "Not said about the Baker."), LIBRARY).suggestions
    nobody = lay_out(Answer(Status.REFUSED, "I answer questions."), LIBRARY).suggestions

    assert about
    assert all("Baker" in question for question in about)
    assert nobody
    assert len(nobody) <= 3
    assert follow_ups_of((), library()) == ()


def plain() -> RoleDocument:
    """A document that says nothing of itself."""
    return document("plain.md", [heading("Miller", 1), paragraph("Mills the rye.")], title="Miller")
