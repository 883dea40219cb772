"""The door to LlamaIndex's language models: a prompt in, text as it comes, within limits.

Comes in: instructions and a prompt. Goes out: pieces of text, until the model is done, the time or
the day's budget is spent, or whoever reads them stops, which ends the connection. A model that has
failed several times in a row is left alone for a while, so that not every answer waits for it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Protocol

from bot.errors import ModelFailed, ModelUnknown
from bot.settings import LlmSettings

log = logging.getLogger(__name__)

CHARACTERS_A_TOKEN = 4
"""Roughly, in English; the budget is counted by it, for not every server says what it used."""

LONGEST = 700
"""Tokens of an answer."""

FAILURES = 3
REST_S = 30.0
"""After so many failures in a row a model is left alone for so long."""

DAY_S = 86_400.0


class Completes(Protocol):
    """A language model. Threads may share it."""

    @property
    def name(self) -> str:
        """Who writes, as `Answer.generator` has it."""
        ...

    def stream(self, instructions: str, prompt: str) -> Iterator[str]:
        """What the model says, piece by piece; closing the iterator ends the connection.

        Raises:
            ModelFailed: it gave nothing, or stopped before it was done.
        """
        ...


def open_model(settings: LlmSettings) -> Completes:
    """The model of settings that name one.

    Raises:
        ModelUnknown: the provider's package is not installed.
    """
    return Model(f"{settings.provider}:{settings.model}", _llm(settings), settings)


@dataclass(slots=True)
class _Spent:
    """What a process has used today, and how a model has done lately."""

    tokens: int = 0
    day: float = 0.0
    failures: int = 0
    rests_until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class Model:
    """A LlamaIndex chat model within the limits of the settings; `clock` counts seconds."""

    name: str
    llm: Any
    settings: LlmSettings
    clock: Callable[[], float] = time.monotonic
    _spent: _Spent = field(default_factory=_Spent)

    def stream(self, instructions: str, prompt: str) -> Iterator[str]:
        """What the model says; see `Completes`."""
        self._admit(len(instructions) + len(prompt))
        until = self.clock() + self.settings.timeout_s
        for attempt in range(self.settings.retries + 1):
            said = False
            try:
                for piece in self._pieces(instructions, prompt, until):
                    said = True
                    yield piece
            except ModelFailed:
                self._failed()
                raise
            except Exception as error:
                last = attempt == self.settings.retries or self.clock() >= until
                log.warning("the language model failed: %s", type(error).__name__)
                if said or last:
                    self._failed()
                    raise ModelFailed(type(error).__name__) from error
            else:
                self._spent.failures = 0
                return

    def _pieces(self, instructions: str, prompt: str, until: float) -> Iterator[str]:
        """One conversation with the model."""
        from llama_index.core.llms import ChatMessage, MessageRole  # noqa: PLC0415  a slow import

        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=instructions),
            ChatMessage(role=MessageRole.USER, content=prompt),
        ]
        stream = self.llm.stream_chat(messages)
        try:
            for part in stream:
                if self.clock() > until:
                    raise ModelFailed(f"it took more than {self.settings.timeout_s:g} s")
                piece = part.delta or ""
                self._spent.tokens += len(piece) // CHARACTERS_A_TOKEN + 1
                yield piece
        finally:
            stream.close()

    def _admit(self, characters: int) -> None:
        """Count a prompt, unless the model rests or the day's budget is spent.

        Raises:
            ModelFailed: it does, or it is.
        """
        with self._spent.lock:
            now = self.clock()
            if now - self._spent.day > DAY_S or not self._spent.day:
                self._spent.day, self._spent.tokens = now, 0
            if now < self._spent.rests_until:
                raise ModelFailed("it has failed several times and is left alone for a while")
            if self._spent.tokens >= self.settings.daily_tokens:
                raise ModelFailed("today's budget is spent")
            self._spent.tokens += characters // CHARACTERS_A_TOKEN

    def _failed(self) -> None:
        """Note a failure."""
        with self._spent.lock:
            self._spent.failures += 1
            if self._spent.failures >= FAILURES:
                self._spent.rests_until = self.clock() + REST_S
                self._spent.failures = 0


def _llm(settings: LlmSettings) -> Any:
    """The LlamaIndex model of a provider."""
    key = settings.api_key.get_secret_value()
    address = str(settings.base_url).rstrip("/") if settings.base_url else None
    limits = {"timeout": settings.timeout_s, "max_retries": 0, "temperature": 0.0}
    match settings.provider:
        case "openai_compatible":
            return _load("llama_index.llms.openai_like", "OpenAILike", settings)(
                model=settings.model,
                api_base=address,
                api_key=key or "none",
                is_chat_model=True,
                max_tokens=LONGEST,
                **limits,
            )
        case "azure_openai":
            return _load("llama_index.llms.azure_openai", "AzureOpenAI", settings)(
                engine=settings.model,
                model=settings.model,
                azure_endpoint=address,
                api_key=key,
                api_version="2024-10-21",
                max_tokens=LONGEST,
                **limits,
            )
        case "anthropic":
            return _load("llama_index.llms.anthropic", "Anthropic", settings)(
                model=settings.model, base_url=address, api_key=key, max_tokens=LONGEST, **limits
            )
        case "ollama":
            return _load("llama_index.llms.ollama", "Ollama", settings)(
                model=settings.model,
                base_url=address or "http://localhost:11434",
                request_timeout=settings.timeout_s,
                temperature=0.0,
            )
        case "none":
            raise ValueError("the settings name no language model")


def _load(module: str, name: str, settings: LlmSettings) -> Any:
    """A provider's class, imported when it is set.

    Raises:
        ModelUnknown: its package is not installed.
    """
    try:
        return getattr(import_module(module), name)
    except ImportError as error:
        package = module.replace(".", "-").replace("_", "-")
        raise ModelUnknown(settings.provider, package) from error
