"""The five figures: what is measured, against whom, and which ratio is the target.

Comes in: a folder of role documents. Goes out: a `Report`. Everything is built in a temporary
folder first; building is not timed, but for the figure of ingest.
"""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.contestants import (
    ALL,
    EMBEDDING,
    HAYSTACK,
    LANGCHAIN,
    LLAMA_INDEX,
    PASSAGES,
    PEER_PASSAGE_TOKENS,
    REMIT,
    Contestant,
)
from bench.errors import NoQuestions
from bench.model import Asked, Comparison, Figure, Measured, Report, Target, round_medians
from bench.place import Place
from bench.timing import Step, Took, new_process, take_turns
from evals.case import load_suite, locate

WARM_ROUNDS = 7
"""Each asks every question to every contestant."""

PROCESS_ROUNDS = 5
"""New processes of each contestant, for each of the two figures about processes."""

INGEST_ROUNDS = 3

SERVED = 20
"""Questions that a process answers before its memory is read."""

CHROMA_SAMPLE = 96
"""Texts that Chroma embeds in a round: padded to one length, each takes as long as the others."""

STEPS = (WARM_ROUNDS + 1) + 2 * (PROCESS_ROUNDS + 1) + INGEST_ROUNDS + 1
"""How often `measure` calls its `step`."""

NOTE_PEERS = (
    f"Peers retrieve {PASSAGES} passages of at most {PEER_PASSAGE_TOKENS} tokens and say nothing; "
    "Remit answers."
)
NOTE_BM25 = (
    "LlamaIndex's BM25 is bm25s behind its retriever interface: its own package for it needs "
    "PyStemmer 2."
)
NOTE_STAND_IN = (
    "Chroma's own model is not on this machine: in its place Remit's model file ran as Chroma's "
    "function runs its own (padded to 256 tokens, batches of 32, all cores)."
)

IN_PROCESSES = (REMIT, LLAMA_INDEX, LANGCHAIN, HAYSTACK)
WARM_TARGETS = {LLAMA_INDEX.name: Target(0.8)}
EMBEDDING_TARGET = Target(2)
COLD_TARGETS = {LLAMA_INDEX.name: Target(0.6)}
INGEST_TARGET = Target(6, below=False)
MEMORY_TARGETS = {LLAMA_INDEX.name: Target(0.9)}


def questions_about(library: Path) -> list[Asked]:
    """Give the answerable questions of split dev about a folder that need no earlier turn.

    Raises:
        NoQuestions: there are none.
        EvalError: the cases cannot be read.
    """
    wanted = library.resolve()
    found = [
        Asked(case.question, case.asker.role)
        for case in load_suite(None)
        if case.split == "dev" and case.gold and not case.history
        if (folder := locate(case.library)) and folder.resolve() == wanted
    ]
    if not found:
        raise NoQuestions(library)
    return found


def measure(library: Path, step: Step) -> Report:
    """Take all figures over the documents of `library`.

    Raises:
        NoQuestions: no case asks about them.
        KnowledgeError: they cannot be read.
    """
    questions = questions_about(library)
    with _place(library, questions) as (place, texts):
        step()
        warm, embedding = _warm(place, questions, step)
        cold = _cold(place, step)
        ingest, stand_in = _ingest(library, texts, step)
        memory = _memory(place, step)
        setting: dict[str, int | str] = {
            "questions": len(questions),
            "clauses": len(texts),
            "passages of the peers": len(place.passages()),
            "cores": len(os.sched_getaffinity(0)),
            "Python": platform.python_version(),
        }
    notes = (NOTE_PEERS, NOTE_BM25, *((NOTE_STAND_IN,) if stand_in else ()))
    return Report(setting, (warm, embedding, cold, ingest, memory), notes)


@contextmanager
def _place(library: Path, questions: Sequence[Asked]) -> Iterator[tuple[Place, list[str]]]:
    """Build every index in a folder that is dropped afterwards; and give what Remit embeds."""
    # A process that is timed later must not have to share the machine with what these imports keep
    # busy, so they come here, and not before the command line is understood.
    from bench.peers import by_hand, haystack, langchain, llama_index  # noqa: PLC0415
    from bot.bootstrap import ingest_library, open_guide  # noqa: PLC0415
    from knowledge.index import embedded_texts  # noqa: PLC0415
    from knowledge.settings import KnowledgeSettings  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="remit-bench-") as folder:
        place = Place(Path(folder))
        settings = KnowledgeSettings(data_dir=place.index_of("remit"))
        ingest_library([library], settings)
        documents = open_guide(settings).library
        place.write_questions(questions)
        place.write_passages(llama_index.split([each.text for each in documents.documents]))
        for peer in (llama_index, langchain, haystack, by_hand):
            peer.build(place)
        yield place, embedded_texts(documents)


