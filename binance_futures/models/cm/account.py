"""Account, income and downloads of COIN-M futures."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from ..._request import SignedRequest
from ...errors import Problem
from ..common import account as common
from ..common.account import AccountAsset, AccountFlags, DownloadId, DownloadLink, Income, PortfolioMarginAccount
from ..common.times import YEAR, span_problems

__all__ = [
    "Account",
    "AccountAsset",
    "AccountFlags",
    "AccountPosition",
    "Balance",
    "DownloadId",
    "DownloadLink",
    "GetAccount",
    "GetBalance",
    "GetDownloadIdOrderHistory",
    "GetDownloadIdTradeHistory",
    "GetDownloadIdTransactionHistory",
    "GetDownloadLinkOrderHistory",
    "GetDownloadLinkTradeHistory",
    "GetDownloadLinkTransactionHistory",
    "GetIncomeHistory",
    "GetPortfolioMarginAccountInfo",
    "Income",
    "PortfolioMarginAccount",
]


class Balance(common.Balance):
    """Wallet of one asset; every amount is in that asset."""

    withdrawAvailable: Decimal
    """Most that can be transferred out (asset)."""


class AccountPosition(common.AccountPosition):
    """Position in one symbol; margins are in the margin asset, which is the base asset."""

    breakEvenPrice: Decimal
    """Price at which the position breaks even (quote asset)."""
    maxQty: Decimal
    """Largest position at this leverage (base asset)."""
    notionalValue: Decimal
    """Value of the position (base asset)."""
    isolatedWallet: Decimal | None = None
    """Wallet balance of the isolated position (base asset); documented for the WebSocket API only."""


class Account(AccountFlags):
    """Account with its assets and positions."""

    assets: list[AccountAsset]
    """One row for each asset."""
    positions: list[AccountPosition]
    """A row for each symbol: BOTH in one-way mode; BOTH, LONG and SHORT in hedge mode."""


class GetBalance(SignedRequest[list[Balance]], path="/dapi/v1/balance", ws_method="account.balance"):
    """Wallet of each asset.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#futures-account-balance
    """


class GetAccount(SignedRequest[Account], path="/dapi/v1/account", weight=5, ws_method="account.status"):
    """Account with its assets and positions.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#account-information
    """


class GetIncomeHistory(common.GetIncomeHistory, path="/dapi/v1/income", weight=20):
    """Changes of the wallet balance; times are at most a year apart.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#get-income-history
    """

    incomeType: (  # pyright: ignore[reportIncompatibleVariableOverride]  # frozen, hence sound
        Literal[
            "TRANSFER",
            "WELCOME_BONUS",
            "FUNDING_FEE",
            "REALIZED_PNL",
            "COMMISSION",
            "INSURANCE_CLEAR",
            "DELIVERED_SETTELMENT",
        ]
        | None
    ) = None

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the times."""
        yield from span_problems(self.startTime, self.endTime, YEAR)


class GetDownloadIdTransactionHistory(common.NewDownload, path="/dapi/v1/income/asyn"):
    """Orders a download of the transaction history: at most 2 a minute, a few a month with those of the website.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#get-download-id-for-futures-transaction-history
    """


class GetDownloadIdOrderHistory(common.NewDownload, path="/dapi/v1/order/asyn"):
    """Orders a download of the order history: at most 2 a minute, 8 a month with those of the website.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#get-download-id-for-futures-order-history
    """


class GetDownloadIdTradeHistory(common.NewDownload, path="/dapi/v1/trade/asyn"):
    """Orders a download of the trade history: at most 2 a minute, 8 a month with those of the website.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#get-download-id-for-futures-trade-history
    """


class GetDownloadLinkTransactionHistory(common.GetDownloadLink, path="/dapi/v1/income/asyn/id", weight=5):
    """Link to a transaction history that was ordered; it works for 7 days (once 24 hours).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#get-futures-transaction-history-download-link-by-id
    """


class GetDownloadLinkOrderHistory(common.GetDownloadLink, path="/dapi/v1/order/asyn/id", weight=5):
    """Link to an order history that was ordered; it works for 7 days (once 24 hours).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#get-futures-order-history-download-link-by-id
    """


class GetDownloadLinkTradeHistory(common.GetDownloadLink, path="/dapi/v1/trade/asyn/id", weight=5):
    """Link to a trade history that was ordered; it works for 7 days (once 24 hours).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/account#get-futures-trade-download-link-by-id
    """


class GetPortfolioMarginAccountInfo(common.GetPortfolioMarginAccountInfo, path="/dapi/v1/pmAccountInfo"):
    """What a classic portfolio margin account can transfer out; not in the newest documentation.

    https://developers.binance.com/docs/derivatives/coin-margined-futures/portfolio-margin-endpoints
    """
