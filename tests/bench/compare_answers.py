# SPDX-License-Identifier: GPL-2.0-or-later
"""`compare answers`: what is said of all hits of a query, beside the number alone; ripgrep and FTS5."""
import corpora
from measure import Failed, middle, run, table
from peers import Fts5, Ours, ready_index

QUERIES = ["thermonuclear", "climate change", '"nuclear weapons"', "international"]

# What `searcher` is asked for, and its arguments.
ANSWERS = [
    ("-c", ["-c"]),
    ("--facet issuer", ["--facet", "issuer"]),
    ("--facet year", ["--facet", "year"]),
    ("--timeline year", ["--timeline", "year"]),
    ("--timeline month --facet issuer", ["--timeline", "month", "--facet", "issuer"]),
    ("--kwic", ["--kwic"]),
    ("--kwic-sort right", ["--kwic", "--kwic-sort", "right"]),
    ("-n 0 -f csv", ["-n", "0", "-f", "csv"]),
    ("-f html, with both tables", ["-f", "html", "--timeline", "year", "--facet", "issuer"]),
]


def ours(settings, index):
    command = [Ours(settings.build).searcher, "--db", index, "--no-aliases"]
    for name, arguments in ANSWERS:
        yield f"searcher {name}", lambda query, more=arguments: [*command, *more, query]


def fts5(index):
    yield "FTS5, count(*) by issuer", lambda query: [
        "sqlite3", index,
        f"select issuer, count(*) from s where s match '{query}' group by issuer order by 2 desc"]


def ripgrep(folder):
    """All lines of the texts with the query's words side by side; letter case does not matter."""
    yield "ripgrep -o, in all texts", lambda query: [
        "rg", "-i", "-w", "-o", "--no-ignore", query.strip('"').replace(" ", r"\s+"), folder]


def compare(settings, work, source):
    corpus = corpora.corpus("speeches", source, work)
    columns = []
    for peer, make in ((Ours(settings.build), lambda index: ours(settings, index)), (Fts5(), fts5)):
        try:
            columns += make(ready_index(peer, corpus, work))
        except Failed as failure:
            print(f"{peer.name}: {failure}\n")
    columns += ripgrep(source)
    rows = []
    for name, command in columns:
        cells = []
        for query in QUERIES:
            try:
                costs = [run(command(query), good_codes=(0, 1))[0] for _ in range(settings.query_runs)]
                cells.append(middle([1000 * cost.wall_s for cost in costs]))
            except Failed as failure:
                cells.append(str(failure))
        rows.append([name, *cells])
    print(f"### What is said of all hits: {corpus.documents:,} speeches\n")
    print(f"ms, median of {settings.query_runs} (least).\n")
    table(["", *QUERIES], rows)