def _warm(place: Place, questions: Sequence[Asked], step: Step) -> tuple[Figure, Figure]:
    """One answer where everything is open: against the peers, and against the embedding alone."""
    times = take_turns(tuple(ALL), place, len(questions), WARM_ROUNDS, step)
    measured = {
        name: Measured(ALL[name].title, tuple(1000 * x for x in round_medians(rounds)))
        for name, rounds in times.items()
    }
    ours, embedding = measured.pop(REMIT.name), measured.pop(EMBEDDING.name)
    peers = tuple(Comparison(ours, peer, WARM_TARGETS.get(name)) for name, peer in measured.items())
    floor = (Comparison(ours, embedding, EMBEDDING_TARGET),)
    return (
        Figure("warm", "one warm answer against retrieval", "ms", peers),
        Figure("embedding", "one warm answer against its floor", "ms", floor),
    )


def _cold(place: Place, step: Step) -> Figure:
    """From the start of a process to its first answer."""
    seconds = [[one.seconds for one in rounds] for rounds in _processes(place, 1, step)]
    return Figure("cold", "new process to first answer", "s", _beside_ours(seconds, COLD_TARGETS))


def _memory(place: Place, step: Step) -> Figure:
    """The peak memory of a process that served some questions."""
    served = min(SERVED, len(place.questions()))
    megabytes = [[one.megabytes for one in rounds] for rounds in _processes(place, served, step)]
    title = f"peak memory after {served} questions"
    return Figure("memory", title, "MB", _beside_ours(megabytes, MEMORY_TARGETS))


def _processes(place: Place, count: int, step: Step) -> list[list[Took]]:
    """What new processes took, in turns: a row for each of `IN_PROCESSES`.

    The first round, which finds nothing in the file cache, does not count.
    """
    rows: list[list[Took]] = [[] for _ in IN_PROCESSES]
    for number in range(PROCESS_ROUNDS + 1):
        for row, contestant in zip(rows, IN_PROCESSES, strict=True):
            came = new_process(contestant.name, place, count)
            if number:
                row.append(came)
        step()
    return rows


def _beside_ours(
    rows: Sequence[Sequence[float]], targets: dict[str, Target]
) -> tuple[Comparison, ...]:
    """Rows of `IN_PROCESSES`, the first of which is ours, as comparisons."""

    def measured(contestant: Contestant, row: Sequence[float]) -> Measured:
        return Measured(contestant.title, tuple(row))

    ours = measured(IN_PROCESSES[0], rows[0])
    return tuple(
        Comparison(ours, measured(contestant, row), targets.get(contestant.name))
        for contestant, row in zip(IN_PROCESSES[1:], rows[1:], strict=True)
    )


def _ingest(library: Path, texts: Sequence[str], step: Step) -> tuple[Figure, bool]:
    """Clauses a second into an empty folder; and whether Chroma's model had to be stood in for.

    Remit's time is that of a whole ingest, reading included; Chroma's that of `Collection.add`.
    """
    from bench.embedding import minilm  # noqa: PLC0415
    from bench.peers import chroma  # noqa: PLC0415
    from bot.bootstrap import ingest_library  # noqa: PLC0415
    from knowledge.settings import KnowledgeSettings  # noqa: PLC0415

    function = chroma.open_function()
    sample = texts[:: max(1, len(texts) // CHROMA_SAMPLE)]
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(INGEST_ROUNDS):
        with tempfile.TemporaryDirectory(prefix="remit-bench-") as folder:
            settings = KnowledgeSettings(data_dir=Path(folder) / "remit")
            began = time.perf_counter()
            ingest_library([library], settings, minilm())
            ours.append(len(texts) / (time.perf_counter() - began))
            began = time.perf_counter()
            chroma.add(sample, function, Path(folder) / "chroma")
            theirs.append(len(sample) / (time.perf_counter() - began))
        step()
    name = "Chroma, stand-in for its own function" if function.stand_in else "Chroma's own function"
    comparison = Comparison(
        Measured(REMIT.title, tuple(ours)), Measured(name, tuple(theirs)), INGEST_TARGET
    )
    figure = Figure("ingest", "ingest into an empty folder", "clauses/s", (comparison,))
    return figure, function.stand_in
