"""The door to LangChain: its Chroma store as a retriever, and its ensemble with BM25."""

from __future__ import annotations

from langchain_chroma import Chroma

from bench.contestants import PASSAGES
from bench.embedding import minilm
from bench.model import Ask, Asked
from bench.place import Place

NAME = "langchain"


class Embeddings:
    """The model that ships with Remit, in the form that LangChain asks for."""

    def __init__(self) -> None:
        self._model = minilm()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages."""
        return [[float(x) for x in row] for row in self._model.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        return self.embed_documents([text])[0]


def build(place: Place) -> None:
    """Index the passages of `place`."""
    _store(place).add_texts(place.passages())


def open_plain(place: Place) -> Ask:
    """Retrieval by meaning."""
    return _asking(_store(place).as_retriever(search_kwargs={"k": PASSAGES}))


def open_hybrid(place: Place) -> Ask:
    """Retrieval by meaning and by words, in equal parts by reciprocal rank."""
    # Only this pipeline needs them, and the plain one is timed from the start of its process.
    from langchain_classic.retrievers import EnsembleRetriever  # noqa: PLC0415
    from langchain_community.retrievers import BM25Retriever  # noqa: PLC0415

    meaning = _store(place).as_retriever(search_kwargs={"k": PASSAGES})
    wording = BM25Retriever.from_texts(place.passages(), k=PASSAGES)
    return _asking(EnsembleRetriever(retrievers=[meaning, wording], weights=[0.5, 0.5]))


def _asking(retriever: object) -> Ask:
    def ask(asked: Asked) -> object:
        return retriever.invoke(asked.text)  # type: ignore[attr-defined]  # LangChain's is unseen

    return ask


def _store(place: Place) -> Chroma:
    return Chroma(
        collection_name="passages",
        embedding_function=Embeddings(),
        persist_directory=str(place.index_of(NAME)),
    )
