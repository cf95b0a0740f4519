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

void add_doubts(const QueryNode& node, std::vector<std::string>& out) {
  for (const QueryNode& child : node.children) add_doubts(child, out);
  if (node.kind != NodeKind::word || node.exact) return;
  std::string doubt = doubt_about(node.text);
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
