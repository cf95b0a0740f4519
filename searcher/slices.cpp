// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/slices.hpp"

#include <algorithm>
#include <future>
#include <map>
#include <optional>
#include <string>

namespace demarche {
namespace {

using Xapian::Query;

bool has_type(const Query& query, Query::op type) {
  if (query.get_type() == type) return true;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    if (has_type(query.get_subquery(i), type)) return true;
  }
  return false;
}

/// What a query has to look at, in postings, roughly.
class Effort {
public:
  explicit Effort(const Xapian::Database& database) : database_(database) {}

  double of(const Query& query) {
    if (query.get_type() == Query::LEAF_TERM) return frequency(*query.get_terms_begin());
    const std::size_t parts = query.get_num_subqueries();
    const bool is_phrase =
        query.get_type() == Query::OP_PHRASE || query.get_type() == Query::OP_NEAR;
    double all = 0, least = database_.get_doccount();
    for (std::size_t i = 0; i < parts; ++i) {
      const double part = of(query.get_subquery(i));
      all += part;
      least = std::min(least, part);
    }
    return is_phrase ? least * static_cast<double>(parts) * postings_per_place : all;
  }

private:
  static constexpr double postings_per_place = 10;
  /// More terms are too many to ask for, and taken to be common.
  static constexpr std::size_t max_terms = 200;

  double frequency(const std::string& term) {
    if (frequencies_.size() >= max_terms) return database_.get_doccount();
    const auto [found, is_new] = frequencies_.try_emplace(term);
    if (is_new) found->second = database_.get_termfreq(term);
    return found->second;
  }

  const Xapian::Database& database_;
  std::map<std::string, double> frequencies_;
};

unsigned slices_of(const StatementIndex& index, const Query& query) {
  const SearchThreads& threads = index.threads();
  // A source of postings can't be copied.
  if (threads.most == 1 || !index.is_local() || has_type(query, Query::LEAF_POSTING_SOURCE))
    return 1;
  const double most = threads.most;
  const double postings = Effort(index.database()).of(query);
  return postings >= most * threads.postings_each
             ? threads.most
             : static_cast<unsigned>(std::max(postings / threads.postings_each, 1.0));
}

/// The documents [begin, end) of each of the databases.
class Slice : public Xapian::PostingSource {
public:
  Slice(Xapian::docid begin, Xapian::docid end) : begin_(begin), end_(end) {}

  Xapian::doccount get_termfreq_min() const override { return 0; }
  // So that the query's own postings lead, and this only says whether they are in it.
  Xapian::doccount get_termfreq_est() const override { return all_; }
  Xapian::doccount get_termfreq_max() const override { return all_; }
  Xapian::docid get_docid() const override { return at_; }
  bool at_end() const override { return at_ >= end_; }
  void next(double) override { at_ = std::max(at_ + 1, begin_); }
  void skip_to(Xapian::docid document, double) override { at_ = std::max({at_, document, begin_}); }
  Slice* clone() const override { return new Slice(begin_, end_); }
  void init(const Xapian::Database& database) override {
    all_ = database.get_doccount();
    at_ = 0;
  }

private:
  Xapian::docid begin_, end_;
  Xapian::doccount all_ = 0;
  Xapian::docid at_ = 0;
};

/// The query in each of the slices. What counts references to a query's parts is for one thread, so
/// that each has parts of its own.
std::vector<Query> in_slices(const Query& query, unsigned slices, Xapian::docid last) {
  const Xapian::docid size = last / slices + 1;
  const std::string serialised = query.serialise();
  std::vector<Query> parts;
  for (unsigned i = 0; i < slices; ++i) {
    Slice* slice = new Slice(i * size + 1, (i + 1) * size + 1);
    parts.emplace_back(Query::OP_FILTER, Query::unserialise(serialised), Query(slice->release()));
  }
  return parts;
}

}  // namespace

bool has_positions(const Query& query) {
  return has_type(query, Query::OP_PHRASE) || has_type(query, Query::OP_NEAR);
}

bool takes_long(const StatementIndex& index, const Query& query) {
  return Effort(index.database()).of(query) >= index.threads().postings_each;
}

std::vector<Xapian::MSet> match_in_slices(const StatementIndex& index, const Query& query,
                                          const Matching& match) {
  const unsigned slices = slices_of(index, query);
  if (slices == 1) return {match(index.database(), query)};
  const std::vector<Query> parts = in_slices(query, slices, index.last_document());
  std::vector<std::future<std::optional<Xapian::MSet>>> others;
  for (unsigned i = 1; i < slices; ++i)
    others.push_back(std::async(std::launch::async, [&index, &match, &part = parts[i]] {
      const auto database = index.another();
      return database ? std::optional(match(*database, part)) : std::nullopt;
    }));
  std::vector<Xapian::MSet> found{match(index.database(), parts[0])};
  for (unsigned i = 1; i < slices; ++i) {
    const auto other = others[i - 1].get();
    found.push_back(other ? *other : match(index.database(), parts[i]));
  }
  return found;
}

}  // namespace demarche
