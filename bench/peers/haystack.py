"""The door to Haystack: a pipeline of embedder and Chroma retriever, and one joined with BM25."""

from __future__ import annotations

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.retrievers.chroma import ChromaEmbeddingRetriever
from haystack_integrations.document_stores.chroma import ChromaDocumentStore

from bench.contestants import PASSAGES
from bench.embedding import minilm
from bench.model import Ask, Asked
from bench.place import Place

NAME = "haystack"


@component
class QuestionEmbedder:
    """The model that ships with Remit, as a stop of a pipeline."""

    def __init__(self) -> None:
        self._model = minilm()
        component.set_output_types(self, embedding=list[float])

    def run(self, text: str) -> dict[str, list[float]]:
        """Embed a question."""
        return {"embedding": [float(x) for x in self._model.embed([text])[0]]}


def build(place: Place) -> None:
    """Index the passages of `place`."""
    passages = place.passages()
    vectors = minilm().embed(passages)
    _store(place).write_documents(
        [
            Document(content=text, embedding=[float(x) for x in vector])
            for text, vector in zip(passages, vectors, strict=True)
        ]
    )


def open_plain(place: Place) -> Ask:
    """Retrieval by meaning."""
    pipeline = _pipeline(place)

    def ask(asked: Asked) -> object:
        return pipeline.run({"embedder": {"text": asked.text}})

    return ask


def open_hybrid(place: Place) -> Ask:
    """Retrieval by meaning and by words, joined by reciprocal rank."""
    words = InMemoryDocumentStore()
    words.write_documents([Document(content=text) for text in place.passages()])
    pipeline = _pipeline(place)
    pipeline.add_component("words", InMemoryBM25Retriever(words, top_k=PASSAGES))
    pipeline.add_component(
        "joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=PASSAGES)
    )
    pipeline.connect("retriever", "joiner")
    pipeline.connect("words", "joiner")

    def ask(asked: Asked) -> object:
        return pipeline.run({"embedder": {"text": asked.text}, "words": {"query": asked.text}})

    return ask


def _pipeline(place: Place) -> Pipeline:
    pipeline = Pipeline()
    pipeline.add_component("embedder", QuestionEmbedder())
    pipeline.add_component("retriever", ChromaEmbeddingRetriever(_store(place), top_k=PASSAGES))
    pipeline.connect("embedder.embedding", "retriever.query_embedding")
    return pipeline


def _store(place: Place) -> ChromaDocumentStore:
    return ChromaDocumentStore("passages", persist_path=str(place.index_of(NAME)))
