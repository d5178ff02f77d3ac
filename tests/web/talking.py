"""A paper of the invented press with a real discussion beside it, and who takes part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import httpx
from selectolax.lexbor import LexborHTMLParser

from nouvelles.comments.records import Band, Remark, Verdict
from nouvelles.config import (
    CommentSettings,
    PaperSettings,
    Settings,
    TranslationSettings,
)
from nouvelles.run.discussion.judging import Judged
from nouvelles.run.discussion.paper import PaperDiscussion, discussing
from nouvelles.store import Store, readtables
from nouvelles.testing import Clock, MemoryReads
from nouvelles.web import create_app
from tests.web import invented_press as press
from tests.web.invented_stories import the_story
from tests.web.reader import ADDRESS, Reader

ARTICLE = "a4fr"


def judge(remark: Remark, page: str, now: int) -> Judged:
    """A filter as simple as can be: two words of the text say what it thinks."""
    band, score = Band.PUBLISH, 0.01
    if "doubtful" in remark.text:
        band, score = Band.QUEUE, 0.6
    if "casino" in remark.text:
        band, score = Band.SPAM, 0.99
    return Judged(verdict=Verdict(score=score, band=band), ring=7, version="test")


@dataclass
class Talking:
    """The paper with its discussion, and a reader before it."""

    reader: Reader
    discussion: PaperDiscussion
    clock: Clock
    store: Store
    sent: list[str] = field(default_factory=list)

    def page(self, edition: str = "fr") -> str:
        """The path of the article's page."""
        return self.reader.get(f"/{edition}/article/{ARTICLE}").headers["location"]

    def form(self, path: str) -> dict[str, str]:
        """The fields of a form, with what is in them; the trap under "trap"."""
        tree = LexborHTMLParser(self.reader.open(path))
        fields = tree.css("form.write input, form.write textarea")
        given = {
            node.attributes["name"] or "": node.attributes.get("value") or node.text()
            for node in fields
            if node.attributes.get("type") != "checkbox"
        }
        trap = next(name for name in given if name.startswith("site_"))
        return {**given, "trap": trap}

    def say(
        self,
        text: str,
        *,
        name: str = "Amal",
        after: float = 10,
        to: int = 0,
        edition: str = "fr",
        address: str = "",
        **more: str,
    ) -> httpx.Response:
        """Open the form, wait, send it."""
        write = {"fr": "commenter", "en": "write"}[edition]
        path = f"{self.page(edition)}/{write}"
        form = self.form(f"{path}?to={to}" if to else path)
        self.clock.now += after
        trap = form.pop("trap")
        if "trap" in more:
            more[trap] = more.pop("trap")
        given = {**form, "text": text, "name": name, **more}
        headers = {"x_forwarded_for": address} if address else {}
        return self.reader.post(path, given, **headers)

    def article(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.reader.open(self.page()))

    def shown(self) -> list[str]:
        """The names of those whose comments stand on the article's page."""
        return [
            node.text()
            for node in self.article().css("#comments li > p:first-child bdi")
        ]


@contextmanager
def talking(
    store: Store,
    *,
    reads: MemoryReads | None = None,
    translation: TranslationSettings | None = None,
    **settings: object,
) -> Iterator[Talking]:
    """A paper with comments; `settings` are those of `comments`."""
    given = {"proxies": ("127.0.0.1",), **settings}
    chosen = replace(CommentSettings(), **given)  # type: ignore[arg-type]
    paper = Settings(
        paper=PaperSettings(address=ADDRESS, editions=("fr", "en", "ar")),
        comments=chosen,
        store=store.settings.store,
        translation=translation or TranslationSettings(engine="none"),
    )
    opened = replace(store, settings=paper)
    readtables.ensure(opened)  # as of any paper that is served
    clock = Clock(now=press.NOW.timestamp())

    def now() -> datetime:
        return datetime.fromtimestamp(clock(), UTC)

    with discussing(opened, clock, judge) as discussion:
        app = create_app(
            paper,
            reads or press.reads(stories=[the_story()]),
            clock=now,
            discussion=discussion,
            keep=0,  # the counter of these reads knows nothing of comments
        )
        yield Talking(
            reader=Reader(app=app), discussion=discussion, clock=clock, store=opened
        )


def own_path(answer: httpx.Response) -> str:
    """Where an author is sent after sending."""
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def number_of(tree: LexborHTMLParser, name: str) -> int:
    """The number of the first comment of a name."""
    for node in tree.css("#comments li[id]"):
        by = node.css_first("p:first-child bdi")
        if by and by.text() == name:
            found = re.search(r"[0-9]+", node.attributes["id"] or "")
            assert found
            return int(found[0])
    raise AssertionError(f"{name} has said nothing")


__all__ = ["ARTICLE", "Mapping", "Talking", "number_of", "own_path", "talking"]
