"""How much leverage a contract allows, by the size of the position (GET /dapi/v2/leverageBracket)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    (contract,) = client.leverage_brackets("BTCUSD_PERP")  # of every contract without a symbol
    for row in contract.brackets:
        print(f"{row.qtylFloor} to {row.qtyCap} BTC: {row.initialLeverage}x, {row.maintMarginRatio:.2%} to keep")
