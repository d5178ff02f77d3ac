"""Routes: direct before pivot, sentences before gists, every step named."""

from __future__ import annotations

from pathlib import Path

import pytest

from nouvelles.engines import Engines, Model, Options, Routed, routes
from nouvelles.engines.recorded import line_of
from nouvelles.errors import EngineError, InputError


def model(engine: str, pair: str, gist: bool = False) -> Model:
    language, target = pair.split("-")
    return Model(
        engine=engine,
        language=language,
        target_language=target,
        name=pair,
        file=Path("none"),
        quality="gist" if gist else "sentences",
    )


MODELS = (
    model("rules", "en-es", gist=True),
    model("rules", "es-fr", gist=True),
    model("rules", "pt-es", gist=True),
    model("neural", "en-pt"),
    model("neural", "pt-en"),
    model("neural", "en-es"),
    model("neural", "pt-it"),
    model("rules", "en-it", gist=True),
)


def names(language: str, target: str) -> list[str]:
    return [route.name for route in routes(MODELS, language, target)]


def test_direct_comes_before_a_pivot_and_sentences_before_a_gist() -> None:
    assert names("en-GB", "es") == [
        "neural en→es",
        "rules en→es",
        "neural en→pt, rules pt→es",
    ]
    assert names("en", "fr") == [
        "neural en→es, rules es→fr",
        "rules en→es, rules es→fr",
        "neural en→pt, rules pt→es, rules es→fr",
    ]
    assert [route.is_gist for route in routes(MODELS, "en", "es")] == [
        False,
        True,
        True,
    ]


def test_a_pivot_of_sentences_comes_before_a_direct_gist() -> None:
    assert names("en", "it") == ["neural en→pt, neural pt→it", "rules en→it"]


def test_no_way() -> None:
    assert names("uk", "fr") == names("fr", "en") == names("en", "en") == []


def recorded(tmp_path: Path) -> Path:
    path = tmp_path / "answers.jsonl"
    lines = [
        line_of("Hello.", "Olá.", "en", "pt-BR"),
        line_of("Olá.", "Bonjour.", "pt", "fr"),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_route_goes_through_its_steps(tmp_path: Path) -> None:
    with Engines(Options(recorded=recorded(tmp_path))) as engines:
        (route,) = routes(engines.models("recorded"), "en", "fr")
        engine = Routed(route, engines.by_name)
        assert engine.name == "recorded en→pt, recorded pt→fr"
        assert engine.translate(["Hello.", "Hello."], "en", "fr") == ["Bonjour."] * 2
        with pytest.raises(EngineError, match="has no answer for “Bye”"):
            engine.translate(["Bye"], "en", "fr")
        with pytest.raises(EngineError, match="does not lead from en to pt"):
            engine.translate(["Hello."], "en", "pt")


def test_the_engines_of_the_house_are_found() -> None:
    with Engines() as engines:
        assert {"apertium", "bergamot", "none", "recorded"} <= set(engines.by_name)
        assert not engines.broken
        assert engines.models("none") == engines.models("recorded") == ()
        with pytest.raises(EngineError, match="none: translates nothing"):
            engines.named("none").translate(["Hello."], "en", "fr")
        with pytest.raises(InputError, match=r"nobody: there is no such engine. Known"):
            engines.models("nobody")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[", "is no recorded answer"),
        ("7", "is no recorded answer"),
        ('{"from": "en", "to": "fr", "text": "x"}', "It needs from, to, sha256, text"),
        ('{"from": "en", "to": "fr", "sha256": 1, "text": "x"}', "a field is no text"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = recorded(tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    with pytest.raises(InputError, match=f"answers.jsonl, line 3: .*{said}"):
        Engines(Options(recorded=path))
    with pytest.raises(InputError, match="cannot be read"):
        Engines(Options(recorded=tmp_path))
