// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace demarche::test {

/// Runs lines of Python in a folder, to make archives there, with zipfile, tarfile, io, gzip, bz2
/// and lzma at hand, and `tar(name, mode, members)` and `zip(name, members)` which write an archive
/// of (path, bytes) pairs. Fails the test where they fail.
void run_python(const std::string& folder, const std::string& lines);

}  // namespace demarche::test
