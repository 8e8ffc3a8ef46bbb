"""What an operator is told of a publication that failed."""

from __future__ import annotations

from ..errors import EngineError, EngineRefused, EngineSlow, EngineUnavailable, EngineUntrusted
from .loading import PublishError

#: What an operator can do, by what happened; the first that fits.
_ADVICE: tuple[tuple[type[EngineError], str], ...] = (
    (
        EngineRefused,
        "Where it takes logins, set ACCORDGRAPH_ENGINE_USER and ACCORDGRAPH_ENGINE_PASSWORD, or "
        "ACCORDGRAPH_ENGINE_TOKEN, of a user who may change data; where it takes none, --engine-update is to "
        "be the address at which it takes updates.",
    ),
    (
        EngineUntrusted,
        "Where it is the engine's own, name the file of who issued it in the variable SSL_CERT_FILE.",
    ),
    (EngineUnavailable, "See that it runs, and that this is its address."),
    (
        EngineSlow,
        "See that it runs, that this is its address, that it has nothing else to do, and that a time limit "
        "of its own is longer.",
    ),
    (
        EngineError,
        "See that this is its address and --engine-kind what it is; --engine-update and --engine-graphs say "
        "where it takes updates and graphs, where its kind does not.",
    ),
)


def explained(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return what a publication failed by; an engine's error with where it happened, and with what to do.

    Of what is done side by side, what fails ends the rest: it is the first of the group.
    """
    error = _first(group)
    if not isinstance(error, EngineError):
        return error
    advice = next(each for kind, each in _ADVICE if isinstance(error, kind))
    return PublishError(f"{error.in_full} {advice}")


def _first(error: BaseException) -> BaseException:
    """Return the first error of a group, which may be of groups."""
    return _first(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error
