// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/versions.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "common/index/packed.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/speeches.hpp"

using namespace demarche;

namespace {

bool operator==(const Version& a, const Version& b) {
  return a.from_s == b.from_s && a.until_s == b.until_s &&
         a.statement.fields == b.statement.fields && a.statement.text == b.statement.text;
}

bool are_equal(const std::vector<Version>& a, const std::vector<Version>& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](const auto& x, const auto& y) { return x == y; });
}

std::string compressed(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

/// Ten silent edits: in each a word of the wording before is another.
std::vector<Version> edits_of(const std::string& text) {
  std::mt19937 random(4);
  std::vector<Version> versions;
  Version version{1'600'000'000, 1'600'100'000, {}};
  version.statement.fields = {{"title", "On the ferry"}, {"language", "en"}};
  version.statement.text = text;
  for (int i = 0; i < 10; ++i) {
    versions.push_back(version);
    version.from_s = version.until_s;
    version.until_s += 100'000 + i;
    std::string& words = version.statement.text;
    const std::size_t at = words.find(' ', random() % (words.size() / 2));
    words.replace(at, words.find(' ', at + 1) - at, fmt::format(" harbour{}", i));
  }
  return versions;
}

}  // namespace

TEST_CASE("versions come back as they were stored", "[versions]") {
  CHECK(decode_versions("").empty());
  std::vector<Version> versions =
      edits_of("The ferry was late, and nobody said so in the harbour of Solvhavn.");
  versions[3].statement.text = std::string("a\0b", 3);
  versions[4].statement.fields["docket"] = "x\ny";
  versions[5].statement.fields.clear();
  const std::string stored = encode_versions(versions);
  CHECK(are_equal(decode_versions(stored), versions));
  CHECK(encode_versions(decode_versions(stored)) == stored);
}

TEST_CASE("two stores of versions become one with each of them once", "[versions]") {
  const std::vector<Version> all =
      edits_of("The ferry was late, and nobody said so in Solvhavn's harbour.");
  const std::vector<Version> some(all.begin(), all.begin() + 6), others(all.begin() + 3, all.end());
  CHECK(are_equal(decode_versions(united_versions(encode_versions(others), encode_versions(some))),
                  all));
  const std::string stored = encode_versions(all);
  CHECK(united_versions(stored, encode_versions(some)) == stored);
  CHECK(united_versions(stored, stored) == stored);
}

TEST_CASE("ten edits cost little more than the text", "[versions]") {
  // The shortest of the sample's English texts are left out: of a few lines, ten edits are much.
  std::size_t texts = 0;
  for (const std::string& file : test::files_below(SOURCE_DIR "/corpus/statements")) {
    const std::string text = test::read_bytes(file);
    if (text.size() < 2000 || !file.ends_with(".txt")) continue;
    INFO(file);
    const double ratio = static_cast<double>(encode_versions(edits_of(text)).size()) /
                         static_cast<double>(compressed(text).size());
    CHECK(ratio < 1.3);
    ++texts;
  }
  CHECK(texts > 5);
}

TEST_CASE("ten edits of a real speech cost little more than the speech", "[versions][speeches]") {
  const auto speeches = test::speeches();
  if (!speeches) return;
  double stored = 0, single = 0, worst = 0;
  std::size_t number = 0;
  speeches->read([&](const std::string&, const std::string& bytes) {
    if (number++ % 50 != 0 || bytes.size() < 1000) return;
    const auto versions = static_cast<double>(encode_versions(edits_of(bytes)).size());
    const auto text = static_cast<double>(compressed(bytes).size());
    stored += versions;
    single += text;
    worst = std::max(worst, versions / text);
  });
  WARN("ten edits of the speeches: " << stored / single << " times their texts, at the worst "
                                     << worst);
  CHECK(number > 5000);
  CHECK(stored / single < 1.3);
}

TEST_CASE(
    "versions that say they are more than their bytes can hold are an error, before any memory "
    "is asked for",
    "[versions]") {
  for (const std::uint64_t bytes : {std::uint64_t{1} << 30U, std::uint64_t{1} << 60U}) {
    std::string stored(1, '\1');
    put_number(stored, bytes);
    CHECK_THROWS_AS(decode_versions(stored + compressed("The ferry was late.")), IndexError);
  }
}

TEST_CASE("damaged versions are an error, whatever the damage", "[versions]") {
  const std::string stored =
      encode_versions(edits_of("The ferry was late, and nobody said so in the harbour."));
  std::mt19937 random(9);
  std::size_t refused = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string bytes = stored;
    if (i % 2 == 0)
      bytes.resize(random() % bytes.size());
    else
      bytes[random() % bytes.size()] = static_cast<char>(random());
    try {
      decode_versions(bytes);
    } catch (const IndexError&) {
      ++refused;
    }
  }
  CHECK(refused > 1000);
}
