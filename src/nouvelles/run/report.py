"""How the paper's work stands: the report that `nouvelles stages` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nouvelles.run.clock import Clock
from nouvelles.store import Store, people, readtables, report, story_tables, untold
from nouvelles.store.people import Incident
from nouvelles.store.report import ReasonCount, StageCount, Sums

#: So many of what has the same fault are named; `stages --json` has them all.
_NAMED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReport:
    """One stage; `ledger_bytes` is its part of the ledger's table, by rows."""

    count: StageCount
    ledger_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole state of the work; bytes are those on disk."""

    sums: Sums
    stages: tuple[StageReport, ...]
    incidents: tuple[Incident, ...]
    table_bytes: Mapping[str, int]
    warc_bytes: int
    unprojected: int  # captures and articles whose read rows are still to be made
    stories: int
    untold: int  # articles that are still to be put into stories


def take_report(store: Store, clock: Clock) -> Report:
    """Count everything; the database is read once through, which takes a while on a
    large paper (some seconds for each gigabyte)."""
    readtables.ensure(store)
    with store.read() as connection:
        counts = report.stage_counts(connection, int(clock()))
        table_bytes: dict[str, int] = store.dialect.table_sizes(connection)
        total = sum(count.ledger_rows for count in counts)
        ledger = table_bytes.get("runs", 0)
        return Report(
            sums=report.sums(connection),
            stages=tuple(
                StageReport(
                    count=count,
                    ledger_bytes=ledger * count.ledger_rows // total if total else 0,
                )
                for count in counts
            ),
            incidents=people.all_incidents(connection),
            table_bytes=dict(sorted(table_bytes.items())),
            warc_bytes=_folder_bytes(store.folder / "warc"),
            unprojected=report.unprojected(connection),
            stories=story_tables.count_stories(connection),
            untold=untold.count_untold(connection),
        )


def _folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def as_document(found: Report) -> dict[str, object]:
    """The report as `nouvelles stages --json` prints it: the sums stand on top."""
    return {
        **{name: getattr(found.sums, name) for name in Sums.__slots__},
        "unprojected": found.unprojected,
        "stories": found.stories,
        "untold": found.untold,
        "stages": [
            {
                **{name: getattr(one.count, name) for name in StageCount.__slots__},
                "ledger_bytes": one.ledger_bytes,
            }
            for one in found.stages
        ],
        "incidents": found.incidents,
        "table_bytes": found.table_bytes,
        "warc_bytes": found.warc_bytes,
    }


def as_lines(found: Report) -> list[str]:
    """The report for people."""
    sums = found.sums
    held = f"{sums.articles} articles + {sums.again} again"
    ended = f"{sums.rejected} rejected ({sums.quarantined} quarantined)"
    lines = [
        f"{sums.captures} captures = {held} + {ended} + {sums.open} open",
        f"{sums.announced} articles announced only, {sums.pictures} pictures",
        f"{found.stories} stories, {found.untold} articles wait for theirs",
    ]
    for one in found.stages:
        lines += ["", *_stage_lines(one)]
    if found.incidents:
        lines += ["", "Faults of what was given:"]
    alike: dict[tuple[str, str], list[Incident]] = {}
    for fault in found.incidents:
        alike.setdefault((fault.reason, fault.advice), []).append(fault)
    for faults in alike.values():
        lines += _fault_lines(faults)
    lines += ["", "On disk:"]
    for name, size in sorted(found.table_bytes.items(), key=lambda pair: -pair[1]):
        lines.append(f"  {size_text(size):>9}  {name}")
    lines.append(f"  {size_text(found.warc_bytes):>9}  page bytes (warc/)")
    return lines


def _fault_lines(faults: Sequence[Incident]) -> list[str]:
    """Faults that are the same but for what they are of."""
    named = [
        f"{one.count} × {one.about}" if one.count > 1 else one.about for one in faults
    ]
    first = faults[0]
    if len(faults) == 1:
        lines = [f"  {named[0]}: {first.reason}"]
    else:
        more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
        lines = [
            f"  {len(named)} times: {first.reason}",
            f"      {', '.join(named[:_NAMED])}{more}",
        ]
    return [*lines, f"      {first.advice}"] if first.advice else lines


def _stage_lines(one: StageReport) -> list[str]:
    count = one.count
    outcomes = ", ".join(f"{n} {word}" for word, n in sorted(count.outcomes.items()))
    bytes_ = (
        f"{size_text(one.ledger_bytes)} ledger, {size_text(count.output_bytes)} outputs"
    )
    lines = [f"{count.name} [{count.version}]: {outcomes or 'nothing yet'} ({bytes_})"]
    if count.oldest_open_s is not None:
        lines.append(f"    oldest open: {count.oldest_open_s} s at most")
    lines += [_reason_line(reason) for reason in count.reasons]
    return lines


def _reason_line(reason: ReasonCount) -> str:
    return f"    {reason.count:>7}  {reason.status}: {reason.reason}"


def size_text(size: int) -> str:
    """Bytes for people, in decimal units."""
    value = float(size)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"
