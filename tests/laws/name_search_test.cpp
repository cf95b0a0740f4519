// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/support/archive.hpp"
#include "tests/support/query_hits.hpp"

using namespace demarche;
using test::check_hits;
using test::fill;
using Ids = std::set<std::string>;

namespace {

Ids with(Ids ids, const Ids& more) {
  ids.insert(more.begin(), more.end());
  return ids;
}

}  // namespace

TEST_CASE("names find each other as words, in phrases and in titles", "[laws][names]") {
  test::Archive archive;
  fill(archive, {{"tr", "The President of Turkey arrived."},
                 {"tk", "The President of Türkiye arrived."},
                 {"rt", "The President of the Republic of Türkiye arrived."},
                 {"fr", "Le Président de la Turquie est arrivé."},
                 {"turkish", "The Turkish President arrived."},
                 {"nk", "The answer of North Korea came; North Korea’s answer."},
                 {"dprk", "The answer of the DPRK came; the DPRK’s answer."},
                 {"long", "The answer of the Democratic People’s Republic of Korea came."},
                 {"apart", "Korea lies in the north."},
                 {"small", "They wrote dprk in small letters."},
                 {"ci", "Abidjan is in Côte d’Ivoire, the minister said."},
                 {"ic", "Abidjan is in Ivory Coast, the minister said."},
                 {"ttp", "Fighters of the TTP crossed."},
                 {"tehrik", "Fighters of the Tehrik-i-Taliban Pakistan crossed."},
                 {"tehreek", "Fighters of the Tehreek-e-Taliban Pakistan crossed."},
                 {"un", "The United Nations and the WHO said who did it."},
                 {"ti", "Title: North Korea at sea\n\nNothing of note."},
                 {"td", "Title: The DPRK at sea\n\nNothing of note."}});
  const Ids turkey = {"tr", "tk", "rt", "fr"};
  const Ids korea = {"nk", "dprk", "long", "ti", "td"};
  const Ids ttp = {"ttp", "tehrik", "tehreek"};
  check_hits(archive, {{"Turkey", turkey},
                       {"türkiye", turkey},
                       {"TURKIYE arrived", {"tr", "tk", "rt"}},
                       {"\"of TURKEY arrived\"", {"tr", "tk", "rt"}},
                       {"=Turkey", {"tr"}},
                       {"=Türkiye", {"tk", "rt"}},
                       {"Turk*", {"rt", "tk", "tr", "turkish"}},
                       {"\"Turkey\"", turkey},
                       {"\"President of Turkey\"", {"tr", "tk", "rt"}},
                       {"=\"President of Turkey\"", {"tr"}},
                       {"=\"Turkey President\"~3", {"tr"}},
                       {"\"Turkey President\"~3", {"tr", "tk", "fr"}},
                       {"=\"arrive Turkey\"~3", {}},
                       {"\"arrive Turkey\"~3", turkey},
                       {"\"president of türkiye\"", {"tr", "tk", "rt"}},
                       {"\"president of the Republic of Turkey\"", {"tr", "tk", "rt"}},
                       {"\"président de la Türkiye\"", {"fr"}},
                       {"\"Turkish President\"", {"turkish"}},
                       {"-Turkey arrived", {"turkish"}},
                       {"DPRK", korea},
                       {"D.P.R.K.", korea},
                       {"dprk", {"dprk", "small", "td"}},
                       {"North Korea", with(korea, {"apart"})},
                       {"NORTH KOREA", with(korea, {"apart"})},
                       {"\"North Korea\"", korea},
                       {"\"north korea\"", korea},
                       {"\"North Korea\" answer", {"nk", "dprk", "long"}},
                       {"\"answer of the DPRK\"", {"nk", "dprk", "long"}},
                       {"\"answer of North Korea came\"", {"nk", "dprk", "long"}},
                       {"\"the DPRK's answer\"", {"dprk", "nk"}},
                       {"\"North Korea's answer\"", {"dprk", "nk"}},
                       {"North Korea's answer", {"nk", "dprk", "long"}},
                       {"Ivory Coast", {"ci", "ic"}},
                       {"côte d'ivoire", {"ci", "ic"}},
                       {"\"in Côte d'Ivoire, the minister\"", {"ci", "ic"}},
                       {"\"in Ivory Coast the minister\"", {"ci", "ic"}},
                       {"TTP", ttp},
                       {"Tehreek-e-Taliban Pakistan", ttp},
                       {"Tehrik-i-Taliban Pakistan fighters", ttp},
                       {"\"fighters of the TTP crossed\"", ttp},
                       {"UN", {"un"}},
                       {"the UN", {"un"}},
                       {"\"the UN and the World Health Organization\"", {"un"}},
                       {"un", {}},
                       {"\"who did it\"", {"un"}},
                       {"title:(North Korea)", {"ti", "td"}},
                       {"title:DPRK", {"ti", "td"}},
                       {"title:\"North Korea at sea\"", {"ti", "td"}}});
  check_hits(archive,
             {{"Turkey", {"tr"}},
              {"\"President of Turkey\"", {"tr"}},
              {"North Korea", {"nk", "apart", "ti"}},
              {"DPRK", {"dprk", "td"}},
              {"title:DPRK", {"td"}}},
             [](SearcherOptions& options) { options.aliases = false; });
  check_hits(archive, {{"Turkey", {"tr"}}, {"\"Ivory Coast\"", {"ic"}}, {"Ivory Coast", {"ic"}}},
             [](SearcherOptions& options) { options.exact = true; });
  check_hits(archive, {{"Ivory Coast", {"ci", "ic"}}, {"DPRK answer", {"nk", "dprk", "long"}}},
             [](SearcherOptions& options) { options.fixed = true; });
  check_hits(archive, {{"Ivory Coast", {"ci", "ic"}}, {"Ivory Coast zzz", {"ci", "ic"}}},
             [](SearcherOptions& options) { options.any = true; });
}

