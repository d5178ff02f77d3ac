"""WordPress with Akismet's plug-in, really started: Debian's packages, PHP's own server and
a MariaDB on a socket, all in a folder of the test.

The packages need not be installed: `NOUVELLES_WORDPRESS` may name a folder into which they
were unpacked (`make wordpress`).
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.conftest import ROOT

FILES = Path(__file__).parent / "wordpress_files"
UNPACKED = Path(
    os.environ.get("NOUVELLES_WORDPRESS", ROOT / ".venv/wordpress/unpacked")
)
CORE = UNPACKED / "usr/share/wordpress"
INSTALLED = (CORE / "wp-content/plugins/akismet/akismet.php").is_file()

#: Seconds in which a program must have started.
_START_S = 60


@dataclass(frozen=True)
class Site:
    """A site at an address, in a folder."""

    address: str
    folder: Path
    environment: dict[str, str]

    def act(self, *words: str) -> Any:
        """What `act.php` says."""
        done = subprocess.run(
            [*_php(), str(self.folder / "act.php"), *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def comment(self, text: str, n: int) -> None:
        """Send the form below the first article, as another reader each time."""
        fields = {
            "author": f"Ada {n}",
            "email": f"ada{n}@example.org",
            "url": "",
            "comment": text,
            "comment_post_ID": "1",
            "comment_parent": "0",
            "submit": "Post Comment",
        }
        found = httpx.post(
            f"{self.address}/wp-comments-post.php",
            data=fields,
            timeout=120,
            headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"},
        )
        assert found.status_code == 302, found.text[:500]


@contextmanager
def wordpress_site(folder: Path, server: str, key: str) -> Iterator[Site]:
    """A site that asks a server with a key. Its key has to be for 127.0.0.1."""
    core = folder / "site"
    shutil.copytree(
        CORE, core, symlinks=True, ignore=shutil.ignore_patterns(".htaccess")
    )
    for name in ("wp-config.php", "act.php"):
        (core / name).unlink(missing_ok=True)
        shutil.copy(FILES / name, core)
    extra = core / "wp-content/mu-plugins"
    extra.mkdir()
    redirect = (FILES / "redirect.php").read_text(encoding="utf-8")
    assert "https://paper.example" in redirect
    redirect = redirect.replace("https://paper.example", server)
    # The flood check lets one comment through in 15 s, and tests do not wait.
    redirect += "add_filter( 'comment_flood_filter', '__return_false', 99 );\n"
    (extra / "redirect.php").write_text(redirect, encoding="utf-8")
    with _database(folder) as where, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()  # PHP's server makes its own
        address = f"http://127.0.0.1:{port}"
        environment = {**_environment(), "WP_SOCKET": where, "WP_ADDRESS": address}
        site = Site(address, core, environment)
        assert site.act("install", key) == "installed"
        command = [*_php(), "-S", f"127.0.0.1:{port}", "-t", str(core)]
        with _running(command, environment, folder / "php.log") as php:
            _wait(php, lambda: _answers(port))
            yield site


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """The socket of a new database server with an empty database."""
    data, where = folder / "data", str(folder / "db.sock")
    base = f"--basedir={UNPACKED / 'usr'}"
    environment = _environment()
    subprocess.run(
        [
            str(UNPACKED / "usr/bin/mariadb-install-db"), "--no-defaults", base,
            f"--datadir={data}", "--auth-root-authentication-method=normal",
            "--skip-test-db", *_as_root(),
        ],
        env=environment, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    command = [
        str(UNPACKED / "usr/sbin/mariadbd"), "--no-defaults", base,
        f"--datadir={data}", "--skip-networking", f"--socket={where}",
        f"--pid-file={folder / 'db.pid'}", "--innodb-buffer-pool-size=32M",
        *_as_root(),
    ]  # fmt: skip
    with _running(command, environment, folder / "db.log") as server:
        client = [
            str(UNPACKED / "usr/bin/mariadb"), "--no-defaults", "-u", "root", "-S", where,
            "-e", "CREATE DATABASE wordpress CHARACTER SET utf8mb4",
        ]  # fmt: skip

        def made() -> bool:
            done = subprocess.run(client, env=environment, capture_output=True)
            return done.returncode == 0

        _wait(server, made)
        yield where


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], ready: Any) -> None:
    """Until a program of others answers; it cannot be asked to tell us."""
    until = time.monotonic() + _START_S
    while not ready():
        assert process.poll() is None, f"{process.args} ended"
        assert time.monotonic() < until, f"{process.args} did not start"
        time.sleep(0.05)


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _php() -> list[str]:
    modules = next((UNPACKED / "usr/lib/php").glob("2*"))
    wanted = ("mysqlnd", "mysqli", "mbstring")
    extensions = [f"-dextension={name}.so" for name in wanted]
    return [
        str(next((UNPACKED / "usr/bin").glob("php8.*"))), "-n",
        f"-dextension_dir={modules}", *extensions, "-dmemory_limit=256M", "-dlog_errors=1",
    ]  # fmt: skip


def _environment() -> dict[str, str]:
    libraries = [
        str(UNPACKED / below / "x86_64-linux-gnu") for below in ("usr/lib", "lib")
    ]
    return {**os.environ, "LD_LIBRARY_PATH": ":".join(libraries)}


def _as_root() -> list[str]:
    return ["--user=root"] if os.geteuid() == 0 else []
