"""The door to Chroma as it comes: texts go in through its own embedding function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import onnxruntime
from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2
from numpy.typing import NDArray
from tokenizers import Tokenizer
from typing_extensions import override

from knowledge.embedding import MODEL

TOKENS = 256
"""Chroma's function cuts and pads every text to so many tokens."""

BATCH = 32
"""Texts that Chroma's function runs at once."""


@dataclass(frozen=True, slots=True)
class Function:
    """An embedding function for `Collection.add`; `stand_in` if it is not Chroma's own."""

    call: Any
    stand_in: bool


class PaddedMiniLM(chromadb.EmbeddingFunction[chromadb.Documents]):
    """Chroma's pipeline with Remit's model file: padded to 256 tokens, on all cores."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
        self._tokenizer.enable_truncation(TOKENS)
        self._tokenizer.enable_padding(length=TOKENS)
        self._session = onnxruntime.InferenceSession(
            MODEL / "minilm.onnx", providers=["CPUExecutionProvider"]
        )

    @override
    def __call__(self, input: chromadb.Documents) -> chromadb.Embeddings:
        """Embed texts, in Chroma's batches."""
        rows: list[NDArray[np.float32]] = []
        for at in range(0, len(input), BATCH):
            encoded = [self._tokenizer.encode(text) for text in input[at : at + BATCH]]
            ids = np.array([one.ids for one in encoded], np.int64)
            mask = np.array([one.attention_mask for one in encoded], np.int64)
            (vectors,) = self._session.run(["vector"], {"input_ids": ids, "attention_mask": mask})
            rows.extend(vectors)
        return list(rows)

    @staticmethod
    @override
    def name() -> str:
        """Under which Chroma would keep it."""
        return "padded-minilm"


def open_function() -> Function:
    """Chroma's default function if its model was downloaded before, else what stands in for it."""
    files = Path(ONNXMiniLM_L6_V2.DOWNLOAD_PATH) / ONNXMiniLM_L6_V2.EXTRACTED_FOLDER_NAME
    if (files / "model.onnx").is_file():
        return Function(ONNXMiniLM_L6_V2(), stand_in=False)
    return Function(PaddedMiniLM(), stand_in=True)


def add(texts: Sequence[str], function: Function, folder: Path) -> None:
    """Add `texts` to a new collection in `folder`, embedded by `function`."""
    client = chromadb.PersistentClient(folder)
    collection = client.create_collection("texts", embedding_function=function.call)
    collection.add(ids=[str(i) for i in range(len(texts))], documents=list(texts))
