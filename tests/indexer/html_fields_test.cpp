// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <vector>

#include "indexer/readers/html/html.hpp"
#include "tests/support/page_markup.hpp"

using namespace demarche;
using namespace demarche::test;

TEST_CASE("a date that is not the statement's is none", "[html]") {
  const auto* const body = GENERATE(
      "<div class=topbar>Friday, 27 November 2026</div><main><h1>T</h1>@</main>",
      "<header><div>Friday, 27 November 2026</div></header><main><h1>T</h1>@</main>",
      "<header><time datetime=2026-11-27>Fri 27 Nov</time></header><main><h1>T</h1>@</main>",
      "<div>Today is 27 November 2026</div><h1>T</h1>@",
      "<div>Сегодня 27 ноября 2026</div><h1>T</h1>@",
      "<div>27 November 2026</div><main><h1>T</h1>@</main>",
      "<div><div>27 November 2026</div><div><h1>T</h1>@</div></div>",
      "<div>Today: <time datetime=2026-11-27>27 Nov</time></div><main><h1>T</h1>@</main>",
      "<main><h1>T</h1>@</main><footer><p>27 November 2026</p></footer>",
      "<main><h1>T</h1>@</main><footer><p>Last modified</p><p>27 November 2026</p></footer>",
      "<main><h1>T</h1>@</main><aside><h3>Latest</h3><p>27 November 2026</p></aside>",
      "<main><h1>T</h1>@</main><aside><p>Next meeting</p><p>5 January 2027</p></aside>",
      "<main><h1>T</h1>@</main><p>Page updated:</p><p>27 November 2026</p>",
      "<main><h1>T</h1><time class=updated datetime=2026-11-27>27 Nov</time>@</main>",
      "<main><h1>T</h1><p>On 27 November 2026 both sides meet again at the bridge.</p>@</main>",
      "<main><h1>T</h1>@</main><ul><li><time datetime=2027-01-05>5 Jan</time> <a href=e>Open day "
      "at the ministry</a></ul>");
  INFO(body);
  const auto date_of = [](std::string shape, const std::string& text) {
    shape.replace(shape.find('@'), 1, text);
    const auto read = read_html(page("<title>T</title>", shape));
    REQUIRE(read);
    return std::string(read->statement.field("date"));
  };
  CHECK(date_of(body, prose).empty());
  for (const char* const dateline :
       {"<p>Solvhavn, 4 March 2019</p>", "<p>(Solvhavn, 4 March 2019)</p>",
        "<p class=date>Solvhavn, 4 March 2019</p>"})
    CHECK(date_of(body, prose + dateline) == "2019-03-04");
}

TEST_CASE("a date beside the title is the statement's", "[html]") {
  const auto* const body = GENERATE(
      "<main><div><span>3 May 2022</span></div><article><h1>T</h1>@</article></main>",
      "<div class=hero><h1>T</h1><p>3 May 2022</p></div><main>@</main>",
      "<h1>T</h1><div><span>3 May 2022</span></div><div>@</div>", "<p>3 May 2022</p><h1>T</h1>@",
      "<center>3 May 2022</center><center><h1>T</h1></center>@",
      "<div><div class=news-date>3 May 2022</div><div><h1>T</h1>@</div></div>",
      "<div>Published: 3 May 2022</div><main><h1>T</h1>@</main>",
      "<table><tr><td>3 May 2022<tr><td><b>T of the Treaty</b><tr><td>@</table>",
      "<main><h1>T</h1><time class='published updated' datetime=2022-05-03>3 May</time>@</main>",
      "<main><h1>T</h1><p>Solvhavn, 3 May 2022<br>Both sides have met again.</p>@</main>");
  INFO(body);
  std::string shape = body;
  shape.replace(shape.find('@'), 1, prose + prose);
  const auto read = read_html(page("<title>T</title>", shape));
  REQUIRE(read);
  CHECK(read->statement.field("date") == "2022-05-03");
}

