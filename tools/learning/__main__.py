"""Learn the line decision anew, or check how well it is learned on sites not seen.

    python -m tools.learning BENCH
    python -m tools.learning BENCH --folds FOLDER

The first writes `data/lines.json` of the extractor. The second writes one such file for
each part of the sites (`tools.learning.parts`), learned from the pages of all others:
`python -m bench extraction` shows what these make of the pages that they have not seen.
BENCH is the folder of the extraction bench. Needed besides: `pip install '.[learning]'`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.learning.learn import Learned, learn
from tools.learning.pages import Labelled, read_labelled
from tools.learning.parts import PARTS, part_of

_DATA: Final = Path("src/nouvelles/extract/data/lines.json")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tools.learning",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--folds", type=Path, metavar="FOLDER")
    parser.add_argument("--trees", type=int, default=300)
    arguments = parser.parse_args()
    pages = list(read_labelled(arguments.bench))
    if arguments.folds is None:
        _write(_DATA, learn(pages, arguments.trees), pages)
        return
    arguments.folds.mkdir(parents=True, exist_ok=True)
    for part in range(PARTS):
        others = [page for page in pages if part_of(page.group) != part]
        path = arguments.folds / f"{part}.json"
        _write(path, learn(others, arguments.trees), others)


def _write(path: Path, learned: Learned, pages: Sequence[Labelled]) -> None:
    sites = len({page.group for page in pages})
    about = f"learned from {len(pages)} pages of {sites} sites"
    content = {
        "about": about,
        "words": learned.words,
        "first": learned.first.data(),
        "second": learned.second.data(),
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0), encoding="utf-8")
    print(f"{path}: {about}", flush=True)


if __name__ == "__main__":
    main()
