// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "indexer/readers/tei/tei.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/pipeline_run.hpp"

using namespace demarche;

namespace {

struct Records {
  std::vector<ReadRecord> all;
  std::string failure;
};

Records read(const std::string& xml) {
  Records records;
  records.failure = read_tei(xml, [&](ReadRecord&& record) {
                      records.all.push_back(std::move(record));
                    }).value_or("");
  return records;
}

const std::string volume =
    "<t:TEI xmlns:t=\"http://www.tei-c.org/ns/1.0\">\n"
    "<t:teiHeader><t:fileDesc><t:titleStmt><t:title type=\"series\">Papers</t:title>"
    "<t:title type=\"complete\">Papers of the Rounds, volume I</t:title></t:titleStmt></t:fileDesc>"
    "</t:teiHeader>\n"
    "<t:text xml:lang=\"en\"><t:front><t:p>Preface.</t:p></t:front><t:body>\n"
    "<t:div type=\"compilation\" xml:id=\"c1\"><t:head>Round one</t:head>\n"
    "<t:div type=\"document\" xml:id=\"d12\" n=\"12\">\n"
    "<t:head>12. Telegram<t:note>Source: Archive.</t:note></t:head>"
    "<t:dateline><t:placeName>Mervash</t:placeName>, <t:date when=\"2021-03-15T10:00\">March 15"
    "</t:date></t:dateline>\n"
    "<t:p>From <t:persName type=\"from\">Sevda Ulutepe</t:persName> to <t:persName type=\"to\">the "
    "Office</t:persName>: one river<t:note>Of two.</t:note>, one\n  <t:gi>bridge</t:gi> and the "
    "commun-<t:lb/>ity<t:pb n=\"9\"/> of ferrymen.</t:p>\n"
    "<t:closer><t:persName type=\"from\">Sevda Ulutepe</t:persName></t:closer></t:div>\n"
    "<t:div type=\"document\" xml:id=\"d13\" n=\"13\"><t:head> </t:head></t:div>\n"
    "<t:div type=\"document\" n=\"14\" xml:lang=\"fr\"><t:p>Deux mots.</t:p></t:div>\n"
    "</t:div></t:body></t:text></t:TEI>";

}  // namespace

TEST_CASE("each document of an edition is a statement", "[tei]") {
  const Records records = read(volume);
  CHECK(records.failure.empty());
  REQUIRE(records.all.size() == 3);
  const ReadRecord& first = records.all[0];
  CHECK(first.number == 1);
  CHECK(first.line == 5);
  CHECK(first.label == "d12");
  CHECK(first.statement->statement.text ==
        "12. Telegram\n\nMervash, March 15\n\nFrom Sevda Ulutepe to the Office: one river, one "
        "bridge and the commun-\nity of ferrymen.\n\nSevda Ulutepe\n\nSource: Archive.\n\nOf two.");
  CHECK(first.statement->statement.fields ==
        decltype(Statement::fields){{"title", "12. Telegram"},
                                    {"volume", "Papers of the Rounds, volume I"},
                                    {"number", "12"},
                                    {"date", "2021-03-15"},
                                    {"place", "Mervash"},
                                    {"speaker", "Sevda Ulutepe"},
                                    {"recipient", "the Office"},
                                    {"language", "en"}});
  CHECK(records.all[1].statement.error() == "no text");
  CHECK(records.all[1].line == 10);
  CHECK(records.all[2].label.empty());
  CHECK(records.all[2].number == 3);
  CHECK(records.all[2].statement->statement.field("language") == "fr");
}

