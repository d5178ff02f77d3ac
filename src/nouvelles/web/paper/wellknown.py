"""What machines look for at known places: robots.txt and `/.well-known/`."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from urllib.parse import quote

from starlette.requests import Request

from nouvelles.config import ImprintSettings
from nouvelles.edition.feed import in_utc
from nouvelles.web.addresses import SITEMAP
from nouvelles.web.answers import JSON, TEXT, Answer
from nouvelles.web.paper.failures import failure
from nouvelles.web.site import Edition, Site

#: How long what security.txt says may be trusted: RFC 9116 (section 2.5.5) wants less
#: than a year.
TRUSTED = timedelta(days=180)

#: A bare mail address, as people write it into settings.
_MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\Z")


def robots(site: Site, edition: Edition, request: Request) -> Answer:
    """robots.txt (RFC 9309): everything but searches, which are endless, and the forms
    for comments, which are for people."""
    lines = ["User-agent: *"]
    for one in site.editions.values():
        lines.append(f"Disallow: {one.addresses.search()}?")
        if site.discussion is not None:
            lines.append(
                f"Disallow: {one.addresses.write(one.addresses.front() + '*')}"
            )
    lines += ["", f"Sitemap: {edition.addresses.absolute(SITEMAP)}"]
    return Answer(body="\n".join([*lines, ""]).encode(), media_type=TEXT)


def tdmrep(site: Site, edition: Edition, request: Request) -> Answer:
    """`/.well-known/tdmrep.json` (W3C TDMRep, 2024): text and data mining is reserved.

    The texts are their outlets', so the paper can release none of them. Pages of whole
    articles under a free licence say otherwise themselves, which counts more (section 6).
    """
    rules = [{"location": "/", "tdm-reservation": 1}]
    return Answer(body=json.dumps(rules).encode() + b"\n", media_type=JSON)


def ads_txt(site: Site, edition: Edition, request: Request) -> Answer:
    """`/ads.txt` (IAB ads.txt 1.1, 2022): nobody is authorised to sell space here.

    The line is the one that the specification gives for this (section 3.2.1); who asks
    for space writes to the contact.
    """
    lines = ["placeholder.example.com, placeholder, DIRECT, placeholder"]
    contact = " ".join(site.settings.imprint.contact.split())
    if contact:
        lines.append(f"CONTACT={contact}")
    return Answer(body="\n".join([*lines, ""]).encode(), media_type=TEXT)


def security(site: Site, edition: Edition, request: Request) -> Answer:
    """`/.well-known/security.txt` (RFC 9116); none without a contact, which it needs."""
    contact = security_contact(site.settings.imprint)
    if not contact:
        return failure(site, edition, 404)
    # By the day, so that the file is the same at each reading.
    today = in_utc(site.clock()).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {(today + TRUSTED).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Preferred-Languages: {', '.join(site.editions)}",
        f"Canonical: {edition.addresses.absolute('/.well-known/security.txt')}",
    ]
    return Answer(body="\n".join([*lines, ""]).encode(), media_type=TEXT)


def security_contact(imprint: ImprintSettings) -> str:
    """The contact as an address (RFC 9116, section 2.5.3); "" where there is none.

    `imprint.security`, else `imprint.contact` where that is a mail or web address.
    """
    for given in (imprint.security.strip(), imprint.contact.strip()):
        if _MAIL.match(given):
            return f"mailto:{quote(given, safe='@')}"
        if given.startswith(("https://", "mailto:", "tel:")) and given.isprintable():
            return quote(given, safe=":/?&=@+#%~,;")
    return ""
