"""Answers that are kept on a disk, which may be full, slow, damaged or gone."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from xxhash import xxh3_128_hexdigest

from accordgraph.engine.answering.cache import AnswerCache, CacheLimits
from accordgraph.engine.answering.disk import DiskCache, Entry
from accordgraph.engine.answering.large import LARGE, AnswerFile, unnamed

from .test_cache import given

KEY = hashlib.sha256(b"key").hexdigest()

SMALL = Entry(b"told", b"content" * 10)


def large(folder: Path) -> Entry:
    """An entry whose content is in a file without a name, as a query process leaves it."""
    with unnamed(str(folder)) as file:
        file.write(b"large" * LARGE)
        return Entry(b"told", AnswerFile(os.dup(file.fileno()), xxh3_128_hexdigest(b"large" * LARGE)))


def whole(entry: Entry | None) -> tuple[bytes, bytes] | None:
    """What an entry tells, and its content, however that is held."""
    if entry is None:
        return None
    content = entry.content
    return entry.told, content if isinstance(content, bytes) else content.read()


@pytest.mark.parametrize("make", [lambda _: SMALL, large], ids=["small", "large"])
@pytest.mark.parametrize("damage", ["cut", "changed", "longer", "begins otherwise", "short", "empty", "gone"])
def test_a_torn_file_is_as_if_it_were_not_there(
    tmp_path: Path, damage: str, make: Callable[[Path], Entry]
) -> None:
    kept = make(tmp_path)
    DiskCache(tmp_path, 100 << 20).put(KEY, kept)
    assert whole(DiskCache(tmp_path, 100 << 20).get(KEY)) == whole(kept)
    disk, file = DiskCache(tmp_path, 100 << 20), tmp_path / KEY
    assert disk.size == file.stat().st_size
    data = file.read_bytes()
    damaged = {"cut": data[:-1], "changed": data[:-1] + b"?", "longer": data + b"?", "empty": b""}
    damaged |= {"begins otherwise": b"?" + data[1:], "short": data[-20:]}
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(damaged[damage])
    assert disk.get(KEY) is None
    assert disk.get(KEY) is None
    assert disk.size == 0


def test_a_large_answer_is_sent_and_read_again_from_the_file_that_it_is(tmp_path: Path) -> None:
    disk, entry = DiskCache(tmp_path, 100 << 20), large(tmp_path)
    assert isinstance(entry.content, AnswerFile)
    sending = entry.content.chunks()
    first = next(sending)
    disk.put(KEY, entry)
    assert first + b"".join(sending) == b"large" * LARGE  # what is added at its end is not sent
    tracemalloc.start()
    found = disk.get(KEY)
    assert tracemalloc.get_traced_memory()[1] < LARGE
    tracemalloc.stop()
    assert found is not None
    assert isinstance(found.content, AnswerFile)
    assert (found.content.size, found.content.digest) == (5 * LARGE, entry.content.digest)


def test_the_disk_is_bounded_and_leftovers_go_but_not_what_another_server_writes(tmp_path: Path) -> None:
    left, written = tmp_path / ".new-left", tmp_path / ".new-written"
    for each in (left, written):
        each.write_bytes(b"half")
    os.utime(left, (0, 0))
    disk = DiskCache(tmp_path, 10_000)
    for number in range(30):
        disk.put(hashlib.sha256(b"%d" % number).hexdigest(), Entry(b"told", b"x" * 1000))
    assert written.read_bytes() == b"half"
    written.unlink()
    assert 5_000 < sum(path.stat().st_size for path in tmp_path.iterdir()) == disk.size <= 10_000
    assert not left.exists()


def test_a_disk_that_does_not_answer_holds_up_nothing_but_what_is_there(tmp_path: Path) -> None:
    """To open a pipe takes until somebody writes there."""
    pipes = [tmp_path / "answers" / f"{number:064x}" for number in range(100)]
    pipes[0].parent.mkdir()
    for each in pipes:
        os.mkfifo(each)
    cache = AnswerCache(CacheLimits(tmp_path))

    async def asked() -> None:
        waiting = [asyncio.ensure_future(cache.answer(each.name, given)) for each in pipes]
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(60):
                await asyncio.gather(*(asyncio.to_thread(bool) for _ in range(100)))
                assert await cache.answer("another", given) == await given()
            assert not any(each.done() for each in waiting)
        finally:
            written = [os.open(each, os.O_RDWR) for each in pipes]
            await asyncio.gather(*waiting)
            for each in written:
                os.close(each)

    asyncio.run(asked())
    cache.close()


def test_a_folder_that_was_cleared_away_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "answers"
    disk = DiskCache(folder, 10_000)
    shutil.rmtree(folder.parent)
    disk.put(KEY, SMALL)
    assert disk.get(KEY) == SMALL
    shutil.rmtree(folder.parent)
    assert whole(large(folder)) == (b"told", b"large" * LARGE)


def test_a_folder_that_cannot_be_only_means_that_nothing_is_kept_and_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    disk = DiskCache(Path("/dev/full/nowhere"), 10_000)
    told = (
        "Nothing can be written to the cache in /dev/full/nowhere: it, or a part of its path, is a file and "
        "not a folder; move that away. Queries are answered all the same, but long answers may be refused."
    )
    assert caplog.messages == [told]
    disk.put(KEY, SMALL)
    assert disk.get(KEY) is None
    assert caplog.messages == [told]


def test_a_disk_that_is_full_is_told_at_the_start_and_once_more_when_it_is_full_again(
    full_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    filler, large = full_disk / "filler", Entry(b"told", b"x" * 200_000)

    def fill() -> None:
        with filler.open("ab", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * 4096):
                pass

    (full_disk / "answers").mkdir()
    fill()
    disk = DiskCache(full_disk / "answers", 100 << 20)
    assert [each.partition(": ")[2][:16] for each in caplog.messages] == ["the disk is full"]
    assert list((full_disk / "answers").iterdir()) == []
    disk.put(KEY, large)
    assert len(caplog.messages) == 1
    filler.unlink()
    disk.put(KEY, large)
    assert disk.get(KEY) == large
    fill()
    disk.put(hashlib.sha256(b"other").hexdigest(), large)
    assert len(caplog.messages) == 2


def test_a_disk_that_fills_up_keeps_nothing_in_part(full_disk: Path) -> None:
    disk = DiskCache(full_disk, 100 << 20)
    first, second = Entry(b"told", b"x" * 200_000), Entry(b"told", b"y" * 200_000)
    disk.put(KEY, first)
    other = hashlib.sha256(b"other").hexdigest()
    disk.put(other, second)
    assert (disk.get(KEY), disk.get(other)) == (first, None)
    assert [path.name for path in full_disk.iterdir()] == [KEY]
    disk.put(other, SMALL)
    assert DiskCache(full_disk, 100 << 20).get(other) == SMALL
