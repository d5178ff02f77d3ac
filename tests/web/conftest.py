"""The paper over the invented press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from nouvelles.config import PaperSettings, Settings
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from nouvelles.web.reads import Reads
from tests.web import invented_press as press
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
