"""Account, income and downloads of USDⓈ-M futures."""

from decimal import Decimal

from ..._request import BySymbol, SignedRequest
from ..base import Model, Open, Outcome
from ..common import account as common
from ..common.account import AccountFlags, DownloadId, DownloadLink, Income, PortfolioMarginAccount
from ..common.market import RateLimit
from ..enums import MarginType, PositionSide, TradingStatusIndicator
from ..parameters import Bool, Text

__all__ = [
    "Account",
    "AccountAsset",
    "AccountConfig",
    "AccountFlags",
    "AccountPosition",
    "AccountPositionV2",
    "AccountTotals",
    "AccountV2",
    "Balance",
    "BalanceV2",
    "BnbBurn",
    "DownloadId",
    "DownloadLink",
    "DownloadOrderAsync",
    "DownloadTradeAsync",
    "DownloadTransactionsAsync",
    "GetAccount",
    "GetAccountV2",
    "GetApiTradingStatus",
    "GetAsyncDownloadInfo",
    "GetAsyncDownloadOrderId",
    "GetAsyncDownloadTradeId",
    "GetBalance",
    "GetBalanceV2",
    "GetBnbBurn",
    "GetFuturesAccountConfiguration",
    "GetIncomeHistory",
    "GetPortfolioMarginAccountInfo",
    "GetSymbolConfiguration",
    "Income",
    "PortfolioMarginAccount",
    "QueryUserRateLimit",
    "SymbolConfig",
    "ToggleBnbBurn",
    "TradingIndicator",
    "TradingStatus",
]


class Balance(common.Balance):
    """Wallet of one asset; every amount is in that asset."""

    maxWithdrawAmount: Decimal
    """Most that can be transferred out (asset)."""
    marginAvailable: bool
    """Whether the asset serves as margin in multi-assets mode."""


class BalanceV2(Balance):
    """Wallet of one asset as version 2 answers; every amount is in that asset."""


class AccountAsset(common.AccountAsset):
    """What an account holds of one asset; every amount is in that asset."""

    marginAvailable: bool | None = None
    """Whether the asset serves as margin in multi-assets mode; version 3 may leave it out in single-asset mode."""


class AccountTotals(Model):
    """Sums over an account: of USDT alone in single-asset mode, of all assets in USD in multi-assets mode."""

    totalInitialMargin: Decimal
    """Initial margin at the mark price of now (USDT or USD)."""
    totalMaintMargin: Decimal
    """Maintenance margin (USDT or USD)."""
    totalWalletBalance: Decimal
    """Wallet balance (USDT or USD)."""
    totalUnrealizedProfit: Decimal
    """Unrealized profit (USDT or USD)."""
    totalMarginBalance: Decimal
    """Wallet balance plus unrealized profit (USDT or USD)."""
    totalPositionInitialMargin: Decimal
    """Initial margin of positions at the mark price of now (USDT or USD)."""
    totalOpenOrderInitialMargin: Decimal
    """Initial margin of open orders at the mark price of now (USDT or USD)."""
    totalCrossWalletBalance: Decimal
    """Part of the wallet that backs crossed positions (USDT or USD)."""
    totalCrossUnPnl: Decimal
    """Unrealized profit of crossed positions (USDT or USD)."""
    availableBalance: Decimal
    """What is free to serve as margin (USDT or USD)."""
    maxWithdrawAmount: Decimal
    """Most that can be transferred out (USDT or USD)."""
    assets: list[AccountAsset]
    """One row for each asset."""


class AccountPosition(Model):
    """Position in one symbol; margins are in the margin asset."""

    symbol: str
    positionSide: Open[PositionSide]
    positionAmt: Decimal
    """Size, negative if short (base asset)."""
    unrealizedProfit: Decimal
    """Unrealized profit (margin asset)."""
    isolatedMargin: Decimal
    """Isolated margin (margin asset); 0 with crossed margin."""
    notional: Decimal
    """Value at the mark price, negative if short (quote asset)."""
    isolatedWallet: Decimal
    """Wallet balance of the isolated position (margin asset); 0 with crossed margin."""
    initialMargin: Decimal
    """Initial margin at the mark price of now (margin asset)."""
    maintMargin: Decimal
    """Maintenance margin (margin asset)."""
    updateTime: int
    """Last change (ms); 0 if there was none."""


