"""What the desk needs of a chat platform: the port that Slack and Teams implement.

Comes in: an event that was written to the inbox, by this process or by one that has died. Goes out:
one message in the platform's own form. A surface never decides whether an event is answered, by
whom or how often; the desk does.
"""

from __future__ import annotations

from typing import Protocol

from bot.memory.model import Event


class Surface(Protocol):
    """A chat platform, as the desk sees it. Its methods run on the event loop and never block it.

    The life of an event: `answer`, in which the surface calls `Desk.ask` or `Desk.look`, then
    `Desk.sending`, then puts its one final message on the wire. When `answer` returns the event is
    done and will never be seen again.
    """

    @property
    def platform(self) -> str:
        """The `Event.platform` that is answered here: `slack` or `teams`."""
        ...

    async def answer(self, event: Event) -> None:
        """Answer an event; `await desk.sending(event)` comes right before the final message.

        What may be shown earlier (a status, typing, an informative update) must bear being shown
        twice. An event of another process, or of an earlier version, comes as it was written.

        Raises:
            Exception: anything at all: the asker is told once, see `failed`. What `Desk.sending`,
                `Desk.ask` and `Desk.look` raise is let through untouched.
        """
        ...

    async def failed(self, event: Event) -> None:
        """Tell the asker in one sentence, with `event.reference`, that answering went wrong.

        Called only if no answer was delivered, and never again once it has returned.

        Raises:
            Exception: the platform takes no message now; the event is tried again later, for some
                minutes.
        """
        ...

    async def delivered(self, event: Event) -> bool:
        """Whether the final message of this event stands on the platform already.

        Asked when `event.sending`: the process that was about to send has died, or sending raised.
        Where it does not stand there, it is asked once more after a moment.
        `False` when it does not, and when the platform has no way to tell: the event is then
        answered once more.

        Raises:
            Exception: the platform cannot be asked now; the desk asks again later.
        """
        ...
