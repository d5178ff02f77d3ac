"""Pictures of what readers meet: every kind of page, found as a reader would find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from nouvelles.web.addresses import path_words
from tools.shots.camera import shot, window, windows
from tools.shots.papers import EDITIONS, remove

#: Pages of an edition that have one address, by the words of it.
_FIXED = (
    "today", "sources", "search", "about", "imprint", "privacy", "contact",
    "advertising", "accessibility", "transparency", "notice",
)  # fmt: skip


def page_shots(browser: Browser, address: str, out: Path) -> Iterator[Path]:
    """The pages of a paper in all editions."""
    for language in EDITIONS:
        places = places_of(browser, address, language)
        yield from _previews(browser, address, places, out, language)
        yield from _shown(browser, address, places, out, language)
        for name in ("front", "article", "story"):
            yield _print(
                browser, address + places[name], out, f"print{name}-{language}"
            )
        for scheme in ("contrast", "forced"):
            with window(browser, 390, scheme) as page:
                for name in ("front", "translated"):
                    if name in places:
                        page.goto(address + places[name])
                        yield shot(page, out / f"{name}-{language}-390-{scheme}.png")


def failure_shots(
    browser: Browser, address: str, out: Path, folder: Path
) -> Iterator[Path]:
    """Two articles removed, and what stands in their place."""
    found = places_of(browser, address, "fr")
    ids = [found[one].rpartition("-")[2] for one in ("article", "translated")]
    for id, status in zip(ids, ("410", "451"), strict=True):
        remove(folder, id, status)
    for language in EDITIONS:
        word = path_words(language)["article"]
        places = {
            name: f"/{language}/{word}/{id}"
            for name, id in zip(("gone", "legal"), ids, strict=True)
        }
        yield from _shown(browser, address, places, out, language)


def hard_shots(browser: Browser, address: str, out: Path) -> Iterator[Path]:
    """A paper whose headlines are long, in scripts of their own, or one short word."""
    for language in EDITIONS:
        word = path_words(language)["article"]
        page = browser.new_page()
        page.goto(f"{address}/{language}/")
        places = {"hard": f"/{language}/"}
        for tag in ("fr", "de", "ja", "he", "th"):
            found = page.locator(f"main a[href*='/{word}/']:lang({tag})")
            if tag == language:
                found = page.locator(
                    f"main :is(h2,h3,li) a[href*='/{word}/']:not([lang])"
                )
            if found.count():
                places[f"hard{tag}"] = str(found.first.get_attribute("href"))
        page.close()
        yield from _shown(browser, address, places, out, language)


def empty_shots(browser: Browser, address: str, out: Path) -> Iterator[Path]:
    """A paper that holds nothing."""
    for language in EDITIONS:
        words = path_words(language)
        places = {
            "empty": f"/{language}/",
            "emptytoday": f"/{language}/{words['today']}",
            "emptysources": f"/{language}/{words['sources']}",
        }
        yield from _shown(browser, address, places, out, language)


def places_of(browser: Browser, address: str, language: str) -> dict[str, str]:
    """The pages of an edition by names, found by reading its front page."""
    page = browser.new_page()
    page.goto(f"{address}/{language}/")
    words = path_words(language)
    places = {"front": f"/{language}/"}
    places |= {name: f"/{language}/{words[name]}" for name in _FIXED}
    places["missing"] = f"/{language}/nowhere"
    places["older"] = f"/{language}/?page=2"
    places["nothing"] = f"/{language}/{words['search']}?q=zzyzx&language=fa"
    places["filtered"] = f"/{language}/{words['search']}?q=&language=es"
    story, article = (f"a[href*='/{words[name]}/']" for name in ("story", "article"))
    _find(page, places, "story", f".lead h2 {story}")
    _find(page, places, "source", ".lead .meta a")
    _find(page, places, "section", f".nav a[href*='/{words['section']}/']")
    headline = page.locator(".lead h2 a")
    if headline.count():
        longest = max(headline.first.inner_text().split(), key=len).strip("«»“”.,:;’'")
        places["found"] = f"/{language}/{words['search']}?q={longest}"
    # Articles are on the front page where they stand alone, else behind their story.
    if "story" in places:
        page.goto(address + places["story"])
    _find(page, places, "article", f"main {article}")
    # An article from right to left, or what stands of one that is told in our words.
    _find(page, places, "rtl", f"main li:has(bdi[dir=rtl]) .title {article}")
    _find_translated(page, address, places, [str(one) for one in page.locator(
        f"main {article}"
    ).evaluate_all("all => all.map(one => one.getAttribute('href'))")])  # fmt: skip
    page.goto(f"{address}/{language}/{words['sources']}")
    _find(page, places, "country", f"main a[href*='/{words['country']}/']")
    _find(page, places, "language", f"main a[href*='/{words['language']}/']")
    page.close()
    return places


def _find_translated(
    page: Page, address: str, places: dict[str, str], paths: list[str]
) -> None:
    """Note the first of some articles that is translated whole, and both beside."""
    for path in dict.fromkeys(paths):
        page.goto(address + path)
        beside = page.locator(".strip a[href]", has_not=page.locator("[href*='#']"))
        if page.locator(".tr").count() and beside.count():
            places["translated"] = path
            places["beside"] = str(beside.first.get_attribute("href"))
            places["tapped"] = path + "#o2"
            return


def _shown(
    browser: Browser, address: str, places: Mapping[str, str], out: Path, language: str
) -> Iterator[Path]:
    for page, end in windows(browser, language):
        for name, path in places.items():
            page.goto(address + path)
            yield shot(page, out / f"{name}-{end}")


def _previews(
    browser: Browser, address: str, places: Mapping[str, str], out: Path, language: str
) -> Iterator[Path]:
    """The pictures that pages name for networks, as these would get them."""
    page = browser.new_page()
    for name in ("front", "article", "rtl"):
        if name not in places:
            continue
        page.goto(address + places[name])
        named = page.locator("meta[property='og:image']").get_attribute("content")
        # The paper's own address need not be the one that it is asked at.
        answer = page.request.get(address + urlsplit(named or "").path)
        path = out / f"preview-{name}-{language}.png"
        path.write_bytes(answer.body())
        yield path
    page.close()


def _find(page: Page, places: dict[str, str], name: str, selector: str) -> None:
    """Note where the first link of a selector leads."""
    found = page.locator(selector)
    if found.count():
        places[name] = str(found.first.get_attribute("href"))


def _print(browser: Browser, address: str, out: Path, name: str) -> Path:
    """A page as a sheet of A4 has it (794 pixels less its margins)."""
    page = browser.new_page(viewport={"width": 658, "height": 986})
    page.emulate_media(media="print")
    page.goto(address)
    path = shot(page, out / f"{name}-658-light.png")
    page.close()
    return path
