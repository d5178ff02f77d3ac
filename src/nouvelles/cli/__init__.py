"""The command line: one file per noun; parse, call one function, print.

Exit codes: 0 done, 1 failed (one sentence on standard error), 2 wrong usage.
"""

from nouvelles.cli.main import main

__all__ = ["main"]
