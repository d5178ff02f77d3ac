"""Why a verdict is what it is: codes with what they were found on, by weight.

The words of each code are in the catalogues (`web.verdicts`), in the moderator's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from nouvelles.comments.facts import names
from nouvelles.comments.features import Sketch, places_of
from nouvelles.comments.links import MESSENGERS, SHORTENERS
from nouvelles.comments.prior import Prior
from nouvelles.comments.records import Reason, Remark
from nouvelles.comments.site import Site
from nouvelles.comments.solicitation import SOLICITING, subjects

#: Every code, and what its value is.
CODES: Final = {
    "ring": "how many remarks of this text came before",
    "host-seen": "a host and how often it was seen today: “host 14”",
    "styled-letters": "how many letters or digits are in dress (𝐛𝐨𝐥𝐝, Ⓒ, ｗｉｄｅ)",
    "hidden-signs": "how many unseen signs stand inside of words",
    "combining-marks": "how many marks lie over letters",
    "mixed-scripts": "how many words mix scripts",
    "spaced-letters": "how many words are s p a c e d",
    "digits-for-letters": "how many words have d1g1ts for letters",
    "link": "the host of a link",
    "shortener": "a host that hides where a link leads",
    "messenger": "a host of a messenger",
    "contact": "how many e-mail addresses, telephone numbers and names of accounts",
    "hidden-dot": "how many hosts are written with a dot in words",
    "link-markup": "how often links are written as markup",
    "author-link": "the host of the author's address",
    "author-sells": "the author's name, where it is an offer",
    "solicits": "what is solicited: a name of `solicitation.subjects`",
    "capitals": "",
    "emoji": "",
    "quick": "seconds between the opening of the form and the comment",
    "word": "a word that the prior knows from spam, or from genuine comments",
    "second-opinion-spam": "the host of a server that takes it for spam",
    "second-opinion-ham": "the host of a server that takes it for genuine",
    "decision": "“spam” or “genuine”: the decision that a moderator made of a like remark",
}

#: Reasons that are given.
MOST: Final = 5
#: Log-odds below which something is no reason.
_LEAST: Final = 0.05
#: What a ring and a host seen often are worth to a reader of reasons.
_PER_COPY: Final = 0.5

#: Facts that a code stands for.
_FACTS: Final = {
    "styled-letters": ("styled", "styled_share"),
    "hidden-signs": ("hidden",),
    "combining-marks": ("marks",),
    "mixed-scripts": ("mixed",),
    "spaced-letters": ("spaced",),
    "digits-for-letters": ("leet",),
    "link": ("links", "link_share", "paths"),
    "contact": ("mails", "phones", "handles", "codes"),
    "hidden-dot": ("hidden_dots",),
    "link-markup": ("markup",),
    "author-link": ("author_url", "url_depth", "url_words", "url_in_name", "url_home"),
    "author-sells": ("author_sells", "author_words", "author_small"),
    "capitals": ("capitals", "shouted"),
    "emoji": ("emoji",),
    "quick": ("quick",),
}


def reasons(
    prior: Prior,
    site: Site,
    remark: Remark,
    look: Sketch,
    copies: int = 0,
    hosts: Mapping[str, int] | None = None,
) -> tuple[Reason, ...]:
    """The weightiest reasons, for and against, at most `MOST`."""
    found = [
        *_of_facts(prior, remark, look),
        *_of_words(prior, look),
        *_of_rings(copies, hosts or {}),
        *_of_decisions(site, remark, look),
        *_of_hosts(look),
    ]
    found = [one for one in found if abs(one.weight) >= _LEAST]
    found.sort(key=lambda one: (-abs(one.weight), one.code, one.value))
    return tuple(found[:MOST])


def _of_facts(prior: Prior, remark: Remark, look: Sketch) -> Iterator[Reason]:
    weighed = dict(zip(names(), map(float, prior.fact_weights(look)), strict=True))
    values = dict(zip(names(), map(float, look.facts), strict=True))
    said = _values(remark, look)
    for code, facts in _FACTS.items():
        if code in said:
            present = [weighed[fact] for fact in facts if values[fact]]
            yield Reason(code, said[code], sum(present))
    asks = [
        (weighed[f"about_{subject}"], subject)
        for subject in subjects()
        if subject in SOLICITING and values[f"about_{subject}"]
    ]
    if asks:
        # All soliciting weighs together; it is told by what speaks loudest.
        every = sum(weighed[fact] for fact in ("soliciting", "solicit_share", "kinds"))
        weight, subject = max(asks)
        yield Reason("solicits", subject, max(weight, 0.0) + every)


def _values(remark: Remark, look: Sketch) -> dict[str, str]:
    """What each code was found on, for those of which there is something."""
    folded, found = look.folded, look.found
    counts = {
        "styled-letters": folded.styled,
        "hidden-signs": folded.hidden,
        "combining-marks": folded.marks,
        "mixed-scripts": folded.mixed,
        "spaced-letters": folded.spaced,
        "digits-for-letters": folded.digits,
        "contact": found.mails + found.phones + found.handles,
        "hidden-dot": found.hidden_dots,
        "link-markup": found.markup,
    }
    said = {code: str(count) for code, count in counts.items() if count}
    if found.links:
        said["link"] = found.links[0].host
    if remark.author_url.strip():
        said["author-link"] = remark.author_url.strip()[:100]
    if remark.author.strip():
        said["author-sells"] = remark.author.strip()[:100]
    if folded.shape.count("X") + folded.shape.count("C") >= 10:
        said["capitals"] = ""
    if "e" in folded.shape:
        said["emoji"] = ""
    if remark.seconds is not None and remark.seconds < 10:
        said["quick"] = f"{remark.seconds:.0f}"
    return said


def _of_words(prior: Prior, look: Sketch) -> Iterator[Reason]:
    """What each word that can be read says by itself."""
    here = len(look.view(0))
    if not here:
        return
    unit = prior.scale / here**0.5
    words = [word for word in dict.fromkeys(look.words) if word.isalpha()]
    weights = prior.weights[places_of(words)]
    for word, weight in zip(words, weights, strict=True):
        yield Reason("word", word, float(weight) * unit)


def _of_rings(copies: int, hosts: Mapping[str, int]) -> Iterator[Reason]:
    if copies:
        yield Reason("ring", str(copies), _PER_COPY * copies)
    for host, count in hosts.items():
        if count:
            yield Reason("host-seen", f"{host} {count}", _PER_COPY * count / 2)


def _of_decisions(site: Site, remark: Remark, look: Sketch) -> Iterator[Reason]:
    near = site.nearest(remark, look)
    if near is not None:
        lesson, weight = near
        yield Reason("decision", "spam" if lesson.spam else "genuine", 4 * weight)


def _of_hosts(look: Sketch) -> Iterator[Reason]:
    """Hosts that hide where they lead, and messengers, whatever the prior knows of them."""
    for link in look.found.links:
        if link.host in SHORTENERS:
            yield Reason("shortener", link.host, _PER_COPY)
        elif link.host in MESSENGERS:
            yield Reason("messenger", link.host, _PER_COPY)
