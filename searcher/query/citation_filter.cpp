// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/citation_filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "common/index/schema.hpp"
#include "common/text/analyzer.hpp"
#include "common/text/ascii.hpp"
#include "common/text/resolution_number.hpp"
#include "searcher/query/citation_year.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {
namespace {

using Kind = PatternElement::Kind;

constexpr std::string_view of_nobody = "resolution ";
constexpr std::string_view of_council = "s/res/";
constexpr std::string_view of_assembly = "a/res/";

std::string in_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text;
}

/// `S/RES/242`, `resolution 242`.
std::string written(const std::string& symbol) {
  return symbol.starts_with(of_nobody) ? symbol : in_capitals(symbol);
}

std::set<std::string> citations_in(std::string_view text) {
  std::set<std::string> found;
  analyze(text, 1, [&found](const Token& token) {
    if (token.kind == TokenKind::citation) found.emplace(token.term);
  });
  return found;
}

/// What the value cites, with the letter of its part where it has one.
std::string symbol_of(const QueryNode& filter) {
  std::set<std::string> found = citations_in(filter.text);
  if (found.empty()) found = citations_in(in_capitals(filter.text));
  const bool is_one =
      !found.empty() && std::all_of(found.begin(), found.end(), [&](const auto& symbol) {
        return found.rbegin()->starts_with(symbol) && found.rbegin()->size() <= symbol.size() + 1;
      });
  if (is_one) return *found.rbegin();
  if (!found.empty())
    throw QueryError("the value cites more than one resolution or document", filter.span,
                     "for several write cites:A cites:B");
  throw QueryError("no resolution or document of the United Nations is written so", filter.span,
                   filter.text.find_first_of("0123456789") == std::string::npos
                       ? "quotation marks hold words together: cites:\"resolution 242 (1967)\""
                       : "for example cites:S/RES/242, cites:A/RES/75/1, cites:\"2758 (XXVI)\" or "
                         "cites:A/78/L.3");
}

/// The number of a resolution of the Security Council, or of the General Assembly
/// before its thirty-first session; else empty.
std::string_view lone_number(std::string_view symbol) {
  for (const std::string_view body : {of_council, of_assembly, of_nobody}) {
    if (symbol.starts_with(body) && small_number(symbol.substr(body.size())) != 0)
      return symbol.substr(body.size());
  }
  return {};
}

FilterQuery any_of(const std::vector<std::string>& symbols, std::string understood) {
  FilterQuery out;
  std::vector<std::string> terms;
  for (const std::string& symbol : symbols) {
    out.patterns.push_back({{Kind::citation, symbol}});
    terms.push_back(std::string(prefix::citation) + symbol);
  }
  out.query = Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
  out.understood = std::move(understood);
  return out;
}

FilterQuery any_beginning(const QueryNode& filter, const TermQueries& terms) {
  const std::string beginning = lower_ascii(filter.text);
  std::vector<std::string> symbols;
  for (const std::string& term : terms.beginning(std::string(prefix::citation) + beginning))
    symbols.push_back(term.substr(prefix::citation.size()));
  return any_of(symbols,
                fmt::format("cites {}* ({} symbols)", in_capitals(beginning), symbols.size()));
}

/// The statements that cite a symbol.
FilterQuery any_citing(const std::string& symbol, const TermQueries& terms) {
  const std::string number(lone_number(symbol));
  if (number.empty()) return any_of({symbol}, "cites " + written(symbol));
  const std::string loose = std::string(of_nobody) + number;
  if (symbol == loose) {
    const std::string council = std::string(of_council) + number;
    const std::string assembly = std::string(of_assembly) + number;
    return any_of({council, assembly, loose},
                  fmt::format("cites {}, {} or {} of a body not named", written(council),
                              written(assembly), loose));
  }
  FilterQuery out = any_of({symbol}, "cites " + written(symbol));
  const auto others = terms.frequency(std::string(prefix::citation) + loose);
  if (others == 1)
    out.doubts.push_back(fmt::format(
        "cites:{}: 1 statement speaks of “{}” and does not say whose; cites:\"{}\" finds it, too",
        written(symbol), loose, loose));
  if (others > 1)
    out.doubts.push_back(fmt::format(
        "cites:{}: {} statements speak of “{}” and do not say whose; cites:\"{}\" finds them, too",
        written(symbol), others, loose, loose));
  return out;
}

}  // namespace

FilterQuery citation_filter(const QueryNode& filter, const TermQueries& terms) {
  if (filter.prefix) return any_beginning(filter, terms);
  const std::string symbol = symbol_of(filter);
  FilterQuery out = any_citing(symbol, terms);
  if (const std::string wrong = wrong_year(symbol, filter.text); !wrong.empty())
    out.doubts.insert(out.doubts.begin(), fmt::format("cites:\"{}\": {}", filter.text, wrong));
  return out;
}

}  // namespace demarche
