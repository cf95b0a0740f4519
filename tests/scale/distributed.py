# SPDX-License-Identifier: GPL-2.0-or-later
"""Searches real speeches on four servers of this machine and in one index, and
compares the answers; then one server is killed while queries run.

    distributed.py BUILD_FOLDER SPEECHES_FOLDER SCRATCH_FOLDER
"""
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time

SHARES = 4
QUERIES = 200
SAME_SCORE = 1e-6
PATIENCE_S = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A xapian-tcpsrv of one index, in a process group of its own."""

    def __init__(self, index):
        self.port = free_port()
        self.location = f"tcp:127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            ["xapian-tcpsrv", "--quiet", "--interface", "127.0.0.1", "--port", str(self.port),
             index], start_new_session=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.kill()
        sys.exit(f"xapian-tcpsrv does not start for {index}")

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def index(build, speeches, path, share):
    command = [f"{build}/indexer/indexer", "-q", "--db", path, "--name-pattern",
               "{issuer}_{session}_{year}.txt", "--metadata", f"{speeches}/speakers.tsv",
               "--join", "session,year,issuer=iso", *share, speeches]
    subprocess.run(command, check=True, timeout=1800)


def ask(build, locations, query):
    """The exit code, the answer without its locations, and what was said."""
    command = [f"{build}/searcher/searcher", "-f", "json"]
    for location in locations:
        command += ["-d", location]
    done = subprocess.run(command + query, capture_output=True, text=True, timeout=PATIENCE_S)
    answer = json.loads(done.stdout) if done.stdout else None
    if answer:
        answer["index"].pop("locations")
    return done.returncode, answer, done.stderr


def is_same(one, other):
    if one is None or other is None:
        return one is other
    scores = [[hit["score"] for hit in answer["hits"]] for answer in (one, other)]
    bare = [{**answer, "hits": [{**hit, "score": 0} for hit in answer["hits"]]}
            for answer in (one, other)]
    return bare[0] == bare[1] and all(abs(a - b) <= SAME_SCORE for a, b in zip(*scores))


def queries_of(speeches):
    """Queries of the speeches' own words; the same each time."""
    choice = random.Random(7)
    files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(speeches)
                   for name in names if name.endswith(".txt"))
    queries = []
    while len(queries) < QUERIES:
        with open(choice.choice(files), encoding="utf-8", errors="replace") as file:
            words = re.findall(r"[A-Za-z]{3,}", file.read())
        if len(words) < 50:
            continue
        at = choice.randrange(len(words) - 4)
        text = choice.choice([
            words[at], " ".join(choice.sample(words, 3)), '"' + " ".join(words[at:at + 3]) + '"',
            words[at][:4] + "* " + words[at + 1], f"{words[at]} OR {words[at + 3]} -lang:fr",
            f"{words[at]} date:19{choice.randrange(50, 99)}..2010", "cease-fire " + words[at],
            f"title:{words[at]} OR {words[at + 1]}"])
        options = choice.choice([[], [], ["--sort", "newest"], ["--sort", "oldest"], ["--any"],
                                 ["-n", "3", "--offset", "5"], ["-n", "100"], ["--exact"]])
        queries.append([*options, "--", text])
    return queries


def compare(build, whole, servers, queries, tell=True):
    locations = [server.location for server in servers]
    expected = [ask(build, [whole], query)[:2] for query in queries]
    wrong = 0
    for query, (code, answer) in zip(queries, expected):
        given_code, given, said = ask(build, locations, query)
        if (given_code, True) != (code, is_same(answer, given)):
            wrong += 1
            if tell:
                print("differs:", query, code, given_code, said)
    found = sum(code == 0 for code, _ in expected)
    if tell:
        print(f"{len(queries)} queries, {found} of them with hits: {wrong} differ")
    return expected, wrong == 0 and found > len(queries) // 2


def kill_within(build, servers, queries, expected):
    """Each answer is right, or an error that names the server that is gone."""
    locations = [server.location for server in servers]
    victim = servers[1]
    killer = threading.Timer(1.0, victim.kill)
    killer.start()
    right = named = wrong = 0
    for query, (code, answer) in zip(queries, expected):
        given_code, given, said = ask(build, locations, query)
        if given_code == 2 and not given and victim.location in said and code != 2:
            named += 1
        elif given_code == code and is_same(answer, given):
            right += 1
        else:
            wrong += 1
            print("wrong:", query, code, given_code, said)
    killer.join()
    print(f"a server killed: {right} answers right, {named} errors that name it, {wrong} wrong")
    return wrong == 0 and right > 0 and named > 0


def main():
    build, speeches, scratch = sys.argv[1:]
    whole = f"{scratch}/whole"
    index(build, speeches, whole, [])
    shares = [f"{scratch}/share{number}" for number in range(1, SHARES + 1)]
    for number, share in enumerate(shares, 1):
        index(build, speeches, share, ["--shard", f"{number}/{SHARES}"])
    queries = queries_of(speeches)
    servers = []
    try:
        for share in shares:
            servers.append(Server(share))
        expected, same = compare(build, whole, servers, queries)
        # A control: three of four are not the whole.
        _, blind = compare(build, whole, servers[:3], queries[:20], False)
        killed = kill_within(build, servers, queries, expected)
    finally:
        for server in servers:
            server.kill()
    sys.exit(0 if same and killed and not blind else 1)


main()
