"""A press on loopback: the files of a folder at many addresses, one for each host.

nginx where it is there, else a small server of our own in its own process.
"""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

START_S = 10.0


def addresses(number: int) -> list[str]:
    """Loopback addresses: each is a host of its own to those who are polite to hosts."""
    return [f"127.0.{1 + n // 250}.{1 + n % 250}" for n in range(number)]


@contextmanager
def served(folder: Path, hosts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The port, the same at all hosts, and which server it is."""
    with socket.socket() as free:
        free.bind((hosts[0], 0))
        port = int(free.getsockname()[1])
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx:
        config = folder.parent / "nginx.conf"
        config.write_text(_nginx(folder, hosts, port))
        command = [nginx, "-p", str(folder.parent), "-c", str(config)]
    else:
        here = [sys.executable, "-m", "bench.live_server"]
        command = [*here, str(folder), str(port), str(len(hosts))]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(hosts[-1], port, process)
        yield port, "nginx" if nginx else "a small server of our own"
    finally:
        process.terminate()
        process.wait()


def _nginx(folder: Path, hosts: Sequence[str], port: int) -> str:
    listen = "\n".join(f"listen {host}:{port};" for host in hosts)
    return f"""
daemon off; master_process off; pid {folder.parent}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 4096; }}
http {{
  access_log off; gzip on; gzip_types *; gzip_comp_level 1;
  client_body_temp_path {folder.parent}/t1; proxy_temp_path {folder.parent}/t2;
  fastcgi_temp_path {folder.parent}/t3; uwsgi_temp_path {folder.parent}/t4;
  scgi_temp_path {folder.parent}/t5;
  types {{ application/atom+xml atom; application/rss+xml rss; }}
  server {{ {listen} root {folder}; }}
}}
"""


def _wait(host: str, port: int, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers."""
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            socket.create_connection((host, port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("the server of the invented press did not start")


async def _answer(
    folder: Path, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """One request, one answer; names with a slash in them are not served."""
    head = await reader.readuntil(b"\r\n\r\n")
    name = head.split(b" ", 2)[1].decode("ascii", "replace").lstrip("/")
    path = folder / name
    if "/" in name or not path.is_file():
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n")
        body = b""
    else:
        body = path.read_bytes()
        kind = "atom" if name.endswith("atom") else "rss"
        writer.write(
            f"HTTP/1.1 200 OK\r\nContent-Type: application/{kind}+xml\r\n"
            f"Content-Length: {len(body)}\r\n".encode()
        )
    writer.write(b"Connection: close\r\n\r\n" + body)
    await writer.drain()
    writer.close()


async def _serve(folder: Path, port: int, number: int) -> None:
    async def answer(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await _answer(folder, reader, writer)

    server = await asyncio.start_server(answer, addresses(number), port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
