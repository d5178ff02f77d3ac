"""Asking real servers: answers, what has changed, redirects, statuses."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from nouvelles import __version__
from nouvelles.config import ImprintSettings, NetworkSettings, Settings
from nouvelles.ingest.network import session
from nouvelles.ingest.network.client import FetchSettings, Validators
from nouvelles.ingest.network.session import user_agent
from nouvelles.ingest.troubles import NotRead, Word
from tests.ingest.loopback import MOST, Handler, Liar, Site, moved, page

MODIFIED = "Tue, 10 Mar 2026 09:00:00 GMT"


def refusal(site: Site, path: str = "/a", **options: object) -> NotRead:
    with pytest.raises(NotRead) as caught:
        site.get(path, **options)  # type: ignore[arg-type]
    return caught.value


# ---- an answer ---------------------------------------------------------------------


def test_an_answer_with_what_it_says_of_itself() -> None:
    headers = {"ETag": '"1"', "Last-Modified": MODIFIED, "X-Name": "Zoé"}
    site = Site({"/a": page(b"image", 200, **headers)})
    got = site.get("/a?b=1&utm_source=x#c", contact="https://paper.example/bot")
    assert (got.url, got.final) == (site.url("/a?b=1&utm_source=x"),) * 2
    assert (got.status, got.body, got.moved) == (200, b"image", "")
    assert got.validators == Validators(etag='"1"', last_modified=MODIFIED)
    assert ("x-name", "Zoé") in got.headers
    assert (got.fresh_s, got.slow) == (0.0, "")
    assert 0 < got.seconds < 5
    assert site.paths == ["/robots.txt", "/a?b=1&utm_source=x"]
    sent = site.asked[-1].headers
    agent = f"nouvelles/{__version__} (+https://paper.example/bot)"
    assert sent["User-Agent"] == agent == user_agent("https://paper.example/bot")
    assert sent["Accept-Encoding"] == "gzip, deflate, br, zstd"
    assert not {"Cookie", "Referer", "Authorization", "If-None-Match"} & set(sent)


def test_the_address_is_requested_as_it_is_written() -> None:
    site = Site({"/é à": page()})
    site.get("/%c3%a9 %C3%A0?q=a%2Bb+c%20d", accept="text/html")
    assert site.paths[-1] == "/%C3%A9%20%C3%A0?q=a%2Bb+c%20d"
    assert site.asked[-1].headers["Accept"] == "text/html"


def test_no_cookie_comes_back() -> None:
    first = page(b"", 302, Set_Cookie="reader=1", Location="/b")
    site = Site({"/a": first, "/b": page()})
    site.get()
    assert all("Cookie" not in asked.headers for asked in site.asked)


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert Site({"/a": page(b"x")}).get().body == b"x"


def test_a_connection_is_used_again() -> None:
    peers = set()

    async def handler(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        return page()

    site = Site({"/a": handler, "/robots.txt": handler})

    async def thrice() -> None:
        async with site.serving(), site.client() as client:
            for _ in range(3):
                await client.get(site.url(), max_bytes=MOST)

    asyncio.run(thrice())
    assert len(peers) == 1


def test_connections_are_not_kept_when_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(session, "_most_sockets", lambda: 1)
    site = Site({"/a": page()})
    assert site.get().body == b"words"
    kept = [asked.headers.get("Connection") for asked in site.asked]
    assert kept == [None, "close"]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "public, max-age=600", "Age": "60"}, 540.0),
        ({"Cache-Control": "no-store, max-age=600"}, 0.0),
        ({}, 0.0),
    ],
)
def test_how_long_an_answer_stays_good(headers: dict[str, str], seconds: float) -> None:
    assert Site({"/a": page(b"x", 200, **headers)}).get().fresh_s == seconds


def test_settings_of_a_paper() -> None:
    network = NetworkSettings(timeout_s=5.0, delay_s=2.0, hosts_at_once=3, per_host=2)
    imprint = ImprintSettings(contact="redaction@paper.example")
    made = FetchSettings.of(Settings(network=network, imprint=imprint))
    assert (made.delay_s, made.hosts_at_once, made.per_host) == (2.0, 3, 2)
    assert (made.timeout_s, made.connect_s, made.read_s) == (5.0, 5.0, 5.0)
    assert made.contact == "redaction@paper.example"


# ---- only what has changed ---------------------------------------------------------


def conditional(**kept: str) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        asked = request.headers
        if asked.get("If-None-Match") == '"1"' or "If-Modified-Since" in asked:
            return page(b"", 304, **kept)
        return page(b"words", 200, ETag='"1"', Last_Modified=MODIFIED)

    return handler


def test_what_has_not_changed_is_not_sent() -> None:
    site = Site({"/a": conditional()})
    known = Validators(etag='"1"', last_modified=MODIFIED)
    got = site.get(validators=known)
    # An answer that names no validators confirms those of the question.
    assert (got.status, got.body, got.validators) == (304, b"", known)
    assert site.asked[-1].headers["If-None-Match"] == '"1"'
    assert site.asked[-1].headers["If-Modified-Since"] == MODIFIED
    assert "If-None-Match" not in site.asked[0].headers  # robots.txt


def test_a_304_may_name_new_validators() -> None:
    site = Site({"/a": conditional(ETag='"2"')})
    got = site.get(validators=Validators(etag='"1"', last_modified=MODIFIED))
    assert got.validators == Validators(etag='"2"', last_modified=MODIFIED)


def test_each_validator_alone_will_do() -> None:
    for known in (Validators(etag='"1"'), Validators(last_modified=MODIFIED)):
        assert Site({"/a": conditional()}).get(validators=known).status == 304


def test_what_has_changed_is_sent_with_its_new_validators() -> None:
    got = Site({"/a": conditional()}).get(validators=Validators(etag='"0"'))
    assert (got.status, got.validators.etag) == (200, '"1"')


def test_validators_are_asked_about_behind_a_redirect() -> None:
    site = Site({"/a": moved("/b", 301), "/b": conditional()})
    got = site.get(validators=Validators(etag='"1"'))
    assert (got.status, got.moved) == (304, site.url("/b"))


def test_a_304_that_nobody_asked_for_is_no_answer() -> None:
    assert refusal(Site({"/a": page(b"", 304)})).word is Word.BAD_HTTP


# ---- redirects ---------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status: int) -> None:
    site = Site({"/a": moved("/b?x=1#y", status), "/b": page()})
    got = site.get()
    assert (got.url, got.final) == (site.url("/a"), site.url("/b?x=1"))
    assert got.moved == (site.url("/b?x=1") if status in (301, 308) else "")


@pytest.mark.parametrize(
    ("hops", "kept"),
    [
        ((301, 308), "/2"),
        ((301, 302), "/1"),
        ((308, 307, 301), "/1"),
        ((302, 301), ""),
        ((303, 308, 301), ""),
    ],
)
def test_an_address_is_kept_as_far_as_it_moved_for_good(
    hops: tuple[int, ...], kept: str
) -> None:
    pages: dict[str, web.Response | Handler] = {
        f"/{n}": moved(f"/{n + 1}", status) for n, status in enumerate(hops)
    }
    pages[f"/{len(hops)}"] = page()
    site = Site(pages)
    got = site.get("/0")
    assert got.final == site.url(f"/{len(hops)}")
    assert got.moved == (site.url(kept) if kept else "")


def test_five_redirects_are_followed_and_no_more() -> None:
    pages = {f"/{number}": moved(f"/{number + 1}") for number in range(6)}
    pages["/6"] = page()
    assert Site(pages).get("/1").body == b"words"
    assert refusal(Site(pages), "/0").word is Word.REDIRECT_LOOP


def test_a_circle_is_left_where_it_closes() -> None:
    site = Site({"/a": moved("/b", 301), "/b": moved("/a", 301)})
    error = refusal(site)
    assert (error.word, error.status) == (Word.REDIRECT_LOOP, 301)
    assert site.paths == ["/robots.txt", "/a", "/b"]
    site = Site({"/a": moved("")})
    assert refusal(site).word is Word.BAD_REDIRECT
    site = Site({"/a": moved("/a#again")})
    assert refusal(site).word is Word.REDIRECT_LOOP
    assert site.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("to", "word"),
    [
        ("http://169.254.169.254:{port}/latest/meta-data/", Word.REFUSED),
        ("http://[::ffff:169.254.169.254]:{port}/", Word.REFUSED),
        ("http://inside.example:{port}/", Word.REFUSED),
        ("http://127.0.0.1:1/", Word.REFUSED),
        ("file:///etc/passwd", Word.BAD_REDIRECT),
        ("http://user@127.0.0.1:{port}/", Word.BAD_REDIRECT),
        ("http://2130706433:{port}/", Word.BAD_REDIRECT),
        ("http://[", Word.BAD_REDIRECT),
    ],
)
def test_a_redirect_to_what_must_not_be_visited_is_refused(to: str, word: Word) -> None:
    site = Site({})

    async def away(request: web.Request) -> web.StreamResponse:
        return moved(to.format(port=site.port))

    site.pages = {"/a": away}
    assert refusal(site, resolver=Liar(("169.254.169.254",))).word is word
    assert site.paths == ["/robots.txt", "/a"]


def test_a_redirect_without_an_address_leads_nowhere() -> None:
    error = refusal(Site({"/a": web.Response(status=302)}))
    assert (error.word, error.status) == (Word.BAD_REDIRECT, 302)


# ---- statuses ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (204, Word.EMPTY),
        (300, Word.BAD_HTTP),
        (400, Word.NOT_FOUND),
        (401, Word.FORBIDDEN),
        (403, Word.FORBIDDEN),
        (404, Word.NOT_FOUND),
        (408, Word.SERVER_ERROR),
        (410, Word.GONE),
        (418, Word.NOT_FOUND),
        (425, Word.SERVER_ERROR),
        (429, Word.RATE_LIMITED),
        (451, Word.FORBIDDEN),
        (500, Word.SERVER_ERROR),
        (503, Word.SERVER_ERROR),
        (599, Word.SERVER_ERROR),
    ],
)
def test_each_status_has_its_word(status: int, word: Word) -> None:
    error = refusal(Site({"/a": page(b"", status)}))
    assert (error.word, error.status, error.after_s) == (word, status, None)
    assert str(status) in error.detail


@pytest.mark.parametrize(
    ("status", "after", "seconds"),
    [
        (500, "", None),
        (502, "nonsense", None),
        (429, "120", 120.0),
        (503, "Thu, 12 Mar 2026 11:01:00 GMT", 60.0),
        (503, "Thu, 12 Mar 2026 11:10:00 GMT", 600.0),
        (503, "Wed, 11 Mar 2026 11:00:00 GMT", 1.0),
        (503, "0", 1.0),
        (503, "99999999999999999999", 86_400.0),
        (599, "5", 5.0),
    ],
)
def test_what_a_host_asks_for_is_said(
    status: int, after: str, seconds: float | None
) -> None:
    headers = {"Retry-After": after} if after else {}
    error = refusal(Site({"/a": page(b"", status, **headers)}))
    assert (error.status, error.after_s) == (status, seconds)


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("file:///etc/passwd", Word.BAD_ADDRESS),
        ("outlet.example", Word.BAD_ADDRESS),
        ("", Word.BAD_ADDRESS),
        ("http://127.0.0.1:{port}@x/", Word.BAD_ADDRESS),
        ("http://127.0.0.1:1/", Word.REFUSED),
    ],
)
def test_what_is_no_address_is_not_asked_for(url: str, word: Word) -> None:
    async def ask() -> None:
        async with Site({}).client() as client:
            await client.get(url, max_bytes=MOST)

    with pytest.raises(NotRead) as caught:
        asyncio.run(ask())
    assert (caught.value.word, caught.value.status) == (word, 0)


# ---- a form ------------------------------------------------------------------------


def test_a_form_is_sent_and_its_answer_told() -> None:
    sent: list[dict[str, str]] = []

    async def hub(request: web.Request) -> web.StreamResponse:
        sent.append(
            {str(key): str(value) for key, value in (await request.post()).items()}
        )
        return page(b"", 202)

    site = Site({"/hub": hub, "/moved": moved("/hub", 307)})
    form = {"hub.mode": "subscribe", "hub.topic": "https://a.example/é?x=1&y=2"}

    async def post(path: str) -> int:
        async with site.serving(), site.client() as client:
            return await client.post(site.url(path), form)

    assert asyncio.run(post("/hub")) == 202
    assert sent == [form]
    assert asyncio.run(post("/moved")) == 307  # not followed
    assert site.paths == ["/hub", "/moved"]  # and robots.txt is not asked


def test_a_form_is_not_sent_to_a_private_host() -> None:
    site = Site({})

    async def post() -> int:
        async with site.serving(), site.client(allow_private=False) as client:
            return await client.post(site.url("/hub"), {"a": "b"})

    with pytest.raises(NotRead) as caught:
        asyncio.run(post())
    assert caught.value.word is Word.REFUSED
    assert site.asked == []
