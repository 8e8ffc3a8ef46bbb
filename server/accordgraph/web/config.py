"""What the application is made with: the folder of snapshots, and what holds for requests and queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..engine.answering.cache import CacheLimits
from ..engine.external.setting import EngineSetting
from ..engine.workers.pool import PoolLimits
from .data.backing import BackingSetting
from .serving.clients import Proxies


@dataclass(frozen=True)
class DoorLimits:
    """What holds before a request gets to the engine.

    `query_share` and `download_share` are what one client may have at work at once, `downloads` the large
    responses sent at once, of which answers have no more than `download_disk` bytes, and those to one client
    its share of them; `access_log` is off, requests or queries; `root_path` the path that the server is
    under, where a proxy leaves it on.
    """

    query_share: int = 16
    downloads: int = 64
    download_share: int = 8
    proxies: Proxies = field(default_factory=Proxies)
    access_log: str = "off"
    root_path: str = ""
    download_disk: int = 8 << 30


@dataclass(frozen=True)
class WebConfig:
    """The folder of snapshots, and the limits of queries.

    `query_memory` is in bytes. `stale` says that the current snapshot is older than the content, which is
    invalid. `releases` is the folder of released versions, None where there are none. `engine` holds the
    data, None where the snapshot does; one answer of it may have `engine_answer` bytes, and one of the
    snapshot's database `query_answer`.
    """

    snapshots: Path
    limits: PoolLimits = field(default_factory=PoolLimits)
    query_memory: int = 1 << 30
    stale: bool = False
    cache: CacheLimits = field(default_factory=CacheLimits)
    door: DoorLimits = field(default_factory=DoorLimits)
    releases: Path | None = None
    engine: EngineSetting | None = None
    engine_answer: int = 64 << 20
    query_answer: int = 1 << 30

    @property
    def backing(self) -> BackingSetting:
        """Where the data is."""
        answer = self.query_answer if self.engine is None else self.engine_answer
        return BackingSetting(
            self.snapshots, self.limits, self.query_memory, self.cache.folder, self.engine, answer
        )
