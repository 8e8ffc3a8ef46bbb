"""Who asks: known proxies are believed, and each client has its share."""

from __future__ import annotations

import json
import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest

from accordgraph.web.serving.clients import Proxies
from servers import ENDLESS, Server, eventually

from .asking import ask, call

#: Peer, X-Forwarded-For, trusted proxies -> client.
CLIENTS = [
    ("192.0.2.1", "", "", "192.0.2.1"),
    ("192.0.2.1", "198.51.100.7", "", "192.0.2.1"),
    ("192.0.2.1", "198.51.100.7", "10.0.0.0/8", "192.0.2.1"),
    ("10.0.0.1", "198.51.100.7", "10.0.0.0/8", "198.51.100.7"),
    ("10.0.0.1", "203.0.113.9, 198.51.100.7", "10.0.0.0/8", "198.51.100.7"),
    ("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.2", "10.0.0.0/8", "198.51.100.7"),
    ("10.0.0.1", "203.0.113.9, nonsense", "10.0.0.0/8", "10.0.0.1"),
    ("10.0.0.1", "", "10.0.0.0/8", "10.0.0.1"),
    ("10.0.0.1", "198.51.100.7:4711", "10.0.0.0/8", "198.51.100.7"),
    ("2001:db8::1", "", "", "2001:db8::/64"),
    ("2001:db8::ffff", "", "", "2001:db8::/64"),
    ("::ffff:10.0.0.1", "[2001:db8:1::5]:80", "10.0.0.1", "2001:db8:1::/64"),
]


@pytest.mark.parametrize(("peer", "sent", "trusted", "expected"), CLIENTS)
def test_only_known_proxies_are_believed(peer: str, sent: str, trusted: str, expected: str) -> None:
    proxies = Proxies.named(trusted, "X-Forwarded-For")
    assert proxies.client({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": sent}) == expected


def test_the_header_that_proxies_do_not_write_is_not_read() -> None:
    environ = {
        "REMOTE_ADDR": "10.0.0.1",
        "HTTP_X_FORWARDED_FOR": "203.0.113.9",
        "HTTP_FORWARDED": 'for=192.0.2.4;proto=https, for="[2001:db8::1]:1"',
    }
    assert Proxies.named("10.0.0.1", "Forwarded").client(environ) == "2001:db8::/64"


def failures(server: Server, reason: str) -> int:
    """Return how many queries had no answer for a reason, as an operator is told."""
    begin = f'accordgraph_query_failures_total{{reason="{reason}"}} '
    lines = call(server, "/metrics")[2].decode().splitlines()
    return next(int(line.removeprefix(begin)) for line in lines if line.startswith(begin))


def test_a_client_has_a_share_and_others_are_served(sparing: Server) -> None:
    before = failures(sparing, "share-used-up")
    with ThreadPoolExecutor(8) as threads:
        greedy = {"X-Forwarded-For": "198.51.100.1"}
        texts = [f"{ENDLESS} # {number}" for number in range(6)]
        names = [secrets.token_urlsafe(16) for _ in texts]
        tasks = [
            threads.submit(ask, sparing, text, {**greedy, "Query-Id": name})
            for text, name in zip(texts, names, strict=True)
        ]
        assert eventually(lambda: sum(each.done() for each in tasks) == 2)
        refused = [each.result() for each in tasks if each.done()]
        assert [status for status, _, _ in refused] == [429, 429]
        assert all(headers["Retry-After"] == "1" for _, headers, _ in refused)
        assert json.loads(refused[0][2])["type"].endswith("/problem/share-used-up")
        assert failures(sparing, "share-used-up") == before + 2
        for path in (
            "/doc/agreement/alpha-beta",
            "/dumps/latest/SHA256SUMS",
            "/health",
            "/ready",
            "/metrics",
        ):
            assert call(sparing, path)[0] == 200
        assert not all(each.done() for each in tasks)
        others = [
            threads.submit(ask, sparing, f"ASK {{}} # {number}", {"X-Forwarded-For": f"203.0.113.{number}"})
            for number in range(2)
        ]
        assert [each.result()[0] for each in others] == [200, 200]
        for name in names:  # what is not told yet need not take its time
            call(sparing, f"/sparql/queries/{name}", "DELETE")
        assert {each.result()[0] for each in tasks} <= {429, 503, 504}


def test_a_crowd_with_more_queries_than_may_wait_keeps_nobody_from_asking(sparing: Server) -> None:
    with ThreadPoolExecutor(12) as threads:
        names = [secrets.token_urlsafe(16) for _ in range(12)]
        tasks = [
            threads.submit(
                ask,
                sparing,
                f"{ENDLESS} # {name}",
                {"X-Forwarded-For": f"198.51.100.{number % 3 + 11}", "Query-Id": name},
            )
            for number, name in enumerate(names)
        ]
        assert eventually(lambda: any(each.done() for each in tasks))
        assert ask(sparing, "ASK {} # in a crowd", {"X-Forwarded-For": "203.0.113.11"})[0] == 200
        for name in names:
            call(sparing, f"/sparql/queries/{name}", "DELETE")
        assert {each.result()[0] for each in tasks} <= {429, 503, 504}
