"""Asking for one feed or page, and reading the answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nouvelles.config import Settings
from nouvelles.ingest.network.client import Client
from nouvelles.ingest.network.fetched import Fetched, Validators
from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.ingest.websub import offer_of
from nouvelles.logs import Event as Logged
from nouvelles.logs import log
from nouvelles.records import Source
from nouvelles.run.clock import Clock
from nouvelles.run.reading.found import Document, Found, digest_of
from nouvelles.run.reading.looked import Looked
from nouvelles.run.reading.network import Network
from nouvelles.run.reading.parsing import Parser
from nouvelles.run.reading.take import Job
from nouvelles.run.reading.visit import Visited, page_not_read, put_off, read_page
from nouvelles.store.feeds import FeedRow
from nouvelles.store.fetches import FetchRow
from nouvelles.store.kinds import Kind

ACCEPT_FEED = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
ACCEPT_PAGE = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"


@dataclass(slots=True, kw_only=True)
class Asker:
    """Asks through one client."""

    client: Client
    parser: Parser
    clock: Clock
    settings: Settings
    network: Network
    sources: dict[int, Source] = field(default_factory=dict)

    async def ask(
        self, job: Job, hosts: int
    ) -> tuple[Looked | Visited | None, NotRead | None]:
        """What became of one job, and the trouble it met.

        No result where our own line is down: nothing is said of the source then. `hosts`
        is how many are being read.
        """
        try:
            if isinstance(job, FeedRow):
                result: Looked | Visited = await self._look(job)
            else:
                result = await self._visit(job)
        except NotRead as error:
            trouble = error
        except Exception as error:  # noqa: BLE001 - a bug costs one answer, not the run
            log.exception(Logged.NOT_READ, url=job.url)
            trouble = NotRead(Word.INTERNAL, job.url, repr(error))
        else:
            self.network.note(job.host, None, hosts=hosts)
            log.debug(Logged.READ, url=job.url)
            return result, None
        log.debug(
            Logged.NOT_READ, url=job.url, word=trouble.word, detail=trouble.detail
        )
        # A host that asked for a pause was not asked again: nothing new is known of it.
        asked = trouble.status != 0 or trouble.after_s is None
        if asked and self.network.note(job.host, trouble.word, hosts=hosts):
            return None, trouble
        if isinstance(job, FeedRow):
            source = self.sources[job.source_id]
            looked = Looked(row=job, source=source, trouble=trouble, asked=asked)
            return looked, trouble
        if not asked:
            due = int(self.clock() + (trouble.after_s or 0.0))
            return put_off(job, due, trouble), trouble
        return page_not_read(job, trouble, now=self.clock()), trouble

    async def _look(self, row: FeedRow) -> Looked:
        state = row.data
        answer = await self.client.get(
            row.url,
            validators=Validators(etag=state.etag, last_modified=state.modified),
            max_bytes=self.settings.reading.feed_bytes,
            accept=ACCEPT_PAGE if row.kind is Kind.SECTION else ACCEPT_FEED,
        )
        found: Found | None = None
        # Who parses takes the digest, too: what is looked at first is another's anyway.
        known = bool(state.digest) and digest_of(answer.body) == state.digest
        if answer.status == 200 and not known:
            found = await self._read(row, answer)
        source = self.sources[row.source_id]
        return Looked(row=row, source=source, answer=answer, found=found)

    async def _read(self, row: FeedRow, answer: Fetched) -> Found:
        found = await self.parser.parse(
            Document(
                kind=row.kind,
                body=answer.body,
                address=answer.final,
                charset=charset_of(answer),
                rule=row.data.rule,
                site=self.sources[row.source_id].home,
                now=self.clock(),
                most=self.settings.reading.feed_entries,
                source=None if row.data.first_good else self.sources[row.source_id],
            )
        )
        if row.kind is not Kind.FEED:
            return found
        # What the headers say of a hub goes before what the feed says.
        offer = offer_of(
            answer.headers, answer.final, hub=found.hub, self_url=found.topic
        )
        hub, topic = offer or ("", "")
        return replace(found, hub=hub, topic=topic)

    async def _visit(self, row: FetchRow) -> Visited:
        answer = await self.client.get(
            row.url,
            validators=Validators(etag=row.etag, last_modified=row.modified),
            max_bytes=self.settings.limits.page_bytes,
            accept=ACCEPT_PAGE,
        )
        days = self.settings.reading.revisit_days
        return read_page(row, answer, now=self.clock(), days=days)


def charset_of(answer: Fetched) -> str:
    """The encoding that an answer states for its text, "" for none."""
    stated = next((v for name, v in answer.headers if name == "content-type"), "")
    return stated.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
