"""Join two readings of drawn pairs: `python -m bench.related.collect FOLDER`.

FOLDER is what `draw` wrote, with a judge's answers beside: files `1.answers` and
`2.answers`, one line a pair that is not `unrelated`: its number and `s` (same event), `e`
(episode) or `b` (background). Writes `judgements.jsonl`, which holds ids only.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench.related.judged import JUDGEMENTS, STRICTEST_FIRST

CLASSES = {"s": "same-event", "e": "episode", "b": "background", "u": "unrelated"}


def main(folder: Path) -> None:
    rows = [
        json.loads(line) for line in (folder / "pairs.jsonl").open(encoding="utf-8")
    ]
    first, second = (_answers(folder / f"{turn}.answers") for turn in ("1", "2"))
    with JUDGEMENTS.open("w", encoding="utf-8") as file:
        for number, row in enumerate(rows):
            both = (first.get(number, "unrelated"), second.get(number, "unrelated"))
            row |= {"pass1": both[0], "pass2": both[1]}
            row["class"] = min(both, key=STRICTEST_FIRST.index)
            file.write(json.dumps(row) + "\n")
    print(f"{JUDGEMENTS.name}: {len(rows)} pairs")


def _answers(path: Path) -> dict[int, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if line.strip())
    return {int(number): CLASSES[letter] for number, letter in pairs}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
