// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/files/folder.hpp"

#include <filesystem>

namespace demarche {

namespace fs = std::filesystem;

tl::expected<std::vector<std::string>, std::error_code> names_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  // Not by a range's loop, which throws where the folder can't be read on.
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error))
    names.push_back(entry->path().filename().string());
  if (error) return tl::make_unexpected(error);
  return names;
}

std::uint64_t bytes_in(const std::string& folder) {
  std::uint64_t bytes = 0;
  for (const std::string& name : names_in(folder).value_or(std::vector<std::string>())) {
    std::error_code error;
    const auto size = fs::file_size(folder + '/' + name, error);
    if (!error) bytes += size;
  }
  return bytes;
}

}  // namespace demarche
