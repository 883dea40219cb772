"""What an operator may set about answering: the environment is read here only."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, Field, HttpUrl, SecretStr, model_validator

from knowledge.settings import RemitSettings


class LlmSettings(BaseModel):
    """The language model that may put quoted answers into sentences; none by default."""

    provider: Literal["none", "openai_compatible", "azure_openai", "anthropic", "ollama"] = Field(
        default="none",
        description="`none`, `openai_compatible`, `azure_openai`, `anthropic` or `ollama`; all but "
        "`none` need the extra `remit[llm]` or the provider's LlamaIndex package",
    )
    base_url: HttpUrl | None = Field(
        default=None,
        description="the provider's address, such as `http://localhost:8000/v1`; for Azure the "
        "resource's",
    )
    model: str = Field(default="", description="the model's name; for Azure the deployment's")
    api_key: SecretStr = Field(default=SecretStr(""), description="the provider's key, a secret")
    timeout_s: float = Field(
        default=15.0,
        gt=0,
        le=120,
        description="seconds a model may take in all; then the quoted answer is shown",
    )
    retries: int = Field(
        default=1, ge=0, le=5, description="how often a model that fails is asked once more"
    )
    daily_tokens: int = Field(
        default=2_000_000,
        ge=0,
        description="tokens a day for each process, counted roughly; then answers are quoted",
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """A provider without a model cannot be asked."""
        if self.provider != "none" and not self.model:
            raise ValueError(f"REMIT_LLM__MODEL is missing; the provider {self.provider} needs one")
        if self.provider in {"openai_compatible", "azure_openai"} and not self.base_url:
            raise ValueError(f"REMIT_LLM__BASE_URL is missing; {self.provider} needs an address")
        return self


class BotSettings(RemitSettings):
    """Settings of answering."""

    llm: LlmSettings = Field(default_factory=LlmSettings)
