#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints the tables of tests/bench/README.md anew. Needs the real speeches.
set -eu
cd "$(dirname "$0")/../.."
. corpus/packages.sh

archive=${DEMARCHE_SHARED:-../shared}/data/ungdc-dev.tar.zst
if [ ! -f "$archive" ]; then
  echo "skipped: $archive is absent"
  exit 0
fi
# shellcheck disable=SC2086  # a list of words
install_packages $build_packages xapian-omega sqlite3 zstd python3
cmake --preset release >/dev/null
cmake --build --preset release
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tar --zstd -xf "$archive" -C "$scratch"
python3 tests/bench/compare.py build-release "$scratch/ungdc-dev" "$scratch"
