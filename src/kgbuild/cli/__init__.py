"""The command line; the only floor that knows click and rich."""


def main() -> None:
    """Run the command line."""
    raise SystemExit(2)
