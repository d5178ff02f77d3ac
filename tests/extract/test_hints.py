"""What the names of elements say of their use: every pattern and every service alone."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final

import pytest

from nouvelles.extract.hints import (
    BIT,
    HINTS,
    SERVICES,
    hint,
    hints,
    service,
    words_of,
)
from nouvelles.extract.reasons import Left
from tests.extract.small_pages import read

DATA = tomllib.loads(
    (files("nouvelles.extract") / "data" / "hints.toml").read_text(encoding="utf-8")
)

#: Of each hint, its patterns, and a name in which no other of its patterns is found. The
#: names are as page makers write them; several are a page's whole class.
NAMES: Final[dict[str, dict[str, str]]] = {
    "related": {
        "relat": "article-related-links", "recommend": "recommendedStories",
        "recirc": "recirc__module", "readmore": "readmore", "similar": "similar-news",
        "outbrain": "OUTBRAIN", "taboola": "taboola-feed", "mostread": "c-mostread",
        "popular": "block-popular", "trending": "trendingNow",
        "suggest": "suggestions", "weiterles": "weiterlesen", "meistgel": "meistgelesen",
        "^recos?$": "recos",
    },
    "next": {
        "^next": "next-story", "infinite": "js-infinite", "^prev(?:ious)?$": "nav-previous",
        "pager": "pager", "pagination": "pagination", "upnext": "c-upnext",
    },
    "teaser": {
        "teaser": "m-teaser__text", "promo": "promobox", "^cards?$": "card-wide",
        "river": "the-river", "listing": "listing-item", "carousel": "owl-carousel",
        "slider": "slider", "swiper": "swiper-slide", "slick": "slick-track",
        "^tile": "tiles",
    },
    "share": {
        "^shar(?:e|ing|er|es)": "post-sharing", "social": "socialbar",
        "facebook": "btn-facebook", "twitter": "icon-twitter", "whatsapp": "whatsapp",
        "follow": "follow-us", "addthis": "addthis", "^sns$": "sns-list",
        "teilen": "artikel-teilen",
    },
    "comment": {
        "comment": "comment-body", "disqus": "disqus", "kommentar": "kommentare",
        "comentario": "comentarios", "discussion": "discussion", "forum": "forum-link",
        "respond": "respond-link", "livefyre": "livefyre", "^reply": "reply-title",
    },
    "newsletter": {
        "newsletter": "newsletterBox", "subscri": "subscribe-today", "signup": "signup",
        "mailing": "mailing-list", "abonn": "abonnement", "mailchimp": "mailchimp",
    },
    "paywall": {
        "paywall": "paywallContainer", "piano": "tp-piano", "premium": "premium-only",
        "regwall": "regwall", "barrier": "barrier-page", "offer": "offers",
        "login": "login", "gateway": "gateway-content", "locked": "locked-text",
    },
    "cookie": {
        "cookie": "cookieBar", "consent": "consent-layer", "gdpr": "gdpr-note",
        "^cmp$": "cmp-frame", "onetrust": "onetrust", "privacy": "privacy-note",
        "^optanon": "optanon-box",
    },
    "ad": {
        "^ads?$": "ads-top", "^adv": "advline", "advert": "inline-readvert",
        "sponsor": "is-sponsored", "banner": "topbanner", "^dfp": "dfp-slot",
        "^gpt$": "gpt-unit", "anzeige": "stellenanzeigen", "werbung": "eigenwerbung",
        "publicid": "publicidad", "publicit": "publicite", "^native": "native-unit",
        "commercial": "commercial-text", "affiliate": "affiliates",
        "shopping": "shopping-list", "partner": "partnerbox", "^adslot": "adslots",
        "^adunit": "adunit-leader",
    },
    "caption": {
        "caption": "wp-caption-text", "credit": "credits", "copyright": "copyright",
        "legend": "legende", "bildunter": "bildunterschrift",
        "photographer": "photographer", "fotograf": "fotograf", "mediatext": "mediatext",
        "bildtext": "bildtext", "^kuva": "kuvateksti",
    },
    "media": {
        "image": "lead-image", "photo": "photos", "picture": "c-picture",
        "figure": "figures", "gallery": "gallery-item", "slideshow": "slideshow",
        "lightbox": "lightboxed", "^foto": "foto-wrapper", "^bild": "bilder",
        "imagen": "imagenes", "^img$": "img-wrap", "^media$": "media-left",
    },
    "player": {
        "video": "videos", "player": "player-wrap", "audio": "audio-bar",
        "podcast": "podcasts", "youtube": "youtube", "^jw": "jw-wrapper",
        "^vjs": "vjs-tech", "brightcove": "brightcove", "speech": "text-to-speech",
        "listen": "listen-now",
    },
    "embed": {
        "embed": "embedly", "tweet": "tweets", "instagram": "instagram",
        "iframe": "iframe-wrap", "infogram": "infogram", "datawrapper": "datawrapper",
    },
    "byline": {
        "byline": "c-byline", "author": "authors", "^autor": "autoren",
        "auteur": "auteurs", "writer": "writer-name", "reporter": "reporters",
        "contributor": "contributors", "signature": "signature", "^bio$": "bio",
        "profile": "profile-pic",
    },
    "date": {
        "^date": "dates", "^time": "timestamp", "publish": "is-published",
        "posted": "posted-on", "updated": "updated", "^datum": "datum", "fecha": "fecha",
    },
    "meta": {
        "^meta": "metadata", "^info$": "info", "kicker": "kickers", "eyebrow": "eyebrow",
        "dateline": "datelines", "overline": "overline", "^label": "labels",
        "rubri": "rubrik", "categor": "categories", "badge": "badges",
    },
    "tags": {
        "^tags?$": "post-tag", "^tag(?:s|list|cloud)": "taglist", "keyword": "keywords",
        "^topics?$": "topic", "schlagwort": "schlagworte", "etiquet": "etiquetas",
        "hashtag": "hashtags",
    },
    "menu": {
        "^nav": "nav-main", "menu": "submenu", "breadcrumb": "breadcrumbs",
        "toolbar": "toolbar", "topbar": "topbar", "navigation": "subnavigation",
        "^skip": "skip-link", "sitemap": "sitemap", "^toc$": "toc", "^jump": "jump-to",
    },
    "header": {
        "^header": "headers", "masthead": "masthead", "^top$": "top",
        "branding": "branding", "^logo": "logos",
    },
    "footer": {
        "^foot": "footer", "imprint": "imprint", "colophon": "colophon",
        "^legal": "legals", "^bottom": "bottom", "disclaimer": "disclaimer",
    },
    "aside": {
        "^aside": "asides", "sidebar": "sidebar", "^side$": "side", "^rail": "rail",
        "widget": "widgets", "rightcol": "rightcol", "leftcol": "leftcol",
        "secondary": "secondary", "complementary": "complementary",
    },
    "form": {
        "form$": "webform", "search": "searchbox", "^input": "inputs",
        "^button": "buttons", "^btn": "btn", "^cta$": "cta", "rating": "ratings",
        "^vote": "votes", "^poll": "polls", "quiz": "quizzes", "survey": "surveys",
    },
    "popup": {
        "modal": "modals", "popup": "popup", "overlay": "overlays", "dialog": "dialogs",
        "tooltip": "tooltips", "toast": "toast", "^alert": "alerts", "notice": "notices",
        "dropdown": "dropdowns",
    },
    "box": {
        "^fact": "facts", "infobox": "infobox", "^box$": "box", "kasten": "infokasten",
        "callout": "callouts", "highlight": "highlights", "bullet": "bullets",
        "keypoint": "keypoints", "takeaway": "takeaways",
    },
    "quote": {"quote": "blockquote", "zitat": "zitate", "citation": "citations"},
    "standfirst": {
        "standfirst": "standfirst", "^intro": "intro", "^lead$": "lead", "lede": "lede",
        "chapo": "chapo", "summary": "summary", "subtitle": "subtitle",
        "subhead": "subheadline", "excerpt": "excerpt", "abstract": "abstract",
        "vorspann": "vorspann", "entradilla": "entradilla", "^dek$": "dek",
        "^deck$": "deck", "descript": "description", "anons": "anons",
        "bajada": "bajada",
    },
    "title": {
        "title": "titles", "headline": "headlines", "heading": "headings",
        "^titre": "titre", "^titel": "titel", "titulo": "titulo",
    },
    "body": {
        "^body": "bodytext", "content": "contents", "^main$": "main", "^text": "texts",
        "entry": "entry", "^post$": "post", "story": "storyline", "article": "articles",
        "artikel": "artikel", "paragraph": "paragraphs", "^copy$": "copy",
        "fliesstext": "fliesstext", "cuerpo": "cuerpo", "corpo": "corpo",
        "^texte": "texte", "detail": "details", "prose": "prose",
        "richtext": "richtext", "wysiwyg": "wysiwyg", "editor": "editor",
    },
    "live": {
        "^live": "liveblog", "ticker": "newsticker", "timeline": "timeline",
        "^update$": "update",
    },
    "hidden": {
        "hidden": "hidden", "^sr$": "sr-only", "visually": "visually",
        "screenreader": "screenreader", "noprint": "noprint", "invisible": "invisible",
        "assistive": "assistive",
    },
}  # fmt: skip

#: Patterns in whose matches another pattern of the same hint is always found as well.
WITHIN_ANOTHER = {("body", "^texte"): "^text", ("media", "imagen"): "image"}


def given(names: str) -> set[str]:
    """The hints of names, by their names."""
    mask = hints(names)
    return {name for name, bit in BIT.items() if mask & bit}


def test_the_table_has_every_pattern() -> None:
    assert {hint: list(table) for hint, table in NAMES.items()} == DATA["hints"]


@pytest.mark.parametrize(
    ("name", "pattern", "example"),
    [
        (name, pattern, example)
        for name, table in NAMES.items()
        for pattern, example in table.items()
    ],
)
def test_each_pattern_alone(name: str, pattern: str, example: str) -> None:
    found = [
        one
        for one in DATA["hints"][name]
        if any(re.search(one, word) for word in words_of(example))
    ]
    both = WITHIN_ANOTHER.get((name, pattern))
    assert found == ([both, pattern] if both else [pattern])
    assert name in given(example)


@pytest.mark.parametrize(
    "names",
    [
        "", "container", "row col-12", "wrapper inner", "grid__item", "css-1x2y3z",
        "page-wrap", "section clearfix", "sc-bdVaJa", "w-full flex", "left",
        "district", "seaside", "planet", "stapler", "gadget", "reshape", "badminton",
        "adagio", "onload", "vertex", "stop", "lifetime", "context", "deliver", "lanes",
    ],
)  # fmt: skip
def test_ordinary_names_say_nothing(names: str) -> None:
    assert given(names) == set()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("ad", {"ad"}), ("AD-Slot", {"ad"}), ("adSlot", {"ad"}), ("read", set()),
        ("shape", set()), ("share", {"share"}), ("unshared", set()),
        ("articleBody", {"body"}), ("relatedarticles", {"related", "body"}),
        ("RelatedArticles", {"related", "body"}),
        ("news-teaser--video", {"teaser", "player"}),
        ("is-hidden", {"hidden"}), ("previously", set()), ("prev", {"next"}),
        ("article related", {"body", "related"}), ("recos", {"related"}), ("record", set()),
    ],
)  # fmt: skip
def test_words_within_names(names: str, expected: set[str]) -> None:
    assert given(names) == expected


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("articleBody", {"article", "body"}),
        ("story__text--lead", {"story", "text", "lead"}),
        ("NAV", {"nav"}), ("h-2 x a1", set()),
        ("col_12_wide col_12_wide", {"col", "wide"}), ("меню", set()),
    ],
)  # fmt: skip
def test_words(names: str, words: set[str]) -> None:
    assert words_of(names) == words


def test_masks_and_bits_belong_together() -> None:
    assert [1 << bit for bit in range(len(HINTS))] == list(BIT.values())
    assert list(BIT) == list(DATA["hints"])
    assert hint("related") == BIT["related"]
    assert hints("teaser video") == BIT["teaser"] | BIT["player"]
    # A word that was asked about before says the same.
    assert hint("related") == BIT["related"]


def test_patterns_that_are_not_tried_would_not_have_been_found() -> None:
    names = [name for patterns in NAMES.values() for name in patterns.values()]
    words = {word for name in names for word in words_of(name)}
    words |= {f"{a[-3:]}{b}" for a in words for b in words} | {"a", "zz", "re", "ad"}
    for word in words:
        found = {name for name, pattern in HINTS if pattern.search(word)}
        assert {name for name, bit in BIT.items() if hint(word) & bit} == found


@pytest.mark.parametrize(
    ("name", "reason"),
    [(name, reason) for reason, names in DATA["services"].items() for name in names],
)
def test_each_service(name: str, reason: str) -> None:
    assert service(name) == reason
    assert service(f"wide {name.upper()} x") == reason
    # Part of a longer word is another name.
    assert service(f"my{name}") == ""
    assert reason in set(Left)
    page = read(f"<p>One</p><div id='{name}'><p>Two</p></div>")
    assert [line.text for line in page.lines] == ["One"]
    assert [menu.names for menu in page.menus] == [name]


def test_services_are_written_once_and_in_lower_case() -> None:
    names = [name for found in DATA["services"].values() for name in found]
    assert len(names) == len(set(names)) == len(SERVICES)
    assert [name for name in names if name != name.lower()] == []


@pytest.mark.parametrize(
    "names",
    ["", "comment", "article", "newsletter", "share", "cookie", "story related"],
)
def test_names_of_no_service(names: str) -> None:
    assert service(names) == ""
