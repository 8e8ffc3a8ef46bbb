"""Pages and text files are read for what they say of themselves, and for their paragraphs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from accordgraph.graph.curating.documents import LARGEST, DocumentError, document, read_document
from accordgraph.graph.curating.pages import Told

PAGE = """<!doctype html><html lang="en-GB"><head><title>Accord at last | The Times</title>
<meta property="og:site_name" content="The Times">{head}</head>
<body><nav>Home</nav><main><h1>Accord at last</h1><p>Alpha <b>Univer</b>sity<br>and Beta
   Corp <p>signed<script>no()</script><table><tr><td>one<td>two</table><ul><li>three</ul>
<p hidden>secret</main><footer>Contact</footer>"""


def test_a_page_is_read_by_its_blocks() -> None:
    found = document(PAGE.encode(), "page")
    assert found.paragraphs == (
        "Accord at last",
        "Alpha University",
        "and Beta Corp",
        "signed",
        "one two",
        "three",
    )
    assert found.text.count("\n") == 6
    assert found.told == Told("Accord at last", language="en", publisher="The Times")


def test_what_only_lays_a_page_out_is_no_part_of_its_text_and_names() -> None:
    title = "Kei&#333; Univer&shy;sity&#8203;-government&nbsp;pact &#x202A;Co\u0302te\u2060"
    page = f"<!doctype html><title>x</title><meta property=og:site_name content='{title}'><h1>{title}</h1>"
    found = document(page.encode(), "page")
    assert found.paragraphs == ("Keiō University-government pact Côte",)
    assert (found.told.title, found.told.publisher) == 2 * found.paragraphs


#: What stands in the head -> a field, and what it is then.
HEADS = [
    ('<meta property="article:published_time" content="2024-04-09T23:30:00+09:00">', "issued", "2024-04-09"),
    ('<meta name="citation_publication_date" content="2024/4">', "precision", "month"),
    ('<meta name="date" content="soon"><meta name="dc.date" content="2024">', "precision", "year"),
    ('<meta name="date" content="2024-02-31">', "issued", ""),
    ('<script type="application/ld+json">{"@graph":[{"headline":"x","datePublished":"2024-05-01"}]}</script>',
     "issued", "2024-05-01"),
    ('<script type="application/ld+json">{"headline": </script>', "title", "Accord at last"),
    (f'<script type="application/ld+json">{"[" * 100_000}</script>', "title", "Accord at last"),
    ('<time datetime="2024-06-01">', "issued", "2024-06-01"),
    ('<time datetime="2024-06-01"><time datetime="2024-06-02">', "issued", ""),
    ('<link rel="canonical" href="https://x.example/a">', "page", "https://x.example/a"),
    ('<link rel="canonical" href="javascript:x()"><meta property="og:url" content="https://x.example/b">',
     "page", "https://x.example/b"),
    ('<link rel="canonical" href="/a">', "page", ""),
]  # fmt: skip


#: A date as pages write it -> the day and its precision; nothing where it is not read whole.
DATES = [
    ("2025-03-14T08:00:00+09:00", ("2025-03-14", "day")),
    ("2025-03-14 08:00", ("2025-03-14", "day")),
    ("2025/3/14", ("2025-03-14", "day")),
    ("2025.03.14", ("2025-03-14", "day")),
    ("2025. 3. 14.", ("", "")),
    ("2025年3月14日", ("2025-03-14", "day")),
    ("2025年3月14日 10時30分", ("2025-03-14", "day")),
    ("令和7年3月14日", ("2025-03-14", "day")),
    ("March 14, 2025", ("2025-03-14", "day")),
    ("14 March 2025 10:30", ("2025-03-14", "day")),
    ("2025-03", ("2025-03-01", "month")),
    ("2025年3月", ("2025-03-01", "month")),
    ("2025", ("2025-01-01", "year")),
    ("2025年", ("2025-01-01", "year")),
    ("2025年3月14日号外", ("", "")),
    ("2025 edition", ("", "")),
    ("2025-3-99", ("", "")),
    ("2025/26", ("", "")),
    ("2025/0/5", ("", "")),
    ("2025/5/0", ("", "")),
    ("2025/0", ("", "")),
    ("2025年度", ("", "")),
    ("03/14/2025", ("2025-03-14", "day")),
    ("03/04/2025", ("", "")),
    ("March 14", ("", "")),
    ("last year", ("", "")),
]


@pytest.mark.parametrize(("text", "wanted"), DATES, ids=[text for text, _ in DATES])
def test_a_date_is_read_whole_or_not_at_all(text: str, wanted: tuple[str, str]) -> None:
    head = f'<meta property="article:published_time" content="{text}">'
    told = document(PAGE.replace("{head}", head).encode(), "page").told
    assert (told.issued, told.precision) == wanted


@pytest.mark.parametrize(("head", "field", "value"), HEADS)
def test_a_page_tells_of_itself(head: str, field: str, value: str) -> None:
    told = document(PAGE.replace("{head}", head).encode(), "page").told
    assert getattr(told, field) == value


def test_a_page_whose_head_gives_no_date_is_dated_by_the_one_that_stands_alone() -> None:
    def issued(*lines: str, head: str = "") -> tuple[str, str]:
        page = f"<!doctype html>{head}<h1>公募</h1>" + "".join(f"<p>{line}</p>" for line in lines)
        told = document(page.encode(), "page").told
        return told.issued, told.precision

    assert issued("令和6年5月20日", "文部科学省は") == ("2024-05-20", "day")
    assert issued("5月20日から", "2024") == ("", "")
    assert issued("20 May 2024", "21 May 2024") == ("", "")
    assert issued("20 May 2024", head='<meta name="date" content="2024-05-01">') == ("2024-05-01", "day")


def test_a_plain_text_has_its_title_first_and_its_date_alone_on_a_line() -> None:
    found = document(b"Accord at last\n\nBy 2025, all of it.\nApril 9 2024\nText\n", "text")
    assert found.told == Told("Accord at last", "2024-04-09", "day")
    assert document(b"Accord\nSigned on April 9 2024.\n", "text").told.issued == ""


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("Published April 9, 2024", "2024-04-09"),
        ("First published on 9 April 2024", "2024-04-09"),
        ("Date: 9 April 2024", "2024-04-09"),
        ("発表日\uff1a令和6年4月9日", "2024-04-09"),
        ("Veröffentlicht am 09.04.2024", "2024-04-09"),
        ("Updated April 9, 2024", ""),
        ("Signed April 9, 2024", ""),
        ("Published in 2024", ""),
    ],
)
def test_a_line_may_say_that_its_date_is_that_of_issue(line: str, issued: str) -> None:
    assert document(f"Accord\n{line}\nText\n".encode(), "text").told.issued == issued


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("Shift_JIS", "cp932"), ("euc-jp", "euc-jp"), ("utf-8", "utf-8"), ("iso-2022-jp", "iso-2022-jp")],
)
def test_japanese_pages_are_read_in_their_encoding(charset: str, encoding: str) -> None:
    text = f'<html lang="ja"><meta charset="{charset}"><p>慶應義塾大学①</p>'
    data = (text if encoding in ("cp932", "utf-8") else text.replace("①", "")).encode(encoding)
    assert document(data, "page").paragraphs[0].startswith("慶應義塾大学")


#: Bytes of a file -> its name, a part of the message.
BAD = [
    (b"", "a.txt", "is empty"),
    (b" \n", "a.html", "is empty"),
    (b"one\ntwo \xe9\n", "a.txt", "a.txt:2: byte 0xe9 is not UTF-8; save the file as UTF-8"),
    (b"\xef\xbb\xbfone\ntwo \xe9\n", "a.txt", "a.txt:2: byte 0xe9 is not UTF-8; save the file as UTF-8"),
    (b"one\n\0", "a.txt", "a.txt:2: A null byte, so this is no text"),
    (b"%PDF-1.7 ...", "a.txt", "is a PDF; save its text as a plain text file"),
    (b"PK\x03\x04...", "a.docx", "a packed file"),
    (b'<html><meta charset="martian-1">', "a.html", "'martian-1', which is no known encoding"),
    (b"<html><script>all()</script>", "a.html", "without a text"),
    (b"<!doctype html>" + b"<div>" * 5000, "a.html", "elements within elements"),
    (b"x" * (LARGEST + 1), "a.txt", "has 10 MiB, and a document may have 10 MiB"),
]


@pytest.mark.parametrize(("data", "name", "message"), BAD, ids=[case[2][:20] for case in BAD])
def test_what_is_no_document_is_told(tmp_path: Path, data: bytes, name: str, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError) as told:
        read_document(path)
    assert message in str(told.value)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, message in (
        (tmp_path, "is a folder; name a file in it"),
        (tmp_path / "nowhere", "cannot be read: No such file or directory"),
        (tmp_path / "pipe", "is no file"),
        (Path("/dev/zero"), "is no file"),
    ):
        with pytest.raises(DocumentError, match=message):
            read_document(path)


def test_a_page_of_open_paragraphs_is_read_quickly() -> None:
    found = document(b"<!doctype html>" + b"<p>hello <b>x</b> y" * 50_000, "page")
    assert len(found.paragraphs) == 50_000
