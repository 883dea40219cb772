"""What an operator may set about the library and its index: the environment is read here only.

Names are `REMIT_…`, nested ones with `__` (`REMIT_CHROMA__HOST`); a `.env` file is read if present.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

SHIPPED_LIBRARY = Path(__file__).resolve().parent / "library"


class RemitSettings(BaseSettings):
    """What all settings share: they are named `REMIT_…`, and a `.env` file is read if present."""

    model_config = SettingsConfigDict(
        env_prefix="REMIT_",
        env_nested_delimiter="__",
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # it may be a secret
    )


class ChromaSettings(BaseModel):
    """Where vectors are kept: in the data folder, or on a Chroma server that replicas share."""

    mode: Literal["embedded", "server"] = Field(
        default="embedded",
        description="`embedded` keeps vectors in the data folder, `server` on a Chroma server",
    )
    host: str = Field(
        default="localhost", description="the Chroma server's host, for mode `server`"
    )
    port: int = Field(default=8000, ge=1, le=65535, description="the Chroma server's port")


class EmbeddingSettings(BaseModel):
    """Which model turns text into vectors."""

    model: str = Field(
        default="minilm",
        description="`minilm`, which ships with Remit, or `package.module:Class` of an installed "
        "LlamaIndex embedding",
    )
    options: dict[str, Any] = Field(
        default_factory=dict, description="JSON with the named arguments of that class"
    )


class KnowledgeSettings(RemitSettings):
    """Settings of the library and its index."""

    library: Path = Field(
        default=SHIPPED_LIBRARY,
        description="the folder of role documents, read with its sub-folders",
    )
    data_dir: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("remit", appauthor=False),
        description="the folder of the index and the database",
    )
    audience: dict[str, list[str]] = Field(
        default_factory=dict,
        description="JSON that says who may see what: patterns of paths (`pay/*`), or of a path "
        "and a heading (`*#Salary`), each with a list of groups",
    )
    chroma: ChromaSettings = Field(default_factory=ChromaSettings)
    embedding: EmbeddingSettings = Field(default_factory=EmbeddingSettings)
