// SPDX-License-Identifier: GPL-2.0-or-later
#include <xapian.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/sample_queries.hpp"
#include "tests/support/speeches.hpp"

using namespace demarche;
using test::sample_options;

namespace {

std::vector<Occurrence> occurrences_of(StatementIndex& index, SearcherOptions options) {
  std::vector<Occurrence> found;
  if (options.kwic_width == 0) options.kwic_width = 40;
  SearchScope scope{false};
  scope.occurrences = [&](const Occurrence& occurrence) { found.push_back(occurrence); };
  search(index, options, scope);
  return found;
}

std::vector<Occurrence> sample_occurrences(const SearcherOptions& options) {
  StatementIndex index(options.index_paths);
  return occurrences_of(index, options);
}

/// Without white space, which a line of a concordance has in its own way.
std::string letters_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) out += c;
  }
  return out;
}

std::vector<std::string> pieces(const std::vector<Occurrence>& occurrences,
                                std::string Occurrence::*piece) {
  std::vector<std::string> found;
  for (const Occurrence& occurrence : occurrences) found.push_back(occurrence.*piece);
  return found;
}

/// The matches as the page of one statement marks them.
std::vector<Highlight> marks(const SearcherOptions& query, const std::string& id, bool in_title) {
  SearcherOptions options = query;
  options.show_id = id;
  StatementIndex index(options.index_paths);
  const ShownStatement shown = show(index, options);
  return in_title ? shown.hit.title_highlights : shown.highlights;
}

using Places = std::multiset<std::pair<std::string, std::size_t>>;

/// How many carriage returns before a byte a stored text does without.
std::size_t returns_before(const std::string& bytes, std::size_t end) {
  std::size_t returns = 0;
  for (std::size_t at = bytes.find("\r\n"); at < end; at = bytes.find("\r\n", at + 1)) ++returns;
  return returns;
}

/// Places where ripgrep finds a pattern in the texts below a folder: file and byte of
/// the stored text.
Places ripgrep(const std::string& folder, const std::string& pattern) {
  const auto out = test::run(
      "/usr/bin/rg", {"-P", "-U", "-i", "--json", "--no-ignore", "-g", "*.txt", pattern, folder});
  Places places;
  std::istringstream lines(out.out);
  for (std::string line; std::getline(lines, line);) {
    const auto json = nlohmann::json::parse(line);
    if (json["type"] != "match") continue;
    const auto& data = json["data"];
    const std::string file = data["path"]["text"];
    const std::size_t begin = data["absolute_offset"];
    const std::string bytes = test::read_bytes(file);
    for (const auto& match : data["submatches"]) {
      const std::size_t at = begin + match["start"].get<std::size_t>();
      places.emplace(file.substr(folder.size() + 1), at - returns_before(bytes, at));
    }
  }
  return places;
}

/// Words side by side: what parts them is no letter and no paragraph's end, but a
/// page's number may stand alone between; a line's end may break a word.
std::string pattern_of(const std::vector<std::string>& words) {
  const std::string letter = R"([\p{L}\p{N}\p{M}_])";
  const std::string gap = R"((?:[^\p{L}\p{N}\p{M}_\n]|\n(?!\s*\n)|\n\s*\d{1,3}\s*\n)+)";
  std::string pattern = "(?<!" + letter + ")";
  const std::string line_end = R"((?:-[ \t]*\r?\n[ \t]*)?)";
  for (const std::string& word : words) {
    if (&word != &words.front()) pattern += gap;
    for (const char& c : word) pattern += (&c == &word.front() ? std::string() : line_end) + c;
  }
  return pattern + "(?!" + letter + ")";
}

/// Small plain words that stand side by side in one line; empty where the draw has none.
std::vector<std::string> draw_phrase(std::mt19937& random, const std::string& text) {
  const std::size_t begin = text.find(' ', random() % std::max<std::size_t>(1, text.size()));
  if (begin == std::string::npos) return {};
  std::vector<std::string> words(1);
  const std::size_t length = 2 + random() % 3;
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] >= 'a' && text[at] <= 'z') {
      words.back() += text[at];
    } else if (text[at] != ' ' || words.back().size() < 3) {
      return {};
    } else if (words.size() == length) {
      return words;
    } else {
      words.emplace_back();
    }
  }
  return {};
}

}  // namespace

