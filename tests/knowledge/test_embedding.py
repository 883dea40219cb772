"""The port `Embedder` and whoever keeps its promises; the model that ships."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from knowledge.embedding import MODEL, MODEL_BYTES, MODEL_SHA256, Embedder, MiniLM, load_embedder
from knowledge.errors import EmbeddingUnknown, ModelBroken
from knowledge.settings import EmbeddingSettings
from tests.fakes import WordsEmbedder

TEXTS = [
    "Can a research scientist publish a paper?",
    "Publication of results needs the manager's approval.",
    "The cafeteria opens at eight.",
    "",
    "word " * 400,
    "KPI: ≥ 90 % – 4–12 weeks",
]


def llama() -> Embedder:
    """An embedding of LlamaIndex through its door."""
    options = {"embed_dim": 8}
    setting = EmbeddingSettings(model="llama_index.core.embeddings:MockEmbedding", options=options)
    return load_embedder(setting)


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    """The model that ships."""
    return MiniLM()


@pytest.fixture(scope="module", params=[MiniLM, WordsEmbedder, llama])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """Every implementation of the port."""
    make: Callable[[], Embedder] = request.param
    return make()


def test_rows_are_unit_vectors_in_the_order_of_the_texts(embedder: Embedder) -> None:
    """`(n, dim)` float32, one row a text, each of length 1."""
    vectors = embedder.embed(TEXTS)

    assert vectors.shape == (len(TEXTS), embedder.dim)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(vectors[2], embedder.embed(TEXTS[2:3])[0], atol=1e-6)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    """The empty case has a shape too."""
    assert embedder.embed([]).shape == (0, embedder.dim)


def test_a_vector_does_not_depend_on_its_neighbours(embedder: Embedder) -> None:
    """Else an index would change with the order of documents, and evaluations with the batch."""
    together = embedder.embed(TEXTS)
    alone = np.vstack([embedder.embed([text]) for text in TEXTS])

    assert np.abs(together - alone).max() < 1e-6


def test_each_of_many_texts_gets_its_own_vector(minilm: MiniLM) -> None:
    """Batches run side by side, the shortest texts first; what comes back is in the given order."""
    texts = [f"{'rather ' * (each * 5 % 13)}long duty number {each}" for each in range(30)]

    alone = np.vstack([minilm.embed([text]) for text in texts])

    assert np.abs(minilm.embed(texts) - alone).max() < 1e-6
    together = np.vstack([reading.vector for reading in minilm.read(texts)])
    assert np.abs(together - alone).max() < 1e-6


def test_the_model_that_ships_is_the_one_recorded() -> None:
    """Its hash is part of every index's identity, so the file may not change unnoticed."""
    content = (MODEL / "minilm.onnx").read_bytes()

    assert len(content) == MODEL_BYTES
    assert hashlib.sha256(content).hexdigest() == MODEL_SHA256
    assert MODEL_SHA256 in (MODEL / "MODEL.md").read_text(encoding="utf-8")


def test_similarities_are_those_of_the_published_weights(minilm: MiniLM) -> None:
    """Float32 gives 0.340, -0.085 and 0.060; eight bits may move that by a little."""
    vectors = minilm.embed(TEXTS[:3])
    cosine = vectors @ vectors.T

    assert cosine[0, 1] == pytest.approx(0.340, abs=0.02)
    assert cosine[0, 2] == pytest.approx(-0.085, abs=0.02)
    assert cosine[1, 2] == pytest.approx(0.060, abs=0.02)


def test_text_past_256_tokens_is_not_seen(minilm: MiniLM) -> None:
    """The model was trained for as much, and a longer text must not fail."""
    start = "role " * 254
    shorter, longer = minilm.embed([start, start + "and another thing entirely"])

    assert np.abs(shorter - longer).max() < 1e-6


@pytest.mark.parametrize("name", ["minilm.onnx", "tokenizer.json"])
def test_a_damaged_model_is_named(tmp_path: Path, name: str) -> None:
    """A file cut short is reported by its path, and the message says what to do."""
    shutil.copytree(MODEL, tmp_path, dirs_exist_ok=True)
    (tmp_path / name).write_bytes((MODEL / name).read_bytes()[:1000])

    with pytest.raises(ModelBroken, match=re.escape(name)):
        MiniLM(tmp_path)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    """As when a package was built without its data."""
    with pytest.raises(ModelBroken, match=r"minilm\.onnx"):
        MiniLM(tmp_path)


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ("nonsense", "neither `minilm` nor"),
        ("no_such_package:Thing", "No module named"),
        ("json:NoSuchClass", "no attribute"),
        ("json:JSONDecoder", "not a LlamaIndex embedding"),
        ("llama_index.core.embeddings:MockEmbedding", "embed_dim"),
    ],
)
def test_an_embedding_that_cannot_be_loaded_says_why(model: str, reason: str) -> None:
    """The operator sees the setting's value, the reason, and what may stand there."""
    with pytest.raises(EmbeddingUnknown, match=reason) as raised:
        load_embedder(EmbeddingSettings(model=model))

    assert model in str(raised.value)
    assert "REMIT_EMBEDDING__MODEL" in str(raised.value)


def test_an_embedding_with_other_options_has_another_name() -> None:
    """Its vectors may differ, so an index of one must not serve the other."""
    model = "llama_index.core.embeddings:MockEmbedding"
    names = {
        load_embedder(EmbeddingSettings(model=model, options={"embed_dim": dim})).name
        for dim in (8, 8, 16)
    }

    assert len(names) == 2


def test_a_llama_index_pipeline_gets_the_same_vectors(minilm: MiniLM) -> None:
    """`MiniLMEmbedding` is the shipped model under LlamaIndex's interface."""
    from knowledge.llama_embedding import MiniLMEmbedding  # noqa: PLC0415  over a second to import

    offered = MiniLMEmbedding(minilm)

    assert offered.model_name == minilm.name
    assert np.allclose(offered.get_text_embedding(TEXTS[0]), minilm.embed(TEXTS[:1])[0], atol=1e-6)
    assert np.allclose(offered.get_query_embedding(TEXTS[0]), minilm.embed(TEXTS[:1])[0], atol=1e-6)
    batch = offered.get_text_embedding_batch(TEXTS)
    assert np.allclose(batch, minilm.embed(TEXTS), atol=1e-6)


def test_the_shipped_model_needs_neither_llama_index_nor_chroma() -> None:
    """They take over a second to import; importing the module loads no model's runtime either."""
    program = (
        "import sys, knowledge.embedding as e\n"
        "heavy = {'onnxruntime', 'tokenizers', 'llama_index', 'chromadb', 'pydantic'}\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
        "from knowledge.settings import EmbeddingSettings\n"
        "e.load_embedder(EmbeddingSettings()).embed(['role'])\n"
        "print(sorted({'llama_index', 'chromadb'} & sys.modules.keys()))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert result.stdout.split("\n")[:2] == ["[]", "[]"], result.stderr
