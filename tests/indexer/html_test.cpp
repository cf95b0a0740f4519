// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/html.hpp"

#include <catch2/catch.hpp>
#include <chrono>

#include "common/text/utf8.hpp"
#include "tests/support/page_markup.hpp"
#include "tests/support/saved_pages.hpp"

using namespace demarche;
using namespace demarche::test;

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
  CHECK(text_of("<p>The lake has lost 12 km<sup>2</sup> of its water in a year.</p>") ==
        "The lake has lost 12 km2 of its water in a year.\n");
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

TEST_CASE("a layer that asks for consent is no statement, however long", "[html]") {
  const std::string layer =
      repeated("<p>We and our partners store what we learn on your device, to measure it.</p>", 9);
  const auto* const attributes =
      GENERATE("id=onetrust-consent-sdk", "id=CybotCookiebotDialog", "class='cookie-banner dark'",
               "role=dialog", "role=alertdialog", "aria-modal=true", "id=cookie-law-info-bar",
               "class=eu-cookie-compliance", "id=cookies-eu-banner", "class=fc-consent-root");
  INFO(attributes);
  const std::string notice = "<div " + std::string(attributes) + "><h2>Your privacy</h2>" + layer;
  for (const char* const around : {"main", "article", "div"}) {
    const std::string tag(around);
    const auto read =
        read_html("<title>Water</title>" + notice + "</div><" + tag + "><h1>Water</h1>" + prose);
    REQUIRE(read);
    CHECK(read->statement.text == text_of(prose));
    CHECK(read->statement.field("title") == "Water");
  }
}

TEST_CASE("a page around a layer that asks for consent is not that layer", "[html]") {
  const auto* const name = GENERATE("cookie-banner-open", "has-cookie-banner", "cookies-enabled");
  CHECK(text_of("<p>Ministry</p><div class=" + std::string(name) + ">" + repeated(prose, 3) +
                "</div>") == text_of(repeated(prose, 3)));
}

TEST_CASE("a notice that speaks of cookies and little else goes by any name", "[html]") {
  const std::string notice = "<div class=x1>" +
                             repeated("<p>We store cookies to learn what you do here.</p>", 20) +
                             "<button>Yes</button></div>";
  CHECK(text_of(notice + "<main><h1>Note</h1>" + prose + "</main>") == text_of(prose));
  CHECK(text_of(notice + "<div><h1>Note</h1>" + prose + "</div>") == text_of(prose));
}

TEST_CASE("an article named as another's gives way to the one with the page's heading", "[html]") {
  CHECK(text_of("<article class='related-article'><h3>Other</h3>" + repeated(prose, 5) +
                "</article><article class='main-article'><h1>Ours</h1><p>We protest.</p>") ==
        "We protest.\n");
}

TEST_CASE("text within the statement is not left out for a name alone", "[html]") {
  const auto* const names = GENERATE(
      "class=social-affairs", "class=share-of-burden", "class=related-measures",
      "class=footer-note", "class=sidebar-content", "class=popup", "class=tags",
      "class=cookies-enabled", "class=advert-free", "class=page-share", "class=breadcrumb-page",
      "class=menu-of-measures", "class=comment", "id=comments-of-the-minister");
  INFO(names);
  const std::string part = "<p>The bridge stays closed until the experts have reported.</p>";
  const std::string named = "<div " + std::string(names) + ">";
  CHECK(text_of("<main>" + prose + named + part + "</div>" + prose + "</main>") ==
        text_of(prose + part + prose));
  CHECK(text_of("<main>" + prose + named + "<a href=a>Fish</a> <a href=b>Water</a></div>" +
                prose) == text_of(prose + prose));
}

TEST_CASE("what readers or programs add to an article is not the statement's", "[html]") {
  const auto* const name = GENERATE("id=comments", "class=comment-list", "id=jp-relatedposts",
                                    "class=author-bio", "class='box newsletter'");
  CHECK(text_of("<article>" + prose + "<div " + name +
                "><p>I was at that bridge, and it is quite as they say.</p></div></article>") ==
        text_of(prose));
}

TEST_CASE("paragraphs that are left out within the statement are counted", "[html]") {
  const std::string remarks = "<div id=comments><p>I was at that bridge.</p><p>And so was I, sir.";
  const auto read = read_html("<main><h1>Note</h1>" + prose + remarks + "</div></main>");
  REQUIRE(read);
  CHECK(read->warnings == std::vector<std::string>{"left out 2 paragraphs that seem to be the "
                                                   "site's and not the statement's"});
  CHECK(read_html("<main><h1>Note</h1>" + prose + "</main>")->warnings.empty());
  // Too much for a lead.
  const auto below_title = [](const std::string& paragraphs) {
    return read_html("<main><div><h1>Note</h1>" + paragraphs + "</div><div>" + repeated(prose, 60) +
                     "</div></main>")
        ->warnings;
  };
  const std::string paragraph = "<p>Both sides of the river meet again on Friday.</p>";
  CHECK(below_title(repeated(paragraph, 4)).empty());
  CHECK(below_title(repeated(paragraph, 5)) ==
        std::vector<std::string>{"left out 5 paragraphs that seem to be the site's and not the "
                                 "statement's"});
}

