// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/sample_queries.hpp"

#include "common/text/analyzer.hpp"
#include "tests/support/sample_index.hpp"

namespace demarche::test {

SearcherOptions sample_options(const std::string& query) {
  SearcherOptions options;
  options.index_paths = {sample_index()};
  options.query = query;
  options.limit = 0;
  return options;
}

SearchResults search_sample(const SearcherOptions& options, const SearchScope& scope) {
  StatementIndex index(options.index_paths);
  return search(index, options, scope);
}

std::vector<Statement> sample_statements() {
  std::vector<Statement> statements;
  StatementIndex index({sample_index()});
  for (const Hit& hit : search_sample(sample_options("NOT zzzz")).hits) {
    SearcherOptions options = sample_options({});
    options.show_id = hit.statement.id;
    statements.push_back(show(index, options).hit.statement);
  }
  return statements;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  analyze(text, 1, [&](const Token& token) {
    if (token.kind == TokenKind::word)
      words.emplace_back(text.substr(token.begin, token.end - token.begin));
  });
  return words;
}

std::vector<std::string> sample_words() {
  std::vector<std::string> words;
  for (const Statement& statement : sample_statements()) {
    for (const std::string& word : words_of(statement.text)) words.push_back(word);
  }
  return words;
}

std::string random_query(std::mt19937& random, const std::vector<std::string>& words) {
  static const std::vector<std::string> filters = {"lang:en",           "lang:fr",    "date:2023",
                                                   "since:2022-05",     "until:2024", "-lang:en",
                                                   "date:2021..2022-06"};
  static const std::vector<std::string> joints = {" ", " AND ", " OR ", " NOT ", " -"};
  std::string query;
  for (std::size_t i = 0, parts = 1 + random() % 4; i < parts; ++i) {
    if (i > 0) query += joints[random() % joints.size()];
    const std::string& word = words[random() % words.size()];
    switch (random() % 5) {
      case 0:
        query += "\"" + word + " " + words[random() % words.size()] + "\"";
        break;
      case 1:
        query += "(" + word + " OR " + words[random() % words.size()] + ")";
        break;
      default:
        query += word;
    }
  }
  if (random() % 3 == 0) query += " " + filters[random() % filters.size()];
  return query;
}

}  // namespace demarche::test
