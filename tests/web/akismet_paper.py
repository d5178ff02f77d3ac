"""A paper that is really served and answers sites which ask about comments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.applications import Starlette

from nouvelles.akismet import SiteKey
from nouvelles.config import PaperSettings, Settings
from nouvelles.run.akismet.server import AkismetServer
from nouvelles.store import Store
from nouvelles.store.akismet import add_key
from nouvelles.testing import Clock, MemoryReads
from nouvelles.web import create_app
from tests.akismet.word_judge import WordJudge
from tests.web import invented_press as press
from tests.web.browsing import served

KEY = "0123456789ab"
SITE = "site.example"
BLOG = "https://site.example"


@dataclass(frozen=True)
class AkismetPaper:
    address: str
    server: AkismetServer
    judge: WordJudge

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1])


@contextmanager
def akismet_paper(store: Store) -> Iterator[AkismetPaper]:
    judge = WordJudge()
    add_key(store, SiteKey(key=KEY, site=SITE, created=0))
    server = AkismetServer(store, judge, Clock(), 600)

    def make(address: str) -> Starlette:
        settings = Settings(paper=PaperSettings(address=address))
        now = press.NOW
        return create_app(settings, MemoryReads(), clock=lambda: now, akismet=server)

    try:
        with served(make) as address:
            yield AkismetPaper(address, server, judge)
    finally:
        judge.go.set()
        server.close()
