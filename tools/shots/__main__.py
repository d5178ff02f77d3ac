"""Screenshots of every page: `python -m tools.shots OUTDIR [ADDRESS]`.

The main pages of all editions at 390 and 1280 pixels, light and dark, among them an
article that runs from right to left, and the previews that networks show. Without an
address a paper of the sample day is made and served for it, talked about, with the pages
of comments and of the desk; and the gallery of the documentation is written anew from some
of the pictures. Needs Chromium.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from nouvelles.web.addresses import path_words
from nouvelles.web.words import KNOWN
from tools.gallery import write_gallery
from tools.talk_shots import talk_shots

NOUVELLES = Path(sys.executable).parent / "nouvelles"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
#: Editions besides the first.
_OTHERS = tuple(one for one in KNOWN if one != "fr")
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
#: Pixels of a page that a picture shows at most.
HEIGHT = 2400


def main(out: Path, address: str, paper: Path | None = None) -> int:
    """Write the pictures, of a paper that is on this machine those of its comments too;
    returns how many."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("shots: there is no `chromium` on the path; install it first")
    out.mkdir(parents=True, exist_ok=True)
    if not address:
        with _sample_paper() as (served, folder):
            number = main(out, served, folder)
        write_gallery(out)
        return number
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        address = address.rstrip("/")
        number = sum(1 for _ in _shots(browser, address, out))
        if paper is not None:
            article = _places(browser, address, "fr")["article"]
            number += sum(1 for _ in talk_shots(browser, address, out, paper, article))
        browser.close()
    return number


@contextmanager
def _sample_paper() -> Iterator[tuple[str, Path]]:
    """The address and the folder of a paper of the sample day, as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="nouvelles-shots-") as name:
        paper = str(Path(name) / "paper")
        every = os.environ | {
            "NOUVELLES_PAPER_EDITIONS": ",".join(("fr", *_OTHERS)),
            "NOUVELLES_COMMENTS_CLOSE_DAYS": "0",  # the sample day is an old one
        }
        of_it = ("--paper", paper)
        for words in (
            ("init", paper),
            (*of_it, "archive", "--sample"),
            (*of_it, "translate", "run"),
        ):
            subprocess.run(
                [NOUVELLES, *words], check=True, capture_output=True, env=every
            )
        serve = ("serve", "--port", "0", "--no-worker", "--no-read")
        process = subprocess.Popen(
            [NOUVELLES, "--paper", paper, *serve],
            stdout=subprocess.PIPE,
            text=True,
            env=every,
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            served = next(word for word in line.split() if word.startswith("http://"))
            yield served, Path(paper)
        finally:
            process.terminate()
            process.wait()


def _shots(browser: Browser, address: str, out: Path) -> Iterator[Path]:
    for language in KNOWN:
        places = _places(browser, address, language)
        yield from _previews(browser, address, places, out, language)
        for width in WIDTHS:
            for scheme in SCHEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": 900},
                    color_scheme=scheme,  # type: ignore[arg-type]
                )
                page = context.new_page()
                for name, path in places.items():
                    page.goto(address + path)
                    yield shot(page, out / f"{name}-{language}-{width}-{scheme}.png")
                context.close()
        yield _print(browser, address + places["article"], out, language)


def _places(browser: Browser, address: str, language: str) -> dict[str, str]:
    """The pages to show, found by reading the front page as a reader would."""
    page = browser.new_page()
    page.goto(f"{address}/{language}/")
    words = path_words(language)
    places = {"front": f"/{language}/"}
    for name in (
        "today", "sources", "search", "about", "imprint", "privacy", "contact",
        "advertising", "accessibility",
    ):  # fmt: skip
        places[name] = f"/{language}/{words[name]}"
    places["missing"] = f"/{language}/nowhere"
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
    _find(page, places, "rtl", f"main {article}[dir=rtl]")
    page.goto(f"{address}/{language}/{words['sources']}")
    _find(page, places, "country", f"main a[href*='/{words['country']}/']")
    page.close()
    return places


def _previews(
    browser: Browser, address: str, places: dict[str, str], out: Path, language: str
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


def shot(page: Page, path: Path) -> Path:
    """A picture of a page from its top."""
    height = min(HEIGHT, page.evaluate("document.documentElement.scrollHeight"))
    width = page.viewport_size["width"] if page.viewport_size else WIDTHS[-1]
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    page.screenshot(path=path, full_page=True, clip=clip)  # type: ignore[arg-type]
    return path


def _print(browser: Browser, address: str, out: Path, language: str) -> Path:
    """The article as a sheet of A4 has it (794 pixels less its margins)."""
    page = browser.new_page(viewport={"width": 658, "height": 986})
    page.emulate_media(media="print")
    page.goto(address)
    path = shot(page, out / f"print-{language}-658-light.png")
    page.close()
    return path


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit("usage: python -m tools.shots OUTDIR [ADDRESS]")
    made = main(Path(sys.argv[1]), (*sys.argv, "")[2])
    sys.stdout.write(f"{made} pictures in {sys.argv[1]}\n")
