// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "common/text/token.hpp"

namespace demarche {

/// What ties two words that stand together.
enum class Joint : std::uint8_t { none, apostrophe, hyphen, line_end };

/// The words of a text that hyphens and apostrophes tie together, and the
/// compounds that they make: `cease-fire` is also "ceasefire".
class CompoundChain {
public:
  struct Part {
    std::string term;
    std::uint32_t position;
    std::size_t begin, end;  ///< bytes of the text
    bool clitic;
    bool letters;  ///< whether there is more to it than digits
    Joint before;  ///< what ties it to the part before
  };

  bool empty() const { return parts_.empty(); }
  void add(Part part) { parts_.push_back(std::move(part)); }

  /// Gives the compounds of the words so far to `sink`, and forgets them.
  void end(TokenSink sink) {
    if (parts_.size() > 1) give_compounds(sink);
    parts_.clear();
  }

private:
  void give_compounds(TokenSink sink) const;
  void give_compound(std::size_t begin, std::size_t end, TokenSink sink) const;

  std::vector<Part> parts_;
};

}  // namespace demarche
