"""Reading the press as it appears: feeds and pages, politely, once or for ever.

`read_press` is the reader alone; `take_in_news` runs the stages beside it, as the command
`nouvelles read` does. The path of an answer: `take` (what is due) → `loop` (one task a
host) → `ask` (the request, through `ingest.client`) → `look` and `visit` (what the answer
says; pure) → `keep` (one thread writes).
"""

from typing import TYPE_CHECKING

from nouvelles.door import door

if TYPE_CHECKING:
    from nouvelles.run.reading.looked import Tally
    from nouvelles.run.reading.reader import read_press, take_in_news

__all__ = ["Tally", "read_press", "take_in_news"]

__getattr__ = door(
    __name__, {"looked": ["Tally"], "reader": ["read_press", "take_in_news"]}
)
