"""What ingest relies on in a store of vectors: Chroma in the data folder, and on a server."""

from __future__ import annotations

import gc
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from chromadb.api.client import Client
from numpy.typing import NDArray

from knowledge.chroma_index import CALL, open_store
from knowledge.errors import KnowledgeError
from knowledge.index import VectorStore
from knowledge.settings import ChromaSettings

# Chroma's client for a server leaves its sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

DIM = 8
Opener = Callable[[str], VectorStore]
Vectors = NDArray[np.float32]


def rows(count: int, seed: int = 0) -> Vectors:
    """Random unit vectors `(count, DIM)`."""
    vectors = np.random.default_rng(seed).standard_normal((count, DIM), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def same(one: Vectors, other: Vectors) -> bool:
    """Whether two sets of vectors are the same as far as float32 can tell after normalising."""
    return one.shape == other.shape and bool(np.abs(one - other).max() < 1e-6)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaSettings]:
    """A Chroma server of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    program = Path(sys.executable).with_name("chroma")
    folder = tmp_path_factory.mktemp("server")
    place = ["--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        [program, "run", *place], stdout=quiet, stderr=quiet, cwd=folder
    ) as process:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield ChromaSettings(mode="server", host="127.0.0.1", port=port)
        process.terminate()
    Client.clear_system_cache()
    gc.collect()


@pytest.fixture(params=["embedded", "server"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens the store of an embedding model, the same one each time; all are closed at the end."""
    settings = ChromaSettings()
    if request.param == "server":
        settings = request.getfixturevalue("server")
    with ExitStack() as opened:
        yield lambda embedder: opened.enter_context(
            open_store(settings, tmp_path, f"{tmp_path.name}-{embedder}", DIM)
        )
    gc.collect()


def test_vectors_come_back_in_the_order_asked(opener: Opener) -> None:
    """The index is a copy of what is stored, so nothing may be mixed up."""
    store = opener("m")
    vectors = rows(3)
    store.add(["a", "b", "c"], vectors)

    assert same(store.fetch(["c", "a", "c"]), vectors[[2, 0, 2]])
    assert store.fetch([]).shape == (0, DIM)


def test_more_than_one_call_takes_is_stored_and_fetched(opener: Opener) -> None:
    """Chroma limits what one call may carry."""
    store = opener("m")
    ids = [f"{i:05}" for i in range(2 * CALL + 1)]
    vectors = rows(len(ids))
    store.add(ids, vectors)

    assert store.missing(ids) == []
    assert same(store.fetch(ids[::-1]), vectors[::-1])


def test_missing_names_each_unknown_id_once_in_order(opener: Opener) -> None:
    """The same text may stand in several documents, and is embedded once."""
    store = opener("m")
    store.add(["b"], rows(1))

    assert store.missing(["c", "b", "a", "c"]) == ["c", "a"]


def test_an_unknown_id_cannot_be_fetched(opener: Opener) -> None:
    """A clause without a vector must never pass for one with."""
    with pytest.raises(KeyError, match="a"):
        opener("m").fetch(["a"])


def test_forgetting_keeps_what_is_named(opener: Opener) -> None:
    """And says how many went."""
    store = opener("m")
    store.add(["a", "b", "c"], rows(3))

    assert store.forget({"b", "z"}) == 2
    assert store.missing(["a", "b", "c"]) == ["a", "c"]
    assert store.forget({"b"}) == 0


def test_adding_again_does_no_harm(opener: Opener) -> None:
    """Two replicas may embed the same text at the same time."""
    store = opener("m")
    store.add(["a"], rows(1))
    store.add(["a"], rows(1, seed=1))

    assert same(store.fetch(["a"]), rows(1, seed=1))


def test_each_model_has_its_own_vectors(opener: Opener) -> None:
    """One text's vectors of two models must not replace each other."""
    opener("m").add(["a"], rows(1))

    assert opener("package.module:Other").missing(["a"]) == ["a"]
    assert opener("m").missing(["a"]) == []


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The message says which, and which settings to look at."""
    settings = ChromaSettings(mode="server", host="127.0.0.1", port=9)

    with pytest.raises(KnowledgeError, match=r"127\.0\.0\.1:9 cannot be reached.*REMIT_CHROMA"):
        open_store(settings, tmp_path, "m", DIM).__enter__()


def test_what_another_process_wrote_is_seen(tmp_path: Path) -> None:
    """A server that ingested once must not go on with what it then knew of the folder."""
    settings = ChromaSettings()
    program = (
        "import sys, numpy as np\n"
        "from pathlib import Path\n"
        "from knowledge.chroma_index import open_store\n"
        "from knowledge.settings import ChromaSettings\n"
        "with open_store(ChromaSettings(), Path(sys.argv[1]), 'm', 8) as store:\n"
        "    store.add(['b'], np.eye(8, dtype=np.float32)[:1])\n"
    )
    with open_store(settings, tmp_path, "m", DIM) as store:
        store.add(["a"], rows(1))
    subprocess.run([sys.executable, "-c", program, tmp_path], check=True)
    with open_store(settings, tmp_path, "m", DIM) as store:
        assert same(store.fetch(["b"]), np.eye(8, dtype=np.float32)[:1])
