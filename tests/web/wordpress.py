"""What WordPress 7.1 with its plug-in 5.7.2 sends, and what it does with each answer.

Written down from what such a site was seen to do (2026-11); the words in it are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote_plus

#: Headers of every call.
HEADERS = {
    "Host": "rest.akismet.com",
    "Accept": "*/*",
    "Accept-Encoding": "deflate, gzip, br, zstd",
    "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
    "User-Agent": "WordPress/7.1 | Akismet/5.7.2",
    "Connection": "close",
}


@dataclass(frozen=True)
class Told:
    """An answer as the plug-in sees it."""

    body: str
    headers: dict[str, str]


def check(site: str, key: str, text: str, **more: str) -> bytes:
    """comment-check, as a comment from a browser's form brings it about."""
    agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0"
    fields = {
        "comment_post_ID": "12",
        "comment_author": "Ada",
        "comment_author_email": "ada@example.org",
        "comment_author_url": "https://ada.example",
        "comment_content": text,
        "comment_type": "comment",
        "comment_parent": "0",
        "user_ID": "0",
        "user_id": "0",
        "comment_author_IP": "192.0.2.44",
        "comment_agent": agent,
        "user_ip": "192.0.2.44",
        "user_agent": agent,
        "referrer": f"{site}/2026/11/un-article/",
        "blog": site,
        "blog_lang": "fr_FR",
        "blog_charset": "UTF-8",
        "permalink": f"{site}/2026/11/un-article/",
        "akismet_comment_nonce": "passed",
        "POST_comment": text,
        "POST_author": "Ada",
        "POST_email": "ada@example.org",
        "POST_url": "https://ada.example",
        "POST_submit": "Laisser un commentaire",
        "POST_comment_post_ID": "12",
        "POST_comment_parent": "0",
        "POST_wp-comment-cookies-consent": "yes",
        "POST_akismet_comment_nonce": "0f1e2d3c4b",
        "POST_ak_hp_textarea": "",
        "POST_ak_js": "1764445000123",
        "REMOTE_ADDR": "192.0.2.44",
        "REQUEST_URI": "/wp-comments-post.php",
        "DOCUMENT_URI": "/wp-comments-post.php",
        "HTTP_HOST": site.partition("//")[2],
        "HTTP_USER_AGENT": agent,
        "HTTP_ACCEPT": "text/html,application/xhtml+xml",
        "HTTP_ACCEPT_LANGUAGE": "fr-FR,fr;q=0.9",
        "HTTP_SEC_CH_UA": '\\"Chromium\\";v=\\"140\\"',
        "HTTP_SEC_CH_UA_PLATFORM": '\\"Linux\\"',
        "HTTP_ORIGIN": site,
        "comment_post_modified_gmt": "2026-11-20 08:00:00",
        "comment_context[0]": "presse",
        "comment_context[1]": "Europe",
        "callback": f"{site}/wp-json/akismet/v1/webhook",
        **more,
        "api_key": key,
    }
    return form(fields)


def retry(site: str, key: str, text: str) -> bytes:
    """The same comment asked about again by the plug-in's cron, without the request."""
    return form(
        {
            "comment_ID": "7",
            "comment_post_ID": "12",
            "comment_author": "Ada",
            "comment_author_email": "ada@example.org",
            "comment_author_url": "https://ada.example",
            "comment_author_IP": "192.0.2.44",
            "comment_date": "2026-11-29 12:00:00",
            "comment_date_gmt": "2026-11-29 11:00:00",
            "comment_content": text,
            "comment_karma": "0",
            "comment_approved": "0",
            "comment_agent": "Mozilla/5.0",
            "comment_type": "comment",
            "comment_parent": "0",
            "user_id": "0",
            "user_ip": "192.0.2.44",
            "user_agent": "Mozilla/5.0",
            "blog": site,
            "blog_lang": "fr_FR",
            "blog_charset": "UTF-8",
            "permalink": f"{site}/2026/11/un-article/",
            "recheck_reason": "retry",
            "api_key": key,
        }
    )


def submit(site: str, key: str, text: str) -> bytes:
    """submit-spam and submit-ham: what was stored of the check, and who submits it."""
    return check(
        site,
        key,
        text,
        reporter="admin",
        user_role="administrator",
        comment_check_response="false",
        comment_ID="7",
        comment_date="2026-11-29 12:00:00",
        comment_date_gmt="2026-11-29 11:00:00",
        comment_approved="1",
        comment_karma="0",
    )


def verify(site: str, key: str) -> bytes:
    return form({"key": key, "blog": site, "api_key": key})


def status_of(told: Told, *, strict: bool = False) -> str:
    """What becomes of a comment: "1" published, "0" pending, "spam", "dropped"."""
    guid = "x-akismet-guid" in told.headers
    if not guid:
        return "1"  # whatever it says: the verdict is matched to the comment by guid
    if "x-akismet-error" in told.headers or told.body not in ("true", "false"):
        return "0"
    if told.body == "true":
        tip = told.headers.get("x-akismet-pro-tip")
        return "dropped" if strict and tip == "discard" else "spam"
    return "0" if "x-akismet-recheck-after" in told.headers else "1"


def form(fields: dict[str, str]) -> bytes:
    """As PHP's http_build_query writes it."""
    pairs = (
        f"{quote_plus(name)}={quote_plus(value)}" for name, value in fields.items()
    )
    return "&".join(pairs).encode()
