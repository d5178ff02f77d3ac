"""Room 2: the article of a captured page, and its picture made fit to serve.

Takes a capture; gives an `Article` or, for a picture's capture, a `Picture`. What is
neither ends as a `Reject` with a word of `Reason`; nothing else is raised for any
bytes. What was repaired, or disagrees, is told in `Article.doubts`.

    article = extract_capture(capture)
    article.headline, article.published, article.agencies
    picture = reencode(capture_of_the_picture)

The engine for the text is trafilatura for now; metadata, dates, credits and the gate
are our own.
"""

from nouvelles.extract.article import extract, extract_capture
from nouvelles.extract.picture import reencode
from nouvelles.extract.reasons import Reason

__all__ = ["Reason", "extract", "extract_capture", "reencode"]
