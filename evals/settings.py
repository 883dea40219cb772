"""What may be set about evaluations: where documents are that do not ship with the project."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from knowledge.settings import RemitSettings

PROJECT = Path(__file__).resolve().parent.parent


class EvalSettings(RemitSettings):
    """Settings of evaluations, named `REMIT_EVAL_…`."""

    model_config = SettingsConfigDict(env_prefix="REMIT_EVAL_")

    raw: Path = Field(
        default=PROJECT.parent / "shared" / "role-documents",
        description="the folder of the library `raw`; its cases are skipped where it is absent",
    )
