"""What holds for every answer, whatever was asked: the contract, looked at from outside."""

from __future__ import annotations

import re

from bot.guide import Guide
from bot.model import Answer, Citation, Question, Status
from knowledge.model import Clause, Role

MARK = re.compile(r"\[(\d+)\]")
LONGEST = 1350
"""Characters of an answer: about 1,300 are allowed, with the marks."""


def ask(guide: Guide, text: str, *history: str) -> Answer:
    """The answer to a question after earlier turns, once it is known to keep the contract."""
    answer = guide.answer(Question(text, history))
    assert_keeps_contract(guide, answer)
    return answer


def assert_keeps_contract(guide: Guide, answer: Answer) -> None:
    """It is grounded, and fits on a screen or two."""
    assert_grounded(guide, answer)
    assert len(answer.text) <= LONGEST


def assert_grounded(guide: Guide, answer: Answer) -> None:
    """Marks and citations belong together, and quotes stand where they say."""
    assert answer.text.strip()
    marks = [int(mark) for mark in MARK.findall(answer.text)]
    numbers = [citation.n for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert list(dict.fromkeys(marks)) == numbers
    assert bool(answer.citations) is (answer.status is Status.ANSWERED)
    for citation in answer.citations:
        assert_quotes(guide, citation)


def assert_quotes(guide: Guide, citation: Citation) -> None:
    """A citation's quote, section and link are those of one clause of the document."""
    text = guide.document_text(citation.document)
    assert citation.quote
    assert citation.quote == text[citation.start : citation.end]
    clause = clause_of(guide, citation)
    assert citation.section == (clause.path or citation.section)
    assert citation.section


def clause_of(guide: Guide, citation: Citation) -> Clause:
    """The clause that a citation's link names, in the document that the link names."""
    found = re.fullmatch(r"/read/([^/#]+)#([^/#\s]+)", citation.url)
    assert found, citation.url
    document = guide.page(found[1])
    assert document is not None
    assert document.path == citation.document
    (clause,) = (each for each in document.clauses if each.id == found[2])
    assert (clause.start, clause.end) == (citation.start, citation.end)
    return clause


def speaks_of(guide: Guide, citation: Citation, role: Role) -> bool:
    """Whether what is cited holds for a role: its clause, its document's, or everybody's."""
    clause = clause_of(guide, citation)
    if clause.roles:
        return role.id in clause.roles
    owners = {each.id for each in guide.library.roles if clause.document in each.documents}
    return role.id in owners or not owners
