"""The settings: one table, of which `offering` makes the options and variables of all commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import platformdirs

from .engine.external.kinds import AUTO
from .engine.external.kinds import NAMES as KIND_NAMES
from .errors import AccordGraphError
from .graph.cores import usable
from .graph.dumping.kinds import ALL
from .options import Address, Dumps, Folder, Line, Name, Networks, Number, RootPath, Whole

_FOLDER = Folder(file_okay=False, readable=False, path_type=Path)


def _option(kind: click.ParamType[Any], metavar: str, text: str) -> dict[str, Any]:
    """Describe a setting's option: what it takes, how the help shows that, and what it is for."""
    return {"type": kind, "metavar": metavar, "help": text}


class HomeMissing(AccordGraphError):
    """Folders that nobody named would be in the home folder, and there is none."""


def _at_home(find: Callable[[str], Path]) -> Path:
    try:
        return find("accordgraph")
    except RuntimeError as error:
        raise HomeMissing(
            "There is no home folder that the snapshots and the cache could be in: set HOME, or name folders "
            "with --snapshots DIR and --cache DIR (ACCORDGRAPH_SNAPSHOTS, ACCORDGRAPH_CACHE)."
        ) from error


def _snapshots() -> Path:
    return _at_home(platformdirs.user_data_path) / "snapshots"


def _cache() -> Path:
    return _at_home(platformdirs.user_cache_path)


def _workers() -> int:
    return min(4, max(2, usable())) + 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set, with its default; each field is an option `--name` and a variable ACCORDGRAPH_NAME."""

    host: str = field(default="127.0.0.1", metadata=_option(Name(), "HOST", "Address to listen on."))
    port: int = field(
        default=8000,
        metadata=_option(Whole(0, 65535), "PORT", "Port to listen on; 0 picks a free one."),
    )
    content: Path | None = field(
        default=None,
        metadata=_option(
            _FOLDER,
            "DIR",
            "Folder with ontology/, data/ and shapes/; else the checkout, or the wheel's copy.",
        ),
    )
    snapshots: Path = field(
        default_factory=_snapshots, metadata=_option(_FOLDER, "DIR", "Folder that holds the snapshots.")
    )
    releases: Path | None = field(
        default=None,
        metadata=_option(_FOLDER, "DIR", "Folder that holds the released versions; `release` needs one."),
    )
    cache: Path = field(
        default_factory=_cache, metadata=_option(_FOLDER, "DIR", "Folder for what can be made again.")
    )
    query_timeout: float = field(
        default=30.0,
        metadata=_option(Number(0, 86400, min_open=True), "SECONDS", "Time that one query may take."),
    )
    query_memory: int = field(
        default=1024, metadata=_option(Whole(64, 1 << 20), "MIB", "Memory that one query may use.")
    )
    query_answer: int = field(
        default=1024,
        metadata=_option(Whole(1, 1 << 16), "MIB", "Size that one answer of a snapshot's database may have."),
    )
    query_workers: int = field(
        default_factory=_workers,
        metadata=_option(
            Whole(1, 256), "N", "Queries that run at the same time; of several, one is a short one."
        ),
    )
    query_waiting: int = field(
        default=32, metadata=_option(Whole(0, 4096), "N", "Queries that may wait, beside those that run.")
    )
    query_share: int = field(
        default=16,
        metadata=_option(Whole(1, 4096), "N", "Queries that one client may have waiting and running."),
    )
    downloads: int = field(
        default=64, metadata=_option(Whole(1, 4096), "N", "Large responses that are sent at the same time.")
    )
    download_share: int = field(
        default=8, metadata=_option(Whole(1, 4096), "N", "Large responses that are sent to one client.")
    )
    download_disk: int = field(
        default=8192,
        metadata=_option(
            Whole(1, 1 << 24),
            "MIB",
            "Size of all large answers that are sent; one client's as in the two options before.",
        ),
    )
    cache_memory: int = field(
        default=64, metadata=_option(Whole(0, 1 << 20), "MIB", "Memory for each of the two answer caches.")
    )
    cache_disk: int = field(
        default=1024,
        metadata=_option(Whole(0, 1 << 24), "MIB", "Answers that are kept in the cache folder."),
    )
    trusted_proxies: str = field(
        default="",
        metadata=_option(
            Networks(),
            "LIST",
            "Addresses or networks of proxies, comma-separated, whose word on who asks, and under which "
            "path, counts.",
        ),
    )
    forwarded_header: str = field(
        default="X-Forwarded-For",
        metadata=_option(
            click.Choice(["X-Forwarded-For", "Forwarded"], case_sensitive=False),
            "NAME",
            "Header in which the trusted proxies say it: X-Forwarded-For or Forwarded.",
        ),
    )
    root_path: str = field(
        default="",
        metadata=_option(RootPath(), "PATH", "Path that the server is under, where a proxy leaves it on."),
    )
    access_log: str = field(
        default="off",
        metadata=_option(
            click.Choice(["off", "requests", "queries"]),
            "KIND",
            "Log of requests on standard error, as JSON: off, requests, or queries (with what is asked).",
        ),
    )
    engine: str | None = field(
        default=None,
        metadata=_option(Address(), "URL", "SPARQL engine that holds the graph; `serve` does without one."),
    )
    engine_kind: str = field(
        default=AUTO,
        metadata=_option(
            click.Choice([AUTO, *KIND_NAMES]),
            "KIND",
            f"What the engine is: {', '.join(KIND_NAMES)}; {AUTO} asks it.",
        ),
    )
    engine_update: str | None = field(
        default=None,
        metadata=_option(Address(), "URL", "Where it takes updates, where that is not where its kind does."),
    )
    engine_graphs: str | None = field(
        default=None,
        metadata=_option(
            Address(), "URL", "Where it speaks the Graph Store Protocol, where that is elsewhere."
        ),
    )
    engine_user: str | None = field(
        default=None, metadata=_option(Line(), "NAME", "User for engines that ask for one.")
    )
    engine_password: str | None = field(
        default=None,
        repr=False,
        metadata=_option(Line(), "TEXT", "Its password; better by the variable, which nobody sees."),
    )
    engine_token: str | None = field(
        default=None,
        repr=False,
        metadata=_option(Line(), "TEXT", "Bearer token for the engine; better by the variable, too."),
    )
    engine_answer: int = field(
        default=64,
        metadata=_option(Whole(1, 1 << 16), "MIB", "Size that one answer of the engine may have."),
    )
    dumps: str = field(
        default=ALL,
        metadata=_option(
            Dumps(), "LIST", "Kinds of dumps to write, comma-separated; nq is always among them."
        ),
    )
    keep: int = field(
        default=5,
        metadata=_option(Whole(2, 1000), "N", "Snapshots to keep, the current one among them."),
    )
