// SPDX-License-Identifier: GPL-2.0-or-later
#include <xapian.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/index/schema.hpp"
#include "common/text/analyzer.hpp"
#include "searcher/search.hpp"
#include "tests/support/speeches.hpp"
#include "tests/support/spread_corpus.hpp"

using namespace demarche;

namespace {

using Ids = std::set<std::string>;

bool is_plain(std::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](unsigned char c) { return std::islower(c) != 0; });
}

/// The index's statements, and Xapian's parser on the same terms.
class Peer {
public:
  explicit Peer(const std::string& index_path) : database_(index_path) {
    parser_.set_database(database_);
    parser_.set_default_op(Xapian::Query::OP_AND);
  }

  const Xapian::Database& database() const { return database_; }

  Ids find(const std::string& query) {
    Xapian::Enquire enquire(database_);
    enquire.set_query(parser_.parse_query(
        query, Xapian::QueryParser::FLAG_BOOLEAN | Xapian::QueryParser::FLAG_PHRASE));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    Ids ids;
    const Xapian::MSet matches = enquire.get_mset(0, database_.get_doccount());
    for (auto match = matches.begin(); match != matches.end(); ++match)
      ids.insert(match.get_document().get_value(static_cast<unsigned>(Slot::id)));
    return ids;
  }

  /// Whether the word is somewhere parted at a line's end: the rule by which
  /// such a word is whole, which Xapian's parser does not know.
  bool is_parted(const std::string& word) const {
    const std::string parted = std::string(prefix::compound) + word + "|";
    return database_.allterms_begin(parted) != database_.allterms_end(parted);
  }

private:
  Xapian::Database database_;
  Xapian::QueryParser parser_;
};

/// Random queries that both languages have, of words of the index.
class QueryMaker {
public:
  QueryMaker(StatementIndex& index, const Peer& peer, std::mt19937& random)
      : index_(index), peer_(peer), random_(random) {}

  struct Made {
    std::string query;
    std::string for_peer;  ///< which counts in NEAR/5 the word that it leads to
    bool parted = false;   ///< whether a word of it stands parted somewhere
  };

  Made make() {
    // A text of its own for each query, so that its words meet.
    read_text();
    Made made;
    add_expression(made, random_() % 3);
    return made;
  }

private:
  void read_text() {
    for (words_.clear(); words_.size() < 50;) {
      const auto number =
          static_cast<Xapian::docid>(1 + random_() % peer_.database().get_lastdocid());
      SearcherOptions options;
      options.show_id =
          peer_.database().get_document(number).get_value(static_cast<unsigned>(Slot::id));
      const std::string text = show(index_, options).hit.statement.text;
      words_.clear();
      analyze(text, 1, [&](const Token& token) {
        if (token.kind == TokenKind::word) words_.emplace_back(token.term);
      });
    }
  }

  void add_expression(Made& made, std::size_t depth) {
    if (depth == 0) {
      add_leaf(made);
      return;
    }
    static const std::vector<std::string> joints = {" AND ", " OR ", " NOT ", " "};
    const std::string& joint = joints[random_() % joints.size()];
    add(made, "(");
    add_expression(made, depth - 1);
    add(made, ")" + joint + "(");
    add_expression(made, depth - 1);
    add(made, ")");
  }

  static void add(Made& made, const std::string& both) {
    made.query += both;
    made.for_peer += both;
  }

  void add_leaf(Made& made) {
    const std::vector<std::string> words = span(1 + random_() % 4);
    made.parted = made.parted || std::any_of(words.begin(), words.end(), [&](const auto& word) {
                    return peer_.is_parted(word);
                  });
    const std::set<std::string> different(words.begin(), words.end());
    const std::size_t kind = random_() % 3;
    if (kind == 0 || words.size() == 1) {
      add(made, words.front());
    } else if (kind == 1 || different.size() < 2) {
      std::string phrase = words.front();
      for (std::size_t i = 1; i < words.size(); ++i) phrase += " " + words[i];
      add(made, "\"" + phrase + "\"");
    } else {
      const std::size_t distance = random_() % 10;
      std::string sign;
      for (const std::string& word : different) {
        made.query += (sign.empty() ? "" : " NEAR/" + std::to_string(distance) + " ") + word;
        made.for_peer += (sign.empty() ? "" : " NEAR/" + std::to_string(distance + 1) + " ") + word;
        sign = "NEAR";
      }
    }
  }

  /// So many words that follow one another in the text.
  std::vector<std::string> span(std::size_t length) {
    for (;;) {
      const std::size_t first = random_() % (words_.size() - length);
      const auto begin = words_.begin() + static_cast<std::ptrdiff_t>(first);
      const std::vector<std::string> words(begin, begin + static_cast<std::ptrdiff_t>(length));
      if (std::all_of(words.begin(), words.end(), is_plain)) return words;
      if (random_() % 50 == 0) read_text();
      length = 1 + random_() % length;
    }
  }

  StatementIndex& index_;
  const Peer& peer_;
  std::mt19937& random_;
  std::vector<std::string> words_;
};

struct Comparison {
  std::size_t found = 0;
  std::size_t by_rule = 0;  ///< queries that differ, by words that stand parted
  std::string rule_list;
  std::string differences;
};

Comparison compare(const std::string& index_path, std::size_t queries, std::size_t off = 0) {
  Comparison result;
  std::mt19937 random(1961);
  StatementIndex index({index_path});
  Peer peer(index_path);
  QueryMaker maker(index, peer, random);
  for (std::size_t i = 0; i < queries; ++i) {
    const QueryMaker::Made made = maker.make();
    SearcherOptions options;
    options.aliases = false;
    options.query = made.query;
    options.exact = true;
    options.limit = 0;
    Ids found;
    for (const Hit& hit : search(index, options, {true, false, false}).hits)
      found.insert(hit.statement.id);
    if (off > 0 && !found.empty()) found.erase(found.begin());
    const Ids expected = peer.find(made.for_peer);
    result.found += expected.size();
    if (found == expected) continue;
    const std::string line = made.query + ": " + std::to_string(found.size()) + ", Xapian " +
                             std::to_string(expected.size()) + "\n";
    result.by_rule += made.parted ? 1 : 0;
    (made.parted ? result.rule_list : result.differences) += line;
  }
  return result;
}

}  // namespace

TEST_CASE("random queries find in the sample what Xapian's own parser finds", "[laws][peer]") {
  const std::string index = test::spread_sample().whole();
  const Comparison result = compare(index, 200);
  INFO(result.rule_list);
  CHECK(result.differences == "");
  CHECK(result.by_rule < 50);
  CHECK(result.found > 300);
}

TEST_CASE("a hit too few would be seen beside Xapian's own parser", "[laws][peer][control]") {
  CHECK_FALSE(compare(test::spread_sample().whole(), 20, 1).differences.empty());
}

TEST_CASE("a thousand random queries find in the real speeches what Xapian's own parser finds",
          "[.][speeches][peer]") {
  const auto speeches = test::speeches();
  if (!speeches) return;
  const Comparison result = compare(speeches->index_path, 1000);
  CHECK(result.differences == "");
  CHECK(result.found > 10'000);
  WARN("words parted at a line's end are whole here and not there, so that "
       << result.by_rule << " of 1000 queries differ:\n"
       << result.rule_list);
}
