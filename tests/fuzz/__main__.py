"""`python -m tests.fuzz [SECONDS] [SEED]`: mutated pages till something is found.

What is found is written to `fuzz-found/`, with its address and type in the file's name's
companion; the exit code is the number of kinds of faults. A page that takes more than two
seconds is a fault, too: none of the corpus takes a hundredth of that.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

from tests.fuzz.check import outcome
from tests.fuzz.mutate import context, mutated

FOUND = Path("fuzz-found")
SLOW_S = 2.0


def fault(page: bytes, url: str, kind: str) -> str:
    """What is wrong with an extraction: where it was raised, "slow", or ""."""
    began = time.process_time()
    try:
        outcome(page, url, kind)
    except Exception as error:  # noqa: BLE001 - any of them is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"
    return "slow" if time.process_time() - began > SLOW_S else ""


def main(words: list[str]) -> int:
    seconds = float(words[0]) if words else 600.0
    seed = int(words[1]) if len(words) > 1 else int(time.time())
    until = time.monotonic() + seconds
    random = Random(seed)
    faults: Counter[str] = Counter()
    many = 0
    while time.monotonic() < until:
        url, kind = context(random)
        page = mutated(random)
        many += 1
        if wrong := fault(page, url, kind):
            faults[wrong] += 1
            if faults[wrong] == 1:
                FOUND.mkdir(exist_ok=True)
                path = FOUND / f"{seed}-{many}.html"
                path.write_bytes(page)
                path.with_suffix(".txt").write_text(f"{wrong}\n{url}\n{kind}\n")
                print(f"{wrong}: {path}", flush=True)
    print(f"{many} pages from seed {seed}: {dict(faults) or 'nothing found'}")
    return len(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
