"""Balances and positions over the socket, all asked for at once, with asyncio."""

import asyncio

from binance_futures.paper import exchange_from_env


async def main() -> None:
    async with exchange_from_env() as exchange, exchange.async_um_ws_api() as api:
        balances, account, positions = await asyncio.gather(api.balance(), api.account(), api.get_position_risk())
        for wallet in balances:
            print(wallet.asset, wallet.balance, "free as margin", wallet.availableBalance)
        print("margin in use:", f"{account.totalInitialMargin:f}", "positions:", len(positions))

        # The older versions: with leverage and margin type of every symbol, held or not.
        old_balances, old_account, old_positions = await asyncio.gather(
            api.balance_v2(), api.account_v2(), api.get_position_risk_v2("BTCUSDT")
        )
        print(len(old_balances), "assets, fee tier", old_account.feeTier)
        for position in old_positions:
            print(position.symbol, position.marginType, f"{position.leverage}x", position.positionAmt)


asyncio.run(main())
