// SPDX-License-Identifier: GPL-2.0-or-later
// Run by the build:  make_names names.tsv names_data.cpp
// Packs the built-in table of names into constants that need no start-up.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "common/error.hpp"
#include "common/names/name_index.hpp"
#include "common/text/fold.hpp"

namespace demarche {
namespace {

/// Throws where a name is that of two rows and does not say so by a `?`.
void check_conflicts(const std::vector<NameRow>& rows, const std::string& file) {
  std::map<std::string, std::size_t> line_of;
  for (const NameRow& row : rows) {
    for (const NameVariant& variant : row.variants) {
      if (variant.use != NameUse::name) continue;
      const auto [found, is_new] = line_of.emplace(value_key(variant.text), row.line);
      if (is_new && !variant.ambiguous) continue;
      if (variant.ambiguous && (is_new || found->second == 0)) {
        found->second = 0;  // all that follow must be marked, too
        continue;
      }
      throw UsageError(fmt::format("{}:{}: '{}' has other rows, and is not marked with a ?", file,
                                   row.line, variant.text));
    }
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\' || c == '?')
      out += fmt::format("\\{:03o}", byte);
    else
      out += c;
  }
  return out;
}

void write(const PackedNames& names, std::ostream& out) {
  constexpr std::size_t piece = 80;
  out << "#include \"common/names/name_index.hpp\"\nnamespace demarche {\nnamespace {\n"
         "constexpr char pool[] =\n";
  for (std::size_t at = 0; at < names.pool.size(); at += piece)
    out << "\"" << escaped(std::string_view(names.pool).substr(at, piece)) << "\"\n";
  out << ";\nconstexpr PackedVariant variants[] = {\n";
  for (const PackedVariant& v : names.variants)
    out << fmt::format("{{{},{},{},{},{},static_cast<NameUse>({}),{},{}}},\n", v.text, v.key,
                       v.text_bytes, v.key_bytes, v.row, static_cast<int>(v.use), v.ambiguous,
                       v.acronym);
  out << "};\nconstexpr std::uint32_t by_key[] = {\n";
  for (const std::uint32_t number : names.by_key) out << number << ",\n";
  out << "};\n}  // namespace\n"
         "NameIndex built_in_names() { return {{pool, sizeof pool - 1}, variants, by_key}; }\n"
         "}  // namespace demarche\n";
}

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw UsageError("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

int run(const std::string& from, const std::string& to) {
  const std::vector<NameRow> rows = parse_names(read(from), from);
  check_conflicts(rows, from);
  std::ofstream out(to, std::ios::binary);
  write(pack_names(rows), out);
  out.close();
  if (!out) throw UsageError("cannot write " + to);
  return 0;
}

}  // namespace
}  // namespace demarche

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: make_names names.tsv names_data.cpp\n";
    return 2;
  }
  try {
    return demarche::run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << "make_names: error: " << error.what() << '\n';
    return 2;
  }
}
