// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/copies.hpp"

#include <catch2/catch.hpp>

using namespace demarche;

TEST_CASE("the copies of two indexes are united in the order of their files, each once",
          "[copies]") {
  const Copy first{"a", "1:a", "", 10}, second{"b", "1:b", "http://b.example", 20},
      third{"c", "2:c", "", 30};
  const std::string one = encode_copies({first, third}), other = encode_copies({second, third});
  CHECK(decode_copies(united_copies(one, other)) == std::vector<Copy>{first, second, third});
  CHECK(decode_copies(united_copies(other, one)) == std::vector<Copy>{first, second, third});
  CHECK(united_copies(one, "") == one);
  CHECK(united_copies("", "").empty());
  // Of one file at another time it is another copy.
  Copy later = first;
  later.seen_s = 11;
  CHECK(decode_copies(united_copies(one, encode_copies({later}))).size() == 3);
}
