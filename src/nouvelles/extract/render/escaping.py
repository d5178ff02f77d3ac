"""What must be escaped so that Markdown reads as plain text (CommonMark 0.31)."""

from __future__ import annotations

import unicodedata
from typing import Final
from urllib.parse import quote

import regex

#: Signs that may begin something within a line: code, emphasis, links, raw HTML, and
#: strikethrough (GitHub Flavored Markdown, 6.5). An underscore between letters does not.
_SIGNS: Final = regex.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])")
#: An ampersand that may begin the name of a character (CommonMark, 6.2).
_REFERENCE: Final = regex.compile(r"&(?=#|[A-Za-z])")
_IMAGE: Final = regex.compile(r"!(?=\\\[)")

#: What begins a block: headings, quotes, lists; rules and underlines of headings
#: (CommonMark, 4.1 to 5.3); a table's second line (GFM, 4.10). The signs of `_SIGNS`
#: are escaped already.
_BLOCK_START: Final = regex.compile(
    r"(?P<sign>#{1,6}(?=[ \t]|$)|>|[-+](?=[ \t]|$)|[-=|:][-=|: \t]*$)"
    r"|(?P<number>\d{1,9})(?P<stop>[.)])(?=[ \t]|$)"
)


def escape_inline(text: str, *, before_mark: bool = False) -> str:
    """Text that says the same within a line of Markdown.

    `before_mark` tells that a mark follows: an exclamation mark would make an image of
    a link.
    """
    said = _REFERENCE.sub(r"\\&", _SIGNS.sub(r"\\\g<0>", text))
    said = _IMAGE.sub(r"\\!", said)
    return f"{said[:-1]}\\!" if before_mark and said.endswith("!") else said


def escape_line_start(line: str) -> str:
    """A line of Markdown that begins no block but a paragraph."""
    match = _BLOCK_START.match(line)
    if match is None:
        return line
    if match["sign"]:
        return f"\\{line}"
    return f"{match['number']}\\{line[match.start('stop') :]}"


def fence_for(text: str, *, least: int) -> str:
    """Backticks that do not stand in a text as such."""
    runs = [len(run) for run in regex.findall(r"`+", text)]
    return "`" * max([least, *(run + 1 for run in runs)])


def link_target(url: str) -> str:
    """An address that may stand between the parentheses of a link."""
    safe = quote(url, safe="!#$%&'*+,/:;=?@[]~") if not _is_plain(url) else url
    return _REFERENCE.sub(r"\\&", safe) if ";" in safe else safe


def _is_plain(url: str) -> bool:
    """Whether an address has no sign that ends a link or is escaped in one."""
    return regex.search(r"[\\()<>\"`|^{}]", url) is None


def is_punctuation(character: str) -> bool:
    """Whether CommonMark takes a character for punctuation (2.1: categories P and S)."""
    return bool(character) and unicodedata.category(character)[0] in "PS"
