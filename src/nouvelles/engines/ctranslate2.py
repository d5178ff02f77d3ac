"""CTranslate2: models of a folder that a person names, with 8-bit weights.

Each model is in a folder of its own, laid out as one of `layouts.py`: OPUS-MT, Argos, NLLB,
M2M-100, MBart-50, MADLAD. Texts of one call go to it together, sorted by length.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from nouvelles.engines.kinds import Model, Options, licence_in
from nouvelles.engines.layouts import Layout, Pair, layout_of
from nouvelles.engines.pipe import LONGEST, child
from nouvelles.engines.pipes import Pipes
from nouvelles.errors import EngineError, EngineTrouble, InputError
from nouvelles.language import primary

_PACKAGES: Final = ("ctranslate2", "sentencepiece")
#: Texts and characters that go to a process together: a large model gives 50 words a
#: second, and has a minute for an answer.
_TEXTS, _CHARACTERS = 64, 6_000


class CTranslate2:
    """A child process for each model that is asked for, whatever the direction."""

    name = "ctranslate2"
    more = (
        "Install the extra `ctranslate2` and name a folder of models with --models FOLDER: "
        "OPUS-MT, NLLB, M2M-100, MBart-50, MADLAD, or Argos packages, unpacked."
    )

    def __init__(
        self, folder: Path | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._notes: list[str] = []
        self._models: dict[Pair, tuple[Layout, Model]] = {}
        self._pipes = Pipes(self.name, clock)
        if folder is None:
            return
        if not folder.is_dir():
            raise InputError(
                str(folder), "there is no such folder", "Name a folder of models."
            )
        for path in sorted(folder.glob("*.argosmodel")):
            self._notes.append(f"{path} is left out: it is a zip, unpack it")
        for path, layout in self._found(folder):
            for pair in layout.frames:
                model = Model(
                    engine=self.name,
                    language=pair[0],
                    target_language=pair[1],
                    name=layout.name,
                    file=layout.model / "model.bin",
                    licence=licence_in(path),
                    revision=layout.revision,
                )
                before = self._models.get(pair)
                # One that was made for this pair alone goes before one of many.
                if before is None or len(before[0].frames) > len(layout.frames):
                    self._models[pair] = (layout, model)

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
        layout, _ = self._models[pair]
        paths = (str(layout.model), str(layout.source), str(layout.target))
        pipe = self._pipes.of(str(layout.model), lambda: child("ctranslate2", *paths))
        frame = json.dumps(asdict(layout.frames[pair]))
        made: list[str] = []
        for batch in _batches(texts):
            made += pipe.ask_together([frame, *batch])[1:]
        return [
            answer if text.strip() else ""
            for text, answer in zip(texts, made, strict=True)
        ]

    def notes(self) -> Sequence[str]:
        return tuple(self._notes)

    def rest(self) -> None:
        self._pipes.rest()

    def close(self) -> None:
        self._pipes.close()

    def _found(self, folder: Path) -> Iterator[tuple[Path, Layout]]:
        """The models of a folder; what cannot be used is noted."""
        missing = [name for name in _PACKAGES if find_spec(name) is None]
        for path in sorted(one for one in folder.iterdir() if one.is_dir()):
            try:
                layout = layout_of(path)
            except (OSError, ValueError) as error:
                self._notes.append(f"{path} is left out: {error}")
                continue
            if layout is None:
                continue
            if missing:
                self._notes.append(
                    f"{path} is left out: {', '.join(missing)} is not installed"
                )
                continue
            yield path, layout


def engine(options: Options) -> CTranslate2:
    """The entry point.

    Raises:
        InputError: the folder of models is none.
    """
    return CTranslate2(options.models, options.clock)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Texts that go together. One that is too long goes alone, and is refused."""
    batch: list[str] = []
    size = 0
    for text in texts:
        full = len(batch) == _TEXTS or size + len(text) > _CHARACTERS
        if batch and full:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


assert _CHARACTERS + 2 * _TEXTS < LONGEST
