# SPDX-License-Identifier: GPL-2.0-or-later
"""A batch of mixed queries, taken from the texts with a fixed seed, so that each finds something."""
import json
import os
import random
import re

SEED = 20
RUN = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)+")  # words with nothing but one space between them
COMMON_WORDS = 150

# kind, share of the batch in hundredths
MIX = [("word", 25), ("two words", 20), ("three words", 15), ("phrase of two", 15),
       ("phrase of three to five", 10), ("phrase of common words", 5), ("wildcard", 10)]


def sample_of_texts(corpus, rng, wanted):
    """That many texts, any with the same chance, read once (reservoir sampling)."""
    kept = []
    for number, text in enumerate(texts(corpus)):
        if number < wanted:
            kept.append(text)
        else:
            place = rng.randrange(number + 1)
            if place < wanted:
                kept[place] = text
    return kept


def texts(corpus):
    if os.path.isfile(corpus.path):
        with open(corpus.path, encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["text"]
        return
    for root, folders, names in os.walk(corpus.path):
        folders.sort()
        for name in sorted(names):
            with open(os.path.join(root, name), encoding="utf-8") as file:
                yield file.read()


class Picker:
    """Picks words and runs of words out of sampled texts; all in small letters a to z."""

    def __init__(self, sampled, rng):
        self.rng_ = rng
        self.runs_ = [[run.lower().split() for run in RUN.findall(text)] for text in sampled]
        self.runs_ = [runs for runs in self.runs_ if sum(map(len, runs)) > 100]
        counts = {}
        for runs in self.runs_:
            for run in runs:
                for word in run:
                    counts[word] = counts.get(word, 0) + 1
        self.common_ = set(sorted(counts, key=lambda word: (-counts[word], word))[:COMMON_WORDS])

    def words(self, wanted):
        """Different words of one text that are not among the commonest."""
        while True:
            runs = self.rng_.choice(self.runs_)
            seldom = sorted({word for run in runs for word in run if len(word) > 3} - self.common_)
            if len(seldom) >= wanted:
                return self.rng_.sample(seldom, wanted)

    def phrase(self, least, most, common):
        """A phrase of common words only, or one with at least one that is not common."""
        while True:
            length = self.rng_.randint(least, most)
            run = self.rng_.choice(self.rng_.choice(self.runs_))
            if len(run) >= length:
                first = self.rng_.randrange(len(run) - length + 1)
                phrase = run[first:first + length]
                if (set(phrase) <= self.common_) == common:
                    return '"' + " ".join(phrase) + '"'

    def query(self, kind):
        if kind == "wildcard":
            word = self.words(1)[0]
            return word[:max(4, len(word) - self.rng_.randint(2, 4))] + "*"
        if kind == "phrase of two":
            return self.phrase(2, 2, False)
        if kind == "phrase of three to five":
            return self.phrase(3, 5, False)
        if kind == "phrase of common words":
            return self.phrase(3, 4, True)
        return " ".join(self.words({"word": 1, "two words": 2, "three words": 3}[kind]))


def write_batch(corpus, queries, path):
    """`path`: ID<TAB>QUERY, which ours and Lucene read; `path`.sql: the same for SQLite's shell."""
    rng = random.Random(SEED)
    picker = Picker(sample_of_texts(corpus, rng, 500), rng)
    kinds = [kind for kind, share in MIX for _ in range(share)]
    with open(path, "w", encoding="utf-8") as plain, open(path + ".sql", "w", encoding="utf-8") as sql:
        for number in range(queries):
            if number % len(kinds) == 0:
                rng.shuffle(kinds)
            query, name = picker.query(kinds[number % len(kinds)]), f"q{number + 1:04d}"
            plain.write(f"{name}\t{query}\n")
            sql.write(f"select '{name}', id, rank from s where s match '{query}' order by rank limit 10;\n")
