// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/near_query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "common/text/analyzer.hpp"
#include "searcher/excerpt/matcher.hpp"
#include "searcher/excerpt/term_places.hpp"
#include "searcher/query/boolean_query.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/ranking/own_postings.hpp"
#include "searcher/ranking/slices.hpp"

namespace demarche {
namespace {

using Kind = PatternElement::Kind;
using Xapian::Query;

static_assert(max_distance < paragraph_gap, "no window spans a paragraph's end");

/// Operands that may meet in one word are tried in every order, up to so many.
constexpr std::size_t max_ordered_operands = 4;

/// What reading a place costs, in those that Xapian compares (measured).
constexpr double work_of_place = 10;

/// A term that an operand begins with.
struct Head {
  std::string term;
  std::string word;                    ///< the word that stands there
  bool is_all;                         ///< the operand is this one word
  std::vector<std::string> languages;  ///< as PatternElement's
};

using Heads = std::vector<Head>;

/// The word that stands where a term does, by what follows the term's prefix.
std::string word_of(Kind kind, std::string_view tail) {
  if (kind == Kind::tag) return std::string(tail.substr(1));
  if (kind != Kind::compound && kind != Kind::compound_prefix) return std::string(tail);
  const std::string compound = compound_of(tail);
  const std::size_t begin = joined_word(compound).size() + 1;
  return compound.substr(begin, compound.find('-', begin) - begin);
}

/// What the terms of a kind begin with.
std::string start_of(const std::string& field, Kind kind) {
  return term_of(field, {kind == Kind::compound ? Kind::compound_prefix : kind, {}});
}

/// A statement that may match.
struct Candidate {
  Xapian::docid number;
  std::string language, id;
};

/// Places of terms in statements that are asked for in the order of their
/// numbers. Which statements have a term at all is asked once for each term,
/// since a server takes its time for every answer.
class PlaceReader {
public:
  PlaceReader(const Xapian::Database& database, const std::string& field)
      : database_(database), field_(field) {}

  std::vector<WordPlace> places(Xapian::docid number, const PatternElement& element) {
    if (element.kind == Kind::prefix || element.kind == Kind::compound_prefix)
      return term_places(database_, number, field_, element);
    const std::string term = term_of(field_, element);
    const auto [posting, is_new] = postings_.try_emplace(term);
    const auto end = database_.postlist_end(term);
    if (is_new) posting->second = database_.postlist_begin(term);
    Xapian::PostingIterator& at = posting->second;
    if (at != end) at.skip_to(number);
    if (at == end || *at != number) return {};
    return term_places(database_, number, field_, element);
  }

private:
  const Xapian::Database& database_;
  const std::string& field_;
  std::map<std::string, Xapian::PostingIterator> postings_;
};

class NearQuery {
public:
  NearQuery(const QueryLeaf& leaf, const TermQueries& terms, const StatementIndex& index,
            Xapian::doccount& budget)
      : leaf_(leaf), proximity_(*leaf.proximity), terms_(terms), index_(index), budget_(budget) {
    for (const auto& operand : proximity_.operands) add_heads(operand);
    meet_ = operands_meet();
  }

  Query query() const {
    std::vector<Query> operands;
    for (const auto& operand : proximity_.operands)
      operands.push_back(terms_.any_pattern(leaf_.field, operand));
    const Query all(Query::OP_AND, operands.begin(), operands.end());
    std::vector<Query> found = certain();
    if (!is_certain_all()) {
      Query open(Query::OP_FILTER, all, possible());
      if (!found.empty())
        open = Query(Query::OP_AND_NOT, open, Query(Query::OP_OR, found.begin(), found.end()));
      add_matching(open, found);
    }
    return {Query::OP_FILTER, all, Query(Query::OP_OR, found.begin(), found.end())};
  }

private:
  void add_heads(const std::vector<Pattern>& operand) {
    Heads heads;
    std::uint32_t longest = 0;
    for (const Pattern& pattern : operand) {
      const PatternElement& first = pattern.front();
      const std::string start = start_of(leaf_.field, first.kind);
      for (const std::string& term : terms_.terms(leaf_.field, first, true)) {
        heads.push_back({term, word_of(first.kind, std::string_view(term).substr(start.size())),
                         max_words(pattern) == 1, first.languages});
      }
      longest = std::max(longest, max_words(pattern));
    }
    heads_.push_back(std::move(heads));
    longest_ += longest;
  }

