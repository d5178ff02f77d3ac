"""The edition: which articles stand where, and the same as feeds.

Takes the articles that lists show and gives them their places; takes the entries of a
feed, ready for print, and gives the bytes of an Atom document. Rejects nothing.

    front = arrange(listed, now, reader="fr")
    front.lead, front.stack, front.rest
    write_atom(feed)  # bytes
"""

from nouvelles.edition.atom import Feed, FeedEntry, write_atom
from nouvelles.edition.front import Front, arrange, freshness

__all__ = ["Feed", "FeedEntry", "Front", "arrange", "freshness", "write_atom"]
