"""CTranslate2: models of a folder that a person names, with 8-bit weights.

Two layouts are read, each model in a folder of its own:

    opus-mt-en-fr/       model.bin  config.json  *vocabulary.*  source.spm  target.spm
    translate-en_fr-1_9/ metadata.json  sentencepiece.model  model/model.bin …

The first is OPUS-MT after its converter, the pair read from the folder's name; the second
is an Argos package (`.argosmodel`) unpacked, the pair read from its metadata.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import regex

from nouvelles.engines.kinds import Model, Options, licence_in
from nouvelles.engines.pipe import Pipe, child
from nouvelles.errors import EngineError, InputError
from nouvelles.language import primary

_NAME: Final = regex.compile(r"(?:.*-)?(?P<from>[a-z]{2,3})-(?P<to>[a-z]{2,3})")
_PACKAGES: Final = ("ctranslate2", "sentencepiece")
#: What Marian's models read behind every source.
_END: Final = "</s>"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """A model's folder and vocabularies, and the piece behind each source."""

    model: Path
    source: Path
    target: Path
    end: str = ""


class CTranslate2:
    """A child process for each direction that is asked for."""

    name = "ctranslate2"
    more = (
        "Install the extra `ctranslate2` and name a folder of OPUS-MT models or unpacked "
        "Argos packages with --models FOLDER."
    )

    def __init__(self, folder: Path | None) -> None:
        self._notes: list[str] = []
        self._models: dict[Pair, tuple[_Files, Model]] = {}
        self._pipes: dict[Pair, Pipe] = {}
        if folder is None:
            return
        if not folder.is_dir():
            raise InputError(
                str(folder), "there is no such folder", "Name a folder of models."
            )
        missing = [name for name in _PACKAGES if find_spec(name) is None]
        for path in sorted(one for one in folder.iterdir() if one.is_dir()):
            try:
                found = _argos(path) or _opus(path)
            except (OSError, ValueError) as error:
                self._notes.append(f"{path} is left out: {error}")
                continue
            if found is None:
                continue
            if missing:
                self._notes.append(
                    f"{path} is left out: {', '.join(missing)} is not installed"
                )
                continue
            files, pair, name = found
            model = Model(
                engine=self.name,
                language=pair[0],
                target_language=pair[1],
                name=name,
                file=files.model / "model.bin",
                licence=licence_in(path),
            )
            self._models.setdefault(pair, (files, model))

    def models(self) -> Sequence[Model]:
        return tuple(model for _, (_, model) in sorted(self._models.items()))

    def translate(
        self, texts: Sequence[str], language: str, target_language: str
    ) -> Sequence[str]:
        pair = (primary(language), primary(target_language))
        if pair not in self._models:
            raise EngineError(self.name, f"has no model from {pair[0]} to {pair[1]}")
        if pair not in self._pipes:
            files, _ = self._models[pair]
            paths = (str(files.model), str(files.source), str(files.target))
            self._pipes[pair] = Pipe(self.name, child("ctranslate2", *paths, files.end))
        return [self._pipes[pair].ask(text) if text.strip() else "" for text in texts]

    def notes(self) -> Sequence[str]:
        return tuple(self._notes)

    def close(self) -> None:
        for pipe in self._pipes.values():
            pipe.close()


def engine(options: Options) -> CTranslate2:
    """The entry point.

    Raises:
        InputError: the folder of models is none.
    """
    return CTranslate2(options.models)


Found = tuple[_Files, Pair, str]


def _argos(path: Path) -> Found | None:
    """An unpacked package of Argos Translate."""
    facts, vocabulary = path / "metadata.json", path / "sentencepiece.model"
    if not (facts.is_file() and (path / "model/model.bin").is_file()):
        return None
    told = _facts(facts)
    pair = (_code(told, "from_code"), _code(told, "to_code"))
    name = f"{path.name} {told.get('package_version', '')}".strip()
    _there(vocabulary)
    files = _Files(model=path / "model", source=vocabulary, target=vocabulary)
    return files, pair, name


def _opus(path: Path) -> Found | None:
    """A model of OPUS-MT. Its converters differ in who puts the end behind a source."""
    match = _NAME.fullmatch(path.name)
    if match is None or not (path / "model.bin").is_file():
        return None
    told = _facts(path / "config.json")
    end = "" if told.get("add_source_eos") else _END
    source, target = path / "source.spm", path / "target.spm"
    _there(source)
    _there(target)
    files = _Files(model=path, source=source, target=target, end=end)
    return files, (primary(match["from"]), primary(match["to"])), path.name


def _facts(path: Path) -> dict[str, Any]:
    told = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict):
        raise ValueError(f"{path.name} holds no facts")
    return told


def _code(told: dict[str, Any], key: str) -> str:
    code = told.get(key)
    if not isinstance(code, str) or not code:
        raise ValueError(f"metadata.json has no {key}")
    return primary(code)


def _there(path: Path) -> None:
    if not path.is_file():
        raise ValueError(f"{path.name} is missing")
