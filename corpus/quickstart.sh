#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# From a bare Debian 12 machine to the first answers: installs what is missing,
# builds, indexes the sample corpus and asks it two questions. Run again, it
# only does what changed.
set -eu
cd "$(dirname "$0")/.."
. corpus/packages.sh

# shellcheck disable=SC2086  # a list of words
install_packages $build_packages
cmake --preset release >build-release.log 2>&1 && cmake --build --preset release >>build-release.log 2>&1 || {
  cat build-release.log >&2
  exit 2
}
rm -f build-release.log

index=build-release/sample-index
indexer=build-release/indexer/indexer
searcher=build-release/searcher/searcher
"$indexer" --db "$index" corpus/statements

ask() {
  printf '\n$ %s --db %s %s\n\n' "$searcher" "$index" "'$*'"
  "$searcher" --db "$index" --limit 2 "$@"
}
ask 'verification cease-fire'
ask '"not one drop withheld"'

cat <<END

The index is $index. Now try:
  $searcher --db $index 'title:communiqué date:2023..2024'
  $searcher --db $index --explain 'WHO readings -lang:fr'
  $searcher --db $index --show 2023/verezan/press-briefing-transcript.txt ferryman
and index statements of your own:
  $indexer --db my-index FOLDER
  cmake --install build-release    # as root: the programs and their man pages
  man searcher; man demarche-query
END
