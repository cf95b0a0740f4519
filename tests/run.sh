#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs what is missing, builds and runs every test:  sh tests/run.sh
# That is, with sanitizers: the suite but for its long tests, and each fuzzer shortly; with g++,
# optimised: the real speeches, pages in Chromium, and the whole suite, its tests at random shortly.
# Further commands, each alone:
#   sh tests/run.sh quick            the test suite without the real speeches
#   sh tests/run.sh browser [FOLDER] pages of -f html in Chromium; their pictures stay in FOLDER
#   sh tests/run.sh pages            saved pages: precision and recall of their text
#   sh tests/run.sh speeches         the real speeches against a brute-force scan, Xapian's
#                                    own query parser and ripgrep
#   sh tests/run.sh distributed      the real speeches on four servers against one index
#   sh tests/run.sh scale [MB]       files of 2 GB and of 100,000 members in little memory: an hour,
#                                    and 20 GB of disk
#   sh tests/run.sh sanitize [TESTS] the suite under ASan and UBSan (clang), or some: '[batch]'
#   sh tests/run.sh tsan [TESTS]     the same under TSan
#   sh tests/run.sh valgrind         the straight line under valgrind
#   sh tests/run.sh fuzz [SECONDS]   every fuzzer for so long (600)
#   sh tests/run.sh soak [MINUTES]   damage, crashes, failing disks, readers beside writers, hostile
#                                    files: at random, for so long (60)
#   sh tests/run.sh coverage         how much of the programs the test suite runs, line by line
#   sh tests/run.sh tidy             clang-tidy and clang-format over the tree
#   sh tests/run.sh bench [PART]     the figures of tests/bench/README.md
set -eu
cd "$(dirname "$0")/.."
. corpus/packages.sh

build_test_packages="clang clang-format libclang-rt-14-dev catch2"
test_packages="mandoc man-db ripgrep iso-codes xapian-tools zstd jq python3 python3-jsonschema
  python3-reportlab pandoc time chromium python3-pil zsh fish tmux"
shared=${DEMARCHE_SHARED:-../shared}

build() {
  cmake --preset "$1" >/dev/null
  cmake --build --preset "$1"
}

# Runs a command with each line in the place of {}, two at a time; says what it begins, and fails
# where one of them does.
two_at_a_time() { xargs -d '\n' -t -P 2 -I '{}' "$@"; }

# Runs the tests of a program that match (one filter, without commas), those of a source file in
# one process: they share indexes.
run_tests() {
  files=$("$1" -# --list-tags "$2" | grep -o '\[#[^]]*\]') || {
    echo "no test of $1 matches $2" >&2
    return 1
  }
  echo "$files" | two_at_a_time "$1" -# "$2{}"
}

quick() {
  build dev
  run_tests build-dev/tests/demarche_tests '~[.]'
}

# Unpacks the real speeches into $scratch. They are no part of the project:
# where they are absent, this says so, and fails.
unpack_speeches() {
  archive=$shared/data/ungdc-dev.tar.zst
  if [ ! -f "$archive" ]; then
    echo "skipped: $archive is absent, so the real speeches are not $1"
    return 1
  fi
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  tar --zstd -xf "$archive" -C "$scratch"
}

speeches() {
  unpack_speeches tested || return 0
  build dev
  DEMARCHE_SPEECHES=$scratch/ungdc-dev DEMARCHE_SPEECHES_INDEX=$scratch/index
  export DEMARCHE_SPEECHES DEMARCHE_SPEECHES_INDEX
  command time -f '%M kB of memory at the peak, %e s' build-dev/indexer/indexer \
    --db "$DEMARCHE_SPEECHES_INDEX" --name-pattern '{issuer}_{session}_{year}.txt' \
    --metadata "$DEMARCHE_SPEECHES/speakers.tsv" --join session,year,issuer=iso \
    "$DEMARCHE_SPEECHES"
  run_tests build-dev/tests/demarche_tests '[speeches]'
}

browser() {
  pictures=${1:-$(mktemp -d)}
  [ -n "${1:-}" ] || trap 'rm -rf "$pictures"' EXIT
  build dev
  mkdir -p "$pictures"
  /usr/bin/python3 tests/browser/report_test.py build-dev "$pictures"
}

pages() {
  build dev
  build-dev/tests/demarche_tests '[pages]'
}

distributed() {
  unpack_speeches "spread over servers" || return 0
  build dev
  python3 tests/scale/distributed.py build-dev "$scratch/ungdc-dev" "$scratch"
}

scale() {
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  build dev
  python3 tests/scale/memory.py build-dev "$scratch" "$@"
}

sanitize() {
  build asan-ubsan
  # Xapian 1.4's check frees a table by another type's size, in its own code.
  export ASAN_OPTIONS=detect_leaks=1:new_delete_type_mismatch=0 UBSAN_OPTIONS=print_stacktrace=1
  export LSAN_OPTIONS="suppressions=$PWD/tests/reliability/lsan.supp:print_suppressions=0"
  run_tests build-asan-ubsan/tests/demarche_tests "$@"
}

