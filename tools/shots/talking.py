"""Pictures of comments and of the desk: what readers, authors and moderators see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from nouvelles.web.addresses import path_words
from nouvelles.web.words import KNOWN
from tools import shots
from tools.talk import NAME, PASSWORD, Talk, fill


def talk_shots(
    browser: Browser, address: str, out: Path, paper: Path, article: str
) -> Iterator[Path]:
    """Have an article (its path) talked about, and show it in all editions."""
    id = article.rpartition("-")[2]
    talk = fill(paper, id)
    for language in KNOWN:
        for width in shots.WIDTHS:
            for scheme in shots.SCHEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": 900},
                    color_scheme=scheme,  # type: ignore[arg-type]
                )
                page, end = context.new_page(), f"{language}-{width}-{scheme}.png"
                yield from _public(page, address, language, id, talk, out, end)
                yield from _desk(page, address, language, talk, out, end)
                context.close()


def _public(
    page: Page, address: str, language: str, id: str, talk: Talk, out: Path, end: str
) -> Iterator[Path]:
    words, root = path_words(language), f"{address}/{language}"
    page.goto(f"{root}/{words['article']}/{id}")
    article = page.url
    path = out / f"talk-{end}"
    box = page.locator("#comments").bounding_box()
    assert box is not None
    wide = float(page.evaluate("document.documentElement.clientWidth"))
    clip = {"x": 0.0, "y": box["y"], "width": wide, "height": box["height"] + 24}
    page.screenshot(path=path, full_page=True, clip=clip)  # type: ignore[arg-type]
    yield path
    for name, where in (
        ("talkform", f"{article}/{words['write']}"),
        ("talkown", f"{root}/{words['comment']}/{talk.own}"),
        ("talknotice", f"{root}/{words['notice']}?about=comment:2"),
        ("talkreceipt", f"{root}/{words['notice']}/{talk.receipt}"),
        ("talknumbers", f"{root}/{words['transparency']}"),
    ):
        page.goto(where)
        yield shots.shot(page, out / f"{name}-{end}")
    page.goto(f"{article}/{words['write']}")
    page.locator("#text").fill("Est-ce *certain* ?\n\n> les rues basses")
    page.locator("#name").fill("Amal")
    page.locator("button[name=preview]").click()
    yield shots.shot(page, out / f"talkpreview-{end}")


def _desk(
    page: Page, address: str, language: str, talk: Talk, out: Path, end: str
) -> Iterator[Path]:
    desk = f"{address}/desk/{language}"
    page.goto(f"{desk}/queue")
    page.locator("input[name=name]").fill(NAME)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button").click()
    for name, where in (
        ("deskqueue", "queue"),
        ("deskring", f"ring/{talk.ring}"),
        ("desknotice", f"notices/{talk.notice}"),
        ("deskcomplaint", f"complaints/{talk.complaint}"),
        ("desklog", "log"),
    ):
        page.goto(f"{desk}/{where}")
        yield shots.shot(page, out / f"{name}-{end}")
