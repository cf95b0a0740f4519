// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/speeches.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/support/archive.hpp"

namespace demarche::test {

void Speeches::read(
    const std::function<void(const std::string& id, const std::string& bytes)>& take) const {
  for (const std::string& file : files_below(folder)) {
    if (file.ends_with(".txt")) take(file.substr(folder.size() + 1), read_bytes(file));
  }
}

std::optional<Speeches> speeches() {
  const char* const folder = std::getenv("DEMARCHE_SPEECHES");
  const char* const index_path = std::getenv("DEMARCHE_SPEECHES_INDEX");
  if (folder != nullptr && index_path != nullptr) return Speeches{folder, index_path};
  WARN("skipped: DEMARCHE_SPEECHES and DEMARCHE_SPEECHES_INDEX are not set");
  return std::nullopt;
}

}  // namespace demarche::test
