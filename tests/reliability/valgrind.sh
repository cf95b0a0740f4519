#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The straight line under valgrind's memcheck: the sample corpus from files to answers, and back
# through an update; and the threads of one query, and of a merge, under helgrind, which sees into
# Xapian, too. Called by tests/run.sh with the folder of a build. Ends at the first run that reads
# what is not set, touches what is not its own or another thread's, or loses memory.
set -eu
cd "$(dirname "$0")/../.."
build=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export DEMARCHE_DB="$scratch/index" XDG_CONFIG_HOME="$scratch"
runs=0

# Runs a program that must end with a code: watched CODE PROGRAM ARGUMENT...
# Its processes each write a log, which is empty where nothing was found. `pdftotext` is
# poppler's own, and not watched.
watched() {
  expected=$1
  name=$2
  shift 2
  runs=$((runs + 1))
  code=0
  valgrind --quiet --error-exitcode=99 --leak-check=full --num-callers=30 \
    --errors-for-leak-kinds=definite,indirect --show-leak-kinds=definite,indirect \
    --log-file="$scratch/log.%p" "$build/$name/$name" "$@" \
    >"$scratch/out" 2>"$scratch/err" </dev/null || code=$?
  if [ $code = "$expected" ] && [ -z "$(cat "$scratch"/log.*)" ]; then
    rm "$scratch"/log.*
    return
  fi
  cat "$scratch"/log.* "$scratch/err"
  echo "valgrind: errors, or exit $code in the place of $expected: $name $*"
  exit 1
}

index() { watched 0 indexer "$@"; }
ask() { watched 0 searcher "$@"; }

files=$scratch/statements
cp -R corpus/statements "$files"
index --jobs 2 --keep-versions "$files"
index --jobs 2 --keep-versions "$files"
# A statement changes, one goes, one comes.
statement=2026/tashmar/fo-note-after-solvhavn.md
sed -i 's/held last night/held all night/' "$files/$statement"
mv "$files/2021/osbs/round-one-joint-communique.txt" "$files/round-one.txt"
index --jobs 2 --keep-versions "$files"
index --jobs 1 --keep-versions --rebuild "$files"
index --check
index --stats

for query in 'verification cease-fire' '"not one drop withheld"' 'promis*' '"early fair"~5' \
  'gauge NEAR/9 stood' 'gauge ADJ/5 at' 'WHO -lang:fr' 'title:Tashmar date:2021..2024' \
  'cites:S/RES/242 OR title:communiqué' '=readings' '(bridge OR dam) NOT hat' '停火' 'прекращение' \
  'وقف'; do
  ask "$query"
  ask --explain "$query"
done
for format in text json jsonl csv tsv html ids trec; do ask -f $format readings; done
for format in text json jsonl html; do ask -f $format --facet issuer --timeline year readings; done
for format in csv tsv; do
  ask -f $format --facet issuer readings
  ask -f $format --timeline month readings
done
for format in text json jsonl csv tsv; do ask -f $format --kwic --kwic-sort left promises; done
ask -f csv --fields date,title,text --sort newest --offset 2 readings
ask --any 'ferryman eels lamps'
ask -c readings
ask -q readings
ask --new-since "$scratch/seen" readings
ask --similar "$statement"
ask --show "$statement" readings
ask --show "$statement" -f html
ask --versions "$statement"
ask --diff "$statement"
printf 'q1\treadings\nq2\t"not one drop withheld"\nq3\teels OR lamps\n' >"$scratch/queries"
for format in text json trec; do ask --jobs 2 --batch "$scratch/queries" -f $format; done
ask -d "prog:xapian-progsrv $DEMARCHE_DB" readings

watched 1 searcher 'readngs issuer:Tashmer'
watched 1 searcher -f json 'ferryman lang:zh since:2026'
watched 1 searcher --show "$statement" --as-of 2020
watched 2 searcher '(readings'
watched 2 searcher --fields nonesuch readings
printf 'q1\t(readings\nno tab\n' >"$scratch/queries"
watched 2 searcher --batch "$scratch/queries"
valgrind --quiet --tool=helgrind --error-exitcode=99 --num-callers=30 \
  "$build/tests/demarche_tests" '[slices],[candidates],[compaction],[searcher][word_scan]'

echo "valgrind: nothing found in $runs runs"
