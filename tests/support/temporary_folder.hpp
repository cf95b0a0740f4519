// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace demarche::test {

/// A new folder for one test, gone with all in it at the end.
class TemporaryFolder {
public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string path_of(std::string_view name) const;
  /// Writes a file, and the folders above it; gives its path.
  std::string write(std::string_view name, std::string_view bytes) const;

private:
  std::string path_;
};

}  // namespace demarche::test
