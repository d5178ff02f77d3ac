"""The edition: which stories stand where, how each is told, and what was changed.

Takes stories and the articles that lists show; gives them their places on the front
page, the telling that leads a story, its strength, its timeline, its chart, what one
side alone tells, what came since a time, and the ten stories of a day's edition. Takes
the entries of a feed, ready for print, and gives the bytes of an RSS, Atom or JSON
document, and of pages a sitemap; takes two texts of one article and gives the passages
that differ; says where in a text “Read also” may stand, and which advertisement in a
slot. Rejects nothing.

    front = arrange(stories, listed, now, front=settings.front, reader="fr")
    front.lead, front.stack, front.rest
    choose_lead(story, now, reader="fr")  # Choice(told=…, reasons=("language", "origin"))
    FORMS["rss"].write(feed)  # bytes
    changes(before, after)  # (Change(field="body", before="…", after="…"), …)
"""

from nouvelles.edition.ads import choose_ad
from nouvelles.edition.aside import place_aside
from nouvelles.edition.chart import Chart, Voices, draw, voices
from nouvelles.edition.day import choose_day, closing_of, has_closed, latest_day
from nouvelles.edition.feed import SOURCE_TYPE, Feed, FeedEntry
from nouvelles.edition.forms import FORMS, Form
from nouvelles.edition.front import Front, Piece, arrange, rank_all
from nouvelles.edition.hours import freshness, known_hour
from nouvelles.edition.lead import Choice, can_be_read, choose_lead
from nouvelles.edition.nearest import nearest_telling
from nouvelles.edition.one_side import OneSided, Reading, find_one_sided
from nouvelles.edition.rank import Score
from nouvelles.edition.regions import Region, by_region
from nouvelles.edition.revisions import changes, headline_change
from nouvelles.edition.since import News, news_since, read_since, write_since
from nouvelles.edition.sitemap import (
    NewsPage,
    SitePage,
    write_index,
    write_news,
    write_sitemap,
)
from nouvelles.edition.strength import Strength, country_of, language_of, strength
from nouvelles.edition.timeline import Hour, Row, Timeline, tell_time
from nouvelles.edition.wording import Run, compare_words

__all__ = [
    "FORMS",
    "SOURCE_TYPE",
    "Chart",
    "Choice",
    "Feed",
    "FeedEntry",
    "Form",
    "Front",
    "Hour",
    "News",
    "NewsPage",
    "OneSided",
    "Piece",
    "Reading",
    "Region",
    "Row",
    "Run",
    "Score",
    "SitePage",
    "Strength",
    "Timeline",
    "Voices",
    "arrange",
    "by_region",
    "can_be_read",
    "changes",
    "choose_ad",
    "choose_day",
    "choose_lead",
    "closing_of",
    "compare_words",
    "country_of",
    "draw",
    "find_one_sided",
    "freshness",
    "has_closed",
    "headline_change",
    "known_hour",
    "language_of",
    "latest_day",
    "nearest_telling",
    "news_since",
    "place_aside",
    "rank_all",
    "read_since",
    "strength",
    "tell_time",
    "voices",
    "write_index",
    "write_news",
    "write_since",
    "write_sitemap",
]