TEST_CASE("sentences of the text that look like links or lines of the page stay", "[html]") {
  struct Row {
    std::string part, text;
  };
  const Row row = GENERATE(values<Row>({
      {"<p><a href=a>The Government rejects the ruling of the court.</a></p>",
       "The Government rejects the ruling of the court."},
      {"<p>The Government <a href=a>rejects the ruling of the court in Solvhavn</a>.</p>",
       "The Government rejects the ruling of the court in Solvhavn."},
      {"<p>See also our statement of 3 May.</p>", "See also our statement of 3 May."},
      {"<p>See also article 5 of the treaty.</p>", "See also article 5 of the treaty."},
      {"<p>Print this page of history again.</p>", "Print this page of history again."},
      {"<p>Tags are hung on the dead.</p>", "Tags are hung on the dead."},
      {"<h2>Related matters</h2><p>The Minister spoke of the old bridge.</p>",
       "Related matters\n\nThe Minister spoke of the old bridge."},
      {"<h2>Also see the annex</h2><p>The annex is a part of this note.</p>",
       "Also see the annex\n\nThe annex is a part of this note."},
      {"<footer><p>Done at Solvhavn, in two original copies.</p></footer>",
       "Done at Solvhavn, in two original copies."},
  }));
  INFO(row.part);
  CHECK(text_of("<article><h1>Note</h1>" + prose + row.part + prose + "</article>") ==
        text_of(prose) + "\n" + row.text + "\n\n" + text_of(prose));
}

TEST_CASE("a lead between the title and the element of the text is a part of it", "[html]") {
  const std::string lead = "<p>Both sides of the river meet again on Friday.</p>";
  const auto read = [&](const std::string& head) {
    return text_of("<main><div><h1>Note</h1>" + head + "</div><div>" + repeated(prose, 20) +
                   "</div></main>");
  };
  CHECK(read(lead) == text_of(lead) + "\n" + text_of(repeated(prose, 20)));
  CHECK(read("<p>Date: 3 May 2022, a Tuesday of that spring.</p>") == text_of(repeated(prose, 20)));
}

TEST_CASE("a list of links stays where the text announces it", "[html]") {
  const std::string list =
      "<ul><li><a href=1>Resolution 2201</a></li><li><a href=2>Resolution 2202</a></li>"
      "<li><a href=3>Resolution 2203</a></li></ul>";
  CHECK(text_of("<main>" + prose + "<p>We recall:</p>" + list + prose + "</main>")
            .find("We recall:\n\nResolution 2201\n\nResolution 2202\n\nResolution 2203\n\n") !=
        std::string::npos);
  CHECK(text_of("<main>" + prose + "<p>Useful links:</p>" + list + "</main>").find("2201") ==
        std::string::npos);
}

TEST_CASE("an answer that a click unfolds is read", "[html]") {
  const std::string answer = "<p>We will act in due course.</p>";
  const auto* const before = GENERATE("<p>QUESTION: will you act?</p><div style='display:none'>",
                                      "<h3>Will you act</h3><div hidden>",
                                      "<div class='accordion-content' style='display:none'>");
  INFO(before);
  CHECK(text_of("<main>" + prose + before + answer + "</div></main>").find("in due course") !=
        std::string::npos);
  CHECK(text_of("<main>" + prose + "<div style='display:none'>" + answer + "</div>") ==
        text_of(prose));
}

TEST_CASE("a statement may be as short as a sentence", "[html]") {
  const auto* const text = GENERATE("We mourn.", "No comment.", "We condemn the attack.");
  const std::string body = "<h1>Condolences</h1><p>" + std::string(text) + "</p>";
  CHECK(text_of("<main>" + body + "</main>") == std::string(text) + "\n");
  CHECK(text_of("<article>" + body + "</article>") == std::string(text) + "\n");
  CHECK(text_of("<main><h1>Note 12</h1><p><a href=n.pdf>Download.</a></p></main>") == "! no text");
}

TEST_CASE("a page's history is no text, and may be its date", "[html]") {
  const auto read = read_html("<main><h1>T</h1>" + prose +
                              "<div><h2>Updates to this page</h2><p>Published 2 March 2023</p>");
  REQUIRE(read);
  CHECK(read->statement.text == text_of(prose));
  CHECK(read->statement.field("date") == "2023-03-02");
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

TEST_CASE("more elements than memory is for are refused before they are parsed", "[html]") {
  const auto read = read_html(repeated("<i>x </i><br>", 600'000) + prose);
  REQUIRE_FALSE(read);
  CHECK(read.error() == "too many elements");
}

TEST_CASE("elements that hold nothing nest in none", "[html]") {
  CHECK(text_of(repeated("<base><area>", 50'000) + prose) == text_of(prose));
}

TEST_CASE("elements nested too deeply for the parser are refused before it", "[html]") {
  const auto read = read_html(repeated("<div>", 100'000) + prose);
  REQUIRE_FALSE(read);
  CHECK(read.error() == "nested too deeply, or too many attributes");
  // Markup that only looks deep is not.
  CHECK(read_html(repeated("<p>x<br><img src=a>", 50'000) + prose).has_value());
  CHECK(read_html("<script>" + repeated("<div>", 100'000) + "</script>" + prose).has_value());
}
