"""The session that all visits share: its settings, its sockets, how we present ourselves.

Every socket passes the guard with its final address; there is no other way out.
"""

from __future__ import annotations

import socket
import ssl
import sys
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from nouvelles import __version__
from nouvelles.config import Settings
from nouvelles.errors import ConfigError, GuardError
from nouvelles.guard import check_address
from nouvelles.ingest.archives.warc_record import clean_header
from nouvelles.ingest.network.unpacking import ACCEPTED

if sys.platform != "win32":
    import resource

#: The name that robots.txt files may address us by (RFC 9309, 2.2.1, product token).
PRODUCT = "nouvelles"

#: Seconds for a connection with its TLS, and for each wait for more bytes.
CONNECT_S = 15.0
READ_S = 20.0

#: Sockets that are kept open at the most where the system does not say how many it gives.
_SOCKETS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How the network is visited.

    `timeout_s` is for a whole visit with its redirects, without waiting in line.
    `contact` is an address or page for those whom we visit. `proxy` is the address of an
    HTTP proxy that everything goes through; then the guard can check what a name leads to
    only before the proxy looks it up for itself.
    """

    contact: str = ""
    allow_private: bool = False
    ports: tuple[int, ...] = (80, 443)
    proxy: str = ""
    hosts_at_once: int = 200
    per_host: int = 1
    delay_s: float = 1.0
    timeout_s: float = 60.0
    connect_s: float = CONNECT_S
    read_s: float = READ_S

    @classmethod
    def of(cls, settings: Settings) -> FetchSettings:
        """Those of a paper; its publisher is named where no other contact is."""
        network = settings.network
        return cls(
            contact=network.contact or settings.imprint.contact,
            allow_private=network.allow_private,
            ports=network.ports,
            proxy=network.proxy,
            hosts_at_once=network.hosts_at_once,
            per_host=network.per_host,
            delay_s=network.delay_s,
            timeout_s=network.timeout_s,
            connect_s=min(CONNECT_S, network.timeout_s),
            read_s=min(READ_S, network.timeout_s),
        )


def user_agent(contact: str) -> str:
    """How we present ourselves, with the way to reach us."""
    about = f" (+{clean_header(contact.encode())})" if contact else ""
    return f"{PRODUCT}/{__version__}{about}"


class Gate:
    """Makes every socket of a session, and knows how many are open.

    The library calls it with the final address: of literals, of redirects, of what the
    name led to at that moment.
    """

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._proxy_port = URL(settings.proxy).port if settings.proxy else None
        self._open: WeakSet[socket.socket] = WeakSet()
        self.most = _most_sockets()

    @property
    def crowded(self) -> bool:
        """Whether connections should be closed after use instead of being kept."""
        return len(self._open) >= self.most

    def __call__(self, info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = info
        if family not in (socket.AF_INET, socket.AF_INET6):
            raise GuardError(str(address), "only IPv4 and IPv6 are spoken")
        if self._proxy_port is None:
            check_address(
                address[0],
                address[1],
                allow_private=self._settings.allow_private,
                ports=self._settings.ports,
            )
        elif address[1] != self._proxy_port:
            raise GuardError(str(address), "everything goes through the proxy")
        made = socket.socket(family=family, type=kind, proto=protocol)
        self._open.add(made)
        return made


def open_session(
    settings: FetchSettings,
    gate: Gate,
    resolver: AbstractResolver,
    trusted: ssl.SSLContext | None,
) -> aiohttp.ClientSession:
    """One session for all visits: connections are kept for a while and used again.

    Raises:
        ConfigError: the proxy is no http or https address.
    """
    if settings.proxy and URL(settings.proxy).scheme not in ("http", "https"):
        raise ConfigError(
            "network.proxy",
            f"{settings.proxy!r} is not the address of an HTTP proxy",
            "Write it as http://host:port.",
        )
    connector = aiohttp.TCPConnector(
        socket_factory=gate,
        resolver=resolver,
        use_dns_cache=False,
        limit=0,  # visits at once are counted before they come here
        ssl=True if trusted is None else trusted,
    )
    timeout = aiohttp.ClientTimeout(
        total=settings.timeout_s,
        sock_connect=settings.connect_s,
        sock_read=settings.read_s,
    )
    return aiohttp.ClientSession(
        connector=connector,
        timeout=timeout,
        trust_env=False,
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={
            "User-Agent": user_agent(settings.contact),
            "Accept-Encoding": ACCEPTED,
        },
    )


def _most_sockets() -> int:
    """Half of the files that the system lets us open: the paper needs some for itself."""
    if sys.platform == "win32":
        return _SOCKETS
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = soft == resource.RLIM_INFINITY
    return _SOCKETS if unlimited else max(min(soft // 2, _SOCKETS), 16)
