// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/near_documents.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <catch2/catch.hpp>
#include <cstddef>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/index/block_sums.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;
using Xapian::Query;

namespace {

/// Few words, so that they stand near each other in all ways; `a` in most places.
std::string any_word(std::mt19937& random) {
  static const std::string words = "aaabbbccdefg";
  return {words[random() % words.size()]};
}

/// Documents of a word at each place, with gaps in their numbers.
class Words {
public:
  Words() {
    std::mt19937 random(11);
    Xapian::WritableDatabase database(folder_.path_of("database"), Xapian::DB_CREATE,
                                      int{table_block_bytes});
    for (Xapian::docid number = 1; number < 900; ++number) {
      if (random() % 3 == 0) continue;
      Xapian::Document document;
      for (Xapian::termpos place = 1; place < 4 + number % 30; ++place) {
        if (random() % 9 == 0) continue;
        const std::string word = any_word(random);
        document.add_posting(word, place);
        places[number][word].insert(place);
      }
      database.replace_document(number, document);
    }
    database.commit();
    opened = Xapian::Database(folder_.path_of("database"));
    tree = GlassTree::open(folder_.path_of("database"), "position.glass", opened.get_uuid(),
                           opened.get_revision());
    REQUIRE(tree);
  }

  Xapian::Database opened;
  std::optional<GlassTree> tree;
  std::map<Xapian::docid, std::map<std::string, std::set<unsigned>>> places;  ///< of each word

private:
  test::TemporaryFolder folder_;
};

Words& words() {
  static Words words;
  return words;
}

/// Nearnesses of words, of which no two elements have the same where the order is open.
Nearness any_nearness(std::mt19937& random) {
  Nearness nearness;
  nearness.in_order = random() % 3 != 0;
  std::set<std::string> known;
  for (std::size_t i = random() % 3 + 2; i > 0; --i) {
    std::set<std::string> terms;
    for (std::size_t j = random() % 4 / 3; j < 2; ++j) terms.insert(any_word(random));
    if (!nearness.in_order) {
      std::erase_if(terms, [&](const std::string& term) { return !known.insert(term).second; });
      if (terms.empty()) terms.insert(fmt::format("absent{}", i));
    }
    nearness.elements.emplace_back(terms.begin(), terms.end());
  }
  nearness.window = nearness.elements.size() + (random() % 2 == 0 ? 0 : random() % 6);
  return nearness;
}

/// Whether each element from this one on has a place, one after the other or in any order.
bool stand_near(const Nearness& nearness, const std::map<std::string, std::set<unsigned>>& places,
                std::size_t element, std::set<unsigned>& taken) {
  if (!taken.empty() && *taken.rbegin() - *taken.begin() >= nearness.window) return false;
  if (element == nearness.elements.size()) return true;
  for (const std::string& term : nearness.elements[element]) {
    const auto found = places.find(term);
    if (found == places.end()) continue;
    for (const unsigned place : found->second) {
      if (taken.contains(place) || (nearness.in_order && !taken.empty() && place < *taken.rbegin()))
        continue;
      taken.insert(place);
      const bool all = stand_near(nearness, places, element + 1, taken);
      taken.erase(place);
      if (all) return true;
    }
  }
  return false;
}

/// The documents in which it shows when all places are tried.
std::set<Xapian::docid> tried(const Nearness& nearness) {
  std::set<Xapian::docid> documents;
  for (const auto& [document, places] : words().places) {
    std::set<unsigned> taken;
    if (stand_near(nearness, places, 0, taken)) documents.insert(document);
  }
  return documents;
}

Query as_xapian(const Nearness& nearness) {
  std::vector<Query> elements;
  for (const auto& terms : nearness.elements)
    elements.emplace_back(Query::OP_OR, terms.begin(), terms.end());
  return {nearness.in_order ? Query::OP_PHRASE : Query::OP_NEAR, elements.begin(), elements.end(),
          static_cast<Xapian::termcount>(nearness.window)};
}

std::vector<Xapian::docid> found(const Query& query) {
  Xapian::Enquire enquire(words().opened);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  const Xapian::MSet hits = enquire.get_mset(0, words().opened.get_doccount());
  std::vector<Xapian::docid> documents;
  for (auto hit = hits.begin(); hit != hits.end(); ++hit) documents.push_back(*hit);
  return documents;
}

}  // namespace

TEST_CASE("documents with words near each other are those that Xapian finds, and trying all",
          "[laws][near_documents]") {
  std::mt19937 random(12);
  std::size_t some = 0, all_words = 0;
  for (int i = 0; i < 60; ++i) {
    std::vector<Nearness> nearnesses;
    std::vector<Query> expected;
    for (std::size_t j = random() % 3 + 1; j > 0; --j) {
      nearnesses.push_back(any_nearness(random));
      expected.push_back(as_xapian(nearnesses.back()));
    }
    const Query xapian(Query::OP_OR, expected.begin(), expected.end());
    CAPTURE(xapian.get_description());
    const Query own((new NearDocuments(nearnesses, *words().tree))->release());
    const auto documents = found(xapian);
    std::set<Xapian::docid> expected_documents;
    for (const Nearness& nearness : nearnesses) expected_documents.merge(tried(nearness));
    REQUIRE(std::set(documents.begin(), documents.end()) == expected_documents);
    // By itself; among what has other words, which leads; and once more, by the same source.
    REQUIRE(found(own) == documents);
    for (const char* word : {"a", "g"}) {
      const Query other(word);
      const auto both = found(Query(Query::OP_FILTER, other, xapian));
      REQUIRE(found(Query(Query::OP_FILTER, other, own)) == both);
      REQUIRE(found(Query(Query::OP_FILTER, other, Query(Query::OP_OR, own, Query("f")))) ==
              found(Query(Query::OP_FILTER, other, Query(Query::OP_OR, xapian, Query("f")))));
      REQUIRE(found(Query(Query::OP_AND_NOT, other, own)) ==
              found(Query(Query::OP_AND_NOT, other, xapian)));
    }
    some += documents.empty() ? 0 : 1;
    all_words += documents.size();
  }
  // Control: neither none nor all is found.
  CHECK(some > 40);
  CHECK(all_words < 60U * words().opened.get_doccount() * 2 / 3);
}
