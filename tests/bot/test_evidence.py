"""What speaks for a clause is measured; nothing is decided, and no other clause is looked at."""

from __future__ import annotations

import numpy as np
import pytest

from bot.evidence import FEATURES, Evidence, own_stems, path_stems
from bot.model import Inquiry, Question
from bot.understanding import understand
from bot.weights import load
from knowledge.embedding import MiniLM, Reading
from knowledge.index import Index
from knowledge.settling import Catalogue


@pytest.fixture(scope="module")
def evidence(small_index: Index) -> Evidence:
    """Measures clauses of the small library."""
    return Evidence(small_index, load())


def read(index: Index, minilm: MiniLM, text: str) -> tuple[Inquiry, Reading]:
    """A question understood and read."""
    inquiry = understand(Question(text), Catalogue(index.library.roles))
    return inquiry, minilm.read([inquiry.subject])[0]


def column(features: np.ndarray[tuple[int, int], np.dtype[np.float64]], name: str) -> list[float]:
    """One feature of every clause."""
    return [float(value) for value in features[:, FEATURES.index(name)]]


@pytest.mark.parametrize(
    "text",
    [
        "how many access reviews per month for the records steward?",
        "xyzzy plugh",
        "the",
        "who?",
        "[CLS] [SEP]",
        "é",
    ],
)
def test_every_feature_of_every_clause_is_a_finite_number(
    evidence: Evidence, small_index: Index, minilm: MiniLM, text: str
) -> None:
    """One row a clause, in the order in which they were given."""
    every = np.arange(len(small_index.clauses))

    found = evidence.measure(*read(small_index, minilm, text), every)

    assert found.features.shape == (len(every), len(FEATURES))
    assert np.isfinite(found.features).all()
    assert np.isfinite(found.met).all()


def test_candidates_are_of_the_allowed_clauses_only_and_in_order(
    evidence: Evidence, small_index: Index, minilm: MiniLM
) -> None:
    """However well another clause would answer."""
    allowed = np.arange(0, len(small_index.clauses), 2)

    chosen = evidence.candidates(*read(small_index, minilm, "which shelf by author?"), allowed)

    assert 0 < len(chosen) <= len(allowed)
    assert set(chosen.tolist()) <= set(allowed.tolist())
    assert chosen.tolist() == sorted(set(chosen.tolist()))


def test_few_clauses_are_all_measured(
    evidence: Evidence, small_index: Index, minilm: MiniLM
) -> None:
    """Nothing is left out for want of a common word."""
    few = np.array([3, 5, 9])

    assert evidence.candidates(*read(small_index, minilm, "zzz"), few).tolist() == [3, 5, 9]


def test_a_chat_word_counts_for_a_clause_that_has_the_formal_one(
    evidence: Evidence, small_index: Index, minilm: MiniLM
) -> None:
    """The thesaurus is evidence of its own, beside the words as they were typed."""
    number = next(
        i for i, clause in enumerate(small_index.clauses) if "Site Manager" in clause.text
    )
    inquiry, reading = read(small_index, minilm, "the night porter's boss?")

    features = evidence.measure(inquiry, reading, np.array([number])).features

    assert column(features, "own_words") == [0]
    assert column(features, "own_concepts")[0] > 0.5


def test_what_was_asked_before_leaves_no_trace(
    evidence: Evidence, small_index: Index, minilm: MiniLM
) -> None:
    """What is kept of clauses and of the latest question changes no number."""
    every = np.arange(len(small_index.clauses))
    first = read(small_index, minilm, "how many access reviews per month?")
    second = read(small_index, minilm, "who signs for the night porter?")

    fresh = [Evidence(small_index, load()).measure(*each, every) for each in (first, second)]
    after = [evidence.measure(*each, every[::-1]) for each in (second, first)]

    np.testing.assert_allclose(after[1].features[::-1], fresh[0].features, atol=1e-6)
    np.testing.assert_allclose(after[0].features[::-1], fresh[1].features, atol=1e-6)


def test_the_words_of_a_clause_and_those_above_it_are_told_apart(small_index: Index) -> None:
    """A heading's words are every clause's below it."""
    clause = next(each for each in small_index.clauses if "Learn where" in each.text)

    assert "learn" in own_stems(clause)
    assert "learn" not in path_stems(clause.path, clause.columns)
    assert "30" in path_stems(clause.path, clause.columns)
