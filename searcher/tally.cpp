// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <utility>

#include "common/index/extent.hpp"
#include "common/index/schema.hpp"
#include "common/index/stored_statement.hpp"
#include "common/text/fold.hpp"
#include "searcher/ranking/own_postings.hpp"

namespace demarche {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

constexpr std::size_t year_digits = 4, month_digits = 6;

/// The slot that holds a field's value; none where only the stored statement does.
std::optional<Slot> slot_of(std::string_view field) {
  if (field == "issuer") return Slot::issuer;
  if (field == "language") return Slot::language;
  if (field == "speaker") return Slot::speaker;
  if (field == "event") return Slot::event;
  return std::nullopt;
}

/// A statement's year is also that of its date, as in the filter year:.
std::string value_of(const Statement& statement, std::string_view field) {
  const std::string_view value = statement.field(field);
  if (!value.empty() || field != "year") return std::string(value);
  const auto span = parse_date(statement.field("date"));
  return span ? span->first.substr(0, year_digits) : std::string();
}

/// Counts values over all hits. Xapian's spies for slots work on servers, too.
class Counter {
public:
  Counter(const Xapian::Database& database, const Xapian::Query& query)
      : all_(database.get_doccount()), query_(unweighted(query)), enquire_(database) {}

  void add(Slot slot) { spies_[slot]; }
  void add(const std::string& stored_field) { stored_.emplace(stored_field, Counts()); }

  void run() {
    matches_ = with_all_postings(query_, [this](const Xapian::Query& query) {
      enquire_.set_query(query);
      enquire_.clear_matchspies();
      for (auto& [slot, spy] : spies_) {
        spy = std::make_unique<Xapian::ValueCountMatchSpy>(static_cast<unsigned>(slot));
        enquire_.add_matchspy(spy.get());
      }
      return enquire_.get_mset(0, stored_.empty() ? 0 : all_, all_);
    });
    for (Xapian::doccount begin = 0; !stored_.empty() && begin < matches_.size();) {
      const Xapian::doccount end = std::min(matches_.size(), begin + batch);
      matches_.fetch(matches_[begin], matches_[end - 1]);
      for (; begin < end; ++begin) count_stored(matches_[begin].get_document());
    }
  }

  std::uint64_t total() const { return matches_.get_matches_estimated(); }
  Counts counts(Slot slot) const {
    Counts counts;
    const auto& spy = *spies_.at(slot);
    for (auto value = spy.values_begin(); value != spy.values_end(); ++value)
      if (!(*value).empty()) counts[*value] += value.get_termfreq();
    return counts;
  }
  const Counts& counts(const std::string& stored_field) const { return stored_.at(stored_field); }

private:
  static constexpr Xapian::doccount batch = 1000;

  void count_stored(const Xapian::Document& document) {
    const Statement statement = StatementDecoder::fields(document.get_data());
    for (auto& [field, counts] : stored_)
      if (std::string value = value_of(statement, field); !value.empty()) ++counts[value];
  }

  Xapian::doccount all_;
  Xapian::Query query_;
  Xapian::Enquire enquire_;
  std::map<Slot, std::unique_ptr<Xapian::ValueCountMatchSpy>> spies_;
  std::map<std::string, Counts> stored_;
  Xapian::MSet matches_;
};

/// Spellings that a filter takes for one value are one value, shown as most
/// statements have it.
Facet facet_of(const std::string& field, const Counts& counts, std::uint64_t total) {
  struct Value {
    std::string spelling;
    std::uint64_t with_spelling = 0;
    std::uint64_t statements = 0;
  };
  std::map<std::string, Value> values;
  Facet facet{field, {}, total};
  for (const auto& [spelling, count] : counts) {
    std::string key = value_key(spelling);
    Value& value = values[key.empty() ? spelling : std::move(key)];
    if (count > value.with_spelling) {
      value.spelling = spelling;
      value.with_spelling = count;
    }
    value.statements += count;
    facet.without -= count;
  }
  for (auto& [key, value] : values)
    facet.values.push_back({std::move(value.spelling), value.statements});
  std::stable_sort(
      facet.values.begin(), facet.values.end(),
      [](const FacetValue& a, const FacetValue& b) { return a.statements > b.statements; });
  return facet;
}

int number_of(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

/// The periods, without a gap, from the first to the last that `periods` has.
void fill_gaps(std::map<std::string, PeriodCount>& periods, Period by) {
  if (periods.empty()) return;
  constexpr int months = 12;
  const int per_year = by == Period::month ? months : 1;
  const auto ordinal = [&](const std::string& period) {
    const int year = number_of(std::string_view(period).substr(0, year_digits)) * per_year;
    return by == Period::month ? year + number_of(std::string_view(period).substr(year_digits)) - 1
                               : year;
  };
  const int last = ordinal(periods.rbegin()->first);
  for (int at = ordinal(periods.begin()->first); at < last; ++at)
    periods.try_emplace(by == Period::month
                            ? fmt::format("{:04}{:02}", at / months, at % months + 1)
                            : fmt::format("{:04}", at));
}

Timeline timeline_of(const Counts& hits, const Counts& base, Period by) {
  const std::size_t digits = by == Period::month ? month_digits : year_digits;
  Timeline timeline{by, {}, {}};
  std::map<std::string, PeriodCount> periods;
  const auto period_of = [&](const std::string& date) -> PeriodCount& {
    return date.size() < digits ? timeline.undated : periods[date.substr(0, digits)];
  };
  for (const auto& [bytes, statements] : base) {
    const Extent extent = decode_extent(bytes);
    PeriodCount& period = period_of(extent.date);
    period.all += statements;
    period.words += extent.words * statements;
  }
  for (const auto& [bytes, statements] : hits)
    period_of(decode_extent(bytes).date).statements += statements;
  fill_gaps(periods, by);
  for (auto& [period, count] : periods) {
    count.period = period;
    if (by == Period::month) count.period.insert(year_digits, 1, '-');
    timeline.periods.push_back(std::move(count));
  }
  return timeline;
}

}  // namespace

Tally tally(const Xapian::Database& database, const Xapian::Query& query, const Xapian::Query& base,
            const TallyRequest& request) {
  Counter hits(database, query);
  for (const std::string& field : request.facets) {
    if (const auto slot = slot_of(field))
      hits.add(*slot);
    else
      hits.add(field);
  }
  if (request.timeline) hits.add(Slot::extent);
  hits.run();
  Tally tally;
  tally.total = hits.total();
  for (const std::string& field : request.facets) {
    const auto slot = slot_of(field);
    tally.facets.push_back(
        facet_of(field, slot ? hits.counts(*slot) : hits.counts(field), hits.total()));
  }
  if (request.timeline) {
    Counter all(database, base);
    all.add(Slot::extent);
    all.run();
    tally.timeline =
        timeline_of(hits.counts(Slot::extent), all.counts(Slot::extent), *request.timeline);
  }
  return tally;
}

}  // namespace demarche
