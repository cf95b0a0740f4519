# SPDX-License-Identifier: GPL-2.0-or-later
"""`compare index`: what it costs each peer to index the same texts."""
import corpora
from measure import Failed, each, failed_row, middle, size_mb, table
from peers import Fts5, Lucene, Omega, Ours, Recoll, fresh_index

HEAD = ["", "wall s", "CPU s", "peak MB", "index / text"]


def compare(settings, work, source):
    peers = settings.chosen([Ours(settings.build, 1), Ours(settings.build, 2), Omega(), Recoll(),
                             Fts5(), Lucene(work, 1), Lucene(work, 2)])
    for name in settings.corpora:
        corpus = corpora.corpus(name, source, work)
        print(f"### Indexing: {corpus.documents:,} {name}, {corpus.text_mb:.0f} MB of text\n")
        print(f"Median of {settings.runs} (least), runs of the peers in turn.\n", flush=True)
        table(HEAD, rows(settings, peers, corpus, work))


def rows(settings, peers, corpus, work):
    costs, sizes, failures = {peer.key: [] for peer in peers}, {}, {}
    for _ in range(settings.runs):
        for peer in peers:
            if peer.key in failures:
                continue
            try:
                settings.say(f"{peer.name}: {corpus.name}")
                costs[peer.key].append(fresh_index(peer, corpus, work))
                sizes[peer.key] = size_mb(work.in_it(f"{corpus.name}.{peer.key}"))
            except Failed as why:
                failures[peer.key] = str(why)
    for peer in peers:
        if peer.key in failures:
            yield failed_row(peer.name, failures[peer.key], len(HEAD))
            continue
        taken = costs[peer.key]
        yield [peer.name, middle(each(taken, "wall_s")), middle(each(taken, "cpu_s")),
               middle(each(taken, "peak_mb"), 0), f"{sizes[peer.key] / corpus.text_mb:.2f}"]
