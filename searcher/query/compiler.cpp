// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/compiler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "common/index/schema.hpp"
#include "common/text/character.hpp"
#include "common/text/compounds.hpp"
#include "common/text/fold.hpp"
#include "common/text/stemmer.hpp"
#include "common/text/token.hpp"
#include "searcher/query/date_range.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/query/spellings.hpp"
#include "searcher/query/term_queries.hpp"

namespace demarche {
namespace {

using Kind = PatternElement::Kind;
using Xapian::Query;

/// Words so common that in an all-capitals query only an acronym can be meant.
constexpr std::array<std::string_view, 30> function_words = {
    "all", "am", "an", "are", "as", "at", "be", "by", "can", "do", "for", "he", "if", "in", "is",
    "it",  "may", "me", "my", "no", "not", "of", "on", "or", "so", "to", "up", "us", "we", "who"};

/// Whether a letter stands in `text` that is no capital, in any script.
bool has_small_letter(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Character next = character_at(text, i);
    if (next.type == CharacterType::cut) return true;
    if (next.type == CharacterType::word && !is_digit(next.code) && next.code != '_' &&
        case_of(next.code) != Case::upper)
      return true;
    i = next.end;
  }
  return false;
}

/// All words and phrases of a tree, and nothing of its filters.
void collect_texts(const QueryNode& node, std::vector<const QueryNode*>& out) {
  if (node.kind == NodeKind::word || node.kind == NodeKind::phrase) out.push_back(&node);
  for (const QueryNode& child : node.children) collect_texts(child, out);
}

std::string pattern_text(const Pattern& pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const PatternElement& element = pattern[i];
    if (i > 0) out += ' ';
    if (element.kind == Kind::compound) {
      out += element.text.substr(joined_word(element.text).size() + 1);
      // The parts that follow belong to it.
      i += static_cast<std::size_t>(std::count(element.text.begin(), element.text.end(), '-'));
    } else {
      out += element.text;
    }
  }
  return out;
}

Query zero_weight(const Query& query) { return {Query::OP_SCALE_WEIGHT, query, 0.0}; }

class Compiler {
public:
  Compiler(std::string_view typed, const CompilerSettings& settings,
           const Xapian::Database& database)
      : typed_(typed), settings_(settings), database_(database), terms_(database) {
    for (const std::string& language : settings.languages) stemmers_.emplace_back(language);
  }

  CompiledQuery compile(const QueryNode& root) {
    decide_acronyms(root);
    const auto query = node(root, {});
    if (!query)
      throw QueryError("the query has no words", {0, typed_.size()});
    out_.query = *query;
    return std::move(out_);
  }

private:
  /// Capitals mean acronyms in a query that has small letters too, and in one
  /// where every word is written in capitals by the index or is otherwise a
  /// function word; else the query is a headline.
  void decide_acronyms(const QueryNode& root) {
    std::vector<const QueryNode*> texts;
    collect_texts(root, texts);
    bool capitals = false;
    bool all_acronyms = true;
    for (const QueryNode* text : texts) {
      if (has_small_letter(text->text)) {
        acronyms_ = true;
        return;
      }
      for (const QueryWord& word : query_words(text->text, false)) {
        if (!word.capitals) continue;
        capitals = true;
        all_acronyms = all_acronyms && is_acronym(word.term);
      }
    }
    acronyms_ = all_acronyms;
    if (capitals && !all_acronyms)
      out_.notes.emplace_back("all in capitals: read without regard to them");
  }

  bool is_acronym(const std::string& word) const {
    return std::find(function_words.begin(), function_words.end(), word) != function_words.end() ||
           terms_.is_mostly_capitals(word);
  }

  /// Nothing where the node has no words.
  std::optional<Query> node(const QueryNode& node, const std::string& field) {
    switch (node.kind) {
      case NodeKind::word: return word(node, field);
      case NodeKind::phrase: return phrase(node, field);
      case NodeKind::filter: return zero_weight(filter(node));
      case NodeKind::sequence: return sequence(node, field);
      case NodeKind::all: return operands(node, field, Query::OP_AND);
      case NodeKind::any: return operands(node, field, Query::OP_OR);
      case NodeKind::field: return this->node(node.children.front(), node.text);
      case NodeKind::negation: {
        const auto excluded = negated(node, field);
        if (!excluded) return std::nullopt;
        return Query(Query::OP_AND_NOT, zero_weight(Query::MatchAll), *excluded);
      }
    }
    return std::nullopt;
  }

