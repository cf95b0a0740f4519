// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/doubts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "common/text/ascii.hpp"
#include "common/text/character.hpp"
#include "searcher/query/operators.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

/// `near/5`, `NEAR5`, `W/5`: a proximity, as it is written here or elsewhere.
bool is_near_sign(std::string_view word) {
  if (word.starts_with("NEAR") && is_digits(word.substr(4))) return true;
  const std::size_t stroke = word.find('/');
  if (stroke == std::string_view::npos || !is_digits(word.substr(stroke + 1))) return false;
  const std::string name = lower_ascii(word.substr(0, stroke));
  return name == "near" || name == "adj" || name == "w";
}

/// `peace~5`, `~5`
bool ends_in_distance(std::string_view word) {
  const std::size_t sign = word.rfind('~');
  return sign != std::string_view::npos &&
         (sign + 1 == word.size() || is_digits(word.substr(sign + 1)));
}

std::string doubt_about(const std::string& word) {
  const bool has_number = is_near_sign(word);
  if (is_operator_word(word) && (has_number || word.find('/') == std::string::npos))
    return fmt::format("“{}” is a word here: it lacks an operand", word);
  if (has_number || is_operator_word(word) || word == "NEAR" || word == "ADJ")
    return fmt::format(
        "“{}” is a word here: a NEAR/5 b finds two words near each other, a ADJ/5 b in this order",
        word);
  if (looks_excluded(word))
    return fmt::format("“{}” is a word here: a minus excludes after white space or a bracket",
                       word);
  if (ends_in_distance(word))
    return fmt::format("“{}”: a ~ has a meaning directly after a quotation only", word);
  return {};
}

/// What other programs would take `|`, `?` and a small `or` for.
std::string doubt_about_sign(const std::string& word) {
  if (word == "|" || word == "||") return fmt::format("“{}” is no operator: OR is", word);
  const std::size_t sign = word.find('?');
  if (sign != std::string::npos && sign > 0 && sign + 1 < word.size())
    return fmt::format("“{}”: a ? stands for no letter; a * ends a word's beginning", word);
  return {};
}

/// Whether `or` stands between two words of a query that is no sentence.
bool has_small_or(const QueryNode& node) {
  constexpr std::size_t max_words = 5;
  const auto& words = node.children;
  if (node.kind != NodeKind::sequence || words.size() < 3 || words.size() > max_words) return false;
  return std::any_of(words.begin() + 1, words.end() - 1, [](const QueryNode& child) {
    return child.kind == NodeKind::word && !child.exact && child.text == "or";
  });
}

void add_doubts(const QueryNode& node, std::vector<std::string>& out) {
  if (has_small_or(node)) out.emplace_back("“or” is a word here: OR joins alternatives");
  for (const QueryNode& child : node.children) add_doubts(child, out);
  if (node.kind != NodeKind::word || node.exact) return;
  std::string doubt = doubt_about(node.text);
  if (doubt.empty()) doubt = doubt_about_sign(node.text);
  if (!doubt.empty() && std::find(out.begin(), out.end(), doubt) == out.end())
    out.push_back(std::move(doubt));
}

}  // namespace

std::vector<std::string> doubts_about(const QueryNode& root) {
  std::vector<std::string> doubts;
  add_doubts(root, doubts);
  return doubts;
}

}  // namespace demarche
