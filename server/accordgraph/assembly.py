"""What the commands put together from the settings: an engine for one query, the web's configuration."""

from __future__ import annotations

from .engine.answering.cache import CacheLimits
from .engine.external.setting import Credentials, EngineSetting
from .engine.loops import LoopThread, wait
from .engine.query import Answer, Query, Wish
from .engine.workers.pool import PoolLimits, WorkerPool
from .engine.workers.starting import WorkerSetting
from .graph.names import Names
from .graph.prefixes import prefixes
from .graph.snapshot import Snapshot
from .settings import Settings
from .web.config import DoorLimits, WebConfig
from .web.serving.clients import Proxies

#: Seconds that the engine may take to end.
_LAST = 5.0


def answer(snapshot: Snapshot, settings: Settings, query: Query, wish: Wish) -> Answer:
    """Answer one query without a server, by an engine with one worker; raises EngineError,
    SnapshotOutdated, and SnapshotDamaged where its database cannot be opened."""
    snapshot.require_layout()
    snapshot.open_store()  # which tells what to do then; a worker does not know whose its files are
    names = Names(snapshot.manifest.base)
    setting = WorkerSetting(snapshot.store_path, settings.query_memory << 20, names.base, prefixes(names))
    with LoopThread() as thread:
        pool = WorkerPool(setting, PoolLimits(1, settings.query_timeout), thread.loop)
        try:
            pool.start()
            return wait(pool.answer(query, wish), thread.loop)
        finally:
            pool.close()
            pool.join(_LAST)


def engine_setting(settings: Settings) -> EngineSetting | None:
    """Return which engine holds the data and who we are to it; None where the snapshot does."""
    if settings.engine is None:
        return None
    credentials = Credentials(
        settings.engine_user or "", settings.engine_password or "", settings.engine_token or ""
    )
    update, graphs = settings.engine_update or "", settings.engine_graphs or ""
    return EngineSetting(settings.engine, settings.engine_kind, update, graphs, credentials)


def web_config(settings: Settings, stale: bool) -> WebConfig:
    """Return what the application is made with; `stale`: the current snapshot is older than the content."""
    return WebConfig(
        settings.snapshots.absolute(),
        PoolLimits(settings.query_workers, settings.query_timeout, settings.query_waiting),
        settings.query_memory << 20,
        stale,
        CacheLimits(settings.cache.absolute(), settings.cache_memory << 20, settings.cache_disk << 20),
        DoorLimits(
            settings.query_share,
            settings.downloads,
            settings.download_share,
            Proxies.named(settings.trusted_proxies, settings.forwarded_header),
            settings.access_log,
            settings.root_path,
            settings.download_disk << 20,
        ),
        settings.releases.absolute() if settings.releases is not None else None,
        engine_setting(settings),
        settings.engine_answer << 20,
        settings.query_answer << 20,
    )
