# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs one command and says what it cost; medians of several runs; Markdown tables."""
import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass


class Failed(Exception):
    """A peer could not do what it was asked; the message is the reason, for a table's cell."""


@dataclass
class Cost:
    """What a process and its children took. A peak below this program's own size is not seen."""
    wall_s: float
    cpu_s: float
    peak_mb: float


def reason_in(errors, command, code):
    """The line of a failed command's messages that tells most."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    telling = [line for line in lines if "error" in line.lower() or "exception" in line.lower()]
    line = (telling or lines or [f"exit code {code}"])[0]
    return f"{os.path.basename(command[0])}: {line}" if ":" not in line else line


def wait_for(child):
    """os.wait4(), and no child is left behind where this program is told to end."""
    try:
        return os.wait4(child.pid, 0)
    except BaseException:
        child.kill()
        child.wait()
        raise


def run(command, *, output=None, stdin=None, environment=None, good_codes=(0,)):
    """Runs a command; returns its Cost and its messages. `output` is a path or None (thrown away)."""
    with tempfile.TemporaryFile() as errors:
        sink = open(output, "wb") if output else subprocess.DEVNULL
        source = open(stdin, "rb") if stdin else subprocess.DEVNULL
        try:
            start = time.monotonic()
            child = subprocess.Popen(command, stdin=source, stdout=sink, stderr=errors,
                                     env={**os.environ, **(environment or {})})
            _, status, usage = wait_for(child)
            wall_s = time.monotonic() - start
        except FileNotFoundError:
            raise Failed(f"{command[0]} is not installed") from None
        finally:
            for file in (sink, source):
                if file is not subprocess.DEVNULL:
                    file.close()
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        messages = errors.read().decode(errors="replace")
    if child.returncode not in good_codes:
        raise Failed(reason_in(messages, command, child.returncode))
    return Cost(wall_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), messages


def output_of(command, **options):
    """What a command prints, as text."""
    handle, path = tempfile.mkstemp(prefix="demarche-bench-")
    os.close(handle)
    try:
        run(command, output=path, **options)
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    finally:
        os.unlink(path)


def in_a_child(function, *arguments):
    """Calls a function in a process of its own, so that this one stays small: a child's peak
    memory is never reported below the size of the process that started it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            function(*arguments)
            os._exit(0)
        except BaseException as error:  # whatever it is, it must not run on in the parent's code
            kind = "" if isinstance(error, Failed) else f"{type(error).__name__}: "
            os.write(writer, f"{kind}{error}".encode()[:4000])
            os._exit(1)
    os.close(writer)
    with open(reader, "rb") as file:
        why = file.read().decode(errors="replace")
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
        raise Failed(why)


def size_mb(path):
    """Bytes of a file, or of all files below a folder, in millions."""
    if os.path.isfile(path):
        return os.path.getsize(path) / 1e6
    return sum(os.path.getsize(os.path.join(root, name))
               for root, _, names in os.walk(path) for name in names) / 1e6


def each(costs, what):
    """One figure of every Cost."""
    return [getattr(cost, what) for cost in costs]


def middle(values, digits=1):
    """A cell: the median, and the least in brackets where there are several."""
    text = f"{statistics.median(values):.{digits}f}"
    return text if len(values) < 2 else f"{text} ({min(values):.{digits}f})"


def table(head, rows):
    """Prints a Markdown table; rows are lists of cells."""
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |")
    print(flush=True)


def failed_row(name, reason, columns):
    return [name, f"failed: {reason}"] + [""] * (columns - 2)
