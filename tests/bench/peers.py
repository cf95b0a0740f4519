# SPDX-License-Identifier: GPL-2.0-or-later
"""How each program is called to index and to answer one query; what is equal work is decided here.

Every peer indexes every word (no stop words) with English stems, positions and the whole text.
An index is a path that the peer makes; nothing is at that path before.
"""
import glob
import os
import re
import sys

from measure import Failed, output_of, run

HERE = os.path.dirname(os.path.abspath(__file__))
OMEGA = "/usr/lib/cgi-bin/omega/omega"
LUCENE_JARS = ("core", "analyzers-common", "queryparser", "queries", "sandbox", "highlighter", "memory")
EVERY_HIT = 1_000_000_000


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def number_in(pattern, text, what):
    match = re.search(pattern, text)
    if not match:
        raise Failed(f"{what} printed no number of documents")
    return int(match[1])


class Peer:
    """One program. `key` names its index; several rows may search the same index."""
    name = key = ""
    program = ""

    def index_command(self, corpus, index):
        """Prepares what is not timed and returns the command that is."""
        raise NotImplementedError

    def documents(self, index, messages):
        """How many documents it indexed, from the index or the command's messages."""
        return number_in(r"number of documents = (\d+)", output_of(["xapian-delve", index]), "xapian-delve")

    def index(self, corpus, index):
        cost, messages = run(self.index_command(corpus, index))
        indexed = self.documents(index, messages)
        if indexed < corpus.documents:
            raise Failed(f"indexed {indexed} of {corpus.documents} documents")
        return cost


class Ours(Peer):
    key = "ours"

    def __init__(self, build, jobs=None):
        self.program = os.path.join(build, "indexer", "indexer")
        self.searcher = os.path.join(build, "searcher", "searcher")
        self.jobs_ = [] if jobs is None else ["-j", str(jobs)]
        self.name = " ".join(["indexer", *self.jobs_])
        self.key = "ours" if jobs is None else f"ours-j{jobs}"

    def index_command(self, corpus, index):
        return [self.program, *self.jobs_, "--db", index, "--language", "en", corpus.path]

    def documents(self, index, messages):
        return number_in(r"(\d+) indexed", messages, "indexer")


class Omega(Peer):
    name, key, program = "Omega scriptindex", "omega", "/usr/bin/scriptindex"

    def index_command(self, corpus, index):
        write(index + ".script", "id : boolean=Q unique=Q field\nissuer : boolean=XI field\n"
                                 "year : boolean=Y field\ntext : index field\n")
        return ["scriptindex", "--stemmer=english", index, index + ".script", corpus.dump]


class Recoll(Peer):
    name, key, program = "Recoll", "recoll", "/usr/bin/recollindex"

    def index_command(self, corpus, index):
        if not os.path.isdir(corpus.path):
            raise Failed("Recoll does not read JSON Lines")
        os.mkdir(index)
        # Recoll makes itself nice; the others do not, so it is told not to.
        write(os.path.join(index, "recoll.conf"), f"topdirs = {corpus.path}\nidxniceprio = 0\n"
              "indexstemminglanguages = english\nloglevel = 2\n")
        return ["recollindex", "-c", index, "-z"]

    def documents(self, index, messages):
        return super().documents(os.path.join(index, "xapiandb"), messages)


class Fts5(Peer):
    name, key, program = "SQLite FTS5", "fts5", "/usr/bin/sqlite3"

    def index_command(self, corpus, index):
        return [sys.executable, os.path.join(HERE, "fts5_index.py"), index, corpus.path]

    def documents(self, index, messages):
        return int(output_of(["sqlite3", index, "select count(*) from s"]))


class Lucene(Peer):
    program = "/usr/bin/java"

    def __init__(self, work, threads):
        self.threads_ = threads
        self.name, self.key = f"Lucene 8, {threads} thread{'s' * (threads > 1)}", f"lucene-{threads}"
        self.work_ = work

    def java(self, *flags):
        """The start of a command line that runs LucenePeer, compiled if need be."""
        jars = [path for jar in LUCENE_JARS for path in glob.glob(f"/usr/share/java/lucene-{jar}-8.*.jar")]
        if len(jars) != len(LUCENE_JARS):
            raise Failed("liblucene8-java is not installed")
        source, classes = os.path.join(HERE, "LucenePeer.java"), self.work_.in_it("lucene-classes")
        if not self.work_.is_finished_since("lucene-classes", source):
            run(["javac", "-d", classes, "-cp", ":".join(jars), source])
            self.work_.finished("lucene-classes")
        return ["java", *flags, "-cp", ":".join([classes, *jars]), "LucenePeer"]

    def index_command(self, corpus, index):
        return [*self.java(), "index", index, corpus.path, str(self.threads_)]

    def documents(self, index, messages):
        return number_in(r"documents (\d+)", messages, "LucenePeer")


def fresh_index(peer, corpus, work):
    """Removes the peer's index of that corpus and makes it anew; returns the cost."""
    name = f"{corpus.name}.{peer.key}"
    work.remove(name)
    os.sync()  # what the one before left to be written is not this one's cost
    cost = peer.index(corpus, work.in_it(name))
    work.finished(name)
    return cost


def ready_index(peer, corpus, work):
    """The path of the peer's index of that corpus, made if it is not there or its program is newer."""
    name = f"{corpus.name}.{peer.key}"
    if not work.is_finished_since(name, peer.program):
        fresh_index(peer, corpus, work)
    return work.in_it(name)


def versions(build):
    """A line for each program, so that a table says what it is of."""
    packages = ["libxapian30", "xapian-omega", "xapian-tools", "recollcmd", "sqlite3",
                "liblucene8-java", "default-jdk-headless"]
    lines = []
    for command in ([os.path.join(build, "indexer", "indexer"), "--version"],
                    ["dpkg-query", "-W", "-f", "${Package} ${Version}\n", *packages]):
        try:
            lines += output_of(command, good_codes=(0, 1)).strip().splitlines()
        except Failed as why:
            lines.append(str(why))
    return lines
