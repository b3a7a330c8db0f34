"""The session of a WebSocket API connection."""

from ..common.session import Session, SessionLogon, SessionLogout, SessionStatus

__all__ = ["Session", "SessionLogon", "SessionLogout", "SessionStatus"]
