"""Files that accounts order: zipped CSV, ready a little later, behind a link that ends after 7 days."""

import csv
import io
import random
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..environments import Product
from ._errors import Refusal, rejected

__all__ = ["PLACE", "PREPARATION", "Download", "Downloads", "Kind"]

Kind = Literal["income", "order", "trade"]

PLACE: Final = "/paper/downloads/"
"""Where the files are served."""
PREPARATION: Final = 2_000
"""How long a file takes, ms."""
_VALIDITY: Final = 7 * 86_400_000
_LETTERS: Final = string.ascii_letters + string.digits
_COLUMNS: Final[Mapping[Kind, str]] = {
    "income": "time symbol incomeType income asset info tranId tradeId",
    "order": (
        "time updateTime symbol orderId clientOrderId side positionSide type timeInForce price stopPrice origQty "
        "executedQty avgPrice reduceOnly closePosition status"
    ),
    "trade": (
        "time symbol id orderId side positionSide price qty quoteQty baseQty realizedPnl commission "
        "commissionAsset buyer maker"
    ),
}
"""What of the rows of income, allOrders and userTrades is in the files."""
_A_MONTH: Final[Mapping[tuple[Product, Kind], int]] = {
    ("um", "income"): 100,
    ("um", "order"): 10,
    ("um", "trade"): 5,
    ("cm", "income"): 8,
    ("cm", "order"): 8,
    ("cm", "trade"): 8,
}
"""How many files an account may order in a month (pages of the endpoints; where they disagree, each its own)."""


@dataclass(slots=True, eq=False)
class Download:
    """A file that was ordered."""

    downloadId: str
    account: str
    product: Product
    kind: Kind
    ordered: int
    name: str = field(repr=False)
    """Its name in the link, that nobody can guess."""
    file: bytes | None = field(repr=False)
    """None once the link has ended."""

    @property
    def ready(self) -> int:
        """When the link works, ms."""
        return self.ordered + PREPARATION

    @property
    def ends(self) -> int:
        """When the link ends, ms."""
        return self.ready + _VALIDITY


class Downloads:
    """The files of all accounts. Their number is bounded by what may be ordered in a month, and their links' 7 days.

    Args:
        rng: Where ids and names come from.
    """

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._by_id: dict[str, Download] = {}
        self.base_url = ""
        """Where links lead; the server says so."""

    def order(self, account: str, product: Product, kind: Kind, rows: Iterable[Mapping[str, object]], now: int) -> str:
        """Make a file of rows, as the answers of the REST API have them; gives its id.

        Raises:
            Refusal: -1003, the account has ordered too many this month.
        """
        self._forget(now)
        key, month = (account, product, kind), _month_end(now)
        before = [each for each in self._by_id.values() if (each.account, each.product, each.kind) == key]
        most = _A_MONTH[product, kind]
        if sum(_month_end(each.ordered) == month for each in before) >= most:
            raise Refusal(-1003, f"{most} downloads per month", retry_after=-(-(month - now) // 1000))
        number = str(self._rng.randrange(10**17, 10**18))
        name = "".join(self._rng.choices(_LETTERS, k=32)) + ".zip"
        self._by_id[number] = Download(number, account, product, kind, now, name, _zipped(kind, rows))
        return number

    def find(self, account: str, product: Product, kind: Kind, downloadId: str) -> Download:
        """A file by its id.

        Raises:
            Refusal: -1130, the account has ordered none of this kind by that id.
        """
        found = self._by_id.get(downloadId)
        if found is None or (found.account, found.product, found.kind) != (account, product, kind):
            raise rejected("INVALID_PARAMETER", product, "downloadId")
        return found

    def link(self, download: Download) -> str:
        """Where a file is served."""
        return f"{self.base_url}{PLACE}{download.name}"

    def served(self, path: str, now: int) -> Download | None:
        """The file at a path, None if there is none; without `file` if its link has ended."""
        self._forget(now)
        name = path.removeprefix(PLACE)
        return next((each for each in self._by_id.values() if each.name == name and each.ready <= now), None)

    def _forget(self, now: int) -> None:
        """Let go of files whose links have ended, and a week later of their records if their month is over."""
        for each in list(self._by_id.values()):
            if each.ends <= now:
                each.file = None
                if max(_month_end(each.ordered), each.ends + _VALIDITY) <= now:
                    del self._by_id[each.downloadId]


def _month_end(time: int) -> int:
    """When the calendar month of a time ends, UTC, ms."""
    moment = datetime.fromtimestamp(time / 1000, UTC)
    return int(datetime(moment.year + moment.month // 12, moment.month % 12 + 1, 1, tzinfo=UTC).timestamp()) * 1000


def _zipped(kind: Kind, rows: Iterable[Mapping[str, object]]) -> bytes:
    columns = _COLUMNS[kind].split()
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo(f"{kind}.csv"), text.getvalue(), ZIP_DEFLATED)
    return packed.getvalue()


def _cell(value: object) -> str:
    """A value as JSON writes it, without quotes."""
    return str(value).lower() if isinstance(value, bool) else str(value)
