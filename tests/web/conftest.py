"""The paper over the invented press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, sync_playwright

from nouvelles.config import PaperSettings, Settings
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from nouvelles.web.reads import Reads
from tests.web import invented_press as press
from tests.web.browsing import ARGUMENTS, CHROMIUM
from tests.web.reader import ADDRESS, Reader

OpenPaper = Callable[..., Reader]


@pytest.fixture
def open_paper() -> OpenPaper:
    """Opens a paper over other reads, settings or another time."""

    def opened(
        reads: Reads, *, now: datetime = press.NOW, settings: Settings | None = None
    ) -> Reader:
        paper = settings or Settings(paper=PaperSettings(address=ADDRESS))
        return Reader(app=create_app(paper, reads, clock=lambda: now))

    return opened


@pytest.fixture
def reads() -> MemoryReads:
    return press.reads()


@pytest.fixture
def reader(reads: MemoryReads, open_paper: OpenPaper) -> Reader:
    return open_paper(reads)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()
