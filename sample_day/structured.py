"""JSON-LD as three kinds of publisher write it.

Family A states a stub of the body, family B one `@graph` without the body, family H a
list with the whole body. The others have no JSON-LD.
"""

from __future__ import annotations

import json
from typing import TypeAlias

from .records import Outlet
from .views import ArticleView, Picture

Json: TypeAlias = dict[str, object]

STUB_LENGTH = 160


def write_json_ld(article: ArticleView, outlet: Outlet) -> str:
    """The content of the script element, or "" for families that have none."""
    if outlet.template == "A":
        return _dump(_with_stub(article, outlet), ascii_only=True)
    if outlet.template == "B":
        return _dump(_graph(article, outlet), ascii_only=False)
    if outlet.template == "H":
        return _dump(_with_body(article, outlet), ascii_only=False)
    return ""


def _dump(data: object, ascii_only: bool) -> str:
    # "</" would end the script element.
    text = json.dumps(data, ensure_ascii=ascii_only, separators=(",", ":"))
    return text.replace("</", "<\\/")


def _common(article: ArticleView, outlet: Outlet) -> Json:
    data: Json = {
        "@type": "OpinionNewsArticle" if article.kind == "opinion" else "NewsArticle",
        "headline": article.headline,
        "description": article.standfirst or article.summary,
        "datePublished": article.published,
        "dateModified": article.modified or article.published,
        "inLanguage": outlet.language,
        "articleSection": article.section,
        "keywords": list(article.keywords),
    }
    if article.picture is not None:
        data["image"] = [_image(article.picture)]
    return data


def _image(picture: Picture) -> Json | str:
    """A picture with its own licence is said so; else its address is all there is."""
    if not picture.licence_url:
        return picture.url
    return {
        "@type": "ImageObject",
        "url": picture.url,
        "caption": picture.caption,
        "creditText": picture.credit,
        "license": picture.licence_url,
    }


def _authors(article: ArticleView, outlet: Outlet) -> list[Json]:
    people: list[Json] = [
        {"@type": "Person", "name": person.name, "url": person.url}
        for person in article.people
    ]
    return people or [{"@type": "Organization", "name": outlet.name}]


def _publisher(outlet: Outlet) -> Json:
    return {
        "@type": "NewsMediaOrganization",
        "name": outlet.name,
        "url": outlet.home,
        "logo": {"@type": "ImageObject", "url": f"{outlet.home}assets/logo.png"},
    }


def _with_stub(article: ArticleView, outlet: Outlet) -> Json:
    text = " ".join(block.text for block in article.blocks)
    return {
        "@context": "https://schema.org",
        **_common(article, outlet),
        "mainEntityOfPage": {"@type": "WebPage", "@id": article.url},
        "author": _authors(article, outlet),
        "publisher": _publisher(outlet),
        "articleBody": text[:STUB_LENGTH].rsplit(" ", 1)[0] + "…",
        "isAccessibleForFree": True,
    }


def _graph(article: ArticleView, outlet: Outlet) -> Json:
    page, site = article.url, f"{outlet.home}#website"
    people: list[Json] = [
        {"@type": "Person", "@id": person.url, "name": person.name}
        for person in article.people
    ]
    crumbs = [(outlet.name, outlet.home), (article.section, article.section_url)]
    return {
        "@context": "https://schema.org",
        "@graph": [
            {
                **_common(article, outlet),
                "@id": f"{page}#article",
                "isPartOf": {"@id": page},
                "author": [{"@id": person.url} for person in article.people],
                "publisher": {"@id": f"{outlet.home}#organization"},
                "license": outlet.licence_url,
            },
            {
                "@type": "WebPage",
                "@id": page,
                "url": page,
                "name": f"{article.headline} - {outlet.name}",
                "isPartOf": {"@id": site},
                "datePublished": article.published,
            },
            {
                "@type": "BreadcrumbList",
                "@id": f"{page}#breadcrumb",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": number,
                        "name": name,
                        "item": address,
                    }
                    for number, (name, address) in enumerate(crumbs, start=1)
                ],
            },
            {"@type": "WebSite", "@id": site, "url": outlet.home, "name": outlet.name},
            {**_publisher(outlet), "@id": f"{outlet.home}#organization"},
            *people,
        ],
    }


def _with_body(article: ArticleView, outlet: Outlet) -> list[Json]:
    story = {
        "@context": "https://schema.org/",
        **_common(article, outlet),
        "url": article.url,
        "author": _authors(article, outlet),
        "publisher": _publisher(outlet),
        "articleBody": "\n\n".join(block.text for block in article.blocks),
    }
    if outlet.licence_url:
        story["license"] = outlet.licence_url
    site: Json = {
        "@context": "https://schema.org/",
        "@type": "WebSite",
        "url": outlet.home,
        "name": outlet.name,
    }
    return [site, story]
