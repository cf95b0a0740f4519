// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "indexer/options.hpp"
#include "searcher/options.hpp"
#include "tests/support/temporary_folder.hpp"

namespace demarche::test {

/// A corpus indexed twice: as one, and in shares.
class SpreadCorpus {
public:
  static constexpr unsigned shares = 4;

  /// Indexes `source`, which must outlive it.
  explicit SpreadCorpus(std::string source);

  const std::string& source() const { return source_; }
  std::string whole() const { return folder_.path_of("whole"); }
  /// From 1.
  std::string share(unsigned number) const;
  std::vector<std::string> all_shares() const;
  /// To index the source into `index_path`.
  IndexerOptions options(const std::string& index_path) const;

private:
  std::string source_;
  TemporaryFolder folder_;
};

/// The sample corpus, spread once for all tests.
const SpreadCorpus& spread_sample();
/// Short statements with many ties, in one file each and as records of one
/// file, none of them fresh; spread once for all tests.
const SpreadCorpus& spread_ties();

/// At least 200 searches of every kind for an index, of words of its own
/// statements; the same at each call. They name no index.
std::vector<SearcherOptions> every_kind_of_search(const std::string& index_path);

}  // namespace demarche::test
