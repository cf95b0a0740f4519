// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/slices.hpp"

#include <algorithm>
#include <cstdint>
#include <future>
#include <map>
#include <optional>
#include <string>

#include "searcher/ranking/own_positions.hpp"

namespace demarche {
namespace {

using Xapian::Query;

/// What a query has to look at, in postings, roughly.
class Effort {
public:
  explicit Effort(const Xapian::Database& database)
      : database_(database), all_(database.get_doccount()) {}

  double of(const Query& query) {
    const Part whole = part(query);
    return whole.found * whole.each;
  }

private:
  /// Documents that a part of a query finds, and what it takes to look at one.
  struct Part {
    double found = 0, each = 0;
  };

  Part part(const Query& query) {
    const std::size_t size = query.get_num_subqueries();
    if (query.get_type() == Query::LEAF_TERM) return {frequency(*query.get_terms_begin()), 1};
    if (size == 0) return {all_, 1};
    Part whole = part(query.get_subquery(0));
    double postings = whole.found * whole.each;
    for (std::size_t i = 1; i < size; ++i) {
      const Part next = part(query.get_subquery(i));
      postings += next.found * next.each;
      switch (query.get_type()) {
        case Query::OP_AND:
        case Query::OP_FILTER:
        case Query::OP_PHRASE:
        case Query::OP_NEAR:
          whole = {std::min(whole.found, next.found), whole.each + next.each};
          break;
        case Query::OP_AND_NOT:
          whole.each += next.each;
          break;
        default:
          whole.found += next.found;
          whole.each = postings / std::max(whole.found, 1.0);
      }
    }
    const bool is_phrase =
        query.get_type() == Query::OP_PHRASE || query.get_type() == Query::OP_NEAR;
    return {whole.found, whole.each * (is_phrase ? postings_per_place : 1)};
  }

  /// More are too many to ask for, and taken to be like these.
  static constexpr std::size_t max_terms = 200;

  double frequency(const std::string& term) {
    if (frequencies_.size() == max_terms) return sum_ / max_terms;
    const auto [found, is_new] = frequencies_.try_emplace(term);
    if (is_new) sum_ += found->second = database_.get_termfreq(term);
    return found->second;
  }

  static constexpr double postings_per_place = 10;

  const Xapian::Database& database_;
  const double all_;
  std::map<std::string, double> frequencies_;
  double sum_ = 0;
};

/// Each slice begins with each term: so many of them take as long as what makes a slice worth it.
constexpr double terms_each = 1'000;
/// And holds some blocks of each: so many terms in all slices together.
constexpr double max_terms_held = 20'000;

/// The documents [begin, end) of each of the databases.
class Slice final : public Xapian::PostingSource {
public:
  Slice(std::uint64_t begin, std::uint64_t end) : begin_(begin), end_(end) {}

  Xapian::doccount get_termfreq_min() const override { return 0; }
  // So that the query's own postings lead, and this only says whether they are in it; before
  // places are looked at (NearDocuments).
  Xapian::doccount get_termfreq_est() const override { return all_ == 0 ? 0 : all_ - 1; }
  Xapian::doccount get_termfreq_max() const override { return all_; }
  Xapian::docid get_docid() const override { return static_cast<Xapian::docid>(at_); }
  bool at_end() const override { return at_ >= end_; }
  void next(double) override { at_ = std::max(at_ + 1, begin_); }
  void skip_to(Xapian::docid document, double) override {
    at_ = std::max({at_, std::uint64_t{document}, begin_});
  }
  bool check(Xapian::docid document, double least) override {
    skip_to(document, least);
    return true;
  }
  Slice* clone() const override { return new Slice(begin_, end_); }
  void init(const Xapian::Database& database) override {
    all_ = database.get_doccount();
    at_ = 0;
  }

private:
  std::uint64_t begin_, end_;
  Xapian::doccount all_ = 0;
  std::uint64_t at_ = 0;
};

/// The query in each of the slices; in all at once where it has a source of postings, which can't
/// be copied. What counts references to a query's parts is for one thread, so that each has parts
/// of its own; and only the one that makes them lets go of them, since Xapian has all statements as
/// one part, for all queries.
std::vector<Query> in_slices(const Query& query, unsigned slices, Xapian::docid last) {
  std::string copy;
  try {
    copy = query.serialise();
  } catch (const Xapian::UnimplementedError&) {
    return {query};
  }
  const std::uint64_t size = std::uint64_t{last} / slices + 1;
  std::vector<Query> parts;
  for (unsigned i = 0; i < slices; ++i) {
    Slice* slice = new Slice(i * size + 1, (i + 1) * size + 1);
    parts.emplace_back(Query::OP_FILTER, Query::unserialise(copy), Query(slice->release()));
  }
  return parts;
}

}  // namespace

unsigned worthwhile_slices(const MatchSettings& settings, double postings, double terms) {
  const double each = settings.postings_each * (1 + terms / terms_each);
  const double slices = std::min({postings / each, max_terms_held / std::max(terms, 1.0),
                                  static_cast<double>(settings.threads)});
  return static_cast<unsigned>(std::max(slices, 1.0));
}

bool takes_long(const StatementIndex& index, const Query& query) {
  return Effort(index.database()).of(query) >= index.matching().postings_each;
}

Xapian::MSet first_of(const Xapian::Database& database, const Query& query, Xapian::doccount most,
                      Xapian::doccount checked) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  return enquire.get_mset(0, most, checked);
}

void in_threads(const StatementIndex& index, unsigned slices,
                const std::function<void(const Xapian::Database&, unsigned)>& work) {
  std::vector<std::future<bool>> others;
  for (unsigned i = 1; i < slices; ++i)
    // By this thread, later, where there can be no other.
    others.push_back(std::async(std::launch::async | std::launch::deferred, [&index, &work, i] {
      const auto database = index.another();
      if (database) work(*database, i);
      return database.has_value();
    }));
  work(index.database(), 0);
  for (unsigned i = 1; i < slices; ++i) {
    if (!others[i - 1].get()) work(index.database(), i);
  }
}

std::vector<Xapian::MSet> match_in_slices(const StatementIndex& index, const Query& query,
                                          const Matching& match) {
  const MatchSettings& settings = index.matching();
  if (settings.threads == 1 || !index.is_local())
    return {match(index.database(), by_own_positions(index, query))};
  const unsigned slices =
      worthwhile_slices(settings, Effort(index.database()).of(query), query.get_length());
  if (slices == 1) return {match(index.database(), by_own_positions(index, query))};
  std::vector<Query> parts = in_slices(query, slices, index.last_document());
  for (Query& part : parts) part = by_own_positions(index, part);
  std::vector<Xapian::MSet> found(parts.size());
  in_threads(index, static_cast<unsigned>(parts.size()),
             [&](const Xapian::Database& database, unsigned slice) {
               found[slice] = match(database, parts[slice]);
             });
  return found;
}

}  // namespace demarche
