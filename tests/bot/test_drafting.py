"""From findings to what could be said. Thresholds are not tested here, only what holds for any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.drafting import draft
from bot.finding import NOBODY, Finding
from bot.grounding import Ground
from bot.model import Answer, Draft, Inquiry, Passage, Question, Reason, Shape, Status
from bot.wording import REFUSALS
from knowledge.model import BlockKind, Clause, Library, Role, RoleDocument
from tests.bot.checks import LONGEST
from tests.fakes import lines_document, lines_library

ITEM = "Sort the shelf by year, by author and by subject, and write down whatever is missing."


def library(*texts: str) -> Library:
    """Documents of these texts, each about one role: Role 0, Role 1 and so on."""
    return lines_library([lines_document(f"role-{i}.txt", text) for i, text in enumerate(texts)])


def finding(
    document: RoleDocument,
    role: Role,
    *,
    sureness: float = 1.0,
    whole: float = 1.0,
    clauses: Sequence[Clause] = (),
    owner: str = "",
) -> Finding:
    """Found: a document's clauses, the first one best."""
    found = tuple(clauses or document.clauses)
    shares = tuple(0.5 ** (i + 1) for i in range(len(found)))
    return Finding(
        role=role,
        passages=tuple(Passage(clause, role, -float(i)) for i, clause in enumerate(found)),
        shares=shares,
        section=tuple(c for c in document.clauses if c.path == found[0].path),
        sureness=sureness,
        whole=whole,
        owner=owner,
    )


def inquiry(
    roles: Sequence[Role] = (),
    shape: Shape = Shape.LIST,
    candidates: Sequence[Role] = (),
    refusal: Reason | None = None,
) -> Inquiry:
    """An inquiry about shelves."""
    return Inquiry(
        Question("shelves?"),
        "shelves",
        ("shelf",),
        roles=tuple(roles),
        candidates=tuple(candidates),
        shape=shape,
        refusal=refusal,
    )


def text_of(found: Draft) -> str:
    """All that a draft says."""
    return " ".join(statement.text for statement in found.statements)


def answered(asked: Inquiry, findings: Sequence[Finding], of: Library) -> Answer:
    """The grounded answer."""
    return Ground(of)(asked, draft(asked, findings))


@pytest.mark.parametrize("reason", list(Reason))
def test_a_refusal_is_said_in_the_words_of_its_reason(reason: Reason) -> None:
    """Every reason has words."""
    found = draft(inquiry(refusal=reason), ())

    assert found.status is Status.REFUSED
    assert text_of(found) == REFUSALS[reason]


def test_candidates_are_named_when_asking_back() -> None:
    """All of them, if they are few."""
    roles = library("a\n", "b\n", "c\n").roles

    found = draft(inquiry(candidates=roles), ())

    assert found.status is Status.CLARIFY
    assert all(role.title in text_of(found) for role in roles)


def test_of_many_candidates_some_are_named_and_all_are_counted() -> None:
    """A list of forty names helps nobody."""
    roles = library(*["a\n"] * 40).roles

    found = draft(inquiry(candidates=roles), ())

    assert found.status is Status.CLARIFY
    assert "40" in text_of(found)
    assert len(text_of(found)) < 300


def test_nothing_found_is_silence_about_the_role() -> None:
    """The role is named, so that the asker sees that it was understood."""
    roles = library("a\n").roles

    found = draft(inquiry(roles), ())

    assert found.status is Status.ABSTAINED
    assert roles[0].title in text_of(found)


