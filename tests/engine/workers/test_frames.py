"""The worker protocol, through real pipes."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

import pytest

from accordgraph.engine.workers import frames
from accordgraph.engine.workers.frames import Decoder, Frame, FrameClosed, FrameTimeout, encoded

HEAD = frames.written({"form": "select"})


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    for descriptor in (reading, writing):
        try:
            os.close(descriptor)
        except OSError:  # the test has closed it
            continue


@pytest.mark.parametrize("limit", [None, 20.0], ids=["for ever", "with a deadline"])
@pytest.mark.parametrize(
    "body",
    [
        [],
        [b""],
        [b"one piece"],
        [b"", b"some", b"", b"are empty", b""],
        [b"%d," % number for number in range(5_000)],
        [bytes([number]) * 100_003 for number in range(20)],
    ],
    ids=["none", "empty", "one", "some empty", "more than one call writes", "more than a pipe holds"],
)
def test_a_frame_arrives_as_it_was_sent(
    pipe: tuple[int, int], body: list[bytes], limit: float | None
) -> None:
    reading, writing = pipe
    os.set_blocking(writing, limit is None)
    deadline = time.monotonic() + limit if limit else None
    sender = threading.Thread(target=frames.send, args=(writing, HEAD, body, deadline))
    sender.start()
    decoder = Decoder()
    frame = decoder.receive(reading)
    sender.join()
    assert frame.header == {"form": "select"}
    assert frame.body == b"".join(body)
    frames.send(writing, HEAD)  # what comes after it is told apart
    assert decoder.receive(reading).body == b""


@pytest.mark.parametrize("step", [1, 7, 100, 1 << 16])
def test_frames_that_belong_together_are_told_apart_however_their_bytes_come(
    pipe: tuple[int, int], step: int
) -> None:
    reading, writing = pipe
    sent = [[Frame(HEAD, b"one"), Frame(HEAD), Frame(b"{}", bytes(90_000))], [Frame(b"{}", b"alone")]]
    text = b"".join(map(encoded, sent))

    def write() -> None:
        for start in range(0, len(text), step):
            os.write(writing, text[start : start + step])

    sender = threading.Thread(target=write)
    sender.start()
    decoder = Decoder()
    for together in sent:
        found = decoder.receive_together(reading)
        assert [(each.head, each.body) for each in found] == [(each.head, each.body) for each in together]
    sender.join()


def test_a_frame_that_nobody_takes_is_given_up_at_its_deadline(pipe: tuple[int, int]) -> None:
    _, writing = pipe
    os.set_blocking(writing, False)
    with pytest.raises(FrameTimeout):
        frames.send(writing, HEAD, [bytes(1 << 20)], deadline=time.monotonic() + 0.05)


def test_an_end_that_is_closed_is_told(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.write(writing, b"half a fr")
    os.close(writing)
    with pytest.raises(FrameClosed):
        Decoder().receive(reading)


def test_a_frame_for_an_end_that_is_closed_is_told(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.close(reading)
    with pytest.raises(FrameClosed):
        frames.send(writing, HEAD)
