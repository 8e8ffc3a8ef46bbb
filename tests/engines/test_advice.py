"""Whoever publishes is told what keeps from it, and what to do."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme

from accordgraph.engine.external import service
from accordgraph.engine.external.loading import PublishError
from accordgraph.engine.external.setting import EngineSetting

from .between import Fault, between
from .bringing import brought
from .conftest import Versions
from .running import oxigraph


def test_a_disk_that_is_full_is_told(
    tmp_path: Path, full_disk: Path, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    (full_disk / "filler").write_bytes(b"x" * 280_000)
    monkeypatch.setattr(tempfile, "tempdir", str(full_disk))
    with oxigraph(tmp_path) as engine, pytest.raises(OSError, match="No space left"):
        brought(versions.new, engine.setting)


#: How an engine is told of wrongly, from its address -> what is said of that.
WRONG: dict[str, tuple[Callable[[str], EngineSetting], str]] = {
    "a port where nobody listens": (
        lambda _: EngineSetting("http://127.0.0.1:9"),
        "cannot be reached.*See that it runs",
    ),
    "another kind": (lambda url: EngineSetting(url, "virtuoso"), "status 404.*--engine-kind"),
    "a kind with graphs elsewhere": (lambda url: EngineSetting(url, "fuseki"), "status 404.*--engine-graphs"),
    "no address for updates": (
        lambda url: EngineSetting(f"{url}/query", "sparql"),
        "--engine-update",
    ),
    "another address for updates": (
        lambda url: EngineSetting(url, update=f"{url}/changes"),
        "status 404.*--engine-update",
    ),
}


@pytest.mark.parametrize(("told", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_setting_is_told_with_its_address_even_where_nothing_is_to_be_sent(
    told: Callable[[str], EngineSetting], said: str, tmp_path: Path, versions: Versions
) -> None:
    with oxigraph(tmp_path) as engine:
        brought(versions.old, engine.setting)
        with pytest.raises(PublishError, match=said) as error:
            brought(versions.old, told(engine.setting.url))
        assert "asked at http://127.0.0.1:" in str(error.value)


@pytest.mark.parametrize("kind", ["auto", "oxigraph"])
def test_an_engine_that_hangs_is_told_soon(
    kind: str, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_SOON", 1)
    with between("http://127.0.0.1:9", lambda _: Fault(slow=True)) as server:
        began = time.monotonic()
        with pytest.raises(PublishError, match=f"within 1 s. It was asked at {server.url}. See that"):
            brought(versions.old, EngineSetting(server.url, kind))
        assert time.monotonic() - began < 30


#: For which host a certificate is, None where its issuer is not known -> what is said of it.
CERTIFICATES = {
    "127.0.0.1": "is published",
    "localhost": "not trusted: .*not valid for '127.0.0.1'”. .*SSL_CERT_FILE",
    None: "not trusted: “unable to get local issuer certificate”. .*SSL_CERT_FILE",
}


@pytest.mark.parametrize("host", CERTIFICATES)
def test_a_certificate_that_is_not_trusted_is_told_with_what_to_do(
    host: str | None, tmp_path: Path, versions: Versions
) -> None:
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host or "127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "issuer.pem"))
    trusted = {"SSL_CERT_FILE": str(tmp_path / "issuer.pem")} if host else {}
    with oxigraph(tmp_path) as engine, between(engine.setting.url, encryption=context) as server:
        command = [sys.executable, "-m", "accordgraph", "publish", "--engine", server.url]
        options = ["--snapshots", str(versions.folder), "--snapshot", versions.old.identity]
        done = subprocess.run(
            [*command, *options],
            env={**os.environ, **trusted},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert re.search(CERTIFICATES[host], done.stdout + done.stderr)


@pytest.mark.parametrize("status", [401, 403])
def test_who_needs_a_login_and_has_none_is_told_how_to_give_one(status: int, versions: Versions) -> None:
    with (
        between("http://127.0.0.1:9", lambda _: Fault(status)) as server,
        pytest.raises(PublishError, match=rf"without a login \(status {status}\).*ACCORDGRAPH_ENGINE_USER"),
    ):
        brought(versions.old, EngineSetting(server.url))
