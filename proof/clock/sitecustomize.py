# ruff: noqa: INP001  Python looks for a file of this name, in no package
"""Python finds this before all else in a process whose clock jumps; see `proof.programs.Clock`.

libfaketime 0.9.10 refuses to sleep until a moment, which is how `time.sleep` sleeps since Python
3.11. So such a process sleeps for a while instead; the clock itself is libfaketime's.
"""

import select
import time


def _sleep(seconds: float) -> None:
    select.select((), (), (), seconds)


time.sleep = _sleep  # type: ignore[assignment]  # nobody gives it an index
