"""A program that ingests and kills itself the moment something happens, as `kill -9` would.

Arguments: the library's folder, the data folder, an event of the interpreter (`open`, `os.rename`,
`os.remove`) or `embedded`, and a pattern found in the path that the event is about.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path

from knowledge.ingest import ingest
from knowledge.settings import KnowledgeSettings
from tests.fakes import WordsEmbedder, read_lines


def die() -> None:
    """Go at once, with nothing written, closed or released."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(library: str, data_dir: str, moment: str, about: str) -> None:
    """Ingest until the moment comes."""

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == moment and any(re.search(about, str(argument)) for argument in arguments):
            die()

    def progress(_done: int, _total: int) -> None:
        if moment == "embedded":
            die()

    sys.addaudithook(watch)
    settings = KnowledgeSettings(data_dir=Path(data_dir))
    ingest([Path(library)], settings, WordsEmbedder(), read_lines, progress)


if __name__ == "__main__":
    main(*sys.argv[1:])
