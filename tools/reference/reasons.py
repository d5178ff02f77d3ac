"""`reasons.md`: every word that says why something ended, was refused or went wrong.

Sentences come from the comments beside the words. Words whose code has no comment, or
that are no member of a list, have theirs in `SAID` and `RUNNER`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from nouvelles.extract import reasons as extract_reasons
from nouvelles.ingest import FaultReason
from nouvelles.ingest.archives import found
from nouvelles.ingest.troubles import TROUBLES
from nouvelles.rights import TDM_RESERVED
from nouvelles.rights import reasons as rights_reasons
from tools.reference.comments import member_comments, read_comments, sentence
from tools.reference.markdown import code, table

#: Sentences for words whose code has none.
SAID: Mapping[str, str] = {
    TDM_RESERVED: "The page reserves its use (`tdm-reservation: 1` in its header or "
    "markup): nothing of it is used but its feed's entry.",
    "not-a-picture": "The bytes are in no picture format that we read.",
    "picture-too-large": "More bytes or pixels than we decode.",
    "picture-broken": "The picture cannot be decoded to its end.",
    "no-licence": "No licence is stated by the page or known of the outlet.",
    "non-commercial": "The licence excludes commercial use; a paper may carry "
    "advertising.",
    "no-derivatives": "The licence forbids cutting and translating.",
    "agency-copy": "An agency is credited: the outlet cannot license what it bought.",
    "paywalled": "The outlet sells this text.",
    "noarchive": "The page asks that no copy be kept for readers.",
    "noindex": "The page asks not to be made findable elsewhere.",
    "nosnippet": "The page asks that nothing of its text be shown.",
    "max-snippet": "The page limits the length of extracts.",
    "notranslate": "The page, or its outlet, asks not to be translated.",
}

#: Words given by whoever runs the stages: word → (status, sentence).
RUNNER: Mapping[str, tuple[str, str]] = {
    "bytes-gone": (
        "rejected",
        "The stage needs the page's bytes, and `store.page_days` is over. What earlier "
        "versions made of it stays.",
    ),
    "bug": (
        "quarantined",
        "The stage failed in a way that it does not know. `nouvelles trace` shows the "
        "last line, `--json` the end of the traceback. Raising the stage's version "
        "tries it again.",
    ),
    "time-limit": (
        "quarantined",
        "The stage took longer than its time limit; its process was ended.",
    ),
    "worker-killed": (
        "failed, then quarantined",
        "The worker process was lost with this item (killed, out of memory, crashed). "
        "It is tried `worker.attempts` times, alone.",
    ),
}

HEAD = """\
# Reasons

Nothing disappears without a word. `nouvelles stages` counts these words,
`nouvelles trace ADDRESS` shows them for one article.
"""


def reasons_page() -> str:
    """The whole page."""
    runner = [(code(word), *facts) for word, facts in RUNNER.items()]
    parts = [
        HEAD,
        "## Stage `claims`: rejected\n",
        _words({TDM_RESERVED: SAID[TDM_RESERVED]}),
        "## Stages `extract` and `picture`: rejected\n",
        _words(extract_words()),
        "## Any stage: given by the runner\n",
        table(("word", "status", "meaning"), runner) + "\n",
        "## Rights: why something may or may not be shown\n",
        _words(rights_words()),
        "## Input that cannot be read\n\n"
        "Counted among the faults at the end of `nouvelles stages`; reading goes on "
        "behind it where it can.\n",
        _words(fault_words()),
        "## Reading: faults of a source\n\n"
        "Counted for each source and shown by `nouvelles source check`. Those *got over* "
        "keep nothing from being read.\n",
        table(("word", "meaning", "what to do"), _troubles()) + "\n",
    ]
    return "\n".join(parts)


def _troubles() -> list[tuple[str, str, str]]:
    """The words of reading, with their two sentences."""
    return [
        (
            code(word.value),
            f"{trouble.sentence}{' *Got over.*' if trouble.mended else ''}",
            trouble.advice,
        )
        for word, trouble in TROUBLES.items()
    ]


def extract_words() -> dict[str, str]:
    """The words of the extract room, with their sentences."""
    words = member_comments(extract_reasons, "Reason")
    words.pop("time-limit", None)  # given by the runner, and told there
    return _told(words)


def rights_words() -> dict[str, str]:
    """The words of the rights room."""
    return _told(member_comments(rights_reasons, "Why"))


def fault_words() -> dict[str, str]:
    """The words of the ingest room, from the list in the comment above `FaultReason`."""
    comments = read_comments(found).comments.values()
    told: dict[str, str] = {}
    for comment in comments:
        if match := re.fullmatch(r":\s*([a-z-]+)\s{2,}(.+)", comment):
            told[match[1]] = match[2]
    return _told({word: told.get(word, "") for word in get_args(FaultReason)})


def superfluous() -> list[str]:
    """Words of `SAID` that the code explains itself by now, or does not know."""
    commented = {
        **member_comments(extract_reasons, "Reason"),
        **member_comments(rights_reasons, "Why"),
        TDM_RESERVED: "",
    }
    return [word for word in SAID if commented.get(word, "unknown")]


def _told(words: Mapping[str, str]) -> dict[str, str]:
    """Words with their sentences.

    Raises:
        ValueError: a word has none.
    """
    told = {word: sentence(said) or SAID.get(word, "") for word, said in words.items()}
    silent = [word for word, said in told.items() if not said]
    if silent:
        raise ValueError(f"say in a comment what is meant by: {', '.join(silent)}")
    return told


def _words(words: Mapping[str, str]) -> str:
    rows = [(code(word), said) for word, said in words.items()]
    return table(("word", "meaning"), rows) + "\n"
