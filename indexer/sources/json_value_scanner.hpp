// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace demarche {

/// Finds where a JSON value ends, by counting its brackets. What it says is not
/// looked at, nor whether its strings hold what they may.
class JsonValueScanner {
public:
  enum class State { inside, ended, broken };

  /// `open`: brackets that were read already.
  explicit JsonValueScanner(std::string open = {}) : open_(std::move(open)) {}

  /// Goes on with the bytes of the value from `at` on, and leaves `at` behind its end, or at a
  /// bracket that does not match.
  State scan(std::string_view text, std::size_t& at);

private:
  bool pass_string(std::string_view text, std::size_t& at);
  State take_bracket(char bracket);

  std::string open_;
  bool in_string_ = false;
  bool in_scalar_ = false;
};

/// Where the value ends that begins at `at` < text.size(): with the text, where it does not end.
std::size_t json_value_end(std::string_view text, std::size_t at);

}  // namespace demarche
