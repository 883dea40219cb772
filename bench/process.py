"""A new process that opens one contestant and asks it: `python -m bench.process NAME FOLDER COUNT`.

It prints a line as soon as the first question is answered, and after the last of `COUNT` questions
its own peak memory in KiB.
"""

from __future__ import annotations

import sys
from itertools import cycle, islice
from pathlib import Path

from bench.contestants import ALL
from bench.place import Place


def main(name: str, folder: str, count: str) -> None:
    """Open, ask, print."""
    place = Place(Path(folder))
    questions = place.questions()
    ask = ALL[name].open(place)
    for asked in islice(cycle(questions), int(count)):
        if not ask(asked):
            raise SystemExit(f"{name} gave nothing for {asked.text!r}")
        print("answered", flush=True)  # noqa: T201  the parent's clock waits for the first
    print(peak_kib())  # noqa: T201  and reads this at the end


def peak_kib() -> int:
    """The most memory that this process ever held.

    Linux's own count, for `getrusage` also counts the parent before the new program took over.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main(*sys.argv[1:])
