"""What a page says to machines about itself: JSON-LD with the words of schema.org.

Everything here stands on the page as well, cut by the same rights. An article is its
outlet's: the outlet is its publisher, and the paper only says so (`sdPublisher`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from nouvelles.edition import SOURCE_TYPE
from nouvelles.web.addresses import outward
from nouvelles.web.licences import licence_address, licence_name
from nouvelles.web.names import language_tag
from nouvelles.web.shown import Display, Plate, Teaser
from nouvelles.web.site import Edition, Site
from nouvelles.web.translated import InLanguage

CONTEXT = "https://schema.org"

#: What must not stand in a script element as it is: it could end it or open another.
_ESCAPES = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))


def write_linked(*things: dict[str, Any]) -> Markup:
    """Things as a JSON-LD document, safe inside `<script type="application/ld+json">`."""
    document = {"@context": CONTEXT, "@graph": things}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _ESCAPES:
        text = text.replace(character, escaped)
    return Markup(text)  # noqa: S704 - what would be markup is escaped


def news_article(
    site: Site,
    edition: Edition,
    display: Display,
    address: str,
    *,
    modified: datetime | None,
    free: bool | None,
) -> dict[str, Any]:
    """The article of a page at an absolute address.

    `modified` is when its outlet says that it changed it, `free` whether everybody may
    read it there; None where that is not known.
    """
    teaser, at = display.teaser, edition.addresses
    source = teaser.source
    outlet = _given(
        {
            "@type": "NewsMediaOrganization",
            "name": source.name,
            "url": outward(source.home),
        }
    )
    published = teaser.published
    return _given(
        {
            "@type": "NewsArticle",
            "@id": address,
            "url": address,
            "headline": teaser.headline,
            "description": teaser.extract,
            "inLanguage": language_tag(teaser.language),
            "datePublished": _moment(published, day_only=teaser.day_only),
            "dateModified": _moment(modified),
            "author": [{"@type": "Person", "name": name} for name in display.byline]
            or outlet,
            "publisher": outlet,
            "image": _image(edition, display.plate),
            "isBasedOn": teaser.url,
            "isAccessibleForFree": free,
            "creditText": credit_text(edition, source.name, display.licence),
            "license": licence_address(display.licence),
            "usageInfo": at.absolute(at.imprint() + "#rights"),
            "sdPublisher": _paper(site, edition),
        }
    )


def translated_article(
    site: Site, edition: Edition, original: dict[str, Any], made: InLanguage
) -> dict[str, Any]:
    """The same article in the edition's language: its translation is the paper's, says by
    whom or what it was made, and names the outlet's article as its source."""
    outlet = original["publisher"]
    work = _given(
        {
            "@type": "NewsArticle",
            "url": original.get("isBasedOn"),
            "headline": original["headline"],
            "inLanguage": original.get("inLanguage"),
            "author": original.get("author"),
            "publisher": outlet,
        }
    )
    return _given(
        {
            **original,
            "headline": made.title,
            "description": None,
            "inLanguage": edition.language,
            "translationOfWork": work,
            "translator": _translator(site, edition, made),
            # The European Union's AI Act asks for a mark that machines can read (2024/1689,
            # article 50); the word is IPTC's, as schema.org takes it over.
            "digitalSourceType": SOURCE_TYPE if made.maker == "machine" else None,
        }
    )


def _translator(site: Site, edition: Edition, made: InLanguage) -> dict[str, Any]:
    if made.maker == "reviewed":
        return {"@type": "Person", "name": made.by}
    if made.maker == "supplied":
        return {"@type": "Organization", "name": made.by}
    engines = dict.fromkeys(engine for way in made.ways for engine in way.engines)
    return {
        "@type": "SoftwareApplication",
        "name": ", ".join(engines),
        "applicationCategory": "machine translation",
        "provider": _paper(site, edition),
    }


def story_collection(
    site: Site,
    edition: Edition,
    *,
    title: str,
    description: str,
    language: str,
    told: Sequence[Teaser],
    address: str,
    modified: datetime,
) -> dict[str, Any]:
    """A story: the paper's own page, made of the tellings of others."""
    at = edition.addresses
    originals = [one.url for one in told if one.url]
    return _given(
        {
            "@type": "CollectionPage",
            "@id": address,
            "url": address,
            "name": title,
            "description": description,
            "inLanguage": list(
                dict.fromkeys([edition.language, language_tag(language)])
            ),
            "dateModified": _moment(modified),
            "publisher": _paper(site, edition),
            "isBasedOn": originals,
            "creditText": ", ".join(dict.fromkeys(one.source.name for one in told)),
            "usageInfo": at.absolute(at.imprint() + "#rights"),
        }
    )


def breadcrumbs(
    edition: Edition, places: Sequence[tuple[str, str]], here: str
) -> dict[str, Any]:
    """The way to a page: names and paths from the front page on, then where it leads."""
    steps: list[dict[str, Any]] = [
        {
            "@type": "ListItem",
            "position": number,
            "name": name,
            "item": {"@id": edition.addresses.absolute(path)},
        }
        for number, (name, path) in enumerate(places, 1)
    ]
    # The page itself needs no address.
    steps.append({"@type": "ListItem", "position": len(steps) + 1, "name": here})
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def credit_text(edition: Edition, outlet: str, licence: str) -> str:
    """Whose a text is, and under which licence (SPDX, "" for none)."""
    said = licence_name(licence)
    if said:
        return edition.words.say(
            "{outlet}, licence {licence}", outlet=outlet, licence=said
        )
    return edition.words.say("{outlet}, all rights reserved", outlet=outlet)


def _paper(site: Site, edition: Edition) -> dict[str, Any]:
    at = edition.addresses
    return {
        "@type": "Organization",
        "name": edition.settings.paper.name,
        "url": at.absolute(at.front()),
    }


def _image(edition: Edition, plate: Plate | None) -> dict[str, Any] | None:
    if plate is None:
        return None
    at = edition.addresses
    return _given(
        {
            "@type": "ImageObject",
            "contentUrl": at.absolute(at.picture(plate.name)),
            "caption": plate.caption,
            "creditText": plate.credit,
            "license": licence_address(plate.licence),
        }
    )


def _moment(at: datetime | None, *, day_only: bool = False) -> str:
    if at is None:
        return ""
    return at.date().isoformat() if day_only else at.isoformat(timespec="seconds")


def _given(thing: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known. False is known."""
    return {name: value for name, value in thing.items() if value not in ("", None, [])}
