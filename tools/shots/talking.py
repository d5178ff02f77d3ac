"""Pictures of comments and of the desk: what readers, authors and moderators see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from nouvelles.web.addresses import path_words
from tools.shots.camera import shot, windows
from tools.shots.papers import EDITIONS
from tools.shots.talk import NAME, PASSWORD, Talk, fill


def talk_shots(
    browser: Browser, address: str, out: Path, paper: Path, article: str
) -> Iterator[Path]:
    """Have an article (its path) talked about, and show it in all editions."""
    id = article.rpartition("-")[2]
    talk = fill(paper, id)
    for language in EDITIONS:
        for page, end in windows(browser, language):
            yield from _public(page, address, language, id, talk, out, end)
            yield from _desk(page, address, language, talk, out, end)


def _public(
    page: Page, address: str, language: str, id: str, talk: Talk, out: Path, end: str
) -> Iterator[Path]:
    words, root = path_words(language), f"{address}/{language}"
    page.goto(f"{root}/{words['article']}/{id}")
    article = page.url
    box = page.locator("#comments").bounding_box()
    assert box is not None
    yield shot(page, out / f"talk-{end}", box["y"])
    for name, where in (
        ("talkall", f"{article}/{words['comments']}"),
        ("talkone", f"{article}/{words['comments']}/1"),
        ("talkform", f"{article}/{words['write']}"),
        ("talkanswer", f"{article}/{words['write']}?to=1"),
        ("talkown", f"{root}/{words['comment']}/{talk.own}"),
        ("talkcomplained", f"{root}/{words['comment']}/{talk.complained}"),
        ("talkfresh", f"{root}/{words['comment']}/{talk.fresh}"),
        ("talkreport", f"{root}/{words['report']}/2"),
        ("talknotice", f"{root}/{words['notice']}?about=comment:2"),
        ("talkreceipt", f"{root}/{words['notice']}/{talk.receipt}"),
        ("talknumbers", f"{root}/{words['transparency']}"),
    ):
        page.goto(where)
        yield shot(page, out / f"{name}-{end}")
    for name, where in (
        ("faultform", f"{article}/{words['write']}"),
        ("faultreport", f"{root}/{words['report']}/2"),
        ("faultnotice", f"{root}/{words['notice']}?about=comment:2"),
    ):
        page.goto(where)
        _send_empty(page)
        yield shot(page, out / f"{name}-{end}")
    page.goto(f"{article}/{words['write']}")
    page.locator("#text").fill("Est-ce *certain* ?\n\n> les rues basses")
    page.locator("#name").fill("Amal")
    page.locator("button[name=preview]").click()
    yield shot(page, out / f"talkpreview-{end}")


def _send_empty(page: Page) -> None:
    """Send a form with nothing in it, past what the browser itself would say of it."""
    page.evaluate("for (const one of document.forms) one.noValidate = true")
    page.locator("form.write .btn").first.click()


def _desk(
    page: Page, address: str, language: str, talk: Talk, out: Path, end: str
) -> Iterator[Path]:
    desk = f"{address}/desk/{language}"
    page.goto(f"{desk}/queue")
    page.locator("main button").wait_for()
    yield shot(page, out / f"desksign-{end}")
    page.locator("input[name=name]").fill(NAME)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button").click()
    for name, where in (
        ("deskqueue", "queue"),
        ("deskring", f"ring/{talk.ring}"),
        ("deskcomment", f"comment/{talk.ring}"),
        ("desknotices", "notices"),
        ("desknotice", f"notices/{talk.notice}"),
        ("deskcomplaints", "complaints"),
        ("deskcomplaint", f"complaints/{talk.complaint}"),
        ("desklists", "lists"),
        ("deskpages", "pages"),
        ("desklog", "log"),
        ("deskmissing", "comment/999999"),
    ):
        page.goto(f"{desk}/{where}")
        yield shot(page, out / f"{name}-{end}")
