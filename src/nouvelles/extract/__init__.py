"""Room 2: the article of a captured page, and its picture made fit to serve.

Takes a capture; gives an `Article` or, for a picture's capture, a `Picture`. What is
neither ends as a `Reject` with a word of `Reason`; nothing else is raised for any
bytes. What was repaired, or disagrees, is told in `Article.doubts`.

    article = extract_capture(capture)
    article.headline, article.published, article.agencies
    picture = reencode(capture_of_the_picture)

The way of a page: `decode` (bytes to text), `page` (parsed; what it tells of itself),
`walk` (its lines and boxes), `metadata` (the headline first), `decide` (which lines are
text: `features`, `forest`, learned by `tools/learning`), `blocks` and `media`, `gate` (is
it an article), `left_out`. `article` puts them together.
"""

from typing import TYPE_CHECKING

from nouvelles.door import door

if TYPE_CHECKING:
    from nouvelles.extract.article import extract, extract_capture
    from nouvelles.extract.picture import reencode
    from nouvelles.extract.reasons import Reason

__all__ = ["Reason", "extract", "extract_capture", "reencode"]

__getattr__ = door(
    __name__,
    {
        "article": ["extract", "extract_capture"],
        "picture": ["reencode"],
        "reasons": ["Reason"],
    },
)
