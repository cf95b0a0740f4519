// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/golden_rows.hpp"

#include <unicode/unistr.h>

#include <sstream>

#include "tests/support/archive.hpp"

namespace demarche::test {

std::vector<GoldenRow> golden_rows(const std::string& name) {
  constexpr std::string_view indentation = "    ";
  std::vector<GoldenRow> rows;
  std::istringstream lines(read_bytes(SOURCE_DIR "/tests/golden/" + name));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with("//")) continue;
    if (line.starts_with(indentation) && !rows.empty())
      rows.back().expected.push_back(line.substr(indentation.size()));
    else
      rows.push_back({line, {}});
  }
  return rows;
}

std::string unescaped(const std::string& row) {
  std::string out;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] != '\\' || i + 1 == row.size()) {
      out += row[i];
      continue;
    }
    switch (row[++i]) {
      case 'n':
        out += '\n';
        break;
      case 'f':
        out += '\f';
        break;
      case 't':
        out += '\t';
        break;
      case 'u': {
        const std::size_t end = row.find('}', i);
        const auto code = std::stoul(row.substr(i + 2, end - i - 2), nullptr, 16);
        icu::UnicodeString(static_cast<UChar32>(code)).toUTF8String(out);
        i = end;
        break;
      }
      default:
        out += row[i];
    }
  }
  return out;
}

}  // namespace demarche::test