  std::optional<Query> negated(const QueryNode& node, const std::string& field) {
    const bool outer = std::exchange(excluded_, !excluded_);
    auto query = this->node(node.children.front(), field);
    excluded_ = outer;
    return query;
  }

  std::optional<Query> operands(const QueryNode& node, const std::string& field, Query::op op) {
    std::vector<Query> queries;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
      const bool subtract = op == Query::OP_AND && child.kind == NodeKind::negation;
      if (auto query = subtract ? negated(child, field) : this->node(child, field))
        (subtract ? excluded : queries).push_back(std::move(*query));
    }
    return combine(queries, excluded, {}, op);
  }

  /// Operands side by side: filters of one field are alternatives, those of
  /// different fields must all hold, whatever the words need.
  std::optional<Query> sequence(const QueryNode& node, const std::string& field) {
    std::vector<Query> queries;
    std::vector<Query> excluded;
    std::map<std::string, std::vector<Query>> filters;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const QueryNode& child = node.children[i];
      if (child.kind == NodeKind::filter) {
        filters[child.name].push_back(filter(child));
      } else if (child.kind == NodeKind::negation) {
        if (auto query = negated(child, field)) excluded.push_back(std::move(*query));
      } else if (auto query = open_compound(node.children, i, field)) {
        queries.push_back(std::move(*query));
        ++i;
      } else if (auto one = this->node(child, field)) {
        queries.push_back(std::move(*one));
      }
    }
    std::vector<Query> required;
    for (const auto& [name, alternatives] : filters)
      required.emplace_back(Query::OP_OR, alternatives.begin(), alternatives.end());
    return combine(queries, excluded, required, settings_.any ? Query::OP_OR : Query::OP_AND);
  }

  static std::optional<Query> combine(const std::vector<Query>& queries,
                                      const std::vector<Query>& excluded,
                                      const std::vector<Query>& required, Query::op op) {
    if (queries.empty() && excluded.empty() && required.empty()) return std::nullopt;
    Query query = queries.empty() ? zero_weight(Query::MatchAll)
                                  : Query(op, queries.begin(), queries.end());
    if (!required.empty())
      query = Query(Query::OP_FILTER, query,
                    Query(Query::OP_AND, required.begin(), required.end()));
    if (!excluded.empty())
      query = Query(Query::OP_AND_NOT, query, Query(Query::OP_OR, excluded.begin(), excluded.end()));
    return query;
  }

  /// `cease fire` as two operands side by side also means `ceasefire`.
  std::optional<Query> open_compound(const std::vector<QueryNode>& nodes, std::size_t at,
                                     const std::string& field) {
    if (settings_.exact || at + 1 >= nodes.size()) return std::nullopt;
    const auto first = plain_word(nodes[at]);
    const auto second = plain_word(nodes[at + 1]);
    if (!first || !second || !is_open_compound(first->term, second->term)) return std::nullopt;
    const auto one = node(nodes[at], field);
    const auto two = node(nodes[at + 1], field);
    QueryWord joined;
    joined.term = first->term + second->term;
    QueryLeaf leaf{field, stem_patterns(joined, field), excluded_};
    const Query query = terms_.leaf(leaf);
    const std::string typed(typed_.substr(nodes[at].span.begin,
                                          nodes[at + 1].span.end - nodes[at].span.begin));
    out_.aliases.push_back(fmt::format("{} = {}", typed, joined.term));
    out_.leaves.push_back({std::move(leaf), query, typed, fmt::format("{} (another spelling)", joined.term)});
    return Query(Query::OP_OR, Query(settings_.any ? Query::OP_OR : Query::OP_AND, *one, *two),
                 query);
  }

  std::optional<QueryWord> plain_word(const QueryNode& node) const {
    if (node.kind != NodeKind::word || node.exact || node.prefix) return std::nullopt;
    std::vector<QueryWord> words = query_words(node.text, false);
    if (words.size() != 1 || (acronyms_ && words.front().capitals) || !words.front().tag.empty())
      return std::nullopt;
    return std::move(words.front());
  }

  std::optional<Query> word(const QueryNode& node, const std::string& field) {
    std::vector<QueryWord> words = query_words(node.text, false);
    if (words.empty()) {
      out_.dropped.push_back(node.text);
      return std::nullopt;
    }
    if (node.prefix) words.back().prefix = true;
    // What was typed in one piece stands so in the text: `A/RES/75/1`; a comma
    // or a dash between words leaves them words of their own.
    std::vector<Query> pieces;
    for (std::size_t begin = 0; begin < words.size();) {
      std::size_t end = begin + 1;
      while (end < words.size() && words[end].attached) ++end;
      std::vector<QueryWord> piece(words.begin() + static_cast<std::ptrdiff_t>(begin),
                                   words.begin() + static_cast<std::ptrdiff_t>(end));
      for (QueryWord& part : piece) part.compound_end -= std::min(part.compound_end, begin);
      pieces.push_back(this->piece(std::move(piece), node, field));
      begin = end;
    }
    return pieces.size() == 1 ? pieces.front()
                              : Query(Query::OP_AND, pieces.begin(), pieces.end());
  }

  /// Words typed in one piece, mostly one.
  Query piece(std::vector<QueryWord> words, const QueryNode& node, const std::string& field) {
    const bool exact = node.exact || settings_.exact;
    if (!exact) drop_clitics(words);
    QueryLeaf leaf{field, {}, excluded_};
    std::string how;
    if (words.size() == 1) {
      single_word(words.front(), exact, leaf, how);
    } else {
      leaf.patterns = phrase_patterns(words, rules(is_chain(words), field, exact), cut_);
      if (!exact && words.front().compound_end == words.size() && !words.back().prefix)
        add_joined_stems(words, field, leaf.patterns);
      how = fmt::format("\"{}\"", pattern_text(leaf.patterns.front()));
    }
    return add_leaf(node, std::move(leaf), std::move(how));
  }

  void single_word(const QueryWord& word, bool exact, QueryLeaf& leaf, std::string& how) {
    if (word.prefix) {
      leaf.patterns = {{{Kind::prefix, word.term}}};
      how = fmt::format("{}* ({} words)", word.term, terms_.count_words(leaf.field, word.term));
    } else if (!word.tag.empty() && leaf.field.empty()) {
      leaf.patterns = {{{Kind::tag, word.tag}}};
      how = word.tag;
    } else if (word.capitals && (acronyms_ || exact) && leaf.field.empty()) {
      leaf.patterns = {{{Kind::acronym, word.term}}};
      how = fmt::format("{} (in capitals)", word.term);
    } else if (exact) {
      // A word that a line's end parts is still that form.
      leaf.patterns = phrase_patterns({word}, rules(false, leaf.field, exact), cut_);
      how = fmt::format("{} (this form alone)", word.term);
    } else {
      leaf.patterns = stem_patterns(word, leaf.field);
      how = stems_text(word, leaf.patterns);
      const auto parts = open_parts(word.term);
      if (parts && leaf.field.empty())
        leaf.patterns.push_back({{Kind::word, std::string(parts->first)},
                                 {Kind::word, std::string(parts->second)}});
    }
  }

  static std::string stems_text(const QueryWord& word, const std::vector<Pattern>& patterns) {
    std::string stems;
    for (const Pattern& pattern : patterns) {
      if (pattern.front().kind == Kind::stem) (stems += stems.empty() ? "" : " ") += pattern.front().text;
    }
    return stems.empty() ? word.term : fmt::format("{} (stem {})", word.term, stems);
  }

  /// A word by its stems in every language of the index, and as it stands
  /// where one of them has no stemmer.
  std::vector<Pattern> stem_patterns(const QueryWord& word, const std::string& field) {
    std::vector<Pattern> patterns;
    const auto add = [&patterns](Kind kind, const std::string& text) {
      Pattern pattern{{kind, text}};
      if (std::find(patterns.begin(), patterns.end(), pattern) == patterns.end())
        patterns.push_back(std::move(pattern));
    };
    bool unstemmed = stemmers_.empty();
    const bool stemmed_field = field.empty() || field == "title";
    for (Stemmer& stemmer : stemmers_) {
      const auto& stems = stemmer.stems(word.term, word.accented);
      unstemmed = unstemmed || stems.empty();
      for (const std::string& stem : stems) {
        if (stemmed_field) add(Kind::stem, stem);
      }
    }
    if (unstemmed || !stemmed_field) add(Kind::word, word.term);
    return patterns;
  }

  void add_joined_stems(const std::vector<QueryWord>& words, const std::string& field,
                        std::vector<Pattern>& patterns) {
    QueryWord joined;
    for (const QueryWord& word : words) joined.term += word.term;
    for (Pattern& pattern : stem_patterns(joined, field)) patterns.push_back(std::move(pattern));
  }

  static void drop_clitics(std::vector<QueryWord>& words) {
    const auto is_clitic = [](const QueryWord& word) { return word.clitic; };
    if (std::all_of(words.begin(), words.end(), is_clitic)) return;
    for (std::size_t i = words.size(); i-- > 0;) {
      if (!words[i].clitic) continue;
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
      for (QueryWord& word : words) word.compound_end -= word.compound_end > i ? 1 : 0;
    }
  }

  /// Whether words in one piece are tied by hyphens (`UN-led`), and are not
  /// the parts of a symbol (`A/RES/75/1`), whose letter case says nothing.
  static bool is_chain(const std::vector<QueryWord>& words) {
    return words.front().compound_end == words.size();
  }

  /// Fields other than the text hold neither acronyms nor compounds.
  SpellingRules rules(bool acronyms, const std::string& field, bool exact) const {
    if (!field.empty())
      return {false, !exact, [](const std::string&) { return std::vector<std::string>{}; }};
    return {acronyms && acronyms_, !exact,
            [this, exact](const std::string& word) { return terms_.compounds(word, exact); }};
  }

  std::optional<Query> phrase(const QueryNode& node, const std::string& field) {
    const std::vector<QueryWord> words = query_words(node.text, true);
    if (words.empty()) {
      out_.dropped.push_back(node.text);
      return std::nullopt;
    }
    QueryLeaf leaf{field, {}, excluded_};
    leaf.patterns = phrase_patterns(words, rules(true, field, settings_.exact), cut_);
    return add_leaf(node, std::move(leaf), fmt::format("\"{}\"", node.text));
  }

  Query add_leaf(const QueryNode& node, QueryLeaf leaf, std::string understood) {
    if (!leaf.field.empty()) understood = fmt::format("{}:{}", leaf.field, understood);
    for (const Pattern& pattern : leaf.patterns) {
      // Stems and the word itself are no other spellings.
      if (pattern.front().kind == Kind::stem) continue;
      const std::string spelling = pattern_text(pattern);
      if (spelling != pattern_text(leaf.patterns.front()) && spelling != value_key(node.text))
        out_.aliases.push_back(fmt::format("{} = {}", node.text, spelling));
    }
    if (std::exchange(cut_, false))
      out_.notes.push_back(fmt::format("“{}”: only the first {} spellings were tried", node.text,
                                       max_spellings));
    const Query query = terms_.leaf(leaf);
    out_.leaves.push_back({std::move(leaf), query, std::string(source(node)), std::move(understood)});
    return query;
  }

  std::string_view source(const QueryNode& node) const {
    return typed_.substr(node.span.begin, node.span.end - node.span.begin);
  }

  Query filter(const QueryNode& node) {
    std::string understood;
    Query query = filter_query(node, understood);
    out_.leaves.push_back({{node.name, {}, excluded_}, query, std::string(source(node)), std::move(understood)});
    return query;
  }

  Query filter_query(const QueryNode& node, std::string& understood) const {
    if (node.name == "date" || node.name == "since" || node.name == "until") {
      const DateSpan range = date_range(node);
      understood = fmt::format("date from {} to {}", range.first, range.last);
      // The whole of the statement's own span lies in the range.
      return {Query::OP_AND,
              Query(Query::OP_VALUE_RANGE, static_cast<unsigned>(Slot::first_day), range.first, range.last),
              Query(Query::OP_VALUE_RANGE, static_cast<unsigned>(Slot::last_day), range.first, range.last)};
    }
    if (node.name == "id") {
      understood = fmt::format("id = {}", node.text);
      return Query(std::string(prefix::id) + document_key(node.text));
    }
    std::string key = value_key(node.text);
    if (node.name == "language") key = key.substr(0, key.find(' '));
    understood = fmt::format("{} = {}{}", node.name, key, node.prefix ? "*" : "");
    const std::string term = field_value_term(node.name, key);
    if (!node.prefix) return Query(term);
    return {Query::OP_WILDCARD, term, 0, Query::WILDCARD_LIMIT_ERROR, Query::OP_OR};
  }

  std::string_view typed_;
  const CompilerSettings& settings_;
  const Xapian::Database& database_;
  TermQueries terms_;
  std::vector<Stemmer> stemmers_;
  CompiledQuery out_;
  bool acronyms_ = false;
  bool excluded_ = false;
  bool cut_ = false;
};

}  // namespace

CompiledQuery compile_query(const QueryNode& root, std::string_view typed,
                            const CompilerSettings& settings, const Xapian::Database& database) {
  return Compiler(typed, settings, database).compile(root);
}

}  // namespace demarche
