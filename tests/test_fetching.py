"""One document is fetched from a real server on this machine, and nothing else is."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from accordgraph.fetching import fetch
from accordgraph.graph.curating.documents import LARGEST, DocumentError
from test_cli import content, run

__all__ = ["content"]

PAGE = '<!doctype html><html lang="ja"><link rel=canonical href="/whole"><title>協定</title><p>慶應義塾大学'


#: Set when the site is closed: some of its answers take so long.
_OVER = threading.Event()


class _Site(BaseHTTPRequestHandler):
    """A small site with every way to go wrong."""

    def do_GET(self) -> None:
        """Answer by the path."""
        answers: dict[str, Callable[[], None]] = {
            "/page": lambda: self._send(PAGE.encode("euc-jp"), "text/html; charset=EUC-JP"),
            "/page?%E6%85%B6=1": lambda: self._send(b"hello", "text/plain"),
            "/moved": lambda: self._move("/page"),
            "/loop": lambda: self._move("/loop"),
            "/file": lambda: self._move("file:///etc/passwd"),
            "/inside": lambda: self._move("http://10.0.0.1/"),
            "/pdf": lambda: self._send(b"%PDF", "application/pdf"),
            "/large": lambda: self._send(b"x" * (LARGEST + 1), "text/plain"),
            "/packed": lambda: self._send(b"\x1f\x8b", "text/html", ("Content-Encoding", "gzip")),
            "/drip": self._drip,
            "/short": lambda: self._send(b"x", "text/plain", ("Content-Length", "2")),
            "/silent": self._keep_silent,
            "/nonsense": lambda: self.log_message("", self.wfile.write(b"nonsense\r\n\r\n")),
        }
        answers.get(self.path, lambda: self.send_error(404))()

    def _send(self, body: bytes, kind: str, *headers: tuple[str, str]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _move(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def _keep_silent(self) -> None:
        _OVER.wait()

    def _drip(self) -> None:
        """Send a byte now and then, so that no single wait is long."""
        self.send_response(200)
        self.flush_headers()
        while not _OVER.wait(0.1):
            self.wfile.write(b"X-Wait: 1\r\n")

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        """Answer; a client that has gone is no fault."""
        try:
            super().handle()
        except OSError:
            return


@contextmanager
def served(scheme: str, encryption: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve the small site, and give its address."""
    _OVER.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        server.daemon_threads = True
        if encryption:
            server.socket = encryption.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"{scheme}://127.0.0.1:{server.server_address[1]}"
        finally:
            _OVER.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def site() -> Iterator[str]:
    """The address of the small site."""
    with served("http") as address:
        yield address


@pytest.fixture
def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Its address over TLS, by a certificate that this process trusts."""
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with served("https", context) as address:
        yield address


def test_a_page_is_fetched_over_tls(encrypted: str) -> None:
    assert fetch(f"{encrypted}/moved").paragraphs == ("慶應義塾大学",)


def test_a_server_that_nobody_vouches_for_is_not_read(
    encrypted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(DocumentError, match=r"cannot be fetched: .*certificate"):
        fetch(f"{encrypted}/page")


@pytest.mark.parametrize("path", ["/drip", "/silent"])
def test_the_clock_closes_a_server_that_drips_over_tls(encrypted: str, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(DocumentError, match="does not answer within 1 seconds"):
        fetch(encrypted + path, 1)
    assert time.monotonic() - began < 30  # and not for ever


def test_a_page_is_fetched_after_redirects(site: str) -> None:
    found = fetch(f"{site}/moved")
    assert (found.told.title, found.told.language, found.told.page) == ("協定", "ja", f"{site}/whole")
    assert found.paragraphs == ("慶應義塾大学",)
    assert fetch(f"{site}/page?慶=1").paragraphs == ("hello",)


#: Address below the site, or a whole one -> a part of the message.
BAD = [
    ("/missing", "answers 404 Not Found; is the address right?"),
    ("/loop", "5 redirects, and leads on"),
    ("/file", "leads to 'file:///etc/passwd', which is no address of a web page"),
    ("/inside", "10.0.0.1, which is no public address"),
    ("/pdf", "is application/pdf, and neither HTML nor plain text"),
    ("/large", "has more than that, and a document may have 10 MiB"),
    ("/packed", "comes packed (gzip)"),
    ("/short", "breaks off after 1 of 2 bytes"),
    ("/silent", "does not answer within 1 seconds"),
    ("/drip", "does not answer within 1 seconds"),
    ("/nonsense", "cannot be fetched"),
    ("ftp://127.0.0.1/", "begins with https:// or http://"),
    ("file:///etc/passwd", "begins with https:// or http://"),
    ("http://", "names no server"),
    ("http://127.0.0.1:99999/", "is no address"),
    ("http://a:b@127.0.0.1/", "a name and password"),
    ("http://[::ffff:10.0.0.1]/", "no public address"),
    ("http://169.254.169.254/", "no public address"),
    ("http://192.168.0.1/", "no public address"),
    ("http://0.0.0.0/", "no public address"),
    ("http://nowhere.invalid/", "cannot be fetched"),
    ("http://127.0.0.1:1/", "cannot be fetched: Connection refused"),
]


@pytest.mark.parametrize(("address", "message"), BAD)
def test_what_cannot_be_fetched_is_told(site: str, address: str, message: str) -> None:
    patience = 1 if "within 1 seconds" in message else 60
    with pytest.raises(DocumentError) as told:
        fetch(address if "://" in address else site + address, patience)
    assert message in str(told.value)


def test_the_commands_that_go_on_with_a_page_take_a_file(site: str, content: Path) -> None:
    made = run(content, "new-source", f"{site}/page", "--slug", "keio-accord-2024")
    assert made.returncode == 0, made.stderr
    assert f"Next: accordgraph suggest FILE --content {content}\n" in made.stderr
