# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a command in a terminal of 80 columns and checks the lines of a concordance on
its screen:  kwic_screen.py MATCH COMMAND…

The screen is tmux's, and so is what it makes of wide and combining characters."""

import os
import subprocess
import sys
import tempfile
import time
import unicodedata

COLUMNS, LINES = 80, 40


def width(text):
    """Columns by Unicode's own tables."""
    columns = 0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me", "Cf"):
            continue
        columns += 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
    return columns


def screen_of(command):
    with tempfile.TemporaryDirectory() as folder:
        tmux = ["tmux", "-u", "-S", os.path.join(folder, "socket"), "-f", "/dev/null"]
        shell = " ".join("'" + word.replace("'", "'\\''") + "'" for word in command)
        end = "~ends here~"
        subprocess.run(
            tmux + ["new-session", "-d", "-x", str(COLUMNS), "-y", str(LINES),
                    f"{shell}; echo '{end}'; sleep 100"], check=True)
        try:
            for _ in range(300):
                screen = subprocess.run(tmux + ["capture-pane", "-p"], check=True,
                                        capture_output=True).stdout.decode()
                if end in screen:
                    return screen.split(end)[0].splitlines()
                time.sleep(0.1)
        finally:
            subprocess.run(tmux + ["kill-server"], check=True)
    sys.exit("the command did not end")


def main():
    match, command = sys.argv[1], sys.argv[2:]
    lines = screen_of(command)
    for line in lines:
        print(line)
    rows = [line for line in lines if match in unicodedata.normalize("NFC", line)]
    columns = {width(unicodedata.normalize("NFC", line).split(match)[0]) for line in rows}
    print(f"rows {len(rows)} of {len(lines)}, columns {sorted(columns)}, "
          f"widest {max(width(line) for line in lines)}")


main()
