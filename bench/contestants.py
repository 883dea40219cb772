"""Who is measured, and how each is opened over a run's folder. Opening imports what it needs."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from bench.model import Ask
from bench.place import Place

PASSAGES = 5
"""How many passages a peer brings for a question."""

PEER_PASSAGE_TOKENS = 512
"""The longest passage that the peers hold, in tokens."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A pipeline with its title in tables; `opener` names the function that opens it.

    `environment` is what its own program sets before it imports anything.
    """

    name: str
    title: str
    opener: str
    environment: tuple[tuple[str, str], ...] = ()

    def open(self, place: Place) -> Ask:
        """Open the pipeline on its index below `place`, ready to be asked."""
        os.environ.update(self.environment)
        module, _, function = self.opener.partition(":")
        opener: Callable[[Place], Ask] = getattr(import_module(module), function)
        return opener(place)


ONE_THREAD = (("OPENBLAS_NUM_THREADS", "1"),)
"""As `remit` sets it."""

REMIT = Contestant("remit", "Remit", "bench.remit:open_guide_at", ONE_THREAD)
EMBEDDING = Contestant(
    "embedding", "embedding the question alone", "bench.remit:open_embedder", ONE_THREAD
)
LLAMA_INDEX = Contestant("llama-index", "LlamaIndex", "bench.peers.llama_index:open_plain")
LLAMA_INDEX_HYBRID = Contestant(
    "llama-index-hybrid", "LlamaIndex, fusion with BM25", "bench.peers.llama_index:open_hybrid"
)
LANGCHAIN = Contestant("langchain", "LangChain", "bench.peers.langchain:open_plain")
LANGCHAIN_HYBRID = Contestant(
    "langchain-hybrid", "LangChain, ensemble with BM25", "bench.peers.langchain:open_hybrid"
)
HAYSTACK = Contestant("haystack", "Haystack", "bench.peers.haystack:open_plain")
HAYSTACK_HYBRID = Contestant(
    "haystack-hybrid", "Haystack, joined with BM25", "bench.peers.haystack:open_hybrid"
)
BY_HAND = Contestant("by-hand", "Chroma and bm25s by hand", "bench.peers.by_hand:open_hybrid")

ALL = {
    one.name: one
    for one in (
        REMIT,
        EMBEDDING,
        LLAMA_INDEX,
        LLAMA_INDEX_HYBRID,
        LANGCHAIN,
        LANGCHAIN_HYBRID,
        HAYSTACK,
        HAYSTACK_HYBRID,
        BY_HAND,
    )
}
