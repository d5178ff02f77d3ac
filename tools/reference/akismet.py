"""The page on the Akismet server: what is asked, and each answer as it is sent."""

from __future__ import annotations

from nouvelles.akismet import (
    Answer,
    Endpoint,
    checked,
    invalid,
    later,
    out_of_order,
    plain,
    thanked,
)
from nouvelles.akismet.comment import TEST_AUTHORS, TEST_EMAILS
from nouvelles.run.akismet.server import DISCARD_FROM, WAITING
from nouvelles.web.akismet import BOX_S, MOST_BYTES, NEW, OLD
from tools.reference.markdown import code, table

_JSON = "JSON"

#: What is answered where the key holds.
_MEANING: dict[Endpoint, tuple[str, str]] = {
    Endpoint.VERIFY_KEY: ("`valid`", "Does this key hold, and for this `blog`?"),
    Endpoint.COMMENT_CHECK: ("`true` or `false`", "Is this comment spam?"),
    Endpoint.SUBMIT_SPAM: (code(thanked().body.decode()), "This was spam: learned."),
    Endpoint.SUBMIT_HAM: (code(thanked().body.decode()), "This was none: learned."),
    Endpoint.USAGE_LIMIT: (_JSON, "How much was asked this month; there is no limit."),
    Endpoint.KEY_SITES: ("JSON, or CSV", "The same by site, of which a key has one."),
    Endpoint.DEACTIVATE: ("`deactivated`", "A plug-in is switched off; the key holds."),
    Endpoint.GET_SUBSCRIPTION: (_JSON, "The account: the site, and nothing to pay."),
    Endpoint.GET_STATS: (_JSON, "Sums and months; of days nothing is known."),
    Endpoint.TOKEN: ("`invalid`", "There are no pages of statistics elsewhere."),
    Endpoint.VERIFY_WPCOM_KEY: ("`invalid`", "No accounts of WordPress.com are known."),
    Endpoint.TEST: ("`ok`", "Is anybody there? Without a key."),
}

_WHEN: tuple[tuple[str, Answer], ...] = (
    ("spam", checked(spam=True)),
    (
        f"spam beyond doubt, for the {DISCARD_FROM}rd time within a day",
        checked(spam=True, discard=True),
    ),
    ("no spam", checked(spam=False)),
    ("no verdict in time", later()),
    ("submitted", thanked()),
    ("the key was never given out, or is for another site", invalid("why")),
    ("the key was taken back", invalid("why", suspended=True)),
    ("asked too fast", out_of_order(429, "too many", after_s=7)),
    ("too large", out_of_order(413, "too large")),
    (
        "the filter or the database fails",
        out_of_order(503, "out of order", after_s=120),
    ),
    ("something else in time for which there was none", out_of_order(503, "busy")),
    ("no POST", out_of_order(405, "POST it")),
    ("there is no such call", out_of_order(404, "no such call")),
    ("`/1.1/test`", plain("ok")),
)

_INTRO = f"""# The Akismet server

What sites may ask once `akismet.serve` is set
([how to](../how-to/filter-other-sites.md)). Questions are forms
(`application/x-www-form-urlencoded`), HTTP/1.0 or 1.1, at most {MOST_BYTES:,} bytes. The
key is looked for in `api_key`, `key`, the query, and the first label of the host. Text is
UTF-8 if it can be, else what `Content-Type` or `blog_charset` say. What is told of readers
beyond the comment, its author and its page is dropped unread: `user_ip`, `user_agent`,
`referrer`, `HTTP_*`, `POST_*`, `REMOTE_ADDR`, and every field not named here.
"""

_OUTRO = f"""## Rules

- `X-akismet-guid` stands on **every** answer, errors too, and `X-akismet-debug-help` on
  each `invalid` and on no other. There is no line end behind a body.
- An answer is there within {BOX_S * 1000:.0f} ms of the last byte of its question, or the
  question is put off: `false` with `X-akismet-recheck-after`. At most {WAITING} questions
  wait. The verdict is told later to sites that named a `callback` of their own host.
- Whoever signs as {code(TEST_AUTHORS[0])} or writes from {code(TEST_EMAILS[0])} is spam;
  what comes with `user_role=administrator` is none. With `is_test` set to 1 or true the
  answer is the same, and nothing is learned or counted.
- A field that people do not see may be named with `honeypot_field_name`: filled in, it
  makes a comment spam.
- What is submitted is learned for its own key alone, at most 300 comments, and no more than
  10 of one author or host. Kept are places in a table of hashes and numbers, no text.
- Of comments nothing is kept. Counted are, by key and month: `spam`, `ham`, `missed`
  (submitted as spam), `false_alarms` (submitted as ham), `later` (put off).
"""


def akismet_page() -> str:
    calls = [
        (f"`/{version}/{endpoint}`", *_MEANING[endpoint])
        for version, endpoints in (("1.1", OLD), ("1.2", NEW))
        for endpoint in endpoints
    ]
    answers = [
        (when, str(answer.status), code(answer.body.decode()), _headers(answer))
        for when, answer in _WHEN
    ]
    parts = [
        _INTRO,
        "## Calls\n",
        table(("address", "answer", "what it asks"), calls) + "\n",
        "## Answers\n",
        table(("when", "status", "body", "headers besides the guid"), answers) + "\n",
        _OUTRO,
    ]
    return "\n".join(parts)


def _headers(answer: Answer) -> str:
    return ", ".join(code(f"{name}: {value}") for name, value in answer.headers)
