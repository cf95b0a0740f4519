# SPDX-License-Identifier: GPL-2.0-or-later
"""The texts that are indexed, in the form each peer reads: text files, JSON Lines, Omega's dump."""
import json
import os
import re
import subprocess
from dataclasses import dataclass

from measure import Failed

NAMES = ("speeches", "passages")
PASSAGE_WORDS = 300
SPEECH_NAME = re.compile(r"([A-Za-z]+)_(\d+)_(\d{4})\.txt")


@dataclass(frozen=True)
class Corpus:
    """One set of documents; `path` is a folder of text files or one JSON Lines file."""
    name: str
    path: str
    dump: str
    documents: int
    text_mb: float


def find_speeches(given, shared, work):
    """The folder of the real speeches, unpacked if need be; None where there are none."""
    if given:
        return given
    archive = os.path.join(shared, "data", "ungdc-dev.tar.zst")
    if not os.path.isfile(archive):
        return None

    def unpack(path):
        os.mkdir(path)
        subprocess.run(["tar", "--zstd", "-xf", archive, "-C", path], check=True)

    folder = work.once("unpacked", unpack)
    return os.path.join(folder, sorted(os.listdir(folder))[0])


def clean(raw):
    text = raw.decode("utf-8-sig", errors="replace").replace("\0", " ")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def speech_files(source):
    """(path below the source, country, year) of every speech, in the order of the paths."""
    found = []
    for root, _, names in os.walk(source):
        for name in names:
            match = SPEECH_NAME.fullmatch(name)
            if match:
                path = os.path.relpath(os.path.join(root, name), source)
                found.append((path, match[1], int(match[3])))
    if not found:
        raise Failed(f"no speeches in {source}")
    return sorted(found)


def passages_of(text):
    """Pieces of about PASSAGE_WORDS words each that together are the text."""
    words = list(re.finditer(r"\S+", text))
    pieces = max(1, round(len(words) / PASSAGE_WORDS))
    edges = [len(words) * n // pieces for n in range(pieces + 1)]
    for first, end in zip(edges, edges[1:]):
        if first < end:
            yield text[words[first].start():words[end - 1].end()]


def write_dump_record(out, record):
    """One record as scriptindex reads it; a further line of a field starts with '='."""
    for field in ("id", "issuer", "year"):
        if field in record:
            out.write(f"{field}={record[field]}\n")
    out.write("text=" + record["text"].replace("\n", "\n=") + "\n\n")


def write_speeches(source, folder):
    """The speeches below `source` again as clean text files, nothing else beside them."""
    with open(folder + ".dump", "w", encoding="utf-8") as dump:
        documents = text_bytes = 0
        for path, _, _ in speech_files(source):
            with open(os.path.join(source, path), "rb") as file:
                text = clean(file.read())
            target = os.path.join(folder, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "w", encoding="utf-8") as out:
                out.write(text)
            write_dump_record(dump, {"id": path, "text": text})
            documents, text_bytes = documents + 1, text_bytes + len(text.encode())
    write_facts(folder, documents, text_bytes)


def write_passages(source, path):
    documents = text_bytes = 0
    with open(path, "w", encoding="utf-8") as out, \
            open(path + ".dump", "w", encoding="utf-8") as dump:
        for name, issuer, year in speech_files(source):
            with open(os.path.join(source, name), "rb") as file:
                text = clean(file.read())
            for number, passage in enumerate(passages_of(text)):
                record = {"id": f"{os.path.basename(name)[:-4]}_{number:03d}", "issuer": issuer,
                          "year": year, "language": "en", "text": passage}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
                write_dump_record(dump, record)
                documents, text_bytes = documents + 1, text_bytes + len(passage.encode())
    write_facts(path, documents, text_bytes)


def write_facts(path, documents, text_bytes):
    with open(path + ".facts", "w", encoding="utf-8") as out:
        json.dump({"documents": documents, "text_mb": text_bytes / 1e6}, out)


def corpus(name, source, work):
    """`speeches` (text files) or `passages` (JSON Lines), made once in the work folder."""
    if name == "speeches":
        path = work.once("speeches", lambda path: write_speeches(source, path))
    else:
        path = work.once("passages.jsonl", lambda path: write_passages(source, path))
    with open(path + ".facts", encoding="utf-8") as file:
        facts = json.load(file)
    return Corpus(name, path, path + ".dump", facts["documents"], facts["text_mb"])
