"""Indexes a folder of documents in a process of its own, beside the server that answers.

    python -m adapters.syncing.indexing DATA_DIR DOCUMENTS

It has a lower priority, so that questions come first, and no secrets of the server, for it reads
files that others wrote; what a broken file does to it, it does not do to the server. It ends when
the server does. It says what it did as one line of JSON.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from adapters.syncing.errors import NotIndexed, Occupied
from adapters.syncing.programs import Programs
from bot.bootstrap import ingest_library
from knowledge.errors import IndexBusy, KnowledgeError
from knowledge.settings import KnowledgeSettings

NICENESS = 10
PATIENCE_S = 6 * 3600.0
"""How long an indexing may take; one that takes longer hangs."""

MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an indexing did; `problems` are sentences about documents that could not be read."""

    swapped: bool
    documents: int
    clauses: int
    embedded: int
    problems: tuple[str, ...]


def index(folders: Sequence[Path], data_dir: Path, programs: Programs) -> Indexed:
    """Bring the index in `data_dir` up to date with folders of documents.

    Raises:
        Occupied: another process writes to it.
        NotIndexed: it could not be done; the index is as it was.
        Stopping: the server ends.
    """
    command = [sys.executable, "-P", "-m", __name__, str(data_dir.absolute())]
    command += [str(folder.absolute()) for folder in folders]
    try:
        done = programs.run(command, _environment(), Path.cwd(), PATIENCE_S)
        told = orjson.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise NotIndexed("The process that indexes the documents ended without a word.") from error
    if "busy" in told:
        raise Occupied
    if "failed" in told:
        raise NotIndexed(told["failed"])
    return Indexed(**told | {"problems": tuple(told["problems"])})


def _environment() -> Mapping[str, str]:
    """The environment without what only the server needs to know."""
    own = tuple(f"REMIT_{name.upper()}" for name in KnowledgeSettings.model_fields)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("REMIT_") or name.upper().startswith(own)
    }
    # The module is found where this process found it, installed or not.
    return kept | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def main(data_dir: Path, folders: Sequence[Path]) -> dict[str, object]:
    """Index, and say what was done or why not."""
    settings = KnowledgeSettings().model_copy(update={"data_dir": data_dir})
    try:
        report = ingest_library(folders, settings)
    except IndexBusy:
        return {"busy": True}
    except KnowledgeError as error:
        return {"failed": str(error)}
    except OSError as error:
        return {"failed": f"The index cannot be written: {error.strerror or 'refused'}."}
    except Exception as error:  # noqa: BLE001  whatever it is, the server must hear of it
        return {"failed": f"The documents cannot be indexed ({type(error).__name__})."}
    return {
        "swapped": report.swapped,
        "documents": report.read + report.unchanged,
        "clauses": report.clauses,
        "embedded": report.embedded,
        "problems": [str(error) for error in report.errors[:MOST_PROBLEMS]],
    }


def _end_with_parent() -> None:
    """End at once when standard input does: whoever started this is dead."""
    while os.read(0, 1024):  # nothing is ever written to it
        pass
    os._exit(1)


if __name__ == "__main__":
    os.nice(NICENESS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    said = main(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
    sys.stdout.write(orjson.dumps(said).decode() + "\n")
    sys.stdout.flush()
    # Not the usual way out: a thread still waits for standard input.
    os._exit(0)
