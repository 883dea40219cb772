"""Words, stems and BM25."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bm25s import BM25

from knowledge.lexical import Lexical, stems, words

CLAUSES = [
    "Publish papers and present them at conferences.",
    "Publication needs approval of the manager.",
    "Reaches a precision of 90% within 4–12 weeks.",
    "Writes C++ and Python.",
    "",
]


@pytest.fixture
def lexical() -> Lexical:
    """An index of a few clauses."""
    return Lexical.build([stems(clause) for clause in CLAUSES])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Publish the PAPER.", ["publish", "the", "paper"]),
        ("≥90 % or 90 percent or 90%", ["90%", "or", "90%", "or", "90%"]),
        ("4–12 weeks, 30/60/90-day", ["4", "12", "weeks", "30", "60", "90", "day"]),
        ("1,000 papers at 99.9%", ["1000", "papers", "at", "99.9%"]),
        ("C++, C# and R&D", ["c++", "c#", "and", "r&d"]),
        ("company’s don't the teams' plan", ["company", "dont", "the", "teams", "plan"]),
        ("p95 under 10k in Q3", ["p95", "under", "10k", "in", "q3"]),
        ("naïve co-operation/review", ["naive", "co", "operation", "review"]),
        ("snake_case", ["snake", "case"]),
        ("👍 …", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    """Figures and names of tools survive; hyphens, slashes and dashes part words."""
    assert words(text) == expected


def test_stems_leave_out_stop_words_but_not_negations() -> None:
    """`not` and `who` may be what a question is about."""
    assert stems("The publication of papers is not published") == [
        "public",
        "paper",
        "not",
        "publish",
    ]


def test_scores_are_those_of_bm25s(lexical: Lexical) -> None:
    """The arrays are read without bm25s, and must mean the same."""
    peer = BM25(method="lucene", k1=1.5, b=0.75, backend="numpy")
    peer.index([stems(clause) for clause in CLAUSES], show_progress=False)
    query = ["publish", "paper", "manag"]

    assert np.allclose(lexical.scores(query), peer.get_scores(query), atol=1e-6)


def test_only_clauses_that_share_a_word_score(lexical: Lexical) -> None:
    """A word that no clause has adds nothing; no word at all gives zeros."""
    scores = lexical.scores(["90%", "unheard"])

    assert scores.shape == (len(lexical),) == (5,)
    assert scores.argmax() == 2
    assert np.count_nonzero(scores) == 1
    assert not lexical.scores([]).any()


@pytest.mark.parametrize("word", ["publish", "paper", "90%", "unheard"])
@pytest.mark.parametrize("clauses", [[], [4], [0, 2, 3], [0, 1, 2, 3, 4]])
def test_a_word_weighs_in_some_clauses_what_it_scores_among_all(
    lexical: Lexical, word: str, clauses: list[int]
) -> None:
    """Looking at one role's clauses costs nothing for all the others."""
    numbers = np.array(clauses, np.int64)

    assert lexical.weights(word, numbers).tolist() == lexical.scores([word])[numbers].tolist()


def test_a_rarer_word_tells_more(lexical: Lexical) -> None:
    """`idf` falls with the number of clauses that have the word, and stays positive."""
    assert lexical.idf("unheard") > lexical.idf("c++") > 0


def test_an_index_comes_back_as_it_was_saved(lexical: Lexical, tmp_path: Path) -> None:
    """Scores and idf are the same after a round trip."""
    lexical.save(tmp_path)
    loaded = Lexical.load(tmp_path)

    assert len(loaded) == len(lexical)
    assert np.array_equal(loaded.scores(["publish", "4"]), lexical.scores(["publish", "4"]))
    assert loaded.idf("publish") == lexical.idf("publish")


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_clauses_without_words_can_be_indexed(texts: list[list[str]], tmp_path: Path) -> None:
    """An empty library, or clauses of stop words only, is no error."""
    Lexical.build(texts).save(tmp_path)

    assert Lexical.load(tmp_path).scores(["paper"]).tolist() == [0] * len(texts)
