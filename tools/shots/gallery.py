"""The gallery of the documentation: some of the screenshots, small, on one page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageStat

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "pictures" / "gallery"
PAGE = DOCS / "gallery.md"

#: Pixels of a picture's width, of a desktop's and a telephone's page; its height at most.
WIDE, NARROW, TALL = 800, 390, 1300
QUALITY: Final = 60
#: Bytes of all pictures together at most: the repository keeps each that ever was.
MOST: Final = 3_300_000
#: Mean difference of two pictures' points, of 255, below which the old one stays.
SAME: Final = 1.0

HEAD: Final = """\
# Gallery

The pages as they are, made by `make shots` from the sample day, whose press is invented;
not written by hand. Desktop and telephone, light and dark; the longest are cut.
A picture of before stays where the page looks the same.
"""

#: What is shown: a heading with what is to be seen, and the pictures by their names.
SHOWN: Final = (
    ("Front page", "What leads stands where it stands for reasons that it tells.",
     ("front-fr-1280-light", "front-fr-390-dark", "front-en-1280-dark",
      "older-fr-390-light")),
    ("The day in ten stories", "An edition that ends.",
     ("today-fr-1280-light", "today-fr-390-light")),
    ("Story", "Who told it, when, in which words; what one side alone tells.",
     ("story-fr-1280-light", "story-fr-390-dark", "story-en-390-light")),
    ("Article", "Whole where a licence allows it, with where it comes from.",
     ("article-fr-1280-light", "article-fr-390-dark", "article-en-1280-dark")),
    ("Translation", "How it was made; each sentence leads to its original; both beside.",
     ("translated-fr-1280-light", "tapped-fr-390-light", "beside-fr-1280-light",
      "beside-en-390-dark")),
    ("Comments", "Two deep, in their own languages, answered by the newsroom.",
     ("talk-fr-1280-light", "talk-fr-390-dark", "talkall-fr-390-light",
      "talkone-ar-390-light")),
    ("Writing one", "What becomes of the data stands beside the form.",
     ("talkform-fr-390-dark", "talkanswer-fr-390-light", "talkpreview-ar-390-light",
      "faultform-fr-390-light")),
    ("One’s own comment", "What became of it and why; edit, delete, download, complain.",
     ("talkfresh-fr-390-dark", "talkown-ar-390-light", "talkcomplained-fr-390-light")),
    ("Reporting a comment", "With one choice and no name.",
     ("talkreport-ar-390-light", "faultreport-fr-390-light")),
    ("Notice of illegal content", "The form, its receipt, and what was decided in a year.",
     ("talknotice-ar-390-dark", "faultnotice-fr-390-light", "talkreceipt-fr-1280-light",
      "talknumbers-fr-390-dark")),
    ("The desk: queue", "Each comment with why it waits; one key or one touch an act.",
     ("desksign-fr-390-dark", "deskqueue-fr-1280-light", "deskqueue-fr-390-dark",
      "deskqueue-ar-1280-light")),
    ("The desk: one comment, a ring", "One text sent many times, dealt with at once.",
     ("deskcomment-fr-390-light", "deskring-fr-1280-dark", "deskring-ar-390-light")),
    ("The desk: notices and complaints", "Decided with reasons.",
     ("desknotices-fr-390-light", "desknotice-fr-1280-light",
      "deskcomplaints-ar-390-light", "deskcomplaint-fr-390-dark")),
    ("The desk: lists, pages, log", "",
     ("desklists-fr-390-light", "deskpages-fr-390-light", "desklog-fr-390-light",
      "deskmissing-fr-390-light")),
    ("From right to left", "An article in its own direction, on a page that has another.",
     ("rtl-fr-390-dark", "article-ar-1280-dark")),
    ("In Arabic", "An edition that runs from right to left as a whole.",
     ("front-ar-1280-light", "front-ar-390-dark", "story-ar-390-light")),
    ("Hard headlines", "Very long, of one word, in scripts of their own.",
     ("hard-fr-1280-light", "hard-fr-390-dark", "hard-ar-390-light",
      "hardde-fr-390-light")),
    ("Print, more contrast, forced colours", "",
     ("printarticle-fr-658-light", "printfront-fr-658-light",
      "translated-fr-390-contrast", "front-ar-390-forced")),
    ("Section, country, language", "",
     ("section-fr-1280-light", "country-en-390-light", "language-en-390-light")),
    ("Outlet", "Who owns it, how it is read, how often it changes what it wrote.",
     ("source-fr-1280-light", "sources-en-390-dark")),
    ("Search", "", ("found-fr-1280-light", "search-en-390-light", "filtered-fr-390-light",
                    "nothing-ar-390-dark")),
    ("About and rules", "",
     ("about-fr-1280-light", "privacy-en-390-dark", "accessibility-fr-390-light",
      "imprint-fr-390-light", "contact-ar-390-light", "advertising-ar-390-dark")),
    ("Nothing there", "Nowhere, removed, removed by law; a paper that is empty.",
     ("missing-fr-1280-light", "gone-fr-390-light", "legal-ar-390-dark",
      "empty-fr-390-light", "emptytoday-ar-390-light")),
    ("Previews", "Drawn by the server, in every script.",
     ("preview-front-fr", "preview-rtl-fr")),
)  # fmt: skip


def write_gallery(shots: Path) -> None:
    """Make the pictures of the gallery from screenshots, and its page.

    Raises:
        FileNotFoundError: one of them was not taken.
        ValueError: together they are too large.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    shown = {name for _, _, names in SHOWN for name in names}
    for old in FOLDER.glob("*.webp"):
        if old.stem not in shown:
            old.unlink()
    parts = [HEAD.strip()]
    for title, said, names in SHOWN:
        parts += filter(None, (f"## {title}", said))
        for name in names:
            _shrink(shots / f"{name}.png")
            parts.append(f"![{title}: {_words(name)}](pictures/gallery/{name}.webp)")
    size = sum(one.stat().st_size for one in FOLDER.glob("*.webp"))
    if size > MOST:
        raise ValueError(f"the gallery has {size} bytes, more than {MOST}")
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _words(name: str) -> str:
    """What a picture's name says, for who cannot see it."""
    known = {"1280": "desktop", "390": "telephone", "658": "paper"}
    return ", ".join(known.get(part, part) for part in name.split("-")[1:])


def _shrink(path: Path) -> None:
    """Put a smaller picture into the gallery, unless one that looks the same is there."""
    with Image.open(path) as image:
        width = min(image.width, NARROW if "-390-" in path.name else WIDE)
        height = round(image.height * width / image.width)
        made = image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
        made = made.crop((0, 0, width, min(height, TALL)))
    kept = FOLDER / f"{path.stem}.webp"
    if not (kept.exists() and _looks_like(kept, made)):
        made.save(kept, "WEBP", quality=QUALITY, method=6)


def _looks_like(kept: Path, made: Image.Image) -> bool:
    with Image.open(kept) as image:
        if image.size != made.size:
            return False
        apart = ImageStat.Stat(ImageChops.difference(image.convert("RGB"), made))
    return max(apart.mean) < SAME
