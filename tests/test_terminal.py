"""What the commands show in a terminal."""

from __future__ import annotations

import pytest

from accordgraph.graph.checking import check
from accordgraph.graph.progress import SHARES, Steps
from accordgraph.terminal import Estimate

#: What is done of 1000 at which second, None for nothing new -> what is shown then.
TOLD: list[tuple[float, int | None, str]] = [
    (0, 0, ""),
    (1, 10, ""),
    (10, 200, "about 40 s left"),
    (14, None, "about 36 s left"),
    (20, 200, "about 30 s left"),
    (50, None, ""),
    (80, None, ""),
    (81, 900, "about 9 s left"),
    (82, 1000, ""),
]


def test_the_time_that_is_left_goes_by_within_a_step() -> None:
    now = 0.0
    estimate = Estimate(lambda: now)
    for second, done, shown in TOLD:
        now = second
        if done is not None:
            estimate.take(done, 1000)
        assert str(estimate) == shown


@pytest.mark.parametrize("steps", [check.STEPS, tuple(SHARES)])
def test_steps_are_parts_of_what_is_done_and_no_more(steps: tuple[str, ...]) -> None:
    told: list[tuple[str, int, int]] = []
    work = Steps(lambda *each: told.append(each), None, steps)
    for step in steps:
        work(step)
    assert [step for step, _, _ in told] == list(steps)
    assert {total for _, _, total in told} == {sum(SHARES[each] for each in steps)}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
