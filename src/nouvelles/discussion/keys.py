"""Keyed hashes: what tells the same address again today, and nothing tomorrow."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

#: Bits of an address that are looked at: one network, not one reader.
PREFIX_V4, PREFIX_V6 = 24, 48


def keyed(secret: bytes, *parts: str) -> bytes:
    """16 bytes of HMAC-SHA256 of parts, none of which may hold a NUL."""
    message = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hmac.new(secret, message, sha256).digest()[:16]


def today_of(now: float) -> str:
    """The day of a time in UTC, "2026-03-12": the key of an address changes with it."""
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def address_prefix(address: str) -> str:
    """The network of an address, "192.0.2.0/24" or "2001:db8::/48"; "" for no address.

    An IPv4 address that is written as IPv6 is IPv4.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    bits = PREFIX_V4 if found.version == 4 else PREFIX_V6
    return str(ip_network((found, bits), strict=False))
