// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "common/error.hpp"
#include "common/names/name_table.hpp"
#include "common/text/fold.hpp"
#include "searcher/query/spellings.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/name_rows.hpp"

using namespace demarche;

namespace {

FoundName longest(const NameTable& table, const std::string& text) {
  std::vector<NameWord> words;
  const std::vector<QueryWord> query = query_words(text, false);
  for (const QueryWord& word : query) words.push_back({word.term, word.capitals});
  FoundName found = table.longest(words);
  return found;
}

std::set<std::string> as_set(const std::vector<std::string_view>& names) {
  return {names.begin(), names.end()};
}

/// What is wrong with a table: a name that is two rows', or is marked in one of them only.
std::string conflict(const std::vector<NameRow>& rows) {
  std::map<std::string, std::size_t> certain, ambiguous;
  for (const NameRow& row : rows) {
    for (const NameVariant& variant : row.variants) {
      if (variant.use != NameUse::name) continue;
      const std::string key = value_key(variant.text);
      const bool is_new = (variant.ambiguous ? ambiguous : certain).emplace(key, row.line).second;
      if (!is_new && !variant.ambiguous) return "two rows are " + variant.text;
    }
  }
  for (const auto& [key, line] : certain) {
    if (ambiguous.contains(key)) return key + " is ambiguous in one row only";
  }
  return {};
}

std::string refusal(const std::string& text) {
  try {
    parse_names(text, "mine.tsv");
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

/// The translations in a catalogue of gettext's binary form.
std::map<std::string, std::string> translations(const std::string& path) {
  const std::string bytes = test::read_bytes(path);
  const auto number = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
      value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
    return value;
  };
  const auto entry = [&](std::size_t at) { return bytes.substr(number(at + 4), number(at)); };
  REQUIRE(number(0) == 0x950412de);
  std::map<std::string, std::string> found;
  for (std::uint32_t i = 0; i < number(8); ++i)
    found[entry(number(12) + i * 8)] = entry(number(16) + i * 8);
  return found;
}

}  // namespace

TEST_CASE("every built-in name is that of one row, or marked in all that it could mean",
          "[names]") {
  CHECK(conflict(test::built_in_rows()).empty());
  CHECK(test::built_in_rows().size() > 700);
}

TEST_CASE("a name of two rows would be seen", "[names][control]") {
  CHECK_FALSE(conflict(parse_names("state\tA | B\nstate\tC | B\n", "x")).empty());
  CHECK_FALSE(conflict(parse_names("state\tA | B\nstate\tC | ?B\n", "x")).empty());
  CHECK(conflict(parse_names("state\tA | ?B\nstate\tC | ?B\n", "x")).empty());
}

TEST_CASE("the table that the build packs is names.tsv", "[names]") {
  const PackedNames packed = pack_names(test::built_in_rows());
  const NameIndex built_in = built_in_names();
  CHECK(built_in.pool == packed.pool);
  CHECK(std::equal(built_in.by_key.begin(), built_in.by_key.end(), packed.by_key.begin(),
                   packed.by_key.end()));
  REQUIRE(built_in.variants.size() == packed.variants.size());
  for (std::size_t i = 0; i < packed.variants.size(); ++i) {
    const PackedVariant& a = built_in.variants[i];
    const PackedVariant& b = packed.variants[i];
    CHECK(std::tuple(a.text, a.key, a.text_bytes, a.key_bytes, a.row, a.use, a.ambiguous,
                     a.acronym) == std::tuple(b.text, b.key, b.text_bytes, b.key_bytes, b.row,
                                              b.use, b.ambiguous, b.acronym));
  }
}

TEST_CASE("each built-in name is found, with the others of its row", "[names]") {
  const NameTable table;
  for (const NameRow& row : test::built_in_rows()) {
    const auto names = test::certain_names(row);
    for (const std::string& name : names) {
      INFO(name);
      const FoundName found = longest(table, name);
      CHECK(found.words == query_words(name, false).size());
      CHECK(as_set(found.names) == std::set<std::string>(names.begin(), names.end()));
      CHECK(found.meanings.empty());
    }
  }
}

TEST_CASE("no built-in name is an everyday word in small letters", "[names]") {
  const std::set<std::string> words = {
      "a",         "all",     "am",      "an",        "are",    "as",    "at",       "be",
      "by",        "can",     "car",     "do",        "eau",    "eta",   "eu",       "for",
      "he",        "if",      "in",      "ira",       "is",     "it",    "let",      "loc",
      "male",      "man",     "may",     "me",        "my",     "nato",  "no",       "not",
      "of",        "on",      "opt",     "or",        "pif",    "salt",  "so",       "sana",
      "to",        "un",      "up",      "us",        "we",     "who",   "unita",    "hims",
      "reunion",   "grenade", "maurice", "dominique", "jersey", "damas", "equateur", "salvador",
      "argentine", "turkic",  "general", "pole",      "swede"};
  const NameTable table;
  for (const std::string& word : words) {
    INFO(word);
    CHECK(longest(table, word).names.empty());
  }
}

TEST_CASE("the longest name counts, and an acronym in capitals alone", "[names]") {
  const NameTable table;
  struct Row {
    std::string text;
    std::size_t words;
    std::string one_of_them;  ///< empty where ambiguous or no name
  };
  const std::vector<Row> rows = {{"Papua New Guinea and others", 3, "PNG"},
                                 {"Guinea and others", 1, ""},
                                 {"Democratic People's Republic of Korea", 6, "DPRK"},
                                 {"Republic of Korea", 3, "ROK"},
                                 {"korea", 1, ""},
                                 {"north korea", 2, "DPRK"},
                                 {"NORTH KOREA", 2, "DPRK"},
                                 {"DPRK", 1, "North Korea"},
                                 {"dprk", 0, ""},
                                 {"D.P.R.K. and", 1, "North Korea"},
                                 {"U.S. policy", 1, "États-Unis"},
                                 {"us", 0, ""},
                                 {"Us", 0, ""},
                                 {"WHO", 1, "Organisation mondiale de la santé"},
                                 {"Who", 0, ""},
                                 {"Cote d'Ivoire", 3, "Ivory Coast"},
                                 {"TURKIYE", 1, "Turkey"},
                                 {"Viet-Nam", 2, "Vietnam"},
                                 {"Congo", 1, ""},
                                 {"Democratic Republic of the Congo", 5, "Zaire"},
                                 {"Republic of China", 3, ""},
                                 {"People's Republic of China", 5, "PRC"},
                                 {"Pakistani", 0, ""},
                                 {"PAK", 0, ""},
                                 {"soviet", 0, ""},
                                 {"Tehrik-i-Taliban Pakistan", 4, "TTP"},
                                 {"Islamic State", 2, ""},
                                 {"Islamic State of Iraq and the Levant", 7, "Daesh"},
                                 {"South Sudan", 2, "Soudan du Sud"},
                                 {"Sudan", 1, ""}};
  for (const Row& row : rows) {
    INFO(row.text);
    const FoundName found = longest(table, row.text);
    CHECK(found.words == row.words);
    CHECK(as_set(found.names).contains(row.one_of_them) == !row.one_of_them.empty());
    CHECK(found.meanings.empty() == (row.words == 0 || !row.one_of_them.empty()));
  }
}

TEST_CASE("successors are other states", "[names]") {
  const NameTable table;
  CHECK_FALSE(as_set(longest(table, "USSR").names).contains("Russia"));
  CHECK_FALSE(as_set(longest(table, "Czechoslovakia").names).contains("Czechia"));
  CHECK_FALSE(as_set(longest(table, "Yugoslavia").names).contains("Serbia"));
  CHECK(as_set(longest(table, "Zaire").names).contains("Democratic Republic of the Congo"));
  CHECK(as_set(longest(table, "Upper Volta").names).contains("Burkina Faso"));
  CHECK(as_set(longest(table, "Swaziland").names).contains("Eswatini"));
}

TEST_CASE("a filter takes codes, demonyms and names for one row, and a code before a name",
          "[names]") {
  const NameTable table;
  const auto pakistan = as_set(table.value("pak").names);
  CHECK(pakistan.contains("Islamic Republic of Pakistan"));
  for (const char* value : {"pakistan", "pk", "pakistani", "islamic republic of pakistan",
                            "republique islamique du pakistan", "pakistanais"})
    CHECK(as_set(table.value(value).names) == pakistan);
  CHECK(as_set(table.value("au").names).contains("Australia"));
  CHECK(as_set(table.value("nam").names).contains("Namibia"));
  CHECK_FALSE(as_set(table.value("african union").names).contains("AU"));
  CHECK(as_set(table.value("guinea").names).contains("GIN"));
  CHECK_FALSE(as_set(table.value("guinea").names).contains("PNG"));
  CHECK_FALSE(as_set(table.value("papua new guinea").names).contains("Guinea"));
  CHECK(as_set(table.value("maurice").names).contains("MUS"));
  for (const char* value : {"congo", "korea"}) {
    CHECK(table.value(value).names.empty());
    CHECK(table.value(value).meanings.size() == 2);
  }
  CHECK(table.value("nowhere").names.empty());
  CHECK(table.value("nowhere").meanings.empty());
}

TEST_CASE("every state and territory of ISO 3166-1 has its codes and names, in French, too",
          "[names][iso]") {
  const std::string list = "/usr/share/iso-codes/json/iso_3166-1.json";
  const std::string french = "/usr/share/locale/fr/LC_MESSAGES/iso_3166-1.mo";
  if (!std::filesystem::exists(list) || !std::filesystem::exists(french)) {
    WARN("skipped: Debian's iso-codes is not installed");
    return;
  }
  // Slips and leftovers of that catalogue.
  const std::set<std::string> wrong = {"République populaire du Bengladesh", "Royaume du Bouthan",
                                       "Syria", "Republic of Türkiye"};
  const auto in_french = translations(french);
  const NameTable table;
  std::ifstream file(list);
  std::set<std::set<std::string>> rows;
  const auto iso = nlohmann::json::parse(file);
  for (const auto& state : iso["3166-1"]) {
    const std::string code = state["alpha_3"];
    INFO(code);
    const std::set<std::string> row = as_set(table.value(value_key(code)).names);
    CHECK(row.contains(code));
    CHECK(row.contains(std::string(state["alpha_2"])));
    CHECK(rows.insert(row).second);
    for (const char* member : {"name", "common_name", "official_name"}) {
      if (!state.contains(member)) continue;
      const std::string name = state[member];
      const auto translated = in_french.find(name);
      for (const std::string& each :
           {name, translated == in_french.end() ? name : translated->second}) {
        INFO(each);
        const FoundName found = table.value(value_key(each));
        const bool is_ambiguous = each == "Congo";
        if (!wrong.contains(each)) CHECK((is_ambiguous || as_set(found.names) == row));
      }
    }
  }
  CHECK(rows.size() == 249);
}

TEST_CASE("a user's rows grow together with rows they share a name with", "[names]") {
  const NameTable table(
      parse_names("# my own\n\n"
                  "state\tMyanmar | Burmah\n"
                  "organisation\tOSBS | Organisation of the Six Basins\t\tSIX\n"
                  "organisation\tSix Basins | OSBS\n",
                  "mine.tsv"));
  CHECK(as_set(longest(table, "Burma").names).contains("Burmah"));
  CHECK(as_set(longest(table, "Burmah").names).contains("Birmanie"));
  CHECK(as_set(table.value("mmr").names).contains("Burmah"));
  CHECK(as_set(longest(table, "Six Basins").names) ==
        std::set<std::string>{"OSBS", "Organisation of the Six Basins", "Six Basins"});
  CHECK(as_set(table.value("six").names).contains("Six Basins"));
  CHECK(table.is_acronym("osbs"));
  CHECK(table.is_acronym("dprk"));
  CHECK_FALSE(table.is_acronym("burmah"));
  CHECK(as_set(longest(table, "Turkey").names) == as_set(longest(NameTable(), "Turkey").names));
}

TEST_CASE("what a user's file says of a name goes before the built-in table", "[names]") {
  const NameTable table(parse_names("state\tGeorgia | Sakartvelo\nperson\t?Turkey\n", "mine.tsv"));
  CHECK(as_set(longest(table, "Georgia").names).contains("Sakartvelo"));
  CHECK(longest(table, "Turkey").names.empty());
  CHECK(longest(table, "Turkey").meanings == std::vector<std::string_view>{"Turkey"});
  CHECK(as_set(longest(table, "Türkiye").names).contains("Turkey"));
}

TEST_CASE("a table that is no table is refused with the number of the line", "[names]") {
  CHECK(refusal("") == "accepted");
  CHECK(refusal("\xEF\xBB\xBFstate\tA | B\r\n\n# x\nstate\tC\tD\tE | F") == "accepted");
  CHECK(refusal("state\tGuinea | ?Georgia\t\tGeorgia") == "accepted");
  CHECK(refusal("state\tA\n\nplanet\tMars\n") == "mine.tsv:3: 'planet' is no kind of name");
  CHECK(refusal("state\n") == "mine.tsv:1: the line has no name");
  CHECK(refusal("state\t\tA\n") == "mine.tsv:1: the line has no name");
  CHECK(refusal("state\tA\tB\tC\tD\n") == "mine.tsv:1: the line has more than four columns");
  CHECK(refusal("state\tA | | B\n") == "mine.tsv:1: a name has no word");
  CHECK(refusal("state\tA | -\n") == "mine.tsv:1: a name has no word");
  CHECK(refusal("#\nstate\tViet Nam | Viet-Nam\n") ==
        "mine.tsv:2: 'Viet-Nam' stands twice in the row");
  CHECK(refusal("state\tA\ta\n") == "mine.tsv:1: 'a' stands twice in the row");
  CHECK(refusal("state\tA\t\ta\n") == "mine.tsv:1: 'a' stands twice in the row");
  CHECK(refusal("state\tA \xFF\n") == "mine.tsv:1: the line is not in UTF-8");
}
