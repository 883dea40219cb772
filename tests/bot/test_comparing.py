"""Roles compared over real libraries: the same aspect for all sides, each from its own document."""

from __future__ import annotations

import pytest

from bot.comparison import Comparison, Row
from bot.guide import Guide
from bot.model import Status
from knowledge.model import Role
from tests.bot.checks import ask, assert_quotes, speaks_of

ASSOCIATE, SENIOR = "Associate Research Scientist", "Senior AI Research Scientist"
MIDDLE = "Research Scientist"


def roles(guide: Guide, *titles: str) -> list[Role]:
    """The roles of these titles."""
    found = [guide.role(title) for title in titles]
    assert None not in found
    return [role for role in found if role]


def row_of(comparison: Comparison, name: str) -> Row:
    """The row of that name."""
    return next(row for topic in comparison.topics for row in topic.rows if row.name == name)


def said(row: Row) -> list[str]:
    """What a row's cells say, in the order of the roles."""
    return [" ".join(part.text for part in cell.parts) for cell in row.cells]


def test_every_part_is_quoted_from_its_own_roles_document(shipped: Guide) -> None:
    """And has a citation whose quote stands where it says."""
    pair = roles(shipped, ASSOCIATE, SENIOR)
    comparison = shipped.compare(pair)
    by_number = {citation.n: citation for citation in comparison.citations}
    titles = {role.title: role for role in pair}

    for citation in comparison.citations:
        assert_quotes(shipped, citation)
        assert speaks_of(shipped, citation, titles[citation.role])
    for topic in comparison.topics:
        for row in topic.rows:
            for cell in row.cells:
                numbers = [comparison.number(part) for part in cell.parts]
                assert all(n and by_number[n].role == cell.role.title for n in numbers)


def test_topics_come_in_the_order_in_which_roles_are_compared(shipped: Guide) -> None:
    """Experience before figures, figures before goals, rights before the way onwards."""
    names = [topic.name for topic in shipped.compare(roles(shipped, ASSOCIATE, MIDDLE)).topics]
    wanted = ["Experience", "KPIs and targets", "First 30 days", "Responsibilities", "Tools"]
    wanted += ["Decision rights", "Career path"]

    assert [name for name in names if name in wanted] == wanted


def test_figures_of_one_name_stand_side_by_side(small: Guide) -> None:
    """Siblings differ by nothing else."""
    pair = roles(small, "Records Steward", "Records Custodian")
    row = row_of(small.compare(pair), "Access reviews")

    assert row.differs
    assert [text.partition(";")[0] for text in said(row)] == [
        "Target: 4 per month",
        "Target: 7 per month",
    ]


def test_what_is_the_same_comes_last(small: Guide) -> None:
    """And says that it does not differ."""
    pair = roles(small, "Records Steward", "Records Custodian")
    for topic in small.compare(pair).topics:
        differs = [row.differs for row in topic.rows]
        assert differs == sorted(differs, reverse=True)
    same = [row for topic in small.compare(pair).topics for row in topic.rows if not row.differs]

    assert same
    assert all(texts[0] == texts[1] for texts in map(said, same))


def test_a_matter_of_one_side_leaves_the_other_cell_empty(shipped: Guide) -> None:
    """The documents do not say is no zero, and no figure of the neighbour's."""
    comparison = shipped.compare(roles(shipped, SENIOR, "AI/ML Researcher"), "KPIs")
    row = row_of(comparison, "Reproducibility rate")

    assert "80–95%" in said(row)[0]
    assert said(row)[1] == ""


def test_a_table_split_by_skills_stands_beside_one_list(shipped: Guide) -> None:
    """One document parts must and nice to have, the other has them under one heading."""
    comparison = shipped.compare(roles(shipped, ASSOCIATE, MIDDLE))
    skills = [topic for topic in comparison.topics if "skills" in topic.name.casefold()]

    assert [topic.name for topic in skills] == ["Skills", "Soft skills"]


