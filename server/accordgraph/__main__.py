"""The front door: `accordgraph`, and `python -m accordgraph` as well."""

from __future__ import annotations

import sys

from .streams import open_streams


def main() -> None:
    """Run the command that the arguments name."""
    open_streams()
    try:
        from .cli import main as commands

        commands()
    except KeyboardInterrupt:  # during the imports; from then on a command ends so itself
        print("Aborted!", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
