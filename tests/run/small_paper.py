"""A small paper for the tests of operating one: stages of its own, run in this process.

A page's body is lines: headline, canonical address ("" for the capture's own), text. The
words "reserved", "short", "missing" and "bug" as headline make it end so.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from nouvelles.errors import Reject
from nouvelles.records import Article, Block, Capture, Claims, Picture, Terms
from nouvelles.run.batch import Job, Task, kinds_of, run_batch
from nouvelles.run.prepare import prepare
from nouvelles.run.rows import refresh
from nouvelles.stage import CAPTURE, Stage
from nouvelles.store import Store, captures, ledger, segments
from nouvelles.store.captures import Added, add_captures
from nouvelles.store.ledger import Plan
from nouvelles.store.outputs import load_outputs
from nouvelles.testing import Clock

AT = datetime(2026, 3, 12, 8, tzinfo=UTC)
NOW = 1_773_313_200


def read_claims(capture: Capture) -> Claims:
    if capture.body.startswith(b"reserved"):
        raise Reject("tdm-reserved")
    return Claims(licence=capture.header("x-licence"))


def extract(capture: Capture, _claims: Claims) -> Article:
    headline, canonical, text = capture.body.decode().split("\n", 2)
    if headline == "short":
        raise Reject("too-short", "5 characters")
    if headline == "missing":
        raise Reject("soft-404", "there is no page here")
    if headline == "bug":
        raise KeyError("a bug")
    return Article(
        canonical=canonical or capture.url,
        headline=headline,
        body=(Block(kind="paragraph", text=text),),
        byline=("A. Writer",),
        published=AT,
        language="en",
    )


def fold(article: Article) -> Terms:
    return Terms(headline=article.headline.lower(), text=article.body[0].text.lower())


def reencode(capture: Capture) -> Picture:
    return Picture(media_type="image/png", width=1, height=1, data=capture.body)


LINE = (
    Stage(
        name="claims",
        version="1",
        takes=(CAPTURE,),
        gives=Claims,
        function=read_claims,
    ),
    Stage(
        name="extract",
        version="1",
        takes=(CAPTURE, "claims"),
        gives=Article,
        function=extract,
    ),
    Stage(name="terms", version="1", takes=("extract",), gives=Terms, function=fold),
    Stage(
        name="picture",
        version="1",
        takes=(CAPTURE,),
        gives=Picture,
        function=reencode,
        kind="picture",
    ),
)


def page(
    path: str,
    headline: str = "",
    text: str = "Some words.",
    *,
    canonical: str = "",
    hour: int = 0,
    licence: str = "",
    host: str = "a.example",
) -> Capture:
    headers = (("content-type", "text/html"), ("x-licence", licence))
    return Capture(
        url=f"https://{host}/{path}",
        at=AT + timedelta(hours=hour),
        status=200,
        headers=headers,
        body=f"{headline or path}\n{canonical}\n{text}".encode(),
    )


def picture(path: str) -> Capture:
    headers = (("content-type", "image/png"),)
    url = f"https://a.example/{path}"
    return Capture(url=url, at=AT, status=200, headers=headers, body=path.encode())


def keep(store: Store, plan: Plan, *batch: Capture, now: int = NOW) -> Added:
    with segments.open_segment(store, now) as segment:
        return add_captures(store, plan, segment, batch, now=now)


def run_stages(store: Store, plan: Plan, clock: Clock) -> None:
    """Run all that is due; read rows are left to `refresh_all`."""
    while any(_run_stage(store, plan, stage, clock) for stage in plan.stages):
        continue


def _run_stage(store: Store, plan: Plan, stage: Stage, clock: Clock) -> bool:
    now = int(clock())
    claimed = ledger.claim(store, plan, stage, 100, now=now, worker=1)
    with store.read() as connection:
        tasks = tuple(
            Task(
                item=item,
                input=key,
                attempts=attempts,
                parts=tuple(
                    captures.load_record(store, connection, item)
                    if name == CAPTURE
                    else load_outputs(connection, plan, name, [item]).get(item)
                    for name in stage.takes
                ),
            )
            for item, key, attempts in claimed
        )
    if tasks:
        job = Job(stage=stage, kinds=kinds_of(stage, plan.stages), tasks=tasks)
        ledger.commit(store, plan, stage, run_batch(job), now)
    return bool(tasks)


def drain(store: Store, plan: Plan, clock: Clock) -> None:
    """Run all that is due, and make all read rows."""
    run_stages(store, plan, clock)
    while refresh(store, plan):
        continue


def filled(store: Store, clock: Clock, *batch: Capture) -> Plan:
    """A paper with some captures, through all stages."""
    plan = prepare(store, LINE, clock)
    keep(store, plan, *batch)
    drain(store, plan, clock)
    return plan
