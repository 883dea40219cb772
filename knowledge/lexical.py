"""Words of role documents, and BM25 scores of clauses by words.

The weights are computed by bm25s (Lucene's formula, k1 1.5, b 0.75) when an index is built. They
are kept as plain arrays, one run of clauses a word, so that reading an index and scoring a question
need numpy alone. Words are English: `stems` is what goes in on both sides.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from Stemmer import Stemmer

# Few on purpose: a rare question may hang on "not", "who" or "before"; BM25 discounts the rest.
STOP_WORDS = frozenset(
    "a an the and or of to in on at by for with from as is are was were be been it its this that "
    "these those".split()
)
WORD = re.compile(
    r"(?P<figure>\d+(?:[.,]\d+)*)(?:\s?(?P<percent>%|per ?cent\b))?(?![^\W_])"
    r"|\b[a-z]&[a-z]\b"
    r"|[^\W_]+(?:['’][^\W_]+)*(?:\+\+|#)?"
)


def words(text: str) -> list[str]:
    """The words of `text` in order, in lower case and without accents.

    Hyphens, slashes and dashes part words (`4–12` is `4`, `12`). A figure keeps its per cent sign
    (`90 %` and `90 percent` are `90%`) and loses its thousands' commas; `c++`, `c#` and `r&d` stay
    whole; a possessive `'s` goes, other apostrophes close up (`don't` is `dont`).
    """
    if not text.isascii():
        text = "".join(
            c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
        )
    return [_word(match) for match in WORD.finditer(text.lower())]


def stems(text: str) -> list[str]:
    """The stems of the words of `text` in order, without stop words."""
    return list(_stems(text))


@lru_cache(maxsize=1 << 13)
def _stems(text: str) -> tuple[str, ...]:
    """The stems of a text: each question looks at the same texts of the library again."""
    return tuple(stem(word) for word in words(text) if word not in STOP_WORDS)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The English stem of a word in lower case (`publishing` and `published` are `publish`)."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


class Lexical:
    """BM25 over the words of clauses, which are numbered in the order given. Immutable."""

    def __init__(
        self,
        vocabulary: Sequence[str],
        starts: NDArray[np.int64],
        clauses: NDArray[np.int32],
        weights: NDArray[np.float32],
        count: int,
    ) -> None:
        """Take what `build` computed or `load` read.

        Word `i` of `vocabulary` stands in `clauses[starts[i] : starts[i + 1]]`, each of them once
        and ascending, with the BM25 weights at the same places. `count` is the number of clauses.
        """
        self._number = {word: i for i, word in enumerate(vocabulary)}
        self._starts = starts.tolist()
        self._clauses = clauses
        self._weights = weights
        self._count = count

    @classmethod
    def build(cls, texts: Sequence[Sequence[str]]) -> Lexical:
        """Index clauses by their words; a word counts as often as it is given."""
        from bm25s import BM25  # noqa: PLC0415  needed to build, not to read

        vocabulary = sorted({word for text in texts for word in text})
        if not vocabulary:
            nothing = np.zeros(0, np.int32)
            return cls((), np.zeros(1, np.int64), nothing, nothing.astype(np.float32), len(texts))
        number = {word: i for i, word in enumerate(vocabulary)}
        numbered = [[number[word] for word in text] for text in texts]
        scorer = BM25(method="lucene", k1=1.5, b=0.75, backend="numpy", csc_backend="numpy")
        scorer.index((numbered, number), create_empty_token=False, show_progress=False)
        return cls(
            vocabulary,
            np.asarray(scorer.scores["indptr"], np.int64),
            np.asarray(scorer.scores["indices"], np.int32),
            np.asarray(scorer.scores["data"], np.float32),
            len(texts),
        )

    def __len__(self) -> int:
        """The number of clauses."""
        return self._count

    def scores(self, query_words: Sequence[str]) -> NDArray[np.float32]:
        """BM25 scores `(n,)` of all clauses; 0 where no word is shared.

        A word given twice counts twice.
        """
        scores = np.zeros(self._count, np.float32)
        for word in query_words:
            number = self._number.get(word)
            if number is not None:
                run = slice(self._starts[number], self._starts[number + 1])
                scores[self._clauses[run]] += self._weights[run]
        return scores

    def weights(self, word: str, clauses: NDArray[np.int64]) -> NDArray[np.float32]:
        """What a word given once weighs in `k` clauses (by number): `(k,)`, 0 where it is not."""
        number = self._number.get(word)
        weights = np.zeros(len(clauses), np.float32)
        if number is not None:
            run = slice(self._starts[number], self._starts[number + 1])
            holding = self._clauses[run]
            at = np.searchsorted(holding, clauses.astype(np.int32))
            at = np.minimum(at, len(holding) - 1)
            found = holding[at] == clauses
            weights[found] = self._weights[run][at[found]]
        return weights

    def count(self, word: str) -> int:
        """How many clauses have a word."""
        number = self._number.get(word)
        return 0 if number is None else self._starts[number + 1] - self._starts[number]

    def idf(self, word: str) -> float:
        """How telling a word is: `ln(1 + (n - f + 0.5) / (f + 0.5))`, `f` clauses having it."""
        found = self.count(word)
        return math.log(1 + (self._count - found + 0.5) / (found + 0.5))

    def save(self, folder: Path) -> None:
        """Write everything into `folder`, which must exist."""
        (folder / "words.txt").write_text("\n".join(self._number), encoding="utf-8")
        np.save(folder / "starts.npy", np.array([*self._starts, self._count], np.int64))
        np.save(folder / "clauses.npy", self._clauses)
        np.save(folder / "weights.npy", self._weights)

    @classmethod
    def load(cls, folder: Path) -> Lexical:
        """Read what `save` wrote.

        Raises:
            OSError: a file is missing.
        """
        *starts, count = np.load(folder / "starts.npy").tolist()
        vocabulary = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
        return cls(
            vocabulary[: len(starts) - 1],
            np.array(starts, np.int64),
            np.load(folder / "clauses.npy"),
            np.load(folder / "weights.npy"),
            count,
        )


def _word(match: re.Match[str]) -> str:
    """One match of `WORD` as a word."""
    if match[0].isalnum():
        return match[0]
    figure = match["figure"]
    if figure is not None:
        return figure.replace(",", "") + ("%" if match["percent"] else "")
    return re.sub(r"['’]s$", "", match[0]).replace("'", "").replace("’", "")


@cache
def _stemmer() -> Stemmer:
    """The one stemmer. Its own cache is off, for threads share it; `stem` has one."""
    from Stemmer import Stemmer  # noqa: PLC0415  a C library

    return Stemmer("english", 0)
