"""Rules of moderation for one page."""

from __future__ import annotations

from nouvelles.records import PageMode
from nouvelles.store import Store, moderation, page_modes
from nouvelles.store.audit import note_audit
from nouvelles.store.comments import page_rule
from nouvelles.store.readtables import count_change
from nouvelles.store.story_pages import read_with


def set_page_rule(
    store: Store,
    page: str,
    mode: PageMode | None,
    *,
    closed: bool,
    who: str,
    now: int,
) -> None:
    """Say when comments on a page ("article:ID", "story:ID") are read, and whether any
    are taken; None and open is as everywhere. What was closed stays closed since then.
    What is said of a story holds for those that it took in."""
    with store.write() as connection:
        former = page_rule(connection, page)
        page, *taken_in = read_with(connection, page)
        page_modes.drop_rules(connection, taken_in)
        since = (former.closed or now) if closed else None
        page_modes.set_rule(
            store, connection, page, mode, closed=since, who=who, now=now
        )
        told = f"{mode.value if mode else ''}{' closed' if closed else ''}".strip()
        moderation.note_act(connection, "page", page=page, why=told, who=who, now=now)
        note_audit(connection, who, "page", about=page, detail=told, now=now)
        count_change(connection)  # the form below an article comes or goes
