// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "indexer/readers/markup.hpp"

using namespace demarche;

namespace {

std::string reason_of(const std::string& xml) {
  XmlDocument document;
  std::vector<std::string> warnings;
  return parse_xml(document, xml, warnings).value_or("");
}

Markup by_name(const pugi::xml_node& node) {
  const std::string_view name = local_name(node);
  if (name == "p") return {Markup::Kind::paragraph, {}};
  if (name == "note") return {Markup::Kind::note, {}};
  if (name == "br") return {Markup::Kind::line_break, {}};
  if (name == "tab") return {Markup::Kind::mark, " "};
  if (name == "gone") return {Markup::Kind::left_out, {}};
  return {};
}

std::string text_of(const std::string& xml) {
  XmlDocument document;
  std::vector<std::string> warnings;
  REQUIRE_FALSE(parse_xml(document, xml, warnings));
  return marked_up_text(document.root(), by_name).text();
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string all;
  for (std::size_t at = 0; at < times; ++at) all += part;
  return all;
}

}  // namespace

TEST_CASE("markup gives paragraphs, lines and notes", "[markup]") {
  struct Row {
    const char* xml;
    const char* text;
  };
  const auto row = GENERATE(values<Row>({
      {"<x><p>A  river\n has</p> <p>neighbours</p></x>", "A river has\n\nneighbours"},
      {"<x><p>one<i>word</i> <b>two</b></p></x>", "oneword two"},
      {"<x><p> a<br/> b<br/><br/>c </p></x>", "a\nb\nc"},
      {"<x><p>a<tab/>b<gone>c</gone>d</p></x>", "a bd"},
      {"<x><p>run<note>first<note>within</note></note>ning</p><p>on</p></x>",
       "running\n\non\n\nwithin\n\nfirst"},
      {"<x><p>out<p>in</p>out</p></x>", "out\n\nin\n\nout"},
      {"<x>a&#0;&#1;b &#x41;&#67; &amp; &lt;c&gt; &nbsp;d&ndash;e</x>",
       "a\uFFFDb AC & <c> \u00a0d–e"},
      {"<x><![CDATA[a <p> b]]><!-- c --><?d e?></x>", "a <p> b"},
      {"<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>", "&e;"},
      {"<x/>", ""},
  }));
  CHECK(text_of(row.xml) == row.text);
}

TEST_CASE("a number that is no character's neither breaks UTF-8 nor ends the text", "[markup]") {
  const std::string number =
      GENERATE(as<std::string>(), "xD800", "0", "x0", "1114112", "4294967296", "x", "", "5x");
  CHECK(text_of("<x>a&#" + number + ";b</x>") == "a\uFFFDb");
}

TEST_CASE("names of characters that are not known are told", "[markup]") {
  XmlDocument document;
  std::vector<std::string> warnings;
  REQUIRE_FALSE(parse_xml(document, "<x>&eacute;&zcaron; &amp; &;</x>", warnings));
  CHECK(warnings == std::vector<std::string>{"1 character name is not known: left as written"});
}

TEST_CASE("XML that is broken is told with its line", "[markup]") {
  CHECK_THAT(reason_of("<x>\n<y>\n</x>"), Catch::StartsWith("broken XML at line 3: "));
  CHECK_THAT(reason_of(""), Catch::StartsWith("broken XML at line 1: "));
  CHECK_THAT(reason_of("words"), Catch::StartsWith("broken XML at line 1: "));
  CHECK(reason_of(std::string("<x>\0</x>", 8)) == "not text: it holds NUL bytes");
}

TEST_CASE("elements nested deeply, or too many of them, are refused", "[markup]") {
  CHECK(reason_of(repeated("<a>", 900) + repeated("</a>", 900)).empty());
  const std::size_t million = 1'000'000;
  CHECK(reason_of(repeated("<a>", million) + repeated("</a>", million)) ==
        "elements nested deeper than 1000");
  CHECK(reason_of("<a>" + repeated("<b/>", 4 * million) + "</a>") == "more than 4000000 elements");
}

TEST_CASE("an attribute of many megabytes is nothing special", "[markup]") {
  CHECK(text_of("<x y=\"" + std::string(8U << 20U, 'a') + "\">b</x>") == "b");
}
