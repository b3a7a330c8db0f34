"""Downloads: ordering a file of an account's incomes, orders or trades, and asking for its link."""

from ._call import Call
from ._downloads import PREPARATION, Downloads, Kind
from ._wire_account import income
from ._wire_orders import order, trade

__all__ = ["Files"]

Wire = dict[str, object]

_YEAR = 366
"""Days that a file may span."""


class Files:
    """The endpoints of downloads; each method is the one of its name."""

    def __init__(self, downloads: Downloads) -> None:
        self._downloads = downloads

    def download_transactions_async(self, call: Call) -> object:
        """GET /income/asyn."""
        start, end = call.window(_YEAR)
        found = (each for each in call.account.incomes if each.product == call.product and start <= each.time <= end)
        return self._order(call, "income", [income(each) for each in found])

    def download_order_async(self, call: Call) -> object:
        """GET /order/asyn."""
        start, end = call.window(_YEAR)
        found = (
            each
            for each in call.account.orders.values()
            if each.instrument.product == call.product and start <= each.time <= end
        )
        return self._order(call, "order", [order(each, "listed") for each in found])

    def download_trade_async(self, call: Call) -> object:
        """GET /trade/asyn."""
        start, end = call.window(_YEAR)
        found = (
            each for each in call.account.fills if each.instrument.product == call.product and start <= each.time <= end
        )
        return self._order(call, "trade", [trade(each) for each in found])

    def async_download_info(self, call: Call) -> object:
        """GET /income/asyn/id."""
        return self._link(call, "income")

    def async_download_order_id(self, call: Call) -> object:
        """GET /order/asyn/id."""
        return self._link(call, "order")

    def async_download_trade_id(self, call: Call) -> object:
        """GET /trade/asyn/id."""
        return self._link(call, "trade")

    get_download_id_transaction_history = download_transactions_async
    get_download_id_order_history = download_order_async
    get_download_id_trade_history = download_trade_async
    get_download_link_transaction_history = async_download_info
    get_download_link_order_history = async_download_order_id
    get_download_link_trade_history = async_download_trade_id

    def _order(self, call: Call, kind: Kind, rows: list[Wire]) -> Wire:
        number = self._downloads.order(call.account.name, call.product, kind, rows, call.now)
        return {"avgCostTimestampOfLast30d": PREPARATION, "downloadId": number}

    def _link(self, call: Call, kind: Kind) -> Wire:
        download = self._downloads.find(call.account.name, call.product, kind, call.given["downloadId"])
        ready = download.ready <= call.now
        return {
            "downloadId": download.downloadId,
            "status": "completed" if ready else "processing",
            "url": self._downloads.link(download) if ready else "",
            "notified": ready,
            "expirationTimestamp": download.ends if ready else -1,
            # Null while the link works, too (samples of Binance's pages).
            "isExpired": True if download.ends <= call.now else None,
        }
