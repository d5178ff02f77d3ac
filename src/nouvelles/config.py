"""Settings: one TOML file, overridden by the environment, read once into frozen records.

Every setting is declared here once: name, default, unit in the name, one sentence in
`SENTENCES` (the reference page is made from it). An unknown setting is an error that
names the nearest known one.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_type_hints

from nouvelles.errors import ConfigError

FILE_NAME = "nouvelles.toml"
#: The setting `stories.encoder` of a paper without vectors.
NO_ENCODER = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSettings:
    name: str = "Nouvelles du Monde"
    address: str = "http://127.0.0.1:8000"
    editions: tuple[str, ...] = ("fr", "en")
    timezone: str = "Europe/Paris"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprintSettings:
    publisher: str = ""
    director: str = ""
    contact: str = ""
    security: str = ""
    address: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSettings:
    database: str = ""
    page_days: int = 30
    versions: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSettings:
    page_bytes: int = 20_000_000
    picture_bytes: int = 10_000_000
    picture_pixels: int = 40_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSettings:
    processes: int = 0
    lease_s: int = 300
    attempts: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSettings:
    pictures: bool = True
    contact: str = ""
    allow_private: bool = False
    ports: tuple[int, ...] = (80, 443)
    proxy: str = ""
    hosts_at_once: int = 200
    per_host: int = 1
    delay_s: float = 1.0
    timeout_s: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettings:
    shortest_min: int = 10
    longest_h: int = 24
    revisit_days: int = 7
    backlog: int = 200
    feed_bytes: int = 20_000_000
    feed_entries: int = 2_000
    websub: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontSettings:
    origins: float = 1.0
    countries: float = 1.0
    half_life_h: float = 8.0
    floor: int = 2
    sections: tuple[str, ...] = (
        "politics", "conflict", "economy", "environment", "science", "health",
        "culture", "society", "sport",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesSettings:
    encoder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationSettings:
    engine: str = ""
    models: str = ""
    recorded: str = ""
    glossary: str = "glossary"
    libretranslate: str = ""
    key: str = ""
    day_budget: int = 0
    article_budget: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentSettings:
    open: bool = True
    moderation: str = "after"
    close_days: int = 30
    length: int = 5_000
    edit_min: int = 15
    minimum_age: int = 15
    address_h: int = 24
    spam_days: int = 15
    removed_days: int = 180
    notice_days: int = 365
    waiting: int = 10_000
    civility: bool = False
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class AkismetSettings:
    serve: bool = False
    per_minute: int = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOpinionSettings:
    address: str = ""
    key: str = ""
    send: tuple[str, ...] = ("name",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of one paper, by table."""

    paper: PaperSettings = field(default_factory=PaperSettings)
    imprint: ImprintSettings = field(default_factory=ImprintSettings)
    store: StoreSettings = field(default_factory=StoreSettings)
    limits: LimitSettings = field(default_factory=LimitSettings)
    worker: WorkerSettings = field(default_factory=WorkerSettings)
    network: NetworkSettings = field(default_factory=NetworkSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    stories: StoriesSettings = field(default_factory=StoriesSettings)
    front: FrontSettings = field(default_factory=FrontSettings)
    translation: TranslationSettings = field(default_factory=TranslationSettings)
    comments: CommentSettings = field(default_factory=CommentSettings)
    akismet: AkismetSettings = field(default_factory=AkismetSettings)
    second_opinion: SecondOpinionSettings = field(default_factory=SecondOpinionSettings)
    editions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def of_edition(self, language: str) -> Settings:
        """The settings as an edition has them: what it has of its own is laid over."""
        settings = self
        for key, value in self.editions.get(language, {}).items():
            table = OF_EDITIONS[key]
            own = replace(getattr(settings, table), **{key: value})
            settings = replace(settings, **{table: own})
        return settings


#: The tables that each setting of `SENTENCES` stands in.
TABLES = tuple(one.name for one in fields(Settings) if one.name != "editions")

#: What an edition may have of its own, in a table `editions.LANGUAGE`, and the table
#: whose setting it takes the place of.
OF_EDITIONS: Mapping[str, str] = {
    "name": "paper",
    "timezone": "paper",
    **{one.name: "front" for one in fields(FrontSettings)},
}


#: One sentence for each setting; a test demands that none is missing.
SENTENCES: Mapping[str, str] = {
    "paper.name": "The name in the masthead.",
    "paper.address": "The address under which readers reach the paper.",
    "paper.editions": "Languages of the interface, in order; the first is the default.",
    "paper.timezone": "The zone in which the paper prints times (IANA name).",
    "imprint.publisher": "Who publishes the paper: person, association or company.",
    "imprint.director": "Who answers for what is published.",
    "imprint.contact": "The address to which complaints and corrections are sent.",
    "imprint.security": "Where security faults are told (mail or https); empty: contact.",
    "imprint.address": "The publisher's postal address.",
    "imprint.host": "Who hosts the site: name, postal address, telephone.",
    "store.database": "SQLAlchemy address of the database; empty: SQLite in the paper.",
    "store.page_days": "Days for which the bytes of captured pages are kept.",
    "store.versions": "How many versions of a stage's outputs are kept.",
    "limits.page_bytes": "Bytes above which a page is refused.",
    "limits.picture_bytes": "Bytes above which a picture is refused.",
    "limits.picture_pixels": "Pixels above which a picture is refused.",
    "worker.processes": "Processes that run stages; 0: one a core.",
    "worker.lease_s": "Seconds after which work of a vanished worker is taken up again.",
    "worker.attempts": "Attempts after which an item is put into quarantine.",
    "network.pictures": "Whether pictures whose licence allows it are fetched.",
    "network.contact": "Contact address in the user agent, for those whom we visit.",
    "network.allow_private": "Whether private addresses may be visited (tests, intranets).",
    "network.ports": "Ports that may be visited.",
    "network.proxy": "Proxy through which everything is fetched; empty: none.",
    "network.hosts_at_once": "Hosts that are visited at the same time.",
    "network.per_host": "Requests to one host at the same time.",
    "network.delay_s": "Seconds between two requests to one host.",
    "network.timeout_s": "Seconds after which a request is given up.",
    "reading.shortest_min": "Minutes between two looks at a feed, at the least.",
    "reading.longest_h": "Hours between two looks at a feed, at the most.",
    "reading.revisit_days": "Days for which articles are looked at again for changes.",
    "reading.backlog": "Articles of a new sitemap that are read, the newest first.",
    "reading.feed_bytes": "Bytes above which a feed is refused.",
    "reading.feed_entries": "Entries of one feed that are taken, the newest first.",
    "reading.websub": "Whether feeds that can announce news are subscribed to.",
    "stories.encoder": "What compares meanings across languages: empty: what comes with "
    "nouvelles; none; or the folder of an ONNX model.",
    "front.origins": "What each doubling of a story's own texts adds to its place.",
    "front.countries": "What each doubling of the countries that tell a story adds.",
    "front.half_life_h": "Hours of age that take as much from a story as 1.0 adds to it.",
    "front.floor": "Places at the top for stories told only where the press is thin.",
    "front.sections": "Sections in the navigation, in their order.",
    "translation.engine": "The engine that translates: empty: all that are installed; "
    "none; or one's name (see `nouvelles engines`).",
    "translation.models": "A folder of models of your own, from the paper's folder on.",
    "translation.recorded": "A file of recorded answers, from the paper's folder on.",
    "translation.glossary": "A CSV file of terms, or a folder of such, likewise.",
    "translation.libretranslate": "The address of a LibreTranslate server, which gets the "
    "texts; empty: none.",
    "translation.key": "Its key, if it wants one.",
    "translation.day_budget": "Characters that may be sent to it in a day; 0: no limit.",
    "translation.article_budget": "The same for one article.",
    "comments.open": "Whether readers may comment on articles and stories.",
    "comments.moderation": "after: comments are published as the filter sees fit; before: "
    "each waits for a moderator.",
    "comments.close_days": "Days after which nobody may comment any more; 0: never.",
    "comments.length": "Characters that a comment may have.",
    "comments.edit_min": "Minutes for which an author may edit a comment.",
    "comments.minimum_age": "The age from which one may comment, which the notice states.",
    "comments.address_h": "Hours for which a keyed hash of a network is kept, 24 at most.",
    "comments.spam_days": "Days for which the words of spam are kept.",
    "comments.removed_days": "Days for which the words of what was removed are kept.",
    "comments.notice_days": "Days after a decision for which the words of notices, "
    "complaints and reports are kept, with names; 184 at least.",
    "comments.waiting": "Comments that may wait for a moderator; beyond, none is taken.",
    "comments.civility": "Whether uncivil comments wait for a moderator.",
    "comments.proxies": "Networks of proxies whose X-Forwarded-For is believed.",
    "akismet.serve": "Whether sites with a key may ask here, by Akismet's protocol, if a "
    "comment is spam.",
    "akismet.per_minute": "Questions that one site may ask a minute.",
    "second_opinion.address": "An Akismet server that is asked about comments in the "
    "queue, as https://rest.akismet.com; empty: nobody is asked, nothing is sent.",
    "second_opinion.key": "The paper's key there.",
    "second_opinion.send": "What is sent besides the text and its language: name, "
    "email, address.",
}


def load_settings(paper: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the paper in a folder.

    `NOUVELLES_STORE_DATABASE` overrides `store.database`, and so on for every setting.

    Raises:
        ConfigError: the file cannot be read, or a setting is unknown or of a wrong type.
    """
    path = paper / FILE_NAME
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(
            str(paper),
            f"there is no paper here ({FILE_NAME} is missing)",
            "Make one with `nouvelles init DIR`, or name another with --paper DIR.",
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(
            str(path), f"cannot be read: {error}", "Mend the file and start again."
        ) from error
    own = raw.pop("editions", {})
    settings = _overlay(Settings(), raw, str(path))
    settings = _overlay_editions(settings, own, str(path))
    settings = _overlay(settings, _from_environment(environ), "environment")
    own = _editions_from_environment(settings.paper.editions, environ)
    return _overlay_editions(settings, own, "environment")


def _editions_from_environment(
    languages: tuple[str, ...], environ: Mapping[str, str]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for language in languages:
        for key in OF_EDITIONS:
            value = environ.get(f"NOUVELLES_EDITIONS_{language}_{key}".upper())
            if value is not None:
                found.setdefault(language, {})[key] = value
    return found


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in SENTENCES:
        table, key = name.split(".")
        value = environ.get(f"NOUVELLES_{table}_{key}".upper())
        if value is not None:
            found.setdefault(table, {})[key] = value
    return found


def _overlay(settings: Settings, raw: Mapping[str, Any], where: str) -> Settings:
    for table, values in raw.items():
        known_tables = [*TABLES, "editions"]
        if table not in known_tables or not isinstance(values, Mapping):
            raise _unknown(where, table, known_tables)
        current = getattr(settings, table)
        hints = get_type_hints(type(current))
        for key, value in values.items():
            if key not in hints:
                known = [f"{table}.{name}" for name in hints]
                raise _unknown(where, f"{table}.{key}", known)
            typed = _typed(hints[key], value, f"{where}, {table}.{key}")
            current = replace(current, **{key: typed})
        settings = replace(settings, **{table: current})
    return settings


def _overlay_editions(settings: Settings, raw: Any, where: str) -> Settings:
    """What editions have of their own, typed as the settings whose place it takes."""
    if not isinstance(raw, Mapping):
        raise _unknown(where, "editions", list(TABLES))
    editions = dict(settings.editions)
    for language, values in raw.items():
        name = f"editions.{language}"
        if language not in settings.paper.editions:
            raise ConfigError(
                where,
                f"`{name}` is about no edition of this paper",
                f"Write `{language}` in paper.editions, or leave the table out.",
            )
        if not isinstance(values, Mapping):
            raise ConfigError(where, f"`{name}` is no table", f"Write [{name}].")
        own = dict(editions.get(language, {}))
        for key, value in values.items():
            if key not in OF_EDITIONS:
                known = [f"{name}.{one}" for one in OF_EDITIONS]
                raise _unknown(where, f"{name}.{key}", known)
            hint = get_type_hints(type(getattr(settings, OF_EDITIONS[key])))[key]
            own[key] = _typed(hint, value, f"{where}, {name}.{key}")
        editions[language] = own
    return replace(settings, editions=editions)


def _unknown(where: str, name: str, known: list[str]) -> ConfigError:
    import difflib  # 100 kB, for a faulty file only

    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
    advice = f"Did you mean `{near[0]}`? Known: {', '.join(known)}."
    return ConfigError(where, f"unknown setting `{name}`", advice)


def _typed(hint: Any, value: Any, where: str) -> Any:
    """A TOML value, or an environment's string, as the type of its setting."""
    try:
        if hint is bool:
            return value if isinstance(value, bool) else _SWITCH[value.lower()]
        if hint is int and not isinstance(value, bool):
            return int(value)
        if hint is float and not isinstance(value, bool):
            return float(value)
        if hint is str and isinstance(value, str):
            return value
        if hint in (tuple[str, ...], tuple[int, ...]):
            inner = int if hint == tuple[int, ...] else str
            items = value.split(",") if isinstance(value, str) else value
            return tuple(_typed(inner, item, where) for item in items)
        raise TypeError(value)
    except (AttributeError, KeyError, TypeError, ValueError):
        expected = hint.__name__ if isinstance(hint, type) else str(hint)
        raise ConfigError(
            where, f"{value!r} is not of type {expected}", "Correct the value."
        ) from None


#: How a switch is written in the environment.
_SWITCH = {
    "true": True,
    "1": True,
    "yes": True,
    "false": False,
    "0": False,
    "no": False,
}
