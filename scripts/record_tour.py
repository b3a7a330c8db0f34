"""Records the tour as pictures for README and docs: `make picture`."""

import io
import re
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME

from binance_futures.paper import _tour

ASSETS: Final = Path(__file__).parent.parent / "docs" / "assets"
FONT: Final = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)


def main() -> None:
    """Writes a light and a dark picture of the same tour."""
    console = Console(file=io.StringIO(), record=True, highlight=False)  # no terminal: one picture of the moving book
    if code := _tour.run(console):
        raise SystemExit(code)
    for name, theme in (("dark", SVG_EXPORT_THEME), ("light", DEFAULT_TERMINAL_THEME)):
        svg = console.export_svg(title="make demo", theme=theme, clear=False, unique_id=f"tour-{name}")
        # Nothing is loaded from outside: any fixed-width font will do.
        svg = FONT.sub("\n", svg).replace("Fira Code", "ui-monospace, Menlo, Consolas")
        (ASSETS / f"tour-{name}.svg").write_text(svg)


if __name__ == "__main__":
    main()
