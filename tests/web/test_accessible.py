"""Accessible: axe-core finds nothing wrong with any page; nothing moves while it loads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser
from starlette.applications import Starlette

from nouvelles.config import ImprintSettings, PaperSettings, Settings
from nouvelles.records import Ad, Picture
from nouvelles.web import create_app
from tests.web import invented_press as press
from tests.web.browsing import NEEDS_CHROMIUM, served
from tests.web.invented_stories import ID, SLUG, the_story

pytestmark = NEEDS_CHROMIUM

DAY = date(2026, 3, 12)
WORDS = Ad(
    id=1, advertiser="Atelier du Quai", link="https://quai.example/", since=DAY,
    until=DAY + timedelta(days=1), words="Cartes fluviales.", languages=("fr",),
)  # fmt: skip
PICTURE = Ad(
    id=2, advertiser="Atelier du Quai", link="https://quai.example/", since=DAY,
    until=DAY + timedelta(days=1), picture="0a.webp", alt="Cartes", width=1120,
    height=280, languages=("en",),
)  # fmt: skip

PAGES = [
    "/fr/", "/en/", f"/fr/recit/{SLUG}-{ID}", f"/en/story/{SLUG}-{ID}",
    "/fr/article/a1dam", "/en/article/a2ar", "/fr/article/a3fa", "/en/article/a5zh",
    "/fr/article/a11xss", "/fr/source/marwalyoum.example", "/en/sources",
    "/fr/rubrique/environnement", "/en/section/sport", "/fr/pays/xb",
    "/fr/recherche?q=talmeira", "/en/search?q=zzz", "/fr/a-propos", "/en/imprint",
    "/fr/confidentialite", "/en/contact", "/fr/publicite", "/en/accessibility",
    "/fr/nowhere", "/fr/aujourd-hui", "/ar/", f"/ar/story/{SLUG}-{ID}",
    "/ar/article/a1dam", "/ar/search?q=talmeira", "/ar/sources", "/fr/langue/pt",
    "/en/search?q=talmeira&language=pt",
]  # fmt: skip


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The invented press with a story and advertisements of both kinds."""
    image = BytesIO()
    Image.new("RGB", (1120, 280), "#dfe7ee").save(image, "WEBP")
    reads = press.reads(stories=[the_story()])
    reads.add_ad(WORDS)
    held = Picture(
        media_type="image/webp", width=1120, height=280, data=image.getvalue()
    )
    reads.add_ad(PICTURE, held)

    def make(address: str) -> Starlette:
        settings = Settings(
            paper=PaperSettings(address=address, editions=("fr", "en", "ar")),
            imprint=ImprintSettings(contact="redaction@nouvelles.example"),
        )
        return create_app(settings, reads, clock=lambda: press.NOW)

    with served(make) as found:
        yield found


#: Beside axe's own choice, what Lighthouse asks for as well.
RULES = {"rules": {"target-size": {"enabled": True}}}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page, axe, found = context.new_page(), Axe(), []
    for path in PAGES:
        page.goto(address + path)
        # What is folded is read too.
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        for fault in axe.run(page, options=RULES).response["violations"]:
            found.append((path, fault["id"], fault["nodes"][0]["html"][:200]))
    context.close()
    assert found == []


def test_axe_can_find_something(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<!doctype html><html><body><img src=x><p>x</p>")
    faults = {fault["id"] for fault in Axe().run(page).response["violations"]}
    assert {"image-alt", "html-has-lang", "document-title"} <= faults
    page.close()


#: Adds up what moves without the reader's doing (Layout Instability API).
_WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.moved += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("path", ["/en/", "/en/article/a9de", "/fr/article/a9de"])
def test_nothing_moves_while_an_advertisement_loads(
    browser: Browser, address: str, path: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 4000})
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    slot = page.locator(".ad")
    assert slot.is_visible()
    if path.startswith("/en"):
        image = slot.locator("img")
        assert image.evaluate("node => node.complete && node.naturalWidth") == 1120
        box = image.bounding_box()
        assert box is not None
        assert box["width"] / box["height"] == pytest.approx(4, rel=0.02)
    assert page.evaluate("window.moved") == 0
    context.close()
