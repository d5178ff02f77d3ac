"""What stands over an article's text: who, where, when."""

from __future__ import annotations

from datetime import datetime

from nouvelles.records import Article


def facts_of(article: Article) -> list[str]:
    """Those who sign, agencies, outlet, times; nothing for what is not known."""
    facts = [", ".join(article.byline), ", ".join(article.agencies), article.site_name]
    if article.published:
        facts.append(moment(article.published, day_only=article.day_only))
    if article.modified and article.modified != article.published:
        facts.append(f"updated {moment(article.modified)}")
    return [fact for fact in facts if fact]


def moment(at: datetime, *, day_only: bool = False) -> str:
    """A time as anyone reads it, with the zone that its source wrote."""
    if day_only:
        return at.date().isoformat()
    zone = at.strftime("%z")
    clock = f"{at.date().isoformat()} {at:%H:%M}"
    return f"{clock} {zone[:3]}:{zone[3:5]}" if zone else clock