  /// Whether one word of a text can be part of two operands' beginnings.
  bool operands_meet() const {
    std::set<std::string> earlier;
    for (const Heads& heads : heads_) {
      std::set<std::string> words;
      for (const Head& head : heads) words.insert(head.word);
      for (const std::string& word : words) {
        if (!earlier.insert(word).second) return true;
      }
    }
    return false;
  }

  bool has_orders() const {
    return proximity_.in_order || !meet_ || heads_.size() <= max_ordered_operands;
  }

  /// In how many orders within() tries the operands.
  double orders() const {
    double orders = 1;
    if (!proximity_.in_order && meet_) {
      for (std::size_t i = 2; i <= heads_.size(); ++i) orders *= static_cast<double>(i);
    }
    return orders;
  }

  /// Whether certain() finds all that there is.
  bool is_certain_all() const {
    return has_orders() && std::all_of(heads_.begin(), heads_.end(), [](const Heads& heads) {
             return std::all_of(heads.begin(), heads.end(),
                                [](const Head& head) { return head.is_all; });
           });
  }

  /// Statements that match for sure, by operands of one word: in any language,
  /// and in each one that has words of its own.
  std::vector<Query> certain() const {
    std::vector<Query> found;
    if (!has_orders()) return found;
    const auto window =
        static_cast<Xapian::termcount>(proximity_.distance + proximity_.operands.size());
    std::set<std::string> languages;
    for (const Heads& heads : heads_) {
      for (const Head& head : heads) languages.insert(head.languages.begin(), head.languages.end());
    }
    found.push_back(
        within(window, [](const Head& head) { return head.is_all && head.languages.empty(); }));
    // Each looks at the statements of its language alone.
    const double share = 1 / static_cast<double>(std::max<std::size_t>(languages.size(), 1));
    for (const std::string& language : languages) {
      const auto is_meant = [&](const Head& head) {
        return head.is_all &&
               (head.languages.empty() || std::find(head.languages.begin(), head.languages.end(),
                                                    language) != head.languages.end());
      };
      const Query near = within(window, is_meant, share);
      found.emplace_back(Query::OP_FILTER, near, Query(field_value_term("language", language)));
    }
    return found;
  }

  /// Statements that may match: wherever an operand ends, its first word is in the window.
  Query possible() const {
    if (!has_orders()) return all_statements();
    return within(proximity_.distance + longest_, [](const Head&) { return true; });
  }

