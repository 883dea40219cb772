"""Whether Slack can be reached, and takes the tokens, for `remit doctor`.

Comes in: the settings. Goes out: sentences about what is wrong, each with what to do; none if all
is in order. Two calls at most; nothing is changed or posted.
"""

from __future__ import annotations

import asyncio

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack import posting, wording
from adapters.slack.mounting import SCOPES
from adapters.slack.settings import SlackSettings, secret
from adapters.slack.workspaces import Workspaces

PATIENCE_S = 10
"""For both calls together: somebody sits before the terminal."""


async def problems(settings: SlackSettings) -> list[str]:
    """What is wrong with the tokens, their scopes and the way to Slack."""
    workspaces = Workspaces(settings, store=None)
    workspaces.open()
    found: list[str] = []
    try:
        async with asyncio.timeout(PATIENCE_S):
            if settings.one_workspace:
                found += await _of_bot(workspaces, secret(settings.bot_token))
            if secret(settings.app_token):
                client = workspaces.client()
                await client.apps_connections_open(app_token=secret(settings.app_token))
    except SlackApiError as error:
        found.append(wording.token_refused("REMIT_SLACK__APP_TOKEN", posting.code(error)))
    except (ClientError, TimeoutError, OSError):
        found.append(wording.unreachable(str(settings.api_url)))
    finally:
        await workspaces.close()
    return found


async def _of_bot(workspaces: Workspaces, token: str) -> list[str]:
    """What is wrong with the bot's token and its scopes."""
    try:
        reply = await workspaces.client(token).auth_test()
    except SlackApiError as error:
        return [wording.token_refused("REMIT_SLACK__BOT_TOKEN", posting.code(error))]
    headers = {name.lower(): value for name, value in dict(reply.headers).items()}
    given = {scope.strip() for scope in str(headers.get("x-oauth-scopes", "")).split(",")}
    missing = [scope for scope in SCOPES if scope not in given]
    return [wording.scopes_missing(missing)] if missing else []
