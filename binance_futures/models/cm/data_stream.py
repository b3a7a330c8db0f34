"""Listen keys of COIN-M futures."""

from ..common import data_stream as common
from ..common.data_stream import ListenKey, RenewedListenKey

__all__ = ["CloseListenKey", "ListenKey", "NewListenKey", "RenewListenKey", "RenewedListenKey"]


class NewListenKey(common.NewListenKey, path="/dapi/v1/listenKey"):
    """Listen key of the account: a new one, or the one in force made valid for another 60 minutes.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/user-data-streams#start-user-data-stream
    """


class RenewListenKey(common.RenewListenKey, path="/dapi/v1/listenKey"):
    """Keeps the account's listen key valid for another 60 minutes; -1125 if there is none.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/user-data-streams#keepalive-user-data-stream
    """


class CloseListenKey(common.CloseListenKey, path="/dapi/v1/listenKey"):
    """Closes the account's user data stream; its listen key is void from then on.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/user-data-streams#close-user-data-stream
    """