  /// Statements with a head of each operand, of those that `is_meant`, within
  /// so many words; `share`: of the statements, to which the caller confines it.
  template <typename IsMeant>
  Query within(Xapian::termcount window, const IsMeant& is_meant, double share = 1) const {
    std::vector<Query> operands;
    std::vector<TermStatistics> statistics;
    for (const Heads& heads : heads_) {
      std::vector<std::string> terms;
      for (const Head& head : heads) {
        if (is_meant(head)) terms.push_back(head.term);
      }
      if (terms.empty()) return {};
      statistics.push_back(terms_.work().any_of(terms));
      operands.emplace_back(Query::OP_OR, terms.begin(), terms.end());
    }
    terms_.work().take(statistics, orders() * share);
    if (proximity_.in_order) return {Query::OP_PHRASE, operands.begin(), operands.end(), window};
    if (!meet_) return {Query::OP_NEAR, operands.begin(), operands.end(), window};
    // OP_NEAR would not always see that one word is not two.
    std::vector<std::size_t> order(operands.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<Query> orders;
    do {
      std::vector<Query> ordered;
      for (const std::size_t operand : order) ordered.push_back(operands[operand]);
      orders.emplace_back(Query::OP_PHRASE, ordered.begin(), ordered.end(), window);
    } while (std::next_permutation(order.begin(), order.end()));
    return {Query::OP_OR, orders.begin(), orders.end()};
  }

  /// Looks at each statement of `open` by itself.
  void add_matching(const Query& open, std::vector<Query>& found) const {
    QueryLeaf leaf = leaf_;
    leaf.excluded = false;
    Matcher matcher({leaf}, leaf.field);
    PlaceReader reader(index_.database(), leaf.field);
    const std::vector<Candidate> all = candidates(open);
    terms_.work().take_places(static_cast<double>(all.size()) * matching_work());
    for (const Candidate& candidate : all) {
      const auto lookup = [&](const PatternElement& element) {
        return reader.places(candidate.number, element);
      };
      if (!matcher.locate(lookup, 0, candidate.language).empty())
        found.emplace_back(std::string(prefix::id) + document_key(candidate.id));
    }
  }

  /// What it costs to look at one statement: places_of_matches() tries the sets
  /// of operands at each place.
  double matching_work() const {
    const std::size_t operands = proximity_.operands.size();
    const double sets = proximity_.in_order ? static_cast<double>(operands + 1)
                                            : static_cast<double>(std::size_t{1} << operands);
    double places = 0;
    for (const auto& operand : proximity_.operands) {
      for (const Pattern& pattern : operand) {
        for (const PatternElement& element : pattern) {
          const TermStatistics found =
              terms_.work().any_of(terms_.terms(leaf_.field, element, false));
          if (found.statements > 0) places += found.places / found.statements;
        }
      }
    }
    return places * (work_of_place + sets);
  }

  /// The statements of a query, in the order of their numbers.
  std::vector<Candidate> candidates(const Query& query) const {
    const auto match = [&](const Xapian::Database& database, const Query& part) {
      Xapian::Enquire enquire(database);
      enquire.set_query(part);
      if (!index_.is_local()) {
        // So that what is known of a statement comes with it, and needs no request of its own.
        enquire.set_sort_by_value(static_cast<unsigned>(Slot::language), false);
        enquire.set_collapse_key(static_cast<unsigned>(Slot::id));
      }
      return enquire.get_mset(0, budget_ + 1);
    };
    const std::vector<Xapian::MSet> slices = with_all_postings(
        unweighted(query), [&](const Query& one) { return match_in_slices(index_, one, match); });
    std::vector<Candidate> all;
    for (const Xapian::MSet& slice : slices) {
      for (auto hit = slice.begin(); hit != slice.end(); ++hit) {
        if (index_.is_local()) {
          const Xapian::Document document = hit.get_document();
          all.push_back({*hit, document.get_value(static_cast<unsigned>(Slot::language)),
                         document.get_value(static_cast<unsigned>(Slot::id))});
        } else {
          all.push_back({*hit, hit.get_sort_key(), hit.get_collapse_key()});
        }
      }
    }
    if (all.size() > budget_)
      throw UsageError(
          fmt::format("the proximity is too common: more than {} statements would have to be "
                      "looked at",
                      max_examined),
          "words in place of phrases are found however common they are");
    budget_ -= static_cast<Xapian::doccount>(all.size());
    std::sort(all.begin(), all.end(),
              [](const Candidate& a, const Candidate& b) { return a.number < b.number; });
    return all;
  }

  const QueryLeaf& leaf_;
  const Proximity& proximity_;
  const TermQueries& terms_;
  const StatementIndex& index_;
  Xapian::doccount& budget_;
  std::vector<Heads> heads_;       ///< by operand
  Xapian::termcount longest_ = 0;  ///< words of all operands, each at its longest
  bool meet_ = false;
};

}  // namespace

Query near_query(const QueryLeaf& leaf, const TermQueries& terms, const StatementIndex& index,
                 Xapian::doccount& budget) {
  return NearQuery(leaf, terms, index, budget).query();
}

}  // namespace demarche
