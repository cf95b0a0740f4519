# SPDX-License-Identifier: GPL-2.0-or-later
"""`compare cold`: one query, one process, ten hits with snippets; the files are in the page cache."""
import os
import random
import re
import statistics

import corpora
from measure import Failed, middle, output_of, run, table
from peers import EVERY_HIT, OMEGA, Fts5, Lucene, Omega, Ours, Recoll, ready_index, write

SEED = 7  # of the order in which the columns take turns

# These read the same in every peer's syntax; several words mean all of them.
QUERIES = [
    ("word", "sovereignty"),
    ("three words", "nuclear weapons proliferation"),
    ("rare word", "thermonuclear"),
    ("phrase", '"nuclear weapons"'),
    ("phrase of common words", '"of the united nations"'),
    ("five-word phrase", '"maintenance of international peace and"'),
    ("wildcard", "verif*"),
]


class Column:
    """One way to answer a query: `command(query)` is timed, `hits(query)` is how many it finds."""

    def __init__(self, name, indexed_by, command, count, environment=None):
        self.name, self.indexed_by, self.command, self.count_ = name, indexed_by, command, count
        self.environment = environment

    def seconds(self, query):
        return run(self.command(query), environment=self.environment, good_codes=(0, 1))[0].wall_s

    def hits(self, query):
        command, pattern = self.count_(query)
        text = output_of(command, environment=self.environment, good_codes=(0, 1))
        match = re.search(pattern, text)
        return int(match[1]) if match else 0


def ours_columns(settings, index):
    peer = Ours(settings.build)
    command = [peer.searcher, "--db", index, "--no-aliases"]  # as its peers, which know no names
    count = lambda query: ([*command, "-c", query], r"(\d+)")
    yield Column("searcher", peer, lambda query: [*command, query], count)
    # The same hits without their number, which no list says.
    yield Column("searcher -f csv", peer, lambda query: [*command, "-f", "csv", query], count)
    yield Column("searcher -c", peer, lambda query: count(query)[0], count)


def fts5_columns(index):
    yield Column("FTS5", Fts5(), lambda query: ["sqlite3", index, fts5_select(query)],
                 lambda query: (["sqlite3", index, f"select count(*) from s where s match '{query}'"],
                                r"(\d+)"))


def fts5_select(query):
    return ("select id, snippet(s, 1, '[', ']', '…', 40) from s "
            f"where s match '{query}' order by rank limit 10")


def omega_columns(index):
    """Omega's CGI program, called as a web server would, and quest, which has no snippets."""
    folder = index + ".cgi"
    os.makedirs(folder, exist_ok=True)
    write(os.path.join(folder, "omega.conf"), f"database_dir {os.path.dirname(index)}\n"
          f"template_dir {folder}\nlog_dir {folder}\ncdb_dir {folder}\n")
    write(os.path.join(folder, "hits"), "$set{flag_wildcard,1}$set{stemmer,english}$msize hits\n"
          "$hitlist{$field{id}: $snippet{$field{text}}\n}")
    call = lambda query: [OMEGA, f"P={query}", f"DB={os.path.basename(index)}", "FMT=hits",
                          "HITSPERPAGE=10", "DEFAULTOP=and"]
    yield Column("omega", Omega(), call,
                 lambda query: (call(query) + [f"MINHITS={EVERY_HIT}"], r"(\d+) hits"),
                 {"OMEGA_CONFIG_FILE": os.path.join(folder, "omega.conf")})
    quest = ["quest", "-d", index, "-o", "and", "-s", "english", "-f", "default,wildcard"]
    yield Column("quest", Omega(), lambda query: [*quest, "-m", "10", query],
                 lambda query: ([*quest, "-m", "1", "-c", str(EVERY_HIT), query], r"xactly (\d+) matches"))


def recoll_columns(index):
    call = ["recollq", "-c", index]
    yield Column("recollq", Recoll(), lambda query: [*call, "-n", "10", "-A", query],
                 lambda query: ([*call, "-Q", "-E", query], r"(\d+) results"))


