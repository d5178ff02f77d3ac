"""Outlets each with one fault, on loopback, and the word under which it is counted."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from nouvelles.ingest.troubles import Word
from nouvelles.run.reading.subscribe import Wanted
from tests.run.reading.outlet import Answer, Outlet, serving

BOMB = gzip.compress(bytes(60_000_000), compresslevel=9)
LONG_AGO = "Thu, 01 Jan 1970 00:00:00 GMT"
ONE_DAY = "Thu, 01 Jan 2099 00:00:00 GMT"


@dataclass
class Faulty:
    """An outlet with a fault; `reads` says that it is read in spite of it."""

    name: str
    word: Word
    reads: bool = False
    outlet: Outlet = field(default_factory=Outlet)

    def wanted(self, path: str = "/feed") -> Wanted:
        """Its feed, of a source of its own: all of them lie on one host."""
        home = f"https://{self.name}.example/"
        return Wanted(url=self.outlet.base + path, outlet=home, title=self.name)


def status(number: int, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _o, _r: web.Response(status=number, headers=named)


def leads(to: str, number: int = 302) -> Answer:
    """A redirect to an address, in which {base} is the outlet's own."""
    return lambda outlet, _r: web.Response(
        status=number, headers={"Location": to.format(base=outlet.base)}
    )


def page(_outlet: Outlet, _request: web.Request) -> web.StreamResponse:
    return web.Response(
        text="<!doctype html><html><body><h1>Welcome</h1></body></html>",
        content_type="application/rss+xml",
    )


