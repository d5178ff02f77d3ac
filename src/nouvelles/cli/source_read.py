"""`nouvelles source add, pause, resume, remove, import, export`: what is read."""

from __future__ import annotations

from pathlib import Path

import click

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.cli.remove import who_option
from nouvelles.run.clock import moment_of, system_clock
from nouvelles.run.reading.discovery import Offer, Search, find_offers
from nouvelles.run.reading.exchange import (
    export_opml,
    import_opml,
    import_starter,
    without_feed,
)
from nouvelles.run.reading.memory import remembered
from nouvelles.run.reading.subscribe import (
    Subscribed,
    pause,
    resume,
    subscribe,
    unsubscribe,
)
from nouvelles.run.writing import write_whole

#: The share of entries with a whole article from which on a feed is said to have them.
_MOSTLY = 0.5

_headlines = click.option(
    "--headlines", is_flag=True, help="Keep headlines and links only; fetch no page."
)


@click.command(
    "add",
    epilog="Examples:\n\n\b\n  nouvelles source add https://outlet.example\n"
    "  nouvelles source add https://outlet.example/feed.xml --headlines\n"
    "  nouvelles source add https://outlet.example/world "
    "--links 'article h2 a | /20[0-9]{2}/'",
)
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
@click.option("--preview", is_flag=True, help="Show what is found; add nothing.")
@click.option("--all", "every", is_flag=True, help="Add every feed that is found.")
@click.option(
    "--links",
    "rule",
    default=None,
    help="Read ADDRESS as a section page: a CSS selector for its links, and after "
    "` | ` a pattern of their addresses; '' to find them out.",
)
@_headlines
@json_option
@who_option
@click.pass_obj
def add(
    paper: str,
    addresses: tuple[str, ...],
    preview: bool,
    every: bool,
    rule: str | None,
    headlines: bool,
    as_json: bool,
    who: str,
) -> None:
    """Find the feeds of a site and read them from now on.

    ADDRESS is a site, a feed, a sitemap or a section page. Where a site has no feed, its
    news sitemap is taken, and where it has none, its page with the links found on it.
    """
    with opened(paper) as store:
        with remembered(store, addresses) as memory:
            searches = find_offers(
                store.settings, addresses, system_clock, rule=rule, memory=memory
            )
        if not preview:
            wanted = [
                offer.wanted() for one in searches for offer in one.chosen(every=every)
            ]
            mode = "headlines" if headlines else ""
            now = int(system_clock())
            done = subscribe(store, wanted, who=who, now=now, mode=mode)
    if as_json:
        print_json(searches)
    else:
        for one in searches:
            print_lines(*_found(one, every=every))
        if not preview:
            print_lines(*_said(done))
    if not any(one.offers for one in searches):
        raise click.exceptions.Exit(1)


def _found(search: Search, *, every: bool) -> list[str]:
    """What was found at an address, for people."""
    if not search.offers:
        advice = f"    → {search.advice}"
        return [f"{search.address}: nothing to read here.", *_tried(search), advice]
    chosen = search.chosen(every=every)
    lines = [search.address]
    for offer in search.offers:
        lines += _offer(offer, chosen=offer in chosen)
    return [*lines, *(f"  ! {trouble}" for trouble in search.unread)]


def _tried(search: Search) -> list[str]:
    return [f"    {trouble}" for trouble in search.troubles[:6]]


def _offer(offer: Offer, *, chosen: bool) -> list[str]:
    mark = "+" if chosen else "-"
    found = offer.preview
    facts = [
        found.kind,
        found.title,
        found.language,
        _counted(found.entries) if found.entries else "",
        f"newest {found.newest:%Y-%m-%d %H:%M}" if found.newest else "",
        "with full texts" if found.full_text_share > _MOSTLY else "",
        f"licence {found.licence}" if found.licence else "",
        "announces news (WebSub)" if found.hub else "",
    ]
    known = ", ".join(fact for fact in facts if fact)
    return [
        f"  {mark} {offer.url}",
        f"      {known}",
        *(f"      · {headline}" for headline in found.headlines[:3]),
    ]


