"""The command `kgbuild` itself, which the other commands hang on."""

import os
from pathlib import Path

import click

from kgbuild import __version__


class Commands(click.Group):
    """A group that lists its commands in the order of a project's life."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The names of the commands, as they were added."""
        return list(self.commands)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "-C",
    "--project",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The project, or a folder within it (default: here).",
)
@click.version_option(__version__, prog_name="kgbuild")
@click.pass_context
def kgbuild(ctx: click.Context, folder: Path) -> None:
    """News articles in, a knowledge graph out that one can check, query and publish."""
    ctx.obj = folder
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(2)
