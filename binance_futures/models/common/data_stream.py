"""Listen keys, the same for both products."""

from pydantic import Field

from ..._request import Request
from ..base import Empty, Model
from ..parameters import Text

__all__ = ["CloseListenKey", "ListenKey", "NewListenKey", "RenewListenKey", "RenewedListenKey"]


class ListenKey(Model):
    """Key of the user data stream, valid for 60 minutes."""

    listenKey: str = Field(repr=False)
    """The key; a secret, for it alone opens the stream."""


class RenewedListenKey(Model):
    """Answer to the renewal of a listen key."""

    listenKey: str | None = Field(default=None, repr=False)
    """The key, a secret; missing in older answers, which were empty."""


class NewListenKey(Request[ListenKey], method="POST", security="USER_STREAM", ws_method="userDataStream.start"):
    """Listen key of the account: a new one, or the one in force made valid for another 60 minutes."""


class RenewListenKey(Request[RenewedListenKey], method="PUT", security="USER_STREAM", ws_method="userDataStream.ping"):
    """Keeps the account's listen key valid for another 60 minutes.

    Args:
        listenKey: Not needed, the exchange knows the key; taken because old code gives it.
    """

    listenKey: Text | None = Field(default=None, repr=False)


class CloseListenKey(Request[Empty], method="DELETE", security="USER_STREAM", ws_method="userDataStream.stop"):
    """Closes the account's user data stream.

    Args:
        listenKey: Not needed, the exchange knows the key; taken because old code gives it.
    """

    listenKey: Text | None = Field(default=None, repr=False)