TEST_CASE("a name within a longer name is none", "[laws][names]") {
  test::Archive archive;
  fill(archive, {{"png", "A speaker from Papua New Guinea took the floor."},
                 {"fr", "A speaker from Papouasie-Nouvelle-Guinée took the floor."},
                 {"guinea", "A speaker from Guinea took the floor."},
                 {"conakry", "A speaker from Guinea-Conakry took the floor."},
                 {"bissau", "A speaker from Guinea-Bissau took the floor."},
                 {"rok", "A speaker from the Republic of Korea took the floor."},
                 {"sk", "A speaker from South Korea took the floor."},
                 {"dprk", "A speaker from the Democratic People's Republic of Korea sat down."},
                 {"taiwan", "A speaker from Formosa took the floor."}});
  check_hits(archive, {{"Papua New Guinea", {"png", "fr"}},
                       {"\"from Papua New Guinea took\"", {"png", "fr"}},
                       {"Guinea", {"png", "guinea", "conakry", "bissau"}},
                       {"\"from Guinea\"", {"guinea", "conakry", "bissau"}},
                       {"Guinea-Conakry", {"conakry"}},
                       {"Guinea-Bissau", {"bissau"}},
                       {"Democratic People's Republic of Korea", {"dprk"}},
                       {"\"Democratic People's Republic of Korea\"", {"dprk"}},
                       {"South Korea", {"rok", "sk", "dprk"}},
                       {"\"from South Korea took\"", {"rok", "sk"}},
                       {"Taiwan", {"taiwan"}},
                       {"Republic of China", {}}});
}

TEST_CASE("another name is found where its hyphen is left out", "[laws][names]") {
  test::Archive archive;
  fill(archive, {{"joined", "The feast of Eid alfitr ended."},
                 {"hyphen", "The feast of Eid al-Fitr ended."}});
  check_hits(archive, {{"\"Id al-Fitr\"", {"joined", "hyphen"}},
                       {"Id al-Fitr", {"joined", "hyphen"}},
                       {"\"feast of Eid ul-Fitr ended\"", {"joined", "hyphen"}}});
}

