# SPDX-License-Identifier: GPL-2.0-or-later
"""`compare batch`: many queries answered by one process each, ten hits a query, no snippets."""
from statistics import median

import corpora
from batch_queries import MIX, write_batch
from measure import Failed, each, failed_row, middle, run, table
from peers import Fts5, Lucene, Ours, ready_index

HEAD = ["", "wall s", "CPU s", "queries / s", "queries with hits", "hits listed"]


class Row:
    """A way to answer the batch: the peer whose index it needs, the command, what it reads as stdin."""

    def __init__(self, name, peer, command, stdin=None):
        self.name, self.peer, self.command, self.stdin = name, peer, command, stdin


def rows_of(settings, work, batch):
    ours, lucene = Ours(settings.build), Lucene(work, 1)
    # Its peers know no names.
    yield Row("searcher --batch", ours, lambda index: [
        ours.searcher, "--db", index, "--no-aliases", "--batch", batch, "-f", "trec", "--limit", "10"])
    yield Row("SQLite FTS5", Fts5(), lambda index: ["sqlite3", "-separator", " ", index], batch + ".sql")
    yield Row("Lucene 8, every hit counted", lucene, lambda index: [
        *lucene.java(), "batch", index, batch, "all"])
    yield Row("Lucene 8, 1,000 hits counted", lucene, lambda index: [
        *lucene.java(), "batch", index, batch, "1000"])


def answers(path):
    """How many queries have a line in the output, and how many lines there are."""
    seen, lines = set(), 0
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            seen.add(line.split(" ", 1)[0])
            lines += 1
    return len(seen), lines


def compare(settings, work, source):
    for name in settings.corpora:
        corpus = corpora.corpus(name, source, work)
        batch = work.once(f"{name}.batch-{settings.queries}",
                          lambda path: write_batch(corpus, settings.queries, path))
        print(f"### Batch: {settings.queries:,} queries on {corpus.documents:,} {name}\n")
        print("One process, ten hits a query, median of "
              f"{settings.runs} (least). Of a hundred queries: "
              + ", ".join(f"{share} {kind}" for kind, share in MIX) + ".\n")
        rows = list(rows_of(settings, work, batch))
        peers = {row.peer.key: row.peer for row in rows}
        chosen = {peer.key for peer in settings.chosen(peers.values())}
        table(HEAD, measured(settings, work, corpus, [row for row in rows if row.peer.key in chosen]))
        print("Omega, quest and Recoll answer one query a process, so they are not here.\n")


def measured(settings, work, corpus, rows):
    costs, found, failures = {row.name: [] for row in rows}, {}, {}
    output = work.in_it("batch.out")
    for _ in range(settings.runs):
        for row in rows:
            if row.name in failures:
                continue
            try:
                settings.say(f"{row.name}: {corpus.name}")
                command = row.command(ready_index(row.peer, corpus, work))
                costs[row.name].append(run(command, output=output, stdin=row.stdin, good_codes=(0, 1))[0])
                found[row.name] = answers(output)
            except Failed as why:
                failures[row.name] = str(why)
    for row in rows:
        if row.name in failures:
            yield failed_row(row.name, failures[row.name], len(HEAD))
            continue
        walls = each(costs[row.name], "wall_s")
        yield [row.name, middle(walls, 2), middle(each(costs[row.name], "cpu_s"), 2),
               f"{settings.queries / median(walls):,.0f}", *map("{:,}".format, found[row.name])]
