"""Documents that a source is made from: their bytes as text, and what they say of themselves."""

from __future__ import annotations

import codecs
import os
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from ...errors import AccordGraphError
from ..grounding.paragraphs import paragraphs
from ..grounding.periods import Period
from ..grounding.readings import readings
from .pages import Told, page, too_deep

#: Bytes that a document may have at most.
LARGEST = 10 << 20
#: Paragraphs at the head of a document among which its date may stand, and characters of a title.
_HEAD, _TITLE = 10, 300
#: What may stand before that date.
_ISSUED = re.compile(
    r"(?:(?:first )?(?:published|posted|issued|released)(?: on)?|date|veröffentlicht am)\s*:?\s*"
    r"|(?:発表|公開|掲載|配信|発行)日\s*[:\uff1a]?\s*",
    re.IGNORECASE,
)

#: What browsers read under these names, which is more than the standards of these names hold.
_WIDER = {
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
#: How files begin that people take for texts.
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a packed file (an office document, a ZIP)"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
)


class DocumentError(AccordGraphError):
    """A document cannot be had or read."""


@dataclass(frozen=True)
class Document:
    """A document: what it says of itself, its text as paragraphs, and whether it is nothing but that text."""

    told: Told
    paragraphs: tuple[str, ...]
    plain: bool

    @property
    def text(self) -> str:
        """The text, one paragraph a line."""
        return "".join(f"{each}\n" for each in self.paragraphs)


def read_document(path: Path) -> Document:
    """Read a file of plain text or HTML; raises DocumentError."""
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise DocumentError(f"{path} is a folder; name a file in it.")
        if not stat.S_ISREG(kind):
            raise DocumentError(f"{path} is no file; save the document as one.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise DocumentError(f"{str(path)!r} is no name of a file: {error}.") from error
    if len(data) > LARGEST:
        raise DocumentError(too_large(str(path), size))
    return document(data, str(path), "html" if path.suffix.lower() in (".html", ".htm", ".xhtml") else "")


def too_large(name: str, size: int | None) -> str:
    """Say that a document is too large."""
    given = f"has {size / (1 << 20):.0f} MiB" if size is not None else "has more than that"
    return (
        f"{name} {given}, and a document may have {LARGEST >> 20} MiB; is it the right one? "
        "Else save the part that matters as a text file."
    )


def document(data: bytes, name: str, kind: str = "", charset: str = "", address: str = "") -> Document:
    """Make a document of bytes: "html" or "text" by `kind`, else by what it looks like; raises DocumentError.

    `name` is for messages; `charset` and `address` are what was said of it where it comes from.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(
                f"{name} is {what}; save its text as a plain text file, one paragraph a line."
            )
    text = _decoded(data, name, charset)
    if not text.strip():
        raise DocumentError(f"{name} is empty.")
    plain = kind == "text" or (kind != "html" and not looks_like_html(text))
    if not plain:
        if too_deep(text):
            raise DocumentError(
                f"{name} has more elements within elements than any page; save its text as a plain text file."
            )
        told, lines = page(text, address)
        found = paragraphs("\n".join(lines))
        if not found:
            raise DocumentError(
                f"{name} is an HTML page without a text; is the text only put there by a script? "
                "Save it as a plain text file, one paragraph a line."
            )
        told = _dated(told, found)
    else:
        found = paragraphs(text)
        told = _head(found, address)
    return Document(told, found, plain)


def looks_like_html(text: str) -> bool:
    """Whether a text is an HTML page.

    >>> looks_like_html("<!doctype html><p>Hello"), looks_like_html("a < b")
    (True, False)
    """
    return _HTML.match(text.removeprefix("\ufeff")) is not None


def _decoded(data: bytes, name: str, charset: str) -> str:
    encoding = _encoding(data, charset)
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise DocumentError(
            f"{name} is in {encoding!r}, which is no known encoding; save it as UTF-8."
        ) from error
    except UnicodeDecodeError as error:
        read = error.object  # without the mark that it began with
        line = read.count(b"\n", 0, error.start) + 1
        wrong = f"byte 0x{read[error.start]:02x}" if error.start < len(read) else "its end"
        raise DocumentError(
            f"{name}:{line}: {wrong} is not {encoding.removesuffix('-sig').upper()}; save the file as UTF-8, "
            "or is it no text?"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DocumentError(f"{name}:{line}: A null byte, so this is no text; was the right file named?")
    return text


def _encoding(data: bytes, charset: str) -> str:
    """The encoding that bytes are in: by their mark, by what is said of them, by what they say, or UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    said = _CHARSET.search(data[:4096])
    name = charset or (said[1].decode("ascii") if said else "utf-8")
    try:
        name = codecs.lookup(name).name
    except LookupError:
        return name
    return _WIDER.get(name, name)


def _head(found: tuple[str, ...], address: str) -> Told:
    """What a plain text says of itself: its title, the first line, and its date."""
    title = found[0] if len(found[0]) <= _TITLE else ""
    return _dated(Told(title, page=address), found)


def _dated(told: Told, found: tuple[str, ...]) -> Told:
    """Date a document by its head where it says nothing else: by the one date that is a whole line there, but
    for words that say so, and more than a year."""
    lines = (line[led.end() :] if (led := _ISSUED.match(line)) else line for line in found[:_HEAD])
    dates = {
        (one.value.start.isoformat(), one.value.precision)
        for line in lines
        for one in (readings(line, None) if len(line) < _TITLE else ())
        if (one.start, one.end) == (0, len(line)) and isinstance(one.value, Period)
        if one.value.single and one.value.precision != "year"
    }
    if told.issued or len(dates) != 1:
        return told
    ((issued, precision),) = dates
    return replace(told, issued=issued, precision=precision)
