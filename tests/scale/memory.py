# SPDX-License-Identifier: GPL-2.0-or-later
"""Indexes a large file of JSON Lines, an array of JSON as large, and a ZIP archive of many small
files, and sees that all is indexed in little memory.

    memory.py BUILD_FOLDER SCRATCH_FOLDER [MEGABYTES [FILE...]]

where a FILE is files.zip, records.jsonl or records.json; without them all are made.
"""
import json
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile

MAX_PEAK_KB = 400 << 10
MEMBERS = 100_000
DEFAULT_MEGABYTES = 2048


class Texts:
    """Texts of some 2 KB, each with a number of its own, the same each time."""

    def __init__(self):
        self.random = random.Random(1815)
        letters = "abcdefghijklmnoprstuvz"
        words = ["".join(self.random.choices(letters, k=self.random.randint(2, 11)))
                 for _ in range(60_000)]
        weights = [1 / (rank + 10) for rank in range(len(words))]
        self.paragraphs = [" ".join(self.random.choices(words, weights, k=100)) + "."
                           for _ in range(5_000)]

    def next(self, number):
        return f"Statement {number}. " + "\n\n".join(self.random.choices(self.paragraphs, k=3))


def write_records(path, megabytes, is_array):
    """How many records make a file of that size."""
    texts, number = Texts(), 0
    with open(path, "w", encoding="utf-8") as file:
        file.write("{\"count\": 0, \"data\": [\n" if is_array else "")
        while file.tell() < megabytes << 20 if number % 1000 == 0 else True:
            record = {"title": f"Note {number}", "issuer": f"Ministry {number % 40}",
                      "language": "en", "text": texts.next(number)}
            if is_array:
                file.write(",\n" if number else "")
            file.write(json.dumps(record, indent=2 if is_array else None))
            file.write("" if is_array else "\n")
            number += 1
        file.write("\n]}\n" if is_array else "")
    return number


def write_archive(path):
    texts = Texts()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(MEMBERS):
            archive.writestr(f"{number // 1000}/{number}.txt", texts.next(number))
    return MEMBERS


def index(build, path, index_path, expected):
    """Whether all of it was indexed, in little memory."""
    command = ["/usr/bin/time", "-v", f"{build}/indexer/indexer", "--db", index_path, "-j", "2",
               "--language", "en", path]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    peak = re.search(r"Maximum resident set size \(kbytes\): (\d+)", done.stderr)
    summary = next((line for line in done.stderr.splitlines() if " indexed, " in line), "")
    peak_kb = int(peak.group(1)) if peak else MAX_PEAK_KB + 1
    good = (done.returncode == 0 and summary.startswith(f"indexer: {expected} indexed, ")
            and peak_kb <= MAX_PEAK_KB)
    print(f"{os.path.basename(path)}, {os.path.getsize(path) / 1e6:.0f} MB: {summary}; "
          f"{peak_kb / 1024:.0f} MiB at the peak: {'good' if good else 'BAD'}", flush=True)
    if not good:
        print(done.stderr[-2000:])
    return good


def main():
    build, scratch = sys.argv[1:3]
    megabytes = int(sys.argv[3]) if len(sys.argv) > 3 else DEFAULT_MEGABYTES
    makers = {"files.zip": write_archive,
              "records.jsonl": lambda path: write_records(path, megabytes, False),
              "records.json": lambda path: write_records(path, megabytes, True)}
    good = True
    for name in sys.argv[4:] or makers:
        path, index_path = f"{scratch}/{name}", f"{scratch}/index"
        good &= index(build, path, index_path, makers[name](path))
        os.remove(path)
        shutil.rmtree(index_path, ignore_errors=True)
    sys.exit(0 if good else 1)


main()
