"""The generated reference: Markdown pages from the request classes, models, streams and tables of the package."""

from .pages import CHECKED, Page, pages

__all__ = ["CHECKED", "Page", "pages"]
