"""The clients of USDⓈ-M futures: one line an endpoint, in the order of the documentation."""

from typing import ClassVar, Final

from ._client import AsyncClient, AsyncResponseView, Client, ResponseView
from ._endpoint import Endpoint, Endpoints
from .environments import Product
from .models import um as m

__all__ = ["AsyncUMFutures", "AsyncUMWithResponse", "UMEndpoints", "UMFutures", "UMWithResponse"]


class UMEndpoints(Endpoints):
    """Every REST endpoint of USDⓈ-M futures."""

    # Market data

    ping: Final = Endpoint(m.GetPing)
    time: Final = Endpoint(m.GetTime)
    exchange_info: Final = Endpoint(m.GetExchangeInfo)
    depth: Final = Endpoint(m.GetDepth)
    rpi_depth: Final = Endpoint(m.GetRpiDepth)
    trades: Final = Endpoint(m.GetTrades)
    historical_trades: Final = Endpoint(m.GetHistoricalTrades)
    agg_trades: Final = Endpoint(m.GetAggTrades)
    klines: Final = Endpoint(m.GetKlines)
    continuous_klines: Final = Endpoint(m.GetContinuousKlines)
    index_price_klines: Final = Endpoint(m.GetIndexPriceKlines)
    mark_price_klines: Final = Endpoint(m.GetMarkPriceKlines)
    premium_index_klines: Final = Endpoint(m.GetPremiumIndexKlines)
    mark_price: Final = Endpoint(m.GetMarkPrice) | Endpoint(m.GetMarkPrices)
    funding_rate: Final = Endpoint(m.GetFundingRate)
    funding_info: Final = Endpoint(m.GetFundingInfo)
    ticker_24hr_price_change: Final = Endpoint(m.GetTicker24hrPriceChange) | Endpoint(m.GetTicker24hrPriceChanges)
    ticker_price: Final = Endpoint(m.GetTickerPrice) | Endpoint(m.GetTickerPrices)
    ticker_price_v1: Final = Endpoint(m.GetTickerPriceV1) | Endpoint(m.GetTickerPricesV1)
    book_ticker: Final = Endpoint(m.GetBookTicker) | Endpoint(m.GetBookTickers)
    quarterly_contract_settlement_price: Final = Endpoint(m.GetQuarterlyContractSettlementPrice)
    open_interest: Final = Endpoint(m.GetOpenInterest)
    open_interest_hist: Final = Endpoint(m.GetOpenInterestHist)
    top_long_short_position_ratio: Final = Endpoint(m.GetTopLongShortPositionRatio)
    top_long_short_account_ratio: Final = Endpoint(m.GetTopLongShortAccountRatio)
    long_short_account_ratio: Final = Endpoint(m.GetLongShortAccountRatio)
    taker_long_short_ratio: Final = Endpoint(m.GetTakerLongShortRatio)
    basis: Final = Endpoint(m.GetBasis)
    index_info: Final = Endpoint(m.GetIndexInfo)
    asset_index: Final = Endpoint(m.GetAssetIndex) | Endpoint(m.GetAssetIndexes)
    asset_Index: Final = asset_index
    index_price_constituents: Final = Endpoint(m.GetIndexPriceConstituents)
    insurance_balance: Final = Endpoint(m.GetInsuranceBalance) | Endpoint(m.GetInsuranceBalances)
    symbol_adl_risk: Final = Endpoint(m.GetSymbolAdlRisk) | Endpoint(m.GetSymbolAdlRisks)
    trading_schedule: Final = Endpoint(m.GetTradingSchedule)

    # Trading and account

    change_position_mode: Final = Endpoint(m.ChangePositionMode)
    get_position_mode: Final = Endpoint(m.GetPositionMode)
    change_multi_asset_mode: Final = Endpoint(m.ChangeMultiAssetMode)
    get_multi_asset_mode: Final = Endpoint(m.GetMultiAssetMode)
    new_order: Final = Endpoint(m.NewOrder)
    new_order_test: Final = Endpoint(m.NewOrderTest)
    modify_order: Final = Endpoint(m.ModifyOrder)
    new_batch_order: Final = Endpoint(m.NewBatchOrder)
    modify_batch_order: Final = Endpoint(m.ModifyBatchOrder)
    order_modify_history: Final = Endpoint(m.GetOrderModifyHistory)
    query_order: Final = Endpoint(m.QueryOrder)
    cancel_order: Final = Endpoint(m.CancelOrder)
    cancel_open_orders: Final = Endpoint(m.CancelOpenOrders)
    cancel_batch_order: Final = Endpoint(m.CancelBatchOrder)
    countdown_cancel_order: Final = Endpoint(m.CountdownCancelOrder)
    get_open_orders: Final = Endpoint(m.GetOpenOrders)
    get_orders: Final = Endpoint(m.GetOrders)
    get_all_orders: Final = Endpoint(m.GetAllOrders)
    balance: Final = Endpoint(m.GetBalance)
    balance_v2: Final = Endpoint(m.GetBalanceV2)
    account: Final = Endpoint(m.GetAccount)
    account_v2: Final = Endpoint(m.GetAccountV2)
    change_leverage: Final = Endpoint(m.ChangeLeverage)
    change_margin_type: Final = Endpoint(m.ChangeMarginType)
    modify_isolated_position_margin: Final = Endpoint(m.ModifyIsolatedPositionMargin)
    get_position_margin_history: Final = Endpoint(m.GetPositionMarginHistory)
    get_position_risk: Final = Endpoint(m.GetPositionRisk)
    get_position_risk_v2: Final = Endpoint(m.GetPositionRiskV2)
    get_account_trades: Final = Endpoint(m.GetAccountTrades)
    get_income_history: Final = Endpoint(m.GetIncomeHistory)
    leverage_brackets: Final = Endpoint(m.GetLeverageBrackets)
    adl_quantile: Final = Endpoint(m.GetAdlQuantile)
    force_orders: Final = Endpoint(m.GetForceOrders)
    api_trading_status: Final = Endpoint(m.GetApiTradingStatus)
    commission_rate: Final = Endpoint(m.GetCommissionRate)
    futures_account_configuration: Final = Endpoint(m.GetFuturesAccountConfiguration)
    symbol_configuration: Final = Endpoint(m.GetSymbolConfiguration)
    query_user_rate_limit: Final = Endpoint(m.QueryUserRateLimit)
    download_transactions_async: Final = Endpoint(m.DownloadTransactionsAsync)
    download_transactions_asyn: Final = download_transactions_async
    download_order_async: Final = Endpoint(m.DownloadOrderAsync)
    download_order_asyn: Final = download_order_async
    download_trade_async: Final = Endpoint(m.DownloadTradeAsync)
    download_trade_asyn: Final = download_trade_async
    async_download_info: Final = Endpoint(m.GetAsyncDownloadInfo)
    aysnc_download_info: Final = async_download_info
    async_download_transaction_id: Final = async_download_info
    async_download_order_id: Final = Endpoint(m.GetAsyncDownloadOrderId)
    async_download_trade_id: Final = Endpoint(m.GetAsyncDownloadTradeId)
    toggle_bnb_burn: Final = Endpoint(m.ToggleBnbBurn)
    get_bnb_burn: Final = Endpoint(m.GetBnbBurn)
    sign_tradfi_contract: Final = Endpoint(m.SignTradfiContract)
    portfolio_margin_account_info: Final = Endpoint(m.GetPortfolioMarginAccountInfo)
    new_algo_order: Final = Endpoint(m.NewAlgoOrder)
    cancel_algo_order: Final = Endpoint(m.CancelAlgoOrder)
    cancel_algo_open_orders: Final = Endpoint(m.CancelAlgoOpenOrders)
    query_algo_order: Final = Endpoint(m.QueryAlgoOrder)
    get_open_algo_orders: Final = Endpoint(m.GetOpenAlgoOrders)
    get_all_algo_orders: Final = Endpoint(m.GetAllAlgoOrders)

    # Convert

    list_all_convert_pairs: Final = Endpoint(m.ListAllConvertPairs)
    send_quote_request: Final = Endpoint(m.SendQuoteRequest)
    accept_offered_quote: Final = Endpoint(m.AcceptOfferedQuote)
    order_status: Final = Endpoint(m.GetOrderStatus)

    # Listen key of the user data stream

    new_listen_key: Final = Endpoint(m.NewListenKey)
    renew_listen_key: Final = Endpoint(m.RenewListenKey)
    close_listen_key: Final = Endpoint(m.CloseListenKey)


class UMFutures(UMEndpoints, Client):
    """A blocking client of USDⓈ-M futures; safe to use from several threads. Use it in `with`, or call `close()`."""

    product: ClassVar[Product] = "um"

    @property
    def with_response(self) -> "UMWithResponse":
        """The same calls, each giving `Response`: the answer with status, headers and limit usage."""
        return UMWithResponse(self)


class AsyncUMFutures(UMEndpoints, AsyncClient):
    """A client of USDⓈ-M futures whose calls are coroutines. Use it in `async with`, or call `close()`."""

    product: ClassVar[Product] = "um"

    @property
    def with_response(self) -> "AsyncUMWithResponse":
        """The same calls, each giving `Response`: the answer with status, headers and limit usage."""
        return AsyncUMWithResponse(self)


class UMWithResponse(UMEndpoints, ResponseView):
    """`UMFutures.with_response`."""


class AsyncUMWithResponse(UMEndpoints, AsyncResponseView):
    """`AsyncUMFutures.with_response`."""
