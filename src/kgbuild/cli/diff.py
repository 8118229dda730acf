"""`kgbuild diff`."""

import click

from kgbuild.cli.terminal import as_json, printable, say


@click.command()
@click.argument("old", default="HEAD")
@click.argument("new", required=False)
@click.option("--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--json", "format_", flag_value="json", help="The same as --format json.")
@click.option("--most", type=click.IntRange(min=1), help="Tell of at most so many articles, events and entities each.")
@click.pass_context
def diff(ctx: click.Context, old: str, new: str | None, format_: str, most: int | None) -> None:
    """What changed between two builds, in words, the most important first.

    OLD and NEW are graph folders, RDF files or git revisions; by default OLD is HEAD, and NEW the project's graphs/ as
    it lies there. A..B names two revisions, A...B what B changed since it went apart from A.

    Exit 0 if nothing changed, 1 if anything did.
    """
    from kgbuild.diff import compare, read
    from kgbuild.diff.markdown import to_markdown
    from kgbuild.diff.report import Report, to_text
    from kgbuild.pipeline.comparing import snapshots

    with snapshots(ctx.obj, old, new) as (before, after):
        found = read(before, after)
    report = Report(before, after, compare(found.old, found.new))
    if format_ == "json":
        click.echo(as_json(report.record()))
    else:
        written = to_markdown if format_ == "markdown" else to_text
        click.echo(printable(written(report, most)), nl=False)
    number = len(report.changes)
    say(f"{number or 'no'} change{'' if number == 1 else 's'}")
    ctx.exit(1 if report.changes else 0)
