"""The verdict that comes later, told to a site at the address it gave (its webhook)."""

from __future__ import annotations

import json


def write_result(key: str, guid: str, *, spam: bool) -> bytes:
    """The JSON of a late verdict on the comment whose check was answered with `guid`."""
    comment = {"guid": guid, "result": "true" if spam else "false"}
    told = {"key": key, "endpoint": "comment-check", "comments": [comment]}
    return json.dumps(told).encode()
