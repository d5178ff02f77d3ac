"""A small bench of invented pages, laid out as the real one is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from tools.learning.pages import Labelled, read_labelled

#: What the pages say; each takes its sentences from another place on.
SENTENCES = (
    "Nobody crossed the sound on Sunday, and the ferries lay at their moorings all day.",
    "The crews say that they will stay there until the rosters are changed for good.",
    "Talks between the union and the operator broke off on Friday after eleven hours.",
    "The county has begun to fly medicine to the outer islands, twice every day.",
    "The school on Lyng holds its lessons over the telephone, from nine to one.",
    "The baker brings her bread over by rowing boat, as her mother did before her.",
    "A vet and two cyclists waited on the quay until it was dark, and went home.",
)


def paragraphs(number: int) -> list[str]:
    """The text of one page: paragraphs that no other page has."""
    count = len(SENTENCES)
    return [
        f"{SENTENCES[(number + n) % count]} That was day {number} of {n + 40}."
        for n in range(4)
    ]


def page(number: int) -> str:
    said = "".join(f"<p class='story-text'>{text}</p>" for text in paragraphs(number))
    return (
        f"<!doctype html><html lang=en><head><title>Ferries, day {number}</title></head>"
        "<body><div class='top-menu'><a href=/>Home</a> <a href=/sea>At sea</a></div>"
        f"<main class='story'><h1>Ferries, day {number}</h1>{said}"
        f"<div class='related-box'><p>Read more</p><p><a href=/{number}>The lamplighter "
        f"of pier {number} retires</a></p></div></main>"
        f"<div class='bottom-box'><p>© 2026 Gazette {number}</p></div></body></html>"
    )


def write_bench(folder: Path, sites: int) -> None:
    """Two pages a site, all labelled by their text but the last, by segments."""
    (folder / "pages").mkdir()
    rows = []
    for number in range(2 * sites):
        name = f"page-{number}"
        with gzip.open(folder / "pages" / f"{name}.html.gz", "wb") as out:
            out.write(page(number).encode())
        rows.append({
            "id": name,
            "url": f"https://site-{number // 2}.example/day/{number}",
            "domain": f"site-{number // 2}.example",
            "source_set": "fundus",
            "body": "\n".join(paragraphs(number)),
            "encoding": "utf-8",
        })  # fmt: skip
    last = rows[-1]
    last.update(source_set="traf", body=None, without=["Read more"])
    last["with"] = [paragraphs(2 * sites - 1)[1][:40]]
    rows.append({"id": "none", "domain": "x.example", "source_set": "postlight"})
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "truth.jsonl").write_text(text, encoding="utf-8")


def labelled(folder: Path, sites: int = 6) -> list[Labelled]:
    """The pages of a small bench that is written into a folder."""
    write_bench(folder, sites)
    return list(read_labelled(folder))
