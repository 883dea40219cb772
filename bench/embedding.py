"""The one embedding model of a process: contestants that take turns share it."""

from __future__ import annotations

from functools import cache

from knowledge.embedding import MiniLM


@cache
def minilm() -> MiniLM:
    """The model that ships with Remit, loaded when it is first asked for.

    Raises:
        ModelBroken: its files are damaged.
    """
    return MiniLM()
