# SPDX-License-Identifier: GPL-2.0-or-later
"""The peer FTS5 at index time, a process of its own: fts5_index.py DATABASE FOLDER_OR_JSONL"""
import json
import os
import sqlite3
import sys


def records(path):
    if os.path.isfile(path):
        with open(path, encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                yield record["id"], record["text"], record.get("issuer"), record.get("year")
        return
    for root, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            file_path = os.path.join(root, name)
            with open(file_path, encoding="utf-8") as file:
                yield os.path.relpath(file_path, path), file.read(), None, None


def main(database, path):
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("create virtual table s using fts5(id unindexed, text, issuer unindexed, "
                           "year unindexed, tokenize='porter unicode61')")
        connection.executemany("insert into s values (?, ?, ?, ?)", records(path))
        connection.execute("insert into s(s) values ('optimize')")
    connection.close()


main(*sys.argv[1:])