def test_silence_names_what_was_looked_at_and_whom_to_ask() -> None:
    """The nearest sections, and the document's owner."""
    of = library("# Shelves\nSort them.\n# Cellar\nKeep it dry.\n")
    found = finding(of.documents[0], of.roles[0], sureness=0.0, owner="Records Office")

    silent = draft(inquiry(of.roles), [found])

    assert silent.status is Status.ABSTAINED
    assert all(part in text_of(silent) for part in ("Shelves", "Cellar", "Records Office"))
    assert not any(statement.passages for statement in silent.statements)


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("whole", [0.0, 1.0])
def test_a_sure_finding_answers_and_cites_its_best_passage(shape: Shape, whole: float) -> None:
    """In every shape."""
    of = library("# Shelves\nSort 12 shelves.\nDust them.\n# Cellar\nKeep it dry.\n")

    answer = answered(
        inquiry(of.roles, shape), [finding(of.documents[0], of.roles[0], whole=whole)], of
    )

    assert answer.status is Status.ANSWERED
    assert "Sort 12 shelves." in {citation.quote for citation in answer.citations}


def test_a_whole_section_is_told_in_the_documents_order() -> None:
    """Whichever of its clauses came first in the search."""
    of = library("# Shelves\nOne.\nTwo.\nThree.\n")
    document = of.documents[0]
    found = finding(document, of.roles[0], clauses=tuple(reversed(document.clauses)))

    answer = answered(inquiry(of.roles), [found], of)

    assert [citation.quote for citation in answer.citations] == ["One.", "Two.", "Three."]


@pytest.mark.parametrize("items", [1, 5, 20, 400])
@pytest.mark.parametrize("words", [1, 4, 40])
@pytest.mark.parametrize("whole", [0.0, 1.0])
def test_a_section_of_any_size_fits(items: int, words: int, whole: float) -> None:
    """Items are shortened, then left out at the end; something is always said."""
    of = library("# Shelves\n" + "\n".join(f"{n}: " + ITEM * words for n in range(items)) + "\n")

    answer = answered(inquiry(of.roles), [finding(of.documents[0], of.roles[0], whole=whole)], of)

    assert answer.status is Status.ANSWERED
    assert answer.citations
    assert len(answer.text) <= LONGEST


def test_what_is_left_out_of_a_list_is_counted() -> None:
    """So that nobody takes a part for the whole."""
    of = library("# Shelves\n" + "\n".join(f"Shelf {n}. {ITEM}" for n in range(100)) + "\n")

    answer = answered(inquiry(of.roles), [finding(of.documents[0], of.roles[0])], of)

    assert f"{100 - len(answer.citations)} more" in answer.text


@pytest.mark.parametrize("sections", [2, 4])
def test_related_passages_of_other_sections_count_towards_the_length(sections: int) -> None:
    """However long their sentences are."""
    text = "".join(f"# Part {n}\n" + f"Part {n}. " + ITEM * 9 + "\n" for n in range(sections))
    of = library(text)
    found = finding(of.documents[0], of.roles[0])
    even = Finding(
        found.role, found.passages, (0.2,) * sections, found.section, 1.0, 1.0, found.owner
    )

    answer = answered(inquiry(of.roles), [even], of)

    assert len(answer.text) <= LONGEST


def test_a_comparison_that_found_nothing_is_silence() -> None:
    """As one role alone would be, however sure the search was of some passage."""
    of = library("# Shelves\nSort 12.\n", "# Shelves\nSort 30.\n")
    found = [finding(d, r) for d, r in zip(of.documents, of.roles, strict=True)]

    assert draft(inquiry(of.roles, Shape.COMPARISON), found).status is Status.ABSTAINED


def test_roles_that_answer_equally_well_are_asked_about() -> None:
    """If none was named."""
    of = library("# Shelves\nSort 12.\n", "# Shelves\nSort 30.\n")
    found = [finding(d, r) for d, r in zip(of.documents, of.roles, strict=True)]

    asked = draft(inquiry(), found)

    assert asked.status is Status.CLARIFY
    assert all(role.title in text_of(asked) for role in of.roles)


def test_a_document_of_no_role_answers_for_itself() -> None:
    """A policy is cited under its own title."""
    of = library("# Shelves\nSort 12.\n")

    answer = answered(inquiry(), [finding(of.documents[0], NOBODY)], of)

    assert answer.status is Status.ANSWERED
    assert [citation.role for citation in answer.citations] == [of.documents[0].title]


