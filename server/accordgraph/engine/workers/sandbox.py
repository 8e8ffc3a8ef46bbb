"""What a worker process may not do: reach the network, dump core, outlive its parent, eat the memory or cost
another process its life."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_RET_ALLOW = 0x7FFF0000
_RET_EACCES = 0x00050000 | 13
#: Classic BPF: load a word of struct seccomp_data, jump if equal, return.
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
#: Machine -> the kernel's name for its system call table (linux/audit.h), and the numbers of socket(2) there.
#: io_uring_setup(2), 425 everywhere, goes too: a ring opens sockets without socket(2).
_SYSTEM_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_IO_URING_SETUP = 425
#: On x86_64, numbers from here on are the x32 table, a second way to the same calls.
_X32 = 0x40000000


class SandboxUnavailable(Exception):
    """The kernel or the machine does not offer what is needed to lock a worker in."""


class _Program(ctypes.Structure):
    """struct sock_fprog of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def die_with_parent() -> None:
    """Have the kernel kill this process when the thread that started it ends."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def be_killed_first() -> None:
    """Have the kernel kill this process before others where memory runs out, as in a container's or a unit's
    limit (proc_pid_oom_score_adj(5)): it is replaced, and the program is not."""
    with suppress(OSError):  # a /proc that nobody may write to
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def forbid_core_dumps() -> None:
    """Keep a crash from writing a core file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def forbid_network() -> None:
    """Make socket(2) fail in this process and all that it starts, for good; needs no privilege.

    Raises SandboxUnavailable where the machine is unknown or the kernel has no seccomp filters.
    """
    machine = platform.machine()
    if machine not in _SYSTEM_CALLS:
        known = ", ".join(sorted(_SYSTEM_CALLS))
        raise SandboxUnavailable(
            f"Queries can only be locked off the network on {known}; this machine is {machine}."
        )
    table, socket_call = _SYSTEM_CALLS[machine]
    instructions = (
        (_LOAD, 0, 0, 4),  # the system call table in use; another one than ours is refused
        (_JUMP_EQUAL, 0, 5, table),
        (_LOAD, 0, 0, 0),  # the system call's number
        (_JUMP_EQUAL, 3, 0, socket_call),
        (_JUMP_EQUAL, 2, 0, _IO_URING_SETUP),
        (_JUMP_AT_LEAST, 1, 0, _X32),
        (_RETURN, 0, 0, _RET_ALLOW),
        (_RETURN, 0, 0, _RET_EACCES),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in instructions))
    program = _Program(len(instructions), ctypes.addressof(code))
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(program))


def limit_memory(extra: int) -> None:
    """Let this process grow by `extra` bytes of address space beyond what it has now.

    Where the system lets it have less (`ulimit -v`), it stays with that.
    """
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    size = pages * resource.getpagesize() + extra
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    if most == resource.RLIM_INFINITY or size < most:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _prctl(option: int, value: int, pointer: int = 0) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    arguments = (ctypes.c_ulong(value), ctypes.c_ulong(pointer), ctypes.c_ulong(0), ctypes.c_ulong(0))
    if library.prctl(ctypes.c_int(option), *arguments) != 0:
        reason = os.strerror(ctypes.get_errno())
        raise SandboxUnavailable(f"The kernel refuses to lock a query process in (prctl {option}: {reason}).")
