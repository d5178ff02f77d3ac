"""Fuzzing guided by coverage: `python -m tests.fuzz.guided [libFuzzer's options]`.

Needs Atheris (`pip install atheris`), which the tests do without. The corpus is ours; new
inputs that reach new code are kept in `fuzz-guided/`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["nouvelles"]):
    from tests.fuzz.check import outcome

from tests.fuzz.mutate import corpus

KEPT = Path("fuzz-guided")


def main() -> None:
    KEPT.mkdir(exist_ok=True)
    for number, page in enumerate(corpus()):
        (KEPT / f"own-{number}").write_bytes(page)
    options = ["-max_len=20000", "-timeout=20", *sys.argv[1:]]
    atheris.Setup(
        [sys.argv[0], *options, str(KEPT)], lambda data: outcome(data) and None
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