TEST_CASE("the names of a hit are marked, and rank as one word", "[laws][names]") {
  test::Archive archive;
  fill(archive,
       {{"a", "The delegation of North Korea spoke."}, {"b", "The delegation of the DPRK spoke."}});
  const SearchResults results = archive.search("\"North Korea\"");
  REQUIRE(results.hits.size() == 2);
  for (const Hit& hit : results.hits) {
    REQUIRE(hit.snippet.highlights.size() == 1);
    const auto [begin, end] = hit.snippet.highlights.front();
    CHECK(hit.snippet.text.substr(begin, end - begin) ==
          (hit.statement.id == "a" ? "North Korea" : "DPRK"));
  }
  CHECK(results.hits[0].score == Approx(results.hits[1].score).epsilon(0.2));
}

TEST_CASE("a name that is added is found as it is written, and not by its stem", "[laws][names]") {
  test::Archive archive;
  archive.write("crime", "Language: en\n\nCrimes against small islands are crimes.\n");
  archive.write("crimea", "Language: en\n\nThey spoke of Crimea and of Iceland.\n");
  archive.write("french", "Language: fr\n\nIls ont parlé de la Crimée et de l'Islande.\n");
  REQUIRE(archive.index() == 0);
  CHECK(archive.find("Crimea") == Ids{"crimea", "french"});
  CHECK(archive.find("Iceland") == Ids{"crimea", "french"});
}

TEST_CASE("a filter of issuers or places takes any name or code of its value", "[laws][names]") {
  test::Archive archive;
  const auto issued = [&](const std::string& id, const std::string& issuer,
                          const std::string& place) {
    archive.write(id, "Issuer: " + issuer + "\nPlace: " + place + "\n\nA statement.\n");
  };
  issued("pak", "PAK", "Kiev");
  issued("pakistan", "Pakistan", "Kyiv");
  issued("islamic", "Islamic Republic of Pakistan", "Lahore");
  issued("ministry", "Ministry of Foreign Affairs of Pakistan", "Lahore");
  issued("guinea", "Guinea", "Türkiye");
  issued("gin", "GIN", "Ankara, Turkey");
  issued("png", "Papua New Guinea", "Turkey");
  issued("congo", "Congo", "x");
  issued("cog", "Republic of the Congo", "x");
  issued("cod", "COD", "x");
  issued("geo", "Georgia", "x");
  issued("un", "United Nations", "x");
  issued("us", "USA", "x");
  issued("rus", "The Russian Federation", "x");
  REQUIRE(archive.index() == 0);
  const Ids pakistan = {"pak", "pakistan", "islamic"};
  const std::vector<test::QueryHits> rows = {
      {"issuer:PAK", pakistan},
      {"issuer:pk", pakistan},
      {"issuer:Pakistan", pakistan},
      {"issuer:pakistani", pakistan},
      {"issuer:\"Islamic Republic of Pakistan\"", pakistan},
      {"issuer:\"République islamique du Pakistan\"", pakistan},
      {"-issuer:PAK issuer:UN", {"un"}},
      {"issuer:Guinea", {"guinea", "gin"}},
      {"issuer:GIN", {"guinea", "gin"}},
      {"issuer:PNG", {"png"}},
      {"issuer:Congo", {"congo"}},
      {"issuer:COG", {"cog"}},
      {"issuer:Zaire", {"cod"}},
      {"issuer:Georgia", {"geo"}},
      {"issuer:GE", {"geo"}},
      {"issuer:us", {"us"}},
      {"issuer:ONU", {"un"}},
      {"issuer:pak*", {"pak", "pakistan"}},
      {"place:Kyiv", {"pak", "pakistan"}},
      {"place:Turkey", {"guinea", "png"}}};
  check_hits(archive, rows);
  check_hits(archive, {{"issuer:PAK", {"pak"}}, {"issuer:Pakistan", {"pakistan"}}},
             [](SearcherOptions& options) { options.aliases = false; });
  CHECK(archive.find("issuer:RUS") == Ids{"rus"});
  CHECK(archive.search("issuer:Pakistan").query.aliases ==
        std::vector<std::string>{"Pakistan = Islamic Republic of Pakistan", "Pakistan = PAK"});
  CHECK(archive.search("issuer:Congo").query.notes ==
        std::vector<std::string>{"“Congo” can mean Republic of the Congo or Democratic Republic "
                                 "of the Congo: no other name was added"});
}

