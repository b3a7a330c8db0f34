"""Balances, income, downloads and portfolio margin that both products share."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from ..._request import SignedRequest
from ...errors import Problem
from ..base import Model, Open
from ..enums import DownloadStatus, IncomeType, PositionSide
from ..parameters import Integer, Text, Timestamp
from .times import YEAR, span_problems

__all__ = [
    "AccountAsset",
    "AccountFlags",
    "AccountPosition",
    "Balance",
    "DownloadId",
    "DownloadLink",
    "GetDownloadLink",
    "GetIncomeHistory",
    "GetPortfolioMarginAccountInfo",
    "Income",
    "NewDownload",
    "PortfolioMarginAccount",
]


class Balance(Model):
    """Wallet of one asset; every amount is in that asset."""

    accountAlias: str
    """Code of the account, of no further meaning."""
    asset: str
    balance: Decimal
    """Wallet balance (asset)."""
    crossWalletBalance: Decimal
    """Part of the wallet that backs crossed positions (asset)."""
    crossUnPnl: Decimal
    """Unrealized profit of crossed positions (asset)."""
    availableBalance: Decimal
    """What is free to serve as margin (asset)."""
    updateTime: int
    """Last change (ms); 0 if there was none."""


class AccountAsset(Model):
    """What an account holds of one asset; every amount is in that asset."""

    asset: str
    walletBalance: Decimal
    """Wallet balance (asset)."""
    unrealizedProfit: Decimal
    """Unrealized profit of all positions (asset)."""
    marginBalance: Decimal
    """Wallet balance plus unrealized profit (asset)."""
    maintMargin: Decimal
    """Maintenance margin (asset)."""
    initialMargin: Decimal
    """Initial margin at the mark price of now (asset)."""
    positionInitialMargin: Decimal
    """Initial margin of positions at the mark price of now (asset)."""
    openOrderInitialMargin: Decimal
    """Initial margin of open orders at the mark price of now (asset)."""
    crossWalletBalance: Decimal
    """Part of the wallet that backs crossed positions (asset)."""
    crossUnPnl: Decimal
    """Unrealized profit of crossed positions (asset)."""
    availableBalance: Decimal
    """What is free to serve as margin (asset)."""
    maxWithdrawAmount: Decimal
    """Most that can be transferred out (asset)."""
    updateTime: int
    """Last change (ms); 0 if there was none."""


class AccountPosition(Model):
    """Position in one symbol, with its leverage and margin type; margins are in the margin asset."""

    symbol: str
    initialMargin: Decimal
    """Initial margin at the mark price of now (margin asset)."""
    maintMargin: Decimal
    """Maintenance margin (margin asset)."""
    unrealizedProfit: Decimal
    """Unrealized profit (margin asset)."""
    positionInitialMargin: Decimal
    """Initial margin of the position at the mark price of now (margin asset)."""
    openOrderInitialMargin: Decimal
    """Initial margin of the symbol's open orders at the mark price of now (margin asset)."""
    leverage: int
    """Initial leverage in force."""
    isolated: bool
    """True with isolated margin, False with crossed."""
    entryPrice: Decimal
    """Average entry price (quote asset); 0 without a position."""
    positionSide: Open[PositionSide]
    positionAmt: Decimal
    """Size, negative if short (base asset; contracts on COIN-M)."""
    updateTime: int
    """Last change (ms); 0 if there was none."""


class AccountFlags(Model):
    """What an account may do."""

    feeTier: int
    """Fee tier."""
    canTrade: bool
    """Whether it may trade."""
    canDeposit: bool
    """Whether it may transfer in."""
    canWithdraw: bool
    """Whether it may transfer out."""
    updateTime: int
    """Last change (ms); 0 in the documented answers."""


class Income(Model):
    """One change of a wallet balance."""

    symbol: str
    """Symbol; empty if the income belongs to none."""
    incomeType: Open[IncomeType]
    """What caused it."""
    income: Decimal
    """Amount, negative if paid (asset)."""
    asset: str
    info: str
    """More on the cause; may be empty."""
    time: int
    """When it was booked (ms)."""
    tranId: int
    """Id, unique for the user within an incomeType; text on COIN-M."""
    tradeId: str
    """Id of the trade as text; empty if none caused it."""


class DownloadId(Model):
    """Receipt for a download that is being prepared."""

    avgCostTimestampOfLast30d: int
    """How long such downloads took on average over the last 30 days (ms)."""
    downloadId: str
    """Id to ask for the link with."""


class DownloadLink(Model):
    """State of a download, and its link once it is ready."""

    downloadId: str
    """Id that was asked for."""
    status: Open[DownloadStatus]
    """Whether it is ready."""
    url: str
    """Link; empty while processing."""
    notified: bool
    """Of no meaning to API users."""
    expirationTimestamp: int
    """When the link stops working (ms); -1 while processing."""
    isExpired: bool | None = None
    """Whether the link has stopped working; null while processing, and in answers for links that still work."""


class PortfolioMarginAccount(Model):
    """What a classic portfolio margin account can transfer out."""

    maxWithdrawAmountUSD: Decimal
    """Most that can be transferred out, as virtual value (USD)."""
    asset: str
    maxWithdrawAmount: Decimal
    """Most that can be transferred to the spot wallet (asset)."""


class GetIncomeHistory(SignedRequest[list[Income]]):
    """Changes of the wallet balance.

    Args:
        symbol: Only those of this symbol.
        incomeType: Only those of this cause (default all).
        startTime: From this time, inclusive (ms).
        endTime: Up to this time, inclusive (ms).
        limit: Rows, 1 to 1000 (default 100).
        page: Page of the rows. Not documented any more; prefer times.
    """

    symbol: Text | None = None
    incomeType: IncomeType | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = None
    page: Integer | None = None

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the times."""
        yield from span_problems(self.startTime, self.endTime)


class NewDownload(SignedRequest[DownloadId], weight=1000):
    """Order for a download of the account's history.

    Args:
        startTime: From this time, inclusive (ms).
        endTime: Up to this time, inclusive, at most a year after startTime (ms).
    """

    startTime: Timestamp
    endTime: Timestamp

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the times."""
        yield from span_problems(self.startTime, self.endTime, YEAR)


class GetDownloadLink(SignedRequest[DownloadLink]):
    """Link of a download that was ordered.

    Args:
        downloadId: Id from the order of the download.
    """

    downloadId: Text


class GetPortfolioMarginAccountInfo(SignedRequest[PortfolioMarginAccount], weight=5):
    """What a classic portfolio margin account can transfer out.

    Args:
        asset: Asset.
    """

    asset: Text
