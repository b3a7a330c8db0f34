"""The table of the API is whole and says what the documentation says."""

import pytest

from binance_futures.paper._routes import Route, table

UM, CM = table("um"), table("cm")
EVERY = [*UM.routes, *CM.routes]


def name_of(route: Route) -> str:
    return f"{route.product} {route.method} {route.path}"


@pytest.mark.parametrize(("product", "rest", "ws"), [("um", 96, 21), ("cm", 71, 13)])
def test_the_table_has_every_endpoint(product, rest, ws):
    """Each product's REST endpoints and WebSocket API methods are all there, none twice."""
    routes = list(table(product).routes)
    methods = [route for route in routes if route.method == "WS"]
    assert (len(routes) - len(methods), len(methods)) == (rest, ws)
    assert len({(route.method, route.path) for route in routes}) == len(routes)
    assert len({route.name for route in methods}) == len(methods)
    assert len({route.name for route in routes if route.method != "WS"}) == rest


@pytest.mark.parametrize("route", EVERY, ids=name_of)
def test_every_route_is_sound(route):
    """Paths are of their product, and rules speak of parameters that exist."""
    if route.method == "WS":
        assert not route.path.startswith("/")
    else:
        assert route.path.startswith(({"um": "/fapi/", "cm": "/dapi/"}[route.product], "/futures/data/"))
        assert route.method in {"GET", "POST", "PUT", "DELETE"}
        assert route.twin == route.name
    assert route.twin in {other.name for other in table(route.product).routes}
    known = {**route.parameters, **route.items}
    spoken = {name for groups in route.needs.values() for group in groups for name in group}
    spoken |= {name for names in route.superfluous.values() for name in names} | {*route.either}
    spoken |= {parameter.unless for parameter in known.values() if parameter.unless}
    assert spoken - {"closePosition"} <= known.keys()
    assert {*route.needs} <= known["type"].words if route.needs else True
    for name, parameter in known.items():
        assert parameter.name == name
        assert parameter.words or parameter.kind.partition("<")[0] in {
            "string", "int", "long", "decimal", "bool", "list"
        }  # fmt: skip
    assert route.orders in {(0, 0), (1, 1), (5, 1)}


@pytest.mark.parametrize(
    ("path", "parameters", "weight"),
    [
        ("/fapi/v1/depth", {}, 10),
        ("/fapi/v1/depth", {"limit": "5"}, 2),
        ("/fapi/v1/depth", {"limit": "100"}, 5),
        ("/fapi/v1/depth", {"limit": "1000"}, 20),
        ("/fapi/v1/depth", {"limit": "many"}, 10),
        ("/fapi/v1/depth", {"limit": "٣"}, 10),
        ("/fapi/v1/klines", {"limit": "99"}, 1),
        ("/fapi/v1/klines", {"limit": "100"}, 2),
        ("/fapi/v1/klines", {"limit": "1500"}, 10),
        ("/fapi/v1/klines", {"limit": "9999999"}, 10),
        ("/fapi/v1/ticker/24hr", {}, 40),
        ("/fapi/v1/ticker/24hr", {"symbol": ""}, 40),
        ("/fapi/v1/ticker/24hr", {"symbol": "BTCUSDT"}, 1),
        ("/fapi/v1/historicalTrades", {"symbol": "BTCUSDT"}, 200),
        ("/fapi/v1/fundingInfo", {}, 0),
    ],
)
def test_a_weight_depends_on_the_parameters(path, parameters, weight):
    """Weights are constant, by the rows asked for, or by whether a symbol is named."""
    route = UM.find("GET", path)
    assert route is not None
    assert route.weight(parameters) == weight


def test_the_kinds_of_security():
    """Signed are exactly the endpoints that trade, read an account, or log a session on."""
    for route in EVERY:
        assert route.signed == (route.security in {"TRADE", "USER_DATA", "SIGNED"})
    assert {route.security for route in EVERY} == {
        "NONE", "MARKET_DATA", "USER_STREAM", "USER_DATA", "TRADE", "SIGNED"
    }  # fmt: skip


def test_a_path_may_have_other_methods():
    """A path is known whichever of its methods is asked for."""
    assert UM.find("PATCH", "/fapi/v1/order") is None
    assert UM.has_path("/fapi/v1/order")
    assert not UM.has_path("/dapi/v1/order")
    assert not UM.has_path("order.place")
    assert UM.find("WS", "order.place") is not None


def test_the_notation_is_read_whole():
    """Bounds, defaults, lists, words and stand-ins come out of the table."""
    klines = UM.find("GET", "/fapi/v1/klines")
    limit = klines.parameters["limit"]
    assert (limit.kind, limit.minimum, limit.maximum, limit.default, limit.required) == ("int", 1, 1500, "500", False)
    assert klines.parameters["interval"].required
    assert "1s" not in klines.parameters["interval"].words
    modify = UM.find("PUT", "/fapi/v1/order")
    assert modify.parameters["price"].unless == "priceMatch"
    cancel = UM.find("DELETE", "/fapi/v1/batchOrders")
    assert (cancel.parameters["orderIdList"].kind, cancel.parameters["orderIdList"].maximum) == ("list<long>", 10)
    assert UM.find("POST", "/fapi/v1/order").parameters["stopPrice"].legacy
    assert not CM.find("POST", "/dapi/v1/order").parameters["stopPrice"].legacy
    assert "quantity" in UM.find("POST", "/fapi/v1/batchOrders").items


def test_a_wrong_notation_is_told():
    """A line of the table that cannot be read names the parameter."""
    from binance_futures.paper._routes import _parameter

    with pytest.raises(ValueError, match="limit is written 'int!!'"):
        _parameter("limit", "int!!", {})
