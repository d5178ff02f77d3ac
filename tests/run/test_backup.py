"""A backup is made while the paper runs, is verified, and gives the same paper back."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.engine import make_url

from nouvelles.config import FILE_NAME, Settings, load_settings
from nouvelles.errors import InputError, NouvellesError, StoreError
from nouvelles.ingest import decode_record
from nouvelles.run import backup as backups
from nouvelles.run.backup import back_up
from nouvelles.run.discussion.key import NAME as KEY
from nouvelles.run.discussion.key import load_key
from nouvelles.run.doctor import examine
from nouvelles.run.grouping.logbook import Logbook
from nouvelles.run.manifest import Manifest, read_manifest, verify
from nouvelles.run.new import make_paper
from nouvelles.run.removal import remove_article
from nouvelles.run.restore import restore
from nouvelles.store import Store, copies, open_store, pgtools, readtables, untold
from nouvelles.store.captures import load_record
from nouvelles.store.erase import Removal
from nouvelles.store.held import each_article
from nouvelles.store.schema import captures
from nouvelles.testing import Clock
from tests.run.grouping.papers import grouped, log_of, quiet, stories_of
from tests.run.small_paper import LINE, NOW, filled, keep, page, picture


def unseen(_done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def paper(store: Store, clock: Clock) -> Store:
    (store.folder / FILE_NAME).write_text('[paper]\nname = "Backed up"\n')
    filled(store, clock, page("one"), page("two"), picture("p.png"))
    return store


@pytest.fixture
def away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("away")


@pytest.fixture
def empty_database(
    request: pytest.FixtureRequest, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty database for the restored paper, where it does not bring its own."""
    if not store.is_sqlite:
        name = f"{store.engine.url.database}_restored"
        admin = store.engine.url.set(database="postgres")
        server = create_engine(admin, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        server.dispose()
        address = store.engine.url.set(database=name).render_as_string(False)
        monkeypatch.setenv("NOUVELLES_STORE_DATABASE", address)


def made(store: Store, file: Path, clock: Clock) -> Manifest:
    return back_up(store, file, clock, unseen)


def everything(store: Store) -> list[object]:
    """Captures with their bytes, and the articles as they are shown."""
    with store.read() as connection:
        rows = connection.execute(select(captures).order_by(captures.c.id)).all()
        records = [load_record(store, connection, row.id) for row in rows]
    bodies = [decode_record(record).body for record in records if record]
    return [*[tuple(row) for row in rows], *bodies, *each_article(store)]


@pytest.mark.usefixtures("empty_database")
def test_the_same_paper_comes_back(paper: Store, clock: Clock, away: Path) -> None:
    manifest = made(paper, away / "b.tar", clock)
    assert manifest.counts["captures"] == 3
    assert manifest.counts["articles"] == 2
    assert restore(away / "b.tar", away / "new") == manifest
    settings = load_settings(away / "new")
    assert settings.paper.name == "Backed up"
    back = open_store(away / "new", settings)
    try:
        assert everything(back) == everything(paper)
        found = examine(back, LINE, clock, full=True, steps=unseen)
        assert {one.state for one in found} == {"ok"}
    finally:
        back.close()
    assert sorted(path.name for path in (away / "new").iterdir() if path.is_dir()) == [
        "warc"
    ]


@pytest.mark.usefixtures("empty_database")
def test_rules_for_sites_come_back(paper: Store, clock: Clock, away: Path) -> None:
    (paper.folder / "sites").mkdir()
    rules = "[[rule]]\nstrip = '.advert'\n"
    (paper.folder / "sites" / "Outlet.example.toml").write_text(rules)
    (paper.folder / "sites" / "notes.txt").write_text("mine")
    made(paper, away / "b.tar", clock)
    restore(away / "b.tar", away / "new")
    back = list((away / "new" / "sites").iterdir())
    assert [file.name for file in back] == ["Outlet.example.toml"]
    assert back[0].read_text() == rules
    (away / "other" / "sites").mkdir(parents=True)
    with pytest.raises(InputError, match=r"\(sites\)"):
        restore(away / "b.tar", away / "other")


#: Tables of the sixth migration and those behind it.
LATER = {
    "comments", "comment_acts", "lessons", "complaints", "comment_bans", "comment_reports",
    "page_moderation", "comment_translations", "accounts", "sessions", "sign_in_tries",
    "desk_audit", "notices", "akismet_keys", "akismet_counts", "key_lessons",
}  # fmt: skip


@pytest.mark.usefixtures("empty_database")
def test_the_key_of_comments_comes_back_for_its_owner_alone(
    paper: Store, clock: Clock, away: Path
) -> None:
    secret = load_key(paper.folder).secret
    made(paper, away / "b.tar", clock)
    restore(away / "b.tar", away / "new")
    assert load_key(away / "new").secret == secret
    assert (away / "new" / KEY).stat().st_mode & 0o777 == 0o600


def test_it_is_made_while_others_write(paper: Store, clock: Clock, away: Path) -> None:
    """What is written meanwhile is in it whole or not at all."""
    plan = filled(paper, clock)
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            keep(paper, plan, page(f"more-{number}"))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            made(paper, away / f"{number}.tar", clock)
    finally:
        stop.set()
        writer.join()
    counts = [read_manifest(away / f"{n}.tar").counts["captures"] for n in range(5)]
    assert counts == sorted(counts)
    assert counts[-1] > 3


def test_it_is_readable_by_its_owner_alone(
    paper: Store, clock: Clock, away: Path
) -> None:
    made(paper, away / "b.tar", clock)
    assert (away / "b.tar").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in away.iterdir()] == ["b.tar"]


