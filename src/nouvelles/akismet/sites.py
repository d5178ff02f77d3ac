"""Which site a key is for."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_HOST: Final = re.compile(r"[\w.:-]{1,253}\Z")


def site_of(address: str) -> str:
    """The host of a site's address, lower case, without `www.`, with its port if it has
    an unusual one; "" where there is none."""
    text = address.strip().lower()
    try:
        parts = urlsplit(text if "://" in text else f"//{text}")
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if not _HOST.match(host):
        return ""
    host = host.removeprefix("www.")
    return f"{host}:{port}" if port not in (None, 80, 443) else host


def same_site(address: str, site: str) -> bool:
    """Whether an address is of the site that a key was given to, or of a part of it. A key
    for a site without a port is for all its ports."""
    found = site_of(address)
    if not site or not found:
        return False
    if ":" not in site:
        found = found.partition(":")[0]
    return found == site or found.endswith(f".{site}")
