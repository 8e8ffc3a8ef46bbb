"""Which engine holds the data, and who we are to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .kinds import AUTO


@dataclass(frozen=True)
class Credentials:
    """Who we are to an engine; nothing of it is ever shown."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True)
class EngineSetting:
    """Which engine holds the data, and who we are to it.

    `kind` is a name of the table in `kinds`, or "auto". `update` and `graphs` are addresses that differ from
    the kind's.
    """

    url: str
    kind: str = AUTO
    update: str = ""
    graphs: str = ""
    credentials: Credentials = field(default_factory=Credentials)