TEST_CASE("each line of a concordance is a mark of its statement, and each mark a line",
          "[laws][concordance]") {
  std::mt19937 random(31);
  const std::vector<std::string> words = test::sample_words();
  std::size_t lines = 0;
  for (int i = 0; i < 60; ++i) {
    SearcherOptions options = sample_options(test::random_query(random, words));
    options.kwic_width = 1 + random() % 60;
    INFO(options.query << " width " << options.kwic_width);
    std::map<std::pair<std::string, std::string>, std::vector<Highlight>> places;
    for (const Occurrence& occurrence : sample_occurrences(options))
      places[{occurrence.statement->id, occurrence.field}].emplace_back(occurrence.begin,
                                                                        occurrence.end);
    for (const auto& [place, found] : places) {
      CHECK(found == marks(options, place.first, place.second == "title"));
      lines += found.size();
    }
  }
  CHECK(lines > 1000);
}

TEST_CASE("a line of a concordance is the text about its place", "[laws][concordance]") {
  std::size_t cut = 0;
  for (const std::size_t width : {1U, 7U, 40U, 300U}) {
    SearcherOptions options = sample_options("river OR treaty OR \"cease fire\" OR річка OR رود");
    options.kwic_width = width;
    for (const Occurrence& occurrence : sample_occurrences(options)) {
      SearcherOptions one = sample_options({});
      one.show_id = occurrence.statement->id;
      StatementIndex index(one.index_paths);
      const Statement statement = show(index, one).hit.statement;
      const std::string source = occurrence.field == "text"
                                     ? statement.text
                                     : std::string(statement.field(occurrence.field));
      INFO(statement.id << ": " << occurrence.left << '[' << occurrence.match << ']'
                        << occurrence.right);
      const std::string before = letters_of(source.substr(0, occurrence.begin));
      const std::string after = letters_of(source.substr(occurrence.end));
      const std::string match =
          letters_of(source.substr(occurrence.begin, occurrence.end - occurrence.begin));
      CHECK(letters_of(occurrence.match) == match);
      CHECK(occurrence.left.find('\n') == std::string::npos);
      CHECK(occurrence.right.find('\n') == std::string::npos);
      // Page breaks are left out, so that only what is on this side of one is the text itself.
      if (source.find('\f') != std::string::npos) continue;
      CHECK(before.ends_with(letters_of(occurrence.left)));
      CHECK(after.starts_with(letters_of(occurrence.right)));
      cut += letters_of(occurrence.left) != before;
    }
  }
  CHECK(cut > 100);
}

TEST_CASE("a concordance is sorted by the words beside the match, as a dictionary sorts",
          "[concordance]") {
  test::Archive archive;
  archive.write("a.txt", "old Zebra pact zebra. new émigré pact Emir. a Emir pact émigré.");
  archive.write("b.txt", "Ápril pact april, the ápril pact Ápril! pact");
  archive.write("c.txt", "pact “ezer”; an zoo pact (Emir) and pact Emir zoo");
  REQUIRE(archive.index() == 0);
  SearcherOptions options = archive.searcher_options("pact");
  options.exact = true;
  options.kwic_width = 14;
  StatementIndex index(options.index_paths);
  options.kwic_sort = KwicSort::right;
  CHECK(pieces(occurrences_of(index, options), &Occurrence::right) ==
        std::vector<std::string>{"", " Ápril! pact", " april, the áp", " émigré.", " Emir. a Emir ",
                                 " (Emir) and pa", " Emir zoo", " “ezer”; an zo",
                                 " zebra. new ém"});
  options.kwic_sort = KwicSort::left;
  CHECK(pieces(occurrences_of(index, options), &Occurrence::left) ==
        std::vector<std::string>{"", "ct (Emir) and ", "Ápril ", "l pact Ápril! ", "il, the ápril ",
                                 "a. new émigré ", " Emir. a Emir ", "old Zebra ",
                                 "ezer”; an zoo "});
}

TEST_CASE("a concordance by date has the oldest statement first", "[concordance]") {
  SearcherOptions options = sample_options("river");
  options.kwic_sort = KwicSort::date;
  std::vector<std::string> dates;
  for (const Occurrence& occurrence : sample_occurrences(options)) {
    const std::string date(occurrence.statement->field("date"));
    if (!date.empty()) dates.push_back(date);
  }
  CHECK(dates.size() > 5);
  CHECK(std::is_sorted(dates.begin(), dates.end()));
}

