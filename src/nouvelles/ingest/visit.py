"""One HTTP request, without redirects, through sockets that the guard let pass."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from nouvelles import __version__
from nouvelles.errors import GuardError, InputError, Retry
from nouvelles.guard import check_address, check_url
from nouvelles.ingest.warc_record import clean_header
from nouvelles.records import Headers

#: The name that robots.txt files may address us by (RFC 9309, 2.2.1, product token).
PRODUCT = "nouvelles"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How the network is visited.

    `max_bytes` limits both what comes over the wire and what it inflates to. `total_s`
    is for the whole fetch with its redirects, `read_s` for each wait for more bytes.
    `contact` is an address or page for those whom we visit.
    """

    max_bytes: int = 10_000_000
    total_s: float = 60.0
    read_s: float = 20.0
    contact: str = ""
    allow_private: bool = False
    ports: tuple[int, ...] = (80, 443)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer as it came over the wire; `wire` is cut where `over` says so."""

    status: int
    headers: Headers
    wire: bytes
    over: bool


def user_agent(contact: str) -> str:
    """How we present ourselves, with the way to reach us."""
    about = f" (+{clean_header(contact.encode())})" if contact else ""
    return f"{PRODUCT}/{__version__}{about}"


def open_session(
    settings: FetchSettings, resolver: AbstractResolver | None
) -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(
        # Every socket passes here with its final address: literals, redirects, answers
        # of the resolver at that moment.
        socket_factory=partial(_guarded_socket, settings),
        resolver=resolver,
        use_dns_cache=False,
        force_close=True,
        # One address after the other, so that a refusal is not lost in a race.
        happy_eyeballs_delay=None,
    )
    timeout = aiohttp.ClientTimeout(
        total=settings.total_s, sock_connect=settings.read_s, sock_read=settings.read_s
    )
    return aiohttp.ClientSession(
        connector=connector,
        timeout=timeout,
        trust_env=False,
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={
            "User-Agent": user_agent(settings.contact),
            "Accept-Encoding": "gzip, deflate",
        },
    )


def _guarded_socket(settings: FetchSettings, info: tuple[Any, ...]) -> socket.socket:
    family, kind, protocol, _, address = info
    if family not in (socket.AF_INET, socket.AF_INET6):
        raise GuardError(str(address), "only IPv4 and IPv6 are spoken")
    check_address(
        address[0],
        address[1],
        allow_private=settings.allow_private,
        ports=settings.ports,
    )
    return socket.socket(family=family, type=kind, proto=protocol)


async def request(
    session: aiohttp.ClientSession, url: str, settings: FetchSettings, most: int
) -> Answer:
    """One request, without following redirects; reads `most` bytes and stops."""
    check_url(url, allow_private=settings.allow_private, ports=settings.ports)
    try:
        # Encoded: what the guard and robots.txt were asked about is what is requested.
        async with session.get(URL(url, encoded=True), allow_redirects=False) as reply:
            wire, over = await _read(reply, most)
            headers = tuple(
                (clean_header(name).lower(), clean_header(value))
                for name, value in reply.raw_headers
            )
            return Answer(status=reply.status, headers=headers, wire=wire, over=over)
    except (aiohttp.ServerTimeoutError, TimeoutError):
        raise Retry("timeout", f"{url}: no answer in time") from None
    except aiohttp.ClientPayloadError as error:
        raise Retry("cut", f"{url}: {error}") from error
    except (
        aiohttp.ClientConnectorCertificateError,
        aiohttp.ClientSSLError,
    ) as error:
        raise InputError(
            url, f"its certificate is not trusted ({error})", "Try again when renewed."
        ) from error
    except (aiohttp.ClientConnectionError, OSError) as error:
        raise Retry("unreachable", f"{url}: {error}") from error
    except (aiohttp.ClientError, ValueError) as error:
        raise InputError(url, f"the answer is not sound HTTP ({error})") from error


async def _read(reply: aiohttp.ClientResponse, most: int) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    size = 0
    async for part in reply.content.iter_any():
        parts.append(part)
        size += len(part)
        if size > most:
            return b"".join(parts)[:most], True
    return b"".join(parts), False
