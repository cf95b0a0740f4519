// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/html.hpp"

#include <catch2/catch.hpp>
#include <chrono>

#include "common/text/utf8.hpp"
#include "tests/support/saved_pages.hpp"

using namespace demarche;
using namespace demarche::test;

namespace {

const std::string prose =
    "<p>The delegation has the honour to reply to the letter of the other side of the river.</p>";

std::string page(const std::string& head, const std::string& body) {
  return "<html><head>" + head + "</head><body>" + body + "</body></html>";
}

std::string text_of(const std::string& body) {
  const auto read = read_html(page("", body));
  return read ? read->statement.text : "! " + read.error();
}

std::string field_of(const std::string& head, const char* name) {
  const auto read = read_html(page(head, prose));
  REQUIRE(read);
  return std::string(read->statement.field(name));
}

std::string json_ld(const std::string& members) {
  return R"(<script type="application/ld+json">{"@type":"NewsArticle",)" + members + "}</script>";
}

std::string repeated(const std::string& piece, std::size_t times) {
  std::string all;
  all.reserve(piece.size() * times);
  while (times-- > 0) all += piece;
  return all;
}

}  // namespace

TEST_CASE("paragraphs stay apart, and what stands in one line stays together", "[html]") {
  CHECK(text_of("<p>Peace, water &amp; bread<b>s</b> for all&nbsp;of us.<p>We\n  thank you all, "
                "dear friends.") ==
        "Peace, water & breads for all\u00a0of us.\n\nWe thank you "
        "all, dear friends.\n");
  CHECK(text_of("<div>One line of a longer text,<br>another line of it.<br><br>A second "
                "paragraph of the text.</div>") ==
        "One line of a longer text,\nanother line of it.\n\nA second paragraph of the text.\n");
  CHECK(text_of("<p>We recall resolution 2334<sup><a href=#n>12</a></sup> and the others.</p>") ==
        "We recall resolution 2334[12] and the others.\n");
}

TEST_CASE("what is hidden or no text is not read", "[html]") {
  const std::string noise =
      GENERATE("<script>var a = '<p>Text of a script, long enough to be one.</p>';</script>",
               "<p hidden>Hidden text, long enough to be a paragraph.</p>",
               "<div style='color:red; display : none'>Hidden text, long enough for one.</div>",
               "<span class='sr-only'>For those who listen to the page, some words.</span>",
               "<noscript>Please switch scripts on, or nothing here works for you.</noscript>",
               "<nav>Menu of the site, with a sentence in it for once.</nav>",
               "<form><label>Your name, please, and nothing else.</label><input></form>",
               "<div class='cookie-notice'>We use cookies, as everybody does nowadays.</div>",
               "<template>Text that scripts would use, if there were any.</template>");
  INFO(noise);
  CHECK(text_of(noise + prose + noise) == text_of(prose));
}

TEST_CASE("a name of a class throws nothing away that is most of the page", "[html]") {
  CHECK(text_of("<div class='menu share related'>" + prose + "</div>") == text_of(prose));
  CHECK(text_of("<div class='has-sidebar'>" + prose + "</div>") == text_of(prose));
}

TEST_CASE("a person is a speaker only where JSON-LD says so", "[html]") {
  CHECK(field_of(json_ld(R"("author":{"@type":"Person","name":"Ina Marek"})"), "speaker") ==
        "Ina Marek");
  const std::string body = json_ld(R"("author":{"@type":"GovernmentOrganization","name":"MoFA"})");
  CHECK(field_of(body, "speaker").empty());
  CHECK(field_of(body, "issuer") == "MoFA");
  const std::string untyped = json_ld(R"("author":"webmaster")");
  CHECK(field_of(untyped, "speaker").empty());
  CHECK(field_of(untyped, "issuer").empty());
  CHECK(field_of(untyped, "author") == "webmaster");
  CHECK(field_of("<meta name=author content='Ina Marek'>", "speaker").empty());
}

