"""A process of its own for one contestant: `python -m bench.process NAME FOLDER`.

It reads numbers of questions from standard input, one a line, and answers each with a line: the
seconds that the answer took, and the most memory that the process held so far, in KiB.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.contestants import ALL
from bench.place import Place


def main(name: str, folder: str) -> None:
    """Open the contestant, then ask it until there is no more input."""
    place = Place(Path(folder))
    questions = place.questions()
    ask = ALL[name].open(place)
    for line in sys.stdin:
        asked = questions[int(line)]
        began = time.perf_counter()
        ask(asked)
        seconds = time.perf_counter() - began
        print(seconds, peak_kib(), flush=True)  # noqa: T201  what the parent waits for


def peak_kib() -> int:
    """The most memory that this process ever held.

    Linux's own count, for `getrusage` also counts the parent before the new program took over.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main(*sys.argv[1:])
