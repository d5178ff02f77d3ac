"""How pages look, where that can be said in numbers: edges, lines, what a finger hits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette

from nouvelles.config import PaperSettings, Settings
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from tests.web import invented_press as press
from tests.web.browsing import NEEDS_CHROMIUM, served

pytestmark = NEEDS_CHROMIUM

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbaugesellschaft"
LONG = "Après onze mois de négociations, les ministres " * 4
SAID = press.paragraphs(
    "Qu’a-t-elle dit ? " * 40 + "Rien de plus, selon elle, que ce qui fut écrit."
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A paper whose headlines are hard to set."""
    rows = (
        ("long", press.COURRIER, LONG.strip()),
        ("word", press.ZEITUNG, f"{LONG_WORD} kündigt an"),
        (
            "arabic",
            replace(press.COURRIER, host="a.example", language="ar"),
            "الجسر يُفتح",
        ),
        ("held", press.COURRIER, "Qu’a-t-elle dit ?"),
    )
    found = [
        press.shown(id, outlet, headline, SAID, press.NOW - timedelta(hours=n + 2))
        for n, (id, outlet, headline) in enumerate(rows)
    ]
    reads = MemoryReads(found)

    def make(address: str) -> Starlette:
        paper = PaperSettings(address=address, editions=("fr", "ar"))
        return create_app(Settings(paper=paper), reads, clock=lambda: press.NOW)

    with served(make) as at:
        yield at


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 320, "height": 800}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "path", ["/fr/", "/ar/", "/fr/article/word", "/fr/article/long"]
)
def test_no_word_makes_a_page_wider(phone: Page, address: str, path: str) -> None:
    phone.goto(address + path)
    assert phone.evaluate("document.documentElement.scrollWidth") == 320


def test_a_card_has_one_edge(phone: Page, address: str) -> None:
    """Headline and extract begin at the page's side, whatever their own direction is."""
    ends = """all => all.map(one => {
        const range = document.createRange(); range.selectNodeContents(one)
        const lines = [...range.getClientRects()]
        return [Math.min(...lines.map(r => r.left)), Math.max(...lines.map(r => r.right))]
    })"""
    for path, side, edge in (("/ar/", 1, 304), ("/fr/", 0, 16)):
        phone.goto(address + path)
        for part in ("h2 a", "h3 a", ".stand"):
            for found in phone.locator(f"main article {part}").evaluate_all(ends):
                assert abs(found[side] - edge) < 3, (path, part, found)
        assert phone.locator("main article .stand").count() > 2


def test_a_long_headline_is_a_size_smaller(phone: Page, address: str) -> None:
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    phone.goto(f"{address}/fr/article/long")
    small = phone.locator("h1.long").evaluate(size)
    phone.goto(f"{address}/fr/article/held")
    assert small < phone.locator("h1").evaluate(size) * 0.85


def test_a_long_headline_of_a_list_is_no_larger(phone: Page, address: str) -> None:
    size = "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    phone.goto(f"{address}/ar/")
    below = "main article:not(.lead) :is(h2,h3)"
    (long,) = phone.locator(f"{below}.long").evaluate_all(size)
    others = phone.locator(f"{below}:not(.long)").evaluate_all(size)
    assert others
    assert long <= min(others)


@pytest.mark.parametrize("path", ["/fr/", "/ar/"])
def test_a_tablet_has_all_sections(browser: Browser, address: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 768, "height": 900})
    page.goto(address + path)
    boxes = page.locator(".nav a").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(r => [r.left, r.right])"
    )
    assert len(boxes) > 8
    assert [one for one in boxes if one[0] < 0 or one[1] > 768] == []
    page.close()


def test_letters_twice_as_large_leave_room_to_write(phone: Page, address: str) -> None:
    phone.goto(f"{address}/fr/recherche")
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    box = phone.locator("main #q").bounding_box()
    assert box is not None
    assert box["width"] > 200


def test_no_line_breaks_beside_a_letter_alone(phone: Page, address: str) -> None:
    phone.goto(f"{address}/fr/article/held")
    lines = phone.locator(".text .nb").evaluate_all(
        "all => all.map(one => one.getClientRects().length)"
    )
    assert len(lines) == 40
    assert set(lines) == {1}
    assert "a-t-elle" in phone.locator(".text").inner_text()  # for who copies it


def test_a_finger_hits_what_it_is_meant_to(phone: Page, address: str) -> None:
    phone.goto(f"{address}/fr/article/held")
    targets = ".top a, .nav a, .crumbs a, .foot li a, .btn, .share a, summary"
    sizes = phone.locator(targets).evaluate_all(
        "all => all.map(one => [one.textContent, one.getBoundingClientRect().height])"
    )
    assert [one for one in sizes if 0 < one[1] < 43] == []
    assert len(sizes) > 30
