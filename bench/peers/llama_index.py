"""The door to LlamaIndex: its vector index over Chroma, and its fusion with BM25."""

from __future__ import annotations

from collections.abc import Sequence

import bm25s
import chromadb
from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from llama_index.core.storage import StorageContext
from llama_index.vector_stores.chroma import ChromaVectorStore
from Stemmer import Stemmer
from typing_extensions import override

from bench.contestants import PASSAGES, PEER_PASSAGE_TOKENS
from bench.embedding import minilm
from bench.model import Ask, Asked
from bench.place import Place
from knowledge.llama_embedding import MiniLMEmbedding

NAME = "llama-index"


class BM25Retriever(BaseRetriever):
    """BM25 by bm25s with English stems; LlamaIndex's own package for it needs PyStemmer 2."""

    def __init__(self, passages: Sequence[str]) -> None:
        super().__init__()
        self._nodes = [TextNode(text=text) for text in passages]
        self._stemmer = Stemmer("english")
        self._scorer = bm25s.BM25()
        self._scorer.index(self._tokens(passages), show_progress=False)

    @override
    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        tokens = self._tokens([query_bundle.query_str])
        numbers, scores = self._scorer.retrieve(
            tokens, k=min(PASSAGES, len(self._nodes)), show_progress=False
        )
        return [
            NodeWithScore(node=self._nodes[number], score=float(score))
            for number, score in zip(numbers[0], scores[0], strict=True)
        ]

    def _tokens(self, texts: Sequence[str]) -> object:
        return bm25s.tokenize(
            list(texts), stopwords="en", stemmer=self._stemmer, show_progress=False
        )


def split(texts: Sequence[str]) -> list[str]:
    """Documents cut into passages by LlamaIndex's default splitter."""
    splitter = SentenceSplitter(chunk_size=PEER_PASSAGE_TOKENS)
    nodes = splitter.get_nodes_from_documents([Document(text=text) for text in texts])
    return [node.get_content() for node in nodes]


def build(place: Place) -> None:
    """Index the passages of `place`."""
    VectorStoreIndex(
        [TextNode(text=text) for text in place.passages()],
        storage_context=StorageContext.from_defaults(vector_store=_store(place)),
        embed_model=MiniLMEmbedding(minilm()),
    )


def open_plain(place: Place) -> Ask:
    """Retrieval by meaning."""
    return _asking(_retriever(place))


def open_hybrid(place: Place) -> Ask:
    """Retrieval by meaning and by words, fused by reciprocal rank; no queries are generated."""
    retrievers = [_retriever(place), BM25Retriever(place.passages())]
    return _asking(
        QueryFusionRetriever(
            retrievers,
            llm=MockLLM(),
            mode="reciprocal_rerank",  # type: ignore[arg-type]  # as LlamaIndex documents it
            similarity_top_k=PASSAGES,
            num_queries=1,
            use_async=False,
        )
    )


def _asking(retriever: BaseRetriever) -> Ask:
    def ask(asked: Asked) -> object:
        return retriever.retrieve(asked.text)

    return ask


def _retriever(place: Place) -> BaseRetriever:
    index = VectorStoreIndex.from_vector_store(_store(place), embed_model=MiniLMEmbedding(minilm()))
    return index.as_retriever(similarity_top_k=PASSAGES)


def _store(place: Place) -> ChromaVectorStore:
    client = chromadb.PersistentClient(place.index_of(NAME))
    return ChromaVectorStore(chroma_collection=client.get_or_create_collection("passages"))
