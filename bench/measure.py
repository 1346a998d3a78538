# SPDX-License-Identifier: GPL-3.0-or-later
"""measure.py - runs a program and tells how long it took and how much memory it had; used by compare and votes."""
import os
import platform
import resource
import signal
import subprocess
import time
from types import SimpleNamespace as Record


def run(command, limit_s, log, memory_gib=None):
    """Runs a command with its output in the file `log`. After limit_s seconds it is asked to stop (SIGTERM), ten seconds
    later it is made to. Returns seconds, code (None when it was stopped), cpu_s (user and system) and mib, the peak of its
    resident memory."""
    def limit_memory():
        if memory_gib:
            resource.setrlimit(resource.RLIMIT_AS, (memory_gib << 30, memory_gib << 30))

    start = time.monotonic()
    with open(log, "wb") as file:
        child = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                 preexec_fn=limit_memory)
    asked, stopped = False, False
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        spent = time.monotonic() - start
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            break
        if spent > limit_s + 10:
            child.send_signal(signal.SIGKILL)
        elif spent > limit_s and not asked:
            child.send_signal(signal.SIGTERM)
            asked = stopped = True
        time.sleep(0.005)
    kib = usage.ru_maxrss / (1024 if platform.system() == "Darwin" else 1)
    return Record(seconds=spent, code=None if stopped else child.returncode, mib=kib / 1024,
                  cpu_s=usage.ru_utime + usage.ru_stime)


def first_line(command):
    """The first line that a command prints, or '?' when it cannot be run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, stdin=subprocess.DEVNULL, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "?"
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return lines[0] if lines else "?"


def machine():
    """The machine in one line."""
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), model)
    except OSError:
        pass
    return f"{model}, {os.cpu_count()} processors, {platform.system()} {platform.release()}"