TEST_CASE("a file of one text is one statement with the header's fields", "[tei]") {
  const Records records = read(
      "<?xml version=\"1.0\"?><TEI><teiHeader><fileDesc><titleStmt><title>On <hi>ferries</hi>"
      "</title><author>Yusuf al-Qundari</author></titleStmt><publicationStmt><date when=\"2024\"/>"
      "</publicationStmt><sourceDesc><bibl><date when=\"2021-11\">x</date></bibl></sourceDesc>"
      "</fileDesc><profileDesc><langUsage><language ident=\"en\">x</language></langUsage>"
      "</profileDesc></teiHeader><text><body><lg><l>One drop,</l><l>not two.</l></lg><p>"
      "<choice><sic>teh</sic><corr>the</corr></choice> bridge</p></body></text></TEI>");
  REQUIRE(records.all.size() == 1);
  const ReadRecord& record = records.all[0];
  CHECK(record.number == 0);
  CHECK(record.statement->statement.text == "One drop,\nnot two.\n\nthe bridge");
  CHECK(record.statement->statement.fields ==
        decltype(Statement::fields){{"title", "On ferries"},
                                    {"speaker", "Yusuf al-Qundari"},
                                    {"date", "2021-11"},
                                    {"language", "en"}});
  CHECK(record.statement->information.at("date") == "2024");
}

TEST_CASE("a date that is a span is as exact as both its ends agree", "[tei]") {
  struct Row {
    const char* attributes;
    const char* date;
  };
  const auto row = GENERATE(values<Row>({
      {"when=\"1969-02-03\"", "1969-02-03"},
      {"when=\"1969\"", "1969"},
      {"when=\"1969-02-30\"", ""},
      {"from=\"1969-02-03\" to=\"1969-02-05\"", "1969-02"},
      {"notBefore=\"1969-02-03\" notAfter=\"1969-11\"", "1969"},
      {"from=\"1969-02-03\" to=\"1970-01-01\"", ""},
      {"from=\"1969-02-03\"", ""},
      {"", ""},
  }));
  CAPTURE(row.attributes);
  const Records records = read(std::string("<TEI><text><dateline><date ") + row.attributes +
                               "/>Mervash</dateline></text></TEI>");
  CHECK(records.all.at(0).statement->statement.field("date") == row.date);
}

TEST_CASE("a corpus of texts numbers them, and documents within documents stand alone", "[tei]") {
  const Records corpus = read(
      "<teiCorpus><TEI><text><p>One.</p></text></TEI><TEI><text><p>Two.</p></text></TEI>"
      "</teiCorpus>");
  REQUIRE(corpus.all.size() == 2);
  CHECK(corpus.all[1].number == 2);
  const Records within =
      read("<TEI><text><p>Outer.</p><TEI><text><p>Inner.</p></text></TEI></text></TEI>");
  REQUIRE(within.all.size() == 2);
  CHECK(within.all[0].number == 1);
  CHECK(within.all[0].statement->statement.text == "Outer.");
  CHECK(within.all[1].number == 2);
  const Records nested = read(
      "<TEI><text><div1 type=\"document\"><p>Outer.</p><div2 type=\"document\"><p>Inner.</p>"
      "</div2></div1></text></TEI>");
  REQUIRE(nested.all.size() == 2);
  CHECK(nested.all[0].statement->statement.text == "Outer.");
  CHECK(nested.all[1].statement->statement.text == "Inner.");
}

TEST_CASE("XML that is broken or not TEI is refused by name", "[tei]") {
  CHECK(read("<rss><p>x</p></rss>").failure == "XML that is not TEI");
  CHECK_THAT(read(volume.substr(0, 500)).failure, Catch::StartsWith("broken XML at line"));
}

TEST_CASE("documents of an edition keep their ids from run to run", "[tei][pipeline]") {
  test::Archive archive;
  archive.write("vol.xml", volume);
  archive.write("rss.xml", "<rss/>");
  const test::RunResult result = run(archive);
  CHECK(result.code == 1);
  CHECK(result.reasons == std::map<std::string, std::string>{{"rss.xml", "XML that is not TEI"},
                                                             {"vol.xml, line 10", "no text"}});
  CHECK(archive.find("\"community of ferrymen\"") == std::set<std::string>{"vol.xml#d12"});
  CHECK(archive.find("recipient:office number:12") == std::set<std::string>{"vol.xml#d12"});
  CHECK(archive.find("\"one river of two\"").empty());
  std::string changed = volume;
  changed.replace(changed.find("Deux"), 4, "Trois");
  archive.write("vol.xml", changed);
  CHECK(run(archive).outcome_of ==
        std::map<std::string, std::string>{{"vol.xml#d12", "unchanged"}, {"vol.xml#3", "updated"}});
}
