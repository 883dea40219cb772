"""A fixed share of a processor for some processes, by the kernel's control groups.

Comes in: the part of one processor. Goes out: a `Share` that processes are put into, and how much
of the time it held them back. Nothing of a group is left when it is given back.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from proof.errors import NotTaken

PERIOD_US = 100_000
"""Over which the kernel counts a share; containers have the same."""
CONTROL_GROUPS = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a processor that some processes have together: a control group of the kernel's."""

    folder: Path

    def limit(self, part: float) -> None:
        """Give it so much of one processor, never more, and before whatever else runs."""
        quota = round(part * PERIOD_US)
        if (self.folder / "cpu.max").exists():
            self._write("cpu.max", f"{quota} {PERIOD_US}")
            self._write("cpu.weight", "1000")
        else:  # the controller is still that of cgroup v1
            self._write("cpu.cfs_period_us", f"{PERIOD_US}")
            self._write("cpu.cfs_quota_us", f"{quota}")
            self._write("cpu.shares", "10240")

    def hold(self, pids: Iterable[int]) -> None:
        """Have these processes, and all that they start, share it from now on."""
        for pid in pids:
            self._write("cgroup.procs", f"{pid}")

    def let_go(self) -> None:
        """Let all of them have as much as they can get."""
        for pid in (self.folder / "cgroup.procs").read_text().split():
            with contextlib.suppress(ProcessLookupError):  # it has ended meanwhile
                (self.folder.parent / "cgroup.procs").write_text(pid)

    def periods(self) -> tuple[int, int]:
        """In how many periods anything ran, and in how many of these it was held back."""
        lines = (self.folder / "cpu.stat").read_text().splitlines()
        told = dict(line.split() for line in lines)
        return int(told["nr_periods"]), int(told["nr_throttled"])

    def _write(self, name: str, value: str) -> None:
        """Tell the kernel; a file that it has not made is not ours to make."""
        with (self.folder / name).open("r+") as file:
            file.write(value)


@contextmanager
def a_share(part: float, root: Path = CONTROL_GROUPS) -> Iterator[Share]:
    """A share that nothing has yet; at the end whatever still has it is let go.

    Raises:
        NotTaken: none can be made here.
    """
    parent = root / "cpu" if (root / "cpu").is_dir() else root
    with ExitStack() as stack:
        try:
            share = Share(Path(tempfile.mkdtemp(prefix="remit-bench-", dir=parent)))
            stack.callback(share.folder.rmdir)
            share.limit(part)
        except OSError as error:
            raise NotTaken(f"No replica can be held to a share of a processor: {error}") from error
        stack.callback(share.let_go)
        yield share
