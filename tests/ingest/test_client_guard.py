"""Where the client goes: private addresses, names that lie, certificates, proxies."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
import threading
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.abc import ResolveResult

from nouvelles.errors import ConfigError, GuardError
from nouvelles.ingest.network import lookup
from nouvelles.ingest.network.lookup import SystemLookup
from nouvelles.ingest.network.session import FetchSettings, Gate
from nouvelles.ingest.troubles import NotRead, Word
from tests.ingest.loopback import MOST, Liar, Site, page


def refusal(site: Site, **options: object) -> NotRead:
    with pytest.raises(NotRead) as caught:
        site.get(**options)  # type: ignore[arg-type]
    return caught.value


# ---- the guard ---------------------------------------------------------------------


def test_private_addresses_are_refused_by_default() -> None:
    site = Site({"/a": page()})
    error = refusal(site, allow_private=False)
    assert error.word is Word.REFUSED
    assert "private" in error.detail
    assert site.asked == []


@pytest.mark.parametrize(
    "ips",
    [
        ("127.0.0.1",),
        ("::1",),
        ("::ffff:127.0.0.1",),
        ("64:ff9b::7f00:1",),
        ("127.0.0.1", "::1"),
        ("169.254.169.254",),
    ],
)
def test_a_name_that_leads_to_a_private_address_is_refused(
    ips: tuple[str, ...],
) -> None:
    site = Site({"/a": page()})
    options = {"host": "outlet.example", "resolver": Liar(ips)}
    assert refusal(site, **options, allow_private=False).word is Word.REFUSED
    assert site.asked == []


def test_a_name_is_looked_at_for_every_socket() -> None:
    # Rebinding: the name leads to the server first, then to a metadata service.
    site = Site({"/a": page(), "/robots.txt": page(b"", 404, Connection="close")})
    liar = Liar(("127.0.0.1",), ("169.254.169.254",))
    error = refusal(site, host="outlet.example", resolver=liar)
    assert error.word is Word.REFUSED
    assert "169.254.169.254" in error.detail
    assert site.paths == ["/robots.txt"]


def test_the_socket_has_the_last_word() -> None:
    # Even if a library should ask no resolver, or keep an old answer of it.
    gate = Gate(FetchSettings())
    for address in (("127.0.0.1", 80), ("::ffff:10.0.0.1", 443, 0, 0)):
        family = socket.AF_INET6 if len(address) == 4 else socket.AF_INET
        with pytest.raises(GuardError):
            gate((family, socket.SOCK_STREAM, 0, "", address))
    with pytest.raises(GuardError, match="IPv4"):
        gate((socket.AF_UNIX, socket.SOCK_STREAM, 0, "", "/run/docker.sock"))


def test_of_several_addresses_the_refused_are_left_out() -> None:
    site = Site({"/a": page(b"x")})
    liar = Liar(("169.254.169.254", "127.0.0.1"))
    assert site.get(host="outlet.example", resolver=liar).body == b"x"


def test_other_ports_are_refused() -> None:
    error = refusal(Site({}), ports=(80, 443))
    assert error.word is Word.REFUSED
    assert "port" in error.detail


# ---- names -------------------------------------------------------------------------


class Nobody(Liar):
    """Knows no name."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_a_name_that_nobody_knows() -> None:
    error = refusal(Site({}), host="outlet.example", resolver=Nobody(()))
    assert (error.word, error.status) == (Word.DNS, 0)


def test_the_system_looks_names_up() -> None:
    site = Site({"/a": page(b"x")})
    assert site.get(host="localhost").body == b"x"
    error = refusal(site, host="nobody.invalid")
    assert error.word is Word.DNS


def test_a_server_of_names_that_never_answers_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = threading.Event()
    real = socket.getaddrinfo

    def slow(host: str, *args: object, **named: object) -> object:
        if host.endswith(".invalid"):
            ended.wait(30)
        return real(host, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(lookup.socket, "getaddrinfo", slow)
    monkeypatch.setattr(lookup, "LOOKUP_S", 0.3)
    site = Site({"/a": page(b"x")})

    async def all_of_them() -> list[object]:
        async with site.serving(), site.client() as client:
            dead = [
                client.get(site.url(host=f"n{n}.invalid"), max_bytes=MOST)
                for n in range(60)
            ]
            lives = client.get(site.url(host="localhost"), max_bytes=MOST)
            return await asyncio.gather(*dead, lives, return_exceptions=True)

    try:
        *dead, lives = asyncio.run(all_of_them())
    finally:
        ended.set()
    assert lives.body == b"x"  # type: ignore[attr-defined]
    assert all(isinstance(one, NotRead) and one.word is Word.DNS for one in dead)


def test_a_look_up_outlives_its_loop_without_harm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began, ended = threading.Event(), threading.Event()

    def slow(*args: object, **named: object) -> object:
        began.set()
        ended.wait(30)
        return []

    monkeypatch.setattr(lookup.socket, "getaddrinfo", slow)
    monkeypatch.setattr(lookup, "LOOKUP_S", 0.05)
    with pytest.raises(OSError, match="no answer"):
        asyncio.run(SystemLookup().resolve("outlet.example", 80))
    assert began.is_set()
    ended.set()
    for thread in threading.enumerate():
        if thread.name.startswith("look-up"):
            thread.join(5)


# ---- certificates ------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost that signs itself, and its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("the program openssl is not on this machine")
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "cert.pem", folder / "key.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(
        [program, *words.split(), "-keyout", str(key), "-out", str(made), *subject],
        check=True,
        capture_output=True,
    )
    return made, key


