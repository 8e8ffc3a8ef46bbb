"""The curator's commands, run as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph import small
from test_cli import content, run

__all__ = ["content"]

PAGE = """<!doctype html><html lang="en"><meta property="og:site_name" content="Beta Corp">
<link rel="canonical" href="https://beta.example/1"><meta name="date" content="2024-04-09">
<main><h1>Accord</h1><p>Alpha University gets $25m from Jane Doe.</p></main>"""


@pytest.fixture
def page(content: Path) -> Path:
    """A page beside the content."""
    path = content.parent / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_from_a_page_to_a_checked_source(content: Path, page: Path) -> None:
    run(content, "build")
    text = content.parent / "page.txt"
    made = run(content, "new-source", str(page), "--text", str(text))
    assert made.returncode == 0, made.stderr
    slug = "beta-corporation-accord-2024"
    assert made.stdout.splitlines() == [
        str(content / f"data/sources/{slug}.ttl"), str(content / "data/entities/sources.ttl"), str(text),
    ]  # fmt: skip
    assert f"suggest {text} --published 2024-04-09 --content {content}\n" in made.stderr
    assert f"check --text {slug}={text} --content {content}\n" in made.stderr
    done = run(content, "check", "--text", f"{slug}={text}")
    assert done.returncode == 0, done.stderr
    told = run(content, "diff")
    assert told.returncode == 0
    assert told.stdout.startswith("Sources added:\n  Accord (Beta Corporation, 9 April 2024)\n")
    again = run(content, "new-source", str(page))
    assert (again.returncode, again.stdout) == (1, "")
    assert f"source/{slug} has the page https://beta.example/1 already" in again.stderr


def test_from_a_text_to_the_commands_that_go_on_with_it(content: Path) -> None:
    text = content.parent / "the text.txt"
    text.write_text("Accord at last\n9 April 2024\n", encoding="utf-8")
    made = run(content, "new-source", str(text), "--slug", "times-accord-2024")
    assert made.stderr.splitlines()[-2:] == [
        f"Next: accordgraph suggest '{text}' --content {content}",
        f"Then: accordgraph check --text times-accord-2024='{text}' --content {content}",
    ]


def test_suggestions_as_a_table_and_as_data(content: Path, page: Path) -> None:
    table = run(content, "suggest", str(page), "--new")
    assert table.returncode == 0, table.stderr
    assert "organization:alpha-university" in table.stdout
    assert "amount:usd-25000000" in table.stdout
    assert "Jane Doe" in table.stdout
    found = json.loads(run(content, "suggest", str(page), "--new", "--format", "json").stdout)
    first = found["paragraphs"][1]["found"][0]
    assert (first["term"], first["start"], first["end"]) == ("organization:alpha-university", 0, 16)
    assert found["new"] == [{"text": "Jane Doe", "slug": "jane-doe", "paragraphs": [2]}]
    assert found["document"]["issued"] == "2024-04-09"


def test_a_difference_says_what_was_and_what_is(content: Path) -> None:
    without = run(content, "diff")
    assert (without.returncode, without.stderr) == (0, "")
    assert "There is no snapshot in" in without.stdout
    run(content, "build")
    assert run(content, "diff").stdout == "Nothing changes.\n"
    small.replace(content, "data/sources/first.ttl", '"2024-04-03"^^xsd:date', '"2024-04-04"^^xsd:date')
    done = run(content, "diff")
    assert done.stdout == (
        "~ Accord of Alpha and Beta (agreement/alpha-beta)\n"
        '    accord:date: was "2024-04-03", now "2024-04-04" (stated by source/first)\n'
        "1 statement added, 1 removed, beside what follows from them.\n"
    )
    data = json.loads(run(content, "diff", "--format", "json").stdout)
    assert data["things"][0]["changes"][0]["now"][0]["why"] == "stated by source/first"


#: Arguments -> a part of the message; `{x}` is a place beside the content.
MISTAKES = [
    (("new-source", "{x}/nowhere.html"), "nowhere.html cannot be read: No such file or directory."),
    (("new-source", "{x}"), "is a folder; name a file in it."),
    (("new-source", "file:///etc/passwd"), "is no address of a web page"),
    (("new-source", "http://127.0.0.1:1/"), "cannot be fetched: Connection refused."),
    (("new-source", "{x}/page.html", "--slug", "A b"), "is to be lower-case ASCII letters"),
    (("new-source", "{x}/page.html", "--text", "{x}/page.html"), "nothing is overwritten"),
    (("new-source", "{x}/page.html", "--text", "{x}/page.html/b"), "is a file and not a folder"),
    (("suggest", "{x}/nowhere.txt"), "cannot be read"),
    (("suggest", "/dev/zero"), "is no file"),
    (
        ("suggest", "{x}/page.html", "--evidence", "nowhere"),
        "There is no source nowhere; `accordgraph new-source`",
    ),
    (
        ("suggest", "{x}/page.html", "--evidence", "fi"),
        "There is no source fi; did you mean first?",
    ),
]


@pytest.mark.parametrize(("arguments", "message"), MISTAKES, ids=[" ".join(case[0]) for case in MISTAKES])
def test_mistakes_are_told_and_nothing_is_written(
    content: Path, page: Path, arguments: tuple[str, ...], message: str
) -> None:
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    done = run(content, *(each.replace("{x}", str(page.parent)) for each in arguments))
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert message in done.stderr
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "arguments", [("suggest", ""), ("new-source", ""), ("new-source", "page.html", "--text", "")]
)
def test_a_file_without_a_name_is_told_as_such(content: Path, arguments: tuple[str, ...]) -> None:
    done = run(content, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(": It is empty; name a file.\n")


@pytest.mark.parametrize("arguments", [("diff",), ("suggest", "page.html"), ("new-source", "page.html")])
def test_content_with_mistakes_is_told_with_file_and_line(
    content: Path, page: Path, arguments: tuple[str, ...]
) -> None:
    small.append(content, "data/entities/all.ttl", "nonsense here\n")
    done = run(content, *(each.replace("page.html", str(page)) for each in arguments))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("data/entities/all.ttl:22:")
