"""`python -m accordgraph` is the command `accordgraph`."""

from __future__ import annotations

from accordgraph.cli import main

if __name__ == "__main__":
    main()
