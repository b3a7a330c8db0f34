"""The hosts of every environment."""

import pytest

from binance_futures.environments import ENVIRONMENTS, hosts
from binance_futures.errors import ParameterError

HOSTS = [
    (
        *("prod", "um", "https://fapi.binance.com"),
        *("wss://fstream.binance.com", "wss://ws-fapi.binance.com/ws-fapi/v1"),
    ),
    (
        *("prod", "cm", "https://dapi.binance.com"),
        *("wss://dstream.binance.com", "wss://ws-dapi.binance.com/ws-dapi/v1"),
    ),
    (
        *("testnet", "um", "https://testnet.binancefuture.com"),
        *("wss://fstream.binancefuture.com", "wss://testnet.binancefuture.com/ws-fapi/v1"),
    ),
    (
        *("testnet", "cm", "https://testnet.binancefuture.com"),
        *("wss://dstream.binancefuture.com", "wss://testnet.binancefuture.com/ws-dapi/v1"),
    ),
    ("demo", "um", "https://demo-fapi.binance.com", "wss://demo-fstream.binance.com", None),
    ("demo", "cm", "https://demo-dapi.binance.com", "wss://demo-dstream.binance.com", None),
]
IDS = [f"{environment} {product}" for environment, product, *_ in HOSTS]


@pytest.mark.parametrize(("environment", "product", "rest", "streams", "ws_api"), HOSTS, ids=IDS)
def test_hosts(environment, product, rest, streams, ws_api):
    """Each product has the documented REST, stream and WebSocket API host in each environment."""
    found = hosts(environment, product)
    assert (found.rest, found.streams, found.ws_api) == (rest, streams, ws_api)


def test_every_environment_is_tested():
    """The table of this file names every environment and product there is."""
    there = [(environment, product) for environment, products in ENVIRONMENTS.items() for product in products]
    assert sorted(there) == sorted((environment, product) for environment, product, *_ in HOSTS)


@pytest.mark.parametrize("environment", ["production", "PROD", "", None, 1, ["prod"]], ids=repr)
def test_an_unknown_environment_is_refused(environment):
    """An environment that does not exist is a ParameterError that names those that do."""
    with pytest.raises(ParameterError) as caught:
        hosts(environment, "um")
    (problem,) = caught.value.problems
    assert problem.parameter == "environment"
    assert problem.message == f"is one of 'prod', 'testnet', 'demo' (got {environment!r})"
