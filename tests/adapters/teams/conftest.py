"""A real guide over a small library, built once for all tests of Teams."""

from __future__ import annotations

import pytest

from bot.bootstrap import ingest_library, open_guides
from bot.guides import Guides
from knowledge.embedding import MiniLM
from knowledge.settings import KnowledgeSettings

BAKER = """---
title: Bakery Manager
role: Bakery Manager
owner: Kitchen Office
reviewed: 2026-05-04
---

# Bakery Manager

## Responsibilities

- Bake the bread of the whole house.
- Clean the oven every evening.

## Goals

### First 30 days

- Learn where the flour is kept.

## Decision rights

Decisions made independently:

- Choosing the recipe of the day.

Decisions that need the approval of the Kitchen Director:

- Buying a new oven.
"""

MILLER = """---
title: Mill Steward
role: Mill Steward
owner: Mill Office
---

# Mill Steward

## Responsibilities

- Mill the flour of the whole house.
- Repair the millstones twice a year.

## Goals

### First 30 days

- Learn how the wheel is stopped.
"""

COOK = """---
title: Kitchen Director
role: Kitchen Director
audience: managers
---

# Kitchen Director

## Responsibilities

- Decide what the kitchen spends: 4242 euros a month.
"""


@pytest.fixture(scope="session")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Guides:
    """The guides over a bakery, one document of which is for managers alone."""
    folder = tmp_path_factory.mktemp("bakery")
    for name, text in (
        ("bakery-manager", BAKER),
        ("mill-steward", MILLER),
        ("kitchen-director", COOK),
    ):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    settings = KnowledgeSettings(data_dir=tmp_path_factory.mktemp("data"), library=folder)
    model = MiniLM()
    ingest_library([folder], settings, model)
    return open_guides(settings, model)
