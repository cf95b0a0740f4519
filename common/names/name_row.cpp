// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/names/name_row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "common/error.hpp"
#include "common/text/fold.hpp"
#include "common/text/utf8.hpp"

namespace demarche {
namespace {

constexpr std::array<std::string_view, 7> kinds = {"state", "territory", "place",   "organisation",
                                                   "group", "person",    "spelling"};

constexpr std::array uses = {NameUse::name, NameUse::demonym, NameUse::code};

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \r") + 1 - begin);
}

/// Takes what stands before the next `mark` off `rest`.
std::string_view take_until(char mark, std::string_view& rest) {
  const std::size_t end = std::min(rest.find(mark), rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trimmed(taken);
}

class RowReader {
public:
  RowReader(std::string_view file, std::size_t line) : file_(file) { row_.line = line; }

  NameRow read(std::string_view line) {
    if (!is_utf8(line)) fail("the line is not in UTF-8");
    row_.kind = take_until('\t', line);
    if (std::find(kinds.begin(), kinds.end(), row_.kind) == kinds.end())
      fail(fmt::format("'{}' is no kind of name", row_.kind),
           fmt::format(
               "a line is KIND, names, demonyms and codes, parted by tabs; KIND is one of {}",
               fmt::join(kinds, ", ")));
    for (const NameUse use : uses) {
      for (std::string_view column = take_until('\t', line); !column.empty();)
        add(take_until('|', column), use);
      if (row_.variants.empty()) fail("the line has no name");
    }
    if (!line.empty()) fail("the line has more than four columns");
    return std::move(row_);
  }

private:
  void add(std::string_view text, NameUse use) {
    const bool ambiguous = use == NameUse::name && text.starts_with('?');
    if (ambiguous) text = trimmed(text.substr(1));
    const std::string key = value_key(text);
    if (key.empty()) fail("a name has no word");
    // A name with other meanings may be a code of the row that a filter means by it.
    if (!keys_.insert({key, use == NameUse::code}).second ||
        (use == NameUse::code && certain_.contains(key)))
      fail(fmt::format("'{}' stands twice in the row", text));
    if (!ambiguous) certain_.insert(key);
    row_.variants.push_back({std::string(text), use, ambiguous});
  }

  [[noreturn]] void fail(const std::string& what, std::string hint = {}) const {
    throw UsageError(fmt::format("{}:{}: {}", file_, row_.line, what), std::move(hint));
  }

  std::string_view file_;
  NameRow row_;
  std::set<std::pair<std::string, bool>> keys_;  ///< and whether they are codes
  std::set<std::string> certain_;                ///< keys of names that are not ambiguous
};

}  // namespace

std::vector<NameRow> parse_names(std::string_view text, std::string_view file) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::vector<NameRow> rows;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (trimmed(line).empty() || line.starts_with('#')) continue;
    rows.push_back(RowReader(file, number).read(line));
  }
  return rows;
}

}  // namespace demarche
