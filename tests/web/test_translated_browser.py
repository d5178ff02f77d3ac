"""A reader taps a sentence, sees its original, goes side by side, reports: no script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette

from nouvelles.config import PaperSettings, Settings
from nouvelles.records import Shown
from nouvelles.web import create_app
from tests.web import invented_press as press
from tests.web.browsing import NEEDS_CHROMIUM, served
from tests.web.invented_translations import head, translated, with_more

pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The invented press, one article of it in three languages."""
    reads = press.reads()
    for id in ("a8uk", "a3fa", "a1dam"):
        shown = reads.article(id)
        assert isinstance(shown, Shown)
        if id == "a8uk":
            shown = with_more(shown)
            reads.add(shown)
        for language in ("fr", "en", "ar"):
            made = translated(shown, language, own=(3,))
            reads.translate(made, head(shown, language))

    def make(address: str) -> Starlette:
        paper = PaperSettings(address=address, editions=("fr", "en", "ar"))
        return create_app(Settings(paper=paper), reads, clock=lambda: press.NOW)

    with served(make) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def test_a_tapped_sentence_shows_its_original(page: Page, address: str) -> None:
    page.goto(f"{address}/fr/article/a3fa")
    sentence = page.locator(".text .tr a[id]").first
    number = (sentence.get_attribute("id") or "")[1:]
    original = page.locator(f"#o{number}")
    assert not original.is_visible()
    sentence.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    sentence.click()
    assert original.is_visible()
    assert original.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.evaluate("scrollY") == before  # the reader stays where they were
    box = original.bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(800, abs=1)
    original.get_by_role("link", name="retour").click()
    assert not original.is_visible()


def test_sentences_that_can_be_tapped_stay_text_in_forced_colours(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(forced_colors="active")
    page.goto(f"{address}/fr/article/a3fa")
    colour = "one => getComputedStyle(one).color"
    sentence = page.locator(".text .tr a[id]").first
    assert sentence.evaluate(colour) == page.locator("main p").first.evaluate(colour)
    assert page.locator(".strip a").first.evaluate(colour) != sentence.evaluate(colour)
    page.close()


def test_a_tapped_name_shows_its_own_script(page: Page, address: str) -> None:
    page.goto(f"{address}/fr/article/a8uk")
    original = page.locator("#n1")
    assert not original.is_visible()
    page.get_by_role("link", name="Daryna Ostaptchouk-Reï").click()
    assert "Дарина Остапчук-Рей" in original.inner_text()
    assert original.evaluate("one => one.closest('[lang]').lang") == "uk"
    original.get_by_role("link", name="retour").click()
    assert not original.is_visible()


def test_a_table_is_one_in_a_translation(page: Page, address: str) -> None:
    page.goto(f"{address}/fr/article/a8uk")
    rows = page.locator(".rows tr")
    assert [row.locator("td").count() for row in rows.all()] == [2, 2, 2]
    cell = rows.nth(1).locator("td").first.locator("a")
    number = (cell.get_attribute("id") or "")[1:]
    cell.click()
    assert "Київ" in page.locator(f"#o{number}").inner_text()


def test_side_by_side_and_a_report(page: Page, address: str) -> None:
    page.goto(f"{address}/en/article/a8uk")
    page.get_by_role("link", name="Side by side").click()
    rows = page.locator("tbody tr")
    assert rows.nth(0).locator("td").nth(1).get_attribute("lang") == "uk"
    assert "not translated: A number" in rows.nth(2).inner_text()
    thanks = page.get_by_text("Thank you: it is counted.")
    assert not thanks.is_visible()
    page.get_by_role("button", name="A name or number is wrong").click()
    assert thanks.is_visible()
    page.get_by_role("link", name="Back to the article").click()
    assert page.url.startswith(f"{address}/en/article/")


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
    for path in ("/fr/article/a3fa", "/ar/article/a8uk", "/en/article/a8uk#o4"):
        page.goto(address + path)
        bare = page.url.partition("#")[0]
        for place in (page.url, f"{bare}/original"):
            page.goto(place)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            results = axe.run(page).response["violations"]
            found += [(place, one["id"], one["help"]) for one in results]
    context.close()
    assert found == []
