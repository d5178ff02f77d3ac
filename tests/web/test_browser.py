"""A reader with a real browser: front, article, source, search; on a phone, at night."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette

from nouvelles.config import PaperSettings, Settings
from nouvelles.web import create_app
from tests.web import invented_press as press
from tests.web.browsing import NEEDS_CHROMIUM, served
from tests.web.invented_stories import ID, the_story

pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The invented press with its story."""
    reads = press.reads(stories=[the_story()])

    def make(address: str) -> Starlette:
        settings = Settings(paper=PaperSettings(address=address))
        return create_app(settings, reads, clock=lambda: press.NOW)

    with served(make) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, locale="fr-FR", java_script_enabled=True
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


def test_a_reader_reads_the_paper(page: Page, address: str) -> None:
    page.goto(address)
    assert page.url == f"{address}/fr/"
    page.get_by_role(
        "link", name="À Dar Sohra, l’alerte est arrivée après l’eau"
    ).click()
    assert page.locator("h1").inner_text().startswith("À Dar Sohra")
    page.get_by_role("link", name="Lire cet article").click()
    assert page.get_by_text("12\u202f000 personnes").is_visible()

    page.get_by_text("D’où vient cette page").click()
    assert page.get_by_text("courrier-sohra.example/2026/03/12/a4fr").is_visible()

    rail = page.locator(".rail")
    rail.get_by_role("link", name="Le Courrier de Dar Sohra").click()
    assert page.url == f"{address}/fr/source/courrier-sohra.example"
    assert page.get_by_role("link", name="CC BY-SA 4.0").is_visible()


def test_a_reader_follows_a_story(page: Page, address: str) -> None:
    page.goto(f"{address}/fr/article/a2ar")
    why = page.get_by_text("Pourquoi cet article en fait partie")
    why.click()
    assert page.get_by_text("Noms\u00a0: Talmeira").is_visible()
    page.get_by_role("link", name="Tous les récits de l’événement").click()

    table = page.get_by_role("table")
    assert table.is_hidden()
    page.get_by_text("Par langue et par pays, en tableau").press("Enter")
    assert table.is_visible()
    assert table.get_by_role("rowheader").count() == 5
    name = page.get_by_role("img", name="Qui a publié, et quand")
    assert name.is_visible()
    arabic = page.locator(".title a[lang=ar]")
    assert arabic.evaluate("node => getComputedStyle(node).direction") == "rtl"

    page.get_by_role("link", name="La prochaine fois").click()
    assert "?since=2026-03-12T15:30Z" in page.url
    assert page.get_by_text("Rien de nouveau.").is_visible()
    assert page.context.cookies() == []


def test_a_reader_asks_why_a_story_stands_there(page: Page, address: str) -> None:
    page.goto(f"{address}/fr/rubrique/environnement")
    reason = page.get_by_text("4 origines (+2,0)")
    assert reason.is_hidden()
    summary = page.get_by_text("Pourquoi ici")
    summary.focus()
    outline = summary.evaluate("node => getComputedStyle(node).outlineStyle")
    page.keyboard.press("Enter")
    assert reason.is_visible()
    assert outline in ("solid", "auto")


@pytest.mark.parametrize("words", ["hébergées", "hebergees", "HÉBERGÉES"])
def test_accents_do_not_count(page: Page, address: str, words: str) -> None:
    page.goto(f"{address}/fr/recherche")
    page.get_by_label("Mots à chercher").fill(words)
    page.get_by_role("button", name="Rechercher").click()
    assert page.get_by_text(f"1 article pour «\u202f{words}\u202f»").is_visible()
    assert page.locator("mark").inner_text() == "hébergées"
    assert page.get_by_label("Mots à chercher").input_value() == words


def test_the_other_edition_is_one_link_away(page: Page, address: str) -> None:
    page.goto(f"{address}/fr/article/a2ar")
    page.get_by_role("navigation", name="Éditions").get_by_role(
        "link", name="English"
    ).click()
    assert page.locator("html").get_attribute("lang") == "en"
    heading = page.locator("h1")
    assert heading.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert page.get_by_text("The outlet keeps all rights in its text").is_visible()


def test_what_was_changed_opens_without_a_script(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{address}/fr/article/a1dam")
    page.locator(".rail").get_by_role("link", name="Modifié une fois").click()
    history = page.locator("#history")
    assert history.locator(".passage").first.is_hidden()
    history.get_by_text("Modifié une fois").click()
    assert history.locator("del").first.is_visible()
    line = history.locator("del").last.evaluate(
        "node => getComputedStyle(node).textDecorationLine"
    )
    assert line == "line-through"
    assert "seis" in history.locator("ins").last.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    "path",
    ["/fr/", "/fr/article/a1dam", "/fr/article/a2ar", "/fr/article/a11xss", "/fr/sources",
     f"/fr/recit/{ID}", f"/fr/recit/{ID}?since=2020-01-01T00:00Z", "/fr/pays/xa",
     "/fr/rubrique/environnement", "/fr/source/radioouvra.example",
     "/fr/recherche?q=talmeira", "/en/imprint"],
)  # fmt: skip
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_scrolls_sideways(
    page: Page, address: str, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_link_is_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/fr/article/a4fr")
    page.get_by_role("button", name="Copier le lien").click()
    page.get_by_text("Le lien est copié.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url
    # Nobody else is asked for anything before a link is followed.
    assert all(url.startswith(f"{address}/") for url in asked)
    context.close()


def test_the_devices_own_sheet_is_offered_where_there_is_one(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    # Chromium has none on this system: one that keeps what it is given stands for it.
    context.add_init_script(
        "navigator.share = async (what) => { window.shared = what; };"
    )
    page = context.new_page()
    page.goto(f"{address}/fr/article/a4fr")
    page.get_by_role("button", name="Partager avec l’appareil").click()
    shared = page.evaluate("window.shared")
    assert shared == {
        "url": page.url,
        "title": "À Dar Sohra, l’alerte est arrivée après l’eau",
    }
    context.close()


def test_sharing_needs_no_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/fr/article/a4fr")
    box = page.locator(".share")
    assert box.get_by_role("link", name="Mastodon").is_visible()
    assert box.get_by_role("button").count() == 0
    assert box.get_by_role("link", name="Telegram").is_hidden()
    box.get_by_text("Autres réseaux").click()
    assert box.get_by_role("link", name="Telegram").is_visible()
    context.close()
