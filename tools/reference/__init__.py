"""The reference pages, written from the code: `python -m tools.reference`.

With `--check` nothing is written; stale pages are named and the exit code is 1.
"""
