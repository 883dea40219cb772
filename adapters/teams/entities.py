"""Entities of an activity as botbuilder really sends them.

botbuilder's own `Entity` knows its type alone, and writes nothing else: citations, the AI label and
stream positions given as dicts or additional properties vanish without an error. Additional
properties are written where the class itself says that it has some.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botbuilder.schema import Entity


class WholeEntity(Entity):  # type: ignore[misc]  # botbuilder has no types
    """An entity with all of its fields."""

    _attribute_map = {  # noqa: RUF012  msrest's form
        "additional_properties": {"key": "", "type": "{object}"},
        "type": {"key": "type", "type": "str"},
    }

    def __init__(self, fields: Mapping[str, Any]) -> None:
        """Take the fields as they are to stand on the wire, `type` among them."""
        super().__init__(type=fields["type"])
        self.additional_properties = {k: v for k, v in fields.items() if k != "type"}
