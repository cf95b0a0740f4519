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

TEST_CASE("cease-fire, ceasefire and cease fire find each other, as words and in phrases",
          "[laws][spelling]") {
  test::Archive archive;
  fill(archive, {{"hyphen", "They agreed on a lasting cease-fire agreement between the parties."},
                 {"joined", "They agreed on a lasting ceasefire agreement between the parties."},
                 {"open", "They agreed on a lasting cease fire agreement between the parties."},
                 {"line", "They agreed on a lasting cease-\nfire agreement between the parties."},
                 {"u2011", "They agreed on a lasting cease‑fire agreement between the parties."},
                 {"neither", "They will cease to agree while the fire burns in lasting anger."}});
  const Ids all = {"hyphen", "joined", "line", "open", "u2011"};
  check_hits(archive, {{"cease-fire", all},
                       {"ceasefire", all},
                       {"Cease-Fires", {"hyphen", "joined", "line", "u2011"}},
                       {"\"cease-fire\"", all},
                       {"\"ceasefire\"", all},
                       {"\"cease fire\"", all},
                       {"\"lasting cease-fire agreement\"", all},
                       {"\"lasting ceasefire agreement\"", all},
                       {"\"lasting cease fire agreement\"", all},
                       {"\"a lasting ceasefire\"", all},
                       {"\"ceasefire agreement between\"", all},
                       {"ceasef*", {"hyphen", "joined", "line", "u2011"}},
                       {"=ceasefire", {"joined", "line"}},
                       {"\"lasting agreement\"", {}},
                       {"\"lasting fire agreement\"", {}}});
  // Two words side by side need not stand together, as any two words.
  check_hits(archive, {{"cease fire", {"hyphen", "joined", "line", "neither", "open", "u2011"}}});
}

TEST_CASE("a word parted at a line's end is found whole, and a compound in its parts",
          "[laws][spelling]") {
  test::Archive archive;
  fill(archive, {{"broken",
                  "It is for the international commun-\nity to respect the right to self-\n"
                  "determination of peoples without delay."},
                 {"whole",
                  "It is for the international community to respect the right to "
                  "self-determination of peoples without delay."},
                 {"page",
                  "It is for the international commun-\n6\n\nity to respect the right to "
                  "self-\n\fdetermination of peoples without delay."}});
  const Ids all = {"broken", "page", "whole"};
  check_hits(archive, {{"community", all},
                       {"communities", all},
                       {"=community", all},
                       {"\"international community to respect\"", all},
                       {"\"international community\"", all},
                       {"\"community to\"", all},
                       {"self-determination", all},
                       {"selfdetermination", all},
                       {"\"self determination\"", all},
                       {"\"right to self-determination of peoples\"", all},
                       {"\"right to self determination of peoples\"", all},
                       {"determination", all},
                       {"\"determination of peoples\"", all}});
}

TEST_CASE("words that only look like a compound are not taken for one", "[laws][spelling]") {
  test::Archive archive;
  fill(archive, {{"may be", "It may be so in to the end."},
                 {"maybe", "Maybe so, into the end."},
                 {"hyphens", "A may-be so, in-to the end."}});
  check_hits(archive, {{"\"may be\"", {"hyphens", "may be"}},
                       {"\"maybe so\"", {"hyphens", "maybe"}},
                       {"\"into the end\"", {"hyphens", "maybe"}},
                       {"\"in to\"", {"hyphens", "may be"}}});
}

TEST_CASE("capitals mean the acronym in a query that has small letters too", "[laws][spelling]") {
  test::Archive archive;
  fill(archive, {{"US", "The US delegation spoke. The WHO agreed."},
                 {"U.S.", "The U.S. delegation spoke, said the W.H.O. itself."},
                 {"us", "The delegation told us so. The man who spoke agreed."},
                 {"US-led", "The US-led delegation spoke."},
                 {"headline", "GIVE US PEACE, SAID THE DELEGATION"},
                 {"Peace", "The delegation will give us peace."}});
  const Ids acronym = {"U.S.", "US", "US-led", "headline"};
  check_hits(archive, {{"US delegation", acronym},
                       {"U.S. delegation", acronym},
                       {"us delegation", {"Peace", "U.S.", "US", "US-led", "headline", "us"}},
                       {"u.s. delegation", {"Peace", "U.S.", "US", "US-led", "headline", "us"}},
                       {"\"the US delegation\"", {"U.S.", "US"}},
                       {"\"the us delegation\"", {"U.S.", "US"}},
                       {"\"told US\" spoke", {}},
                       {"\"told us\"", {"us"}},
                       {"the WHO", {"U.S.", "US"}},
                       {"the who", {"U.S.", "US", "us"}},
                       // One acronym alone, or a few of them, is no headline.
                       {"US", acronym},
                       {"WHO", {"U.S.", "US"}},
                       {"US OR WHO", acronym},
                       {"=US", acronym},
                       {"=us", {"Peace", "U.S.", "US", "US-led", "headline", "us"}},
                       // A pasted line in capitals is.
                       {"GIVE US PEACE", {"Peace", "headline"}},
                       {"DELEGATION", {"Peace", "U.S.", "US", "US-led", "headline", "us"}}});
}

