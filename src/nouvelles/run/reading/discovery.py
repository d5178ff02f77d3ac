"""From an address that a person gives to what can be read there, with a preview.

A feed, a sitemap or a section page is taken as it is. A site's page is asked for its
feeds; where it names none that can be read, the usual places are tried, then the sitemaps
of its robots.txt, and at last the links of the page itself. Where the address itself is
lost for good, the site's own page is asked.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from nouvelles.config import Settings
from nouvelles.errors import InputError
from nouvelles.ingest import normalise, parse_feed
from nouvelles.ingest.feeds.record import FeedError
from nouvelles.ingest.finding.discover import (
    Candidate,
    candidates,
    robots_sitemaps,
    usual_places,
)
from nouvelles.ingest.finding.kinds import what_is
from nouvelles.ingest.finding.preview import (
    Preview,
    preview_feed,
    preview_section,
    preview_sitemap,
)
from nouvelles.ingest.finding.sections import section_links
from nouvelles.ingest.finding.sitemap_record import entries_of
from nouvelles.ingest.finding.sitemaps import parse_sitemap
from nouvelles.ingest.network.client import Client
from nouvelles.ingest.network.fetched import Fetched
from nouvelles.ingest.network.hosts import HostMemory
from nouvelles.ingest.network.session import FetchSettings
from nouvelles.ingest.troubles import TROUBLES, NotRead, Word
from nouvelles.records import Entry
from nouvelles.run.clock import Clock
from nouvelles.run.reading.ask import charset_of
from nouvelles.run.reading.subscribe import Wanted
from nouvelles.store.kinds import Kind

#: Candidates of each kind that are asked for: a person waits.
MOST = 6

#: There is nothing at such an address, and there will not be.
_LOST = (Word.NOT_FOUND, Word.GONE, Word.REDIRECT_LOOP, Word.BAD_REDIRECT)

#: What to do where nothing was found, by what stood in the way.
_LATER = "Try again later: nothing was added."
_ELSEWHERE = "Give the address of its feed, or of a section page with `--links ''`."

_KINDS = {"feed": Kind.FEED, "sitemap": Kind.SITEMAP, "section": Kind.SECTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that can be read: where, what it is, and how it was found."""

    url: str
    kind: str  # "feed", "sitemap", "section"
    how: str
    preview: Preview
    outlet: str = ""  # an address on the host that most entries lead to
    rule: str = ""

    def wanted(self) -> Wanted:
        """The offer taken."""
        return Wanted(
            url=self.url,
            kind=_KINDS[self.kind],
            title=self.preview.title,
            outlet=self.outlet or self.preview.home,
            language=self.preview.language,
            rule=self.rule,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was found at an address, the best first, and what stood in the way.

    Of the troubles, `unread` are those of the address itself and of feeds that the site
    names. `advice` says what to do where nothing was found.
    """

    address: str
    offers: tuple[Offer, ...] = ()
    troubles: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    advice: str = ""

    def chosen(self, *, every: bool) -> tuple[Offer, ...]:
        """What is read when a person says no more: the best, or every feed."""
        feeds = tuple(offer for offer in self.offers if offer.kind == "feed")
        return feeds if every and feeds else self.offers[:1]


def find_offers(
    settings: Settings,
    addresses: Sequence[str],
    clock: Clock,
    *,
    rule: str | None = None,
    memory: HostMemory | None = None,
) -> tuple[Search, ...]:
    """What can be read at some addresses. With a `rule` they are section pages.

    `memory` keeps what the hosts asked of us, and the pause that is owed to them.

    Raises:
        InputError: the rule cannot be understood.
    """

    async def find_all() -> tuple[Search, ...]:
        async with Client(FetchSettings.of(settings), clock, memory=memory) as client:
            finding = [
                _Finder(client, settings, clock, address, rule).find()
                for address in addresses
            ]
            return tuple(await asyncio.gather(*finding))

    return asyncio.run(find_all())


class _Finder:
    """One search; it collects what stood in its way."""

    def __init__(
        self,
        client: Client,
        settings: Settings,
        clock: Clock,
        address: str,
        rule: str | None,
    ) -> None:
        self.client, self.address, self.rule = client, address, rule
        self.most_bytes = settings.reading.feed_bytes
        self.now = datetime.fromtimestamp(clock(), UTC)
        self.troubles: list[str] = []
        self.unread: tuple[str, ...] = ()
        self.word: Word | None = None  # of the last address that could not be had
        self.tried: set[str] = set()
        self.site = ""  # the outlet's own page, from which it was led on

    async def find(self) -> Search:
        """Look at the address, and from there at what it leads to."""
        answer = await self._begin()
        word = None if answer else self.word
        if word in _LOST and self.rule is None:
            self.unread = tuple(self.troubles)
            answer = await self._home()
        offers = await self._offers(answer) if answer else ()
        return Search(
            address=self.address,
            offers=offers,
            troubles=tuple(self.troubles),
            unread=self.unread,
            advice="" if offers else _advice(word),
        )

    async def _home(self) -> Fetched | None:
        """The page of the site that the address belongs to."""
        given = self.address if "://" in self.address else f"https://{self.address}"
        home = urljoin(given, "/")
        return None if home in self.tried else await self._get(home)

    async def _begin(self) -> Fetched | None:
        """The answer of the address; one without a scheme is tried with both."""
        whole = "://" in self.address
        for url in (
            [self.address]
            if whole
            else [f"https://{self.address}", f"http://{self.address}"]
        ):
            answer = await self._get(url)
            if answer is not None:
                return answer
        return None

    async def _offers(self, answer: Fetched) -> tuple[Offer, ...]:
        if self.rule is not None:
            return self._read(answer, "section", "as told")
        kind = what_is(answer.body, media_type=_media_type(answer))
        if kind == "feed":
            return self._read(answer, "feed", "itself")
        if kind in ("sitemap", "sitemap-index"):
            return self._read(answer, "sitemap", "itself")
        if kind != "page":
            self.troubles.append(
                f"{answer.final}: neither a page, nor a feed, nor a sitemap"
            )
            return ()
        return await self._from_page(answer)

    async def _from_page(self, page: Fetched) -> tuple[Offer, ...]:
        """Feeds that the page names, else usual places, sitemaps, the page itself."""
        self.site = page.final
        try:
            named = candidates(page.body, address=page.final, headers=page.headers)
        except NotRead as trouble:
            self.troubles.append(str(trouble))
            return ()
        feeds = [one for one in named if one.kind == "feed"]
        before = len(self.troubles)
        found = await self._ask(feeds[:MOST], enough=MOST)
        self.unread += tuple(self.troubles[before:])
        if found:
            return found
        usual = usual_places(page.final)
        if found := await self._ask([u for u in usual if u.kind == "feed"], enough=1):
            return found
        maps = [one for one in named if one.kind == "sitemap"]
        robots = await self._get(urljoin(page.final, "/robots.txt"))
        if robots is not None:
            maps = [*robots_sitemaps(robots.body, address=robots.final), *maps]
        maps += [one for one in usual if one.kind == "sitemap"]
        if found := await self._ask(maps[:MOST], enough=1):
            return found
        if any(one.kind == "section" for one in named):
            return self._read(page, "section", "itself")
        return ()

    async def _ask(
        self, some: Iterable[Candidate], *, enough: int
    ) -> tuple[Offer, ...]:
        offers: tuple[Offer, ...] = ()
        for one in some:
            if len(offers) >= enough:
                break
            if one.url in self.tried:
                continue
            answer = await self._get(one.url)
            if answer is not None:
                offers += self._read(answer, one.kind, one.how)
        return offers

    async def _get(self, url: str) -> Fetched | None:
        self.tried.add(url)
        try:
            return await self.client.get(url, max_bytes=self.most_bytes)
        except NotRead as trouble:
            self.troubles.append(str(trouble))
            self.word = trouble.word
            return None

    def _read(self, answer: Fetched, kind: str, how: str) -> tuple[Offer, ...]:
        """The offer that an answer makes; none where nothing can be read in it."""
        url = answer.moved or answer.url
        entries: Sequence[Entry]
        try:
            if kind == "feed":
                feed = parse_feed(
                    answer.body, address=answer.final, charset=charset_of(answer)
                )
                entries, preview = feed.entries, preview_feed(feed, now=self.now)
            elif kind == "sitemap":
                sitemap = parse_sitemap(
                    answer.body, address=answer.final, site=self.site
                )
                if not sitemap.places and not sitemap.children:
                    raise NotRead(Word.EMPTY, url, "a sitemap without addresses")
                entries = entries_of(sitemap)
                preview = preview_sitemap(sitemap, now=self.now)
            else:
                rule = self.rule or ""
                entries = section_links(answer.body, address=answer.final, rule=rule)
                preview = preview_section(entries, address=answer.final, now=self.now)
                if not entries:
                    raise NotRead(Word.NO_LINKS_FOUND, url)
        except FeedError as error:
            self.troubles.append(f"{url}: {error.reason}")
            return ()
        except NotRead as trouble:
            self.troubles.append(str(trouble))
            return ()
        return (
            Offer(
                url=url,
                kind=kind,
                how=how,
                preview=replace(preview, address=url),
                outlet=_outlet(entries),
                rule=self.rule or "",
            ),
        )


def _advice(word: Word | None) -> str:
    """What to do where nothing was found, and the address itself had this trouble."""
    if word is None or word in _LOST:
        return _ELSEWHERE
    trouble = TROUBLES[word]
    return _LATER if trouble.passes else trouble.advice


def _outlet(entries: Sequence[Entry]) -> str:
    """The host that most entries lead to: the outlet's own, wherever its feed lies."""
    hosts: Counter[str] = Counter()
    for entry in entries[:50]:
        try:
            parts = urlsplit(normalise(entry.url))
            hosts[f"{parts.scheme}://{parts.netloc}/"] += 1
        except InputError:  # an entry that leads to no page says nothing
            continue
    return hosts.most_common(1)[0][0] if hosts else ""


def _media_type(answer: Fetched) -> str:
    stated = next((v for name, v in answer.headers if name == "content-type"), "")
    return stated.partition(";")[0].strip().lower()
