"""The front door: `accordgraph`, and `python -m accordgraph` as well."""

from __future__ import annotations

import signal
import sys


class _Interrupted(SystemExit):
    """Ctrl-C.

    Not KeyboardInterrupt: where that comes while code is made of text, as by a dataclass of a module that is
    imported, Python ends by the signal though it was caught.
    """


def main() -> None:
    """Run the command that the arguments name."""
    # Before all else is imported, and unless it is ignored.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    try:
        from .streams import open_streams

        open_streams()
        from .cli import main as commands

        commands()
    except _Interrupted:
        print("\nAborted!", file=sys.stderr)
        sys.exit(1)


def _interrupt(_: int, __: object) -> None:
    raise _Interrupted


if __name__ == "__main__":
    main()
