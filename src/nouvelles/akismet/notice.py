"""What leaves the paper for a second opinion: the privacy notice and the client ask here,
so that both go by one answer."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from nouvelles.akismet.questions import FIELDS
from nouvelles.config import SecondOpinionSettings
from nouvelles.errors import ConfigError

#: What a question cannot do without.
ALWAYS: Final = ("text", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """To whom, and what: `text`, `language` and names of `FIELDS`, in their order."""

    host: str
    what: tuple[str, ...]


def what_is_sent(settings: SecondOpinionSettings) -> Sent | None:
    """What is sent of a comment that waits in the queue; None: nothing, to nobody.

    Raises:
        ConfigError: the address is none or would carry comments in clear, there is no key,
            or something is to be sent that is not known.
    """
    if not settings.address:
        return None
    parts = urlsplit(settings.address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise ConfigError(
            "second_opinion.address",
            f"{settings.address!r} is not the address of a server",
            "Write it as https://rest.akismet.com.",
        )
    if parts.scheme == "http" and not _is_here(host):
        raise ConfigError(
            "second_opinion.address",
            "comments would be sent there for anybody to read",
            "Write https:// in front, or name a server on this machine.",
        )
    if not settings.key:
        raise ConfigError(
            "second_opinion.key",
            f"is missing, and {host} answers nobody without",
            "Ask whoever runs the server for one.",
        )
    unknown = sorted(set(settings.send) - set(FIELDS))
    if unknown:
        raise ConfigError(
            "second_opinion.send",
            f"`{unknown[0]}` is nothing that can be sent",
            f"Known: {', '.join(FIELDS)}.",
        )
    chosen = tuple(name for name in FIELDS if name in settings.send)
    return Sent(host=host, what=(*ALWAYS, *chosen))


def _is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
