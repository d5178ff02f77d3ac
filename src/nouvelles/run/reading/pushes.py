"""What hubs announced: kept like a look that found it, without asking anybody."""

from __future__ import annotations

from dataclasses import replace

from nouvelles.ingest.troubles import NotRead, Word
from nouvelles.run.clock import Clock
from nouvelles.run.reading.subscriptions import Note
from nouvelles.store import Store, faults, feeds, hubs
from nouvelles.store.faults import Fault
from nouvelles.store.feeds import FeedRow
from nouvelles.store.hubs import Push
from nouvelles.store.ledger import Plan
from nouvelles.store.rows import sources_at


def keep_pushes(store: Store, plan: Plan, clock: Clock) -> int:
    """Keep the news that wait to be read; how many entries were new.

    What a hub sent is erased in the transaction that ends with it. What cannot be read
    is counted, and erased too: the feed's next look finds the same.
    """
    with store.read() as connection:
        waiting = hubs.take_pushes(connection)
        rows = feeds.get_feeds(connection, {push.feed_id for push in waiting})
    came = 0
    for push in waiting:
        if push.feed_id in rows:
            came += _keep(store, plan, rows[push.feed_id], push, int(clock()))
    return came


def _keep(store: Store, plan: Plan, row: FeedRow, push: Push, now: int) -> int:
    troubles: tuple[tuple[Word, str], ...]
    new = 0
    # Imported here: a run without hubs has its answers parsed elsewhere.
    from nouvelles.run.reading.announce import announce
    from nouvelles.run.reading.look import read_answer

    try:
        found = read_answer(
            row.kind,
            push.body,
            address=row.url,
            charset=push.charset,
            now=now,
            most=store.settings.reading.feed_entries,
        )
    except NotRead as error:
        troubles = ((Word.WEBSUB, f"{error.word}: {error.detail}"),)
    else:
        with store.read() as connection:
            source = sources_at(connection, [row.source_id])[row.source_id]
        new = len(announce(store, plan, row, source, found, now).new)
        troubles = found.troubles
    with store.write() as connection:
        row = feeds.get_feeds(connection, [row.id]).get(row.id, row)
        state = replace(row.data.on(now, entries=new), last_push=now)
        feeds.save_feeds(connection, [replace(row, data=state)])
        counted = [
            Fault(source_id=row.source_id, word=word, about=row.url, detail=detail)
            for word, detail in troubles
        ]
        faults.note_faults(connection, counted, now)
        hubs.forget_pushes(connection, [push.id])
    return new


def fault_counter(store: Store, clock: Clock) -> Note:
    """What counts a fault of a feed's hub for its source."""

    def note(feed_id: int, word: Word, detail: str) -> None:
        with store.write() as connection:
            row = feeds.get_feeds(connection, [feed_id]).get(feed_id)
            if row is not None:
                fault = Fault(
                    source_id=row.source_id, word=word, about=row.url, detail=detail
                )
                faults.note_faults(connection, [fault], int(clock()))

    return note
