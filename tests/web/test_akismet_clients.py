"""Clients of Akismet as others wrote them, at our server.

`make akismet-clients` installs those of npm; where they are not there they are skipped.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import akismet
import httpx
import pytest
from akismet import AsyncClient, CheckResponse, Config, SyncClient

from nouvelles.store import Store
from tests.conftest import ROOT
from tests.web.akismet_paper import BLOG, KEY, AkismetPaper, akismet_paper

SCRIPTS = Path(__file__).parent / "akismet_clients"
INSTALLED = ROOT / ".venv/akismet-clients/node_modules"
NEEDS_NPM = pytest.mark.skipif(
    not INSTALLED.is_dir() or shutil.which("node") is None,
    reason="the Akismet clients of npm are not installed (make akismet-clients)",
)


@pytest.fixture
def paper(sqlite_store: Store) -> Iterator[AkismetPaper]:
    with akismet_paper(sqlite_store) as made:
        yield made


@contextmanager
def client(paper: AkismetPaper, key: str = KEY) -> Iterator[SyncClient]:
    """PyPI's client; its address is a constant, so requests are turned on their way."""

    def turn(request: httpx.Request) -> None:
        request.url = request.url.copy_with(
            scheme="http", host="127.0.0.1", port=paper.port
        )

    with httpx.Client(event_hooks={"request": [turn]}, timeout=1.0) as http:
        yield SyncClient(config=Config(key=key, url=BLOG), http_client=http)


def test_pypi(paper: AkismetPaper) -> None:
    with client(paper) as asking:
        told = {"user_ip": "192.0.2.7", "comment_type": "comment"}

        def check(text: str) -> CheckResponse:
            return asking.comment_check(comment_content=text, **told)

        assert asking.verify_key()
        assert not asking.verify_key("ffffffffffff", BLOG)
        assert not asking.verify_key(KEY, "https://other.example")
        assert check("Merci à vous") is CheckResponse.HAM
        assert [check("casino") for _ in range(3)] == [
            CheckResponse.SPAM,
            CheckResponse.SPAM,
            CheckResponse.DISCARD,
        ]
        assert asking.submit_spam(comment_content="montres", **told)
        assert check("montres") is CheckResponse.SPAM
        assert asking.submit_ham(comment_content="montres", **told)
        assert check("montres") is CheckResponse.HAM
        usage = asking.usage_limit()
        assert (usage["usage"], usage["limit"]) == (6, "none")


def test_pypi_with_a_wrong_key(paper: AkismetPaper) -> None:
    with client(paper, "ffffffffffff") as asking:
        assert not asking.verify_key()
        with pytest.raises(akismet.APIKeyError):
            asking.comment_check(user_ip="192.0.2.7", comment_content="x")
        with pytest.raises(akismet.APIKeyError):
            asking.submit_spam(user_ip="192.0.2.7", comment_content="x")


async def _async_check(paper: AkismetPaper) -> CheckResponse:
    async def turn(request: httpx.Request) -> None:
        request.url = request.url.copy_with(
            scheme="http", host="127.0.0.1", port=paper.port
        )

    http = httpx.AsyncClient(event_hooks={"request": [turn]}, timeout=1.0)
    config = Config(key=KEY, url=BLOG)
    async with AsyncClient(config=config, http_client=http) as asking:
        return await asking.comment_check(user_ip="192.0.2.7", comment_content="casino")


def test_pypi_async(paper: AkismetPaper) -> None:
    assert asyncio.run(_async_check(paper)) is CheckResponse.SPAM


def ran(script: str, paper: AkismetPaper, folder: Path) -> dict[str, Any]:
    """What a client's script says. It stands beside the packages: node looks there."""
    (folder / "node_modules").symlink_to(INSTALLED)
    copied = shutil.copy(SCRIPTS / script, folder)
    done = subprocess.run(
        ["node", copied, paper.address, KEY, BLOG],
        capture_output=True,
        timeout=60,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@NEEDS_NPM
def test_cedx(paper: AkismetPaper, tmp_path: Path) -> None:
    told = ran("cedx.mjs", paper, tmp_path)
    error = told.pop("error")
    assert "not given out" in error
    # Its words for the verdicts: ham, spam, pervasiveSpam.
    assert told == {
        "verify": True,
        "stranger": False,
        "ham": told["ham"],
        "spam": told["spam"],
        "learned": told["spam"],
        "unlearned": told["ham"],
        "pervasive": told["pervasive"],
    }
    assert len({told["ham"], told["spam"], told["pervasive"]}) == 3


@NEEDS_NPM
def test_akismet_api(paper: AkismetPaper, tmp_path: Path) -> None:
    assert ran("akismet_api.cjs", paper, tmp_path) == {
        "verify": True,
        "stranger": False,
        "ham": False,
        "spam": True,
        "trapped": True,
        "thanks": "Thanks for making the web a better place.",
        "learned": True,
        "unlearned": False,
        "error": "Invalid API key",
    }


@NEEDS_NPM
def test_npm_akismet(paper: AkismetPaper, tmp_path: Path) -> None:
    assert ran("akismet.cjs", paper, tmp_path) == {
        "verify": True,
        "stranger": False,
        "ham": False,
        "spam": True,
        "learned": True,
        "unlearned": False,
    }
