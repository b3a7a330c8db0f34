"""Loads the package's own plugin, for the tests and those of the examples, when coverage has begun."""

pytest_plugins = ("binance_futures.paper.pytest_plugin",)
