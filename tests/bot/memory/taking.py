"""A replica as a process: `take ADDRESS OWNER` takes events one by one, and says which.

`die ADDRESS` puts events 1 to 3, finishes 1, notes that 2 is being sent, and dies.
"""

from __future__ import annotations

import os
import signal
import sys
import time

from bot.memory.opening import open_memory
from tests.bot.memory.builders import event

WORK_S = 0.005


def take(address: str, owner: str) -> None:
    """Take events until there are none, and print the reference of each."""
    inbox = open_memory(address).inbox
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    while taken := inbox.take(owner, 1, 60):
        sys.stdout.write(f"{taken[0].reference}\n")
        time.sleep(WORK_S)


def die(address: str) -> None:
    """Leave work behind as `kill -9` would."""
    inbox = open_memory(address).inbox
    for number in (1, 2, 3):
        inbox.put(event(number), "dead", -1)
    inbox.done(event(1).reference)
    inbox.sending(event(2).reference, "dead")
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    if sys.argv[1] == "take":
        take(*sys.argv[2:])
    else:
        die(*sys.argv[2:])
