// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/search.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <utility>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "searcher/excerpt.hpp"
#include "searcher/matcher.hpp"
#include "searcher/query/compiler.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {
namespace {

/// A reader fails at a writer's second commit; one that fails so often in a
/// row meets a writer that commits without rest.
constexpr int max_attempts = 20;

/// Runs `body` on one committed state of the index, from the beginning again
/// where a writer took that state away.
template <typename Body>
auto on_one_state(StatementIndex& index, const Body& body) {
  for (int attempt = 1;; ++attempt) {
    try {
      return body();
    } catch (const Xapian::DatabaseModifiedError&) {
      if (attempt == max_attempts)
        throw IndexError("the index changes faster than it can be read", "try again");
      index.reopen();
    } catch (const Xapian::DatabaseError&) {
      throw IndexError(fmt::format("the index {} cannot be read", fmt::join(index.paths(), ", ")),
                       "check it with `indexer --check`");
    }
  }
}

/// Sorts by date with undated statements last in either direction.
class DateKey : public Xapian::KeyMaker {
public:
  explicit DateKey(SortOrder order) : order_(order) {}
  std::string operator()(const Xapian::Document& document) const override {
    std::string day = document.get_value(static_cast<unsigned>(Slot::first_day));
    if (day.empty() && order_ == SortOrder::oldest) return "~";
    return day;
  }

private:
  SortOrder order_;
};

CompiledQuery compile(const StatementIndex& index, const SearcherOptions& options) {
  const QueryNode tree = parse_query(options.query, {index.user_fields(), options.fixed});
  return compile_query(tree, options.query, {index.languages(), options.any, options.exact},
                       index.database());
}

/// The exact number of statements that a query finds.
std::uint64_t count(const Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  // With every document checked, Xapian's estimate is the number itself.
  return enquire.get_mset(0, 0, database.get_doccount()).get_matches_estimated();
}

QueryReport report_of(const StatementIndex& index, const SearcherOptions& options,
                      const CompiledQuery& compiled, bool term_counts) {
  QueryReport report;
  report.typed = options.query;
  report.understood =
      to_string(parse_query(options.query, {index.user_fields(), options.fixed}), options.any);
  for (const CompiledLeaf& leaf : compiled.leaves)
    report.terms.push_back(
        {leaf.typed, leaf.understood, term_counts ? count(index.database(), leaf.query) : 0});
  report.dropped = compiled.dropped;
  report.aliases = compiled.aliases;
  report.notes = compiled.notes;
  return report;
}

std::vector<QueryLeaf> leaves_of(const CompiledQuery& compiled) {
  std::vector<QueryLeaf> leaves;
  for (const CompiledLeaf& leaf : compiled.leaves) leaves.push_back(leaf.leaf);
  return leaves;
}

/// Makes hits of documents, with one set of matchers for all of them.
class HitMaker {
public:
  HitMaker(const std::vector<QueryLeaf>& leaves, const SearcherOptions& options)
      : options_(options), in_text_(leaves, {}), in_title_(leaves, "title") {}

  Hit make(const Xapian::Document& document) {
    Hit hit;
    const std::string stored = document.get_data();
    hit.statement = options_.snippet ? decode_statement(stored) : decode_fields(stored);
    hit.statement.id = document.get_value(static_cast<unsigned>(Slot::id));
    if (!options_.snippet) return hit;
    const std::string_view language = hit.statement.field("language");
    hit.snippet = make_snippet(hit.statement.text, in_text_.read(hit.statement.text, language),
                               options_.snippet_length);
    hit.title_highlights =
        highlights_of(in_title_.read(hit.statement.field("title"), language).matches);
    hit.statement.text.clear();
    return hit;
  }

private:
  const SearcherOptions& options_;
  Matcher in_text_;
  Matcher in_title_;
};

void set_order(Xapian::Enquire& enquire, SortOrder order, const DateKey& key) {
  // The document number decides between equals, so that pages never overlap.
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  if (order != SortOrder::relevance)
    enquire.set_sort_by_key_then_relevance(const_cast<DateKey*>(&key), order == SortOrder::newest);
}

}  // namespace

SearchResults search(StatementIndex& index, const SearcherOptions& options,
                     const SearchScope& scope) {
  return on_one_state(index, [&] {
    const CompiledQuery compiled = compile(index, options);
    const Xapian::Database& database = index.database();
    SearchResults results;
    results.query = report_of(index, options, compiled, scope.term_counts);
    results.locations = index.paths();
    results.statements = database.get_doccount();
    results.offset = options.offset;
    if (!scope.hits) {
      results.total = count(database, compiled.query);
      return results;
    }
    const auto all = database.get_doccount();
    const auto clamp = [all](std::size_t number) {
      return static_cast<Xapian::doccount>(std::min<std::size_t>(number, all));
    };
    const DateKey key(options.sort);
    Xapian::Enquire enquire(database);
    enquire.set_query(compiled.query);
    set_order(enquire, options.sort, key);
    const Xapian::MSet matches = enquire.get_mset(
        clamp(options.offset), options.limit == 0 ? all : clamp(options.limit), all);
    results.total = matches.get_matches_estimated();
    HitMaker maker(leaves_of(compiled), options);
    for (auto match = matches.begin(); match != matches.end(); ++match) {
      Hit hit = maker.make(match.get_document());
      hit.rank = match.get_rank() + 1;
      hit.score = match.get_weight();
      results.hits.push_back(std::move(hit));
    }
    return results;
  });
}

ShownStatement show(StatementIndex& index, const SearcherOptions& options) {
  return on_one_state(index, [&] {
    ShownStatement shown;
    const Xapian::Database& database = index.database();
    const std::string term = std::string(prefix::id) + document_key(*options.show_id);
    const auto posting = database.postlist_begin(term);
    if (posting == database.postlist_end(term)) return shown;
    shown.found = true;
    const Xapian::Document document = database.get_document(*posting);
    shown.hit.statement = decode_statement(document.get_data());
    shown.hit.statement.id = *options.show_id;
    if (options.query.empty()) return shown;
    const std::vector<QueryLeaf> leaves = leaves_of(compile(index, options));
    const Statement& statement = shown.hit.statement;
    const std::string_view language = statement.field("language");
    shown.highlights = highlights_of(Matcher(leaves, {}).read(statement.text, language).matches);
    shown.hit.title_highlights =
        highlights_of(Matcher(leaves, "title").read(statement.field("title"), language).matches);
    return shown;
  });
}

}  // namespace demarche
