"""Private: what every page may load, that no reader is marked, and what is written down."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from nouvelles.config import ImprintSettings, PaperSettings, Settings, load_settings
from nouvelles.errors import StoreError
from nouvelles.records import Ad, Picture, Tombstone
from nouvelles.run.ads import today
from nouvelles.run.clock import system_clock
from nouvelles.store import open_store, views
from nouvelles.testing import MemoryReads
from nouvelles.web import create_app
from tests.web import invented_press as press
from tests.web.conftest import OpenPaper
from tests.web.invented_stories import the_story
from tests.web.reader import ADDRESS, Reader

NOUVELLES = Path(sys.executable).parent / "nouvelles"

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DAY = date(2026, 3, 12)
AD = Ad(
    id=7, advertiser="A", link="https://a.example/", since=DAY,
    until=DAY + timedelta(days=1), picture="0a.webp", alt="A", width=600, height=150,
)  # fmt: skip

#: What a page may load, and by which attribute.
LOADING = {
    "script": "src", "img": "src", "link[rel=stylesheet]": "href",
    "link[rel=icon]": "href", "iframe": "src", "object": "data", "embed": "src",
    "video": "src", "audio": "src", "source": "src", "track": "src", "form": "action",
}  # fmt: skip


@pytest.fixture(scope="module")
def walked() -> dict[str, tuple[int, dict[str, str], str]]:
    """Every address of the paper that a link, a feed or a failure leads to."""
    reads = press.reads(stories=[the_story()])
    reads.add_ad(AD, Picture(media_type="image/webp", width=600, height=150, data=b"R"))
    reads.remove("a8uk", Tombstone(status=451, reason="x", at=press.NOW))
    reads.remove("a9de", Tombstone(status=410, reason="x", at=press.NOW))
    imprint = ImprintSettings(contact="redaction@nouvelles.example")
    settings = Settings(paper=PaperSettings(address=ADDRESS), imprint=imprint)
    reader = Reader(app=create_app(settings, reads, clock=lambda: press.NOW))
    waiting = [
        "/", "/fr", "/fr/", "/en/", "/fr/recherche?q=talmeira", "/fr/nowhere",
        "/fr/article/a8uk", "/fr/article/a9de", "/robots.txt", "/ads.txt", "/health",
        "/sitemap.xml", "/fr/sitemap-1.xml", "/fr/news.xml", "/fr/apercu.png",
        "/.well-known/tdmrep.json", "/.well-known/security.txt", "/notices/0a.webp",
    ]  # fmt: skip
    found: dict[str, tuple[int, dict[str, str], str]] = {}
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        answer = reader.get(path)
        found[path] = (answer.status_code, dict(answer.headers), answer.text)
        if location := answer.headers.get("location"):
            waiting.append(location)
        if answer.headers.get("content-type", "").startswith("text/html"):
            for node in LexborHTMLParser(answer.text).css("a, link, script, img"):
                named = node.attributes.get("href") or node.attributes.get("src") or ""
                waiting += [named.partition("#")[0]] if named.startswith("/") else []
    assert len(found) > 150
    return found


def test_every_answer_allows_nothing_but_our_own(
    walked: dict[str, tuple[int, dict[str, str], str]],
) -> None:
    assert {status for status, _, _ in walked.values()} >= {
        200,
        302,
        308,
        404,
        410,
        451,
    }
    for path, (_, headers, _) in walked.items():
        assert headers["content-security-policy"] == POLICY, path
        assert headers["referrer-policy"] == "no-referrer", path
        assert headers["x-content-type-options"] == "nosniff", path
        assert "set-cookie" not in headers, path


def test_no_page_loads_anything_of_others(
    walked: dict[str, tuple[int, dict[str, str], str]],
) -> None:
    pages = 0
    for path, (_, headers, text) in walked.items():
        if not headers.get("content-type", "").startswith("text/html"):
            continue
        pages += 1
        page = LexborHTMLParser(text)
        for selector, attribute in LOADING.items():
            for node in page.css(selector):
                named = node.attributes.get(attribute)
                if (
                    named is None
                    and node.attributes.get("type") == "application/ld+json"
                ):
                    continue
                assert (named or "").startswith("/"), f"{path}: {node.html}"
                assert not (named or "").startswith("//"), path
        assert not page.css("style, [style], meta[http-equiv], link[rel=preconnect]")
        assert not page.css("link[rel=dns-prefetch], link[rel=prefetch], [ping]")
        handlers = re.findall(r"<[^>]+\son[a-z]+=", re.sub(r'"[^"]*"', '""', text))
        assert handlers == [], path
    assert pages > 60
    sheet = next(text for path, (_, _, text) in walked.items() if ".css" in path)
    assert "url(" not in sheet
    assert "@import" not in sheet


class Broken(MemoryReads):
    def changed(self) -> int:
        raise self.error

    error: Exception = StoreError("paper", "x")


@pytest.mark.parametrize("error", [StoreError("paper", "x"), ZeroDivisionError("x")])
def test_failures_are_as_strict(open_paper: OpenPaper, error: Exception) -> None:
    reads = Broken()
    reads.error = error
    answer = open_paper(reads).get("/fr/")
    assert answer.status_code in (500, 503)
    assert answer.headers["content-security-policy"] == POLICY
    assert "set-cookie" not in answer.headers


def test_nothing_of_a_reader_is_written_down(tmp_path: Path) -> None:
    """A paper is served and read; no address, name or search is in log or database."""
    folder = tmp_path / "paper"
    subprocess.run([NOUVELLES, "init", folder], check=True, capture_output=True)
    words = [NOUVELLES, "--paper", str(folder), "--verbose", "serve", "--port", "0",
             "--no-worker"]  # fmt: skip
    logged = tmp_path / "log"
    with (
        logged.open("w") as log,
        subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        assert process.stdout is not None
        line = process.stdout.readline()
        port = int(line.strip().rstrip("/").rsplit(":", 1)[1])
        secrets = ("127.0.0.9", "203.0.113.7", "Zaphod", "zucchini", "cookievalue")
        headers = {
            "User-Agent": "Mozilla/5.0 Zaphod", "X-Forwarded-For": "203.0.113.7",
            "Forwarded": "for=203.0.113.7", "Cookie": "a=cookievalue",
        }  # fmt: skip
        for method, path in (
            ("GET", "/fr/"), ("GET", "/fr/recherche?q=zucchini"), ("GET", "/fr/none"),
            ("POST", "/fr/"), ("GET", "/fr/recherche?q=zucchini&page=x"),
        ):  # fmt: skip
            connection = http.client.HTTPConnection(
                "127.0.0.1", port, source_address=("127.0.0.9", 0), timeout=30
            )
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            assert answer.status < 500
            assert answer.getheader("set-cookie") is None
            answer.read()
            connection.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        rest = process.stdout.read()
    for said in (logged.read_text(encoding="utf-8"), line, rest):
        assert not [secret for secret in secrets if secret in said]
    store = open_store(folder, load_settings(folder))
    day = today(store.settings, system_clock)
    with store.read() as connection_:
        kept = views.most_read(connection_, day - timedelta(days=1), day, 10)
    store.close()
    # What was counted came into the database when the server was stopped.
    assert {(one.page, one.count) for one in kept} == {
        ("/fr/", 1),
        ("/fr/recherche", 1),
    }
    data = b"".join(path.read_bytes() for path in folder.glob("nouvelles.db*"))
    assert not [secret for secret in secrets if secret.encode() in data]
