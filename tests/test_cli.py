"""The commands, run as a person runs them: what they print, where, and how they end."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from accordgraph.cli import main
from accordgraph.graph.snapshot import SnapshotFolder
from accordgraph.graph.versions.chronicle import Chronicle
from graph import small
from servers import places, unprivileged
from tools import ROOT

AGREEMENT = f"{small.BASE}id/agreement/alpha-beta"
PARTIES = f"SELECT ?party {{ <{AGREEMENT}> <{small.BASE}ontology#hasParty> ?party }} ORDER BY ?party"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The folder of a small valid content."""
    return small.write(tmp_path / "content")


def run(content: Path, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program on a content; what it writes goes beside that."""
    options = ["--content", str(content)]
    if arguments[0] not in ("check", "new-source", "suggest"):
        options += ["--snapshots", str(content.parent / "snapshots")]
    done = subprocess.run(
        [sys.executable, "-m", "accordgraph", *arguments, *options],
        capture_output=True, text=True, input=text, timeout=300, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr
    return done


def test_check_says_that_all_is_well(content: Path) -> None:
    done = run(content, "check")
    assert done.returncode == 0
    assert done.stdout.startswith("No errors: 8 files, ")
    assert done.stderr.splitlines()[0] == (
        "data/dataset.ttl:1: warning: Nothing in this file uses this prefix; delete its line. "
        "(Of the layout; told once for this file.)"
    )
    assert all(" (Of the layout; " in line for line in done.stderr.splitlines())


def test_check_has_nothing_to_tell_of_the_content_of_the_house() -> None:
    done = run(ROOT, "check")
    assert (done.returncode, done.stderr) == (0, "")


def test_check_grounds_a_source_in_its_text(content: Path) -> None:
    text = content.parent / "first.txt"
    text.write_text(small.TEXT, encoding="utf-8")
    done = run(content, "check", "--text", f"first={text}")
    assert done.returncode == 0, done.stderr
    assert "first: " in done.stdout
    assert "values grounded in its text" in done.stdout


def test_check_reports_problems_with_file_and_line(content: Path) -> None:
    small.append(content, "data/entities/all.ttl", "nonsense here\n")
    done = run(content, "check")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("data/entities/all.ttl:")
    report = run(content, "check", "--format", "json")
    assert report.returncode == 1
    found = json.loads(report.stdout)
    assert found["ok"] is False
    assert found["problems"][0]["file"] == "data/entities/all.ttl"


def test_build_makes_a_snapshot_once(content: Path) -> None:
    first, second = run(content, "build"), run(content, "build")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == second.stdout
    assert Path(first.stdout.splitlines()[1]).is_dir()


def test_build_of_invalid_content_changes_nothing(content: Path) -> None:
    run(content, "build")
    current = (content.parent / "snapshots" / "current").readlink()
    small.append(content, "data/entities/all.ttl", "nonsense here\n")
    done = run(content, "build")
    assert done.returncode == 1
    assert "data/entities/all.ttl:" in done.stderr
    assert "Error: " in done.stderr
    assert (content.parent / "snapshots" / "current").readlink() == current


def test_serve_without_any_valid_content_ends(content: Path) -> None:
    small.append(content, "data/entities/all.ttl", "nonsense here\n")
    done = run(content, "serve", "--port", "0")
    assert (done.returncode, done.stdout) == (1, "")
    assert "data/entities/all.ttl:" in done.stderr


#: Format -> what the answer to PARTIES begins with.
ANSWERS = [
    ("json", '{"head":{"vars":["party"]}'),
    ("csv", "party\n"),
    ("tsv", "?party\n"),
    ("xml", '<?xml version="1.0"?>'),
]


@pytest.mark.parametrize(("name", "start"), ANSWERS)
def test_query_writes_results(built: Path, name: str, start: str) -> None:
    done = run(built, "query", PARTIES, "--format", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(start)


@pytest.mark.parametrize("name", ["table", "ttl", "nt", "rdf", "jsonld", "nq", "trig", "json", "xml"])
def test_query_writes_graphs(built: Path, name: str) -> None:
    done = run(built, "query", f"DESCRIBE <{AGREEMENT}>", "--format", name)
    assert done.returncode == 0
    assert "alpha-beta" in done.stdout


def test_query_shows_a_table_of_short_names(built: Path, tmp_path: Path) -> None:
    file = tmp_path / "parties.rq"
    file.write_text(PARTIES, encoding="utf-8")
    for done in (run(built, "query", str(file)), run(built, "query", "-", text=PARTIES)):
        lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
        assert lines[0] == "party"
        assert lines[2:] == ["organization/alpha-university", "organization/beta"]
        assert done.stderr == "2 rows\n"
    assert run(built, "query", "ASK {}").stdout == "yes\n"


def test_query_reads_what_a_shell_names_for_a_pipe(built: Path) -> None:
    command = shlex.join([sys.executable, "-m", "accordgraph", "query", *places(built)])
    done = subprocess.run(
        ["bash", "-c", f"{command} <(echo 'ASK {{}}')"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stdout == "yes\n", done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "Line 1, column 1: The query is empty."),
        (b"ASK {\n ?s nowhere:p 1 }", "Line 2, column 5: The prefix nowhere: is not declared."),
        (b"ASK { SERVICE <a:b> {} }", "Line 1, column 7: SERVICE calls another endpoint"),
        (b"ASK {\xff}", "is not a text file in UTF-8: byte 6 is wrong."),
    ],
)
def test_query_names_the_file_that_is_wrong(built: Path, tmp_path: Path, text: bytes, message: str) -> None:
    file = tmp_path / "asked.rq"
    file.write_bytes(text)
    done = run(built, "query", str(file))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Error: {file}")
    assert message in done.stderr


def test_query_answers_from_the_content_that_is_named_as_build_makes_it(content: Path) -> None:
    label = f'ASK {{ <{small.BASE}id/organization/beta> rdfs:label "Beta Company"@en }}'
    kept = content.parent / "snapshots"
    releases = ("--releases", str(content.parent / "releases"))
    assert run(content, "release", *releases).returncode == 0
    assert run(content, "query", label, *releases).stdout == "no\n"
    small.replace(content, "data/dataset.ttl", '"0.1.0"', '"0.2.0"')
    small.replace(content, "data/entities/all.ttl", "Beta Corporation", "Beta Company")
    asked = run(content, "query", label, *releases)
    assert (asked.returncode, asked.stdout) == (0, "yes\n"), asked.stderr
    made = (kept / "current").readlink().name
    assert run(content, "build", *releases).stdout.startswith(f"Snapshot {made}: ")
    small.append(content, "data/entities/all.ttl", "nonsense here\n")
    invalid = run(content, "query", label, *releases)
    assert (invalid.returncode, invalid.stdout) == (1, "")
    assert "data/entities/all.ttl:" in invalid.stderr
    nowhere = run(content.parent / "nowhere", "query", label)
    assert (nowhere.returncode, nowhere.stdout) == (1, "")
    assert nowhere.stderr.startswith(f"Error: {content.parent / 'nowhere'} is not a folder")


@pytest.mark.parametrize("named", [True, False])
def test_query_builds_first_where_the_variable_names_the_content(content: Path, named: bool) -> None:
    run(content, "build")
    small.replace(content, "data/entities/all.ttl", "Beta Corporation", "Beta Company")
    label = f'ASK {{ <{small.BASE}id/organization/beta> rdfs:label "Beta Company"@en }}'
    environment = {**os.environ, "ACCORDGRAPH_SNAPSHOTS": str(content.parent / "snapshots")}
    if named:
        environment["ACCORDGRAPH_CONTENT"] = str(content)
    done = subprocess.run(
        [sys.executable, "-m", "accordgraph", "query", label],
        env=environment, capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    assert done.stdout == ("yes\n" if named else "no\n")


#: Arguments of `query` -> exit code, a part of the message.
MISTAKES = [
    (("SELECT * {",), 1, "Line 1, column 10: The bracket '{' is never closed."),
    (("ASK { SERVICE <http://x/> {} }",), 1, "never reach the network"),
    (("DROP ALL",), 1, "only answers queries"),
    (("",), 1, "The query is empty."),
    (("nowhere.rq",), 1, "There is no file nowhere.rq"),
    (("/",), 1, "/ is a folder; name a file in it."),
    (("ASK {}", "--format", "ttl"), 2, "choose --format json, xml, csv, tsv"),
    (("DESCRIBE <x>", "--format", "csv"), 2, "choose --format ttl, nt, rdf, jsonld"),
    (("ASK {}", "--format", "pdf"), 2, "'pdf' is not one of"),
    (("ASK {}", "--query-workers", "2"), 2, "No such option"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), MISTAKES)
def test_query_says_what_is_wrong(built: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    done = run(built, "query", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr


#: A pattern of a query -> what is told of its terms beside the answer.
MISNAMED = [
    ("?a accord:hasFunder ?b", []),
    (
        '?a accord:hasFundr "accord:x"',
        ["The ontology has no accord:hasFundr: nothing fits it. Did you mean accord:hasFunder?"],
    ),
    (
        "?a o:hasFundr/o:zzqq ?b ; o:hasFundr ?c",
        [
            "The ontology has no o:hasFundr: nothing fits it. Did you mean accord:hasFunder?",
            "The ontology has no o:zzqq: nothing fits it.",
        ],
    ),
]


@pytest.mark.parametrize(("pattern", "wanted"), MISNAMED, ids=["known", "misspelt", "by another prefix"])
def test_query_tells_which_terms_there_are_none_of(built: Path, pattern: str, wanted: list[str]) -> None:
    done = run(built, "query", f"PREFIX o: <{small.BASE}ontology#> SELECT ?a {{ {pattern} }}")
    assert done.returncode == 0
    assert done.stderr.splitlines()[:-1] == wanted


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("check", "--text", "nonsense"), 2, "'nonsense' is not SLUG=FILE."),
        (
            ("suggest", __file__, "--published", "16.4.2024"),
            2,
            "'16.4.2024' is no day; write it like 2024-04-16.",
        ),
        (("suggest", __file__, "--published", "2024-02-30"), 2, "'2024-02-30' is no day; write it like"),
        (("suggest", __file__, "--evidence", ""), 2, "It is empty; name one, or leave it out."),
        (("new-source", __file__, "--slug", ""), 2, "It is empty; name one, or leave it out."),
        (("serve", "--host", ""), 2, "It is empty; name one, or leave it out."),
        (("check", "--text", f"x={__file__}", "--text", f"x={__file__}"), 2, "Two texts are given for x;"),
        (("check", "--text", "a=nowhere.txt"), 1, "There is no file nowhere.txt, which --text names."),
        (("serve", "--host", "nowhere.invalid"), 1, "The address nowhere.invalid is not known"),
        (("serve", "--host", "x" * 64), 1, f"Error: The address {'x' * 64} is not known: "),
        (("serve", "--port", "70000"), 2, "is not in the range"),
    ],
)
def test_mistakes_end_with_a_message(
    content: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = run(content, *arguments)
    assert done.returncode == code
    assert message in done.stderr


#: A command, with what it may not read at its end -> a part of the message.
UNREADABLE = [
    ("snapshots", "--snapshots", "folder/current may not be read"),
    ("diff", "--snapshots", "folder/current may not be read"),
    ("check", "--releases", "folder cannot be read (Permission denied)"),
    ("check", "--content", "folder/ontology cannot be read (Permission denied)"),
    ("query", "", "file cannot be read: Permission denied."),
    ("suggest", "", "file cannot be read: Permission denied."),
    ("new-source", "", "file cannot be read: Permission denied."),
]


@pytest.mark.parametrize(("command", "option", "message"), UNREADABLE)
def test_what_may_not_be_read_is_no_fault_of_the_command_line(
    content: Path, tmp_path: Path, command: str, option: str, message: str
) -> None:
    place = tmp_path / ("folder" if option else "file")
    if option:
        place.mkdir(0)
    else:
        place.touch(0)
    named = {"ACCORDGRAPH_CONTENT": str(content), "ACCORDGRAPH_SNAPSHOTS": str(tmp_path / "snapshots")}
    done = subprocess.run(
        [*unprivileged(), sys.executable, "-m", "accordgraph", command, *filter(None, (option, str(place)))],
        env={**os.environ, **named}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{tmp_path}/{message}" in done.stderr


def test_no_content_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, "check")
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: No content in {tmp_path}")


def test_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "accordgraph", "--version"],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert done.stdout.startswith("accordgraph, version ")


def test_a_time_limit_that_is_no_number_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "accordgraph", "query", "--query-timeout", "nan", "ASK {}"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 2
    assert "is not a number" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["check", "--format", "json"], ["query", "ASK {} \udcff"], ["--help"]],
    ids=["full", "bytes", "help"],
)
def test_no_output_and_no_text_makes_a_traceback(arguments: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "accordgraph", *arguments]
    environment = {**os.environ, "ACCORDGRAPH_SNAPSHOTS": str(tmp_path)}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, env=environment, text=True, timeout=300, check=False
        )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in done.stderr


def test_each_command_is_told_in_a_whole_sentence() -> None:
    shown = CliRunner().invoke(main, ["--help"], terminal_width=80).output.partition("Commands:\n")[2]
    told = [line.strip().partition("  ")[2].strip() for line in shown.splitlines()]
    assert len(told) == len(main.commands)
    assert [each for each in told if not each.endswith(".") or each.endswith("...")] == []


#: What a shell does with the standard streams -> what is on stdout then.
CLOSED = [("<&-", "yes\n"), (">&-", ""), ("2>&-", "yes\n"), ("<&- >&- 2>&-", "")]


@pytest.mark.parametrize(("closed", "written"), CLOSED)
def test_streams_that_are_closed_are_done_without(built: Path, closed: str, written: str) -> None:
    command = [sys.executable, "-m", "accordgraph", "query", "ASK {}", *places(built)]
    done = subprocess.run(
        ["sh", "-c", f'"$@" {closed}', "sh", *command],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, written, "")


#: Command -> exit code: what it is, where nothing of what goes to stderr can be written.
UNTOLD = [(["query", "SELECT * {}"], 0), (["snapshots"], 0), (["query", "SELECT"], 1), (["query"], 2)]


@pytest.mark.parametrize(("arguments", "code"), UNTOLD, ids=str)
def test_a_command_whose_notes_cannot_be_written_does_its_work(
    built: Path, arguments: list[str], code: int
) -> None:
    folders = {"ACCORDGRAPH_CONTENT": str(built), "ACCORDGRAPH_SNAPSHOTS": str(built.parent / "snapshots")}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "accordgraph", *arguments],
            stdout=subprocess.PIPE, stderr=full, env={**os.environ, **folders}, text=True,
            timeout=300, check=False,
        )  # fmt: skip
    assert (done.returncode, bool(done.stdout)) == (code, code == 0)


@pytest.mark.parametrize("arguments", [["--help"], ["diff"], ["snapshots"], ["query", "ASK {}"]], ids=str)
def test_a_reader_who_has_had_enough_ends_the_program_in_silence(built: Path, arguments: list[str]) -> None:
    folders = {"ACCORDGRAPH_CONTENT": str(built), "ACCORDGRAPH_SNAPSHOTS": str(built.parent / "snapshots")}
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "accordgraph", *arguments],
        stdout=writing, stderr=subprocess.PIPE, env={**os.environ, **folders}, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    os.close(writing)
    assert done.returncode == 128 + signal.SIGPIPE
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr


#: The name of a folder of snapshots -> exit code, what is answered, what is told.
FOLDERS = [
    ("保管".encode(), 0, "yes\n", ""),
    (b"old \xff", 1, "", "cannot be opened: its path is not in UTF-8;"),
]


@pytest.mark.parametrize(("name", "code", "answer", "message"), FOLDERS)
def test_a_snapshot_is_found_below_a_name_that_the_encoding_lacks(
    built: Path, tmp_path: Path, name: bytes, code: int, answer: str, message: str
) -> None:
    folder = tmp_path / os.fsdecode(name)
    shutil.copytree(built.parent / "snapshots", folder, symlinks=True)
    done = subprocess.run(
        [sys.executable, "-m", "accordgraph", "query", "ASK {}", "--snapshots", str(folder)],
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (code, answer)
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_snapshot_is_not_built_below_a_name_that_is_not_utf_8(built: Path, tmp_path: Path) -> None:
    root = tmp_path / os.fsdecode(b"old \xff") / "content"
    shutil.copytree(built, root)
    done = run(root, "build")
    assert (done.returncode, done.stdout) == (1, "")
    assert "its path is not in UTF-8; rename that, or choose another folder" in done.stderr


#: Format -> how a name is written where the encoding lacks its signs; JSON is always UTF-8.
LACKING = [("text", b"\\u30a2"), ("json", "ア".encode())]


@pytest.mark.parametrize(("shape", "written"), LACKING)
def test_signs_that_the_encoding_lacks_are_written_as_escapes(
    content: Path, shape: str, written: bytes
) -> None:
    run(content, "build")
    small.replace(content, "data/entities/all.ttl", '"Beta Corporation"@en', '"Beta アルファ"@en')
    done = subprocess.run(
        [sys.executable, "-m", "accordgraph", "diff", "--format", shape, "--content", str(content)],
        env={
            **os.environ,
            "ACCORDGRAPH_SNAPSHOTS": str(content.parent / "snapshots"),
            "PYTHONIOENCODING": "latin-1",
        },
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert written in done.stdout


#: An interruption while a module is imported: by itself, and in code made of text, as dataclasses make it.
INTERRUPTIONS = ("signal.raise_signal(signal.SIGINT)", 'exec("signal.raise_signal(signal.SIGINT)")')


@pytest.mark.parametrize("module", ["click", "pyoxigraph"], ids=["of all commands", "of one command"])
@pytest.mark.parametrize("interruption", INTERRUPTIONS, ids=["by itself", "in code of text"])
def test_an_interruption_during_the_imports_is_no_traceback(
    tmp_path: Path, interruption: str, module: str
) -> None:
    (tmp_path / f"{module}.py").write_text(f"import signal\n{interruption}\n", encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "accordgraph", "check"],
        env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "\nAborted!\n")


def test_release_keeps_the_version_and_check_holds_to_it(content: Path) -> None:
    releases = ("--releases", str(content.parent / "releases"))
    without = run(content, "release")
    assert (without.returncode, without.stdout) == (2, "")
    assert "with --releases DIR" in without.stderr
    assert "`release` needs one" in " ".join(run(content, "release", "--help").stdout.split())
    first = run(content, "release", *releases)
    served = SnapshotFolder(content.parent / "snapshots").current()
    assert served is not None
    assert [each.released for each in Chronicle(served.chronicle_path).versions().items] == [True]
    again = run(content, "release", *releases)
    assert SnapshotFolder(content.parent / "snapshots").current() == served
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert first.stdout.startswith("Version 0.1.0 is released.\n")
    assert again.stdout.startswith("Version 0.1.0 was released already, the same.\n")
    assert run(content, "check", *releases).returncode == 0
    small.replace(content, "data/entities/all.ttl", "Accord of", "Accord again of")
    refused = run(content, "check", *releases)
    assert refused.returncode == 1
    assert "Count up owl:versionInfo here, or undo the change." in refused.stderr
    assert run(content, "build", *releases).returncode == 1
    missing = run(content, "check", "--releases", str(content.parent / "nowhere"))
    assert missing.returncode == 1
    assert "There is no folder of releases" in missing.stderr


def test_a_version_that_does_not_follow_is_neither_released_nor_built(content: Path) -> None:
    releases = ("--releases", str(content.parent / "releases"))
    assert run(content, "release", *releases).returncode == 0
    before = sorted((content.parent / "snapshots").iterdir())
    small.replace(content, "data/dataset.ttl", '"0.1.0"', '"0.0.9"')
    refused = run(content, "release", *releases)
    assert refused.returncode == 1
    assert "Version 0.0.9 does not come after 0.1.0, the newest release" in refused.stderr
    assert sorted((content.parent / "snapshots").iterdir()) == before
