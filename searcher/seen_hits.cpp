// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/seen_hits.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "common/error.hpp"
#include "common/files/durable_file.hpp"
#include "common/files/file_bytes.hpp"
#include "searcher/percent.hpp"

namespace demarche {
namespace {

/// More is no list of hits.
constexpr std::size_t max_file_bytes = std::size_t{4} << 30U;

constexpr std::string_view first_line = "demarche-seen 1\n";
constexpr std::string_view query_start = "query: ";

[[noreturn]] void throw_unreadable(const std::string& path, std::string_view reason) {
  throw UsageError(fmt::format("cannot read the hits seen from {}: {}", path, reason));
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace

SeenHits::SeenHits(std::string path, std::string query)
    : path_(std::move(path)), query_(std::move(query)) {
  std::error_code error;
  // Said now, and not when hits were printed that can't be kept.
  if (const auto folder = std::filesystem::path(path_).parent_path();
      !folder.empty() && !std::filesystem::is_directory(folder, error))
    throw UsageError(
        fmt::format("cannot keep the hits seen in {}: there is no such folder", path_));
  if (!std::filesystem::exists(path_, error) && !error) return;
  const auto text = read_file_bytes(path_, max_file_bytes);
  if (!text) throw_unreadable(path_, text.error());
  if (!text->empty()) read(*text);
}

void SeenHits::read(std::string_view text) {
  if (!text.starts_with(first_line) || !text.ends_with('\n'))
    throw_unreadable(path_, "it is no list of hits that --new-since keeps");
  text.remove_prefix(first_line.size());
  std::string_view line = take_line(text);
  if (!line.starts_with(query_start)) throw_unreadable(path_, "its second line is no query");
  line.remove_prefix(query_start.size());
  if (const std::string query = percent_decoded(line); query != query_)
    throw UsageError(fmt::format("the hits seen in {} are of another query, {}", path_, query),
                     "give each query a file of its own");
  while (!text.empty()) ids_.insert(percent_decoded(take_line(text)));
}

void SeenHits::add(const std::vector<std::string>& ids) {
  ids_.insert(ids.begin(), ids.end());
  std::string text = fmt::format("{}{}{}\n", first_line, query_start, percent_encoded(query_));
  for (const std::string& id : ids_) text += percent_encoded(id) + '\n';
  if (const std::error_code error = replace_file(path_, text))
    throw UsageError(fmt::format("cannot keep the hits seen in {}: {}", path_, error.message()),
                     "the same hits will be new again");
}

}  // namespace demarche
