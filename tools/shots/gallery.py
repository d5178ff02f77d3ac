"""The gallery of the documentation: some of the screenshots, small, on one page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image

DOCS = Path(__file__).parents[1] / "docs"
FOLDER = DOCS / "pictures" / "gallery"
PAGE = DOCS / "gallery.md"

#: Pixels of a picture's width, of a desktop's and a telephone's page; its height at most.
WIDE, NARROW, TALL = 900, 390, 1500
QUALITY: Final = 72

HEAD: Final = """\
# Gallery

The pages as they are, made by `make shots` from the sample day, whose press is invented;
not written by hand. Desktop and telephone, light and dark; the longest are cut.
"""

#: What is shown: a heading with what is to be seen, and the pictures by their names.
SHOWN: Final = (
    ("Front page", "What leads stands where it stands for reasons that it tells.",
     ("front-fr-1280-light", "front-fr-390-dark", "front-en-1280-dark")),
    ("The day in ten stories", "An edition that ends.",
     ("today-fr-1280-light", "today-fr-390-light")),
    ("Story", "Who told it, when, in which words; what one side alone tells.",
     ("story-fr-1280-light", "story-fr-390-dark", "story-en-390-light")),
    ("Article", "Whole where a licence allows it, with where it comes from.",
     ("article-fr-1280-light", "article-fr-390-dark", "article-en-1280-dark")),
    ("Comments", "Two deep, in their own languages, answered by the newsroom.",
     ("talk-fr-1280-light", "talk-fr-390-dark", "talk-ar-390-light")),
    ("Writing one", "What becomes of the data stands beside the form.",
     ("talkform-fr-390-dark", "talkpreview-fr-1280-light", "talkform-ar-390-light")),
    ("One’s own comment", "What became of it and why; edit, delete, download, complain.",
     ("talkown-fr-390-light", "talkown-fr-1280-dark")),
    ("Notice of illegal content", "The form, its receipt, and what was decided in a year.",
     ("talknotice-fr-390-light", "talkreceipt-fr-1280-light", "talknumbers-fr-390-dark")),
    ("The desk: queue", "Each comment with why it waits; one key or one touch an act.",
     ("deskqueue-fr-1280-light", "deskqueue-fr-390-dark", "deskqueue-ar-1280-light")),
    ("The desk: a ring", "One text sent many times, dealt with at once.",
     ("deskring-fr-1280-dark", "deskring-fr-390-light")),
    ("The desk: notices and complaints", "Decided with reasons.",
     ("desknotice-fr-1280-light", "deskcomplaint-fr-390-dark")),
    ("From right to left", "An article in its own direction, on a page that has another.",
     ("rtl-fr-1280-light", "rtl-fr-390-dark")),
    ("In Arabic", "An edition that runs from right to left as a whole.",
     ("front-ar-1280-light", "story-ar-390-light", "article-ar-1280-dark")),
    ("Print", "The same article on paper.", ("print-fr-658-light",)),
    ("Section and country", "", ("section-fr-1280-light", "country-en-390-light")),
    ("Outlet", "Who owns it, how it is read, how often it changes what it wrote.",
     ("source-fr-1280-light", "sources-en-390-dark")),
    ("Search", "", ("found-fr-1280-light", "search-en-390-light")),
    ("About and rules", "",
     ("about-fr-1280-light", "privacy-en-390-dark", "accessibility-fr-390-light")),
    ("Nothing there", "", ("missing-fr-1280-light",)),
    ("Previews", "Drawn by the server, in every script.",
     ("preview-front-fr", "preview-rtl-fr")),
)  # fmt: skip


def write_gallery(shots: Path) -> None:
    """Make the pictures of the gallery from screenshots, and its page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    parts = [HEAD]
    for title, said, names in SHOWN:
        parts.append("\n".join(filter(None, (f"## {title}", "", said))))
        parts += [
            f"![{title}: {_words(name)}](pictures/gallery/{name}.webp)"
            for name in names
            if _shrink(shots / f"{name}.png")
        ]
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _words(name: str) -> str:
    """What a picture's name says, for who cannot see it."""
    known = {"1280": "desktop", "390": "telephone", "658": "paper"}
    return ", ".join(known.get(part, part) for part in name.split("-")[1:])


def _shrink(path: Path) -> bool:
    """Put a smaller picture into the gallery; whether there is one."""
    if not path.exists():
        return False
    with Image.open(path) as image:
        width = min(image.width, NARROW if "-390-" in path.name else WIDE)
        height = round(image.height * width / image.width)
        made = image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
        made = made.crop((0, 0, width, min(height, TALL)))
        made.save(FOLDER / f"{path.stem}.webp", "WEBP", quality=QUALITY, method=6)
    return True
