// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <vector>

#include "searcher/excerpt/matcher.hpp"
#include "searcher/query/pattern.hpp"

namespace demarche {

/// Where a document has an element of a pattern, by the positions in the index;
/// in order. `number`: the document's in `database`. `field` is empty for title
/// and text. Xapian's errors pass through.
std::vector<WordPlace> term_places(const Xapian::Database& database, Xapian::docid number,
                                   const std::string& field, const PatternElement& element);

/// term_places() in title and text, of one document after another: where a prefix stands
/// for few terms, these are looked up, and not all terms of each document read. One thread.
class TermPlaces {
public:
  /// `database` outlives the object. `is_local`: all of it; a server is asked once a
  /// document, since each term would be a journey.
  TermPlaces(const Xapian::Database& database, bool is_local)
      : database_(database), is_local_(is_local) {}

  std::vector<WordPlace> of(Xapian::docid number, const PatternElement& element);

private:
  const std::vector<std::string>& terms_beginning(const std::string& beginning);

  const Xapian::Database& database_;
  bool is_local_;
  std::map<std::string, std::vector<std::string>> terms_;  ///< by beginning; none where many
};

}  // namespace demarche
