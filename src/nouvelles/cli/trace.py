"""`nouvelles trace`: the whole journey of one article."""

from __future__ import annotations

from collections.abc import Iterator

import click

from nouvelles.cli.paper import counted, json_option, opened, print_json, print_lines
from nouvelles.run.trace import ArticleTrace, FetchTrace, Journey, StoryTrace
from nouvelles.run.trace import trace as find_journey
from nouvelles.store.journey import CaptureTrace, RunTrace


@click.command(
    epilog="Examples:\n\n\b\n"
    "  nouvelles trace 'https://outlet.example/article?utm_source=mail'\n"
    "  nouvelles trace http://127.0.0.1:8000/fr/article/le-barrage-0a1b2c3d4e5f6\n"
    "  nouvelles trace 0a1b2c3d4e5f6 --json"
)
@click.argument("address")
@json_option
@click.pass_obj
def trace(paper: str, address: str, as_json: bool) -> None:
    """Tell the whole journey of the article at ADDRESS.

    ADDRESS is the outlet's, that of the paper's own page, or the article's public id.
    Shows every capture with its stages (version, outcome, reason, times), what feeds
    announced, what may be shown where and why, people's decisions, and a removal.
    """
    with opened(paper) as store:
        found = find_journey(store, address)
    if as_json:
        print_json(found)
    else:
        print_lines(*_lines(found))


def _lines(found: Journey) -> Iterator[str]:
    for article in found.articles:
        yield from _article_lines(article)
    for told in found.stories:
        yield from _story_lines(told)
    for stone in found.tombstones:
        state = "still being erased" if stone.pending else "erased"
        yield f"removed {stone.article}: {stone.status}, {stone.reason} ({state})"
        yield f"    {stone.at.isoformat()}"
    for capture in found.captures:
        yield from _capture_lines(capture)
    for fetch in found.fetches:
        yield from _fetch_lines(fetch)
    for announced in found.entries:
        yield f"entry {announced.entry.title!r}, seen {announced.seen.isoformat()}"
        yield f"    {announced.entry.feed}, guid {announced.entry.guid}"
    for edit in found.edits:
        why = f" ({edit.why})" if edit.why else ""
        yield f"edit {edit.at.isoformat()}: {edit.who}: {edit.what} {edit.about}{why}"
        yield from [f"    {edit.value}"] if edit.value else []


def _article_lines(article: ArticleTrace) -> Iterator[str]:
    stale = ", shown from an older version" if article.stale else ""
    yield f"article {article.id}: {article.headline}{stale}"
    yield f"    {article.url} ({article.source}, {article.language})"
    published = article.published.isoformat() if article.published else "undated"
    yield f"    published {published}, revisions {article.revisions}"
    for rights in article.rights:
        answer = rights.answer
        said = "yes" if answer.allowed else "no"
        limit = f", at most {answer.limit} characters" if answer.limit else ""
        licence = f", {answer.licence}" if answer.licence else ""
        yield f"    {rights.surface:<12} {said:<3} {answer.reason}{limit}{licence}"


def _story_lines(told: StoryTrace) -> Iterator[str]:
    count = counted(told.tellings, "article")
    yield f"story {told.story} ({count}): {told.slug or 'without a name'}"
    act = told.act
    if act is None:
        return
    odds = f", log-odds {act.odds:+.2f}" if act.odds else ""
    yield f"    {act.at.isoformat()}: {act.by or 'engine'}: {act.kind}{odds}"
    for reason in act.reasons:
        words = f": {', '.join(reason.words)}" if reason.words else ""
        yield f"    {reason.weight:+.2f} {reason.code}{words}"


def _fetch_lines(fetch: FetchTrace) -> Iterator[str]:
    yield f"page {fetch.url}"
    times = {0: "never read", 1: "read once"}
    said = [times.get(fetch.visits, f"read {fetch.visits} times")]
    said += [f"asked for in vain {fetch.tries} times"] if fetch.tries else []
    due = f"next {fetch.due.isoformat()}" if fetch.due else "not asked for again"
    yield f"    {', '.join([*said, due])}"
    if fetch.withdrawn:
        yield f"    withdrawn by its outlet, {fetch.withdrawn.isoformat()}"
    if fetch.word:
        yield f"    {fetch.word}: {fetch.advice}"


def _capture_lines(capture: CaptureTrace) -> Iterator[str]:
    yield f"capture {capture.number} ({capture.kind}): {capture.url}"
    yield (
        f"    {capture.at.isoformat()}, status {capture.status}, "
        f"{capture.media_type or 'no media type'}, {capture.size} bytes"
    )
    yield f"    {capture.digest}"
    place = f"warc/{capture.file} at {capture.offset}, {capture.length} bytes"
    yield f"    {place if capture.file else 'its bytes are no longer kept'}"
    yield from [f"    from {capture.archive}"] if capture.archive else []
    for run in capture.runs:
        yield f"    {_run_line(run)}"


def _run_line(run: RunTrace) -> str:
    said = [run.status, run.reason]
    said += [f"{run.ms} ms"] if run.ms is not None else []
    said += [f"attempt {run.attempts}"] if run.attempts else []
    said += [run.at.isoformat()] if run.at else []
    said += [f"→ {run.output}"] if run.output else []
    said += ["" if run.current else "(old version)"]
    said += [run.detail.strip().splitlines()[-1]] if run.detail.strip() else []
    return f"{run.stage} [{run.version}] " + ", ".join(word for word in said if word)
