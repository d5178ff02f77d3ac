"""Which addresses may be contacted."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.errors import GuardError
from nouvelles.guard import check_address, check_url

PUBLIC = [
    "93.184.216.34",
    "2606:4700::1111",
    "::ffff:93.184.216.34",
    "64:ff9b::808:808",
]

PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "::1",
    "fd12::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "2001:0:7f00:1:0:0:f7f7:f7f7",  # Teredo with a private server
    "2001:0:808:808:0:0:f5ff:fffe",  # Teredo with the private client 10.0.0.1
]

SPECIAL = [
    "0.0.0.0",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "fd00:ec2::254",
    "::",
    "::7f00:1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "64:ff9b:1::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::",
    "2001:db8::1",
    "3fff::1",
    "100::1",
    "5f00::1",
]


@pytest.mark.parametrize("ip", PUBLIC)
def test_public_addresses_pass(ip: str) -> None:
    check_address(ip, 443)


@pytest.mark.parametrize("ip", PRIVATE)
def test_private_addresses_pass_only_when_allowed(ip: str) -> None:
    with pytest.raises(GuardError, match="private"):
        check_address(ip, 80)
    check_address(ip, 80, allow_private=True)


@pytest.mark.parametrize("ip", SPECIAL)
@pytest.mark.parametrize("allow_private", [False, True])
def test_special_addresses_never_pass(ip: str, allow_private: bool) -> None:
    with pytest.raises(GuardError):
        check_address(ip, 80, allow_private=allow_private)


@pytest.mark.parametrize("ip", ["", "localhost", "127.1", "0x7f.0.0.1", "1.2.3.4.5"])
def test_what_is_no_address_never_passes(ip: str) -> None:
    with pytest.raises(GuardError, match="not an IP address"):
        check_address(ip, 80, allow_private=True)


def test_ports() -> None:
    with pytest.raises(GuardError, match="port 22 is not allowed"):
        check_address("93.184.216.34", 22)
    check_address("93.184.216.34", 8443, ports=(8443,))


@pytest.mark.parametrize(
    "url",
    [
        "http://outlet.example/",
        "https://outlet.example:443/path?query#fragment",
        "http://outlet.example:80",
        "http://93.184.216.34/",
        "http://[2606:4700::1111]/",
        "HTTP://OUTLET.EXAMPLE",
    ],
)
def test_urls_of_the_web_pass(url: str) -> None:
    check_url(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://outlet.example/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("//outlet.example/", "only http and https"),
        ("", "only http and https"),
        ("http://", "names no host"),
        ("http:///path", "names no host"),
        ("http://user@outlet.example/", "user name"),
        ("http://user:word@outlet.example/", "user name"),
        ("http://outlet.example:22/", "port 22"),
        ("http://outlet.example:443x/", "not a URL"),
        ("http://outlet.example:99999/", "not a URL"),
        ("http://[::1", "not a URL"),
        ("http://outlet.example\\@10.0.0.1/", "characters"),
        ("http://outlet.example/a b", "characters"),
        ("http://outlet.example/\r\nHost: x", "characters"),
        ("http://127.0.0.1/", "private"),
        ("http://[::ffff:127.0.0.1]/", "private"),
        ("http://169.254.169.254/latest", "special"),
        ("http://2130706433/", "unusual spelling"),
        ("http://0x7f.9.9.9/", "unusual spelling"),
        ("http://0177.0.0.1/", "unusual spelling"),
        ("http://127.1/", "unusual spelling"),
        ("http://127.0.0.1./", "unusual spelling"),
        ("http://outlet.0x/", "unusual spelling"),
    ],
)
def test_other_urls_do_not(url: str, reason: str) -> None:
    with pytest.raises(GuardError, match=reason):
        check_url(url)


def test_private_literals_pass_when_allowed() -> None:
    check_url("http://127.0.0.1:8810/", allow_private=True, ports=(8810,))


@given(st.text(max_size=60) | st.from_regex(r"https?://[\[\]0-9a-f:.%@/\\]{0,40}"))
def test_nothing_but_guard_errors_is_raised(url: str) -> None:
    with contextlib.suppress(GuardError):
        check_url(url, allow_private=True)


@given(st.ip_addresses(v=6))
def test_every_ipv6_that_passes_is_global_unicast_or_holds_a_public_ipv4(
    address: object,
) -> None:
    try:
        check_address(str(address), 80)
    except GuardError:
        return
    assert str(address)[0] in "23" or str(address).startswith(("::ffff:", "64:ff9b::"))
