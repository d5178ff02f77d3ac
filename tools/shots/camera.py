"""How pictures are taken: in which windows, from where to where of a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

WIDTHS: Final = (390, 1280)
SCHEMES: Final = ("light", "dark")
#: Pixels of a page that a picture shows at most.
HEIGHT: Final = 5000


def windows(browser: Browser, end: str) -> Iterator[tuple[Page, str]]:
    """A page in each window, with the end of its pictures' names."""
    for width in WIDTHS:
        for scheme in SCHEMES:
            with window(browser, width, scheme) as page:
                yield page, f"{end}-{width}-{scheme}.png"


@contextmanager
def window(browser: Browser, width: int, scheme: str) -> Iterator[Page]:
    """A page in a window that has a width and a colour scheme, or more contrast, or the
    few colours that a system forces."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        has_touch=width < 700,
        color_scheme="dark" if scheme == "dark" else "light",
        contrast="more" if scheme == "contrast" else "no-preference",
        forced_colors="active" if scheme == "forced" else "none",
    )
    yield context.new_page()
    context.close()


def shot(page: Page, path: Path, top: float = 0) -> Path:
    """A picture of a page, from its top or further down."""
    height = float(page.evaluate("document.documentElement.scrollHeight")) - top
    wide = float(page.evaluate("document.documentElement.clientWidth"))
    page.screenshot(
        path=path,
        full_page=True,
        clip={"x": 0, "y": top, "width": wide, "height": min(HEIGHT, height)},
    )
    return path
