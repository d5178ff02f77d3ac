"""Which addresses may be contacted: the one gate in front of every socket.

`check_url` looks at what a URL says, `check_address` at where a socket would go. Both
are needed: names resolve to anything, also between two look-ups (DNS rebinding), so the
last word belongs to `check_address` at the moment the socket is made. Nothing here
resolves names or opens anything.

Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries and RFC 6890, through
`ipaddress`; RFC 6052 and RFC 8215 (NAT64), RFC 3056 (6to4), RFC 4380 (Teredo);
as known in November 2026.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

from nouvelles.errors import GuardError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

DEFAULT_PORTS = {"http": 80, "https": 443}

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

#: IPv6 addresses given out for the public Internet; all others are special or unused.
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")

#: The networks that "private" means here; loopback is asked of `ipaddress`. Link-local
#: is not among them: cloud machines answer there with their own credentials.
_PRIVATE = (
    ipaddress.ip_network("10.0.0.0/8"),
    ipaddress.ip_network("172.16.0.0/12"),
    ipaddress.ip_network("192.168.0.0/16"),
    ipaddress.ip_network("fc00::/7"),
)

#: Never visited, though `ipaddress` of some Python versions calls them global, or they
#: lie inside private networks: addresses kept for protocols and documentation (IANA
#: registries, RFC 9637), and metadata services of clouds (Azure's 168.63.129.16, AWS's
#: and Google's IPv6 ones, as their documentation of November 2026 names them).
_NEVER = (
    ipaddress.ip_network("192.0.0.0/24"),
    ipaddress.ip_network("168.63.129.16/32"),
    ipaddress.ip_network("3fff::/20"),
    ipaddress.ip_network("fd00:ec2::254/128"),
    ipaddress.ip_network("fd20:ce::254/128"),
)

#: A host whose last label is a number is read as an IPv4 address by many programs, also
#: in the forms 0x7f.1, 2130706433 and 127.1 (WHATWG URL standard, "ends in a number").
_ENDS_IN_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$", re.IGNORECASE)

#: Characters on which URL parsers disagree about where the host ends.
_AMBIGUOUS = re.compile(r"[\x00-\x20\x7f\\]")


def check_url(
    url: str, *, allow_private: bool = False, ports: Collection[int] = (80, 443)
) -> None:
    """Let an http or https URL pass, as far as its text can tell.

    Raises:
        GuardError: another scheme, a user name or password, a port that is not allowed,
            no host, an ambiguous spelling, or a literal address that is not allowed.
    """
    if _AMBIGUOUS.search(url):
        raise GuardError(url, "it holds characters that URLs must not hold")
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise GuardError(url, f"it is not a URL ({error})") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise GuardError(url, "only http and https are visited")
    if "@" in parts.netloc:
        raise GuardError(url, "it carries a user name or password")
    if not parts.hostname:
        raise GuardError(url, "it names no host")
    _check_port(url, port, ports)
    literal = _literal_address(url, parts.hostname)
    if literal is not None:
        _check_ip(url, literal, allow_private)


def check_address(
    ip: str,
    port: int,
    *,
    allow_private: bool = False,
    ports: Collection[int] = (80, 443),
) -> None:
    """Let a socket to this address and port be opened.

    `allow_private` opens loopback and private networks only; link-local, multicast,
    reserved and unspecified addresses are never contacted.

    Raises:
        GuardError: the address is not global (after unwrapping IPv4 addresses that are
            carried in IPv6 ones), or the port is not allowed.
    """
    about = f"{ip} port {port}"
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        raise GuardError(about, "it is not an IP address") from None
    _check_port(about, port, ports)
    _check_ip(about, address, allow_private)


def _literal_address(url: str, host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if _ENDS_IN_NUMBER.search(host):
        raise GuardError(
            url,
            "its host is a number in an unusual spelling",
            "Write IPv4 addresses as four decimal numbers.",
        )
    return None


def _check_port(about: str, port: int, ports: Collection[int]) -> None:
    if port not in ports:
        allowed = ", ".join(str(number) for number in sorted(ports))
        raise GuardError(
            about,
            f"port {port} is not allowed (allowed: {allowed})",
            "Add it to `network.ports` if it is meant.",
        )


def _check_ip(about: str, address: Address, allow_private: bool) -> None:
    for each in _unwrapped(address):
        never = any(each in network for network in _NEVER)
        if _is_public(each) and not never:
            continue
        if never or not _is_private(each):
            raise GuardError(about, f"{each} is a special address, never visited")
        if not allow_private:
            raise GuardError(
                about,
                f"{each} is a private address",
                "Set `network.allow_private` if this network is yours to visit.",
            )


def _unwrapped(address: Address) -> tuple[Address, ...]:
    """Every address that a packet to this one may end at."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.scope_id is not None:
        address = ipaddress.IPv6Address(int(address))
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    return (address,)


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    # `is_global` is true of multicast addresses.
    return address.is_global and not address.is_multicast


def _is_private(address: Address) -> bool:
    return address.is_loopback or any(address in network for network in _PRIVATE)
