// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <catch2/catch.hpp>
#include <cstddef>
#include <string>

#include "indexer/readers/html/html.hpp"

namespace demarche::test {

/// A paragraph of a statement.
inline const std::string prose =
    "<p>The delegation has the honour to reply to the letter of the other side of the river.</p>";

inline std::string page(const std::string& head, const std::string& body) {
  return "<html><head>" + head + "</head><body>" + body + "</body></html>";
}

/// The text of a page with that body; `! ` and the reason, where it is refused.
inline std::string text_of(const std::string& body) {
  const auto read = read_html(page("", body));
  return read ? read->statement.text : "! " + read.error();
}

/// A field of a page with that head, and prose.
inline std::string field_of(const std::string& head, const char* name) {
  const auto read = read_html(page(head, prose));
  REQUIRE(read);
  return std::string(read->statement.field(name));
}

/// A NewsArticle in JSON-LD with these members.
inline std::string json_ld(const std::string& members) {
  return R"(<script type="application/ld+json">{"@type":"NewsArticle",)" + members + "}</script>";
}

inline std::string repeated(const std::string& piece, std::size_t times) {
  std::string all;
  all.reserve(piece.size() * times);
  while (times-- > 0) all += piece;
  return all;
}

}  // namespace demarche::test
