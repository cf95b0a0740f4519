#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs the peers, builds, and prints the tables of tests/bench/README.md:
#   sh tests/bench/run.sh [index|cold|batch|answers|growth|all] [OPTION...]
# The options are those of tests/bench/compare. Needs the real speeches.
set -eu
cd "$(dirname "$0")/../.."
. corpus/packages.sh

peers="xapian-omega xapian-tools recollcmd sqlite3 liblucene8-java default-jdk-headless"
# shellcheck disable=SC2086  # lists of words
install_packages $build_packages $peers zstd python3 ripgrep
cmake --preset release >/dev/null
cmake --build --preset release >&2
[ $# -gt 0 ] || set -- all
exec python3 tests/bench/compare "$@"
