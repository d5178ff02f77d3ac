"""Link headers of HTTP answers (RFC 8288, October 2017), read in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nouvelles.records import Headers

#: One parameter: rel="alternate" or rel=alternate. A quoted value may hold "\"".
_PARAMETER = re.compile(
    r"\s*+;\s*+([^\s=;,\"]++)(?:\s*+=\s*+(?:\"((?:[^\"\\]|\\.)*+)\"|([^\s;,\"]*+)))?"
)

#: Headers are not read further than this.
_LONGEST = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderLink:
    """One link: its target as written, and its parameters by lower-case name."""

    target: str
    parameters: dict[str, str]


def header_links(headers: Headers) -> Iterator[HeaderLink]:
    """The links of all Link headers, in order; broken ones are passed over.

    Links with an `anchor` speak of something else than the answer; they are left out.
    Header names are lower-case.
    """
    value = ", ".join(value for name, value in headers if name == "link")[:_LONGEST]
    start = value.find("<")
    while start >= 0:
        end = value.find(">", start)
        if end < 0:
            return
        target, place = value[start + 1 : end].strip(), end + 1
        parameters: dict[str, str] = {}
        while match := _PARAMETER.match(value, place):
            quoted, plain = match[2], match[3]
            said = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else plain
            # "The first occurrence counts" (RFC 8288, 3.3 and 3.4).
            parameters.setdefault(match[1].lower(), said or "")
            place = match.end()
        if "anchor" not in parameters:
            yield HeaderLink(target=target, parameters=parameters)
        start = value.find("<", place)
