// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "common/text/compounds.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/speeches.hpp"

using namespace demarche;
using test::PlainWord;

namespace {

/// Texts by id, read by brute force.
class Scan {
public:
  void add(const std::string& id, const std::string& text) {
    texts_.push_back(test::plain_words(text));
    ids_.push_back(id);
    const auto& words = texts_.back();
    std::string chain;
    for (std::size_t i = 0; i < words.size(); ++i) {
      note(words[i].text);
      chain = words[i].hyphen ? chain + words[i].text : words[i].text;
      note(chain);
      if (words[i].apostrophe) apostrophes_.insert(words[i - 1].text + words[i].text);
    }
  }

  std::set<std::string> find(const std::vector<std::string>& phrase, bool exact) const {
    std::set<std::string> ids;
    // Only texts that hold the first word can hold the phrase.
    for (const std::size_t text : texts_with_.at(phrase.front())) {
      if (test::holds_phrase(texts_[text], phrase, exact)) ids.insert(ids_[text]);
    }
    return ids;
  }

  /// Words that stand together somewhere; empty where the place drawn holds
  /// none that are plain.
  std::vector<std::string> sample(std::mt19937& random, std::size_t length) const {
    const auto& words = texts_[random() % texts_.size()];
    if (words.size() < length) return {};
    const std::size_t at = random() % (words.size() - length + 1);
    std::vector<std::string> phrase;
    for (std::size_t i = at; i < at + length; ++i) {
      if (!is_plain(words, i)) return {};
      phrase.push_back(words[i].text);
    }
    return phrase;
  }

private:
  bool is_plain(const std::vector<PlainWord>& words, std::size_t at) const {
    const std::string& word = words[at].text;
    const bool tied = words[at].hyphen || words[at].apostrophe ||
                      (at + 1 < words.size() && (words[at + 1].hyphen || words[at + 1].apostrophe));
    return !tied && !word.empty() && apostrophes_.count(word) == 0 &&
           std::all_of(word.begin(), word.end(),
                       [](unsigned char c) { return std::islower(c) != 0; }) &&
           // The built-in list of spellings in two words is a rule of its own.
           !open_parts(word) && (at == 0 || !is_open_compound(words[at - 1].text, word)) &&
           (at + 1 == words.size() || !is_open_compound(word, words[at + 1].text));
  }

  void note(const std::string& word) {
    auto& texts = texts_with_[word];
    if (texts.empty() || texts.back() + 1 != texts_.size()) texts.push_back(texts_.size() - 1);
  }

  std::vector<std::vector<PlainWord>> texts_;
  std::vector<std::string> ids_;  ///< of texts_
  std::unordered_map<std::string, std::vector<std::size_t>> texts_with_;
  std::set<std::string> apostrophes_;
};

std::string quoted(const std::vector<std::string>& phrase) {
  std::string out = "\"";
  for (const std::string& word : phrase) out += (out.size() > 1 ? " " : "") + word;
  return out + '"';
}

struct Comparison {
  std::size_t queries = 0;
  std::size_t agree = 0;
  std::size_t found = 0;
  std::string differences;
};

/// `words` single words and `phrases` phrases of two to six: the index's hits
/// beside those of the scan, id for id. `drop`: a control that loses a hit.
Comparison compare(const Scan& scan, const std::string& index_path, std::size_t words,
                   std::size_t phrases, bool drop = false) {
  Comparison result;
  std::mt19937 random(1946);
  StatementIndex index({index_path});
  SearcherOptions options;
  options.index_paths = {index_path};
  options.limit = 0;
  options.snippet = false;
  options.aliases = false;  // a scan knows no names
  while (result.queries < words + phrases) {
    const bool exact = result.queries < words;
    const auto phrase = scan.sample(random, exact ? 1 : 2 + random() % 5);
    if (phrase.empty()) continue;
    options.query = exact ? "=" + phrase.front() : quoted(phrase);
    std::set<std::string> found;
    for (const Hit& hit : search(index, options, {true, false}).hits)
      found.insert(hit.statement.id);
    if (drop) found.erase(found.begin());
    const std::set<std::string> expected = scan.find(phrase, exact);
    const bool same_count = search(index, options, {false, false}).total == expected.size();
    ++result.queries;
    result.found += expected.size();
    if (found == expected && same_count) {
      ++result.agree;
      continue;
    }
    result.differences += options.query + ": index " + std::to_string(found.size()) + ", scan " +
                          std::to_string(expected.size());
    for (const auto& [one, other, who] :
         {std::tuple{found, expected, "index"}, {expected, found, "scan"}}) {
      for (const std::string& id : one) {
        if (other.count(id) > 0) continue;
        result.differences += std::string("; only the ") + who + ": " + id;
        break;
      }
    }
    result.differences += '\n';
  }
  return result;
}

}  // namespace

TEST_CASE("a brute-force scan of the sample corpus agrees with the index", "[laws][oracle]") {
  test::Archive archive;
  Scan scan;
  const std::string folder = SOURCE_DIR "/corpus/statements/";
  for (const std::string& file : test::files_below(folder)) {
    const std::string text = test::read_bytes(file);
    // Other scripts and encodings, and other forms than text, are beyond the simple code.
    if (file.find("utf16") != std::string::npos || file.find("1252") != std::string::npos ||
        !(file.ends_with(".txt") || file.ends_with(".md")))
      continue;
    const std::string name = file.substr(folder.size());
    const std::string body = text.substr(std::min(text.find("\n\n"), text.find("\r\n\r\n")));
    archive.write(name, body);
    scan.add(name, body);
  }
  REQUIRE(archive.index() == 0);
  const Comparison result = compare(scan, archive.index_path(), 300, 300);
  INFO(result.differences);
  CHECK(result.agree == result.queries);
  CHECK(result.found >= result.queries);
  const Comparison control = compare(scan, archive.index_path(), 10, 10, true);
  CHECK(control.agree == 0);
}

TEST_CASE("a brute-force scan of the real speeches agrees with the index",
          "[.][speeches][oracle]") {
  const auto speeches = test::speeches();
  if (!speeches) return;
  Scan scan;
  speeches->read([&scan](const std::string& id, const std::string& text) {
    scan.add(id, text.substr(text.starts_with("\xEF\xBB\xBF") ? 3 : 0));
  });
  const Comparison result = compare(scan, speeches->index_path, 300, 300);
  INFO(result.differences);
  CHECK(result.agree == result.queries);
  CHECK(result.found >= result.queries);
}
