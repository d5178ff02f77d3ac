"""Names to addresses: looked up without anybody waiting for a dead server of names."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from threading import Thread

from aiohttp.abc import AbstractResolver, ResolveResult

from nouvelles.errors import GuardError
from nouvelles.guard import check_address

#: Seconds after which a name counts as unknown.
LOOKUP_S = 10.0

#: Look-ups at once. The system gives one up after half a minute only, and each holds a
#: thread until then: so many names may be dead before others have to wait.
LOOKUPS = 256


class SystemLookup(AbstractResolver):
    """The system's own look-up, each in a thread that nobody waits for at the end."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(LOOKUPS)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name. Raises OSError when there are none, or no answer."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def settle(found: list[ResolveResult] | OSError) -> None:
            self._free.release()
            if answer.done():  # nobody waits any more
                return
            if isinstance(found, OSError):
                answer.set_exception(found)
            else:
                answer.set_result(found)

        def look_up() -> None:
            found = _look_up(host, port, family)
            # The loop may have ended meanwhile; then nobody wants to know.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(settle, found)

        await self._free.acquire()
        try:
            Thread(target=look_up, name=f"look-up {host}", daemon=True).start()
        except RuntimeError as error:
            self._free.release()
            raise OSError(f"no thread for the look-up ({error})") from error
        try:
            async with asyncio.timeout(LOOKUP_S):
                return await answer
        except TimeoutError:
            raise OSError(f"no answer about {host} in {LOOKUP_S:.0f} s") from None

    async def close(self) -> None:
        """Nothing is held; look-ups that still run end by themselves."""


class GuardedLookup(AbstractResolver):
    """Another look-up's answers, without the addresses that must not be contacted.

    Connections to several addresses of a name are tried side by side; here the refused
    ones are taken out before that. The last word still belongs to the socket's guard.
    """

    def __init__(
        self, inner: AbstractResolver, *, allow_private: bool, ports: tuple[int, ...]
    ) -> None:
        self._inner = inner
        self._allow_private = allow_private
        self._ports = ports

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """As the inner look-up; raises GuardError when no address may be contacted."""
        refused: GuardError | None = None
        kept = []
        for found in await self._inner.resolve(host, port, family):
            try:
                self._check(found)
                kept.append(found)
            except GuardError as error:
                refused = error
        if refused is not None and not kept:
            raise refused
        return kept

    async def check_all(self, host: str, port: int) -> None:
        """Raise GuardError when any address of a name must not be contacted: for a proxy,
        which looks it up by itself and takes the one it likes."""
        for found in await self._inner.resolve(host, port, socket.AF_UNSPEC):
            self._check(found)

    async def close(self) -> None:
        await self._inner.close()

    def _check(self, found: ResolveResult) -> None:
        check_address(
            found["host"],
            found["port"],
            allow_private=self._allow_private,
            ports=self._ports,
        )


def _look_up(
    host: str, port: int, family: socket.AddressFamily
) -> list[ResolveResult] | OSError:
    try:
        found = socket.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
    except OSError as error:
        return error
    except UnicodeError as error:
        return OSError(f"{host} is no name ({error})")
    return [
        ResolveResult(
            hostname=host,
            host=str(address[0]),
            port=int(address[1]),
            family=kind,
            proto=protocol,
            flags=socket.AI_NUMERICHOST,
        )
        for kind, _, protocol, _, address in found
        if kind in (socket.AF_INET, socket.AF_INET6)
    ]
