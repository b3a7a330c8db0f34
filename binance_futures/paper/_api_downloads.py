"""Histories as files: asked for, prepared for a moment, then to be fetched from the exchange."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, Literal

from ..environments import Product
from ._call import DAY, Call
from ._errors import rejected
from ._wire_account import income
from ._wire_orders import order, trade

__all__ = ["DOWNLOADS", "Downloads"]

DOWNLOADS: Final = "/paper/downloads/"
"""Where files are fetched; Binance has them elsewhere too, under addresses that need no key."""

_PREPARATION: Final = 1_000
"""How long a file takes, ms."""
_KEPT: Final = 7 * DAY
_MOST_FILES: Final = 100
"""Files that are kept; older ones are thrown away."""

Kind = Literal["income", "orders", "trades"]


@dataclass(frozen=True, slots=True)
class _File:
    account: str
    product: Product
    kind: Kind
    ready: int
    """When it is prepared, ms."""
    text: str

    @property
    def expires(self) -> int:
        return self.ready + _KEPT


class Downloads:
    """The endpoints of /…/asyn and /…/asyn/id, and the files they lead to.

    `site` is where the exchange is reached: scheme and host, told when it is open.
    """

    def __init__(self) -> None:
        self.site: str = ""
        self._files: dict[str, _File] = {}
        self._numbers = count(1)

    def file(self, name: str, now: int) -> str | None:
        """The text of a file, None if there is none of this name (any more)."""
        found = self._files.get(name.removesuffix(".csv"))
        return found.text if found is not None and found.ready <= now < found.expires else None

    def download_transactions_async(self, call: Call) -> object:
        """GET /income/asyn."""
        start, end = call.window(365)
        rows = [each for each in call.account.incomes if each.product == call.product and start <= each.time <= end]
        return self._prepare(call, "income", [income(each) for each in rows])

    def download_order_async(self, call: Call) -> object:
        """GET /order/asyn."""
        start, end = call.window(365)
        rows = [each for each in call.account.orders.values() if start <= each.time <= end]
        mine = [order(each, "listed") for each in rows if each.instrument.product == call.product]
        return self._prepare(call, "orders", mine)

    def download_trade_async(self, call: Call) -> object:
        """GET /trade/asyn."""
        start, end = call.window(365)
        rows = [each for each in call.account.fills if start <= each.time <= end]
        mine = [trade(each) for each in rows if each.instrument.product == call.product]
        return self._prepare(call, "trades", mine)

    def async_download_info(self, call: Call) -> object:
        """GET /income/asyn/id."""
        return self._link(call, "income")

    def async_download_order_id(self, call: Call) -> object:
        """GET /order/asyn/id."""
        return self._link(call, "orders")

    def async_download_trade_id(self, call: Call) -> object:
        """GET /trade/asyn/id."""
        return self._link(call, "trades")

    get_download_id_transaction_history = download_transactions_async
    get_download_id_order_history = download_order_async
    get_download_id_trade_history = download_trade_async
    get_download_link_transaction_history = async_download_info
    get_download_link_order_history = async_download_order_id
    get_download_link_trade_history = async_download_trade_id

    def _prepare(self, call: Call, kind: Kind, rows: Sequence[Mapping[str, object]]) -> object:
        name = f"{call.now}{next(self._numbers):05d}"
        text = _written(rows)
        self._files[name] = _File(call.account.name, call.product, kind, call.now + _PREPARATION, text)
        if len(self._files) > _MOST_FILES:
            del self._files[next(iter(self._files))]
        return {"avgCostTimestampOfLast30d": _PREPARATION, "downloadId": name}

    def _link(self, call: Call, kind: Kind) -> object:
        name = call.given["downloadId"]
        file = self._files.get(name)
        if file is None or (file.account, file.product, file.kind) != (call.account.name, call.product, kind):
            raise rejected("INVALID_PARAMETER", call.product, "downloadId")
        ready = file.ready <= call.now
        return {
            "downloadId": name,
            "status": "completed" if ready else "processing",
            "url": f"{self.site}{DOWNLOADS}{name}.csv" if ready else "",
            "notified": ready,
            "expirationTimestamp": file.expires if ready else -1,
            "isExpired": call.now >= file.expires if ready else None,
        }


def _written(rows: Sequence[Mapping[str, object]]) -> str:
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return text.getvalue()