TEST_CASE("a title loses a site's name only where the page shows the rest", "[html]") {
  const std::string head = "<title>Statement on water | Ministry</title>";
  CHECK(field_of(head, "title") == "Statement on water | Ministry");
  CHECK(field_of(head + "<meta property='og:site_name' content='Ministry'>", "title") ==
        "Statement on water");
  const auto read = read_html(page(head, "<h1>Statement on water</h1>" + prose));
  REQUIRE(read);
  CHECK(read->statement.field("title") == "Statement on water");
  CHECK(read->statement.text.find("Statement on water") == std::string::npos);
}

TEST_CASE("the date of publishing goes before those of making and change", "[html]") {
  CHECK(field_of(json_ld(R"("dateModified":"2024-05-01","datePublished":"2024-03-12")"), "date") ==
        "2024-03-12");
  CHECK(field_of("<meta name=DCTERMS.modified content=2024-05-01><meta name=DC.date.issued "
                 "content=2024-03>",
                 "date") == "2024-03");
  CHECK(field_of("<meta property=article:modified_time content=2024-05-01>", "date").empty());
}

TEST_CASE("a language of the template gives way to the text's", "[html]") {
  const std::string german =
      "<p>Die Regierung begrüßt die Entscheidung beider Seiten, die Gespräche in der kommenden "
      "Woche wieder aufzunehmen, und dankt den Vorsitzenden für ihre Geduld.</p>";
  const auto read = read_html("<html lang=en-US><body>" + german);
  REQUIRE(read);
  CHECK(read->statement.field("language") == "de");
  CHECK(read->warnings.size() == 1);
  const auto marked = read_html("<html lang=en><body><div lang=de>" + german + "</div>");
  REQUIRE(marked);
  CHECK(marked->statement.field("language") == "de");
  CHECK(marked->warnings.empty());
}

TEST_CASE("every beginning of a page is read or refused", "[html]") {
  for (const SavedPage& saved : saved_pages()) {
    for (const std::size_t parts : std::initializer_list<std::size_t>{1, 2, 3, 5, 7}) {
      const auto read =
          read_html(std::string_view(saved.bytes).substr(0, saved.bytes.size() * parts / 8));
      if (read)
        CHECK(is_utf8(read->statement.text));
      else
        CHECK_FALSE(read.error().empty());
    }
  }
}

TEST_CASE("pages that are made to be expensive are read or refused in time", "[html][long]") {
  using namespace std::string_literals;
  const std::string hostile = GENERATE(
      repeated("<div>", 100'000) + prose, repeated("<b a=1>", 20'000) + repeated("<p>x", 20'000),
      "<p title=\"" + std::string(10'000'000, 'a') + "\">" + prose,
      "<p " + repeated("a=1 ", 200'000) + ">" + prose, repeated("<p>x</p>", 200'000),
      repeated("<table><tr><td>", 20'000) + prose, repeated("<a><b><i><p>", 20'000),
      std::string(1'000'000, '<'), repeated("<div><button>", 300) + repeated("cookie ", 100),
      repeated("<template>", 20'000) + prose, repeated("</div></p></a>", 100'000),
      "<script type=\"application/ld+json\">" + std::string(500'000, '[') + "</script>" + prose,
      "PK\x03\x04\0\0\0"s + std::string(100'000, '\x80'), ""s);
  const auto begin = std::chrono::steady_clock::now();
  const auto read = read_html(hostile);
  CHECK((read.has_value() || !read.error().empty()));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(60));
}

TEST_CASE("elements nested too deeply for the parser are refused before it", "[html]") {
  const auto read = read_html(repeated("<div>", 100'000) + prose);
  REQUIRE_FALSE(read);
  CHECK(read.error() == "nested too deeply, or too many attributes");
  // Markup that only looks deep is not.
  CHECK(read_html(repeated("<p>x<br><img src=a>", 50'000) + prose).has_value());
  CHECK(read_html("<script>" + repeated("<div>", 100'000) + "</script>" + prose).has_value());
}
