"""Fetching from real servers on loopback."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from nouvelles import __version__
from nouvelles.errors import GuardError, InputError, Retry
from nouvelles.ingest.fetch import MAX_REDIRECTS, fetch
from nouvelles.ingest.robots import MAX_ROBOTS_BYTES, RobotsCache
from nouvelles.ingest.visit import FetchSettings, user_agent
from nouvelles.records import Capture

AT = datetime(2026, 11, 3, 7, 5, 9, tzinfo=UTC)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Visit:
    """A server with one handler for all paths, and what it was asked."""

    handler: Handler
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.raw_path)
        self.headers.append(dict(request.headers))
        return await self.handler(request)

    def visit(
        self,
        path: str = "/a",
        *,
        host: str = "127.0.0.1",
        resolver: AbstractResolver | None = None,
        robots: RobotsCache | None = None,
        at: datetime = AT,
        **changes: object,
    ) -> Capture:
        """Serves, fetches one path, and stops serving."""

        async def both() -> Capture:
            runner = web.AppRunner(self._app(), handler_cancellation=True)
            await runner.setup()
            try:
                site = web.TCPSite(runner, "127.0.0.1", self.port)
                await site.start()
                self.port = runner.addresses[0][1]
                settings = FetchSettings(allow_private=True, ports=(self.port,))
                return await fetch(
                    f"http://{host}:{self.port}{path}",
                    at=at,
                    settings=replace(settings, **changes),  # type: ignore[arg-type]
                    robots=RobotsCache() if robots is None else robots,
                    resolver=resolver,
                )
            finally:
                await runner.cleanup()

        return asyncio.run(both())

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self.answer)
        return app


def site(pages: dict[str, web.Response | Handler]) -> Visit:
    """A server with these paths; robots.txt is absent unless given."""

    async def handler(request: web.Request) -> web.StreamResponse:
        page = pages.get(request.path)
        if page is None:
            return web.Response(status=404)
        if isinstance(page, web.Response):
            # A response can be sent once only.
            return web.Response(
                body=page.body, status=page.status, headers=page.headers.copy()
            )
        return await page(request)

    return Visit(handler)


def moved(to: str, status: int = 302) -> web.Response:
    return web.Response(status=status, headers={"Location": to})


def test_an_answer_is_a_capture() -> None:
    server = site({"/a": web.Response(body=b"image", content_type="image/png")})
    capture = server.visit("/a?b=1&utm_source=x#c", contact="https://paper.example/bot")
    assert capture.url == f"http://127.0.0.1:{server.port}/a?b=1&utm_source=x"
    assert (capture.at, capture.status, capture.body) == (AT, 200, b"image")
    assert capture.header("content-type") == "image/png"
    assert server.asked == ["/robots.txt", "/a?b=1&utm_source=x"]
    sent = server.headers[-1]
    agent = f"nouvelles/{__version__} (+https://paper.example/bot)"
    assert sent["User-Agent"] == agent == user_agent("https://paper.example/bot")
    assert not {"Cookie", "Referer", "Authorization"} & set(sent)


def test_the_address_is_requested_as_it_is_written() -> None:
    server = site({"/é à": web.Response(body=b"x")})
    server.visit("/%c3%a9 %C3%A0?q=a%2Bb+c%20d")
    assert server.asked[-1] == "/%C3%A9%20%C3%A0?q=a%2Bb+c%20d"


def test_no_cookie_comes_back() -> None:
    cookie = {"Set-Cookie": "reader=1", "Location": "/b"}
    server = site(
        {
            "/a": web.Response(status=302, headers=cookie),
            "/b": web.Response(body=b"x"),
        }
    )
    server.visit()
    assert all("Cookie" not in sent for sent in server.headers)


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert site({"/a": web.Response(body=b"x")}).visit().body == b"x"


def test_encodings_are_undone() -> None:
    packed = web.Response(body=gzip.compress(b"words"))
    packed.headers["Content-Encoding"] = "gzip"
    assert site({"/a": packed}).visit().body == b"words"


# ---- redirects ---------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status: int) -> None:
    server = site({"/a": moved("/b?x=1#y", status), "/b": web.Response(body=b"x")})
    capture = server.visit()
    assert capture.url == f"http://127.0.0.1:{server.port}/b?x=1"


def test_five_redirects_are_followed_and_no_more() -> None:
    pages: dict[str, web.Response | Handler] = {
        f"/{number}": moved(f"/{number + 1}") for number in range(6)
    }
    pages["/6"] = web.Response(body=b"x")
    assert site(dict(pages)).visit("/1").body == b"x"
    pages = {f"/{number}": moved(f"/{number + 1}") for number in range(6)}
    with pytest.raises(InputError, match="redirects"):
        site(pages).visit("/0")


def test_a_loop_ends() -> None:
    server = Visit(lambda request: _response(moved(request.path)))
    with pytest.raises(InputError, match="redirects"):
        server.visit(robots=_open_robots(server))
    assert len(server.asked) <= 2 * (MAX_REDIRECTS + 1)


@pytest.mark.parametrize(
    ("to", "error"),
    [
        ("http://169.254.169.254:{port}/latest/meta-data/", GuardError),
        ("http://inside.example:{port}/", GuardError),
        ("http://[::ffff:169.254.169.254]:{port}/", GuardError),
        ("http://127.0.0.1:1/", GuardError),
        ("file:///etc/passwd", InputError),
        ("http://user@127.0.0.1:{port}/", InputError),
        ("http://2130706433:{port}/", InputError),
        ("", InputError),
    ],
)
def test_a_redirect_to_what_must_not_be_visited_is_refused(
    to: str, error: type[Exception]
) -> None:
    server = site({})

    async def away(request: web.Request) -> web.StreamResponse:
        return moved(to.format(port=server.port))

    server.handler = site({"/a": away}).handler
    with pytest.raises(error):
        server.visit(resolver=Liar("169.254.169.254"))
    assert server.asked == ["/robots.txt", "/a"]


def test_a_redirect_without_an_address_is_refused() -> None:
    with pytest.raises(InputError, match="without saying where"):
        site({"/a": web.Response(status=302)}).visit()


# ---- the guard ---------------------------------------------------------------------


class Liar(AbstractResolver):
    """Says of every name that it lives at these addresses."""

    def __init__(self, *ips: str) -> None:
        self.ips = ips

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=ip,
                port=port,
                family=socket.AF_INET6 if ":" in ip else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for ip in self.ips
        ]

    async def close(self) -> None:
        """Nothing is held."""


def test_private_addresses_are_refused_by_default() -> None:
    server = site({"/a": web.Response(body=b"x")})
    with pytest.raises(GuardError, match="private"):
        server.visit(allow_private=False)
    assert server.asked == []


@pytest.mark.parametrize(
    "ips",
    [
        ("127.0.0.1",),
        ("::1",),
        ("::ffff:127.0.0.1",),
        ("127.0.0.1", "::1"),
        ("169.254.169.254",),
    ],
)
def test_a_name_that_leads_to_a_private_address_is_refused(
    ips: tuple[str, ...],
) -> None:
    server = site({"/a": web.Response(body=b"x")})
    with pytest.raises(GuardError):
        server.visit(host="outlet.example", resolver=Liar(*ips), allow_private=False)
    assert server.asked == []


def test_a_name_is_asked_for_every_socket() -> None:
    # Rebinding: the name leads to the server first, then to a metadata service.
    class Turncoat(Liar):
        async def resolve(
            self,
            host: str,
            port: int = 0,
            family: socket.AddressFamily = socket.AF_INET,
        ) -> list[ResolveResult]:
            answer = await super().resolve(host, port, family)
            self.ips = ("169.254.169.254",)
            return answer

    server = site({"/a": web.Response(body=b"x")})
    with pytest.raises(GuardError, match=r"169\.254\.169\.254"):
        server.visit(host="outlet.example", resolver=Turncoat("127.0.0.1"))
    assert server.asked == ["/robots.txt"]


def test_other_ports_are_refused() -> None:
    with pytest.raises(GuardError, match="port"):
        site({}).visit(ports=(80, 443))


# ---- robots.txt --------------------------------------------------------------------


def _open_robots(server: Visit) -> RobotsCache:
    robots = RobotsCache()
    for host in ("127.0.0.1",):
        robots.keep(f"http://{host}:{server.port}", AT, b"")
    return robots


async def _response(response: web.Response) -> web.StreamResponse:
    return response


CLOSED = b"User-agent: *\nDisallow: /private\nUser-agent: nouvelles\nDisallow: /a\n"


def test_robots_are_honoured() -> None:
    pages: dict[str, web.Response | Handler] = {
        "/robots.txt": web.Response(body=CLOSED),
        "/a": web.Response(body=b"x"),
    }
    server = site(pages)
    with pytest.raises(GuardError, match=r"robots\.txt"):
        server.visit("/a?b=1")
    assert server.asked == ["/robots.txt"]


def test_robots_of_a_redirect_are_honoured() -> None:
    server = site({"/robots.txt": web.Response(body=CLOSED), "/b": moved("/a")})
    with pytest.raises(GuardError, match=r"robots\.txt"):
        server.visit("/b")
    assert server.asked == ["/robots.txt", "/b"]


def test_robots_may_move_and_be_packed() -> None:
    packed = web.Response(body=gzip.compress(CLOSED))
    packed.headers["Content-Encoding"] = "gzip"
    server = site({"/robots.txt": moved("/r"), "/r": packed})
    with pytest.raises(GuardError, match=r"robots\.txt"):
        server.visit()


def test_long_robots_count_as_far_as_they_are_read() -> None:
    body = CLOSED + b"#" * (2 * MAX_ROBOTS_BYTES)
    with pytest.raises(GuardError, match=r"robots\.txt"):
        site({"/robots.txt": web.Response(body=body)}).visit()


def test_robots_that_move_in_circles_count_as_absent() -> None:
    server = site({"/robots.txt": moved("/robots.txt"), "/a": web.Response(body=b"x")})
    assert server.visit().body == b"x"


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_absent_robots_allow_all(status: int) -> None:
    server = site(
        {"/robots.txt": web.Response(status=status), "/a": web.Response(body=b"x")}
    )
    assert server.visit().body == b"x"


@pytest.mark.parametrize("status", [429, 500, 503, 599])
def test_robots_in_trouble_close_the_host_for_now(status: int) -> None:
    server = site({"/robots.txt": web.Response(status=status)})
    with pytest.raises(Retry) as caught:
        server.visit()
    assert caught.value.reason == "busy"
    assert server.asked == ["/robots.txt"]


def test_robots_are_remembered_for_a_day() -> None:
    server = site({"/a": lambda request: _response(web.Response(body=b"x"))})
    robots = RobotsCache()
    server.visit(robots=robots)
    server.visit(robots=robots, at=AT + timedelta(hours=23))
    assert server.asked.count("/robots.txt") == 1
    server.visit(robots=robots, at=AT + timedelta(hours=25))
    assert server.asked.count("/robots.txt") == 2


def test_the_memory_of_robots_is_bounded() -> None:
    robots = RobotsCache()
    for number in range(5000):
        robots.keep(f"http://host{number}.example", AT, b"")
    assert robots.find("http://host0.example", AT) is None
    assert robots.find("http://host4999.example", AT) is not None


# ---- size, time, trouble -----------------------------------------------------------


def test_a_bomb_is_refused() -> None:
    bomb = web.Response(body=gzip.compress(b"\0" * 30_000_000))
    bomb.headers["Content-Encoding"] = "gzip"
    with pytest.raises(InputError, match="more than 100000 bytes"):
        site({"/a": bomb}).visit(max_bytes=100_000)


def test_an_endless_body_is_refused() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"word " * 10_000)

    with pytest.raises(InputError, match="more than 300000 bytes"):
        site({"/a": endless}).visit(max_bytes=300_000)


def test_a_body_of_the_limit_is_taken() -> None:
    server = site({"/a": lambda request: _response(web.Response(body=b"12345"))})
    assert server.visit(max_bytes=5).body == b"12345"
    with pytest.raises(InputError):
        server.visit(max_bytes=4)


@pytest.mark.parametrize("limit", ["read_s", "total_s"])
@pytest.mark.parametrize("begun", [False, True])
def test_a_slow_answer_is_given_up(limit: str, begun: bool) -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        if begun:
            await response.prepare(request)
            await response.write(b"word")
        await asyncio.Event().wait()
        return response

    with pytest.raises(Retry) as caught:
        site({"/a": slow}).visit(**{limit: 0.2})
    assert caught.value.reason == "timeout"


def test_redirects_do_not_stretch_the_time() -> None:
    server = Visit(lambda request: _response(moved("/a")))

    async def slowly(request: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        return web.Response()

    server.handler = site({"/a": moved("/b"), "/b": slowly}).handler
    with pytest.raises(Retry, match="timeout"):
        server.visit(total_s=0.3)


def test_a_cut_answer_is_tried_later() -> None:
    async def cut(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b"half")
        assert request.transport is not None
        request.transport.close()
        return response

    with pytest.raises(Retry) as caught:
        site({"/a": cut}).visit()
    assert caught.value.reason == "cut"


def test_nobody_there_is_tried_later() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        # Bound but not listening: connections are refused.
        settings = FetchSettings(allow_private=True, ports=(port,))
        with pytest.raises(Retry) as caught:
            asyncio.run(
                fetch(
                    f"http://127.0.0.1:{port}/",
                    at=AT,
                    settings=settings,
                    robots=RobotsCache(),
                )
            )
    assert caught.value.reason == "unreachable"


def test_an_answer_that_is_no_http_is_refused() -> None:
    async def noise(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.write(b"220 mail.example ESMTP\r\n\r\n")  # type: ignore[attr-defined]
        request.transport.close()
        return web.Response()

    with pytest.raises((InputError, Retry)):
        site({"/a": noise}).visit()


@pytest.mark.parametrize("status", [204, 304, 400, 401, 403, 404, 410, 451])
def test_errors_that_stay_are_said(status: int) -> None:
    with pytest.raises(InputError, match=f"answers {status}"):
        site({"/a": web.Response(status=status)}).visit()


@pytest.mark.parametrize(
    ("status", "after", "seconds"),
    [
        (500, "", 60.0),
        (502, "nonsense", 60.0),
        (429, "120", 120.0),
        (503, "Tue, 03 Nov 2026 07:06:09 GMT", 60.0),
        (503, "Tue, 03 Nov 2026 07:15:09 GMT", 600.0),
        (503, "Mon, 02 Nov 2026 07:15:09 GMT", 1.0),
        (503, "0", 1.0),
        (503, "99999999999999999999", 86_400.0),
        (599, "5", 5.0),
    ],
)
def test_errors_that_pass_are_tried_later(
    status: int, after: str, seconds: float
) -> None:
    answer = web.Response(
        status=status, headers={"Retry-After": after} if after else {}
    )
    with pytest.raises(Retry) as caught:
        site({"/a": answer}).visit()
    assert (caught.value.reason, caught.value.after_s) == ("busy", seconds)


def test_what_is_no_address_is_refused() -> None:
    for url in ("file:///etc/passwd", "outlet.example", ""):
        with pytest.raises(InputError):
            asyncio.run(
                fetch(url, at=AT, settings=FetchSettings(), robots=RobotsCache())
            )