class AccountPositionV2(common.AccountPosition):
    """Position in one symbol as version 2 answers; margins are in the margin asset."""

    breakEvenPrice: Decimal | None = None
    """Price at which the position breaks even (quote asset); documented for the WebSocket API only."""
    maxNotional: Decimal
    """Largest position at this leverage (quote asset)."""
    bidNotional: Decimal
    """Value of open buy orders (quote asset); Binance says to ignore it."""
    askNotional: Decimal
    """Value of open sell orders (quote asset); Binance says to ignore it."""


class Account(AccountTotals):
    """Account with its assets and positions."""

    positions: list[AccountPosition]
    """Only symbols with a position or open orders; in hedge mode a row for each side."""


class AccountV2(AccountFlags, AccountTotals):
    """Account with its assets and positions as version 2 answers."""

    feeBurn: bool | None = None
    """Whether fees are paid in BNB at a discount; the WebSocket API leaves it out."""
    multiAssetsMargin: bool
    """True in multi-assets mode, False in single-asset mode."""
    tradeGroupId: int
    """Trade group of the account; -1 if none."""
    positions: list[AccountPositionV2]
    """A row for each symbol, with or without a position; in hedge mode one for each side too."""


class TradingIndicator(Model):
    """One of the rules on how an account trades, and where the account stands."""

    isLocked: bool
    """Whether the rule locks the symbol or account."""
    plannedRecoverTime: int
    """When the lock is to end (ms)."""
    indicator: Open[TradingStatusIndicator]
    """Rule on unfilled (UFR), expired (IFER), cancelled (GCR) or tiny (DR) orders, or on violations (TMV)."""
    value: Decimal
    """Where the account stands (fraction; a count for TMV)."""
    triggerValue: Decimal
    """Where the rule locks (fraction; a count for TMV)."""


class TradingStatus(Model):
    """Standing of the account under the quantitative trading rules."""

    indicators: dict[str, list[TradingIndicator]]
    """Rows by symbol; those of the account as a whole under `ACCOUNT`."""
    updateTime: int
    """Last change (ms)."""


class AccountConfig(AccountFlags):
    """Settings of an account."""

    dualSidePosition: bool
    """True in hedge mode, False in one-way mode."""
    multiAssetsMargin: bool
    """True in multi-assets mode, False in single-asset mode."""
    tradeGroupId: int
    """Trade group of the account; -1 if none."""


class SymbolConfig(Model):
    """Settings of an account for one symbol."""

    symbol: str
    marginType: Open[MarginType]
    """Margin type in force."""
    isAutoAddMargin: bool
    """Whether isolated margin is topped up by itself; older answers hold it as text."""
    leverage: int
    """Initial leverage in force."""
    maxNotionalValue: Decimal
    """Largest position at this leverage (quote asset)."""


class BnbBurn(Model):
    """Switch of the BNB discount."""

    feeBurn: bool
    """Whether fees are paid in BNB at a discount."""


class GetBalance(SignedRequest[list[Balance]], path="/fapi/v3/balance", weight=5, ws_method="v2/account.balance"):
    """Wallet of each asset.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#futures-account-balance-v3
    """


class GetBalanceV2(SignedRequest[list[BalanceV2]], path="/fapi/v2/balance", weight=5, ws_method="account.balance"):
    """Wallet of each asset, by the version that `balance` follows up.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#futures-account-balance-v2
    """


