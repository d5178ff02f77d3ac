"""Which part of a host name somebody registered.

Source: Public Suffix List (through publicsuffixlist), as known in November 2026.
"""

from __future__ import annotations

import ipaddress
from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList


@lru_cache(maxsize=4096)
def registered_domain(host: str) -> str:
    """The name that somebody registered: `news.bbc.co.uk` gives `bbc.co.uk`.

    A host that is itself a public suffix, and an IP address, give themselves. Ends that
    the list does not know (`.example`) count as one label.
    """
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return _suffixes(encoded="xn--" in host).privatesuffix(host) or host
    return host


@cache
def _suffixes(*, encoded: bool = False) -> PublicSuffixList:
    # With `encoded`, names outside ASCII also as hosts write them: three quarters of the
    # 40 ms that loading the list takes, and few hosts need it.
    return PublicSuffixList(accept_encoded_idn=encoded)
