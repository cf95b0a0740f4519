// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/stored_statement.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "common/error.hpp"

using namespace demarche;

namespace {

std::string no_dictionary(std::uint32_t) { return {}; }

std::string random_sentence(std::mt19937& random) {
  static const std::vector<std::string> words = {
      "we",       "reaffirm",   "our",   "commitment", "to",   "the",   "resolution", "of",
      "Security", "Council",    "peace", "ceasefire",  "мира", "和平",  "médiation",  "human",
      "rights",   "delegation", "Mr.",   "President",  "and",  "would", "like",       "thank"};
  std::string sentence = "My delegation associates itself with the statement made by";
  for (int count = 0; count < 12; ++count) sentence += ' ' + words[random() % words.size()];
  return sentence + fmt::format(" on {} November.\n", random() % 100'000);
}

/// Short statements of one corpus.
std::vector<std::string> corpus(std::size_t bytes, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::string> texts;
  for (std::size_t size = 0; size < bytes; size += texts.back().size()) {
    texts.emplace_back();
    for (int count = 0; count < 4; ++count) texts.back() += random_sentence(random);
  }
  return texts;
}

const std::string& dictionary() {
  static const std::string made = [] {
    const auto texts = corpus(2U << 20U, 1);
    return train_dictionary({texts.begin(), texts.end()});
  }();
  return made;
}

std::string long_text() {
  std::mt19937 random(9);
  std::string text;
  while (text.size() < 1U << 20U) text += random_sentence(random);
  return text;
}

std::vector<StoredStatement> samples() {
  std::map<std::string, std::string, std::less<>> known, own;
  for (const auto field : known_fields)
    known[std::string(field)] = fmt::format("value of {}", field);
  own = {{"ministry", "МИД"}, {"тема", std::string(70'000, 'x')}, {"title", "“Čarvenia”\nand\0on"}};
  std::string noise;
  std::mt19937 random(5);
  for (int i = 0; i < 20'000; ++i) noise += static_cast<char>('!' + random() % 90);
  return {
      {{"", {}, ""}, {}},
      {{"", {}, "x"}, {{0, 0}}},
      {{"", known, "Text with 和平 and мира."}, {{5, 1}, {10, 2}}},
      {{"", own, "One\nTwo\n"}, {}},
      {{"", known, ""}, {}},
      {{"", own, noise}, {{1024, 7}, {19'999, 4'000'000'000U}}},
      {{"", {{"title", "Long"}}, long_text()}, {{1025, 200}, {2050, 400}, {1'000'000, 170'000}}}};
}

bool is_same(const StoredStatement& a, const StoredStatement& b) {
  return a.statement.id == b.statement.id && a.statement.fields == b.statement.fields &&
         a.statement.text == b.statement.text && a.landmarks == b.landmarks;
}

/// Whether the bytes are read, or refused as they ought to be.
bool is_read_or_refused(StatementDecoder& decoder, std::string_view bytes, bool& read) {
  try {
    const StoredStatement statement = decoder.decode(bytes);
    read = true;
    for (const Landmark& landmark : statement.landmarks) {
      if (landmark.byte >= statement.statement.text.size()) return false;
    }
  } catch (const IndexError&) {
    read = false;
  }
  try {
    StatementDecoder::fields(bytes);
    const OpenedStatement opened = StatementDecoder::open(bytes);
    const std::size_t wanted = opened.text_bytes / 2;
    if (decoder.text(opened, wanted).size() != wanted) return false;
  } catch (const IndexError&) {
  }
  return true;
}

std::string encoded(const StoredStatement& sample, std::string_view dictionary) {
  return StatementEncoder(dictionary).encode(sample.statement, sample.landmarks);
}

}  // namespace

TEST_CASE("a stored statement comes back exactly, with a dictionary and without",
          "[stored_statement][law]") {
  const std::string with = GENERATE(std::string(), dictionary());
  StatementEncoder encoder(with);
  StatementDecoder decoder([&](std::uint32_t number) {
    return number == dictionary_number(with) ? with : std::string();
  });
  for (const StoredStatement& sample : samples()) {
    const std::string stored = encoder.encode(sample.statement, sample.landmarks);
    CHECK(is_same(decoder.decode(stored), sample));
    CHECK(StatementDecoder::fields(stored).fields == sample.statement.fields);
    CHECK(StatementDecoder::fields(stored).text.empty());
    // The encoder remembers nothing of the statement before.
    CHECK(encoded(sample, with) == stored);
  }
}

TEST_CASE("the beginning of a stored text is read without the rest", "[stored_statement][law]") {
  const std::string with = GENERATE(std::string(), dictionary());
  StatementDecoder decoder([&](std::uint32_t) { return with; });
  for (const StoredStatement& sample : samples()) {
    const std::string& text = sample.statement.text;
    const std::string stored = encoded(sample, with);
    OpenedStatement opened = StatementDecoder::open(stored);
    CHECK(opened.text_bytes == text.size());
    for (const std::size_t bytes :
         {std::size_t{0}, std::size_t{1}, std::size_t{8191}, std::size_t{8192}, std::size_t{8193},
          text.size() / 2, text.size(), text.size() + 1})
      CHECK(decoder.text(opened, bytes) == text.substr(0, bytes));
    if (text.size() < 100'000) continue;
    opened.frame = opened.frame.substr(0, opened.frame.size() / 3);
    CHECK(decoder.text(opened, text.size() / 5) == text.substr(0, text.size() / 5));
    CHECK_THROWS_AS(decoder.text(opened, text.size() / 2), IndexError);
  }
}

TEST_CASE("a byte that differs would be seen in that comparison", "[stored_statement][control]") {
  for (const StoredStatement& sample : samples()) {
    StoredStatement other = sample;
    other.statement.text += 'x';
    CHECK_FALSE(is_same(sample, other));
    other = sample;
    other.landmarks.push_back({3, 4});
    CHECK_FALSE(is_same(sample, other));
    other = sample;
    other.statement.fields["event"] += 'x';
    CHECK_FALSE(is_same(sample, other));
  }
}

TEST_CASE("text that takes the least room there can be comes back too", "[stored_statement]") {
  for (const std::size_t size : {300U, 32'768U, 131'072U, 1U << 20U, 10U << 20U}) {
    const StoredStatement sample{{"", {}, std::string(size, 'a')}, {}};
    CHECK(is_same(StatementDecoder(no_dictionary).decode(encoded(sample, "")), sample));
  }
}

TEST_CASE("every truncation of a stored statement is an IndexError", "[stored_statement]") {
  const std::string with = GENERATE(std::string(), dictionary());
  StatementDecoder decoder([&](std::uint32_t) { return with; });
  for (const StoredStatement& sample : samples()) {
    const std::string stored = encoded(sample, with);
    const std::size_t step = stored.size() > 5000 ? 997 : 1;
    for (std::size_t size = 0; size < stored.size(); size += step)
      CHECK_THROWS_AS(decoder.decode(std::string_view(stored).substr(0, size)), IndexError);
    CHECK_NOTHROW(decoder.decode(stored));
  }
}

TEST_CASE("bytes of a stored statement that changed are a statement or an IndexError",
          "[stored_statement][law]") {
  const std::string with = GENERATE(std::string(), dictionary());
  StatementDecoder decoder([&](std::uint32_t number) {
    return number == dictionary_number(with) ? with : std::string();
  });
  std::mt19937 random(7);
  std::size_t read_count = 0, refused_count = 0;
  for (const StoredStatement& sample : samples()) {
    const std::string stored = encoded(sample, with);
    const int rounds = stored.size() > 5000 ? 60 : 1500;
    for (int round = 0; round < rounds; ++round) {
      std::string changed = stored;
      for (auto count = random() % 3 + 1; count > 0; --count) {
        // Most of what can go wrong is at the beginning.
        const std::size_t reach = random() % 2 == 0 ? changed.size() : 1 + changed.size() % 200;
        changed[random() % reach] = static_cast<char>(random());
      }
      if (random() % 8 == 0) changed += static_cast<char>(random());
      bool read = false;
      REQUIRE(is_read_or_refused(decoder, changed, read));
      ++(read ? read_count : refused_count);
    }
  }
  // Both happen, else the changes would prove nothing.
  CHECK(read_count > 0);
  CHECK(refused_count > 0);
}

TEST_CASE("a dictionary that is missing or another's is an IndexError", "[stored_statement]") {
  REQUIRE_FALSE(dictionary().empty());
  const auto texts = corpus(2U << 20U, 99);
  const std::string other = train_dictionary({texts.begin(), texts.end()});
  REQUIRE(dictionary_number(other) != dictionary_number(dictionary()));
  const std::string stored = encoded(samples()[2], dictionary());
  CHECK_THROWS_AS(StatementDecoder(no_dictionary).decode(stored), IndexError);
  CHECK_THROWS_AS(StatementDecoder([&](auto) { return other; }).decode(stored), IndexError);
  CHECK_THROWS_AS(StatementDecoder([](auto) { return "no dictionary"; }).decode(stored),
                  IndexError);
  // The fields need none, and a decoder that has failed may be asked again.
  CHECK(StatementDecoder::fields(stored).fields == samples()[2].statement.fields);
  bool is_there = false;
  StatementDecoder decoder([&](auto) { return is_there ? dictionary() : std::string(); });
  CHECK_THROWS_AS(decoder.decode(stored), IndexError);
  is_there = true;
  CHECK(is_same(decoder.decode(stored), samples()[2]));
}

TEST_CASE("there is no dictionary for little text", "[stored_statement]") {
  CHECK(train_dictionary({}).empty());
  CHECK(train_dictionary({"", "", ""}).empty());
  const auto texts = corpus(100'000, 1);
  CHECK(train_dictionary({texts.begin(), texts.end()}).empty());
}

TEST_CASE("with a dictionary short texts of its corpus take less room", "[stored_statement]") {
  REQUIRE_FALSE(dictionary().empty());
  const auto room = [](const std::string& with, const std::vector<std::string>& texts) {
    std::size_t bytes = 0;
    for (const std::string& text : texts) bytes += encoded({{"", {}, text}, {}}, with).size();
    return bytes;
  };
  // Other texts than it was learned from.
  const auto texts = corpus(50'000, 2);
  CHECK(room(dictionary(), texts) * 3 < room("", texts) * 2);
  // Not those that have nothing in common with the corpus.
  std::mt19937 random(4);
  std::vector<std::string> noise(20);
  for (std::string& text : noise) {
    for (int i = 0; i < 2500; ++i) text += static_cast<char>('!' + random() % 90);
  }
  CHECK(room(dictionary(), noise) * 3 > room("", noise) * 2);
}
