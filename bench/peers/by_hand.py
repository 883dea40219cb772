"""The leanest hybrid on Chroma: its collection and bm25s, joined by hand, without a framework."""

from __future__ import annotations

from collections import defaultdict

import bm25s
import chromadb
from Stemmer import Stemmer

from bench.contestants import PASSAGES
from bench.embedding import minilm
from bench.model import Ask, Asked
from bench.place import Place

NAME = "by-hand"

RANK = 60
"""What is added to ranks, as reciprocal rank fusion has it."""


def build(place: Place) -> None:
    """Index the passages of `place`."""
    passages = place.passages()
    vectors = minilm().embed(passages)
    _collection(place).add(
        ids=[str(number) for number in range(len(passages))],
        documents=passages,
        embeddings=list(vectors),
    )


def open_hybrid(place: Place) -> Ask:
    """Retrieval by meaning and by words, joined by reciprocal rank."""
    passages, collection, model = place.passages(), _collection(place), minilm()
    stemmer, scorer = Stemmer("english"), bm25s.BM25()
    wanted = min(PASSAGES, len(passages))

    def tokens(texts: list[str]) -> object:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)

    def ask(asked: Asked) -> object:
        near = collection.query(query_embeddings=model.embed([asked.text]), n_results=wanted)
        numbers, _ = scorer.retrieve(tokens([asked.text]), k=wanted, show_progress=False)
        worth: dict[int, float] = defaultdict(float)
        for ranked in (map(int, near["ids"][0]), map(int, numbers[0])):
            for rank, number in enumerate(ranked):
                worth[number] += 1 / (RANK + rank)
        best = sorted(worth, key=lambda number: -worth[number])[:wanted]
        return [passages[number] for number in best]

    scorer.index(tokens(passages), show_progress=False)
    return ask


def _collection(place: Place) -> chromadb.Collection:
    client = chromadb.PersistentClient(place.index_of(NAME))
    return client.get_or_create_collection("passages", metadata={"hnsw:space": "cosine"})
