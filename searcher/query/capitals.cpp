// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/capitals.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "common/text/character.hpp"
#include "searcher/query/spellings.hpp"

namespace demarche {
namespace {

/// Words so common that only an acronym can be meant by their capitals.
constexpr std::array<std::string_view, 30> function_words = {
    "all", "am", "an", "are", "as", "at", "be",  "by", "can", "do",
    "for", "he", "if", "in",  "is", "it", "may", "me", "my",  "no",
    "not", "of", "on", "or",  "so", "to", "up",  "us", "we",  "who"};

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

bool is_acronym(const std::string& word, const TermQueries& terms, const NameTable& names) {
  return std::find(function_words.begin(), function_words.end(), word) != function_words.end() ||
         names.is_acronym(word) || terms.is_mostly_capitals(word);
}

}  // namespace

Capitals meaning_of_capitals(const QueryNode& root, const TermQueries& terms,
                             const NameTable& names) {
  std::vector<const QueryNode*> texts;
  collect_texts(root, texts);
  const bool mixed = std::any_of(texts.begin(), texts.end(), [](const QueryNode* text) {
    return has_small_letter(text->text);
  });
  if (mixed) return Capitals::acronyms;
  bool capitals = false;
  for (const QueryNode* text : texts) {
    for (const QueryWord& word : query_words(text->text, false)) {
      if (!word.capitals) continue;
      if (!is_acronym(word.term, terms, names)) return Capitals::headline;
      capitals = true;
    }
  }
  return capitals ? Capitals::acronyms : Capitals::none;
}

}  // namespace demarche