tsan() {
  build tsan
  export TSAN_OPTIONS="suppressions=$PWD/tests/reliability/tsan.supp"
  run_tests build-tsan/tests/demarche_tests "$1"
}

valgrind() {
  install_packages valgrind xapian-tools
  build dev
  sh tests/reliability/valgrind.sh build-dev
}

# Runs a fuzzer for so many seconds. What it says is printed where it finds something.
fuzz_one() {
  name=$(basename "$1")
  new=build-asan-ubsan/tests/fuzz/corpus/$name
  set -- "$1" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 -verbosity=0 \
    -print_final_stats=1 -artifact_prefix="$new-"
  [ ! -f "tests/fuzz/$name.dict" ] || set -- "$@" -dict="tests/fuzz/$name.dict"
  mkdir -p "$new"
  found=0
  "$@" "$new" "tests/fuzz/seeds/$name" >"$new.log" 2>&1 || found=$?
  [ $found = 0 ] || cat "$new.log"
  echo "$name: $(awk '/number_of_executed_units/ { print $2 }' "$new.log") inputs, exit $found"
  return $found
}

# Runs every second fuzzer, from the first or from the second on.
fuzz_half() {
  failed=0
  for fuzzer in $(find build-asan-ubsan/tests/fuzz -maxdepth 1 -type f -name 'fuzz_*' -perm -100 |
    sort | sed -n "$1~2p"); do
    fuzz_one "$fuzzer" "$2" || failed=1
  done
  return $failed
}

fuzz() {
  build asan-ubsan
  fuzz_half 1 "$1" &
  halves=0
  fuzz_half 2 "$1" || halves=1
  wait $! || halves=1
  return $halves
}

# Each test that could go on for ever has an equal share of the time, and a process of its own.
soak() {
  build dev
  program=build-dev/tests/demarche_tests
  count=$("$program" --list-test-names-only '[soak]' | wc -l)
  DEMARCHE_SOAK_SECONDS=$(($1 * 120 / count))
  DEMARCHE_SEED=${DEMARCHE_SEED:-$(date +%s)}
  export DEMARCHE_SOAK_SECONDS DEMARCHE_SEED
  # Where there is room in memory, no disk waits for fsync.
  [ ! -w /dev/shm ] || export TMPDIR=/dev/shm
  # In a test's name, these would have another meaning to the program.
  "$program" --list-test-names-only '[reliability]' | sed 's/[\\,"[]/\\&/g' |
    two_at_a_time "$program" '{}'
}

coverage() {
  install_packages llvm
  build coverage
  rm -rf build-coverage/profiles
  # %c: what a process counts is in the file at once, also if it is killed; %m: a file a program.
  export LLVM_PROFILE_FILE="$PWD/build-coverage/profiles/%c%m.profraw"
  run_tests build-coverage/tests/demarche_tests '~[.]'
  llvm-profdata merge -sparse -o build-coverage/all.profdata build-coverage/profiles/*.profraw
  for form in report show; do
    [ "$form" = report ] || set -- -format=html -output-dir=build-coverage/html
    llvm-cov "$form" build-coverage/tests/demarche_tests -object build-coverage/indexer/indexer \
      -object build-coverage/searcher/searcher -instr-profile=build-coverage/all.profdata \
      -ignore-filename-regex='(^|/)(tests|usr)/' "$@"
  done
  echo "line by line: build-coverage/html/index.html"
}

check_format() {
  find common indexer searcher tests -name '*.cpp' -o -name '*.hpp' |
    xargs clang-format --dry-run --Werror
}

tidy() {
  install_packages clang-tidy
  check_format
  build tidy
}

# shellcheck disable=SC2086  # lists of words
install_packages $build_packages $build_test_packages
# shellcheck disable=SC2086
install_packages $test_packages &
# What all begins with needs none of these.
[ "${1:-all}" = all ] || wait $!
case ${1:-all} in
  all)
    check_format
    build asan-ubsan
    wait $!
    # The long ones run without sanitizers, in quick; `sanitize` alone runs all.
    sanitize '~[long]~[near]~[bomb]~[soak]~[.]'
    fuzz 3
    speeches
    (browser)
    # `soak` gives these as long as one says.
    export DEMARCHE_SOAK_SECONDS=3
    quick
    ;;
  quick) quick ;;
  browser) browser "${2:-}" ;;
  pages) pages ;;
  speeches) speeches ;;
  distributed) distributed ;;
  scale) shift && scale "$@" ;;
  sanitize) shift && sanitize "${1:-~[.]}" ;;
  tsan) shift && tsan "${1:-~[.]}" ;;
  valgrind) valgrind ;;
  fuzz) fuzz "${2:-600}" ;;
  soak) soak "${2:-60}" ;;
  coverage) coverage ;;
  tidy) tidy ;;
  bench) shift && exec sh tests/bench/run.sh "$@" ;;
  *)
    echo "tests/run.sh: no such command: $1" >&2
    exit 2
    ;;
esac
