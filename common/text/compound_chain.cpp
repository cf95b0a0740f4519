// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/compound_chain.hpp"

#include "common/text/fold.hpp"

namespace demarche {

void CompoundChain::give_compounds(TokenSink sink) const {
  std::size_t begin = 0;
  bool hyphens = false;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const bool last = i + 1 == parts_.size();
    if (!last && parts_[i + 1].before == Joint::apostrophe) continue;
    hyphens = hyphens || !last;
    if (hyphens) give_compound(begin, i + 1, sink);
    begin = i + 1;
  }
  give_compound(0, parts_.size(), sink);
}

/// The compound of parts_[begin, end): "ceasefire:cease-fire", or
/// "community|commun-ity" where only the lines' ends part it.
void CompoundChain::give_compound(std::size_t begin, std::size_t end, TokenSink sink) const {
  // An elision before the compound or a possessive after it is no part of it.
  while (begin < end && parts_[begin].clitic) ++begin;
  std::size_t last = begin;
  while (last < end && !parts_[last].clitic) ++last;
  if (last - begin < 2 || last - begin > max_compound_words) return;

  std::string term, parted;
  bool letters = false, broken = true;
  for (std::size_t i = begin; i < last; ++i) {
    const Part& part = parts_[i];
    letters = letters || part.letters;
    if (i > begin) {
      broken = broken && part.before == Joint::line_end;
      parted += '-';
    }
    parted += part.term;
    term += part.term;
  }
  term += broken ? '|' : ':';
  term += parted;
  if (!letters || term.size() > max_term_bytes) return;
  sink({TokenKind::compound,
        false,
        false,
        parts_[begin].position,
        parts_[begin].begin,
        parts_[last - 1].end,
        term,
        {}});
}

}  // namespace demarche
