// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/name_spans.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "common/names/name_index.hpp"
#include "common/text/fold.hpp"

namespace demarche {
namespace {

/// A word that can be part of a name: no wildcard and no tag.
bool is_plain(const QueryWord& word) { return !word.prefix && word.tag.empty(); }

/// Whether `inner`, a key, is some of the words of `outer`.
bool holds(std::string_view outer, std::string_view inner) {
  for (std::size_t at = outer.find(inner); at != std::string_view::npos;
       at = outer.find(inner, at + 1)) {
    const std::size_t end = at + inner.size();
    if ((at == 0 || outer[at - 1] == ' ') && (end == outer.size() || outer[end] == ' '))
      return true;
  }
  return false;
}

/// Words of operands that follow one another, and which operand each is of.
struct Run {
  std::vector<QueryWord> words;
  std::vector<std::size_t> operands;

  /// Whether a name may end before a word: where an operand ends, but for a possessive.
  bool ends_operand(std::size_t at) const {
    const std::size_t operand = operands[at - 1];
    while (at < words.size() && operands[at] == operand && words[at].clitic) ++at;
    return at == words.size() || operands[at] != operand;
  }

  /// Whether a name may begin with a word: where an operand begins, but for an elision.
  bool begins_operand(std::size_t at) const {
    const std::size_t operand = operands[at];
    while (at > 0 && operands[at - 1] == operand && words[at - 1].clitic) --at;
    return at == 0 || operands[at - 1] != operand;
  }
};

/// Adds the names of a run that more than one operand makes.
void add_names(const Run& run, const NameTable& names, bool acronyms, std::vector<NameSpan>& out) {
  for (NameSpan& span : find_names(run.words, names, acronyms)) {
    const std::size_t first = run.operands[span.begin], last = run.operands[span.end - 1];
    if (first != last && run.begins_operand(span.begin) && run.ends_operand(span.end))
      out.push_back({first, last + 1, std::move(span.name)});
  }
}

}  // namespace

std::vector<NameSpan> find_names(const std::vector<QueryWord>& words, const NameTable& names,
                                 bool acronyms) {
  std::vector<NameWord> plain;
  for (const QueryWord& word : words)
    plain.push_back({is_plain(word) ? std::string_view(word.term) : std::string_view(),
                     acronyms && word.capitals});
  std::vector<NameSpan> spans;
  for (std::size_t at = 0; at < plain.size();) {
    // No name has an empty word.
    FoundName name =
        plain[at].term.empty() ? FoundName{} : names.longest(std::span(plain).subspan(at));
    const std::size_t end = at + std::max<std::size_t>(name.words, 1);
    if (name.words > 0) spans.push_back({at, end, std::move(name)});
    at = end;
  }
  return spans;
}

std::vector<NameSpan> find_names(const std::vector<QueryNode>& operands, const NameTable& names,
                                 bool acronyms) {
  std::vector<NameSpan> spans;
  Run run;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const QueryNode& node = operands[i];
    if (node.kind != NodeKind::word || node.exact || node.prefix) {
      add_names(run, names, acronyms, spans);
      run = {};
      continue;
    }
    // A lone `&` has no words, and parts none.
    for (QueryWord& word : query_words(node.text, false)) {
      run.words.push_back(std::move(word));
      run.operands.push_back(i);
    }
  }
  add_names(run, names, acronyms, spans);
  return spans;
}

std::vector<std::string_view> without_longer(const std::vector<std::string_view>& names) {
  std::vector<std::string> short_keys;
  for (const std::string_view name : names) {
    if (!is_acronym(name)) short_keys.push_back(value_key(name));
  }
  std::vector<std::string_view> kept;
  for (const std::string_view name : names) {
    const std::string key = value_key(name);
    if (std::none_of(short_keys.begin(), short_keys.end(),
                     [&](const std::string& other) { return other != key && holds(key, other); }))
      kept.push_back(name);
  }
  return kept;
}

}  // namespace demarche
