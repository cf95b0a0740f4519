// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/position_work.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/error.hpp"

namespace demarche {

PositionWork::PositionWork(const Xapian::Database& database)
    : database_(database),
      statements_(database.get_doccount()),
      left_(std::max(min_places, max_work_per_word * statements_ * database.get_avlength())) {}

void PositionWork::note(const std::string& term, Xapian::doccount statements) {
  const auto places = static_cast<double>(statements);
  known_.try_emplace(term, TermStatistics{places, places});
}

TermStatistics PositionWork::statistics(const std::string& term) {
  const auto [found, is_new] = known_.try_emplace(term);
  if (is_new)
    found->second = {static_cast<double>(database_.get_termfreq(term)),
                     static_cast<double>(database_.get_collection_freq(term))};
  return found->second;
}

TermStatistics PositionWork::any_of(const std::vector<std::string>& terms) {
  TermStatistics all;
  for (const std::string& term : terms) {
    const TermStatistics one = statistics(term);
    all.statements += one.statements;
    all.places += one.places;
  }
  all.statements = std::min(all.statements, statements_);
  return all;
}

void PositionWork::take(const std::vector<TermStatistics>& elements, double times) {
  double statements = statements_;
  double places_each = 0;
  for (const TermStatistics& element : elements) {
    statements = std::min(statements, element.statements);
    if (element.statements > 0) places_each += element.places / element.statements;
  }
  take_places(statements * places_each * times);
}

void PositionWork::take_places(double places) {
  left_ -= places;
  if (left_ >= 0) return;
  throw UsageError(
      fmt::format("the phrases and proximities are too common: words would have to be compared at "
                  "more than {} times as many places as the index has words",
                  max_work_per_word),
      "words side by side are found however common they are");
}

}  // namespace demarche
