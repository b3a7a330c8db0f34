"""The clients of USDⓈ-M futures: one line an endpoint, in the order of the documentation."""

from typing import TYPE_CHECKING, ClassVar, Final

from ._client import AsyncClient, AsyncResponseView, Client, ResponseView
from ._endpoint import Endpoint, Endpoints
from ._lazy import Lazy
from .environments import Product

if TYPE_CHECKING:
    from typing import Unpack

    from .models import um as m
    from .models.um.user_events import UserEvent
    from .streams._user_data import AsyncUserData, UserData, UserDataOptions
else:
    m = Lazy(f"{__package__}.models.um")

__all__ = ["AsyncUMFutures", "AsyncUMWithResponse", "UMEndpoints", "UMFutures", "UMWithResponse"]


class UMEndpoints(Endpoints):
    """Every REST endpoint of USDⓈ-M futures."""

    # Market data

    ping: Final = Endpoint(m.market.GetPing)
    time: Final = Endpoint(m.market.GetTime)
    exchange_info: Final = Endpoint(m.market.GetExchangeInfo)
    depth: Final = Endpoint(m.market.GetDepth)
    rpi_depth: Final = Endpoint(m.market.GetRpiDepth)
    trades: Final = Endpoint(m.market.GetTrades)
    historical_trades: Final = Endpoint(m.market.GetHistoricalTrades)
    agg_trades: Final = Endpoint(m.market.GetAggTrades)
    klines: Final = Endpoint(m.market.GetKlines)
    continuous_klines: Final = Endpoint(m.market.GetContinuousKlines)
    index_price_klines: Final = Endpoint(m.market.GetIndexPriceKlines)
    mark_price_klines: Final = Endpoint(m.market.GetMarkPriceKlines)
    premium_index_klines: Final = Endpoint(m.market.GetPremiumIndexKlines)
    mark_price: Final = Endpoint(m.market.GetMarkPrice) | Endpoint(m.market.GetMarkPrices)
    funding_rate: Final = Endpoint(m.statistics.GetFundingRate)
    funding_info: Final = Endpoint(m.statistics.GetFundingInfo)
    ticker_24hr_price_change: Final = Endpoint(m.market.GetTicker24hrPriceChange) | Endpoint(
        m.market.GetTicker24hrPriceChanges
    )
    ticker_price: Final = Endpoint(m.market.GetTickerPrice) | Endpoint(m.market.GetTickerPrices)
    ticker_price_v1: Final = Endpoint(m.market.GetTickerPriceV1) | Endpoint(m.market.GetTickerPricesV1)
    book_ticker: Final = Endpoint(m.market.GetBookTicker) | Endpoint(m.market.GetBookTickers)
    quarterly_contract_settlement_price: Final = Endpoint(m.statistics.GetQuarterlyContractSettlementPrice)
    open_interest: Final = Endpoint(m.market.GetOpenInterest)
    open_interest_hist: Final = Endpoint(m.statistics.GetOpenInterestHist)
    top_long_short_position_ratio: Final = Endpoint(m.statistics.GetTopLongShortPositionRatio)
    top_long_short_account_ratio: Final = Endpoint(m.statistics.GetTopLongShortAccountRatio)
    long_short_account_ratio: Final = Endpoint(m.statistics.GetLongShortAccountRatio)
    taker_long_short_ratio: Final = Endpoint(m.statistics.GetTakerLongShortRatio)
    basis: Final = Endpoint(m.statistics.GetBasis)
    index_info: Final = Endpoint(m.statistics.GetIndexInfo)
    asset_index: Final = Endpoint(m.statistics.GetAssetIndex) | Endpoint(m.statistics.GetAssetIndexes)
    asset_Index: Final = asset_index
    index_price_constituents: Final = Endpoint(m.statistics.GetIndexPriceConstituents)
    insurance_balance: Final = Endpoint(m.statistics.GetInsuranceBalance) | Endpoint(m.statistics.GetInsuranceBalances)
    symbol_adl_risk: Final = Endpoint(m.statistics.GetSymbolAdlRisk) | Endpoint(m.statistics.GetSymbolAdlRisks)
    trading_schedule: Final = Endpoint(m.market.GetTradingSchedule)

    # Trading and account

    change_position_mode: Final = Endpoint(m.positions.ChangePositionMode)
    get_position_mode: Final = Endpoint(m.positions.GetPositionMode)
    change_multi_asset_mode: Final = Endpoint(m.positions.ChangeMultiAssetMode)
    get_multi_asset_mode: Final = Endpoint(m.positions.GetMultiAssetMode)
    new_order: Final = Endpoint(m.orders.NewOrder)
    new_order_test: Final = Endpoint(m.orders.NewOrderTest)
    modify_order: Final = Endpoint(m.orders.ModifyOrder)
    new_batch_order: Final = Endpoint(m.orders.NewBatchOrder)
    modify_batch_order: Final = Endpoint(m.orders.ModifyBatchOrder)
    order_modify_history: Final = Endpoint(m.orders.GetOrderModifyHistory)
    query_order: Final = Endpoint(m.orders.QueryOrder)
    cancel_order: Final = Endpoint(m.orders.CancelOrder)
    cancel_open_orders: Final = Endpoint(m.orders.CancelOpenOrders)
    cancel_batch_order: Final = Endpoint(m.orders.CancelBatchOrder)
    countdown_cancel_order: Final = Endpoint(m.orders.CountdownCancelOrder)
    get_open_orders: Final = Endpoint(m.orders.GetOpenOrders)
    get_orders: Final = Endpoint(m.orders.GetOrders)
    get_all_orders: Final = Endpoint(m.orders.GetAllOrders)
    balance: Final = Endpoint(m.account.GetBalance)
    balance_v2: Final = Endpoint(m.account.GetBalanceV2)
    account: Final = Endpoint(m.account.GetAccount)
    account_v2: Final = Endpoint(m.account.GetAccountV2)
    change_leverage: Final = Endpoint(m.positions.ChangeLeverage)
    change_margin_type: Final = Endpoint(m.positions.ChangeMarginType)
    modify_isolated_position_margin: Final = Endpoint(m.positions.ModifyIsolatedPositionMargin)
    get_position_margin_history: Final = Endpoint(m.positions.GetPositionMarginHistory)
    get_position_risk: Final = Endpoint(m.positions.GetPositionRisk)
    get_position_risk_v2: Final = Endpoint(m.positions.GetPositionRiskV2)
    get_account_trades: Final = Endpoint(m.positions.GetAccountTrades)
    get_income_history: Final = Endpoint(m.account.GetIncomeHistory)
    leverage_brackets: Final = Endpoint(m.positions.GetLeverageBrackets)
    adl_quantile: Final = Endpoint(m.positions.GetAdlQuantile)
    force_orders: Final = Endpoint(m.positions.GetForceOrders)
    api_trading_status: Final = Endpoint(m.account.GetApiTradingStatus)
    commission_rate: Final = Endpoint(m.positions.GetCommissionRate)
    futures_account_configuration: Final = Endpoint(m.account.GetFuturesAccountConfiguration)
    symbol_configuration: Final = Endpoint(m.account.GetSymbolConfiguration)
    query_user_rate_limit: Final = Endpoint(m.account.QueryUserRateLimit)
    download_transactions_async: Final = Endpoint(m.account.DownloadTransactionsAsync)
    download_transactions_asyn: Final = download_transactions_async
    download_order_async: Final = Endpoint(m.account.DownloadOrderAsync)
    download_order_asyn: Final = download_order_async
    download_trade_async: Final = Endpoint(m.account.DownloadTradeAsync)
    download_trade_asyn: Final = download_trade_async
    async_download_info: Final = Endpoint(m.account.GetAsyncDownloadInfo)
    aysnc_download_info: Final = async_download_info
    async_download_transaction_id: Final = async_download_info
    async_download_order_id: Final = Endpoint(m.account.GetAsyncDownloadOrderId)
    async_download_trade_id: Final = Endpoint(m.account.GetAsyncDownloadTradeId)
    toggle_bnb_burn: Final = Endpoint(m.account.ToggleBnbBurn)
    get_bnb_burn: Final = Endpoint(m.account.GetBnbBurn)
    sign_tradfi_contract: Final = Endpoint(m.positions.SignTradfiContract)
    portfolio_margin_account_info: Final = Endpoint(m.account.GetPortfolioMarginAccountInfo)
    new_algo_order: Final = Endpoint(m.algo.NewAlgoOrder)
    cancel_algo_order: Final = Endpoint(m.algo.CancelAlgoOrder)
    cancel_algo_open_orders: Final = Endpoint(m.algo.CancelAlgoOpenOrders)
    query_algo_order: Final = Endpoint(m.algo.QueryAlgoOrder)
    get_open_algo_orders: Final = Endpoint(m.algo.GetOpenAlgoOrders)
    get_all_algo_orders: Final = Endpoint(m.algo.GetAllAlgoOrders)

    # Convert

    list_all_convert_pairs: Final = Endpoint(m.convert.ListAllConvertPairs)
    send_quote_request: Final = Endpoint(m.convert.SendQuoteRequest)
    accept_offered_quote: Final = Endpoint(m.convert.AcceptOfferedQuote)
    order_status: Final = Endpoint(m.convert.GetOrderStatus)

    # Listen key of the user data stream

    new_listen_key: Final = Endpoint(m.data_stream.NewListenKey)
    renew_listen_key: Final = Endpoint(m.data_stream.RenewListenKey)
    close_listen_key: Final = Endpoint(m.data_stream.CloseListenKey)