TEST_CASE("an issuer is found however lists turn its name", "[laws][names]") {
  test::Archive archive;
  const auto write = [&](const std::string& name, const std::string& issuer) {
    archive.write(name, "Issuer: " + issuer + "\nLanguage: en\n\nNothing of note.\n");
  };
  write("gm1", "Gambia (Republic of The)");
  write("gm2", "The Gambia");
  write("gm3", "Gambia, The");
  write("gm4", "GMB");
  write("cg", "Congo, Republic of the");
  write("cd", "Congo (the Democratic Republic of the)");
  write("kr", "Korea, Republic of");
  write("kp", "Korea (Democratic People's Republic of)");
  write("ir", "Iran (Islamic Republic of)");
  write("ir2", "Iran");
  write("ko", "Korea");
  write("de1", "Federal Republic of Germany");
  write("de2", "West Germany");
  write("de3", "Germany");
  write("de4", "Germany, Federal Republic of");
  write("dd1", "German Democratic Republic");
  write("dd2", "East Germany");
  REQUIRE(archive.index() == 0);
  const Ids gambia = {"gm1", "gm2", "gm3", "gm4"};
  const Ids germany = {"de1", "de2", "de3", "de4"};
  check_hits(archive, {{"issuer:Gambia", gambia},
                       {"issuer:\"Gambia (Republic of The)\"", gambia},
                       {"issuer:\"Gambia, The\"", gambia},
                       {"issuer:\"Republic of the Gambia\"", gambia},
                       {"issuer:GMB", gambia},
                       {"issuer:\"Congo, Republic of the\"", {"cg"}},
                       {"issuer:COG", {"cg"}},
                       {"issuer:COD", {"cd"}},
                       {"issuer:\"Congo (the Democratic Republic of the)\"", {"cd"}},
                       {"issuer:\"Congo, Democratic Republic of the\"", {"cd"}},
                       {"issuer:\"Korea, Republic of\"", {"kr"}},
                       {"issuer:\"South Korea\"", {"kr"}},
                       {"issuer:DPRK", {"kp"}},
                       {"issuer:\"Korea, Democratic People's Republic of\"", {"kp"}},
                       {"issuer:Iran", {"ir", "ir2"}},
                       {"issuer:\"Iran (Islamic Republic of)\"", {"ir", "ir2"}},
                       {"issuer:Korea", {"ko"}},
                       {"issuer:Germany", germany},
                       {"issuer:\"West Germany\"", germany},
                       {"issuer:FRG", germany},
                       {"issuer:\"Germany, Federal Republic of\"", germany},
                       {"issuer:GDR", {"dd1", "dd2"}},
                       {"issuer:\"East Germany\"", {"dd1", "dd2"}}});
  // In a text it speaks of years: it does not find all that is said of Germany.
  fill(archive, {{"west", "A speaker from West Germany took the floor."},
                 {"now", "A speaker from Germany took the floor."}});
  check_hits(archive, {{"\"West Germany\"", {"west"}}, {"Germany floor", {"west", "now"}}});
}

TEST_CASE("a name without other names in the index says nothing of any", "[laws][names]") {
  test::Archive archive;
  fill(archive, {{"a", "A speaker from North Korea took the floor."}});
  for (const char* query : {"North Korea", "\"North Korea\"", "Tuvalu", "New Zealand"}) {
    for (const ExplainedTerm& term : archive.search(query).query.terms)
      CHECK(term.understood.find("or 0 ") == std::string::npos);
  }
}