TEST_CASE("a date that is marked as that of publishing may stand anywhere", "[html]") {
  const auto* const body = GENERATE(
      "<time itemprop=datePublished datetime=2022-05-03></time><main><h1>T</h1>@</main>",
      "<main><h1>T</h1>@<p>The press office has sent this note to all the papers of the state on "
      "<span itemprop=datePublished>3 May 2022</span>, at noon.</p>@</main>");
  INFO(body);
  std::string shape = body;
  for (std::size_t at = 0; (at = shape.find('@')) != std::string::npos;)
    shape.replace(at, 1, prose);
  const auto read = read_html(page("<title>T</title>", shape));
  REQUIRE(read);
  CHECK(read->statement.field("date") == "2022-05-03");
}

TEST_CASE("a date that no calendar has is told", "[html]") {
  using Warnings = std::vector<std::string>;
  const auto warnings = [](const std::string& line) {
    const auto read = read_html("<main><h1>T</h1><p>" + line + "</p>" + prose + "</main>");
    REQUIRE(read);
    CHECK(read->statement.field("date").empty());
    return read->warnings;
  };
  for (const std::string date :
       {"31/04/2024", "2024-02-30", "31.4.2024", "1402/07/31", "۱۴۰۲/۰۷/۳۱"})
    CHECK(warnings("Date: " + date) ==
          Warnings{"the date “" + date + "” is no day of the calendar: left out"});
  CHECK(warnings("Date: 31/04/2024 - 10:00, Solvhavn.").size() == 1);
  for (const std::string other : {"10.20.30.40", "1.2.3", "31/04", "31/04/", "31/x/2024", "2024"})
    CHECK(warnings("Date: " + other).empty());
}

TEST_CASE("a person is a speaker only where JSON-LD says so, and of what office", "[html]") {
  const auto person = [](const std::string& name, const std::string& job) {
    return json_ld(R"("author":{"@type":"Person","name":")" + name + R"(","jobTitle":")" + job +
                   "\"}");
  };
  const auto* const office =
      GENERATE("Minister of Foreign Affairs", "Porte-parole", "Embajadora", "Press Secretary",
               "Außenministerin", "Посол", "外交部发言人", "وزير الخارجية");
  CHECK(field_of(person("Ina Marek", office), "speaker") == "Ina Marek");
  CHECK(field_of(person("Ina Marek", office), "post") == office);
  const auto* const other = GENERATE("", "Staff writer", "Diplomatic editor", "Webmaster",
                                     "رئيس التحرير", "Secretaria de redacción");
  CHECK(field_of(person("Ina Marek", other), "speaker").empty());
  CHECK(field_of(person("Ina Marek", other), "author") == "Ina Marek");
  CHECK(field_of(person("mfa_editor", office), "speaker").empty());
  CHECK(field_of("<meta name=author content='Ina Marek'>", "speaker").empty());
  CHECK(field_of(json_ld(R"("author":"webmaster")"), "author") == "webmaster");
}

TEST_CASE("a value of JSON-LD may be a list, or say its language", "[html]") {
  const auto* const name =
      GENERATE(R"("Ina Marek")", R"(["Ina Marek","I. M."])",
               R"({"@value":"Ina Marek","@language":"en"})", R"([{"name":"Ina Marek"}])");
  INFO(name);
  for (const char* const type : {"Person", "Thing"})
    CHECK(field_of(
              json_ld(R"("author":{"@type":")" + std::string(type) + R"(","name":)" + name + "}"),
              "author") == "Ina Marek");
  CHECK(field_of(json_ld(R"("author":{"@type":"Person","name":{"@language":"en"}})"), "author")
            .empty());
}

