// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace demarche::test {

/// A text of a golden table, and the indented lines below it.
struct GoldenRow {
  std::string text;                   ///< as it is written there
  std::vector<std::string> expected;  ///< without the indentation
};

/// The rows of tests/golden/NAME: lines that begin with // and empty lines are
/// for people. Throws std::runtime_error where it can't be read.
std::vector<GoldenRow> golden_rows(const std::string& name);

/// A row with \n, \f, \t and \u{…} written out.
std::string unescaped(const std::string& row);

}  // namespace demarche::test
