"""The edition: which articles stand where, the same as feeds, and what was changed.

Takes the articles that lists show and gives them their places; takes the entries of a
feed, ready for print, and gives the bytes of an RSS, Atom or JSON document, and of pages
a sitemap; takes two texts of one article and gives the passages that differ. Rejects
nothing.

    front = arrange(listed, now, reader="fr")
    front.lead, front.stack, front.rest
    FORMS["rss"].write(feed)  # bytes
    changes(before, after)  # (Change(field="body", before="…", after="…"), …)
"""

from nouvelles.edition.feed import Feed, FeedEntry
from nouvelles.edition.forms import FORMS, Form
from nouvelles.edition.front import Front, arrange, freshness
from nouvelles.edition.revisions import changes, headline_change
from nouvelles.edition.sitemap import (
    NewsPage,
    SitePage,
    write_index,
    write_news,
    write_sitemap,
)
from nouvelles.edition.wording import Run, compare_words

__all__ = [
    "FORMS",
    "Feed",
    "FeedEntry",
    "Form",
    "Front",
    "NewsPage",
    "Run",
    "SitePage",
    "arrange",
    "changes",
    "compare_words",
    "freshness",
    "headline_change",
    "write_index",
    "write_news",
    "write_sitemap",
]