TEST_CASE("of several works in JSON-LD the page's own is that of its title", "[html]") {
  const auto work = [](const std::string& headline, const std::string& day) {
    return json_ld(R"("headline":")" + headline + R"(","datePublished":")" + day + '"');
  };
  const std::string works =
      work("The ferries rest", "2022-05-03") + work("On the Mervash gauge", "2023-06-04");
  CHECK(field_of("<title>On the Mervash gauge | MFA</title>" + works, "date") == "2023-06-04");
  CHECK(field_of("<title>The ferries rest</title>" + works, "date") == "2022-05-03");
  CHECK(field_of("<title>Of dams</title>" + works, "date").empty());
}

TEST_CASE("what JSON-LD lists are other pages", "[html]") {
  const auto head = [](const std::string& type) {
    return R"(<script type="application/ld+json">{"@type":")" + type +
           R"(","hasPart":[{"@type":"NewsArticle","datePublished":"2022-05-03"}]}</script>)";
  };
  CHECK(field_of(head("WebPage"), "date") == "2022-05-03");
  CHECK(field_of(head("CollectionPage"), "date").empty());
  const std::string links =
      "<ul><li><a href=1>On the gauge</a><li><a href=2>On ferries</a><li><a href=3>On "
      "dams</a></ul>";
  CHECK(read_html(page(head("WebPage"), prose + links))->statement.text == text_of(prose));
  const auto list = read_html(page(head("CollectionPage"), prose + links));
  REQUIRE_FALSE(list);
  CHECK(list.error() == "a list of links, no statement");
}

TEST_CASE("a state's body is the issuer, and a newspaper or a host never", "[html]") {
  const auto body = [](const std::string& role, const std::string& type, const std::string& name) {
    return '"' + role + R"(":{"@type":")" + type + R"(","name":")" + name + "\"}";
  };
  struct Row {
    std::string head, issuer, author, publisher;
  };
  const std::vector<Row> rows = {
      {json_ld(body("author", "GovernmentOrganization", "The Palace")), "The Palace", "", ""},
      {json_ld(body("author", "Organization", "Basin Wire") + ',' +
               body("publisher", "GovernmentOrganization", "The Palace")),
       "The Palace", "Basin Wire", ""},
      {json_ld(body("publisher", "NewsMediaOrganization", "Ministry Watch")), "", "",
       "Ministry Watch"},
      {json_ld(body("publisher", "Organization", "Embassy News Agency")), "", "",
       "Embassy News Agency"},
      {json_ld(body("publisher", "Organization", "Ministère de la Mer")), "Ministère de la Mer", "",
       ""},
      {"<meta name=DC.creator content='MFA Velmar'><meta name=DC.publisher content='Sea Hosting'>",
       "MFA Velmar", "", "Sea Hosting"},
      {"<meta property=og:site_name content='Auswärtiges Amt'>", "Auswärtiges Amt", "", ""},
      {"<meta property=og:site_name content='The Herald'>", "", "", ""},
  };
  for (const Row& row : rows) {
    INFO(row.head);
    CHECK(field_of(row.head, "issuer") == row.issuer);
    CHECK(field_of(row.head, "author") == row.author);
    CHECK(field_of(row.head, "publisher") == row.publisher);
    CHECK(field_of(row.head, "speaker").empty());
  }
}

TEST_CASE("a title is what the page shows, by its class or in bold", "[html]") {
  const auto named = read_html(
      "<title>Pages - Remarks-on-X</title><div class=pageTitle><span>"
      "Remarks by Oda Brandt on the corridor</span></div>" +
      prose);
  REQUIRE(named);
  CHECK(named->statement.field("title") == "Remarks by Oda Brandt on the corridor");
  const auto numbered = read_html(
      "<title>Ministry: Press Release No. 44/98</title><center><b>PRESS RELEASE No. 44/98</b><br>"
      "14 August 1998</center><p><b>STATEMENT ON THE OLD PASS</b>" +
      prose);
  REQUIRE(numbered);
  CHECK(numbered->statement.field("title") == "STATEMENT ON THE OLD PASS");
  CHECK(numbered->statement.field("date") == "1998-08-14");
  CHECK(numbered->statement.text == "PRESS RELEASE No. 44/98\n\n" + text_of(prose));
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
