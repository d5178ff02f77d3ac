"""What each version of each stage gives for the sample day, input by input.

`golden.json` is a small ledger: stage → version → digest of an input → digest of the
output, or the status and reason where there is none. As in the ledger of a paper, an
earlier stage that gives something new asks for new lines, never for a new version here.

`python -m tests.golden` records what is not recorded yet. It never writes over a line of
the same version: whoever changes what a stage gives raises its version, so that papers
make it again. (While a version has never left the house, it may be deleted from
`golden.json` by hand and recorded again.)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from nouvelles.ingest import encode_record, read_warc
from nouvelles.pipeline import STAGES
from nouvelles.records import Capture
from nouvelles.run.batch import Job, Task, kinds_of, run_batch
from nouvelles.stage import CAPTURE, Stage
from nouvelles.store.captures import PICTURE, kind_of
from nouvelles.store.codec import canonical, digest16
from nouvelles.store.ledger import Outcome

GOLDEN = Path(__file__).with_name("golden.json")
HOW = "python -m tests.golden"

#: Stage → version → input → outcome.
Golden = dict[str, dict[str, dict[str, str]]]

#: Hexadecimal digits of a digest that are written: 48 bits tell a few hundred apart.
DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One capture on its way: the bytes and the digest of all that is made of it."""

    is_picture: bool
    parts: dict[str, bytes]
    digests: dict[str, bytes]


def corpus() -> list[Item]:
    """The captures of the sample day, in their order."""
    items = []
    with as_file(files("nouvelles.sample") / "day.warc.gz") as path:
        for found in read_warc(path):
            capture = found.item
            assert isinstance(capture, Capture), f"the sample day is broken: {capture}"
            item = Item(
                is_picture=kind_of(capture) == PICTURE,
                parts={CAPTURE: encode_record(capture)},
                digests={CAPTURE: digest16(canonical(capture))},
            )
            items.append(item)
    return items


def measure(line: Sequence[Stage] = STAGES) -> Golden:
    """What each stage gives for the corpus, at its version of now."""
    items = corpus()
    measured: Golden = {}
    for stage in line:
        outcomes = run_batch(_job(stage, line, items))
        given = measured.setdefault(stage.name, {}).setdefault(stage.version, {})
        for outcome in outcomes:
            given[outcome.input.hex()[:DIGITS]] = _said(outcome)
            if outcome.data is not None and outcome.output is not None:
                items[outcome.item].parts[stage.name] = outcome.data
                items[outcome.item].digests[stage.name] = outcome.output
    return measured


def _job(stage: Stage, line: Sequence[Stage], items: Sequence[Item]) -> Job:
    tasks = tuple(
        Task(
            item=number,
            input=digest16(b"".join(item.digests[name] for name in stage.takes)),
            attempts=1,
            parts=tuple(item.parts[name] for name in stage.takes),
        )
        for number, item in enumerate(items)
        if item.is_picture == (stage.kind == "picture")
        and all(name in item.parts for name in stage.takes)
    )
    return Job(stage=stage, kinds=kinds_of(stage, line), tasks=tasks)


def _said(outcome: Outcome) -> str:
    """The output's digest, else status and reason; not the reason's detail."""
    if outcome.output is not None:
        return outcome.output.hex()[:DIGITS]
    return f"{outcome.status.word} {outcome.reason}"


def load() -> Golden:
    """What is recorded."""
    if not GOLDEN.exists():
        return {}
    recorded: Golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return recorded


def compare(recorded: Golden, measured: Golden) -> list[str]:
    """What is wrong, a sentence a stage; nothing when all is recorded and the same."""
    said = []
    for stage, versions in measured.items():
        for version, given in versions.items():
            was = recorded.get(stage, {}).get(version, {})
            changed = [key for key in given if was.get(key, given[key]) != given[key]]
            missing = given.keys() - was.keys()
            if changed:
                said.append(
                    f"{stage} [{version}] gives something new for {len(changed)} of "
                    f"{len(given)} inputs: bump the version of stage {stage} in "
                    f"pipeline.py, then record it: {HOW}"
                )
            elif missing:
                said.append(
                    f"{stage} [{version}] is not recorded yet for {len(missing)} of "
                    f"{len(given)} inputs. Record it: {HOW}"
                )
    return said


def record(recorded: Golden, measured: Golden) -> Golden:
    """What was measured, but where a line of the same version was recorded, that one."""
    return {
        stage: {
            version: {
                key: recorded.get(stage, {}).get(version, {}).get(key, outcome)
                for key, outcome in given.items()
            }
            for version, given in versions.items()
        }
        for stage, versions in measured.items()
    }


def write(golden: Mapping[str, object]) -> None:
    """Keep it, in an order that makes small differences."""
    text = json.dumps(golden, indent=1, ensure_ascii=False, sort_keys=True)
    GOLDEN.write_text(f"{text}\n", encoding="utf-8")


def main() -> int:
    """Record; 1 where a recorded version gives something else."""
    measured = measure()
    after = record(load(), measured)
    write(after)
    wrong = compare(after, measured)
    for sentence in wrong or [f"All stages are recorded in {GOLDEN.name}."]:
        print(sentence)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
