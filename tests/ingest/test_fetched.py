"""What headers say about the next visit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from nouvelles.ingest.network.fetched import LONGEST_FRESH_S, fresh_s, retry_after_s

NOW = 1_773_313_200.0  # Thu, 12 Mar 2026 11:00:00 GMT


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0.0),
        ({"Cache-Control": "max-age=600"}, 600.0),
        ({"cache-control": 'private, MAX-AGE="600"'}, 600.0),
        ({"Cache-Control": "max-age=600", "Age": "100"}, 500.0),
        ({"Cache-Control": "max-age=600", "Age": "700"}, 0.0),
        ({"Cache-Control": "max-age=600", "Age": "old"}, 600.0),
        ({"Cache-Control": "max-age=600, no-cache"}, 0.0),
        ({"Cache-Control": "no-store, max-age=600"}, 0.0),
        ({"Cache-Control": 'no-cache="set-cookie", max-age=600'}, 0.0),
        ({"Cache-Control": "s-maxage=600"}, 0.0),
        ({"Cache-Control": "max-age=-1"}, 0.0),
        ({"Cache-Control": "max-age=soon"}, 0.0),
        ({"Cache-Control": "max-age=99999999999999999999"}, LONGEST_FRESH_S),
        ({"Expires": "Thu, 12 Mar 2026 11:10:00 GMT"}, 600.0),
        ({"Expires": "Thu, 12 Mar 2026 10:00:00 GMT"}, 0.0),
        ({"Expires": "0"}, 0.0),
        ({"Expires": "Thu, 12 Mar 2026 11:10:00 GMT", "Age": "60"}, 540.0),
        # By the server's own clock, which may be wrong.
        (
            {
                "Expires": "Fri, 13 Mar 2026 00:10:00 GMT",
                "Date": "Fri, 13 Mar 2026 00:00:00 GMT",
            },
            600.0,
        ),
        (
            {
                "Cache-Control": "max-age=60",
                "Expires": "Thu, 12 Mar 2026 11:10:00 GMT",
            },
            60.0,
        ),
    ],
)
def test_freshness(headers: dict[str, str], seconds: float) -> None:
    assert fresh_s(CIMultiDict(headers), NOW) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 2 ", 2.0),
        ("0", 1.0),
        ("", None),
        ("-5", None),
        ("soon", None),
        ("１２", None),
        ("Thu, 12 Mar 2026 11:02:00 GMT", 120.0),
        ("Thu, 12 Mar 2026 12:02:00 +0100", 120.0),
        ("Thu, 12 Mar 2026 11:02:00", 120.0),
        ("Thursday, 12-Mar-26 11:02:00 GMT", 120.0),
        ("Wed, 11 Mar 2026 11:00:00 GMT", 1.0),
        ("Thu, 99 Mar 2026 11:02:00 GMT", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


@given(st.text(max_size=60))
def test_any_header_is_read(value: str) -> None:
    for name in ("Cache-Control", "Expires", "Age", "Date"):
        headers = CIMultiDict({"Cache-Control": "max-age=60", name: value})
        assert 0 <= fresh_s(headers, NOW) <= LONGEST_FRESH_S
    asked = retry_after_s(value, NOW)
    assert asked is None or asked >= 1
