"""Templates as an edition loads them: what is the same at every reading is set into them.

Of the words of a page nine in ten hang on the edition alone. Said anew each time, they
took a third of the time in which an article's page is made.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files

from markupsafe import escape

from nouvelles.web.words import Words

#: A message without values as a whole expression, and as a part of one.
_PRINTED = re.compile(r'\{\{ _\("([^"]+)"\) \}\}')
_NAMED = re.compile(r'\b_\("([^"]+)"\)')


def load_template(name: str, words: Words) -> str:
    """The source of a template with the messages of an edition in the place of their
    ids, but for those with values."""
    path = files("nouvelles.web") / "templates" / name
    source = path.read_text(encoding="utf-8")
    source = _PRINTED.sub(lambda found: str(escape(words.say(found[1]))), source)
    return _NAMED.sub(lambda found: _literal(words.say(found[1])), source)


def _literal(said: str) -> str:
    """A string of the template language, whose escapes are those of JSON."""
    return json.dumps(said, ensure_ascii=False)


def unescape_slashes(html: str) -> str:
    """A page without the entities that minijinja writes for slashes.

    They mean the same in text and attributes, and nothing ends at a slash without a
    `<`, which stays escaped; but each address would grow by a half.
    """
    return html.replace("&#x2f;", "/")
