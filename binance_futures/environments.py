"""The hosts of Binance Futures (`reference`: General Info and WebSocket pages, state of October 2026)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from .errors import ParameterError, Problem

__all__ = ["ENVIRONMENTS", "Environment", "Hosts", "Product", "hosts"]

Product = Literal["um", "cm"]
Environment = Literal["prod", "testnet", "demo"]


class Hosts(NamedTuple):
    """Base URLs of one product in one environment."""

    rest: str
    streams: str
    ws_api: str | None
    """None where the environment has no WebSocket API."""


ENVIRONMENTS: Final[Mapping[Environment, Mapping[Product, Hosts]]] = MappingProxyType(
    {
        "prod": {
            "um": Hosts(
                "https://fapi.binance.com", "wss://fstream.binance.com", "wss://ws-fapi.binance.com/ws-fapi/v1"
            ),
            "cm": Hosts(
                "https://dapi.binance.com", "wss://dstream.binance.com", "wss://ws-dapi.binance.com/ws-dapi/v1"
            ),
        },
        "testnet": {
            "um": Hosts(
                "https://testnet.binancefuture.com",
                "wss://fstream.binancefuture.com",
                "wss://testnet.binancefuture.com/ws-fapi/v1",
            ),
            "cm": Hosts(
                "https://testnet.binancefuture.com",
                "wss://dstream.binancefuture.com",
                "wss://testnet.binancefuture.com/ws-dapi/v1",
            ),
        },
        "demo": {
            "um": Hosts("https://demo-fapi.binance.com", "wss://demo-fstream.binance.com", None),
            "cm": Hosts("https://demo-dapi.binance.com", "wss://demo-dstream.binance.com", None),
        },
    }
)


def hosts(environment: Environment, product: Product) -> Hosts:
    """Base URLs of a product in an environment."""
    try:
        return ENVIRONMENTS[environment][product]
    except (KeyError, TypeError):
        known = ", ".join(repr(name) for name in ENVIRONMENTS)
        problem = Problem("environment", f"is one of {known} (got {environment!r})")
        raise ParameterError([problem]) from None
