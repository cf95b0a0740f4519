// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/index_folder.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <string_view>

#include "common/error.hpp"

namespace demarche {

namespace fs = std::filesystem;

std::string current_database(const std::string& path) {
  std::ifstream stub(fs::path(path) / stub_name);
  if (!stub) return is_database(path) ? path : std::string();
  std::string line;
  std::getline(stub, line);
  const std::string_view word = stub_word;
  // A name with a slash in it would be another folder's; without the line's end it may be cut off.
  if (stub.eof() || !line.starts_with(word) || line.size() == word.size() ||
      line.find('/') != std::string::npos)
    throw IndexError(
        fmt::format("{}/{} is not an index's: Demarche did not write it, or it is damaged", path,
                    stub_name),
        "name another folder with --db");
  return (fs::path(path) / line.substr(word.size())).string();
}

std::string existing_database(const std::string& path) {
  std::string database = current_database(path);
  if (database.empty())
    throw IndexError(fmt::format("there is no index at {}", path),
                     "make one with `indexer --db FOLDER PATH`, or name another with --db");
  return database;
}

bool is_database(const std::string& path) {
  std::error_code error;
  for (const char* file : {"iamglass", "iamhoney", "iamchert"}) {
    if (fs::exists(fs::path(path) / file, error)) return true;
  }
  return false;
}

}  // namespace demarche
