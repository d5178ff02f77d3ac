"""`nouvelles serve`: the paper on the web, with its worker."""

from __future__ import annotations

import click

from nouvelles.cli.paper import opened, print_lines
from nouvelles.run.clock import system_clock
from nouvelles.web.serve import serve_paper


@click.command(
    epilog="Examples:\n\n\b\n  nouvelles --paper paper serve\n"
    "  nouvelles serve --port 8080 --host 0.0.0.0"
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port.",
)
@click.option("--no-worker", is_flag=True, help="Serve only; run no stages.")
@click.option("--no-read", is_flag=True, help="Do not read the press.")
@click.pass_obj
def serve(paper: str, host: str, port: int, no_worker: bool, no_read: bool) -> None:
    """Serve the paper, read the press, and keep the pages up to date."""
    with opened(paper) as store:
        serve_paper(
            store,
            host,
            port,
            system_clock,
            lambda address: print_lines(f"The paper is at {address}"),
            with_worker=not no_worker,
            reads=not no_read,
        )
