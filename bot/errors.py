"""What can go wrong in answering.

BotError
├── ModelUnknown     the settings name a language model that is not installed
└── ModelFailed      a language model gave nothing that can be used, in the time it had
"""

from __future__ import annotations


class BotError(Exception):
    """Base of all errors of `bot`."""


class ModelUnknown(BotError):
    """A provider's package is not installed."""

    def __init__(self, provider: str, package: str) -> None:
        super().__init__(
            f"The language model provider {provider} needs a package that is not installed: "
            f"{package}. Install it, or set REMIT_LLM__PROVIDER=none."
        )


class ModelFailed(BotError):
    """A language model failed; `why` has no text of a question or an answer."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The language model gave no answer: {why}.")
