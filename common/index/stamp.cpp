// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/stamp.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <charconv>
#include <string_view>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "common/text/analyzer.hpp"

namespace demarche {
namespace {

std::set<std::string, std::less<>> split(std::string_view words) {
  std::set<std::string, std::less<>> out;
  while (!words.empty()) {
    const std::size_t end = words.find(' ');
    if (end != 0) out.emplace(words.substr(0, end));
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
  }
  return out;
}

std::string join(const std::set<std::string, std::less<>>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

constexpr const char* outdated_hint =
    "make the index anew with `indexer --rebuild`, or use the program that made it";
/// What a newer format holds is not known, so that --rebuild might lose some of it.
constexpr const char* newer_hint =
    "use the program that made it, or index the statements into a new folder";

}  // namespace

Stamp read_stamp(const Xapian::Database& database, const std::string& path, bool any_analyzer) {
  const std::string format = database.get_metadata(metadata_key::format);
  if (format.empty())
    throw IndexError(fmt::format("{} is a Xapian database that Demarche did not make", path),
                     "name another folder with --db");
  const auto require = [&](const char* what, const std::string& found, int wanted,
                           const char* hint) {
    if (found == fmt::to_string(wanted)) return;
    throw IndexError(fmt::format("the index {} has {} {}; this program reads {}", path, what,
                                 found.empty() ? "none" : found, wanted),
                     hint);
  };
  require("format", format, index_format, is_outdated(database) ? outdated_hint : newer_hint);
  if (!any_analyzer)
    require("analyzer version", database.get_metadata(metadata_key::analyzer), analyzer_version,
            outdated_hint);
  return {split(database.get_metadata(metadata_key::languages)),
          split(database.get_metadata(metadata_key::fields)),
          database.get_metadata(metadata_key::xapian)};
}

bool is_outdated(const Xapian::Database& database) {
  const std::string format = database.get_metadata(metadata_key::format);
  int number = 0;
  const auto [end, error] = std::from_chars(format.data(), format.data() + format.size(), number);
  return error == std::errc{} && end == format.data() + format.size() && number < index_format;
}

std::map<std::string, std::string> stamp_metadata(const Stamp& stamp) {
  return {{metadata_key::format, fmt::to_string(index_format)},
          {metadata_key::analyzer, fmt::to_string(analyzer_version)},
          {metadata_key::xapian, Xapian::version_string()},
          {metadata_key::languages, join(stamp.languages)},
          {metadata_key::fields, join(stamp.fields)}};
}

}  // namespace demarche
