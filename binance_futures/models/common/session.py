"""The session of a WebSocket API connection, the same for both products."""

from pydantic import Field

from ..._request import Request, SignedRequest
from ..base import Model

__all__ = ["Session", "SessionLogon", "SessionLogout", "SessionStatus"]


class Session(Model):
    """Who a connection of the WebSocket API is logged on as."""

    apiKey: str | None = Field(repr=False)
    """Key of the session; None when not logged on."""
    authorizedSince: int | None
    """Time of the logon (ms); None when not logged on."""
    connectedSince: int
    """Time of the connection (ms)."""
    returnRateLimits: bool
    """Whether answers tell the usage of the limits."""
    serverTime: int
    """Time of the exchange (ms)."""


class SessionLogon(SignedRequest[Session], weight=2, ws_method="session.logon"):
    """Logs the connection on, with an Ed25519 key: requests after it carry neither key nor signature.

    https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-api-general-info
    """


class SessionStatus(Request[Session], weight=2, ws_method="session.status"):
    """Who the connection is logged on as.

    https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-api-general-info
    """


class SessionLogout(Request[Session], weight=2, ws_method="session.logout"):
    """Logs the connection off, which stays open; requests are signed one by one from then on.

    https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-api-general-info
    """
