// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/name_files.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "common/error.hpp"
#include "common/program.hpp"

namespace demarche {
namespace {

namespace fs = std::filesystem;

/// More is no table that somebody wrote, and no offset in a NameIndex.
constexpr std::size_t max_file_bytes = 16 << 20;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text;
  std::array<char, 1 << 16> piece;
  // A folder opens, but cannot be read.
  while (file.read(piece.data(), piece.size()), file.gcount() > 0 && text.size() <= max_file_bytes)
    text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
  if (!file.is_open() || file.bad())
    throw UsageError(fmt::format("cannot read names from {}", path));
  if (text.size() > max_file_bytes)
    throw UsageError(fmt::format("{} is larger than a table of names may be", path));
  return text;
}

void append(const std::string& path, std::vector<NameRow>& rows) {
  std::vector<NameRow> more = parse_names(read_file(path), path);
  std::move(more.begin(), more.end(), std::back_inserter(rows));
}

}  // namespace

NameTable read_names(const std::vector<std::string>& files) {
  std::vector<NameRow> rows;
  if (const auto config = xdg_folder("XDG_CONFIG_HOME", ".config")) {
    const std::string own = *config + "/demarche/names.tsv";
    std::error_code none;
    if (fs::exists(own, none)) append(own, rows);
  }
  for (const std::string& file : files) append(file, rows);
  return rows.empty() ? NameTable() : NameTable(std::move(rows));
}

}  // namespace demarche
