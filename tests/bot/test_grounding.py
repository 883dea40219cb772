"""Only what its passages support is said, and every mark has its citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.grounding import Ground
from bot.model import Answer, Draft, Inquiry, Passage, Question, Statement, Status, Verdict
from knowledge.model import Clause, Library
from tests.bot.checks import MARK
from tests.fakes import lines_document, lines_library

LEAD = lines_document(
    "data-lead.txt",
    "# Goals\nPublish 3 papers.\nHire people.\n# Reviews\nMeet every 14 days.\nSee note [7].\n",
)
LIBRARY: Library = lines_library([LEAD, lines_document("cook.txt", "# Duties\nBoil 3 eggs.\n")])
ROLE = LIBRARY.roles[0]
INQUIRY = Inquiry(Question("goals?"), "goals", ("goal",), roles=(ROLE,), known=LIBRARY.roles)
PAPERS, HIRE, MEET, NOTE = LEAD.clauses


def passage(clause: Clause) -> Passage:
    """A passage of the data lead's."""
    return Passage(clause, ROLE, 1.0)


def said(text: str, *clauses: Clause, item: bool = False) -> Statement:
    """A statement that claims clauses."""
    return Statement(text, tuple(map(passage, clauses)), item)


def grounded(*statements: Statement, library: Library = LIBRARY) -> Answer:
    """What is left of a draft."""
    return Ground(library)(INQUIRY, Draft(Status.ANSWERED, statements))


def test_a_statement_is_marked_with_the_passage_that_it_claims() -> None:
    """The citation says where that stands, and where it can be read."""
    answer = grounded(said("Publish 3 papers.", PAPERS))

    assert answer.status is Status.ANSWERED
    assert answer.text == "Publish 3 papers. [1]"
    (citation,) = answer.citations
    assert (citation.n, citation.document, citation.role) == (1, LEAD.path, ROLE.title)
    assert citation.section == ("Goals",)
    assert citation.quote == LEAD.text[citation.start : citation.end] == "Publish 3 papers."
    assert citation.url == f"/read/{LEAD.slug}#{PAPERS.id}"


def test_citations_are_numbered_in_the_order_of_their_first_use() -> None:
    """A passage that is used again keeps its number."""
    answer = grounded(
        said("Hire people.", HIRE),
        said("Publish 3 papers and hire people.", PAPERS, HIRE),
        said("Meet every 14 days.", MEET),
    )

    assert [int(n) for n in MARK.findall(answer.text)] == [1, 2, 1, 3]
    assert [citation.quote for citation in answer.citations] == [
        HIRE.text,
        PAPERS.text,
        MEET.text,
    ]


def test_a_passage_that_holds_for_two_roles_is_cited_for_each() -> None:
    """So that every side of a comparison has its own citation."""
    roles = LIBRARY.roles
    statements = tuple(Statement(HIRE.text, (Passage(HIRE, role, 1.0),)) for role in roles)

    answer = grounded(*statements)

    assert [(c.n, c.role) for c in answer.citations] == [(1, roles[0].title), (2, roles[1].title)]


@pytest.mark.parametrize(
    "broken",
    [
        replace(PAPERS, text="Publish 9 papers."),
        replace(PAPERS, start=PAPERS.start + 1),
        replace(PAPERS, end=PAPERS.end - 1),
        replace(PAPERS, start=10_000, end=10_017),
        replace(PAPERS, document="gone.txt"),
        replace(PAPERS, document="cook.txt"),
    ],
    ids=["other-text", "starts-late", "ends-early", "beyond", "no-document", "other-document"],
)
def test_a_passage_that_is_not_where_it_says_is_dropped_with_what_it_claims(
    broken: Clause,
) -> None:
    """The rest stands."""
    answer = grounded(said(broken.text, broken), said("Hire people.", HIRE))

    assert answer.text == "Hire people. [1]"
    assert [citation.quote for citation in answer.citations] == [HIRE.text]


