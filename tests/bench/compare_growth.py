# SPDX-License-Identifier: GPL-2.0-or-later
"""`compare growth`: what indexing, searching and updating cost as the statements grow in number."""
import json
import os
import sys
from dataclasses import dataclass, field
from statistics import median

from compare_cold import QUERIES, hits_cell, ours_columns, timed
from corpora import Corpus, write_facts
from loglog_plot import Panel, write_svg
from measure import Failed, each, failed_row, middle, run, size_mb, table
from peers import Ours, fresh_index

UPDATE = 100
HEAD = ["statements", "text MB", "wall s", "CPU s", "peak MB", "index MB", "index / text", "statements / s"]
UPDATE_HEAD = ["statements", "new: wall s", "new: CPU s", "changed: wall s", "changed: CPU s"]


@dataclass
class Size:
    """What was measured with so many statements."""
    statements: int
    text_mb: float = 0
    index_mb: float = 0
    index: list = field(default_factory=list)    # Cost of each run
    added: list = field(default_factory=list)    # of each update with new statements
    changed: list = field(default_factory=list)  # of each update with changed ones
    top_ten: dict = field(default_factory=dict)  # kind of query: seconds of each run
    page: dict = field(default_factory=dict)
    count: dict = field(default_factory=dict)
    hits: dict = field(default_factory=dict)
    failure: str = ""


def compare(settings, work, source):
    if not os.path.isfile(settings.scale):
        print(f"skipped: growth: {settings.scale}, which makes the statements, is absent\n")
        return
    sizes = sorted(settings.sizes)
    most = sizes[-1] + UPDATE * settings.runs
    settings.say(f"making {most:,} statements")
    all_statements = work.once(f"statements-{most}", lambda path: run(
        [sys.executable, settings.scale, source, str(most), path]))
    measured = [measure(settings, work, all_statements, most, size) for size in sizes]
    print_tables(settings, measured)
    if settings.plot:
        plot(settings.plot, [size for size in measured if not size.failure])


def first_lines(path, lines, target):
    """Copies so many statements; the smaller corpora are the beginnings of the largest."""
    text_bytes = 0
    with open(path, encoding="utf-8") as file, open(target, "w", encoding="utf-8") as out:
        for _, line in zip(range(lines), file):
            out.write(line)
            text_bytes += len(json.loads(line)["text"].encode())
    write_facts(target, lines, text_bytes)


def update_files(path, first, rounds, target):
    """`target`-N-new.jsonl and -changed.jsonl for each round: the statements from `first` on."""
    with open(path, encoding="utf-8") as file:
        for _ in zip(range(first), file):
            pass
        for number in range(rounds):
            with open(f"{target}-{number}-new.jsonl", "w", encoding="utf-8") as new, \
                    open(f"{target}-{number}-changed.jsonl", "w", encoding="utf-8") as changed:
                for _, line in zip(range(UPDATE), file):
                    record = json.loads(line)
                    new.write(line)
                    record["text"] += " This sentence was added afterwards."
                    changed.write(json.dumps(record, ensure_ascii=False) + "\n")
    open(target, "w", encoding="utf-8").close()


def measure(settings, work, all_statements, most, statements):
    size = Size(statements)
    name = f"growth-{statements}"
    path = work.once(name + ".jsonl", lambda path: first_lines(all_statements, statements, path))
    with open(path + ".facts", encoding="utf-8") as file:
        size.text_mb = json.load(file)["text_mb"]
    updates = work.once(f"updates-{most}-{settings.runs}", lambda path: update_files(
        all_statements, most - UPDATE * settings.runs, settings.runs, path))
    peer, corpus = Ours(settings.build, settings.jobs), Corpus(name, path, "", statements, size.text_mb)
    try:
        for _ in range(settings.runs):
            settings.say(f"{statements:,} statements")
            size.index.append(fresh_index(peer, corpus, work))
        index = work.in_it(f"{name}.{peer.key}")
        size.index_mb = size_mb(index)
        measure_queries(settings, size, index)
        for number in range(settings.runs):
            measure_update(peer, size, index, f"{updates}-{number}")
    except Failed as why:
        size.failure = str(why)
    work.remove(f"{name}.{peer.key}")
    return size


