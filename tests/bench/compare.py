#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Times indexer and searcher beside peers, in one run, on a folder of texts.

compare.py BUILD_FOLDER TEXT_FOLDER SCRATCH_FOLDER

Peers: Omega's scriptindex (indexing), SQLite's FTS5 with its porter tokenizer
(cold queries: a new process each, ten hits with snippets). Prints a Markdown
table; each figure is the median of RUNS, and the ratio is that of the medians.
"""
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time

RUNS = 5
QUERIES = [
    ("word", "sovereignty", "sovereignty"),
    ("rare word", "thermonuclear", "thermonuclear"),
    ("three words", "nuclear weapons proliferation", "nuclear weapons proliferation"),
    ("phrase", '"nuclear weapons"', '"nuclear weapons"'),
    ("phrase of common words", '"of the united nations"', '"of the united nations"'),
    ("five-word phrase", '"maintenance of international peace and"', '"maintenance of international peace and"'),
    ("wildcard", "verif*", "verif*"),
]


def texts(folder):
    for root, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.endswith(".txt") and not name.startswith("."):
                path = os.path.join(root, name)
                with open(path, encoding="utf-8-sig", errors="replace") as file:
                    yield os.path.relpath(path, folder), file.read()


def measured(command, **options):
    """Seconds, processor seconds and peak megabytes of a command."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in (0, 1), (command, child.returncode)
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def folder_megabytes(path):
    if os.path.isfile(path):
        return os.path.getsize(path) / 1e6
    return sum(os.path.getsize(os.path.join(path, name)) for name in os.listdir(path)) / 1e6


def index_row(name, seconds, cpu, peak, size, text):
    print(f"| {name} | {seconds:.1f} | {cpu:.1f} | {peak:.0f} | {size / text:.2f} |")


def compare_indexing(build, folder, scratch):
    dump, script = os.path.join(scratch, "dump"), os.path.join(scratch, "script")
    text = 0
    with open(dump, "w", encoding="utf-8") as out:
        for name, body in texts(folder):
            text += len(body.encode())
            lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            out.write(f"id={name}\ntext=" + "\n=".join(lines) + "\n\n")
    with open(script, "w", encoding="utf-8") as out:
        out.write("id : boolean=Q unique=Q field\ntext : index field\n")
    text /= 1e6
    ours, theirs = os.path.join(scratch, "ours"), os.path.join(scratch, "omega")
    runs = {"indexer": [], "scriptindex": []}
    for _ in range(int(os.environ.get("INDEX_RUNS", "1"))):
        for path in (ours, theirs):
            shutil.rmtree(path, ignore_errors=True)
        runs["indexer"].append(measured([os.path.join(build, "indexer/indexer"), "-q", "--language", "en", "--db", ours, folder]))
        runs["scriptindex"].append(measured(["scriptindex", "--stemmer=english", theirs, script, dump]))
    print(f"Indexing {text:.0f} MB of text:\n\n| | wall s | CPU s | peak MB | index / text |\n|---|---|---|---|---|")
    middle = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in runs.items()}
    index_row("indexer", *middle["indexer"], folder_megabytes(ours), text)
    index_row("scriptindex", *middle["scriptindex"], folder_megabytes(theirs), text)
    print(f"\nindexer is {middle['scriptindex'][1] / middle['indexer'][1]:.2f} times as fast (CPU).\n")
    return ours


def compare_queries(build, folder, scratch, index):
    database = os.path.join(scratch, "fts5.db")
    with sqlite3.connect(database) as connection:
        connection.execute("create virtual table s using fts5(id unindexed, text, tokenize='porter unicode61')")
        connection.executemany("insert into s values (?, ?)", texts(folder))
        connection.execute("insert into s(s) values ('optimize')")
    connection.close()
    print("Cold queries, ten hits with snippets, ms:\n\n| query | searcher | searcher -c | FTS5 | ratio |\n|---|---|---|---|---|")
    ratios = []
    for kind, ours, theirs in QUERIES:
        sql = ("select id, snippet(s, 1, '[', ']', '…', 40) from s where s match "
               f"'{theirs}' order by rank limit 10")
        rows = {"searcher": [], "count": [], "fts5": []}
        program = os.path.join(build, "searcher/searcher")
        for _ in range(RUNS * 3):
            rows["searcher"].append(measured([program, "--db", index, ours])[0])
            rows["count"].append(measured([program, "--db", index, "-c", ours])[0])
            rows["fts5"].append(measured(["sqlite3", database, sql])[0])
        middle = {name: statistics.median(values) * 1e3 for name, values in rows.items()}
        ratios.append(middle["searcher"] / middle["fts5"])
        print(f"| {kind} | {middle['searcher']:.1f} | {middle['count']:.1f} | {middle['fts5']:.1f} | {ratios[-1]:.2f} |")
    print(f"\nGeometric mean of the ratios: {statistics.geometric_mean(ratios):.2f}\n")


if __name__ == "__main__":
    build_folder, text_folder, scratch_folder = sys.argv[1:4]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    compare_queries(build_folder, text_folder, scratch_folder,
                    compare_indexing(build_folder, text_folder, scratch_folder))
