// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "searcher/output/output.hpp"

namespace demarche {
namespace {

std::string first_column(std::string_view qid) {
  return qid.empty() ? std::string() : std::string(qid) + "\t";
}

}  // namespace

std::string format_ids(const SearchResults& results, bool null_separated, std::string_view qid) {
  const std::string begin = first_column(qid);
  std::string out;
  for (const Hit& hit : results.hits) {
    out += begin;
    out += hit.statement.id;
    out += null_separated ? '\0' : '\n';
  }
  return out;
}

std::string format_count(const SearchResults& results, std::string_view qid) {
  return fmt::format("{}{}\n", first_column(qid), results.total);
}

}  // namespace demarche