def test_the_best_passage_is_said_also_where_a_list_stands_beside_it() -> None:
    """Prose that introduces a list gives way to the list, but not when it is the answer."""
    of = library("")
    role = of.roles[0]
    prose = Clause("c-0", "role-0.txt", (role.id,), (), BlockKind.PARAGRAPH, "A deep dive.", 0, 12)
    items = [
        Clause(f"c-{n}", "role-0.txt", (role.id,), (), BlockKind.ITEM, ITEM * 2, 0, 9)
        for n in range(1, 5)
    ]
    document = replace(of.documents[0], clauses=(prose, *items))

    said = text_of(draft(inquiry([role]), [finding(document, role)]))

    assert "A deep dive." in said


def test_what_a_question_wrongly_takes_for_granted_is_answered_by_what_denies_it() -> None:
    """However unsure the rest of it is."""
    of = library("# Shelves\nSort 12 shelves.\n# Urgent work\nThe post is not on call.\n")
    text = "since they are on call every week, who pays for it?"
    asked = replace(inquiry(of.roles), question=Question(text), subject=text)

    answer = answered(asked, [finding(of.documents[0], of.roles[0], sureness=0.0)], of)

    assert [citation.quote for citation in answer.citations] == ["The post is not on call."]


def test_each_of_two_things_asked_for_is_said() -> None:
    """And each from its own section."""
    of = library("# Shelves\nSort 12 shelves.\n# Loans\nThe steward signs.\n# Cellar\nDry.\n")
    document, role = of.documents[0], of.roles[0]
    shelves, loans, _ = document.clauses
    text = "what is done with shelves, and who signs the loans?"
    asked = replace(inquiry([role]), question=Question(text), subject=text.rstrip("?"))
    parts = tuple(finding(document, role, clauses=[clause]) for clause in (shelves, loans))
    found = replace(finding(document, role, clauses=[shelves]), parts=parts)

    answer = answered(asked, [found], of)

    assert [citation.quote for citation in answer.citations] == [shelves.text, loans.text]


def test_the_same_fact_of_two_roles_is_asked_back_however_far_apart() -> None:
    """`Term` of one card and `Term` of another: the question names neither."""
    of = library("Term: one year", "Term: three years")
    found = []
    for i, (document, role) in enumerate(zip(of.documents, of.roles, strict=True)):
        cells = ("Term", document.text.removeprefix("Term: "))
        fact = replace(document.clauses[0], kind=BlockKind.ROW, cells=cells)
        one = finding(document, role, clauses=[fact])
        far = tuple(replace(each, score=-20.0 * i) for each in one.passages)
        found.append(replace(one, passages=far))

    assert draft(inquiry(shape=Shape.FIGURE), found).status is Status.CLARIFY


@pytest.mark.parametrize(
    ("text", "status"), [("what is on my shelf?", Status.CLARIFY), ("shelves?", Status.ANSWERED)]
)
def test_somebodys_own_role_is_asked_back_where_only_another_one_is_told(
    text: str, status: Status
) -> None:
    """`My` means one of several, and the best document may be another's."""
    of = library("Maps", "Coats")
    asked = replace(inquiry(), question=Question(text), known=of.roles)

    assert draft(asked, [finding(of.documents[0], of.roles[0])]).status is status


def test_a_table_that_does_not_fit_is_told_by_its_names_and_telling_cells() -> None:
    """All rows shortly rather than some in full."""
    of = library("\n".join(f"Shelf {n}" for n in range(12)))
    (document,) = of.documents
    rows = [
        replace(
            each,
            kind=BlockKind.ROW,
            columns=("Shelf", "What for", "Target"),
            cells=(each.text, "to be sorted " * 12, f"{n + 1} a day"),
        )
        for n, each in enumerate(document.clauses)
    ]
    table = replace(document, clauses=tuple(rows))
    text = text_of(draft(inquiry(of.roles, Shape.STATEMENT), [finding(table, of.roles[0])]))

    assert all(f"Shelf {n}: {n + 1} a day" in text for n in range(12))
