"""What a LibreTranslate server says, held to what it was asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from nouvelles.errors import EngineError, EngineTrouble
from nouvelles.ingest.network.service import Reply
from nouvelles.language import identify, primary

NAME: Final = "libretranslate"
#: Characters of an answer for each of its question, and in any case; then it runs on.
_TIMES, _ALWAYS = 20, 4_000
#: Characters below which a language is not certain, and how certain it has to be.
_SHORT, _CERTAIN = 200, 0.9

Pair = tuple[str, str]


def read(reply: Reply) -> Any:
    """The JSON of an answer.

    Raises:
        EngineError: the server said no, or what cannot be read.
    """
    if reply.status != 200:
        refuse(reply)
    try:
        return json.loads(reply.body)
    except ValueError as error:
        raise unreadable("is no JSON") from error


def refuse(reply: Reply) -> NoReturn:
    """Raise what the server says in the place of an answer."""
    said = ""
    try:
        told = json.loads(reply.body)
        said = str(told["error"])[:200]
    except (ValueError, KeyError, TypeError):
        pass  # no reason is given, or none that can be read: the status says it
    trouble = EngineTrouble.BUSY if reply.status == 429 else EngineTrouble.REFUSED
    raise EngineError(
        NAME,
        f"answers {reply.status}{': ' if said else ''}{said}",
        trouble=trouble,
    )


def pairs(told: Any) -> dict[Pair, Pair]:
    """Our codes of each direction, and the server's own (as "pt-BR", "zh-Hans").

    Raises:
        EngineError: no languages are listed.
    """
    found: dict[Pair, Pair] = {}
    try:
        for row in told:
            for target in row["targets"]:
                pair = (primary(row["code"]), primary(target))
                own = (str(row["code"]), str(target))
                # Of "pt" and "pt-BR" the one without a region stands for all.
                if pair[0] != pair[1] and (own == pair or pair not in found):
                    found[pair] = own
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise unreadable("lists no languages") from error
    return found


def texts_of(told: Any, asked: Sequence[str]) -> list[str]:
    """The translations of an answer.

    Raises:
        EngineError: they are none, too many or too few, empty or endless.
    """
    made = told.get("translatedText") if isinstance(told, dict) else None
    if not isinstance(made, list) or not all(isinstance(one, str) for one in made):
        raise unreadable("holds no translations")
    if len(made) != len(asked):
        raise EngineError(
            NAME,
            f"gave {len(made)} translations for {len(asked)} texts",
            trouble=EngineTrouble.WRONG_COUNT,
        )
    for text, given in zip(made, asked, strict=True):
        if len(text) > len(given) * _TIMES + _ALWAYS:
            raise EngineError(
                NAME, "does not stop talking", trouble=EngineTrouble.ENDLESS
            )
    if not any(text.strip() for text in made):
        raise EngineError(NAME, "gave empty texts", trouble=EngineTrouble.EMPTY)
    return made


def check_language(text: str, target: str) -> None:
    """Raise where an answer as a whole is in another language: the checks would stop each
    sentence, but the server is to blame and is counted so."""
    if len(text) < _SHORT:
        return
    found, sure = identify(text, expected=[target])
    if sure >= _CERTAIN and found not in ("und", target):
        raise EngineError(
            NAME,
            f"answered in {found} instead of {target}",
            trouble=EngineTrouble.OTHER_LANGUAGE,
        )


def unreadable(what: str) -> EngineError:
    return EngineError(NAME, f"its answer {what}", trouble=EngineTrouble.UNREADABLE)
