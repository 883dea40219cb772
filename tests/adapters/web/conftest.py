"""A real guide over a kitchen of two roles, with the model that ships."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.bootstrap import ingest_library, open_guides
from bot.guide import Guide
from bot.guides import Guides
from knowledge.settings import KnowledgeSettings
from tests.adapters.builders import Markup, Reply, visit

ASSISTANT = """---
role: Kitchen Assistant
aliases: Bread Baker
owner: Kitchen Office
reviewed: 2026-05-04
---

# Kitchen Assistant

## Responsibilities

- Bake the bread of the whole house.
- Clean the oven every evening.

## KPIs

| Metric | Target |
|---|---|
| Loaves a day | ≥ 200 |
| Burnt loaves | ≤ 2% |

## Decision rights

### Decide independently

- Choose the recipe of the day, up to 50 EUR

### Need manager approval or higher

- Buy a new oven

### May propose

- Change the opening hours
"""

MANAGER = """---
role: Kitchen Manager
---

# Kitchen Manager

This document is a draft.

## Responsibilities

- Bake the bread of the whole house.
- Lead the bakers.

## KPIs

| Metric | Target |
|---|---|
| Loaves a day | ≥ 500 |
| Burnt loaves | ≤ 2% |

## Decision rights

### Decide independently

- Buy a new oven
- Change the opening hours
"""


@pytest.fixture(scope="session")
def kitchens(tmp_path_factory: pytest.TempPathFactory) -> Guides:
    """The guides over the kitchen."""
    folder = tmp_path_factory.mktemp("kitchen")
    for name, text in (("kitchen-assistant.md", ASSISTANT), ("kitchen-manager.md", MANAGER)):
        (folder / name).write_text(text, encoding="utf-8")
    settings = KnowledgeSettings(data_dir=tmp_path_factory.mktemp("data"), library=folder)
    ingest_library([folder], settings)
    return open_guides(settings)


@pytest.fixture(scope="session")
def kitchen(kitchens: Guides) -> Guide:
    """Everybody's guide over the kitchen."""
    return kitchens.of()


@pytest.fixture
def open_page(kitchens: Guides) -> Callable[..., tuple[Reply, Markup]]:
    """Opens a page over the kitchen."""

    def opened(path: str, method: str = "GET", **request: Any) -> tuple[Reply, Markup]:
        reply = visit(kitchens, path, method, **request)
        return reply, Markup(reply.text)

    return opened