@pytest.mark.parametrize("topic", ["KPIs", "kpi", "reproducibility", "targets"])
def test_a_topic_may_be_named_in_several_ways(shipped: Guide, topic: str) -> None:
    """By its name, a part of it, or the name of one row."""
    comparison = shipped.compare(roles(shipped, ASSOCIATE, SENIOR), topic)

    assert [each.name for each in comparison.topics] == ["KPIs and targets"]
    assert row_of(comparison, "Reproducibility rate").differs


def test_an_unknown_topic_compares_nothing(shipped: Guide) -> None:
    """Rather than something else."""
    assert shipped.compare(roles(shipped, ASSOCIATE, SENIOR), "bananas").topics == ()


def test_a_question_about_the_roles_as_such_is_answered_by_what_tells_them_apart(
    shipped: Guide,
) -> None:
    """One line a role for purpose, experience, responsibilities, decision rights, figures."""
    answer = ask(shipped, f"what separates an {ASSOCIATE} from a {MIDDLE}?")
    leads = [line for line in answer.text.splitlines() if line.endswith(":")]

    assert [lead.partition(" – ")[0].rstrip(":") for lead in leads] == [
        "Purpose",
        "Experience",
        "Responsibilities",
        "Decision rights",
        "KPIs and targets",
    ]
    assert [citation.role for citation in answer.citations] == [ASSOCIATE, MIDDLE] * 5


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("who needs more years of experience, a senior or an associate", ["6–10+", "0–2"]),
        ("reproducibility target of the associate and of the senior", ["≥ 90%", "80–95%"]),
    ],
)
def test_a_question_for_one_thing_is_answered_for_each_role(
    shipped: Guide, question: str, figures: list[str]
) -> None:
    """The same aspect, and each side's own figure."""
    answer = ask(shipped, question)

    assert all(figure in answer.text for figure in figures)
    assert {citation.role for citation in answer.citations} == {ASSOCIATE, SENIOR}
    assert len({citation.section[-1] for citation in answer.citations}) == 1


def test_a_topic_alone_is_compared_row_by_row(shipped: Guide) -> None:
    """Rows that differ by a figure come first."""
    answer = ask(shipped, f"compare the KPIs of {ASSOCIATE} and {MIDDLE}")

    assert answer.text.splitlines()[0] == "Experiment throughput:"
    assert {citation.section[-1] for citation in answer.citations} == {"KPIs and targets"}


def test_a_role_of_which_nothing_is_said_is_named(shipped: Guide) -> None:
    """Its part is not filled with something near."""
    answer = ask(shipped, f"compare the KPIs of the {SENIOR} and the AI/ML Researcher")

    assert answer.status is Status.ANSWERED
    assert "do not say anything for the AI/ML Researcher" in answer.text
    assert {citation.role for citation in answer.citations} == {SENIOR}


def test_a_matter_that_nobody_has_is_not_compared(shipped: Guide) -> None:
    """Whatever else of them could be laid side by side."""
    answer = ask(shipped, f"compare the bonuses of the {ASSOCIATE} and the {SENIOR}")

    assert answer.status is Status.ABSTAINED


def test_of_two_matters_each_is_compared(shipped: Guide) -> None:
    """The first does not push the second out."""
    answer = ask(
        shipped,
        f"compare the {ASSOCIATE} and the {SENIOR} on stakeholder satisfaction and reproducibility",
    )

    assert {"Stakeholder satisfaction:", "Reproducibility rate:"} <= set(answer.text.splitlines())


def test_three_levels_may_be_named_by_one_word_each(shipped: Guide) -> None:
    """As people write them."""
    answer = ask(
        shipped,
        "compare the reproducibility target of associate, mid level and senior research scientists",
    )

    assert {citation.role for citation in answer.citations} == {ASSOCIATE, MIDDLE, SENIOR}


def test_a_row_that_one_side_has_is_said_of_the_other_too(small: Guide) -> None:
    """However far behind the search left it there."""
    answer = ask(small, "how often are access reviews due, records steward vs records custodian?")
    said_of = {c.role for c in answer.citations if "Access reviews" in c.quote}

    assert said_of == {"Records Steward", "Records Custodian"}
