// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <vector>

namespace demarche {

/// The phrases and proximities of a query may look at so many times as many
/// places as the index has words, or at min_places where that is more.
inline constexpr double max_work_per_word = 20;
inline constexpr double min_places = 100'000'000;

/// How often terms stand in an index.
struct TermStatistics {
  double statements = 0;
  double places = 0;
};

/// Foresees at how many places phrases and proximities look, and bounds it for
/// a query, so that one of many common phrases is refused before it is run. One
/// thread. Xapian's errors pass through.
class PositionWork {
public:
  /// `database` outlives the object.
  explicit PositionWork(const Xapian::Database& database);

  /// Notes a term that a wildcard stands for, so that it needs no request of its
  /// own to a server: it is taken to stand once in each of its statements.
  void note(const std::string& term, Xapian::doccount statements);

  /// Of any of the terms; each term is asked for once.
  TermStatistics any_of(const std::vector<std::string>& terms);

  /// Takes off what Xapian compares to find all the elements near each other,
  /// `times` over. Throws UsageError where the query has had too much.
  void take(const std::vector<TermStatistics>& elements, double times = 1);
  /// Takes off so many places. Throws the same.
  void take_places(double places);

private:
  TermStatistics statistics(const std::string& term);

  const Xapian::Database& database_;
  double statements_;
  double left_;
  std::map<std::string, TermStatistics> known_;
};

}  // namespace demarche