async def endless(_outlet: Outlet, request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    while True:
        await answer.write(b"<item>" * 20_000)


async def dripping(_outlet: Outlet, request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    while True:
        await answer.write(b" ")
        await asyncio.sleep(0.05)


async def cut_short(outlet: Outlet, request: web.Request) -> web.StreamResponse:
    """Half of what was promised, then the line is dead."""
    body = outlet.feed()
    answer = web.StreamResponse(headers={"Content-Length": str(len(body))})
    await answer.prepare(request)
    await answer.write(body[: len(body) // 2])
    assert request.transport is not None
    request.transport.close()
    return answer


def bomb(_outlet: Outlet, _request: web.Request) -> web.StreamResponse:
    return web.Response(body=BOMB, headers={"Content-Encoding": "gzip"})


def broken_xml(outlet: Outlet, _request: web.Request) -> web.StreamResponse:
    return web.Response(body=outlet.feed().replace(b"</channel>", b"<b>&nothing;"))


def wrong_charset(outlet: Outlet, _request: web.Request) -> web.StreamResponse:
    says = b"<?xml version='1.0' encoding='us-ascii'?>"
    return web.Response(body=says + outlet.feed())


def many_entries(outlet: Outlet, _request: web.Request) -> web.StreamResponse:
    items = "".join(
        f"<item><title>N {n}</title><link>{outlet.base}/n/{n}</link></item>"
        for n in range(50_000)
    )
    text = f"<rss version='2.0'><channel>{items}</channel></rss>"
    return web.Response(text=text, content_type="application/rss+xml")


def new_ids() -> Answer:
    """The same articles under other ids at every look."""
    looks = itertools.count()

    def answer(outlet: Outlet, _request: web.Request) -> web.StreamResponse:
        look = next(looks)
        outlet.guids = {path: f"{outlet.base}{path}#{look}" for path in outlet.pages}
        return web.Response(body=outlet.feed())

    return answer


#: The fault of a feed: what it answers, its word, and whether it is read all the same.
FEEDS: dict[str, tuple[Answer, Word, bool]] = {
    "html": (page, Word.HTML_NOT_FEED, False),
    "missing": (status(404), Word.NOT_FOUND, False),
    "gone": (status(410), Word.GONE, False),
    "forbidden": (status(403), Word.FORBIDDEN, False),
    "limited": (status(429, Retry_After="3600"), Word.RATE_LIMITED, False),
    "failing": (status(500), Word.SERVER_ERROR, False),
    "busy": (status(503), Word.SERVER_ERROR, False),
    "empty": (status(200), Word.EMPTY, False),
    "endless": (endless, Word.TOO_LARGE, False),
    "slow": (dripping, Word.TIMEOUT, False),
    "bomb": (bomb, Word.BOMB, False),
    "loop": (leads("{base}/feed"), Word.REDIRECT_LOOP, False),
    "nowhere": (status(302), Word.BAD_REDIRECT, False),
    "inside": (leads("http://127.0.0.1:9/feed"), Word.REFUSED, False),
    "moved": (leads("{base}/new", 301), Word.MOVED, True),
    "charset": (wrong_charset, Word.WRONG_CHARSET, True),
    "cut": (cut_short, Word.CUT, False),
    "broken": (broken_xml, Word.MALFORMED, True),
    "many": (many_entries, Word.TOO_MANY_ENTRIES, True),
    "ids": (new_ids(), Word.CHANGING_IDS, True),
}


@dataclass
class World:
    """All outlets with their faults, and one without."""

    good: Outlet
    faulty: list[Faulty]
    ports: list[int]


@contextmanager
def open_world(folder: Path) -> Iterator[World]:
    """Outlets at work until the block ends; `folder` is for a certificate."""
    with ExitStack() as stack:
        faulty = [*_of_answers(), *_of_hosts(stack, folder)]
        good = Outlet()
        for number in range(30):
            good.publish(f"/a/{number}", f"The bridge, part {number}")
        for outlet in (good, *(one.outlet for one in faulty)):
            if not outlet.base:
                stack.enter_context(serving(outlet))
        ports = [_port(outlet) for outlet in (good, *(one.outlet for one in faulty))]
        yield World(good=good, faulty=faulty, ports=[p for p in ports if p != 9])


def _of_answers() -> Iterator[Faulty]:
    for name, (answer, word, reads) in FEEDS.items():
        one = Faulty(name=name, word=word, reads=reads)
        one.outlet.special["/feed"] = answer
        one.outlet.special["/new"] = lambda o, _r: web.Response(body=o.feed())
        for number in range(12):
            one.outlet.publish(f"/a/{number}", f"Été à {name}, {number}")
        yield one
    dates = Faulty(name="dates", word=Word.ODD_DATES, reads=True)
    dates.outlet.publish("/a", "Then", date=LONG_AGO)
    dates.outlet.publish("/b", "Some day", date=ONE_DAY)
    yield dates
    closed = Faulty(name="closed", word=Word.ROBOTS)
    closed.outlet.robots = "User-agent: *\nDisallow: /\n"
    yield closed
    without = Faulty(name="robotless", word=Word.ROBOTS_UNREACHABLE)
    without.outlet.special["/robots.txt"] = status(500)
    yield without


def _of_hosts(stack: ExitStack, folder: Path) -> Iterator[Faulty]:
    """Hosts at which no answer is to be had at all."""
    silent = stack.enter_context(closing(socket.socket()))
    silent.bind(("127.0.0.1", 0))
    silent.listen()  # connections are taken, and nobody ever reads
    base = f"http://127.0.0.1:{silent.getsockname()[1]}"
    yield Faulty(name="silent", word=Word.TIMEOUT, outlet=Outlet(base=base))
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}"
    yield Faulty(name="dead", word=Word.UNREACHABLE, outlet=Outlet(base=base))
    base = base.replace("127.0.0.1", "nobody.invalid")
    yield Faulty(name="unknown", word=Word.DNS, outlet=Outlet(base=base))
    base = "http://127.0.0.1:9"
    yield Faulty(name="refused", word=Word.REFUSED, outlet=Outlet(base=base))
    tls = self_signed(folder)
    if tls is not None:
        one = Faulty(name="certificate", word=Word.TLS)
        stack.enter_context(serving(one.outlet, tls))
        yield one


def self_signed(folder: Path) -> ssl.SSLContext | None:
    """A certificate that nobody vouches for; None without the program openssl."""
    program = shutil.which("openssl")
    if program is None:
        return None
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    words += ["-nodes", "-days", "30", "-subj", "/CN=127.0.0.1"]
    words += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([program, *words], check=True, capture_output=True)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    return tls


def _port(outlet: Outlet) -> int:
    return int(outlet.base.rpartition(":")[2])


#: Stands in for the system's look-up of names: `.invalid` is unknown, at once.
Lookup = Callable[..., object]


def without_invalid(real: Lookup) -> Lookup:
    def look_up(host: str, *rest: object) -> object:
        if host.endswith(".invalid"):
            return OSError(f"{host} is not known")
        return real(host, *rest)

    return look_up
