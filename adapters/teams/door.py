"""Who may come in, and as whom the bot goes out: botbuilder's checks, without its traps.

Comes in: the `Authorization` header, before anything of the body is read. Goes out: the claims of a
token that Teams was given for this very bot; and one connector for each service address, which
keeps its connections and its token. botbuilder makes a connector for each activity, which fetches a
token and builds a table of retry codes every time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from botbuilder.schema import Activity
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import (
    AuthenticateRequestResult,
    AuthenticationConfiguration,
    BotFrameworkAuthentication,
    BotFrameworkAuthenticationFactory,
    ClaimsIdentity,
    ConnectorFactory,
    PasswordServiceClientCredentialFactory,
    ServiceClientCredentialsFactory,
)
from botframework.connector.auth.managedidentity_service_client_credential_factory import (
    ManagedIdentityServiceClientCredentialsFactory,
)
from botframework.connector.auth.user_token_client import UserTokenClient
from jwt import InvalidTokenError
from typing_extensions import override

from adapters.teams.errors import KeysUnreachable, Unauthorised
from adapters.teams.keys import CHANNEL, SigningKeys
from adapters.teams.sending import pipeline
from adapters.teams.settings import TeamsSettings

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
CONNECTORS = 64
NEEDED = ("aud", "exp", "iss", "serviceurl")


class Door(BotFrameworkAuthentication, ConnectorFactory):  # type: ignore[misc]  # untyped
    """Checks tokens of requests, and opens connectors with the bot's own token."""

    def __init__(
        self,
        settings: TeamsSettings,
        session: aiohttp.ClientSession,
        credentials: ServiceClientCredentialsFactory | None = None,
    ) -> None:
        """Take how the bot signs in, from the settings if it is not given; fetch nothing yet."""
        self._settings = settings
        self._session = session
        self._credentials = credentials or credentials_of(settings)
        self._connectors: OrderedDict[str, ConnectorClient] = OrderedDict()
        keys = SigningKeys(str(settings.openid_metadata_url))
        keys.install()
        self._checks = BotFrameworkAuthenticationFactory.create(
            to_channel_from_bot_login_url=settings.authority,
            to_channel_from_bot_oauth_scope=settings.oauth_scope,
            to_bot_from_channel_token_issuer=settings.token_issuer,
            to_bot_from_channel_open_id_metadata_url=keys.url,
            to_bot_from_emulator_open_id_metadata_url=keys.url,
            credential_factory=self._credentials,
            auth_configuration=AuthenticationConfiguration(),
        )

    async def admit(self, header: str | None) -> ClaimsIdentity:
        """The claims of a request's token; without an app id, of anybody on this machine.

        Raises:
            Unauthorised: there is no valid token; whatever botbuilder makes of that is one error.
            KeysUnreachable: the signing keys cannot be had now.
        """
        if not self._settings.app_id:
            return ClaimsIdentity({}, is_authenticated=True, authentication_type="anonymous")
        if not header:
            raise Unauthorised("no token")
        try:
            result = await self._checks.authenticate_streaming_request(header, CHANNEL)
            claims: Mapping[str, Any] = result.claims_identity.claims
        except (KeysUnreachable, Unauthorised):
            raise
        except (InvalidTokenError, PermissionError) as error:
            raise Unauthorised(type(error).__name__) from error
        except Exception as error:
            # botbuilder raises AttributeError, IndexError and bare Exception for forged tokens.
            raise Unauthorised(type(error).__name__) from error
        if claims.get("iss") != self._settings.token_issuer or not all(
            claims.get(name) for name in NEEDED
        ):
            raise Unauthorised("claims are missing, or a token that is not from Teams")
        return result.claims_identity

    def vouch(self, claims: ClaimsIdentity, activity: Activity) -> AuthenticateRequestResult:
        """The result that botbuilder's turn needs, once the body is known.

        Raises:
            Unauthorised: the activity names another service address or channel than the token, or
                a tenant that is not served; without an app id, an address off this machine.
        """
        address = activity.service_url or ""
        if not self._settings.app_id:
            if urlsplit(address).hostname not in LOOPBACK:
                raise Unauthorised("without an app id only this machine is answered")
        elif address != claims.claims["serviceurl"] or activity.channel_id != CHANNEL:
            raise Unauthorised("the token is for another service address or channel")
        result = AuthenticateRequestResult()
        result.claims_identity = claims
        result.audience = self._settings.oauth_scope
        result.connector_factory = self
        return result

    @override
    async def create(self, service_url: str, audience: str | None = None) -> ConnectorClient:
        """The connector of a service address."""
        kept = self._connectors.get(service_url)
        if kept is None:
            credentials = await self._credentials.create_credentials(
                self._settings.app_id,
                audience or self._settings.oauth_scope,
                self._settings.authority,
                validate_authority=True,
            )
            kept = ConnectorClient(
                credentials,
                base_url=service_url,
                pipeline_type=pipeline(credentials, self._session),
            )
            self._connectors[service_url] = kept
            if len(self._connectors) > CONNECTORS:
                self._connectors.popitem(last=False)
        return kept

    @override
    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self

    @override
    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> UserTokenClient:
        """None: nobody signs in through the bot."""
        return None

    @override
    async def authenticate_request(
        self, activity: Activity, auth_header: str
    ) -> AuthenticateRequestResult:
        return self.vouch(await self.admit(auth_header), activity)

    @override
    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise Unauthorised("no streaming connections are taken")


def credentials_of(settings: TeamsSettings) -> ServiceClientCredentialsFactory:
    """The bot's own credentials."""
    if settings.identity == "managed":
        return ManagedIdentityServiceClientCredentialsFactory(settings.app_id)
    password = settings.app_password.get_secret_value() if settings.app_password else ""
    tenant = settings.tenant_id if settings.identity == "single_tenant" else None
    return PasswordServiceClientCredentialFactory(settings.app_id, password, tenant)
