"""The pages that speak of the paper itself."""

from __future__ import annotations

from starlette.requests import Request

from nouvelles.web.addresses import Addresses
from nouvelles.web.answers import Answer
from nouvelles.web.notice import notice
from nouvelles.web.paper.wellknown import security_contact
from nouvelles.web.site import Edition, Site
from nouvelles.web.words import mark

#: The rows of the imprint: setting and label.
IMPRINT = (
    ("publisher", mark("Publisher")),
    ("director", mark("Responsible for what is published")),
    ("address", mark("Postal address")),
    ("contact", mark("Contact, complaints, corrections, right of reply")),
    ("host", mark("Host of the site")),
)


def about(site: Site, edition: Edition, request: Request) -> Answer:
    """What the paper is, how it is made, and what it shows of others' work."""
    counted = site.reads.sources()
    return site.page(
        edition,
        "about.html",
        lambda at: at.about(),
        sources=sum(1 for one in counted if one.articles),
        articles=sum(one.articles for one in counted),
        invented=[one.source.invented for one in counted],
        has_contact=bool(site.settings.imprint.contact),
    )


def imprint(site: Site, edition: Edition, request: Request) -> Answer:
    """The imprint that the law asks for, from the settings."""
    settings = site.settings.imprint
    rows = [(label, getattr(settings, name), name) for name, label in IMPRINT]
    return site.page(
        edition,
        "imprint.html",
        lambda at: at.imprint(),
        rows=rows,
        is_incomplete=not all(value for _, value, _ in rows),
    )


def privacy(site: Site, edition: Edition, request: Request) -> Answer:
    """What becomes of readers' data: nothing is kept, but of those who comment."""
    kept = notice(site.settings, edition.words, site.told_to) if site.discussion else []
    return site.page(edition, "privacy.html", lambda at: at.privacy(), notice=kept)


def advertising(site: Site, edition: Edition, request: Request) -> Answer:
    """By which rules advertisements stand here, and how many do."""
    day = site.day()
    running = [ad for ad in site.reads.ads() if ad.since <= day <= ad.until]
    return site.page(
        edition,
        "advertising.html",
        lambda at: at.advertising(),
        running=len(running),
        contact=site.settings.imprint.contact,
    )


def accessibility(site: Site, edition: Edition, request: Request) -> Answer:
    """What is done for readers of all kinds, and what does not conform yet."""
    contact = site.settings.imprint.contact
    place = Addresses.accessibility
    return site.page(edition, "accessibility.html", place, contact=contact)


def contact(site: Site, edition: Edition, request: Request) -> Answer:
    """Where to write, with what, and what can be done."""
    imprint = site.settings.imprint
    return site.page(
        edition,
        "contact.html",
        Addresses.contact,
        contact=imprint.contact,
        security=bool(security_contact(imprint)),
    )
