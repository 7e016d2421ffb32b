"""Whether a process is still there: what a dead run left behind may be cleared, a living one's files may not."""

import os


def lives(pid: int) -> bool:
    """Whether a process of that number runs; if it cannot be told, it is taken to."""
    if pid == os.getpid():
        return True
    if os.name == "nt":
        return _lives_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _lives_on_windows(pid: int) -> bool:
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(0x1000, False, pid)
    if handle:
        kernel.CloseHandle(handle)
    return bool(handle)
