// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/word_forms.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/index/schema.hpp"
#include "common/text/token.hpp"

using namespace demarche;

namespace {

/// Some of a few words, so that any two rows have words in common.
std::set<std::string> random_forms(std::mt19937& random) {
  static const std::vector<std::string> words = {
      "ceasefire", "ceasefires",  "ceasefires:cease-fires", "a",   "ab",   "мира", "миру",
      "和平",      "a|b:a-b|a-b", std::string(160, 'x'),    "été", "etes", "1998"};
  std::set<std::string> some;
  for (const std::string& word : words) {
    if (random() % 3 == 0) some.insert(word);
  }
  return some;
}

std::string row_of(const std::set<std::string>& forms) {
  return encode_forms(WordForms(forms.begin(), forms.end()));
}

/// What may be asked of any way of uniting rows; empty where it is met.
template <typename Unite>
std::string broken_law(Unite unite) {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    const auto a = random_forms(random), b = random_forms(random), c = random_forms(random);
    const std::string x = row_of(a), y = row_of(b), z = row_of(c);
    std::set<std::string> both = a;
    both.insert(b.begin(), b.end());
    if (unite(x, y) != row_of(both)) return "the union";
    if (unite(x, y) != unite(y, x)) return "commutative";
    if (unite(unite(x, y), z) != unite(x, unite(y, z))) return "associative";
    if (unite(x, x) != x) return "idempotent";
    if (unite(x, "") != x || unite("", x) != x) return "nothing adds nothing";
  }
  return {};
}

}  // namespace

TEST_CASE("a row of word forms comes back as it was", "[word_forms][law]") {
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    const auto some = random_forms(random);
    const WordForms forms(some.begin(), some.end());
    CHECK(decode_forms(encode_forms(forms)) == forms);
  }
  CHECK(decode_forms("").empty());
}

TEST_CASE("the row of both is the sorted union, in whatever order rows are united",
          "[word_forms][law]") {
  CHECK(broken_law([](const std::string& x, const std::string& y) {
          return united_forms(x, y);
        }).empty());
}

TEST_CASE("rows that are only put together would be seen to be no union", "[word_forms][control]") {
  CHECK_FALSE(
      broken_law([](const std::string& x, const std::string& y) { return x + "\n" + y; }).empty());
  CHECK_FALSE(broken_law([](const std::string& x, const std::string& y) {
                return std::max(x, y);
              }).empty());
}

TEST_CASE("stems of any length have keys that Xapian takes, one for each language",
          "[word_forms]") {
  constexpr std::size_t max_key_bytes = 245;  // of Xapian's terms; metadata allows a little more
  std::set<std::string> keys;
  std::size_t count = 0;
  for (const std::string language : {"en", "fr", "und", "abcdefgh"}) {
    for (const std::size_t length : {1U, 2U, 100U, 160U, 161U, 300U, 5000U}) {
      for (const std::string letter : {"a", "ж", "和"}) {
        std::string stem;
        for (std::size_t i = 0; i < length; ++i) stem += letter;
        const std::string key = forms_key(language, stem);
        CHECK(key.size() <= max_key_bytes);
        CHECK(key == forms_key(language, stem));
        keys.insert(key);
        ++count;
      }
    }
  }
  CHECK(keys.size() == count);
}

TEST_CASE("a compound is told from a word", "[word_forms]") {
  CHECK(is_compound_form("ceasefires:cease-fires"));
  CHECK(is_compound_form("a|b"));
  CHECK_FALSE(is_compound_form("ceasefires"));
  CHECK_FALSE(is_compound_form("мира"));
}

TEST_CASE("the term of a compound gives the compound back, and begins with its word",
          "[word_forms][law]") {
  CHECK(compound_key("ceasefire:cease-fire") == "ceasefire:5");
  CHECK(compound_key("community|commun-ity") == "community|6");
  CHECK(compound_key("nonselfgoverning:non-self-governing") == "nonselfgoverning:3,7");
  std::mt19937 random(4);
  const std::vector<std::string> parts = {"a", "non", "fire", "мир", "19", "été", "co"};
  std::set<std::string> compounds, keys;
  for (int round = 0; round < 500; ++round) {
    std::string joined, parted;
    for (auto count = 2 + random() % 4; count > 0; --count) {
      const std::string& part = parts[random() % parts.size()];
      parted += parted.empty() ? part : "-" + part;
      joined += part;
    }
    const std::string compound = joined + (random() % 2 == 0 ? ':' : '|') + parted;
    CHECK(compound_of(compound_key(compound)) == compound);
    CHECK(joined_word(compound_key(compound)) == joined);
    compounds.insert(compound);
    keys.insert(compound_key(compound));
  }
  CHECK(keys.size() == compounds.size());
}

TEST_CASE("a term that no compound has is read without harm", "[word_forms]") {
  for (const char* key : {"ab:", "ab:9", "ab:1,", "ab:1,0", "ab:x", "ab:,,", ":1", "|"})
    CHECK(joined_word(compound_of(key)) == joined_word(key));
}
