// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index_report.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "common/error.hpp"
#include "common/files/folder.hpp"
#include "common/index/extent.hpp"
#include "common/index/index_folder.hpp"
#include "common/index/open_index.hpp"
#include "common/index/schema.hpp"
#include "common/index/stamp.hpp"
#include "common/index/xapian_errors.hpp"
#include "common/program.hpp"
#include "common/terminal.hpp"

namespace demarche {
namespace {

/// Issuers beyond so many are summed up in a line.
constexpr std::size_t max_issuers = 20;

using Counts = std::map<std::string, std::uint64_t>;

Counts count_values(const Xapian::Database& database, Slot slot, std::size_t length) {
  Counts counts;
  const auto number = static_cast<Xapian::valueno>(slot);
  for (auto value = database.valuestream_begin(number); value != database.valuestream_end(number);
       ++value)
    ++counts[(*value).substr(0, length)];
  return counts;
}

std::uint64_t count_keys(const Xapian::Database& database, std::string_view start) {
  const std::string prefix(start);
  return static_cast<std::uint64_t>(
      std::distance(database.metadata_keys_begin(prefix), database.metadata_keys_end(prefix)));
}

void print_counts(std::string& out, const char* title, const Counts& counts, std::uint64_t all,
                  bool by_count) {
  std::vector<std::pair<std::string, std::uint64_t>> rows(counts.begin(), counts.end());
  std::uint64_t rest = all;
  for (const auto& row : rows) rest -= row.second;
  std::size_t hidden = 0;
  std::uint64_t hidden_statements = 0;
  if (by_count) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    for (; rows.size() > max_issuers; rows.pop_back()) {
      ++hidden;
      hidden_statements += rows.back().second;
    }
  }
  out += fmt::format("{}:\n", title);
  for (const auto& [value, count] : rows)
    out += fmt::format("{:>10}  {}\n", count, printable(value));
  if (hidden > 0) out += fmt::format("{:>10}  ({} others)\n", hidden_statements, hidden);
  if (rest > 0) out += fmt::format("{:>10}  (none)\n", rest);
}

/// A value of Slot::first_day as people write it.
std::string iso_date(const std::string& day) {
  return fmt::format("{}-{}-{}", day.substr(0, 4), day.substr(4, 2), day.substr(6));
}

std::string describe(const Xapian::Database& database, const std::string& path) {
  const Stamp stamp = read_stamp(database, path);
  const std::uint64_t statements = database.get_doccount();
  std::uint64_t words = 0;
  constexpr auto extent = static_cast<Xapian::valueno>(Slot::extent);
  for (auto value = database.valuestream_begin(extent); value != database.valuestream_end(extent);
       ++value)
    words += decode_extent(*value).words;
  std::string out = fmt::format("index:       {}\nstatements:  {}\nwords:       {}\n",
                                printable(path), statements, words);
  if (const std::uint64_t copies = count_keys(database, metadata_key::copy); copies > 0)
    out += fmt::format("copies:      {}\n", copies);
  if (const std::uint64_t histories = count_keys(database, metadata_key::versions); histories > 0)
    out += fmt::format("versions:    of {} statement{}\n", histories, histories == 1 ? "" : "s");
  const Counts years = count_values(database, Slot::first_day, 4);
  if (!years.empty()) {
    const Counts first_days = count_values(database, Slot::first_day, 8);
    const Counts last_days = count_values(database, Slot::last_day, 8);
    out += fmt::format("dates:       {} to {}\n", iso_date(first_days.begin()->first),
                       iso_date(last_days.rbegin()->first));
  }
  out += fmt::format("size:        {:.1f} MB\n",
                     static_cast<double>(bytes_in(current_database(path))) / 1e6);
  out += fmt::format("format:      {} (analyzer {}, written by Xapian {})\n",
                     database.get_metadata(metadata_key::format),
                     database.get_metadata(metadata_key::analyzer), stamp.xapian);
  out += fmt::format("languages:   {}\n", fmt::join(stamp.languages, " "));
  if (!stamp.fields.empty()) out += fmt::format("user fields: {}\n", fmt::join(stamp.fields, " "));
  print_counts(out, "by issuer", count_values(database, Slot::issuer, std::string::npos),
               statements, true);
  print_counts(out, "by language", count_values(database, Slot::language, std::string::npos),
               statements, true);
  print_counts(out, "by year", years, statements, false);
  return out;
}

}  // namespace

int print_stats(const std::string& path) {
  const Xapian::Database database = open_index(path);
  write_stdout(with_index_errors(path, [&] { return describe(database, path); }));
  flush_stdout();
  return exit_code::ok;
}

}  // namespace demarche