class GetAccount(SignedRequest[Account], path="/fapi/v3/account", weight=5, ws_method="v2/account.status"):
    """Account with its assets and the symbols it has positions or orders in; leverage is in `symbol_configuration`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#account-information-v3
    """


class GetAccountV2(SignedRequest[AccountV2], path="/fapi/v2/account", weight=5, ws_method="account.status"):
    """Account with its assets and every symbol, by the version that `account` follows up.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#account-information-v2
    """


class GetIncomeHistory(common.GetIncomeHistory, path="/fapi/v1/income", weight=30):
    """Changes of the wallet balance in the last 3 months; without times those of the last 7 days.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#get-income-history
    """


class GetApiTradingStatus(
    SignedRequest[TradingStatus], path="/fapi/v1/apiTradingStatus", weight=BySymbol(one=1, every=10)
):
    """Standing of the account under the quantitative trading rules.

    Args:
        symbol: Only this symbol (default all).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#futures-trading-quantitative-rules-indicators
    """

    symbol: Text | None = None


class GetFuturesAccountConfiguration(SignedRequest[AccountConfig], path="/fapi/v1/accountConfig", weight=5):
    """Settings of the account: fee tier, permissions, position mode and asset mode.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#futures-account-configuration
    """


class GetSymbolConfiguration(SignedRequest[list[SymbolConfig]], path="/fapi/v1/symbolConfig", weight=5):
    """Leverage and margin type by symbol.

    Args:
        symbol: Only this symbol (default all).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#symbol-configuration
    """

    symbol: Text | None = None


class QueryUserRateLimit(SignedRequest[list[RateLimit]], path="/fapi/v1/rateLimit/order"):
    """Order limits of the account.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#query-user-rate-limit
    """


class DownloadTransactionsAsync(common.NewDownload, path="/fapi/v1/income/asyn"):
    """Orders a download of the transaction history: 100 a month with those of COIN-M and of the website (once 5).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#get-download-id-for-futures-transaction-history
    """


class DownloadOrderAsync(common.NewDownload, path="/fapi/v1/order/asyn"):
    """Orders a download of the order history: 10 a month with those of the website.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#get-download-id-for-futures-order-history
    """


class DownloadTradeAsync(common.NewDownload, path="/fapi/v1/trade/asyn"):
    """Orders a download of the trade history: 5 a month with those of the website.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#get-download-id-for-futures-trade-history
    """


class GetAsyncDownloadInfo(common.GetDownloadLink, path="/fapi/v1/income/asyn/id", weight=10):
    """Link to a transaction history that was ordered; it works for 7 days (once 24 hours).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#get-futures-transaction-history-download-link-by-id
    """


class GetAsyncDownloadOrderId(common.GetDownloadLink, path="/fapi/v1/order/asyn/id", weight=10):
    """Link to an order history that was ordered; it works for 7 days (once 24 hours).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#get-futures-order-history-download-link-by-id
    """


class GetAsyncDownloadTradeId(common.GetDownloadLink, path="/fapi/v1/trade/asyn/id", weight=10):
    """Link to a trade history that was ordered; it works for 7 days (once 24 hours).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#get-futures-trade-download-link-by-id
    """


class ToggleBnbBurn(SignedRequest[Outcome], method="POST", path="/fapi/v1/feeBurn", security="TRADE"):
    """Switches the BNB discount on fees on or off, for all symbols.

    Args:
        feeBurn: True to pay fees in BNB at a discount.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#toggle-bnb-burn-on-futures-trade
    """

    feeBurn: Bool


class GetBnbBurn(SignedRequest[BnbBurn], path="/fapi/v1/feeBurn", weight=30):
    """Whether fees are paid in BNB at a discount.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/account#get-bnb-burn-status
    """


class GetPortfolioMarginAccountInfo(common.GetPortfolioMarginAccountInfo, path="/fapi/v1/pmAccountInfo"):
    """What a classic portfolio margin account can transfer out.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/portfolio-margin-endpoints#classic-portfolio-margin-account-information
    """
