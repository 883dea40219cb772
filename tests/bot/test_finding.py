"""Passages are found for each role by itself, ranked, and weighed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.finding import KEEP, Finder, Finding
from bot.model import Question
from bot.signs import SIGNS
from bot.understanding import understand
from bot.weights import load
from bot.whose import clauses_by_role
from knowledge.embedding import MiniLM
from knowledge.index import Index
from knowledge.settling import Catalogue


@pytest.fixture(scope="module")
def finder(small_index: Index, minilm: MiniLM) -> Finder:
    """Searches the small library."""
    return Finder(small_index, minilm, minilm, load())


def found(finder: Finder, index: Index, text: str) -> tuple[Finding, ...]:
    """What is found for a question."""
    return finder.find(understand(Question(text), Catalogue(index.library.roles)))


@pytest.mark.parametrize(
    "text",
    [
        "how many access reviews does a records steward do?",
        "archive clerk: everything",
        "night porter gate",
        "what is the target for access reviews?",
        "records steward and records custodian: requests",
    ],
)
def test_findings_are_ranked_and_their_numbers_are_chances(
    finder: Finder, small_index: Index, text: str
) -> None:
    """Best first; shares are parts of one belief."""
    findings = found(finder, small_index, text)

    assert findings
    for finding in findings:
        scores = [passage.score for passage in finding.passages]
        assert scores == sorted(scores, reverse=True)
        assert len(finding.shares) == len(finding.passages) <= KEEP
        assert list(finding.shares) == sorted(finding.shares, reverse=True)
        assert sum(finding.shares) <= 1 + 1e-9
        assert 0 <= finding.sureness <= 1
        assert 0 <= finding.whole <= 1


def test_with_no_role_named_only_the_best_roles_are_judged(
    finder: Finder, small_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said by the others; of three hundred roles judging all would take the longest."""
    text = "how many access reviews?"
    whole = found(finder, small_index, text)
    monkeypatch.setattr("bot.finding.JUDGED", 1)

    best, *others = found(finder, small_index, text)

    assert best == whole[0]
    assert len(others) == len(whole) - 1 > 0
    for one, judged in zip(others, whole[1:], strict=True):
        assert one == replace(judged, sureness=0.0, whole=0.0)


def test_a_role_is_held_against_so_many_others(
    finder: Finder, small_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first ones that are not its own, however many there are."""
    role = next(each for each in small_index.library.roles if each.title == "Records Custodian")
    own = set(finder.about(role).tolist())
    others = [number for number in range(len(small_index.clauses)) if number not in own]

    for most in (1, 7, 10**6):
        monkeypatch.setattr("bot.finding.OTHERS", most)
        assert finder._apart(role).others.tolist() == others[:most]


@pytest.mark.parametrize("title", ["Records Steward", "Records Custodian", "Night Porter"])
def test_the_clauses_of_a_settled_role_are_the_only_ones_that_are_looked_at(
    finder: Finder, small_index: Index, title: str
) -> None:
    """Also where a sibling has the same words."""
    (finding,) = found(finder, small_index, f"how many requests does the {title} answer?")

    assert finding.role.title == title
    assert {p.clause.document for p in finding.passages} <= set(finding.role.documents)
    assert {p.role for p in finding.passages} == {finding.role}


def test_the_section_is_that_of_the_best_passage_in_the_documents_order(
    finder: Finder, small_index: Index
) -> None:
    """Whole, however the search ranked its clauses."""
    (finding,) = found(finder, small_index, "goals of the records steward in the first 30 days")
    best = finding.passages[0].clause

    assert [clause.start for clause in finding.section] == sorted(c.start for c in finding.section)
    assert set(finding.section) == {
        clause
        for clause in small_index.clauses
        if (clause.document, clause.path) == (best.document, best.path)
    }


def test_the_owner_is_whom_the_document_names(finder: Finder, small_index: Index) -> None:
    """Nobody, if it names none."""
    (steward,) = found(finder, small_index, "records steward reviews")
    (porter,) = found(finder, small_index, "night porter gate")

    assert (steward.owner, porter.owner) == ("Records Office", "")


def test_each_side_of_a_comparison_has_its_own_finding(finder: Finder, small_index: Index) -> None:
    """In the order of the question."""
    findings = found(finder, small_index, "records custodian vs records steward: reviews")

    assert [finding.role.title for finding in findings] == ["Records Custodian", "Records Steward"]


def test_without_a_settled_role_findings_come_in_the_order_of_their_best_passage(
    finder: Finder, small_index: Index
) -> None:
    """One for every role of which anything was found."""
    findings = found(finder, small_index, "what is the target for access reviews?")
    best = [finding.passages[0].score for finding in findings]

    assert best == sorted(best, reverse=True)
    assert len({finding.role.id for finding in findings}) == len(findings) > 1


@pytest.mark.parametrize("text", ["", "tell me a joke", "what does a senior accountant do?"])
def test_what_is_refused_or_unknown_is_not_searched_for(
    finder: Finder, small_index: Index, text: str
) -> None:
    """There is nothing to be found."""
    assert found(finder, small_index, text) == ()


def test_each_clause_belongs_to_the_roles_that_it_speaks_of(small_index: Index) -> None:
    """Its own, else its document's; and every clause to somebody."""
    about = clauses_by_role(small_index)

    assert set(about) == {"", *(role.id for role in small_index.library.roles)}
    assert set(np.concatenate(list(about.values())).tolist()) == set(
        range(len(small_index.clauses))
    )
    for role in small_index.library.roles:
        for number in about[role.id].tolist():
            clause = small_index.clauses[number]
            assert role.id in clause.roles or clause.document in role.documents


@pytest.mark.parametrize(
    ("document", "title", "spoken_of"),
    [
        ("lock-keeper-old-rules.md", "Lock Keeper", False),
        ("lock-keeper.md", "Lock Keeper", True),
        ("weir-inspector.md", "Weir Inspector", True),
    ],
)
def test_a_superseded_document_gives_way_to_one_that_holds(
    small_index: Index, document: str, title: str, *, spoken_of: bool
) -> None:
    """It still speaks for a role of which nothing else does."""
    (role,) = (each for each in small_index.library.roles if each.title == title)
    of_role = clauses_by_role(small_index)[role.id].tolist()

    found = {small_index.clauses[number].document for number in of_role}

    assert (document in found) is spoken_of


def test_a_question_is_read_alike_each_time(finder: Finder, small_index: Index) -> None:
    """Nothing is learned from one question to the next."""
    text = "how many access reviews does a records steward do?"

    assert found(finder, small_index, text) == found(finder, small_index, text)


def test_the_weights_fit_the_signs() -> None:
    """One for each, and the bias."""
    assert load().whole.shape == (len(SIGNS) + 1,)
    assert load().judge.mean.shape == (len(SIGNS),)
