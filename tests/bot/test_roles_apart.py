"""The role is settled before the search: nothing is quoted from a neighbour's document."""

from __future__ import annotations

import pytest

from bot.guide import Guide
from bot.model import Asker, Question, Status
from tests.bot.checks import ask, assert_keeps_contract, speaks_of

ROLES = (
    "Associate Research Scientist",
    "Research Scientist",
    "Senior AI Research Scientist",
    "AI/ML Researcher",
    "Machine Learning Researcher",
)
TOPICS = (
    "what are the goals for the first 90 days",
    "which tools are used",
    "what has to be delivered",
    "what is the target for reproducibility",
    "how many experiments a week",
    "what soft skills are needed",
    "how many years of experience are asked for",
    "who has to approve a publication",
    "how much compute may be spent without asking",
    "what can be decided alone",
    "which meetings are there and how often",
    "what are red flags in an interview",
    "what is the mission",
    "how is on-call organised",
)


def assert_only(guide: Guide, question: Question, title: str) -> None:
    """The answer speaks of one role and quotes nothing that holds for others only."""
    role = guide.role(title)
    assert role is not None
    answer = guide.answer(question)
    assert_keeps_contract(guide, answer)
    assert answer.status in {Status.ANSWERED, Status.ABSTAINED}
    for citation in answer.citations:
        assert citation.role == role.title
        assert speaks_of(guide, citation, role), citation


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("title", ROLES)
def test_a_question_that_names_a_role_quotes_that_role_alone(
    shipped: Guide, title: str, topic: str
) -> None:
    """Also where the siblings have the same headings and other figures."""
    assert_only(shipped, Question(f"{topic} for the {title}?"), title)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("title", ROLES)
def test_the_askers_own_role_is_quoted_alone(shipped: Guide, title: str, topic: str) -> None:
    """`My role` is the one that the platform knows of the asker."""
    question = Question(f"in my role, {topic}?", asker=Asker("u1", role=title))
    assert_only(shipped, question, title)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("title", ROLES)
def test_the_role_of_the_turn_before_is_quoted_alone(
    shipped: Guide, title: str, topic: str
) -> None:
    """A follow-up that names nobody stays with the role that was spoken of."""
    question = Question(f"and {topic}?", (f"tell me about the {title}",))
    assert_only(shipped, question, title)


@pytest.mark.parametrize(
    ("title", "reviews", "other"), [("Records Steward", "4", "7"), ("Records Custodian", "7", "4")]
)
def test_siblings_that_differ_by_a_figure_only_are_told_apart(
    small: Guide, title: str, reviews: str, other: str
) -> None:
    """The figure is that of the role that was named."""
    answer = ask(small, f"how many access reviews per month does a {title} do?")

    assert answer.status is Status.ANSWERED
    quotes = [citation.quote for citation in answer.citations]
    assert any(f"{reviews} per month" in quote for quote in quotes)
    assert not any(f"{other} per month" in quote for quote in quotes)


@pytest.mark.parametrize(
    "question",
    [
        "how many access reviews per month for a Records Steward and for a Records Custodian?",
        "compare the goals of the records steward and the records custodian",
        "records steward vs records custodian: responsibilities",
    ],
)
def test_a_comparison_cites_every_side(small: Guide, question: str) -> None:
    """No side is told by a citation of the other's document."""
    answer = ask(small, question)

    assert answer.status is Status.ANSWERED
    assert {(c.role, c.document) for c in answer.citations} == {
        ("Records Steward", "records-steward.md"),
        ("Records Custodian", "records-custodian.md"),
    }


@pytest.mark.parametrize("topic", ["soft skills", "goals for the first 30 days", "tools"])
def test_a_comparison_of_three_roles_cites_all_three(shipped: Guide, topic: str) -> None:
    """And still fits."""
    titles = ROLES[:3]
    answer = ask(shipped, f"compare the {topic} of the {titles[0]}, {titles[1]} and {titles[2]}")

    assert answer.status is Status.ANSWERED
    assert {citation.role for citation in answer.citations} == set(titles)


def test_a_comparison_may_look_back_for_its_other_side(small: Guide) -> None:
    """`The same for …` sets the role of this turn beside that of the one before."""
    answer = ask(
        small,
        "is that the same for the records custodian?",
        "how many access reviews does a records steward do per month",
    )

    assert {citation.role for citation in answer.citations} == {
        "Records Steward",
        "Records Custodian",
    }


@pytest.mark.parametrize(
    "question",
    [
        "what is the target for access reviews?",
        "what should be done in the first 60 days?",
    ],
)
def test_a_question_whose_answer_differs_by_role_asks_back_and_names_the_roles(
    small: Guide, question: str
) -> None:
    """Nothing is stated before the role is known."""
    answer = ask(small, question)

    assert answer.status is Status.CLARIFY
    assert "Records Steward" in answer.text
    assert "Records Custodian" in answer.text


def test_an_unclear_name_asks_back_and_names_whom_it_may_mean(shipped: Guide) -> None:
    """`The scientist` is one of three; the researchers are not meant."""
    answer = ask(shipped, "how many years of experience does the scientist need?")

    assert answer.status is Status.CLARIFY
    assert all(title in answer.text for title in ROLES[:3])
    assert not any(title in answer.text for title in ROLES[3:])


@pytest.mark.parametrize(
    "question",
    [
        "what does a principal research scientist do?",
        "what is the head nurse responsible for?",
        "goals of the senior accountant for 30 days?",
        "what does the junior developer decide alone?",
    ],
)
def test_a_role_that_no_document_describes_gives_silence_that_names_the_roles(
    shipped: Guide, question: str
) -> None:
    """Rather than an answer about the role that is most alike."""
    answer = ask(shipped, question)

    assert answer.status is Status.ABSTAINED
    assert all(title in answer.text for title in ROLES)
