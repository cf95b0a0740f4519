// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "searcher/options.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// A place in the ranking.
struct RankedDocument {
  std::size_t rank = 0;  ///< from 1
  double score = 0;      ///< BM25
  std::string id;        ///< the statement's
  /// In all indexes together; the document's own number is that in its index.
  Xapian::docid number = 0;
  Xapian::Document document;
};

struct RankedPage {
  std::uint64_t total = 0;  ///< the number of hits, or fewer
  bool is_counted = false;  ///< whether that is exact
  std::vector<RankedDocument> documents;
};

/// Whether hits are to be counted: to be ranked alone takes less, since what can't come on the page
/// needn't be looked at.
enum class Counting {
  no,
  later,  ///< by the caller, but where it is no less to rank them alone
  yes
};

/// The hits `offset` + 1 to `offset` + `limit` (0: all that follow) of a query.
/// What the order leaves open is in the order of the ids, so that pages never
/// overlap, and the ranking is the same however the statements are spread
/// over indexes: Xapian's own order of such hits follows its document numbers,
/// and the last bits of a score follow the order in which it was added up.
/// Xapian's errors pass through.
RankedPage rank(const StatementIndex& index, const Xapian::Query& query, SortOrder order,
                std::size_t offset, std::size_t limit, Counting counting = Counting::yes);

/// The exact number of statements that a query finds. Xapian's errors pass through.
std::uint64_t count(const StatementIndex& index, const Xapian::Query& query);
/// The ids of the statements that a query finds, sorted. Xapian's errors pass through.
std::vector<std::string> ids_of_hits(const Xapian::Database& database, const Xapian::Query& query);
/// Whether a query finds no statement; in less time than count(). Xapian's errors pass through.
bool finds_nothing(const Xapian::Database& database, const Xapian::Query& query);

}  // namespace demarche
