"""Text to vectors: the port `Embedder`, and the model that ships with Remit.

`MiniLM` runs all-MiniLM-L6-v2 with 8-bit weights by onnxruntime, a batch of texts on one thread and
several batches side by side; how the file was made stands in `model/MODEL.md`. The graph is loaded
when the first text comes: a server whose workers answer does without its 60 MB.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import ModelBroken

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from knowledge.settings import EmbeddingSettings

MODEL = Path(__file__).resolve().parent / "model"
MODEL_SHA256 = "3395d8f289073272c2e751438f8a96a3fee3773dc667b20c53388d4e5fb18db9"
MODEL_BYTES = 24_311_242
TOKENS = 256
STATE = 384
"""The numbers of a token's state after one layer."""
# Measured: 4 texts of like length at a time go through 1.1 to 1.9 times as fast as 32.
BATCH = 4
# Measured on two free cores: two threads read texts 1.8 times as fast, on busy ones no slower. Few,
# for each holds a batch of its own.
THREADS = min(4, os.cpu_count() or 1)


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their cosine. Threads may share one."""

    @property
    def name(self) -> str:
        """The model's identity: two embedders of one name give the same vectors."""
        ...

    @property
    def dim(self) -> int:
        """The length of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors `(n, dim)`, one row a text in the same order, each of length 1.

        No texts give `(0, dim)`. A text's vector does not depend on the others (to about 1e-7).
        """
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the model read it.

    `vector` is `(384,)`; `layers` are `(t, 1536)`, each token's states after the last four layers
    side by side. The start and end marks are left out; `tokens` are the tokenizer's, in lower case.
    """

    vector: NDArray[np.float32]
    layers: NDArray[np.float32]
    tokens: tuple[str, ...]

    @property
    def states(self) -> NDArray[np.float32]:
        """Each token's state after the last layer, `(t, 384)`."""
        return self.layers[:, -STATE:]


class MiniLM:
    """all-MiniLM-L6-v2: English, 384 dimensions, the first 256 tokens of a text."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Load the tokenizer from `folder`, and look for the graph beside it.

        Raises:
            ModelBroken: a file is missing or is not the one that was shipped.
        """
        from tokenizers import Tokenizer  # noqa: PLC0415  loaded only where a model is needed

        self._graph = folder / "minilm.onnx"
        if not self._graph.is_file() or self._graph.stat().st_size != MODEL_BYTES:
            raise ModelBroken(self._graph)
        self._loaded: InferenceSession | None = None
        self._loading = Lock()
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # the tokenizers package raises bare `Exception`
            raise ModelBroken(folder / "tokenizer.json") from error
        self._tokenizer.enable_truncation(TOKENS)
        self._tokenizer.no_padding()

    @property
    def name(self) -> str:
        """The model's name and the first digits of its file's SHA-256."""
        return f"all-MiniLM-L6-v2-{MODEL_SHA256[:12]}"

    @property
    def dim(self) -> int:
        """384."""
        return 384

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors `(n, 384)` of length 1; texts of like length share a batch."""
        tokens: list[list[int]] = [self._tokenizer.encode(text).ids for text in texts]
        vectors = np.empty((len(tokens), self.dim), np.float32)
        for batch, found in self._passes(tokens, ["vector"]):
            (vectors[batch],) = found
        return vectors

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Each text's vector and its tokens' states, in the order of `texts`."""
        encodings = [self._tokenizer.encode(text) for text in texts]
        ids: list[list[int]] = [encoding.ids for encoding in encodings]
        readings: list[Reading | None] = [None] * len(ids)
        for batch, (vectors, layers) in self._passes(ids, ["vector", "layers"]):
            for row, i in enumerate(batch):
                inner = layers[row, 1 : len(ids[i]) - 1]
                readings[i] = Reading(vectors[row], inner, tuple(encodings[i].tokens[1:-1]))
        return [reading for reading in readings if reading is not None]

    def _passes(
        self, tokens: Sequence[list[int]], results: list[str]
    ) -> Iterator[tuple[list[int], list[NDArray[np.float32]]]]:
        """The numbers of each batch's texts, with the results of its pass."""

        def run(batch: list[int]) -> tuple[list[int], list[NDArray[np.float32]]]:
            return batch, self._run([tokens[i] for i in batch], results)

        batches = list(_batches(tokens))
        if len(batches) == 1:
            # A question does not wait for a thread to start.
            yield run(batches[0])
            return
        with ThreadPoolExecutor(THREADS) as pool:
            yield from pool.map(run, batches)

    def _run(self, batch: list[list[int]], results: list[str]) -> list[NDArray[np.float32]]:
        """One pass of the graph: token ids of some texts to the results of these names."""
        ids = np.zeros((len(batch), max(map(len, batch))), np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        found: list[NDArray[np.float32]] = self._session().run(
            results, {"input_ids": ids, "attention_mask": mask}
        )
        return found

    def _session(self) -> InferenceSession:
        """The graph, ready to run; the first call loads it.

        Raises:
            ModelBroken: the file is not the one that was shipped.
        """
        with self._loading:
            self._loaded = self._loaded or _load(self._graph)
        return self._loaded


def _batches(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The numbers of the texts, those of like length together."""
    order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
    for at in range(0, len(order), BATCH):
        yield order[at : at + BATCH]


def load_embedder(setting: EmbeddingSettings) -> Embedder:
    """The embedder that the settings name.

    Raises:
        ModelBroken: the shipped model's files are damaged.
        EmbeddingUnknown: the setting names a class that cannot be loaded.
    """
    if setting.model == "minilm":
        return MiniLM()
    from knowledge.llama_embedding import load  # noqa: PLC0415  over a second to import

    return load(setting.model, setting.options)


def _load(path: Path) -> InferenceSession:
    """The graph at `path`, ready to run.

    Raises:
        ModelBroken: it is not the file that was shipped.
    """
    import onnxruntime  # noqa: PLC0415  loaded only where a model is needed

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # The graph is written as it should run: optimising it costs 10 ms at start and gains nothing.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    try:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors share no base class
        raise ModelBroken(path) from error
