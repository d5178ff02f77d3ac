"""What a subscriber says to a hub, and what it believes of what a hub says (WebSub).

Source: WebSub, W3C Recommendation of 23 January 2018, sections 4 to 8; Link headers:
RFC 8288, section 3; names without a place in the public DNS: RFC 6761, 6762, 7686,
8375, 9476 and ICANN's `internal` (2024); all as known in November 2026.

Looked for a library (November 2026): the ones for Python are unmaintained (`websub` of
2019, `asgi-websub` of 2021) or bring a framework and a store of their own
(`flask-websub`, `django-push`), and those for Link headers are of 2020 and older. What a
subscriber needs is a form, a comparison and an HMAC, all of it here.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from nouvelles.config import Settings
from nouvelles.errors import GuardError
from nouvelles.guard import check_url
from nouvelles.records import Headers

#: Where the paper listens for hubs; a token follows.
CALLBACK_PATH = "/websub/"

#: What we ask for. Hubs give what they like: Google's five days, others ten or more.
LEASE_S = 10 * 86_400

#: What is taken where a hub states no lease, or none that can be read: soon asked again.
ASSUMED_LEASE_S = 86_400

#: The longest that a hub is believed: one that forgot us is found out by then.
LONGEST_LEASE_S = 30 * 86_400

#: No hub is asked more often than this, whatever leases it gives.
SHORTEST_RENEWAL_S = 3_600

#: The wait after the first failure doubles with each one, up to the longest.
FIRST_WAIT_S = 3_600
LONGEST_WAIT_S = 7 * 86_400

#: Section 7.1.1. SHA-1 as an HMAC is not broken, and many hubs know nothing else.
ALGORITHMS = frozenset({"sha1", "sha256", "sha384", "sha512"})

#: Longer than any hub's; an answer must not become a mirror for whole pages.
_LONGEST_CHALLENGE = 4_096

#: Characters of a hub's own words that are kept.
_LONGEST_REASON = 200

#: Endings of names that no hub on the Internet can find.
_LOCAL_NAMES = frozenset(
    {"localhost", "local", "internal", "test", "example", "invalid", "onion", "alt",
     "home.arpa", "localdomain"}
)  # fmt: skip

#: One link of a Link header and its parameters: <target>; rel="hub"; title="a, b"
_LINK = re.compile(
    r"<([^<>]*)>((?:\s*;\s*[^;,\s=\"]+(?:\s*=\s*(?:\"[^\"]*\"|[^;,\"\s]*))?)*)"
)
#: One parameter: ; rel="hub self" or ; rel=hub
_PARAMETER = re.compile(r";\s*([^;,\s=\"]+)\s*=\s*(?:\"([^\"]*)\"|([^;,\"\s]*))")


def usable(settings: Settings) -> bool:
    """Whether hubs can reach the paper, and it is wanted that they do.

    `paper.address` must be http or https and no private, special or merely local name;
    with `network.allow_private` those count too (tests, intranets).
    """
    address, private = settings.paper.address, settings.network.allow_private
    if not settings.reading.websub:
        return False
    try:
        # What port the world sees the paper under is not ours to choose.
        check_url(address, allow_private=private, ports=range(1, 65_536))
    except GuardError:
        return False
    host = (urlsplit(address).hostname or "").rstrip(".")
    is_local = ":" not in host and (
        "." not in host or any(f".{host}".endswith(f".{name}") for name in _LOCAL_NAMES)
    )
    return private or not is_local


def callback_of(address: str, token: str) -> str:
    """The address that a hub is given for a subscription."""
    return address.rstrip("/") + CALLBACK_PATH + token


def links_of(headers: Headers, base: str) -> tuple[str, str]:
    """The addresses of the hub and of the topic in Link headers; "" for what is absent.

    Of several hubs the first is taken. Links that speak of something else than the
    answer they came with (`anchor`) are passed over, as are broken ones.
    """
    found = {"hub": "", "self": ""}
    for name, value in headers:
        if name.lower() != "link":
            continue
        for link in _LINK.finditer(value):
            said = _parameters(link[2])
            if "anchor" in said:
                continue
            for relation in said.get("rel", "").lower().split():
                if found.get(relation) == "":
                    found[relation] = _absolute(base, link[1].strip())
    return found["hub"], found["self"]


def offer_of(
    headers: Headers, base: str, *, hub: str = "", self_url: str = ""
) -> tuple[str, str] | None:
    """Hub and topic to subscribe to, or None (section 4).

    Link headers come first; where they do not give both, what the feed itself said is
    taken: `hub` and `self_url`. Nothing is guessed for a feed that names no self: a hub
    announces topics under the names that their publishers gave them.
    """
    for one, topic in (
        links_of(headers, base),
        (_absolute(base, hub), _absolute(base, self_url)),
    ):
        if one and topic:
            return one, topic
    return None


def subscribe_form(
    *, callback: str, topic: str, secret: str, lease_s: int = LEASE_S
) -> dict[str, str]:
    """The form that asks a hub for a subscription, or for its renewal (section 5.1).

    A secret is sent to hubs without TLS too, where the standard advises against it:
    whoever listens there reads the callback along with it, and against all others a
    signature is better than none.
    """
    return {
        "hub.callback": callback,
        "hub.mode": "subscribe",
        "hub.topic": topic,
        "hub.lease_seconds": str(lease_s),
        "hub.secret": secret,
    }


def unsubscribe_form(*, callback: str, topic: str) -> dict[str, str]:
    """The form that asks a hub to end a subscription (section 5.1)."""
    return {"hub.callback": callback, "hub.mode": "unsubscribe", "hub.topic": topic}


def verify(query: Mapping[str, str], *, topic: str, mode: str) -> str | None:
    """The challenge to echo where a hub asks for what we want, else None (5.3).

    `mode` is what we want of this topic: "subscribe" or "unsubscribe".
    """
    challenge = query.get("hub.challenge", "")
    if query.get("hub.mode") != mode or query.get("hub.topic") != topic:
        return None
    if not challenge or len(challenge) > _LONGEST_CHALLENGE:
        return None
    return challenge


def denied(query: Mapping[str, str], *, topic: str) -> str | None:
    """A hub's reason for denying a subscription, perhaps "", else None (5.2)."""
    if query.get("hub.mode") != "denied" or query.get("hub.topic") != topic:
        return None
    reason = "".join(c if c.isprintable() else " " for c in query.get("hub.reason", ""))
    return reason.strip()[:_LONGEST_REASON]


