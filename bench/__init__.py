"""Measurements: us and our peers side by side, in one run, on the same work.

`python -m bench` prints the tables and writes `bench/RESULTS.md`; `python -m bench NAME…`
runs some of them. `python -m bench.predict` writes predictions for outside scorers.
"""
