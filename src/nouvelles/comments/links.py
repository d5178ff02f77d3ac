"""Links, hosts and ways of contact in a folded text, also where they are half hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: Top-level domains by which a bare name is taken for a host.
_TOPS: Final = (
    "com|net|org|info|biz|ru|su|ua|by|kz|de|fr|es|it|pt|br|uk|eu|us|ca|au|in|id|cn|jp|tr"
    "|pl|nl|be|ch|at|se|no|gr|ir|vn|tk|ml|ga|cf|gq|xyz|top|site|online|shop|store|club"
    "|live|pro|me|ly|co|cc|tv|io|gl|be|link|click|win|vip|app|dev|icu|buzz|fun|space"
    "|website|tech|example|рф"
)
_LINK = re.compile(
    r"(?P<scheme>https?://|www\.)(?P<a>[^\s<>\"'\]\)|]{1,500})"
    rf"|(?<![\w.@/-])(?P<b>(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?:{_TOPS})(?![\w-])"
    r"(?:[/?][^\s<>\"'\]\)]{0,500})?)"
)
#: A dot in words or in brackets, before something that may be the end of a host.
_HIDDEN_DOT = re.compile(
    rf"(?<=\w)\s?[\(\[\{{]\s?(?:dot|\.|punkt|punto|точка)\s?[\)\]\}}]\s?(?=(?:{_TOPS})\b)"
    rf"|(?<=\w)\s(?:dot|точка)\s(?=(?:{_TOPS})\b)"
    rf"|(?<=[a-z0-9])\s\.\s?(?=(?:com|net|org|ru|info|xyz|top)\b)"
)
_MARKUP = re.compile(
    r"<\s*a\s|href\s*=|\[(?:url|link)\b|\]\(https?:|<(?:strong|b|h\d)>"
)
_MAIL = re.compile(r"\[email\]|[\w.+-]{1,64}@[a-z0-9-]{1,63}\.[a-z.]{2,20}")
_PHONE = re.compile(
    r"(?=[\d+\[])(?:\[phone\]|(?<![\w.])\+?\d[\d\s()-]{5,20}\d(?![\w.]))"
)
_HANDLE = re.compile(r"(?<![\w@.])@(?!user\b|medium\b)[a-z0-9_]{3,32}")
_DIGITS: Final = frozenset("0123456789")
_SHORT_CODE = re.compile(r"(?=\d)(?<![\w.,:/-])\d{4,6}(?![\w.,:/%-])")

#: Hosts that hide where a link leads. Own list of the well-known ones (2026-11).
SHORTENERS: Final = frozenset(
    (
        *("bit.ly", "goo.gl", "t.co", "tinyurl.com", "ow.ly", "is.gd", "buff.ly"),
        *("adf.ly", "cutt.ly", "rb.gy", "shorturl.at", "tiny.cc", "clck.ru", "vk.cc"),
        *("s.id", "rebrand.ly", "bl.ink", "lnkd.in", "soo.gd", "shorte.st", "bc.vc"),
    )
)
#: Hosts where people talk: a link there is a contact.
MESSENGERS: Final = frozenset(
    ("t.me", "wa.me", "telegram.me", "chat.whatsapp.com", "api.whatsapp.com", "zalo.me")
)
#: Where anybody has a page: of an author's address, a person's more often than a shop's.
HOMES: Final = frozenset(
    (
        *("blogspot.com", "wordpress.com", "github.io", "gitlab.io", "tumblr.com"),
        *(
            "substack.com",
            "medium.com",
            "mastodon.social",
            "bsky.app",
            "livejournal.com",
        ),
        *("over-blog.com", "canalblog.com", "typepad.com", "neocities.org", "dev.to"),
        *(
            "linkedin.com",
            "github.com",
            "about.me",
            "twitter.com",
            "x.com",
            "micro.blog",
        ),
    )
)
#: Places that people show each other.
SOCIAL: Final = frozenset(
    (
        *("youtube.com", "youtu.be", "facebook.com", "fb.com", "instagram.com"),
        *("tiktok.com", "soundcloud.com", "vk.com", "twitch.tv", "reddit.com"),
        *("twitter.com", "x.com", "spotify.com", "pinterest.com", "ok.ru", "tsu.co"),
    )
)
_SECOND: Final = frozenset(
    ("co", "com", "org", "net", "gov", "ac", "edu", "gob", "gouv")
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its host without `www.`, what follows it, and whether it was hidden."""

    host: str
    path: str

    @property
    def site(self) -> str:
        """The registrable part of the host, near enough (a.co.uk, blogspot.com)."""
        labels = self.host.split(".")
        keep = 3 if len(labels) > 2 and labels[-2] in _SECOND else 2
        return ".".join(labels[-keep:])

    @property
    def top(self) -> str:
        return self.host.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Found:
    """Links and contacts of a text, and `rest`: the text without links."""

    links: tuple[Link, ...]
    rest: str
    hidden_dots: int
    markup: int
    mails: int
    phones: int
    handles: int
    codes: int

    @property
    def contacts(self) -> int:
        """Ways to reach the author elsewhere, other than links."""
        away = sum(link.host in MESSENGERS for link in self.links)
        return self.mails + self.phones + self.handles + away


def link_of(address: str) -> Link:
    """The link that an address is; of what is none, an empty host."""
    bare = address.strip().lower()
    bare = bare.partition("://")[2] or bare
    host, slash, path = bare.partition("/")
    if not slash:
        host, slash, path = bare.partition("?")
    host = host.rpartition("@")[2].partition(":")[0].strip(".")
    return Link(host.removeprefix("www."), path)


def find_links(text: str) -> Found:
    """Links and contacts of a folded text."""
    hidden = 0
    if "dot" in text or " ." in text or "точка" in text or "[." in text or "(." in text:
        text, hidden = _HIDDEN_DOT.subn(".", text)
    links: list[Link] = []

    def take(found: re.Match[str]) -> str:
        links.append(link_of(found["a"] or found["b"]))
        return " "

    markup = (
        len(_MARKUP.findall(text)) if "<" in text or "[" in text or "]" in text else 0
    )
    mails = len(_MAIL.findall(text)) if "@" in text or "[email]" in text else 0
    rest = _LINK.sub(take, text) if "." in text or "://" in text else text
    digits = not _DIGITS.isdisjoint(rest) or "[phone]" in rest
    return Found(
        links=tuple(links),
        rest=rest,
        hidden_dots=hidden,
        markup=markup,
        mails=mails,
        phones=len(_PHONE.findall(rest)) if digits else 0,
        handles=len(_HANDLE.findall(rest)) if "@" in rest else 0,
        codes=len(_SHORT_CODE.findall(rest)) if digits else 0,
    )
