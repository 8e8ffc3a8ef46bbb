"""Who we are, told to engines that ask for it, and to nobody else."""

from __future__ import annotations

import asyncio
import base64
import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from accordgraph.engine.errors import EngineFailed
from accordgraph.engine.external.loading import PublishError
from accordgraph.engine.external.publishing import publish
from accordgraph.engine.external.service import Service
from accordgraph.engine.external.setting import Credentials, EngineSetting
from accordgraph.graph.progress import silent

from .between import Fault, Request, between
from .conftest import Versions
from .running import oxigraph

RESULTS, YES = {"Content-Type": "application/sparql-results+json"}, b'{"head": {}, "boolean": true}'
HUSH = "correct-horse-battery"
BASIC = f"Basic {base64.b64encode(f'jane:{HUSH}'.encode()).decode()}"
#: Way -> who we are, what a request then says, and what the engine asks with.
WAYS = {
    "basic": (Credentials("jane", HUSH), BASIC, 'Basic realm="engine"'),
    "basic, in a realm with the name of another way": (
        Credentials("jane", HUSH),
        BASIC,
        'Basic realm="Digest"',
    ),
    "bearer": (Credentials(token=HUSH), f"Bearer {HUSH}", "Bearer"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_login_is_told_in_the_way_that_is_asked_for(way: str, tmp_path: Path, versions: Versions) -> None:
    credentials, wanted, challenge = WAYS[way]

    def guard(request: Request) -> Fault | None:
        told = request.headers.get("Authorization") == wanted
        return None if told else Fault(401, {"WWW-Authenticate": challenge})

    with oxigraph(tmp_path) as engine, between(engine.setting.url, guard) as server:
        publish(versions.old, EngineSetting(server.url, credentials=credentials), silent)
        with pytest.raises(PublishError, match=r"without a login \(status 401\)"):
            publish(versions.old, EngineSetting(server.url, "oxigraph"), silent)


def test_an_engine_may_ask_in_another_way_than_before() -> None:
    ways = itertools.cycle(("Basic", 'Digest realm="engine", nonce="1", qop="auth"'))
    challenge = next(ways)

    def guard(request: Request) -> Fault:
        told = request.headers.get("Authorization", "").startswith(challenge[:6].strip())
        return Fault(200, RESULTS, YES) if told else Fault(401, {"WWW-Authenticate": challenge})

    async def ask(url: str) -> None:
        nonlocal challenge
        service = Service(EngineSetting(url, "sparql", credentials=Credentials("jane", HUSH)))
        try:
            for _ in range(3):
                assert await service.ask("ASK {}", 10)
                challenge = next(ways)
        finally:
            await service.close()

    with between("http://127.0.0.1:9", guard) as server:
        asyncio.run(ask(server.url))
        assert {each.body for each in server.seen} == {b"query=ASK+%7B%7D"}


def test_a_password_goes_to_nobody_who_does_not_ask(tmp_path: Path, versions: Versions) -> None:
    with oxigraph(tmp_path) as engine, between(engine.setting.url) as server:
        publish(versions.old, EngineSetting(server.url, credentials=Credentials("jane", HUSH)), silent)
        assert {"Authorization" in each.headers for each in server.seen} == {False}


def test_a_login_does_not_follow_where_an_engine_leads(versions: Versions) -> None:
    with between("http://127.0.0.1:9") as other:
        leading = Fault(307, {"Location": other.url})
        with between("http://127.0.0.1:9", lambda _: leading) as server:
            setting = EngineSetting(server.url, credentials=Credentials(token=HUSH))
            with pytest.raises(PublishError, match="status 307"):
                publish(versions.old, setting, silent)
        assert other.seen == []


@pytest.mark.parametrize("way", WAYS)
def test_what_an_engine_says_that_repeats_a_login_is_not_told(way: str) -> None:
    credentials, wanted, challenge = WAYS[way]

    def repeat(request: Request) -> Fault:
        if request.headers.get("Authorization") != wanted:
            return Fault(401, {"WWW-Authenticate": challenge})
        said = "".join(f"{name}: {value}\n" for name, value in request.headers.items())
        return Fault(400, {"Content-Type": "text/plain"}, f"No query:\n{said}".encode())

    async def ask(url: str) -> None:
        service = Service(EngineSetting(url, "sparql", credentials=credentials))
        try:
            await service.ask("ASK {}", 10)
        finally:
            await service.close()

    with between("http://127.0.0.1:9", repeat) as server, pytest.raises(EngineFailed) as told:
        asyncio.run(ask(server.url))
    assert str(told.value) == "The engine answered with status 400."


#: How the program is told of an engine -> a part of what it says of that.
MISTAKES = [
    (["--engine", f"http://jane:{HUSH}@127.0.0.1:9"], 2, "give user and password in settings"),
    (["--engine", "127.0.0.1:7878"], 2, "begins with http:// or https://"),
    (["--engine", "http://127.0..0.1:7878"], 2, "begins with http:// or https://"),
    (["--engine", "http://127.0.0.1:9/query?secret=1"], 2, "neither a query nor a fragment"),
    (
        ["--engine", "http://127.0.0.1:9", "--snapshot", "none"],
        1,
        "No snapshot's name begins or ends with none",
    ),
    ([], 2, "--engine URL"),
    (["--engine", "http://127.0.0.1:9", "--engine-token", f"{HUSH}\n"], 2, "a line break or another"),
    (["--engine", "{refusing}"], 1, "refuses this server's login"),
]


@pytest.mark.parametrize(("options", "code", "message"), MISTAKES)
def test_a_secret_is_never_printed(options: list[str], code: int, message: str, versions: Versions) -> None:
    variables = {"ACCORDGRAPH_ENGINE_USER": "jane", "ACCORDGRAPH_ENGINE_PASSWORD": HUSH}
    refusal = Fault(401, {"WWW-Authenticate": 'Basic realm="engine"'})
    with between("http://127.0.0.1:9", lambda _: refusal) as server:
        given = [each.format(refusing=server.url) for each in options]
        places = ["--snapshots", str(versions.folder)]
        named = ["--snapshot", versions.old.identity] if "--snapshot" not in options else []
        done = subprocess.run(
            [sys.executable, "-m", "accordgraph", "publish", *places, *named, *given],
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == code, done.stderr
    assert message in " ".join(done.stderr.split())
    assert HUSH not in done.stdout + done.stderr
    assert HUSH not in repr(Credentials("jane", HUSH, HUSH))
