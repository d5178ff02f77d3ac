"""A small nginx on loopback: five hundred hosts are five hundred addresses of 127.2.x.y."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_CONFIG = """\
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors crit;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; keepalive_requests 1000000; keepalive_timeout 60;
  client_body_temp_path {folder}/t; proxy_temp_path {folder}/t;
  fastcgi_temp_path {folder}/t; uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;
  server {{
    listen {port} backlog=1024; root {folder}/www; gzip_static on;
    location = /bomb {{ add_header Content-Encoding gzip; default_type text/html; }}
  }}
}}
"""

#: What the bomb unpacks to.
BOMB_BYTES = 300_000_000


def hosts(number: int) -> list[str]:
    """Addresses of their own on loopback (Linux answers on all of 127.0.0.0/8)."""
    return [f"127.2.{n // 250}.{n % 250 + 1}" for n in range(number)]


@contextmanager
def nginx(write: Callable[[Path], None] | None = None) -> Iterator[int | None]:
    """Its port while it runs, or None where there is no nginx.

    `write` makes the folder of what it serves, else that is what hosts of feeds have.
    """
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="bench-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (write or _write_site)(folder / "www")
        port = _free_port()
        config = folder / "nginx.conf"
        config.write_text(_CONFIG.format(folder=folder, port=port))
        server = subprocess.Popen(
            [program, "-p", name, "-c", str(config), "-e", "stderr"]
        )
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.terminate()
            server.wait()


def _write_site(www: Path) -> None:
    www.mkdir()
    item = "<item><title>News</title><link>http://outlet.example/{}</link></item>"
    items = "".join(item.format(n) for n in range(50))
    feed = f"<rss version='2.0'><channel>{items}</channel></rss>"
    (www / "feed").write_text(feed)
    (www / "robots.txt").write_text("User-agent: *\nDisallow: /private/\n")
    with gzip.open(www / "bomb", "wb") as file:
        for _ in range(BOMB_BYTES // 1_000_000):
            file.write(bytes(1_000_000))
    os.utime(www / "feed", (1_770_000_000, 1_770_000_000))


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if server.poll() is not None:
            raise RuntimeError("nginx did not start")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("nginx does not listen")
