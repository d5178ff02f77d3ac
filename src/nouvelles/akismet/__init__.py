"""The protocol of Akismet (its API 1.1 and 1.2), both ways: questions read and answers
written, as a server; questions written and answers read, as a client.

Takes bytes and headers, gives records, and the other way round. It opens nothing, knows no
filter and keeps nothing; nothing is rejected, what cannot be read is an answer of its own.

    call = read_call("comment-check", query, body, content_type, host)
    comment = comment_of(call.fields)
    answer = checked(spam=True)          # → b"true"

Sources: akismet.com/developers, the OpenAPI description in Automattic/akismet-sdk-php, and
what WordPress's plugin (5.0 to 5.7.2) and five other clients send and expect (2026-11).
"""

from typing import TYPE_CHECKING

from nouvelles.door import door

if TYPE_CHECKING:
    from nouvelles.akismet.answers import (
        THANKS,
        checked,
        invalid,
        later,
        out_of_order,
        plain,
        thanked,
    )
    from nouvelles.akismet.breaker import Breaker
    from nouvelles.akismet.comment import comment_of, is_test, is_trial_author, ruled
    from nouvelles.akismet.notice import Sent, what_is_sent
    from nouvelles.akismet.opinion import Opinion, read_opinion
    from nouvelles.akismet.questions import (
        DOCUMENTATION_ADDRESS,
        FIELDS,
        write_question,
    )
    from nouvelles.akismet.rate import Bucket
    from nouvelles.akismet.reading import read_call
    from nouvelles.akismet.records import (
        Answer,
        Call,
        Comment,
        Endpoint,
        Month,
        SiteKey,
    )
    from nouvelles.akismet.sites import same_site, site_of
    from nouvelles.akismet.usage import key_sites, stats, subscription, usage_limit
    from nouvelles.akismet.webhook import write_result

__all__ = [
    "DOCUMENTATION_ADDRESS",
    "FIELDS",
    "THANKS",
    "Answer",
    "Breaker",
    "Bucket",
    "Call",
    "Comment",
    "Endpoint",
    "Month",
    "Opinion",
    "Sent",
    "SiteKey",
    "checked",
    "comment_of",
    "invalid",
    "is_test",
    "is_trial_author",
    "key_sites",
    "later",
    "out_of_order",
    "plain",
    "read_call",
    "read_opinion",
    "ruled",
    "same_site",
    "site_of",
    "stats",
    "subscription",
    "thanked",
    "usage_limit",
    "what_is_sent",
    "write_question",
    "write_result",
]

__getattr__ = door(
    __name__,
    {
        "answers": [
            "THANKS",
            "checked",
            "invalid",
            "later",
            "out_of_order",
            "plain",
            "thanked",
        ],
        "breaker": ["Breaker"],
        "comment": ["comment_of", "is_test", "is_trial_author", "ruled"],
        "notice": ["Sent", "what_is_sent"],
        "opinion": ["Opinion", "read_opinion"],
        "questions": ["DOCUMENTATION_ADDRESS", "FIELDS", "write_question"],
        "rate": ["Bucket"],
        "reading": ["read_call"],
        "records": ["Answer", "Call", "Comment", "Endpoint", "Month", "SiteKey"],
        "sites": ["same_site", "site_of"],
        "usage": ["key_sites", "stats", "subscription", "usage_limit"],
        "webhook": ["write_result"],
    },
)