def lucene_columns(work, index):
    peer = Lucene(work, 1)
    # The flags are the ones with which a short run of a JVM is quickest.
    call = lambda query: [*peer.java("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), "query", index, query]
    yield Column("Lucene", peer, call, lambda query: (call(query), r"hits (\d+)"))


def columns(settings, work, corpus):
    """The columns, and a line for each peer that has none, with its reason."""
    offers = [(Ours(settings.build), lambda index: ours_columns(settings, index)),
              (Fts5(), fts5_columns), (Omega(), omega_columns), (Recoll(), recoll_columns),
              (Lucene(work, 1), lambda index: lucene_columns(work, index))]
    ready, absent = [], []
    kept = {peer.key for peer in settings.chosen([peer for peer, _ in offers])}
    for peer, make in offers:
        if peer.key not in kept:
            continue
        try:
            settings.say(f"{peer.name}: index of {corpus.name}")
            ready += list(make(ready_index(peer, corpus, work)))
        except Failed as why:
            absent.append(f"- {peer.name}: failed: {why}")
    return ready, absent


def timed(settings, ready, query):
    """{column: seconds of each run} and {column: reason}; the columns take turns, in an order that
    changes: whoever follows a long query finds the processor's caches full of other things."""
    taken, failures = {column.name: [] for column in ready}, {}
    rng = random.Random(SEED)
    for _ in range(settings.query_runs):
        for column in rng.sample(ready, len(ready)):
            if column.name not in failures:
                try:
                    taken[column.name].append(column.seconds(query))
                except Failed as why:
                    failures[column.name] = str(why)
    return taken, failures


def hits_cell(column, query):
    try:
        return f"{column.hits(query):,}"
    except Failed:
        return "failed"


def compare(settings, work, source):
    for name in settings.corpora:
        corpus = corpora.corpus(name, source, work)
        ready, absent = columns(settings, work, corpus)
        print(f"### Cold queries: {corpus.documents:,} {name}\n")
        print(f"A process each, ten hits with snippets (quest: without), ms, median of "
              f"{settings.query_runs} (least).\n")
        if absent:
            print("\n".join(absent) + "\n", flush=True)
        if ready:
            tables(settings, ready)
    print_starts(settings)


def print_starts(settings):
    """What it costs to start and do nothing: `quest` links Xapian and little more."""
    programs = ["quest", Ours(settings.build).searcher, "sqlite3"]
    taken = {program: [] for program in programs}
    for _ in range(settings.query_runs):
        for program in programs:
            taken[program].append(run([program, "--version"])[0].wall_s * 1e3)
    print("Only started (`--version`), ms: " + ", ".join(
        f"{os.path.basename(program)} {middle(each)}" for program, each in taken.items()) + "\n")


def tables(settings, ready):
    names = [column.name for column in ready]
    times, counts, reasons, ratios = [], [], [], {name: [] for name in names}
    for kind, query in QUERIES:
        taken, failures = timed(settings, ready, query)
        reasons += [f"- {name}: failed: {why}" for name, why in failures.items()]
        for name in names:
            ratios[name].append(ratio(taken, failures, name, "FTS5"))
        times.append([kind, *("failed" if name in failures else middle([s * 1e3 for s in taken[name]])
                              for name in names), two_digits(ratios.get("searcher", [None])[-1])])
        counts.append([f"`{query}`", *(hits_cell(column, query) for column in ready)])
    means = {name: two_digits(None if None in values else statistics.geometric_mean(values))
             for name, values in ratios.items()}
    times.append(["ratio to FTS5, geometric mean", *means.values(), means.get("searcher", "")])
    table(["query", *names, "searcher / FTS5"], times)
    if reasons:
        print("\n".join(dict.fromkeys(reasons)) + "\n")
    print("Hits, so that nobody compares different questions. Stemmers, and what a phrase and a\n"
          "wildcard are matched with (stems or words as written), differ a little:\n")
    table(["query", *names], counts)


def ratio(taken, failures, name, other):
    """How many times as long as the other column this one takes; None where either has no figure."""
    if name in failures or other in failures or other not in taken:
        return None
    return statistics.median(taken[name]) / statistics.median(taken[other])


def two_digits(value):
    return "" if value is None else f"{value:.2f}"
