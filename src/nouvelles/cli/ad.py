"""`nouvelles ad`: the paper's own advertisements."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.cli.remove import who_option
from nouvelles.records import Ad
from nouvelles.run.ads import add_ad, stop_ad, today
from nouvelles.run.clock import system_clock
from nouvelles.store.ads import KeptAd, all_ads

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(
    epilog="Examples:\n\n\b\n  nouvelles ad add --advertiser 'Atelier du Quai' "
    "--text 'Maps on paper.' \\\n    --link https://quai.example --until 2026-12-31\n"
    "  nouvelles ad list\n  nouvelles ad stop 3"
)
def ad() -> None:
    """The paper's own advertisements: labelled, without tracking, counted by day."""


@ad.command(
    epilog="Examples:\n\n\b\n  nouvelles ad add --advertiser 'Atelier du Quai' "
    "--text 'Maps on paper.' \\\n    --link https://quai.example --until 2026-12-31\n"
    "  nouvelles ad add --advertiser 'Atelier du Quai' --picture maps.png \\\n"
    "    --alt 'Atelier du Quai: maps on paper' --link https://quai.example \\\n"
    "    --until 2026-12-31 --language fr --section culture --cap 1000"
)
@click.option("--advertiser", required=True, help="Who advertises; always shown.")
@click.option("--text", default="", help="Its words, at most 200 characters.")
@click.option(
    "--picture", type=click.Path(path_type=Path), help="A picture in place of words."
)
@click.option("--alt", default="", help="What the picture says, for who does not see.")
@click.option("--link", required=True, help="Where it leads; nothing is counted there.")
@click.option("--from", "since", type=_DAY, help="Its first day (default: today).")
@click.option("--until", required=True, type=_DAY, help="Its last day.")
@click.option(
    "--section", "sections", multiple=True, help="Only in this section; may come again."
)
@click.option(
    "--language", "languages", multiple=True, help="Only in this edition; likewise."
)
@click.option("--cap", default=0, help="Views a day at the most (default: no limit).")
@who_option
@click.pass_obj
def add(
    paper: str,
    advertiser: str,
    text: str,
    picture: Path | None,
    alt: str,
    link: str,
    since: datetime | None,
    until: datetime,
    sections: tuple[str, ...],
    languages: tuple[str, ...],
    cap: int,
    who: str,
) -> None:
    """Take in an advertisement of words or a picture."""
    with opened(paper) as store:
        first = since.date() if since else today(store.settings, system_clock)
        new = Ad(
            id=0,
            advertiser=advertiser,
            link=link,
            since=first,
            until=until.date(),
            words=text,
            alt=alt,
            sections=sections,
            languages=languages,
            cap=cap,
        )
        made = add_ad(store, new, picture, who=who, clock=system_clock)
    print_lines(f"Advertisement {made.id}: {made.since} to {made.until}.")


@ad.command("list", epilog="Example:\n\n\b\n  nouvelles ad list --json")
@json_option
@click.pass_obj
def list_ads(paper: str, as_json: bool) -> None:
    """Show every advertisement with its state and its views, the newest first."""
    with opened(paper) as store:
        day = today(store.settings, system_clock)
        with store.read() as connection:
            found = all_ads(connection, day)
    if as_json:
        print_json(found)
    else:
        print_lines(*(_line(one, day) for one in found))


@ad.command(epilog="Example:\n\n\b\n  nouvelles ad stop 3 --why 'paid until May'")
@click.argument("number", type=int)
@click.option("--why", default="", help="Why; kept with the decision.")
@who_option
@click.pass_obj
def stop(paper: str, number: int, why: str, who: str) -> None:
    """Show the advertisement NUMBER no more; its counts are kept."""
    with opened(paper) as store:
        done = stop_ad(store, number, who=who, why=why, clock=system_clock)
    print_lines(
        f"Advertisement {number}: {'stopped' if done else 'was stopped before'}."
    )


def _line(one: KeptAd, day: date) -> str:
    ad = one.ad
    where = ", ".join([*ad.languages, *ad.sections])
    views = f"{one.today}/{ad.cap}" if ad.cap else str(one.today)
    facts = f"{ad.since} to {ad.until}" + (f", {where}" if where else "")
    return (
        f"{ad.id:>4}  {_state(one, day):<8}  {views:>9} today  {one.total:>8} in all  "
        f"{ad.advertiser}  ({facts})"
    )


def _state(one: KeptAd, day: date) -> str:
    if one.stopped:
        return "stopped"
    if day < one.ad.since:
        return "to come"
    if day > one.ad.until:
        return "over"
    return "spent" if one.ad.cap and one.today >= one.ad.cap else "running"