def test_one_passage_that_fails_takes_the_whole_statement_with_it() -> None:
    """Nobody knows which half it bore."""
    broken = replace(PAPERS, start=PAPERS.start + 1)

    answer = grounded(said("Papers and people.", HIRE, broken), said("Hire people.", HIRE))

    assert answer.text == "Hire people. [1]"


@pytest.mark.parametrize(
    "text", ["Publish 4 papers.", "Publish 3 papers in 90 days.", "Publish 33 papers.", "13 papers"]
)
def test_a_figure_that_the_passages_lack_is_not_said(text: str) -> None:
    """Not even beside one that they have."""
    answer = grounded(said(text, PAPERS), said("Hire people.", HIRE))

    assert answer.text == "Hire people. [1]"


def test_a_figure_may_come_from_the_heading_the_lead_or_the_columns() -> None:
    """They are part of what a clause says."""
    document = lines_document("data-lead.txt", "# First 90 days\nLearn.\n")
    (learn,) = document.clauses
    library = lines_library([replace(document, clauses=(replace(learn, lead="by week 2:"),))])
    (clause,) = library.documents[0].clauses

    answer = grounded(said("In 90 days, by week 2: learn.", clause), library=library)

    assert answer.status is Status.ANSWERED


@pytest.mark.parametrize(
    "statements",
    [
        (),
        (Statement("Goals:"),),
        (said("Publish 4 papers.", PAPERS),),
        (Statement("Goals:"), said("Publish 4 papers.", PAPERS), Statement("… and 2 more.")),
        (said("Hire people.", replace(HIRE, start=0)),),
    ],
    ids=["empty", "announcement-only", "wrong-figure", "nothing-left", "wrong-offset"],
)
def test_a_draft_of_which_nothing_is_left_becomes_silence(
    statements: tuple[Statement, ...],
) -> None:
    """It says that the documents do not say, and cites nothing."""
    answer = grounded(*statements)

    assert answer.status is Status.ABSTAINED
    assert answer.citations == ()
    assert "do not say" in answer.text
    assert ROLE.title in answer.text
    assert not MARK.search(answer.text)


def test_an_announcement_goes_with_what_it_announced() -> None:
    """No heading stands over nothing."""
    answer = grounded(
        Statement("Papers:"),
        said("Publish 4 papers.", PAPERS),
        Statement("People:"),
        said("Hire people.", HIRE),
        Statement("Also related:"),
    )

    assert answer.text == "People:\nHire people. [1]"


def test_the_items_of_a_list_each_have_their_line_and_mark() -> None:
    """So that a reader can go from any of them to its passage."""
    answer = grounded(
        Statement("Goals:"),
        said("Publish 3 papers.", PAPERS, item=True),
        said("Hire people.", HIRE, item=True),
    )

    assert answer.text.splitlines() == [
        "Goals:",
        "• Publish 3 papers. [1]",
        "• Hire people. [2]",
    ]


@pytest.mark.parametrize("status", [Status.ABSTAINED, Status.CLARIFY, Status.REFUSED])
def test_what_states_nothing_is_handed_on_without_citations(status: Status) -> None:
    """Its words are the bot's own."""
    answer = Ground(LIBRARY)(INQUIRY, Draft(status, (Statement("Which one?"),)))

    assert (answer.status, answer.text, answer.citations) == (status, "Which one?", ())


VERDICT = Verdict("independent", ROLE.title, "hire people")


def test_a_verdict_is_handed_on_with_the_clause_that_it_rests_on() -> None:
    """As it was drafted."""
    draft = Draft(Status.ANSWERED, (said("Yes.", HIRE), said("Hire people.", HIRE)))

    answer = Ground(LIBRARY)(INQUIRY, replace(draft, verdict=VERDICT))

    assert answer.verdict == VERDICT
    assert answer.text.splitlines() == ["Yes. [1]", "Hire people. [1]"]


