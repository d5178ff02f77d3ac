"""How folders of models for CTranslate2 are laid out, and what each wants around a text.

    opus-mt-en-fr/         source.spm  target.spm              a pair, of the folder's name
    translate-en_fr-1_9/   metadata.json  sentencepiece.model  Argos, unpacked: a pair
    nllb-200-…/            sentencepiece.bpe.model             many languages, as fra_Latn
    m2m100-…/              sentencepiece.bpe.model             … as __fr__
    mbart-50-…/            sentencepiece.bpe.model             … as fr_XX
    madlad400-…/           spiece.model                        … as <2fr>

Beside these lie `model.bin`, `config.json` and the vocabularies as a converter of
CTranslate2 writes them; an Argos package has them in `model/`. Which family a model of many
languages is of is seen by the pieces of its vocabulary that name languages.

Sources: CTranslate2's guide for Transformers, the tokenizers of NLLB, M2M-100, MBart-50 and
T5 in Hugging Face's Transformers; as known in November 2026.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import regex
from babel.core import get_global

from nouvelles.language import primary
from nouvelles.language.identify import MACROLANGUAGES

#: Languages that a model of many is offered for: those of the press that is read here. Of
#: its other thousands of pairs nobody could check a sentence.
LANGUAGES: Final = frozenset(
    ("ar", "de", "en", "es", "fa", "fr", "it", "pt", "ru", "tr", "uk", "zh")
)

#: What Marian's and Fairseq's models read behind every source.
END: Final = "</s>"

_NAME: Final = regex.compile(r"(?:.*-)?(?P<from>[a-z]{2,3})-(?P<to>[a-z]{2,3})")
_NLLB: Final = regex.compile(r"([a-z]{3})_([A-Z][a-z]{3})")
_M2M: Final = regex.compile(r"__([a-z]{2,3})__")
_MBART: Final = regex.compile(r"([a-z]{2})_[A-Z]{2}")
_MADLAD: Final = regex.compile(r"<2([a-z]{2,3})>")
_VOCABULARIES: Final = ("shared_vocabulary", "target_vocabulary")
_SENTENCEPIECES: Final = (
    *("sentencepiece.bpe.model", "sentencepiece.model", "spiece.model"),
    "spm.model",
)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Pieces in front of a source and behind it, and those that a target begins with."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A model's folder, the SentencePiece vocabularies of both sides, and a frame for
    each direction."""

    model: Path
    source: Path
    target: Path
    frames: Mapping[Pair, Frame]
    name: str
    revision: str = ""


def layout_of(path: Path) -> Layout | None:
    """What a folder holds, or None for no model.

    Raises:
        ValueError: a model that lacks a file, or whose facts cannot be read.
        OSError: a file cannot be read.
    """
    return _argos(path) or _pair(path) or _many(path)


def _argos(path: Path) -> Layout | None:
    """An unpacked package of Argos Translate."""
    facts, vocabulary = path / "metadata.json", path / "sentencepiece.model"
    if not (facts.is_file() and (path / "model/model.bin").is_file()):
        return None
    told = _facts(facts)
    pair = (_code(told, "from_code"), _code(told, "to_code"))
    _there(vocabulary)
    return Layout(
        model=path / "model",
        source=vocabulary,
        target=vocabulary,
        frames={pair: Frame()},
        name=path.name,
        revision=str(told.get("package_version", "")),
    )


def _pair(path: Path) -> Layout | None:
    """A model of OPUS-MT. Its converters differ in who puts the end behind a source."""
    source, target = path / "source.spm", path / "target.spm"
    match = _NAME.fullmatch(path.name)
    if not (path / "model.bin").is_file() or match is None or _spm(path) is not None:
        return None
    after = _after(path)
    _there(source)
    _there(target)
    pair = (primary(match["from"]), primary(match["to"]))
    return Layout(
        model=path,
        source=source,
        target=target,
        frames={pair: Frame(after=after)},
        name=path.name,
    )


def _many(path: Path) -> Layout | None:
    """A model of many languages."""
    if not (path / "model.bin").is_file():
        return None
    spm = _spm(path)
    if spm is None:
        raise ValueError(f"none of source.spm, {', '.join(_SENTENCEPIECES)} is there")
    frames = dict(_frames(_vocabulary(path), _after(path)))
    if not frames:
        raise ValueError("its vocabulary names no language that is known here")
    return Layout(model=path, source=spm, target=spm, frames=frames, name=path.name)


def _spm(path: Path) -> Path | None:
    found = (path / name for name in _SENTENCEPIECES)
    return next((one for one in found if one.is_file()), None)


def _frames(
    pieces: Iterable[str], after: tuple[str, ...]
) -> Iterator[tuple[Pair, Frame]]:
    pieces = tuple(pieces)
    if codes := _codes(pieces, _MADLAD):
        for pair in _pairs(codes):
            yield pair, Frame(before=(codes[pair[1]],), after=after)
        return
    for pattern in (_NLLB, _M2M, _MBART):
        if codes := _codes(pieces, pattern):
            for one, other in _pairs(codes):
                frame = Frame(before=(codes[one],), after=after, prefix=(codes[other],))
                yield (one, other), frame
            return


def _pairs(codes: Mapping[str, str]) -> Iterator[Pair]:
    for one in sorted(codes):
        for other in sorted(codes):
            if one != other:
                yield one, other


def _codes(pieces: Iterable[str], pattern: regex.Pattern[str]) -> dict[str, str]:
    """Languages by the pieces that stand for them; fewer than two are a coincidence."""
    found: dict[str, str] = {}
    for piece in pieces:
        if (match := pattern.fullmatch(piece)) is None:
            continue
        code = str(get_global("language_aliases").get(match[1], match[1]))
        # Moroccan Arabic is no Arabic of newspapers, Chinese in Hant not the one meant.
        if code in MACROLANGUAGES or code not in LANGUAGES:
            continue
        likely = str(get_global("likely_subtags").get(code, ""))
        if pattern is _NLLB and match[2] not in likely:
            continue
        found.setdefault(code, piece)
    return found if len(found) > 1 else {}


def _vocabulary(path: Path) -> list[str]:
    """The pieces of a model's target side, as a list in JSON or a line each."""
    for name in _VOCABULARIES:
        file = path / f"{name}.json"
        if file.is_file():
            told = json.loads(file.read_text(encoding="utf-8"))
            if isinstance(told, list):
                return [str(one) for one in told]
            raise ValueError(f"{file.name} holds no vocabulary")
        file = path / f"{name}.txt"
        if file.is_file():
            return file.read_text(encoding="utf-8").split("\n")
    raise ValueError(f"none of {', '.join(_VOCABULARIES)} is there")


def _after(path: Path) -> tuple[str, ...]:
    """The end behind a source, unless the model puts it there itself."""
    return () if _facts(path / "config.json").get("add_source_eos") else (END,)


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
