// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace demarche::test {

/// The real speeches and their index, which tests/run.sh makes.
struct Speeches {
  std::string folder, index_path;

  /// Gives each speech's id and bytes.
  void read(const std::function<void(const std::string& id, const std::string& bytes)>& take) const;
};

/// Nothing, and a warning that names the variables, where they are not set.
std::optional<Speeches> speeches();

}  // namespace demarche::test
