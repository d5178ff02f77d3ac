"""A file of moderators' decisions for the filter of comments: one a line, appended.

Each line is {"id", "label": "spam" or "ham"} with the remark's fields, as `comments.lines`
reads them; {"id", "undo": true} takes back every earlier decision of that id. Of several
on the same words under the same id the last counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from nouvelles.comments import Lesson, Prior, Site, shipped, taught
from nouvelles.comments.lines import BadLine, Given, given_in
from nouvelles.errors import InputError


def read_site(path: Path | None, prior: Prior | None = None) -> Site:
    """What a file's decisions taught; of no file, or one that is not there yet, nothing.

    Raises:
        InputError: a line cannot be read.
    """
    site = Site(prior or shipped())
    if path is None or not path.exists():
        return site
    with path.open("rb") as lines:
        for one in _decisions(path, lines):
            learned = taught(site.prior, one.remark)
            site.learn(Lesson(one.id, learned, bool(one.spam)))
    return site


def append(path: Path, decided: Iterable[Given]) -> int:
    """Add decisions to a file; how many."""
    count = 0
    with path.open("a", encoding="utf-8") as file:
        for one in decided:
            remark = one.remark
            row: dict[str, object] = {
                "id": one.id,
                "label": "spam" if one.spam else "ham",
                "text": remark.text,
                "author": remark.author,
                "author_url": remark.author_url,
                "title": remark.title,
                "lang": remark.language,
                "seconds": remark.seconds,
            }
            kept = {
                name: value for name, value in row.items() if value not in ("", None)
            }
            file.write(json.dumps({"text": "", **kept}, ensure_ascii=False) + "\n")
            count += 1
    return count


def take_back(path: Path, key: str) -> None:
    """Add to a file that the decision of an id is taken back."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"id": key, "undo": True}, ensure_ascii=False) + "\n")


def _decisions(path: Path, lines: Iterable[bytes]) -> list[Given]:
    """The decisions that stand. One that was taken back was never made."""
    # By words too: of lines that came without an id, the number stands in its place.
    standing: dict[tuple[str, str], Given] = {}
    for number, line in enumerate(lines, start=1):
        if b'"undo"' in line and (key := _undone(line)) is not None:
            standing = {k: one for k, one in standing.items() if one.id != key}
            continue
        for given in given_in([line]):
            if isinstance(given, BadLine) or given.spam is None:
                reason = given.reason if isinstance(given, BadLine) else "no `label`"
                raise InputError(
                    f"{path}, line {number}", reason, "Mend or remove the line."
                )
            same = given.id, given.remark.text
            standing.pop(same, None)
            standing[same] = given
    return list(standing.values())


def _undone(line: bytes) -> str | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    if isinstance(row, dict) and row.get("undo") is True:
        return str(row.get("id", ""))
    return None
