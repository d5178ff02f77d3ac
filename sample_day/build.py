"""Build the sample day: `python -m sample_day.build [--check]`.

Reads and checks the sources, renders every page in memory, and writes the folder
`src/nouvelles/sample/`. With `--check` nothing is written: the exit code is 1 when
the sources have problems or the committed files differ from what they give.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from .archive import NAME as ARCHIVE
from .archive import write_archive
from .captures import capture_day
from .check import check_world
from .compare import same_archive
from .expected import write_expected, write_sources
from .feeds import feed_name, write_feed
from .load import SOURCE, load_world
from .records import Problem, World
from .render import open_templates
from .translations import write_translations

OUTPUT = SOURCE.parent / "src" / "nouvelles" / "sample"

#: In the same folder, but written by hand.
BY_HAND = frozenset(["README.md", "__init__.py", "py.typed"])


def build_files(world: World) -> dict[str, bytes]:
    """Every file of the output by its name in the folder."""
    captures = capture_day(world, open_templates())
    expected = write_expected(world, captures)
    files = {
        ARCHIVE: write_archive(captures),
        "expected.json": expected.encode(),
        "sources.json": write_sources(world).encode(),
    }
    files |= write_translations(expected)
    for outlet in world.outlets.values():
        files[f"feeds/{feed_name(outlet)}"] = write_feed(world, outlet)
    return files


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the output and remove what no longer belongs to it."""
    for name in stale_files(files, folder):
        (folder / name).unlink()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def stale_files(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """Files in the folder that neither the build nor a person put there."""
    present = (path for path in folder.rglob("*") if path.is_file())
    names = {
        path.relative_to(folder).as_posix()
        for path in present
        if "__pycache__" not in path.parts
    }
    return sorted(names - set(files) - BY_HAND)


def find_differences(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """What differs between the build and the folder, one line a file."""
    lines = [f"{name}: not made by this build" for name in stale_files(files, folder)]
    for name, content in files.items():
        path = folder / name
        if not path.is_file():
            lines.append(f"{name}: missing")
        elif name == ARCHIVE:
            if not same_archive(path.read_bytes(), content):
                lines.append(f"{name}: other records")
        elif path.read_bytes() != content:
            lines.append(f"{name}: other content")
    return lines


def load_checked() -> tuple[World, list[Problem]]:
    """The world, and every problem of structure or, without those, of sense."""
    world, problems = load_world()
    return world, problems or check_world(world)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when all is well."""
    parser = argparse.ArgumentParser(prog="python -m sample_day.build")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    options = parser.parse_args(arguments)
    world, problems = load_checked()
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    files = build_files(world)
    if options.check:
        differences = find_differences(files, OUTPUT)
        for line in differences:
            print(line, file=sys.stderr)
        if differences:
            print("run `python -m sample_day.build`", file=sys.stderr)
        return 1 if differences else 0
    write_files(files, OUTPUT)
    size = sum(map(len, files.values())) // 1024
    print(f"{len(world.articles())} articles, {len(files)} files, {size} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
