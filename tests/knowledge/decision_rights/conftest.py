"""Reading small libraries that a test writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from knowledge.decision_rights.model import DecisionRight
from knowledge.decision_rights.reading import rights_of
from knowledge.reading_room import read_library
from tests.knowledge.decision_rights.builders import Files, RightsIn


@pytest.fixture
def rights_in(tmp_path: Path) -> RightsIn:
    """The rights in documents, read from files as the product does."""

    def read(files: Files) -> Sequence[DecisionRight]:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / name).write_bytes(data)
        library, errors = read_library([tmp_path])
        assert not errors
        return rights_of(library)

    return read
