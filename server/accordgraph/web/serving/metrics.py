"""What the server counts, in the text format of Prometheus
(https://prometheus.io/docs/instrumenting/exposition_formats/)."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping

#: Upper bounds of the histogram of durations, in seconds.
_BOUNDS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """Requests by area and status, and how long they took."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str]] = Counter()
        self._durations: dict[str, list[int]] = {}
        self._sums: dict[str, float] = {}

    def count(self, area: str, status: str, seconds: float) -> None:
        """Count one request."""
        with self._lock:
            self._requests[area, status] += 1
            buckets = self._durations.get(area)
            if buckets is None:
                buckets = self._durations[area] = [0] * (len(_BOUNDS) + 1)
            buckets[bisect_left(_BOUNDS, seconds)] += 1
            self._sums[area] = self._sums.get(area, 0.0) + seconds

    def text(self, gauges: Mapping[str, tuple[str, str, float]]) -> str:
        """Write all, and other figures: name -> kind, what it is, value."""
        lines = [
            "# HELP accordgraph_requests_total Requests, by area and status.",
            "# TYPE accordgraph_requests_total counter",
        ]
        with self._lock:
            for (area, status), number in sorted(self._requests.items()):
                lines.append(f'accordgraph_requests_total{{area="{area}",status="{status}"}} {number}')
            name = "accordgraph_request_duration_seconds"
            lines += [f"# HELP {name} Time until the response is ready.", f"# TYPE {name} histogram"]
            for area, buckets in sorted(self._durations.items()):
                total = 0
                for bound, number in zip((*map(str, _BOUNDS), "+Inf"), buckets, strict=True):
                    total += number
                    lines.append(f'{name}_bucket{{area="{area}",le="{bound}"}} {total}')
                lines.append(f'{name}_sum{{area="{area}"}} {self._sums[area]:.6f}')
                lines.append(f'{name}_count{{area="{area}"}} {total}')
        for name, (kind, meaning, value) in gauges.items():
            bare = name.partition("{")[0]
            if not any(line.startswith(f"# TYPE {bare} ") for line in lines):
                lines += [f"# HELP {bare} {meaning}", f"# TYPE {bare} {kind}"]
            lines.append(f"{name} {value}")
        return "\n".join(lines) + "\n"
