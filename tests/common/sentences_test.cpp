// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/sentences.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace demarche;
using Sentences = std::vector<std::string>;

TEST_CASE("sentences end as people end them, and with each paragraph", "[sentences]") {
  CHECK(sentences_of("") == Sentences{});
  CHECK(sentences_of(" \n\n \u3000") == Sentences{});
  CHECK(sentences_of("One. Two? “Three!” Four") == Sentences{"One.", "Two?", "“Three!”", "Four"});
  CHECK(sentences_of("A heading\n\nThe ferry\nwas  late.\r\nIt came.") ==
        Sentences{"A heading", "The ferry was late.", "It came."});
  CHECK(sentences_of("会议结束。双方满意。") == Sentences{"会议结束。", "双方满意。"});
  CHECK(sentences_of("At 3.5 knots it came.") == Sentences{"At 3.5 knots it came."});
}

TEST_CASE("a text that is wrapped anew has the same sentences", "[sentences]") {
  const std::string text = "The ferry was late. Nobody was hurt.\n\nThe harbour master said so.";
  std::string wrapped = text;
  for (char& c : wrapped) {
    if (c == ' ') c = '\n';
  }
  CHECK(sentences_of(wrapped) == sentences_of(text));
  CHECK(sentences_of("The ferry was late.\n\nNobody was hurt, it says.") != sentences_of(text));
}
