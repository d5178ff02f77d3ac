"""Imported once by the fork server: what workers share before they are made.

Imports and models are loaded here a single time; every worker starts as a copy of this
process, in milliseconds, with their memory shared.
"""

from __future__ import annotations

from nouvelles.pipeline import STAGES
from nouvelles.run import batch

for stage in STAGES:
    batch.set_up(stage)
