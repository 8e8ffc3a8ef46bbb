"""The database of a snapshot, opened for reading."""

from __future__ import annotations

import errno
import os

import pyoxigraph as ox


def read_only(path: str) -> ox.Store:
    """Open a database for reading; several processes may do so at once. Raises OSError and RuntimeError.

    The library takes the path for text in UTF-8, whatever the system's encoding is.
    """
    try:
        return ox.Store.read_only(os.fsencode(path).decode())
    except UnicodeDecodeError as error:
        raise OSError(errno.EILSEQ, os.strerror(errno.EILSEQ), path) from error
