"""Made-up organisations hold what their questions take for true. Nothing is embedded here."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from bot.model import Status
from evals.case import Case
from evals.matching import overlap
from evals.organisations.asking import KINDS, cases
from evals.organisations.making import MOST, Post, posts
from evals.organisations.trades import LEVELS, TRADES
from evals.organisations.writing import document, write
from knowledge.decision_rights.model import Level
from knowledge.decision_rights.reading import rights_in_force
from knowledge.model import Library
from knowledge.reading_room import read_library

FEW = 10
"""Two crafts, all levels."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The documents of a few posts, as Remit reads them."""
    folder = tmp_path_factory.mktemp("organisations")
    write(posts(FEW), folder)
    read, errors = read_library([folder])
    assert not errors
    return read


def test_ten_organisations_have_three_hundred_roles() -> None:
    """No title, path, craft or area stands in two organisations, or a question would mean two."""
    every = posts()

    assert len(TRADES) == 10
    assert len(every) == MOST == 300
    assert len({post.title for post in every}) == len({post.path for post in every}) == 300
    for names in ("crafts", "areas", "purchases"):
        said = [name for trade in TRADES for name in getattr(trade, names)]
        assert len(said) == len(set(said))


def test_the_same_roles_come_each_time_and_a_smaller_library_is_the_beginning_of_a_larger() -> None:
    """Figures of two sizes are only worth comparing if they are about the same documents."""
    assert posts(7) == posts(MOST)[:7]
    assert [document(post) for post in posts(3)] == [document(post) for post in posts(3)]


def test_siblings_never_share_a_figure() -> None:
    """A sibling's figure in an answer can only come from the sibling's document."""
    for _, family in groupby(posts(), key=lambda post: post.craft):
        siblings = list(family)
        assert len(siblings) == len(LEVELS)
        for facts in zip(*map(_figures, siblings), strict=True):
            assert len(set(facts)) == len(siblings)


def _figures(post: Post) -> list[object]:
    """What is asked of a post."""
    return [
        *(measure.target for measure in post.measures),
        *(limit.euros for limit in post.limits),
        *post.days,
        *post.hours,
        post.paper,
    ]


def test_a_document_has_a_third_of_a_thousand_clauses_about_one_role(library: Library) -> None:
    """Three hundred of them are 100,000."""
    assert sorted(role.title for role in library.roles) == sorted(p.title for p in posts(FEW))
    for each in library.documents:
        assert len(each.clauses) >= 334
        assert len([role for role in library.roles if each.path in role.documents]) == 1


def test_the_rights_of_a_document_are_those_that_were_made(library: Library) -> None:
    """A case about a limit is only right if the limit is read as it was meant."""
    rights = list(rights_in_force(library))
    for post in posts(FEW):
        own = [right for right in rights if right.clause.document == post.path]
        alone = {
            right.action.lower(): right.limit.up_to
            for right in own
            if right.level is Level.INDEPENDENT and right.limit and right.limit.up_to
        }
        assert alone == {limit.action: limit.euros for limit in post.limits}
        signed = [right for right in own if right.clause.text == f"Sign off the {post.paper}"]
        assert [right.level for right in signed] == [Level.INDEPENDENT]


def test_every_quote_stands_in_its_document(library: Library) -> None:
    """The evidence that a case wants can be cited."""
    clauses = {each.path: each.clauses for each in library.documents}
    for case in cases(posts(FEW), 20 * len(KINDS)):
        for gold in case.gold:
            assert any(
                overlap(clause.text, gold.quote) and clause.path[-1] == gold.section
                for clause in clauses[gold.document]
            ), case.id


def test_cases_speak_of_all_roles_and_kinds_alike() -> None:
    """A few cases tell of a whole organisation."""
    asked = cases(posts(30), 120)

    assert len({case.id for case in asked}) == 120
    assert len({kind(case) for case in asked}) == len(KINDS)
    assert len({gold.document for case in asked for gold in case.gold}) == 30
    assert {case.expect for case in asked} == {Status.ANSWERED, Status.ABSTAINED, Status.CLARIFY}


def kind(case: Case) -> str:
    """Which of `KINDS` a case is of."""
    return case.id.split("-")[1]


def test_documents_lie_in_a_folder_for_each_organisation(tmp_path: Path) -> None:
    """As a group of companies would keep them."""
    write(posts(31), tmp_path)

    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "harlow-vale-hospital",
        "wexcombe-water",
    ]
    assert len(list(tmp_path.rglob("*.md"))) == 31
