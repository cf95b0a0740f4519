# SPDX-License-Identifier: GPL-2.0-or-later
# Installs the Debian packages it is given, those of them that are missing.
# Sourced by corpus/quickstart.sh and tests/run.sh.

# What building and running Demarche needs.
build_packages="g++ cmake ninja-build pkg-config libxapian-dev libboost-program-options-dev
  libfmt-dev libicu-dev libzstd-dev libexpected-dev nlohmann-json3-dev libyaml-cpp-dev
  libcld2-dev libcsv-dev libsimdjson-dev nettle-dev libdtl-dev libtoml11-dev poppler-utils
  poppler-data libarchive-dev libpugixml-dev libgmime-3.0-dev libgumbo-dev zlib1g-dev"

install_packages() {
  missing=
  for package in "$@"; do
    status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) || status=
    [ "$status" = "install ok installed" ] || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  sudo=
  [ "$(id -u)" = 0 ] || sudo=sudo
  echo "Installing:$missing" >&2
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086  # a list of words
  $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 || {
    $sudo apt-get update -qq >/dev/null
    $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
  }
}