def get_over_tls(
    certificate: tuple[Path, Path], host: str, trusted: ssl.SSLContext | None
) -> bytes:
    made, key = certificate
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(made, key)
    site = Site({"/a": page(b"x")})

    async def both() -> bytes:
        async with site.serving(tls), site.client(trusted=trusted) as client:
            url = f"https://{host}:{site.port}/a"
            return (await client.get(url, max_bytes=MOST)).body

    return asyncio.run(both())


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    certificate: tuple[Path, Path],
) -> None:
    with pytest.raises(NotRead) as caught:
        get_over_tls(certificate, "localhost", None)
    assert caught.value.word is Word.TLS


def test_a_certificate_that_is_vouched_for_is_trusted(
    certificate: tuple[Path, Path],
) -> None:
    trusted = ssl.create_default_context(cafile=str(certificate[0]))
    assert get_over_tls(certificate, "localhost", trusted) == b"x"


def test_a_certificate_of_another_name_is_not_trusted(
    certificate: tuple[Path, Path],
) -> None:
    trusted = ssl.create_default_context(cafile=str(certificate[0]))
    with pytest.raises(NotRead) as caught:
        get_over_tls(certificate, "127.0.0.1", trusted)
    assert caught.value.word is Word.TLS


def test_a_server_without_tls_has_no_certificate() -> None:
    site = Site({})

    async def both() -> None:
        async with site.serving(), site.client() as client:
            await client.get(f"https://127.0.0.1:{site.port}/a", max_bytes=MOST)

    with pytest.raises(NotRead) as caught:
        asyncio.run(both())
    assert caught.value.word is Word.TLS


# ---- a proxy -----------------------------------------------------------------------


def test_a_proxy_of_the_settings_is_used_and_names_are_checked_before() -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        return page(b"through the proxy")

    # Asked for the whole address, a proxy answers for everybody.
    proxy = Site({"/a": handler})
    liar = Liar(("192.0.2.1",))

    async def ask(ip: str) -> bytes:
        names = Names({"proxy.example": "127.0.0.1", "outlet.example": ip})
        async with proxy.serving():
            client = proxy.client(
                allow_private=False,
                ports=(80, 443),
                resolver=names,
                proxy=f"http://proxy.example:{proxy.port}",
            )
            async with client:
                got = await client.get("http://outlet.example/a", max_bytes=MOST)
                return got.body

    assert asyncio.run(ask("93.184.215.14")) == b"through the proxy"
    assert proxy.paths[-1] == "http://outlet.example/a"
    asked = len(proxy.asked)
    for ip in ("127.0.0.1", "169.254.169.254", "10.0.0.1"):
        with pytest.raises(NotRead) as caught:
            asyncio.run(ask(ip))
        assert caught.value.word is Word.REFUSED
    assert len(proxy.asked) == asked
    assert liar.asked == []


class Names(Liar):
    """A small directory of names."""

    def __init__(self, names: dict[str, str]) -> None:
        super().__init__(())
        self.names = names

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.answers = [(self.names[host],)]
        return await super().resolve(host, port, family)


def test_with_a_proxy_no_other_port_is_opened() -> None:
    gate = Gate(FetchSettings(proxy="http://proxy.example:3128"))
    with pytest.raises(GuardError, match="proxy"):
        gate((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("93.184.215.14", 80)))


def test_a_proxy_that_is_none_is_a_mistake_in_the_settings() -> None:
    async def enter() -> None:
        async with Site({}).client(proxy="socks5://127.0.0.1:1"):
            raise AssertionError

    with pytest.raises(ConfigError, match=r"network\.proxy"):
        asyncio.run(enter())


def test_a_proxy_that_is_not_there() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        error = refusal(Site({}), proxy=f"http://127.0.0.1:{port}")
    assert error.word is Word.UNREACHABLE