class UMFutures(UMEndpoints, Client):
    """A blocking client of USDⓈ-M futures; safe to use from several threads. Use it in `with`, or call `close()`."""

    product: ClassVar[Product] = "um"

    @property
    def with_response(self) -> "UMWithResponse":
        """The same calls, each giving `Response`: the answer with status, headers and limit usage."""
        return UMWithResponse(self)

    def user_data(self, listen_key: str | None = None, **options: "Unpack[UserDataOptions]") -> "UserData[UserEvent]":
        """Orders, fills and balances as they change, to be used in `with`; `AsyncUserData` tells the options."""
        from .streams._user_data import UserData

        options.setdefault("stream_url", self._stream_url)
        options.setdefault("environment", self._environment)
        options.setdefault("proxies", self._proxies)
        return UserData(self, listen_key, **options)


class AsyncUMFutures(UMEndpoints, AsyncClient):
    """A client of USDⓈ-M futures whose calls are coroutines. Use it in `async with`, or call `close()`."""

    product: ClassVar[Product] = "um"

    @property
    def with_response(self) -> "AsyncUMWithResponse":
        """The same calls, each giving `Response`: the answer with status, headers and limit usage."""
        return AsyncUMWithResponse(self)

    def user_data(
        self, listen_key: str | None = None, **options: "Unpack[UserDataOptions]"
    ) -> "AsyncUserData[UserEvent]":
        """Orders, fills and balances as they change, to be used in `async with`; `AsyncUserData` tells the options."""
        from .streams._user_data import AsyncUserData

        options.setdefault("stream_url", self._stream_url)
        options.setdefault("environment", self._environment)
        options.setdefault("proxies", self._proxies)
        return AsyncUserData(self, listen_key, **options)


class UMWithResponse(UMEndpoints, ResponseView):
    """`UMFutures.with_response`."""


class AsyncUMWithResponse(UMEndpoints, AsyncResponseView):
    """`AsyncUMFutures.with_response`."""
