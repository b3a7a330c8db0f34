"""Endpoints that have no meaning on paper. They refuse as Binance does what it does not offer."""

from ._call import Call
from ._errors import Refusal, rejected

__all__ = ["Absent"]


class Absent:
    """The endpoints that are not there; each method is the one of its name."""

    def blvt_kline(self, call: Call) -> object:
        """GET /lvtKlines: gone from Binance itself, so -5000 as for any unknown path."""
        route = call.admitted.route
        raise Refusal(-5000, route.path, route.method)

    def _unsupported(self, call: Call) -> object:
        """-1020: there is no web site that files are downloaded from."""
        raise rejected("UNSUPPORTED_OPERATION", call.product)

    download_transactions_async = download_order_async = download_trade_async = _unsupported
    async_download_info = async_download_order_id = async_download_trade_id = _unsupported

    get_download_id_transaction_history = get_download_id_order_history = _unsupported
    get_download_id_trade_history = get_download_link_transaction_history = _unsupported
    get_download_link_order_history = get_download_link_trade_history = _unsupported
