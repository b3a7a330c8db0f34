"""How likely a contract's positions are to be deleveraged (GET /fapi/v1/symbolAdlRisk)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    one = client.symbol_adl_risk("BTCUSDT")
    print(one.symbol, one.adlRisk, one.updateTime)
    print([each.symbol for each in client.symbol_adl_risk() if each.adlRisk == "high"])