def lease_of(query: Mapping[str, str]) -> int:
    """The seconds that a hub's verification gives us, from the time it came.

    What a hub must state and does not, or not as a positive number, is assumed.
    """
    stated = query.get("hub.lease_seconds", "").strip()
    if not (stated.isascii() and stated.isdecimal()) or int(stated[:12]) == 0:
        return ASSUMED_LEASE_S
    return min(int(stated[:12]), LONGEST_LEASE_S)


def signature_ok(body: bytes, header: str, secret: str) -> bool:
    """Whether X-Hub-Signature holds for these bytes (section 7.1), in constant time."""
    method, _, signature = header.strip().partition("=")
    method = method.strip().lower()
    if method not in ALGORITHMS or not secret:
        return False
    expected = hmac.new(secret.encode(), body, method).hexdigest()
    given = signature.strip().lower().encode("utf-8", errors="replace")
    return hmac.compare_digest(given, expected.encode())


def renewal_s(lease_s: int, jitter_01: float) -> int:
    """Seconds from a verification to its renewal: at 75 to 85 % of the lease.

    The spread keeps what was subscribed to in one hour from coming back in one minute.
    """
    return max(int(lease_s * (0.75 + 0.1 * jitter_01)), SHORTEST_RENEWAL_S)


def wait_s(failures: int, jitter_01: float) -> int:
    """Seconds until a hub is asked again, after failures in a row (at least 1).

    As long is waited for a verification that was promised.
    """
    doubled = FIRST_WAIT_S * 2 ** min(max(failures, 1) - 1, 30)
    return int(min(doubled, LONGEST_WAIT_S) * (0.9 + 0.2 * jitter_01))


def _parameters(text: str) -> dict[str, str]:
    """Parameters of a link by their names; the first of a name counts (RFC 8288)."""
    said: dict[str, str] = {}
    for match in _PARAMETER.finditer(text):
        said.setdefault(
            match[1].lower(), match[2] if match[2] is not None else match[3]
        )
    return said


def _absolute(base: str, address: str) -> str:
    """An http or https address, or ""."""
    try:
        whole = urljoin(base, address.strip()) if address.strip() else ""
        parts = urlsplit(whole)
    except ValueError:  # an unclosed bracket, as in "http://[x"
        return ""
    return whole if parts.scheme in ("http", "https") and parts.hostname else ""
