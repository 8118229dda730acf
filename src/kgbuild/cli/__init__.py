"""The command line; the only floor that knows click and rich."""

import contextlib
import errno
import os
import sys
from collections.abc import Sequence

import click

from kgbuild.cli import terminal
from kgbuild.cli.build import build
from kgbuild.cli.check import check
from kgbuild.cli.diff import diff
from kgbuild.cli.export import export
from kgbuild.cli.group import kgbuild
from kgbuild.cli.link import link
from kgbuild.cli.new import new
from kgbuild.cli.publish import publish
from kgbuild.cli.push import push
from kgbuild.cli.query import query
from kgbuild.cli.score import score
from kgbuild.cli.serve import serve
from kgbuild.cli.show import show
from kgbuild.errors import KgbuildError

_OUTPUT = frozenset({errno.ENOSPC, errno.EIO, errno.EBADF, errno.EPIPE})

for command in (new, build, check, query, show, link, export, publish, push, serve, score, diff):
    kgbuild.add_command(command)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 findings or no result, 2 wrong use or input."""
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line; a user's mistake ends in `error: …` and a hint on stderr, never in a traceback."""
    if sys.stdout is None:
        terminal.fail("there is no standard output to write to", "leave it open, or lead it to a file")
        return 2
    try:
        status = kgbuild.main(args, prog_name="kgbuild", standalone_mode=False) or 0
        sys.stdout.flush()
        return int(status)
    except KgbuildError as error:
        terminal.fail(error.message, error.hint)
    except click.UsageError as error:
        terminal.fail(_message(error), f"{error.ctx.command_path if error.ctx else 'kgbuild'} --help")
    except click.ClickException as error:
        terminal.fail(_message(error))
    except (click.Abort, KeyboardInterrupt):
        terminal.say("stopped")
        return 130
    except OSError as error:
        if error.errno not in _OUTPUT:
            raise
        _give_up_stdout()
        if error.errno != errno.EPIPE:
            terminal.fail(f"the output cannot be written: {error.strerror}", "free some space, or write elsewhere")
    return 2


def _message(error: click.ClickException) -> str:
    """What click says, as our own errors are written: in lower case and without a full stop."""
    text = error.format_message()
    return (text[:1].lower() + text[1:]).rstrip(".")


def _give_up_stdout() -> None:
    """Lead what is still to be written nowhere, so that the end of the process does not fail on it again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