TEST_CASE("letter case, accents, apostrophes and number marks don't matter", "[laws][spelling]") {
  test::Archive archive;
  fill(archive, {{"fr", "La Côte d’Ivoire a salué l’accord ; l’élargissement de la Türkiye."},
                 {"possessive", "The DPRK’s answer named 2,334 fighters, and Pakistan's own."},
                 {"ru", "Ёлка стоит. Переговоры продолжаются в министерстве."},
                 {"ar", "أكدت وزارةُ الخارجيّة أنّ الأمــن مسؤولية الجميع."},
                 {"zh", "外交部发言人表示，停火协议必须得到遵守。"},
                 {"th", "กระทรวงการต่างประเทศเรียกร้องให้หยุดยิง"},
                 {"names", "Qur'an, Sana’a, O’Brien and ʿAbd al-Raḥmān."}});
  check_hits(archive, {{"cote", {"fr"}},
                       {"CÔTE D'IVOIRE", {"fr"}},
                       {"Ivoire", {"fr"}},
                       {"\"cote d'ivoire\"", {"fr"}},
                       {"turkiye", {"fr"}},
                       {"Tu\xcc\x88rkiye", {"fr"}},
                       {"elargissement", {"fr"}},
                       {"accord", {"fr"}},
                       {"DPRK answer", {"possessive"}},
                       {"dprk's", {"possessive"}},
                       {"Pakistan", {"possessive"}},
                       {"\"DPRK's answer\"", {"possessive"}},
                       {"2334", {"possessive"}},
                       {"2,334", {"possessive"}},
                       {"елка", {"ru"}},
                       {"министерства", {"ru"}},
                       {"وزاره", {"ar"}},
                       {"وزارة", {"ar"}},
                       {"اكدت", {"ar"}},
                       {"الامن", {"ar"}},
                       {"停火", {"zh"}},
                       {"火协", {"zh"}},
                       {"\"停火协议必须\"", {"zh"}},
                       {"协火", {}},
                       {"หยุดยิง", {"th"}},
                       {"ต่างประเทศ", {"th"}},
                       {"quran", {"names"}},
                       {"Sanaa", {"names"}},
                       {"obrien", {"names"}},
                       {"abd al-rahman", {"names"}}});
}

TEST_CASE("symbols, addresses and tags are found as typed", "[laws][spelling]") {
  test::Archive archive;
  fill(archive,
       {{"symbols", "By resolution 1373 (2001), and in A/RES/75/1 and S/PV.9000, it decided."},
        {"other", "Resolutions 1373 and 75, of 2001, in the year 9000, on a/res/75/10."},
        {"web", "Write to press@mofa.example or see https://mofa.example/briefings/12."},
        {"tags", "Posted by @MoFA_Tashmar with #Climate today."},
        {"plain", "The climate at the mofa_tashmar desk; the press of mofa."}});
  check_hits(archive, {{"resolution 1373 (2001)", {"other", "symbols"}},
                       {"\"resolution 1373 (2001)\"", {"symbols"}},
                       {"A/RES/75/1", {"symbols"}},
                       {"a/res/75/1", {"symbols"}},
                       {"A/RES/75/10", {"other"}},
                       {"decided S/PV.9000", {"symbols"}},
                       {"press@mofa.example", {"web"}},
                       {"https://mofa.example/briefings/12", {"web"}},
                       {"@MoFA_Tashmar", {"tags"}},
                       {"mofa_tashmar", {"plain", "tags"}},
                       {"#climate", {"tags"}},
                       {"climate", {"plain", "tags"}}});
}

TEST_CASE("a word longer than a term may be is found", "[laws][spelling]") {
  const std::string longest = std::string(1000, 'z');
  test::Archive archive;
  fill(archive,
       {{"long", "before " + longest + " after"}, {"longer", "before " + longest + "z after"}});
  check_hits(archive, {{longest, {"long"}},
                       {"\"before " + longest + " after\"", {"long"}},
                       {"zzzzzz*", {"long", "longer"}}});
}

TEST_CASE("a stem counts in statements of its own language", "[laws][spelling]") {
  test::Archive archive;
  fill(archive, {{"not", "Language: en\n\nIt does not hold."},
                 {"note", "Language: en\n\nTwo notes verbales."},
                 {"noter", "Language: fr\n\nIl faut noter cela."}});
  check_hits(archive,
             {{"note", {"note", "noter"}}, {"not lang:en", {"not"}}, {"notes lang:en", {"note"}}});
  for (const Hit& hit : archive.search("note OR two").hits)
    CHECK_FALSE(hit.snippet.highlights.empty());
}
