"""`python -m tools.shots OUTDIR [ADDRESS]`.

Pages of all editions at 390 and 1280 pixels, light and dark; some of them printed, with
more contrast and in forced colours; and the previews that networks show. Without an
address all papers are made for it, with comments and the desk, and the gallery is written
anew from some of the pictures. Needs Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.shots.gallery import write_gallery
from tools.shots.pages import (
    empty_shots,
    failure_shots,
    hard_shots,
    page_shots,
    places_of,
)
from tools.shots.papers import served, write_hard
from tools.shots.talking import talk_shots

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

#: One of the paper's own, for the pictures to have its place.
_AD = (
    "ad", "add", "--advertiser", "Atelier du Quai", "--link", "https://quai.example",
    "--text", "Des cartes marines imprimées à la main.", "--until", "2099-12-31",
)  # fmt: skip


def main(out: Path, address: str) -> int:
    """Write the pictures; returns how many."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("shots: there is no `chromium` on the path; install it first")
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        if address:
            number = sum(1 for _ in page_shots(browser, address.rstrip("/"), out))
        else:
            number = _all(browser, out)
        browser.close()
    if not address:
        write_gallery(out)
    return number


def _all(browser: Browser, out: Path) -> int:
    sample = (("archive", "--sample"), ("translate", "run"), _AD)
    with served(*sample) as (address, folder):
        number = sum(1 for _ in page_shots(browser, address, out))
        article = places_of(browser, address, "fr")["article"]
        number += sum(1 for _ in talk_shots(browser, address, out, folder, article))
        number += sum(1 for _ in failure_shots(browser, address, out, folder))
    with tempfile.TemporaryDirectory(prefix="nouvelles-shots-") as name:
        write_hard(Path(name))
        with served(("archive", name)) as (address, _):
            number += sum(1 for _ in hard_shots(browser, address, out))
    with served() as (address, _):
        number += sum(1 for _ in empty_shots(browser, address, out))
    return number


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit("usage: python -m tools.shots OUTDIR [ADDRESS]")
    made = main(Path(sys.argv[1]), (*sys.argv, "")[2])
    sys.stdout.write(f"{made} pictures in {sys.argv[1]}\n")