@pytest.mark.parametrize(
    "lead",
    [
        said("Yes.", replace(HIRE, text="Hire nobody.")),
        said("Yes, up to 900 EUR.", HIRE),
    ],
    ids=["other-text", "a-figure-of-its-own"],
)
def test_a_verdict_whose_sentence_does_not_hold_is_not_given(lead: Statement) -> None:
    """However much of the rest holds: a wrong yes does harm."""
    draft = Draft(Status.ANSWERED, (lead, said("Meet every 14 days.", MEET)), verdict=VERDICT)

    answer = Ground(LIBRARY)(INQUIRY, draft)

    assert (answer.status, answer.verdict, answer.citations) == (Status.ABSTAINED, None, ())
    assert "Yes" not in answer.text


def test_that_nothing_is_specified_stays_a_verdict_without_citations() -> None:
    """The contract has a level for it."""
    verdict = replace(VERDICT, level="not_specified")
    draft = Draft(Status.ABSTAINED, (Statement("The documents do not say."),), verdict=verdict)

    answer = Ground(LIBRARY)(INQUIRY, draft)

    assert (answer.status, answer.verdict, answer.citations) == (Status.ABSTAINED, verdict, ())


def noted(metadata: Mapping[str, str], today: date) -> list[str]:
    """What is noted on a day of a document that is cited twice and says this of itself."""
    library = lines_library([replace(LEAD, metadata=metadata), LIBRARY.documents[1]])
    draft = Draft(Status.ANSWERED, (said("Hire people.", HIRE), said("See.", NOTE)))
    lines = Ground(library, lambda: today)(INQUIRY, draft).text.splitlines()
    assert lines[:2] == ["Hire people. [1]", "See. [2]"]
    return lines[2:]


def test_a_superseded_document_is_noted_once() -> None:
    """Below what it is cited for, and without a mark."""
    (note,) = noted({"status": "superseded"}, date(2025, 6, 1))

    assert LEAD.title in note
    assert "superseded" in note
    assert not MARK.search(note)


@pytest.mark.parametrize(("today", "notes"), [(date(2025, 5, 31), 0), (date(2025, 6, 1), 1)])
def test_a_document_is_overdue_from_the_day_after_its_review_was_due(
    today: date, notes: int
) -> None:
    """On the day itself it still holds."""
    found = noted({"next review": "2025-05-31"}, today)

    assert len(found) == notes
    assert all("31 May 2025" in note for note in found)


def test_a_document_that_holds_is_not_noted() -> None:
    """Nor is one that is not cited, whatever it says of itself."""
    assert noted({"owner": "Records Office"}, date(2025, 6, 1)) == []

    cook = replace(LIBRARY.documents[1], metadata={"status": "superseded"})
    assert grounded(said("Hire people.", HIRE), library=lines_library([LEAD, cook])).text == (
        "Hire people. [1]"
    )


def test_a_clause_under_no_heading_is_cited_under_its_document() -> None:
    """A citation always says where."""
    document = lines_document("data-lead.txt", "Learn.\n")

    answer = grounded(said("Learn.", document.clauses[0]), library=lines_library([document]))

    assert answer.citations[0].section == (document.title,)


def test_a_number_in_brackets_of_the_documents_own_is_no_mark() -> None:
    """Every `[n]` of an answer's text has its citation."""
    answer = grounded(said(NOTE.text, NOTE))

    assert {int(n) for n in MARK.findall(answer.text)} == {c.n for c in answer.citations}


def test_an_answer_as_json_has_the_keys_of_the_contract() -> None:
    """Adapters add the question's id and the latency."""
    data = grounded(said("Publish 3 papers.", PAPERS)).as_json()

    assert set(data) == {"status", "text", "verdict", "citations", "generator"}
    assert data["status"] == "answered"
    assert type(data["status"]) is str
    assert data["verdict"] is None
    assert data["generator"] == "extractive"
    (citation,) = data["citations"]
    assert set(citation) == {
        "n",
        "document",
        "role",
        "section",
        "quote",
        "start",
        "end",
        "url",
    }
