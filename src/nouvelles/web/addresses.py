"""Where each page of each edition stands: the only place that builds an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, unquote, urlencode

from nouvelles.forgetting import remembered
from nouvelles.language import slug
from nouvelles.web.topics import TOPICS

#: The words of an address, by edition. One without words of its own has the English:
#: plain letters are copied, read out and typed everywhere.
PATHS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "article": "article",
        "beside": "original",
        "report": "signaler",
        "story": "recit",
        "section": "rubrique",
        "country": "pays",
        "language": "langue",
        "today": "aujourd-hui",
        "day": "jour",
        "source": "source",
        "sources": "sources",
        "search": "recherche",
        "about": "a-propos",
        "imprint": "mentions-legales",
        "privacy": "confidentialite",
        "advertising": "publicite",
        "accessibility": "accessibilite",
        "contact": "contact",
        "feed": "flux",
        "preview": "apercu",
        "comments": "commentaires",
        "comment": "commentaire",
        "write": "commenter",
        "notice": "signalement",
        "transparency": "transparence",
    },
    "en": {
        "article": "article",
        "beside": "original",
        "report": "report",
        "story": "story",
        "section": "section",
        "country": "country",
        "language": "language",
        "today": "today",
        "day": "day",
        "source": "source",
        "sources": "sources",
        "search": "search",
        "about": "about",
        "imprint": "imprint",
        "privacy": "privacy",
        "advertising": "advertising",
        "accessibility": "accessibility",
        "contact": "contact",
        "feed": "feed",
        "preview": "preview",
        "comments": "comments",
        "comment": "comment",
        "write": "write",
        "notice": "notice",
        "transparency": "transparency",
    },
}


def path_words(language: str) -> Mapping[str, str]:
    """The words of the addresses of an edition."""
    return PATHS.get(language, PATHS["en"])


#: The index of all sitemaps.
SITEMAP = "/sitemap.xml"

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
COUNTRY = re.compile(r"[a-z]{2}\Z")
ID = re.compile(r"[A-Za-z0-9_]{1,64}\Z")
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\Z")
PICTURE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\Z")


def outward(address: str) -> str:
    """An address of somebody else as a link may carry it: http or https, or ""."""
    return address if address.startswith(("https://", "http://")) else ""


def readable(address: str) -> str:
    """An address as people write it: percent-encoded letters of other scripts as such."""
    written = unquote(address)
    return written if written.isprintable() and "\ufffd" not in written else address


def split_name(name: str) -> tuple[str, str] | None:
    """The slug and the id out of `{slug}-{id}`, of an article or a story; None for what
    holds no id."""
    given, _, id = name.rpartition("-")
    return (given, id) if ID.match(id) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The paths of one edition; `base` is the paper's address without a last slash."""

    base: str
    edition: str

    def absolute(self, path: str) -> str:
        return self.base + path

    def front(self, number: int = 1) -> str:
        return _paged(f"/{self.edition}/", number)

    def article(self, id: str, headline: str) -> str:
        made = slug(headline)
        return self._path("article", f"{made}-{id}" if made else id)

    def beside(self, id: str, headline: str) -> str:
        """An article with its original beside it, sentence by sentence."""
        return f"{self.article(id, headline)}/{path_words(self.edition)['beside']}"

    def report(self, id: str, headline: str) -> str:
        """Where faults of a translation are reported."""
        return f"{self.article(id, headline)}/{path_words(self.edition)['report']}"

    def story(self, id: str, slug: str, since: str = "") -> str:
        """A story's page, or what came to it since a time."""
        path = self._path("story", f"{slug}-{id}" if slug else id)
        return f"{path}?{urlencode({'since': since}, safe=':')}" if since else path

    def section(self, name: str) -> str:
        """The section of a topic, by its word among `topics.TOPICS`."""
        return self._path("section", TOPICS[name].path(self.edition))

    def country(self, code: str) -> str:
        return self._path("country", code.lower())

    def language(self, tag: str) -> str:
        """The stories that are told in a language, by its primary tag."""
        return self._path("language", tag)

    def today(self) -> str:
        return self._path("today")

    def day(self, day: date) -> str:
        """The edition of a day in ten stories."""
        return self._path("day", day.isoformat())

    def sources(self) -> str:
        return self._path("sources")

    def source(self, host: str, number: int = 1) -> str:
        return _paged(self._path("source", host), number)

    def search(
        self, query: str = "", number: int = 1, filters: Mapping[str, str] | None = None
    ) -> str:
        """The search for a query; `filters` by their names in addresses."""
        asked = {"q": query, **(filters or {})}
        given = urlencode({name: value for name, value in asked.items() if value})
        path = self._path("search")
        return _paged(f"{path}?{given}", number) if given else path

    def about(self) -> str:
        return self._path("about")

    def imprint(self) -> str:
        return self._path("imprint")

    def privacy(self) -> str:
        return self._path("privacy")

    def advertising(self) -> str:
        return self._path("advertising")

    def accessibility(self) -> str:
        return self._path("accessibility")

    def contact(self) -> str:
        return self._path("contact")

    def feed(self, page: str = "", form: str = "rss") -> str:
        """The feed of one of our pages ("" for the front) in a form: `/fr/flux.rss`."""
        path, _, query = (page or self.front()).partition("?")
        made = f"{path.rstrip('/')}/{path_words(self.edition)['feed']}.{form}"
        return f"{made}?{query}" if query else made

    def preview(self, id: str = "") -> str:
        """The preview of an article, or of the paper."""
        return self._path("preview", *([id] if id else [])) + ".png"

    def story_preview(self, id: str) -> str:
        return self._path("preview", path_words(self.edition)["story"], id) + ".png"

    def comments(self, page: str, number: int = 1) -> str:
        """All comments on an article or story, by the path of its page."""
        return _paged(f"{page}/{path_words(self.edition)['comments']}", number)

    def thread(self, page: str, id: int, number: int = 1) -> str:
        """One comment with its answers."""
        return _paged(f"{self.comments(page)}/{id}", number)

    def write(self, page: str, to: int = 0) -> str:
        """The form for a comment, or for the answer to one."""
        path = f"{page}/{path_words(self.edition)['write']}"
        return f"{path}?to={to}" if to else path

    def answer(self) -> str:
        """What with the number of a comment behind it leads to the form for an answer."""
        return self._path("write")

    def short(self) -> str:
        """What with the number of a comment behind it leads to its page."""
        return self._path("comments")

    def own_comment(self, token: str) -> str:
        """An author's own comment, by the secret that only they have."""
        return self._path("comment", token)

    def report_comment(self, comment: int) -> str:
        """The form by which a reader reports a comment to the moderators."""
        return f"{self.reports()}/{comment}"

    def reports(self) -> str:
        """The same without the number of the comment."""
        return self._path("report")

    def notice(self, about: str = "") -> str:
        """The form for a notice of illegal content, about a path of ours or a comment
        ("comment:12")."""
        path = self._path("notice")
        return f"{path}?{urlencode({'about': about}, safe='/:')}" if about else path

    def receipt(self, token: str) -> str:
        """A notice with what became of it, by the secret of whoever sent it."""
        return self._path("notice", token)

    def transparency(self) -> str:
        """What was moderated, in numbers."""
        return self._path("transparency")

    def news_sitemap(self) -> str:
        return f"/{self.edition}/news.xml"

    def ad_picture(self, name: str) -> str:
        return f"/notices/{quote(name)}"

    def sitemap(self, number: int) -> str:
        return f"/{self.edition}/sitemap-{number}.xml"

    def picture(self, name: str) -> str:
        return f"/pictures/{quote(name)}"

    def _path(self, word: str, *more: str) -> str:
        # Our own words are plain letters: only what comes from elsewhere is quoted.
        path = f"/{self.edition}/{path_words(self.edition)[word]}"
        return "/".join([path, *map(_quoted, more)]) if more else path


@remembered(4096)
def _quoted(name: str) -> str:
    return quote(name)


def _paged(path: str, number: int) -> str:
    if number == 1:
        return path
    return f"{path}{'&' if '?' in path else '?'}page={number}"
