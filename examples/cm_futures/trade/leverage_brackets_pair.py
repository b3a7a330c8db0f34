"""How much leverage the contracts of a pair allow by default (GET /dapi/v1/leverageBracket)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    (pair,) = client.leverage_brackets_pair("ETHUSD")  # leverage_brackets tells it by contract, they may differ
    for row in pair.brackets:
        print(f"{row.qtylFloor} to {row.qtyCap} ETH: {row.initialLeverage}x, {row.maintMarginRatio:.2%} to keep")
