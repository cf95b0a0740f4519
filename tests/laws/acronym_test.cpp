// SPDX-License-Identifier: GPL-2.0-or-later
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "searcher/search.hpp"
#include "tests/support/speeches.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;

namespace {

using Ids = std::set<std::string>;

/// Words that the speeches write in capitals, some of which are others in small letters.
constexpr std::array acronyms = {
    "US",    "WHO",    "UN",     "IT",     "NATO",   "EU",      "NPT",  "OAU",  "ASEAN",
    "IAEA",  "UNDP",   "UNICEF", "UNESCO", "FAO",    "ILO",     "IMF",  "GATT", "WTO",
    "OPEC",  "SADC",   "ECOWAS", "EEC",    "USSR",   "USA",     "UK",   "PLO",  "ANC",
    "SWAPO", "UNCTAD", "UNEP",   "UNHCR",  "UNIFIL", "UNTAC",   "AIDS", "HIV",  "MDG",
    "COVID", "CIS",    "CSCE",   "OSCE",   "OAS",    "CARICOM", "ICC",  "ICJ",  "SALT",
    "CTBT",  "IDA",    "GDP",    "NEPAD",  "AU",     "SIDS"};

/// A capital with any accent: scanned speeches have `PŁO` and `OAÜ`.
std::string letter_class(char letter) {
  static const std::map<char, std::string> accented = {
      {'A', "ÀÁÂÃÄÅĀĂĄ"}, {'C', "ÇĆČ"},      {'E', "ÈÉÊËĒĖĘĚ"}, {'I', "ÌÍÎÏĪİ"}, {'L', "ŁĽ"},
      {'N', "ÑŃŇ"},       {'O', "ÒÓÔÕÖØŌŐ"}, {'S', "ŚŠŞ"},      {'U', "ÙÚÛÜŪŮ"}};
  const auto others = accented.find(letter);
  const std::string all = letter + (others == accented.end() ? "" : others->second);
  return "[" + all + "]\\p{Mn}*";
}

/// The rule, as a pattern of letters in capitals: `US` with no letter, digit or
/// `_` at either side, so that `US’s`, `US-led` and a hyphen at a line's end are
/// no obstacle, and `USs` is another word; or `U.S` and `U.S.`, which are no
/// part of a longer row of dotted letters.
std::string pattern_of(const std::string& acronym) {
  const std::string in_word = "[\\p{L}\\p{N}\\p{M}_]";
  const std::string begin = "(?<!" + in_word + ")";
  const std::string end = "(?!" + in_word + ")";
  std::string plain;
  std::string dotted;
  for (const char letter : acronym) {
    plain += letter_class(letter);
    dotted += (dotted.empty() ? "" : "\\.") + letter_class(letter);
  }
  return begin + plain + end + "|" + begin + "(?<!" + in_word + "\\.)" + dotted + end +
         "(?!\\.\\p{L}" + end + ")";
}

/// The files below a folder that ripgrep finds the pattern in, by name.
Ids ripgrep(const std::string& folder, const std::string& pattern) {
  const test::TemporaryFolder scratch;
  scratch.write("pattern", pattern + "\n");
  const std::string command = "rg -P -l --no-ignore --encoding utf-8 -g '*.txt' -f '" +
                              scratch.path_of("pattern") + "' '" + folder + "'";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  REQUIRE(pipe);
  std::string out;
  std::array<char, 4096> buffer{};
  while (const std::size_t bytes = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
    out.append(buffer.data(), bytes);
  Ids files;
  for (std::size_t begin = 0; begin < out.size();) {
    const std::size_t end = out.find('\n', begin);
    files.insert(out.substr(begin + folder.size() + 1, end - begin - folder.size() - 1));
    begin = end + 1;
  }
  return files;
}

}  // namespace

TEST_CASE("for 50 acronyms ripgrep finds the same real speeches", "[.][speeches][acronyms]") {
  const auto speeches = test::speeches();
  if (!speeches) return;
  StatementIndex index({speeches->index_path});
  static_assert(acronyms.size() >= 50);
  for (const std::string acronym : acronyms) {
    INFO(acronym);
    SearcherOptions options;
    options.aliases = false;
    options.query = acronym;
    options.limit = 0;
    Ids found;
    for (const Hit& hit : search(index, options, {true, false, false}).hits)
      found.insert(hit.statement.id);
    CHECK(!found.empty());
    CHECK(found == ripgrep(speeches->folder, pattern_of(acronym)));
  }
  // In small letters it is another word: a control.
  CHECK(ripgrep(speeches->folder, pattern_of("us")) != ripgrep(speeches->folder, pattern_of("US")));
}
