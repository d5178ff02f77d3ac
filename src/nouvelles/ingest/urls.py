"""The addresses of pages: one spelling for one address, one key for one article.

Sources: RFC 3986 section 6 (normalisation), WHATWG URL standard (hosts that end in a
number), RFC 5890 (internationalised names, through yarl); as known in November 2026.
"""

from __future__ import annotations

import ipaddress
import re
from functools import cache
from importlib.resources import files
from urllib.parse import unquote

from yarl import URL

from nouvelles.domains import registered_domain
from nouvelles.errors import InputError

#: Invisible signs that come along when an address is copied.
_INVISIBLE = "\u200b\ufeff"

#: What people write around an address. Taken away only where it stands in front: at
#: the end alone, it may belong to the address.
_WRAPPING = "<>\"'«»“”‘’"

#: Browsers drop these wherever they stand (WHATWG URL standard, URL parsing, step 3).
_LINE_BREAKS = re.compile(r"[\t\r\n]")

#: Not allowed in an address; to encode them would hide that something is wrong.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

#: One label of a host name; the underscore is not of the standard, but it is met.
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")

#: The last label of a host that is meant as an IPv4 address.
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")

#: Hosts that show the same articles to other devices.
_VARIANT_HOST = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=.)")

#: The endings of the AMP form of an article: …/amp, …/amp/, ….amp, ….amp.html
_AMP_PATH = re.compile(r"(?<=[^/])(?:/amp/?$|\.amp(?=\.html?$|$))")

#: The query parameters of the AMP form of an article: amp, amp=1, outputType=amp
_AMP_QUERY = re.compile(r"amp(?:=(?:1|true|amp)?)?|outputtype=amp", re.IGNORECASE)

#: An address that is written as it should be, without a query, as most are: nothing of
#: it is to be changed, and its host is the group. No empty or dot segments, no `xn--`.
_PLAIN = re.compile(
    r"https?://(?=[^/]{1,253}/)"
    r"((?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})"
    r"(?:/|(?:/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)+/?)"
)

_ADVICE = "Give a whole address such as https://outlet.example/path."


def normalise(url: str, *, keep_tracking: bool = False) -> str:
    """One spelling of an http or https address, which still leads to the same page.

    Scheme and host are lower-case, the host in ASCII (IDNA); default ports, fragments,
    dot segments and tracking parameters (unless `keep_tracking`) are dropped; percent
    encodings are upper-case and only where needed; the order of the query is kept.
    Normalising twice gives the same as once.

    Raises:
        InputError: not an absolute http or https address with a sound host.
    """
    if _PLAIN.fullmatch(url):
        return url
    parsed, host = _parse(url)
    query = parsed.raw_query_string
    if not keep_tracking:
        query = "&".join(p for p in query.split("&") if p and not _is_tracking(p))
    path = parsed.raw_path or "/"
    port = parsed.explicit_port
    shown = f"[{host}]" if ":" in host else host
    if port is not None and port != (443 if parsed.scheme == "https" else 80):
        shown = f"{shown}:{port}"
    return f"{parsed.scheme}://{shown}{path}{'?' + query if query else ''}"


def article_key(url: str) -> str:
    """The identity of an article's address, for comparing only.

    As `normalise`, and alike for http and https, with and without `www.`, `m.`,
    `mobile.`, `amp.` in front of the registered domain, the AMP form and the plain one,
    with and without a slash at the end. Has no scheme, so that it is never visited.

    Raises:
        InputError: as `normalise`.
    """
    scheme_less = normalise(url).partition("://")[2]
    place, _, query = scheme_less.partition("?")
    netloc, slash, path = place.partition("/")
    path = _AMP_PATH.sub("", slash + path).rstrip("/")
    kept = "&".join(p for p in query.split("&") if p and not _AMP_QUERY.fullmatch(p))
    return f"{_plain_host(netloc)}{path}{'?' + kept if kept else ''}"


def host_of(url: str) -> str:
    """The host of an address, lower-case and ASCII, without port or brackets.

    Raises:
        InputError: as `normalise`.
    """
    plain = _PLAIN.fullmatch(url)
    return plain[1] if plain else _parse(url)[1]


def _parse(url: str) -> tuple[URL, str]:
    """The parsed address and its host, lower-case, ASCII, without a final dot."""
    bare = url.strip().strip(_INVISIBLE).strip()
    if bare.startswith(tuple(_WRAPPING)):
        bare = bare.strip(_WRAPPING).strip()
    bare = _LINE_BREAKS.sub("", bare)
    if _CONTROL.search(bare):
        raise InputError(
            repr(url), "an address cannot hold control characters", _ADVICE
        )
    try:
        parsed = URL(bare).with_fragment(None)
        host = (parsed.raw_host or "").removesuffix(".").lower()
        named = parsed.user is not None or parsed.password is not None
    except ValueError as error:
        raise InputError(repr(url), f"not an address ({error})", _ADVICE) from None
    if parsed.scheme not in ("http", "https"):
        raise InputError(repr(url), "not an http or https address", _ADVICE)
    if named:
        raise InputError(repr(url), "the address holds a user name", _ADVICE)
    _check_host(url, host)
    return parsed, host


def _check_host(url: str, host: str) -> None:
    labels = host.split(".")
    if ":" in host or _NUMBER.fullmatch(labels[-1]):
        try:
            ipaddress.ip_address(host)
        except ValueError:
            pass
        else:
            return
    elif len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels):
        return
    raise InputError(repr(url), f"{host!r} is not a host name", _ADVICE)


def _plain_host(netloc: str) -> str:
    """The host without variant prefixes; never less than the registered domain."""
    while match := _VARIANT_HOST.match(netloc):
        shorter = netloc[match.end() :]
        name = netloc.partition(":")[0]
        if not shorter.partition(":")[0].endswith(registered_domain(name)):
            break
        netloc = shorter
    return netloc


@cache
def _tracking_names() -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole names, and beginnings of names, in lower case."""
    text = (files("nouvelles.ingest") / "data" / "tracking.txt").read_text("utf-8")
    names = {line.strip().lower() for line in text.splitlines()} - {""}
    names = {name for name in names if not name.startswith("#")}
    starts = tuple(sorted(name[:-1] for name in names if name.endswith("*")))
    return frozenset(name for name in names if not name.endswith("*")), starts


def _is_tracking(parameter: str) -> bool:
    name = unquote(parameter.partition("=")[0]).lower()
    whole, starts = _tracking_names()
    return name in whole or name.startswith(starts)
