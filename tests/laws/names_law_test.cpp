// SPDX-License-Identifier: GPL-2.0-or-later
// A name finds what its variants find, each by itself.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "common/text/fold.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/name_rows.hpp"
#include "tests/support/speeches.hpp"

using namespace demarche;
using Ids = std::set<std::string>;

namespace {

/// An index asked for ids.
class Asked {
public:
  explicit Asked(std::vector<std::string> paths) : paths_(paths), index_(std::move(paths)) {}

  Ids find(const std::string& query, bool aliases) {
    const SearchResults results = search(index_, options(query, aliases), {true, false, false});
    Ids ids;
    for (const Hit& hit : results.hits) ids.insert(hit.statement.id);
    return ids;
  }

  /// Without other names. Remembers.
  const Ids& alone(const std::string& query) {
    const auto [found, is_new] = alone_.try_emplace(query);
    if (is_new) found->second = find(query, false);
    return found->second;
  }

  QueryReport report(const std::string& query) {
    return search(index_, options(query, true), {false, false, false}).query;
  }

private:
  SearcherOptions options(const std::string& query, bool aliases) const {
    SearcherOptions options;
    options.index_paths = paths_;
    options.query = query;
    options.limit = 0;
    options.aliases = aliases;
    return options;
  }

  std::vector<std::string> paths_;
  StatementIndex index_;
  std::map<std::string, Ids> alone_;
};

struct LawResult {
  std::size_t names = 0;  ///< that were asked
  std::size_t wider = 0;  ///< that found more than by themselves
  std::vector<std::string> broken;
};

/// Asks for every name of the rows that occurs. `aliases`: off for the control.
LawResult alias_law(Asked& asked, const std::vector<NameRow>& rows, bool aliases) {
  LawResult result;
  for (const NameRow& row : rows) {
    const std::vector<std::string> names = test::certain_names(row);
    Ids phrases;
    for (const std::string& name : names) phrases.merge(Ids(asked.alone(test::quoted(name))));
    if (phrases.empty()) continue;
    for (const std::string& name : names) {
      ++result.names;
      Ids wanted = asked.alone(test::quoted(name));
      result.wider += phrases.size() > wanted.size() ? 1 : 0;
      if (asked.find(test::quoted(name), aliases) != phrases)
        result.broken.push_back(test::quoted(name));
      if (!test::is_plain_query(name)) continue;
      wanted = asked.alone(name);
      wanted.insert(phrases.begin(), phrases.end());
      if (asked.find(name, aliases) != wanted) result.broken.push_back(name);
    }
  }
  return result;
}

/// A statement for each name of the built-in table, and for each ambiguous one.
void write_names(
    const std::vector<const test::Archive*>& archives,
    const std::function<void(std::size_t, const std::string&, const std::string&)>& write) {
  std::size_t number = 0;
  for (std::size_t row = 0; row < test::built_in_rows().size(); ++row) {
    for (const NameVariant& variant : test::built_in_rows()[row].variants) {
      if (variant.use != NameUse::name) continue;
      write(number % archives.size(), std::to_string(row) + "/" + std::to_string(number),
            "They spoke at length of " + variant.text + " and then of the harvest.\n");
      ++number;
    }
  }
}

struct NameArchives {
  test::Archive whole, first, second;

  NameArchives() {
    write_names({&first, &second},
                [this](std::size_t part, const std::string& id, const std::string& text) {
                  whole.write(id, text);
                  (part == 0 ? first : second).write(id, text);
                });
    for (const test::Archive* archive : {&whole, &first, &second}) REQUIRE(archive->index() == 0);
  }
};

const NameArchives& archives() {
  static const NameArchives made;
  return made;
}

}  // namespace

TEST_CASE("a name finds what its variants find, each by itself", "[laws][names][long]") {
  Asked asked({archives().whole.index_path()});
  const LawResult result = alias_law(asked, test::built_in_rows(), true);
  CHECK(result.broken == std::vector<std::string>{});
  CHECK(result.names > 2500);
  CHECK(result.wider > 2000);
}

TEST_CASE("names that find themselves alone would be seen to break that law",
          "[laws][names][control][long]") {
  Asked asked({archives().whole.index_path()});
  const std::vector<NameRow> some(test::built_in_rows().begin(),
                                  test::built_in_rows().begin() + 20);
  CHECK(alias_law(asked, some, false).broken.size() > 50);
}

TEST_CASE("names find the same in several indexes as in one", "[laws][names][long]") {
  Asked one({archives().whole.index_path()});
  Asked two({archives().first.index_path(), archives().second.index_path()});
  for (const NameRow& row : test::built_in_rows()) {
    const auto names = test::certain_names(row);
    if (names.empty()) continue;
    INFO(names.back());
    CHECK(one.find(test::quoted(names.back()), true) == two.find(test::quoted(names.back()), true));
  }
}

TEST_CASE("ambiguous names are never widened, and it is said what they could mean",
          "[laws][names][long]") {
  Asked asked({archives().whole.index_path()});
  std::size_t tried = 0;
  for (const NameRow& row : test::built_in_rows()) {
    for (const NameVariant& variant : row.variants) {
      if (!variant.ambiguous) continue;
      ++tried;
      INFO(variant.text);
      for (const std::string& query : {variant.text, test::quoted(variant.text)}) {
        CHECK(asked.find(query, true) == asked.alone(query));
        const QueryReport report = asked.report(query);
        REQUIRE(report.notes.size() == 1);
        CHECK_THAT(report.notes.front(), Catch::Contains("can mean"));
      }
      // Nor does another name of the row find it.
      for (const std::string& name : test::certain_names(row)) {
        for (const std::string& alias : asked.report(test::quoted(name)).aliases)
          CHECK_FALSE(alias.ends_with("= " + value_key(variant.text)));
      }
    }
  }
  CHECK(tried > 40);
}

TEST_CASE("what is added to a query is listed, and nothing else", "[laws][names][long]") {
  Asked asked({archives().whole.index_path()});
  CHECK(asked.report("Türkiye").aliases == std::vector<std::string>{"Türkiye = Turkey",
                                                                    "Türkiye = Turkish Republic",
                                                                    "Türkiye = Turquie"});
  CHECK(asked.report("=Türkiye").aliases.empty());
  CHECK(asked.report("pakistani dprk who").aliases.empty());
  CHECK(asked.report("\"of Côte d'Ivoire\"").aliases ==
        std::vector<std::string>{"of Côte d'Ivoire = of ivory coast",
                                 "of Côte d'Ivoire = of the ivory coast",
                                 "of Côte d'Ivoire = of republic of cote d ivoire",
                                 "of Côte d'Ivoire = of the republic of cote d ivoire",
                                 "of Côte d'Ivoire = of republic of ivory coast",
                                 "of Côte d'Ivoire = of the republic of ivory coast",
                                 "of Côte d'Ivoire = of republique de cote d ivoire",
                                 "of Côte d'Ivoire = of the republique de cote d ivoire"});
}

TEST_CASE("what of many spellings was not tried is said", "[laws][names][long]") {
  Asked asked({archives().whole.index_path()});
  const QueryReport report = asked.report("\"of North Korea and South Korea and of Turkey\"");
  REQUIRE(report.notes.size() == 1);
  CHECK_THAT(report.notes.front(), Catch::Contains("only the first 64 spellings were tried"));
  CHECK(asked.report("\"of North Korea and then\"").notes.empty());
}

TEST_CASE("a name that the index cannot have is not added", "[laws][names][long]") {
  test::Archive archive;
  archive.write("a", "The answer of the DPRK came.");
  REQUIRE(archive.index() == 0);
  Asked asked({archive.index_path()});
  CHECK(asked.report("North Korea").aliases == std::vector<std::string>{"North Korea = DPRK"});
  CHECK(asked.find("North Korea", true) == Ids{"a"});
}

TEST_CASE("every name of the real speeches finds what its variants find", "[.][speeches][names]") {
  const auto speeches = test::speeches();
  if (!speeches) return;
  Asked asked({speeches->index_path});
  const LawResult result = alias_law(asked, test::built_in_rows(), true);
  CHECK(result.broken == std::vector<std::string>{});
  CHECK(result.names > 2000);
  CHECK(result.wider > 1000);
}
