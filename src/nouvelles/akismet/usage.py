"""What was asked with a key, as clients want to be told it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from nouvelles.akismet.records import Answer, Month, SiteKey

#: Rows of key-sites at the most.
_MOST: Final = 500

_COLUMNS: Final = {
    "site": "Site",
    "api_calls": "Total API Calls",
    "spam": "Spam",
    "ham": "Ham",
    "missed_spam": "Missed Spam",
    "false_positives": "False Positives",
    "is_revoked": "Is Revoked",
}


def usage_limit(month: Month) -> Answer:
    """What was used this month. There is no limit by the month."""
    return _json(
        {
            "limit": "none",
            "usage": month.calls,
            "percentage": "0.00",
            "throttled": False,
        }
    )


def key_sites(key: SiteKey, month: Month, fields: Mapping[str, str]) -> Answer:
    """The sites of a key in a month, of which there is one: ours are for a site each."""
    row: dict[str, Any] = {
        "site": key.site,
        "api_calls": str(month.calls),
        **{name: str(count) for name, count in _told(month).items()},
        "is_revoked": key.disabled is not None,
    }
    wanted = fields.get("filter", "").lower() in key.site
    limit = min(_number(fields.get("limit", ""), _MOST), _MOST)
    offset = _number(fields.get("offset", ""), 0)
    rows = [row] if wanted and not offset and limit else []
    if fields.get("format") == "csv":
        return _csv(key, month, rows, limit, offset)
    told = {"limit": limit, "offset": offset, "total": int(wanted)}
    return _json({month.month: rows, **told})


def stats(months: Sequence[Month]) -> Answer:
    """What WordPress's dashboard shows: sums, and months, the oldest first.

    Accuracy is the share of verdicts that nobody contradicted. Nobody measured the time
    that was saved, so it is none.
    """
    spam, ham = sum(one.spam for one in months), sum(one.ham for one in months)
    missed = sum(one.missed for one in months)
    alarms = sum(one.false_alarms for one in months)
    judged = spam + ham
    wrong = min(missed + alarms, judged)
    breakdown = {one.month: {**_told(one), "da": f"{one.month}-01"} for one in months}
    return _json(
        {
            "spam": spam,
            "ham": ham,
            "missed_spam": missed,
            "false_positives": alarms,
            "accuracy": round(100 * (judged - wrong) / judged, 2) if judged else 100,
            "time_saved": 0,
            # PHP reads an empty object and an empty list alike.
            "breakdown": breakdown,
        }
    )


def subscription(key: SiteKey) -> Answer:
    """The account behind a key: its site, no plan and nothing to pay."""
    return _json(
        {
            "account_id": 0,
            "account_name": key.site,
            "account_type": "self-hosted",
            "status": "active" if key.disabled is None else "suspended",
            "next_billing_date": False,
            "limit_reached": False,
        }
    )


def _told(month: Month) -> dict[str, int]:
    return {
        "spam": month.spam,
        "ham": month.ham,
        "missed_spam": month.missed,
        "false_positives": month.false_alarms,
    }


def _csv(
    key: SiteKey,
    month: Month,
    rows: Sequence[Mapping[str, Any]],
    limit: int,
    offset: int,
) -> Answer:
    out = io.StringIO()
    total = f"limit:{limit}, offset:{offset}, total:{len(rows)}"
    out.write(f"Active sites for {key.key} during {month.month} ({total})\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS.values())
    writer.writerows([str(row[name]).lower() for name in _COLUMNS] for row in rows)
    return Answer(body=out.getvalue().encode())


def _json(value: Mapping[str, Any]) -> Answer:
    return Answer(body=json.dumps(value, ensure_ascii=True).encode(), json=True)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise
