"""`python -m binance_futures`: the command `binance-futures`."""

import sys

from ._cli import main

if __name__ == "__main__":
    sys.exit(main())
