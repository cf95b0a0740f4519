// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/plain_words.hpp"

#include "common/text/utf8.hpp"
#include "searcher/query/characters.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {

QueryNode parse_plain_words(std::string_view query) {
  QueryNode words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= query.size();) {
    const bool end = at == query.size();
    const CodePoint here = end ? CodePoint{U' ', 1, true} : code_point_at(query, at);
    if (is_space(here.value)) {
      if (at > begin) {
        QueryNode word;
        word.kind = NodeKind::word;
        word.span = {begin, at};
        word.text = query.substr(begin, at - begin);
        words.children.push_back(std::move(word));
      }
      begin = at + here.bytes;
    }
    at += here.bytes;
  }
  if (words.children.empty()) throw QueryError("the query is empty", {0, query.size()});
  words.span = {words.children.front().span.begin, words.children.back().span.end};
  return words;
}

}  // namespace demarche
