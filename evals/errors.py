"""Everything that can go wrong before an evaluation can start.

    EvalError
    ├── CaseInvalid        a line of a case file is not a case
    ├── SuiteUnknown       there is no case file, and no group of them, of that name
    ├── LibraryUnknown     a case names a library that is nowhere to be found
    ├── GatesInvalid       the file of thresholds cannot be used
    ├── RunNameInvalid     a run cannot be saved under that name
    ├── RunUnknown         no run was saved under that name
    ├── RunInvalid         a file is no saved run
    └── AttackInvalid      a line of the red team's file is no attack

Each message is one sentence. What goes wrong while a question is answered is a score, not an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class EvalError(Exception):
    """The root of this tree."""


class CaseInvalid(EvalError):
    """A line of a case file is not a case."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        """Name the file and its line (from 1), and say what is wrong there."""
        super().__init__(f"{path}, line {line}: {reason}.")
        self.path = path
        self.line = line
        self.reason = reason


class SuiteUnknown(EvalError):
    """There is no suite of that name."""

    def __init__(self, name: str, known: Sequence[str], folder: Path) -> None:
        """Name the suite asked for, and those that there are in `folder`."""
        offer = f"there are {', '.join(known)}" if known else "the folder holds no case file"
        super().__init__(f"There is no suite {name!r} in {folder}; {offer}.")


class LibraryUnknown(EvalError):
    """A case names a library that is nowhere to be found."""

    def __init__(self, name: str, folder: Path) -> None:
        """Name the library and the folder where it was looked for."""
        super().__init__(
            f"The cases name the library {name!r}, but {folder} is not a folder; "
            "put its documents there, or name another place with --libraries DIR."
        )


class GatesInvalid(EvalError):
    """The file of thresholds cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        """Name the file and say what is wrong with it."""
        super().__init__(f"{path}: {reason}.")


class RunNameInvalid(EvalError):
    """A run cannot be saved under that name."""

    def __init__(self, name: str) -> None:
        """Name it, and say what a name is."""
        super().__init__(f"A run is saved under a plain name such as `before`, not {name!r}.")


class RunUnknown(EvalError):
    """No run was saved under that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Name the run asked for, and those that there are."""
        offer = f"there are {', '.join(known)}" if known else "save one with --save NAME"
        super().__init__(f"There is no run {name!r}; {offer}.")


class RunInvalid(EvalError):
    """A file is no saved run."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(f"{path} is no run of this version; save one anew with --save NAME.")


class AttackInvalid(EvalError):
    """A line of the red team's file is no attack."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        """Name the file and its line (from 1), and say what is wrong there."""
        super().__init__(f"{path}, line {line}: {reason}.")
