"""`nouvelles desk`: who may sign in at the editor's desk."""

from __future__ import annotations

import sys

import click

from nouvelles.cli.paper import json_option, opened, print_json, print_lines
from nouvelles.cli.remove import who_option
from nouvelles.records.desk import Account, Role
from nouvelles.run.clock import system_clock
from nouvelles.store.accounts import all_accounts

_stdin_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input."
)


@click.group(
    epilog="Examples:\n\n\b\n  nouvelles desk add Ada --role editor\n"
    "  nouvelles desk list\n  nouvelles desk disable Ada"
)
def desk() -> None:
    """Accounts of the editor's desk, which is at /desk of the paper's address."""


@desk.command(
    epilog="Examples:\n\n\b\n  nouvelles desk add Ada --role editor\n"
    "  nouvelles desk add Miloš --role moderator --password-stdin < password"
)
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([one.value for one in Role]),
    default=Role.MODERATOR.value,
    show_default=True,
    help="An editor also decides upon notices and reads the log.",
)
@_stdin_option
@who_option
@click.pass_obj
def add(paper: str, name: str, role: str, password_stdin: bool, who: str) -> None:
    """Let NAME sign in; the password is asked for."""
    # argon2 takes a while to load, and no other command needs it.
    from nouvelles.run.desk.accounts import add_account

    with opened(paper) as store:
        password = _password(password_stdin)
        made = add_account(
            store, name, password, Role(role), who=who, clock=system_clock
        )
    print_lines(f"{made.name} may sign in at /desk as {made.role.value}.")


@desk.command("list", epilog="Example:\n\n\b\n  nouvelles desk list --json")
@json_option
@click.pass_obj
def list_accounts(paper: str, as_json: bool) -> None:
    """Show every account with its role; never a password."""
    with opened(paper) as store, store.read() as connection:
        found = all_accounts(connection)
    if as_json:
        print_json(found)
    else:
        print_lines(*map(_line, found))


@desk.command(epilog="Example:\n\n\b\n  nouvelles desk reset Ada")
@click.argument("name")
@_stdin_option
@who_option
@click.pass_obj
def reset(paper: str, name: str, password_stdin: bool, who: str) -> None:
    """Give NAME another password, and end the sessions of the old one."""
    from nouvelles.run.desk.accounts import find_account, reset_password

    with opened(paper) as store:
        account = find_account(store, name)
        password = _password(password_stdin)
        reset_password(store, account.name, password, who=who, clock=system_clock)
    print_lines(f"{account.name} has another password; its sessions have ended.")


@desk.command(epilog="Example:\n\n\b\n  nouvelles desk disable Ada")
@click.argument("name")
@who_option
@click.pass_obj
def disable(paper: str, name: str, who: str) -> None:
    """Keep NAME out, at once; what they did stays in the log."""
    _set_disabled(paper, name, True, who)


@desk.command(epilog="Example:\n\n\b\n  nouvelles desk enable Ada")
@click.argument("name")
@who_option
@click.pass_obj
def enable(paper: str, name: str, who: str) -> None:
    """Let NAME sign in again."""
    _set_disabled(paper, name, False, who)


def _set_disabled(paper: str, name: str, disabled: bool, who: str) -> None:
    from nouvelles.run.desk.accounts import set_disabled

    with opened(paper) as store:
        done = set_disabled(store, name, disabled, who=who, clock=system_clock)
    state = "disabled" if disabled else "enabled"
    print_lines(f"{name}: {state}." if done else f"{name}: was {state} before.")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return asked


def _line(account: Account) -> str:
    state = f"disabled since {account.disabled:%Y-%m-%d}" if account.disabled else ""
    return f"{account.name:<24}  {account.role.value:<10}  {state}".rstrip()
