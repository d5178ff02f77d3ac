"""The comment in a call, and the rules by which clients test a server."""

from __future__ import annotations

from typing import Final

from nouvelles.akismet.records import Call, Comment

#: Characters that are read of a text, and of every other field.
MOST_TEXT: Final = 20_000
_MOST_FIELD: Final = 500
_MOST_CONTEXT: Final = 50

#: Whoever signs so is spam, as Akismet's documentation has it.
TEST_AUTHORS: Final = ("viagra-test-123",)
TEST_EMAILS: Final = ("akismet-guaranteed-spam@example.com",)


def comment_of(call: Call) -> Comment:
    """The comment, cut to what a person would write. PHP's slashes before quotes stay: our
    filter does not look at quotes."""
    fields = call.fields

    def field(name: str) -> str:
        return fields.get(name, "")[:_MOST_FIELD]

    return Comment(
        text=fields.get("comment_content", "")[:MOST_TEXT],
        author=field("comment_author"),
        email=field("comment_author_email"),
        url=field("comment_author_url"),
        # Discourse sends content_type.
        kind=field("comment_type") or field("content_type"),
        # Several languages are named with commas; only one alone says something.
        language=_tag(field("blog_lang")),
        context=tuple(one[:_MOST_FIELD] for one in call.context[:_MOST_CONTEXT]),
        permalink=field("permalink"),
        role=field("user_role"),
        trapped=bool(fields.get("trapped")),
        callback=field("callback"),
    )


def is_test(call: Call) -> bool:
    """Whether the call is a trial: answered alike, not counted, nothing learned."""
    return call.fields.get("is_test", "").strip().lower() in ("1", "true", "yes")


def is_trial_author(comment: Comment) -> bool:
    """Whether a comment is signed as those are that test a server."""
    return (
        comment.author.strip() in TEST_AUTHORS
        or comment.email.strip().lower() in TEST_EMAILS
    )


def ruled(comment: Comment) -> bool | None:
    """The answer to a comment that no filter is asked about, None for all others: spam by
    its author, or an administrator's own."""
    if is_trial_author(comment):
        return True
    if "administrator" in (role.strip() for role in comment.role.split(",")):
        return False
    return None


def _tag(language: str) -> str:
    """A language tag of WordPress's locale (fr_FR, pt_BR_ao90); "" for none or several."""
    if "," in language:
        return ""
    return "-".join(language.strip().split("_")[:2])
