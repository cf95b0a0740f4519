#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes the frozen index of the format that this build writes, to be kept as long as a build reads
# it:  sh tests/compat/freeze.sh BUILD_FOLDER
# Every later build must answer from it what stands in the .golden file beside it. Where there is
# none yet, this prints what the build answers: to be read, and kept if it is true.
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")"
format=$("$build/indexer/indexer" --version | sed -n 's/.*index format \([0-9]*\).*/\1/p')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r statements "$work/statements"
index() {
  "$build/indexer/indexer" -q --keep-versions --db "$work/index" "$@"
}
SOURCE_DATE_EPOCH=1700000000 index "$work/statements"
SOURCE_DATE_EPOCH=1700000100 index - <records.jsonl
# A second wording, and an update in place.
cp later/note-on-lanterns.txt "$work/statements/note-on-lanterns.txt"
SOURCE_DATE_EPOCH=1700100000 index "$work/statements"
tar -C "$work" --owner=0 --group=0 --mtime=@1700100000 --sort=name -cf - index |
  zstd -q -19 -f -o "format-$format.tar.zst"
[ ! -f "format-$format.golden" ] || exit 0
while read -r line; do
  printf '$ %s\n' "$line"
  eval "$build/searcher/searcher --db $work/index $line" || true
done <queries