def test_nothing_is_written_over(paper: Store, clock: Clock, away: Path) -> None:
    (away / "b.tar").write_text("mine")
    with pytest.raises(InputError, match="there already"):
        made(paper, away / "b.tar", clock)
    assert (away / "b.tar").read_text() == "mine"


def test_a_removal_meanwhile_is_noticed(
    paper: Store, clock: Clock, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removal = Removal(url="https://a.example/one", status=410, reason="r", who="w")
    copy = copies.copy_database

    def then_remove(store: Store, target: Path) -> copies.Contents:
        held = copy(store, target)
        remove_article(paper, removal, NOW)
        return held

    monkeypatch.setattr(backups.copies, "copy_database", then_remove)
    with pytest.raises(StoreError, match="removed while"):
        made(paper, away / "b.tar", clock)
    assert list(away.iterdir()) == []


def test_a_lost_segment_is_said(paper: Store, clock: Clock, away: Path) -> None:
    (path,) = paper.folder.rglob("*.warc.gz")
    path.unlink()
    with pytest.raises(StoreError, match="missing or too short"):
        made(paper, away / "b.tar", clock)
    assert list(away.iterdir()) == []


def test_a_full_disk_is_said(paper: Store, clock: Clock, away: Path) -> None:
    """A limit on the size of files stands for the full disk: the same error path."""
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(StoreError):
            made(paper, away / "b.tar", clock)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert list(away.iterdir()) == []


@pytest.fixture
def backup(sqlite_store: Store, clock: Clock, away: Path) -> Path:
    (sqlite_store.folder / FILE_NAME).write_text("")
    filled(sqlite_store, clock, page("one"))
    made(sqlite_store, away / "b.tar", clock)
    return away / "b.tar"


def test_every_flipped_bit_is_found(backup: Path) -> None:
    """In every part; the tar's own padding between them holds nothing."""
    data = backup.read_bytes()
    with tarfile.open(backup) as tar:
        places = [(m.name, m.offset_data + m.size // 2) for m in tar if m.size]
    for _name, place in places:
        spoiled = bytearray(data)
        spoiled[place] ^= 1
        backup.write_bytes(spoiled)
        with pytest.raises(InputError):
            verify(backup)
    assert {name for name, _ in places} >= {"nouvelles.db", "manifest.json"}


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_cut_backup_is_refused(backup: Path, part: float) -> None:
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(InputError):
        restore(backup, backup.parent / "new")
    assert list((backup.parent / "new").iterdir()) == []


def rewritten(backup: Path, change: dict[str, object], *more: str) -> None:
    """The same backup with another manifest and more members."""
    with tarfile.open(backup) as tar:
        members = {m.name: tar.extractfile(m).read() for m in tar}  # type: ignore[union-attr]
    manifest = json.loads(members["manifest.json"]) | change
    members["manifest.json"] = json.dumps(manifest).encode()
    with tarfile.open(backup, "w") as tar:
        for name, data in [*members.items(), *((name, b"") for name in more)]:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def part(name: str) -> dict[str, object]:
    return {"name": name, "size": 0, "sha256": "0" * 64}


@pytest.mark.parametrize(
    ("change", "more", "said"),
    [
        ({"format": 2}, (), "form 2"),
        ({"schema": "9999"}, (), "newer version"),
        ({"database": "postgresql"}, (), "settings name sqlite"),
        ({"parts": [part("../evil")]}, (), "that no backup has"),
        ({"parts": [part("/etc/passwd")]}, (), "that no backup has"),
        ({}, ("../evil",), "parts of its manifest"),
    ],
)
def test_a_strange_backup_is_refused(
    backup: Path, change: dict[str, object], more: tuple[str, ...], said: str
) -> None:
    rewritten(backup, change, *more)
    with pytest.raises(InputError, match=said):
        restore(backup, backup.parent / "new")
    assert not (backup.parent / "evil").exists()
    assert not (backup.parent / "new" / FILE_NAME).exists()


@pytest.mark.parametrize("content", [b"", b"no tar at all" * 100])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.tar").write_bytes(content)
    with pytest.raises(InputError):
        restore(tmp_path / "x.tar", tmp_path / "new")
    with pytest.raises(InputError):
        restore(tmp_path / "missing.tar", tmp_path / "new")


def test_a_folder_with_a_paper_is_refused(backup: Path, tmp_path: Path) -> None:
    make_paper(tmp_path / "present")
    before = (tmp_path / "present" / FILE_NAME).read_text()
    with pytest.raises(InputError, match="there is a paper here already"):
        restore(backup, tmp_path / "present")
    assert (tmp_path / "present" / FILE_NAME).read_text() == before


def test_a_database_of_the_settings_is_not_written_over(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The settings in a backup may name the database of the present paper."""
    elsewhere = tmp_path / "present.db"
    sqlite3.connect(elsewhere).execute("CREATE TABLE mine (x)").connection.close()
    monkeypatch.setenv("NOUVELLES_STORE_DATABASE", f"sqlite:///{elsewhere}")
    with pytest.raises(InputError, match="holds something already"):
        restore(backup, tmp_path / "new")
    elsewhere.unlink()
    restore(backup, tmp_path / "new")
    assert elsewhere.exists()
    assert not (tmp_path / "new" / "nouvelles.db").exists()


def test_what_was_removed_later_comes_back(
    sqlite_store: Store, backup: Path, tmp_path: Path
) -> None:
    """Nothing of the present paper is applied: that is said, and so."""
    removal = Removal(url="https://a.example/one", status=410, reason="r", who="w")
    remove_article(sqlite_store, removal, NOW)
    restore(backup, tmp_path / "new")
    back = open_store(tmp_path / "new", load_settings(tmp_path / "new"))
    assert len(list(each_article(back))) == 1
    back.close()


def test_a_missing_program_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(pgtools, "DEBIAN", Path("/nowhere"))
    with pytest.raises(StoreError, match="not on this machine"):
        pgtools.program("pg_dump")


def test_the_newest_program_of_the_usual_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("9.6", "15", "16"):
        (tmp_path / version / "bin").mkdir(parents=True)
        program = tmp_path / version / "bin" / "pg_dump"
        program.touch(0o755)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(pgtools, "DEBIAN", tmp_path)
    assert pgtools.program("pg_dump") == str(tmp_path / "16" / "bin" / "pg_dump")


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://paper:secret@/none?host=/nowhere",
        "postgresql+psycopg://paper@/none?host=/nowhere&password=secret",
    ],
)
def test_a_password_is_not_among_the_arguments(address: str) -> None:
    url = make_url(address)
    with pytest.raises(NouvellesError) as error:
        pgtools.dump(url, Path("/dev/null"), "x")
    assert "secret" not in str(error.value)
    assert "secret" not in pgtools._address(url)


@pytest.mark.usefixtures("empty_database")
def test_the_log_of_stories_comes_back(store: Store, clock: Clock, away: Path) -> None:
    (store.folder / FILE_NAME).write_text('[stories]\nencoder = "none"\n')
    quiet_store = quiet(store)
    grouped(quiet_store, clock)
    before = (log_of(store), stories_of(store))
    file = away / "b.tar"
    manifest = made(store, file, clock)
    assert manifest.counts["acts"] == len(before[0])
    restore(file, away / "p")
    again = open_store(away / "p", load_settings(away / "p"))
    try:
        assert (log_of(again), stories_of(again)) == before
        state = Logbook(again).current().stories.snapshot()
        assert state == Logbook(quiet_store).current().stories.snapshot()
    finally:
        again.close()


def test_a_backup_from_before_there_were_stories_is_sound(
    sqlite_store: Store, clock: Clock, away: Path
) -> None:
    (sqlite_store.folder / FILE_NAME).write_text("")
    filled(sqlite_store, clock, page("one"))
    with sqlite_store.write() as connection:
        later = (
            "story_acts", "tellings", "untold", "ads", "views", "ad_views",
            "translation_memory", "translations", "translated_heads",
            "translation_queue", "engine_outcomes", "translation_reports",
            *sorted(LATER - {"accounts"}), "accounts",
        )  # fmt: skip
        for name in later:
            connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
    held = copies.copy_database(sqlite_store, away / "old.db")
    assert held.counts["captures"] == 1
    assert "acts" not in held.counts
    (away / "p").mkdir()
    (away / "p" / FILE_NAME).write_text("")
    (away / "old.db").rename(away / "p" / "nouvelles.db")
    again = open_store(away / "p", Settings())  # migrates
    try:
        readtables.ensure(again)
        with again.read() as connection:
            assert copies.contents(connection).counts["acts"] == 0
            assert untold.overlooked(connection, 9) != [] or readtables.has_dirty(
                connection
            )
    finally:
        again.close()