def measure_queries(settings, size, index):
    ready = list(ours_columns(settings, index))
    for kind, query in QUERIES:
        taken, failures = timed(settings, ready, query)
        for why in failures.values():
            raise Failed(why)
        size.top_ten[kind], size.page[kind], size.count[kind] = (
            taken[column.name] for column in ready)
        size.hits[kind] = hits_cell(ready[0], query)


def measure_update(peer, size, index, update):
    """Indexes further statements from a file of their own, then the same file changed."""
    path = update + ".jsonl"
    command = peer.index_command(Corpus("update", path, "", UPDATE, 0), index)
    for version, costs, expected in (("new", size.added, f"{UPDATE} indexed"),
                                     ("changed", size.changed, f"{UPDATE} updated")):
        with open(f"{update}-{version}.jsonl", "rb") as file, open(path, "wb") as out:
            out.write(file.read())
        os.sync()
        cost, messages = run(command)
        if expected not in messages:
            raise Failed(f"the update said: {messages.strip()}")
        costs.append(cost)


def rows(measured, head, cells):
    for size in measured:
        name = f"{size.statements:,}"
        yield failed_row(name, size.failure, len(head)) if size.failure else [name, *cells(size)]


def print_tables(settings, measured):
    print(f"### Growth\n\nStatements of scale.py; median of {settings.runs} (least); "
          f"{Ours(settings.build, settings.jobs).name}.\n")
    table(HEAD, rows(measured, HEAD, lambda size: [
        f"{size.text_mb:.0f}", middle(each(size.index, "wall_s")), middle(each(size.index, "cpu_s")),
        middle(each(size.index, "peak_mb"), 0), f"{size.index_mb:.0f}",
        f"{size.index_mb / size.text_mb:.2f}",
        f"{size.statements / median(each(size.index, 'wall_s')):,.0f}"]))
    print(f"An update of {UPDATE} statements, first new ones, then the same ones changed:\n")
    table(UPDATE_HEAD, rows(measured, UPDATE_HEAD, lambda size: [
        middle(each(costs, what), 2)
        for costs in (size.added, size.changed) for what in ("wall_s", "cpu_s")]))
    kinds = [kind for kind, _ in QUERIES]
    for title, figures in (
            (f"Cold, ten hits with snippets, ms, median of {settings.query_runs} (least):",
             lambda size: [middle([s * 1e3 for s in size.top_ten[kind]]) for kind in kinds]),
            ("Cold, the same without their number (`-f csv`), ms: what a terminal shows first:",
             lambda size: [middle([s * 1e3 for s in size.page[kind]]) for kind in kinds]),
            ("Cold, only how many (`-c`), ms:",
             lambda size: [middle([s * 1e3 for s in size.count[kind]]) for kind in kinds]),
            ("Hits:", lambda size: [size.hits[kind] for kind in kinds])):
        print(title + "\n")
        table(["statements", *kinds], rows(measured, ["", *kinds], figures))


def plot(path, measured):
    def series(value):
        return [(size.statements, value(size)) for size in measured]

    def by_kind(figures):
        return {kind: series(lambda size: median(figures(size)[kind]) * 1e3) for kind, _ in QUERIES}

    write_svg(path, "Demarche as the statements grow in number", "statements", [
        Panel("Indexing", "seconds", {
            "index, wall": series(lambda size: median(each(size.index, "wall_s"))),
            "index, CPU": series(lambda size: median(each(size.index, "cpu_s"))),
            f"{UPDATE} new, wall": series(lambda size: median(each(size.added, "wall_s"))),
            f"{UPDATE} changed, wall": series(lambda size: median(each(size.changed, "wall_s")))}),
        Panel("Size", "megabytes", {
            "text": series(lambda size: size.text_mb), "index": series(lambda size: size.index_mb),
            "peak memory": series(lambda size: median(each(size.index, "peak_mb")))}),
        Panel("Cold query, ten hits with snippets", "milliseconds", by_kind(lambda size: size.top_ten)),
        Panel("Cold query, the same without their number", "milliseconds",
              by_kind(lambda size: size.page)),
        Panel("Cold query, only how many", "milliseconds", by_kind(lambda size: size.count))])
    print(f"Plot: {path}\n")
