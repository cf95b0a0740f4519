# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes the sample corpus's archives of the files in corpus/packed:  python3 corpus/pack.py

The same each time, byte by byte, with the same versions of zlib and zstd.
"""
import gzip
import io
import os
import subprocess
import tarfile
import zipfile

CORPUS = os.path.dirname(os.path.abspath(__file__))
STATEMENTS = f"{CORPUS}/statements"


def members(folder):
    """(path in the folder, bytes), in order."""
    root = f"{CORPUS}/packed/{folder}"
    paths = sorted(os.path.relpath(os.path.join(above, name), root)
                   for above, _, names in os.walk(root) for name in names)
    for path in paths:
        with open(f"{root}/{path}", "rb") as file:
            yield path, file.read()


def write(path, content):
    with open(f"{STATEMENTS}/{path}", "wb") as file:
        file.write(content)


def zipped(folder):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in members(folder):
            info = zipfile.ZipInfo(path)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(folder):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for path, content in members(folder):
            info = tarfile.TarInfo(path)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def zstd(content):
    return subprocess.run(["zstd", "-q", "-c", "-19"], input=content, stdout=subprocess.PIPE,
                          check=True).stdout


write("2026/registry/letters-on-lamps.zip", zipped("letters"))
write("2025/murjaniya/notes-on-eels.tar.zst", zstd(tarred("notes")))
with open(f"{CORPUS}/packed/remarks.jsonl", "rb") as file:
    write("2024/tamua/remarks.jsonl.gz", gzip.compress(file.read(), mtime=0))
