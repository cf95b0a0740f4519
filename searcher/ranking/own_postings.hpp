// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

namespace demarche {

/// The same query, of which nothing ranks.
inline Xapian::Query unweighted(const Xapian::Query& query) {
  return {Xapian::Query::OP_SCALE_WEIGHT, query, 0.0};
}

/// The same query, with each term that does not rank read from its own postings. Of a local
/// database: a server can't be sent it (UnimplementedError).
Xapian::Query by_own_postings(const Xapian::Query& query, bool ranks = true);
/// The same query, with a weight that adds nothing to any score for each term that does not rank;
/// but of what is excluded.
Xapian::Query by_weights(const Xapian::Query& query);

/// Runs `run` on a query, also where Xapian 1.4 fails at a sound database: a term that all its
/// documents have, and that need not rank, it runs as the list of all documents under the term's
/// name; if the document numbers have gaps, it then takes the second piece of that list for
/// another term's ("Unexpected end of posting list", DatabaseCorruptError). Weights that look at
/// no frequency within documents (BoolWeight) need not rank, either.
template <typename Run>
auto with_all_postings(const Xapian::Query& query, const Run& run) {
  try {
    return run(query);
  } catch (const Xapian::DatabaseCorruptError&) {
    // Where it is damaged indeed, this fails as well.
    try {
      return run(by_own_postings(query));
    } catch (const Xapian::UnimplementedError&) {
      return run(by_weights(query));
    }
  }
}

}  // namespace demarche
