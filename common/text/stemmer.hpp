// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// Snowball stems of one language. Not thread-safe: one object a thread.
class Stemmer {
public:
  /// `language`: a BCP 47 tag, of which the primary subtag counts. In one
  /// without a stemmer a word is its own stem.
  explicit Stemmer(std::string_view language);
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;

  /// The stems of a word, accents off: that of `term`, and that of `accented`
  /// (may be empty) where it differs, since Snowball's rules want the accents
  /// that many writers leave out. None for numbers, and none that is empty.
  std::vector<std::string> stems(std::string_view term, std::string_view accented);

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace demarche
