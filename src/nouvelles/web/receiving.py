"""Bodies that are sent to us, bounded, and where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from urllib.parse import parse_qsl

from starlette.requests import Request

#: Fields that a form of ours may have.
_FIELDS = 40

Network = IPv4Network | IPv6Network


async def read_body(request: Request, most: int) -> bytes | None:
    """The body, or None when it is larger than `most` bytes."""
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and len(stated) < 20 and int(stated) > most:
        return None
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        parts.append(part)
        size += len(part)
        if size > most:
            return None
    return b"".join(parts)


def read_form(body: bytes) -> dict[str, str]:
    """The fields of a form as browsers send it by default; the last of each name.

    What is not UTF-8 has U+FFFD in it.

    Raises:
        ValueError: there are more fields than any form of ours has.
    """
    pairs = parse_qsl(
        body.decode("utf-8", "replace"),
        keep_blank_values=True,
        errors="replace",
        max_num_fields=_FIELDS,
    )
    return dict(pairs)


def client_address(request: Request, proxies: Sequence[Network]) -> str:
    """The address that a request comes from; "" where it is not known.

    X-Forwarded-For is read from its end for as long as proxies of ours wrote it.
    """
    address = request.client.host if request.client else ""
    given = ",".join(request.headers.getlist("x-forwarded-for"))
    for hop in reversed([one.strip() for one in given.split(",") if one.strip()]):
        if not _is_of(address, proxies):
            break
        address = hop.strip("[]")
    return address


def _is_of(address: str, proxies: Sequence[Network]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in proxies)
