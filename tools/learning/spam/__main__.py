"""Learn the shipped prior anew.

    OPENBLAS_NUM_THREADS=1 python -m tools.learning.spam DEV.jsonl [--leave-out 0/4]

Writes `data/prior.npz` of the comments, from the licensed rows of the bench's development
part and from nothing else. With `--leave-out` a part of the groups is left out, so that
it can be looked at honestly. Needed besides: `pip install '.[learning]'`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from nouvelles.comments.prior import pack
from tools.learning.spam.learn import learn
from tools.learning.spam.rows import lessons, part_of, read

_DATA: Final = Path("src/nouvelles/comments/data/prior.npz")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tools.learning.spam",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, default=_DATA)
    parser.add_argument("--leave-out", metavar="PART/PARTS", default="")
    given = parser.parse_args()
    rows = lessons(read(given.file))
    if given.leave_out:
        part, parts = map(int, given.leave_out.split("/"))
        rows = [row for row in rows if part_of(row.group, parts, "held") != part]
    data = pack(learn(rows))
    given.out.write_bytes(data)
    print(f"{given.out}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
