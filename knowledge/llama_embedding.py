"""The door to LlamaIndex: its embeddings for Remit, and Remit's for its pipelines.

Importing this module imports `llama_index`, which takes over a second; nothing does so unless a
setting asks for it.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray
from pydantic import PrivateAttr
from typing_extensions import override

from knowledge.embedding import Embedder, MiniLM
from knowledge.errors import EmbeddingUnknown


class LlamaEmbedder:
    """Any LlamaIndex embedding as an `Embedder`."""

    def __init__(self, model: BaseEmbedding, name: str) -> None:
        """Wrap `model`; `name` is its identity, and must change whenever its vectors do."""
        self._model = model
        self._name = name
        self._dim = 0

    @property
    def name(self) -> str:
        """The identity given."""
        return self._name

    @property
    def dim(self) -> int:
        """The length of a vector, found by embedding a word the first time it is asked for."""
        if not self._dim:
            self._dim = len(self._model.get_text_embedding("role"))
        return self._dim

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors `(n, dim)`, brought to length 1; a vector of zeros stays zero."""
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        rows = np.array(self._model.get_text_embedding_batch(list(texts)), np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, lengths, out=rows, where=lengths > 0)
        return rows


class MiniLMEmbedding(BaseEmbedding):
    """The model that ships with Remit, for a LlamaIndex pipeline."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder | None = None, **fields: Any) -> None:
        """Load the shipped model, or share an `embedder`; `fields` are LlamaIndex's own."""
        embedder = embedder or MiniLM()
        super().__init__(model_name=embedder.name, **fields)
        self._embedder = embedder

    @override
    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    @override
    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._embedder.embed(texts)]

    @override
    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    @override
    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def load(name: str, options: Mapping[str, Any]) -> LlamaEmbedder:
    """The LlamaIndex embedding `package.module:Class`, made with `options`.

    Raises:
        EmbeddingUnknown: there is no such class, it is no embedding, or it refuses the options.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    module, colon, attribute = name.partition(":")
    if not colon:
        raise EmbeddingUnknown(name, "it is neither `minilm` nor `package.module:Class`")
    try:
        made = getattr(importlib.import_module(module), attribute)(**options)
    except Exception as error:  # whatever a foreign class raises when it is made
        raise EmbeddingUnknown(name, str(error) or type(error).__name__) from error
    if not isinstance(made, BaseEmbedding):
        raise EmbeddingUnknown(name, "it is not a LlamaIndex embedding")
    return LlamaEmbedder(made, f"{name}-{_fingerprint(made, options)}")


def _fingerprint(model: BaseEmbedding, options: Mapping[str, Any]) -> str:
    """Twelve digits that change with the model's name or its options, and reveal neither."""
    text = json.dumps([model.model_name, options], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
