// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/saved_pages.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "indexer/language.hpp"
#include "indexer/readers/html/html.hpp"

using namespace demarche;
using namespace demarche::test;

namespace {

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string field_of(const ReadStatement& read, const std::string& name) {
  if (name == "language" && read.statement.field("language").empty())
    return detect_language(read.statement.text);
  return std::string(read.statement.field(name));
}

}  // namespace

TEST_CASE("saved pages give their title, date, language and text", "[pages]") {
  SharedWords all;
  std::size_t statements = 0;
  const std::vector<SavedPage> pages = saved_pages();
  CHECK(pages.size() >= 60);
  for (const SavedPage& page : pages) {
    INFO(page.name);
    const auto read = read_html(page.bytes);
    if (const auto reason = page.fields.find("reason"); reason != page.fields.end()) {
      CHECK_FALSE(read.has_value());
      if (!read) CHECK(read.error() == reason->second);
      continue;
    }
    CHECKED_IF(read.has_value()) {
      for (const auto& [name, value] : page.fields) {
        INFO(name);
        CHECK(field_of(*read, name) == value);
      }
      const SharedWords words = shared_words(read->statement.text, page.text);
      fmt::print("{:<24} precision {:.3f}  recall {:.3f}\n", page.name,
                 share(words.common, words.found), share(words.common, words.expected));
      CHECK(share(words.common, words.found) >= 0.9);
      CHECK(share(words.common, words.expected) >= 0.95);
      all.common += words.common;
      all.found += words.found;
      all.expected += words.expected;
      ++statements;
    }
  }
  const double precision = share(all.common, all.found);
  const double recall = share(all.common, all.expected);
  fmt::print("{} pages, {} of them statements: precision {:.4f}, recall {:.4f}\n", pages.size(),
             statements, precision, recall);
  CHECK(precision >= 0.95);
  CHECK(recall >= 0.98);
}
