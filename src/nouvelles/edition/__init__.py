"""The edition: which articles stand where, the same as feeds, and what was changed.

Takes the articles that lists show and gives them their places; takes the entries of a
feed, ready for print, and gives the bytes of an Atom document; takes two texts of one
article and gives the passages that differ; says where in a text “Read also” may stand.
Rejects nothing.

    front = arrange(listed, now, reader="fr")
    front.lead, front.stack, front.rest
    write_atom(feed)  # bytes
    changes(before, after)  # (Change(field="body", before="…", after="…"), …)
"""

from nouvelles.edition.aside import place_aside
from nouvelles.edition.atom import Feed, FeedEntry, write_atom
from nouvelles.edition.front import Front, arrange, freshness
from nouvelles.edition.revisions import changes, headline_change
from nouvelles.edition.wording import Run, compare_words

__all__ = [
    "Feed",
    "FeedEntry",
    "Front",
    "Run",
    "arrange",
    "changes",
    "compare_words",
    "freshness",
    "headline_change",
    "place_aside",
    "write_atom",
]