TEST_CASE("a concordance shows places in fields that the query names, and in no others",
          "[concordance]") {
  test::Archive archive;
  archive.write("a.txt", "speaker: Ada Vessen\ntitle: On Ada\n\nAda spoke to Ada.");
  REQUIRE(archive.index() == 0);
  StatementIndex index({archive.index_path()});
  const auto fields = [&](const std::string& query) {
    return pieces(occurrences_of(index, archive.searcher_options(query)), &Occurrence::field);
  };
  using Fields = std::vector<std::string>;
  CHECK(fields("ada") == Fields{"title", "text", "text"});
  CHECK(fields("speaker:ada") == Fields{"speaker"});
  CHECK(fields("title:ada speaker:vessen") == Fields{"title", "speaker"});
  CHECK(fields("spoke -lang:fr") == Fields{"text"});
  SearcherOptions options = archive.searcher_options("NOT zebra");
  SearchScope scope{false};
  scope.occurrences = [](const Occurrence&) { FAIL("there is nothing to show"); };
  CHECK(search(index, options, scope).concordance->without == 1);
}

TEST_CASE("for 50 phrases ripgrep finds the same places of the real speeches, none twice",
          "[.][speeches][concordance]") {
  const auto speeches = test::speeches();
  if (!speeches) return;
  std::vector<std::string> texts;
  speeches->read([&](const std::string&, const std::string& bytes) { texts.push_back(bytes); });
  std::mt19937 random(53);
  StatementIndex index({speeches->index_path});
  std::size_t found = 0;
  for (std::size_t phrases = 0; phrases < 50;) {
    const auto words = draw_phrase(random, texts[random() % texts.size()]);
    if (words.empty()) continue;
    SearcherOptions options;
    options.exact = true;
    options.aliases = false;
    options.query = "\"";
    for (const std::string& word : words) options.query += word + " ";
    options.query.back() = '"';
    INFO(options.query);
    Places places;
    for (const Occurrence& occurrence : occurrences_of(index, options))
      places.emplace(occurrence.statement->id, occurrence.begin);
    const Places expected = ripgrep(speeches->folder, pattern_of(words));
    // Not CHECK: to print the places of a common phrase takes an hour.
    const bool same = places == expected;
    CHECK(same);
    CHECK(std::set(places.begin(), places.end()).size() == places.size());
    found += expected.size();
    ++phrases;
  }
  CHECK(found > 1000);
}

TEST_CASE("a concordance whose index is changed while its lines are printed ends with an error",
          "[concordance]") {
  test::Archive archive;
  for (int i = 0; i < 200; ++i)
    archive.write(std::to_string(i), "The ferry of pier " + std::to_string(i) + " was late.\n");
  REQUIRE(archive.index() == 0);
  StatementIndex index({archive.index_path()});
  SearchScope scope{false};
  std::size_t lines = 0;
  scope.occurrences = [&](const Occurrence&) {
    if (lines++ > 0) return;
    // A reader keeps what it has for one commit, and not for two.
    for (int commit = 0; commit < 2; ++commit) {
      test::edit_database(archive.index_path(), [](Xapian::WritableDatabase& database) {
        for (Xapian::docid number = 1; number <= 200; ++number) {
          Xapian::Document document = database.get_document(number);
          document.add_term("commit");
          document.set_data(document.get_data() + " ");
          database.replace_document(number, document);
        }
      });
    }
  };
  SearcherOptions options = archive.searcher_options("ferry");
  options.kwic_width = 20;
  CHECK_THROWS_WITH(search(index, options, scope),
                    "the index was changed or lost as the answer was printed: some is missing");
  CHECK(lines < 200);
}

TEST_CASE("a beginning of words has each place once and in order, also of nested compounds",
          "[concordance]") {
  test::Archive archive;
  archive.write("a.txt", "The envoy Sa'd-Sa'di spoke to Sa'dun.\n");
  REQUIRE(archive.index() == 0);
  StatementIndex index({archive.index_path()});
  CHECK(pieces(occurrences_of(index, archive.searcher_options("sad*")), &Occurrence::match) ==
        std::vector<std::string>{"Sa'd-Sa'di", "Sa'dun"});
}
