// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/name_rows.hpp"

#include "tests/support/archive.hpp"

namespace demarche::test {

const std::vector<NameRow>& built_in_rows() {
  static const std::vector<NameRow> rows =
      parse_names(read_bytes(SOURCE_DIR "/common/names/names.tsv"), "names.tsv");
  return rows;
}

std::vector<std::string> certain_names(const NameRow& row) {
  std::vector<std::string> names;
  for (const NameVariant& variant : row.variants) {
    if (variant.use == NameUse::name && !variant.ambiguous) names.push_back(variant.text);
  }
  return names;
}

std::string quoted(std::string_view name) { return "\"" + std::string(name) + "\""; }

bool is_plain_query(std::string_view name) {
  return name.find_first_of("()\":") == std::string_view::npos;
}

}  // namespace demarche::test