def _counted(entries: int) -> str:
    return "1 entry" if entries == 1 else f"{entries} entries"


def _said(done: Subscribed) -> list[str]:
    lines = [f"{done.new:>8}  read from now on"] if done.new else []
    lines += [f"{done.known:>8}  read already"] if done.known else []
    lines += [f"  not added: {error}" for error in done.refused[:20]]
    return lines


@click.command(
    "pause", epilog="Example:\n\n\b\n  nouvelles source pause outlet.example"
)
@click.argument("names", nargs=-1, required=True, metavar="HOST|FEED|NAME...")
@who_option
@click.pass_obj
def pause_sources(paper: str, names: tuple[str, ...], who: str) -> None:
    """Read sources, or single feeds, no more until `resume`."""
    with opened(paper) as store:
        urls = pause(store, names, who=who, now=int(system_clock()))
    print_lines(*(f"Paused: {url}" for url in urls))


@click.command(
    "resume", epilog="Example:\n\n\b\n  nouvelles source resume outlet.example"
)
@click.argument("names", nargs=-1, required=True, metavar="HOST|FEED|NAME...")
@who_option
@click.pass_obj
def resume_sources(paper: str, names: tuple[str, ...], who: str) -> None:
    """Read paused or ended sources again."""
    with opened(paper) as store:
        urls = resume(store, names, who=who, now=int(system_clock()))
    print_lines(*(f"Read again: {url}" for url in urls))


@click.command(
    "remove", epilog="Example:\n\n\b\n  nouvelles source remove outlet.example"
)
@click.argument("names", nargs=-1, required=True, metavar="HOST|FEED|NAME...")
@who_option
@click.pass_obj
def remove_sources(paper: str, names: tuple[str, ...], who: str) -> None:
    """Read sources, or single feeds, no more. What was read stays in the paper.

    Articles are removed by `nouvelles remove`.
    """
    with opened(paper) as store:
        urls = unsubscribe(store, names, who=who, now=int(system_clock()))
    print_lines(*(f"No longer read: {url}" for url in urls))


@click.command(
    "import",
    epilog="Examples:\n\n\b\n  nouvelles source import subscriptions.opml\n"
    "  nouvelles source import --starter licensed",
)
@click.argument(
    "files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--starter",
    type=click.Choice(["licensed", "headlines", "all"]),
    help="Read the sources that come with nouvelles: those whose licence lets a paper "
    "publish them, major outlets' headlines, or both.",
)
@_headlines
@who_option
@click.pass_obj
def import_sources(
    paper: str, files: tuple[Path, ...], starter: str | None, headlines: bool, who: str
) -> None:
    """Read the feeds of subscription lists (OPML) or of the starter list."""
    if not files and starter is None:
        raise click.UsageError("name a file, or give --starter")
    now = int(system_clock())
    mode = "headlines" if headlines else ""
    with opened(paper) as store:
        parts = [
            import_opml(store, file, who=who, now=now, mode=mode) for file in files
        ]
        if starter is not None:
            done = import_starter(store, starter, who=who, now=now, mode=mode)
            parts.append(done)
    done = Subscribed(
        new=sum(part.new for part in parts),
        known=sum(part.known for part in parts),
        refused=tuple(error for part in parts for error in part.refused),
    )
    print_lines(*_said(done))


@click.command(
    "export", epilog="Example:\n\n\b\n  nouvelles source export subscriptions.opml"
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def export_sources(paper: str, file: Path | None) -> None:
    """Write the feeds that are read as a subscription list (OPML 2.0).

    Other programs read it, and `source import`. Sitemaps and section pages cannot stand
    in it: they are named on standard error.
    """
    with opened(paper) as store:
        data = export_opml(store, moment_of(system_clock))
        others = without_feed(store)
    write_whole(file, [data])
    for url in others:
        click.echo(f"Not in the list, for it is no feed: {url}", err=True)
