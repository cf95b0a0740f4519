// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <gumbo.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>

#include <array>
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "common/terminal.hpp"
#include "searcher/output/html_style.hpp"
#include "searcher/output/html_text.hpp"
#include "searcher/output/output.hpp"
#include "tests/support/sample_results.hpp"

namespace demarche {
namespace {

/// What a parser that knows nothing of the writer reads in a page.
struct ParsedPage {
  unsigned errors = 0;
  std::string shape;  ///< elements and the names of their attributes, nested
  std::string text;
  std::vector<std::string> addresses;  ///< of href and src
};

void read(const GumboNode& node, ParsedPage& page) {
  if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE) {
    page.text += node.v.text.text;
    return;
  }
  if (node.type != GUMBO_NODE_ELEMENT) return;
  const GumboElement& element = node.v.element;
  page.shape += "<" + std::string(gumbo_normalized_tagname(element.tag));
  for (unsigned at = 0; at < element.attributes.length; ++at) {
    const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[at]);
    page.shape += std::string(" ") + attribute.name;
    if (std::string_view(attribute.name) == "href" || std::string_view(attribute.name) == "src")
      page.addresses.emplace_back(attribute.value);
  }
  page.shape += ">";
  for (unsigned at = 0; at < element.children.length; ++at)
    read(*static_cast<const GumboNode*>(element.children.data[at]), page);
  page.shape += "</>";
}

ParsedPage parsed(const std::string& html) {
  GumboOptions options = kGumboDefaultOptions;
  const auto destroy = [&options](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(destroy)> output(
      gumbo_parse_with_options(&options, html.data(), html.size()), destroy);
  ParsedPage page;
  page.errors = output->errors.length;
  read(*output->root, page);
  return page;
}

constexpr ReportSettings settings{1'700'000'000, SortOrder::relevance, true};

Timeline sample_timeline() {
  return {Period::year,
          {{"2019", 1, 4, 1'000'000},
           {"2020", 0, 0, 0},
           {"2021", 4, 8, 2'000'000},
           {"2022", 0, 5, 1'000'000}},
          {"", 2, 3, 1000}};
}

/// Something in every part of a page, each text of it `text`.
SearchResults results_of(const std::string& text) {
  SearchResults results = sample_results();
  results.query = {text, text, {{text, text, 3}}, {text}, {text}, {text, text + "."}, {text}};
  results.locations = {text};
  results.left_out = {{text, text}};
  results.suggestion = text;
  results.facets = {{text, {{text, 2}, {text, 1}}, 1}};
  results.timeline = sample_timeline();
  results.hits = {hostile_hit(text)};
  results.hits[0].statement.fields["url"] = text;
  results.hits[0].snippet.highlights = {{0, 1}};
  results.hits[0].title_highlights = {{0, 1}};
  return results;
}

std::string page_of(const SearchResults& results) { return format_html(results, settings); }

}  // namespace

TEST_CASE("a page in HTML is parsed without an error, and says what was asked and found",
          "[html]") {
  SearchResults results = sample_results();
  results.timeline = sample_timeline();
  results.facets = {{"issuer", {{"Tashmar", 1}}, 0}};
  const ParsedPage page = parsed(page_of(results));
  CHECK(page.errors == 0);
  for (const char* said :
       {"hollow promises ,", "(hollow AND promises)", "1 of 40 statements matches.",
        "ceasefire = cease-fire", "one note", "/index", "2023-11-14 22:13 UTC, by Demarche",
        "1 of 1, best first", "No more hollow promises",
        "Tashmar · Amina Doré (Foreign Minister) · 2021-11-09 · Straits talks, Verez · en",
        "we have heard hollow promises before", "2021/tashmar/round-one.txt", "score: 12.3",
        "4 years from 2019 to 2022. The highest rate is 2.00 per million words, in 2021 (4 of 8 "
        "statements). In 1 year no statement matches. Of 1 year there is no statement at all: it "
        "is shaded. The chart lacks 2 matches without a date as precise as a year."}) {
    INFO(said);
    CHECK(page.text.find(said) != std::string::npos);
  }
  CHECK(page_of(results).find("<mark>hollow promises</mark>") != std::string::npos);
  CHECK(page.addresses.empty());
}

TEST_CASE("whatever a text holds, it is text in a page, and shown as a terminal shows it",
          "[html]") {
  const ParsedPage plain = parsed(page_of(results_of("plain")));
  CHECK(plain.errors == 0);
  for (const std::string& hostile : std::vector<std::string>{
           "<script>alert(1)</script>", "</title></style><img src=x onerror=alert(1)>",
           "\" onmouseover=\"alert(1)", "' autofocus onfocus='alert(1)", "--><svg onload=alert(1)>",
           "&lt;b&gt;&#60;i&#62;&amp", "]]><x>", "javascript:alert(1)", "java\nscript:alert(1)",
           "data:text/html,<script>1</script>", std::string("N\0L</p>", 7), "\x1b[31mred \x07",
           "\xff\xfe<b \xc3", "a\u202Egnp.exe\u2066", "\u2028line\u2029",
           "https://a.example/\"><script>x</script> y", "http://a.example/\u202Etxt.exe"}) {
    INFO(printable(hostile));
    const ParsedPage page = parsed(page_of(results_of(hostile)));
    CHECK(page.errors == 0);
    CHECK(page.shape == plain.shape);
    CHECK(page.addresses.empty());
    CHECK(page.text.find(printable(hostile)) != std::string::npos);
  }
}

TEST_CASE("a page links a statement's own address if it is one of the web, and no other",
          "[html]") {
  const auto addresses_of = [](const std::string& url) {
    SearchResults results = sample_results();
    results.hits[0].statement.fields["url"] = url;
    const std::string html = page_of(results);
    CHECK((html.find("rel=\"noreferrer\"") != std::string::npos) ==
          !parsed(html).addresses.empty());
    return parsed(html).addresses;
  };
  using Addresses = std::vector<std::string>;
  for (const std::string url : {"https://mfa.example/a?b=1&c=\"2\"", "HTTP://mfa.example/é"})
    CHECK(addresses_of(url) == Addresses{url});
  for (const char* url : {"ftp://mfa.example/", "//mfa.example/", "mfa.example", "https:/a",
                          "http://", " https://mfa.example/", "vbscript:x", "file:///etc/passwd"})
    CHECK(addresses_of(url).empty());
}

TEST_CASE("the text of a statement has its language and its own direction in a page", "[html]") {
  Statement statement;
  CHECK(html_language(statement) == " lang=\"\" dir=\"auto\"");
  statement.fields["language"] = "ar";
  CHECK(html_language(statement) == " lang=\"ar\" dir=\"auto\"");
  statement.fields["language"] = "sr-Latn";
  CHECK(html_language(statement) == " lang=\"sr-Latn\" dir=\"auto\"");
  statement.fields["language"] = "en\" onclick=\"";
  CHECK(html_language(statement) == " lang=\"\" dir=\"auto\"");
}

TEST_CASE("the marks of a page are the highlights, cut where the text ends", "[html]") {
  CHECK(html_marked("a<b c", {{0, 1}, {2, 3}}) == "<mark>a</mark>&lt;<mark>b</mark> c");
  CHECK(html_marked("abc", {{2, 9}}) == "ab<mark>c</mark>");
  CHECK(html_marked("abc", {{5, 9}, {1, 1}}) == "abc");
}

TEST_CASE("a statement is a page of its own, as text whatever is in it", "[html]") {
  const auto page_with = [](const std::string& text, bool is_older) {
    ShownStatement shown{true, hostile_hit(text), {{0, 2}}, {text}};
    shown.hit.title_highlights = {{0, 2}};
    shown.hit.statement.fields["url"] = "https://mfa.example/";
    shown.hit.statement.fields[text] = text;
    std::optional<std::int64_t> as_of_s;
    if (is_older) as_of_s = 1'600'000'000;
    return parsed(format_statement_html(shown, {1'700'000'000, text, as_of_s}));
  };
  const ParsedPage plain = page_with("plain text", false);
  CHECK(plain.text.find("As it stood") == std::string::npos);
  for (const std::string& hostile : std::vector<std::string>{
           "</div><script>1</script>", "\" onclick=\"x", "a\nb\tc\x1b", "\u202Egnp", "\xff&lt;"}) {
    INFO(printable(hostile));
    const ParsedPage page = page_with(hostile, false);
    CHECK(page.errors == 0);
    CHECK(page.shape == plain.shape);
    CHECK(page.addresses == std::vector<std::string>{"https://mfa.example/"});
    CHECK(page.text.find(printable(hostile, true)) != std::string::npos);
  }
  CHECK(page_with("plain text", true).text.find("As it stood2020-09-13T12:26:40Z") !=
        std::string::npos);
}

TEST_CASE("numbers of a page are grouped by thousands", "[html]") {
  CHECK(html_number(0) == "0");
  CHECK(html_number(999) == "999");
  CHECK(html_number(1000) == "1,000");
  CHECK(html_number(1234567) == "1,234,567");
  CHECK(html_rate(0) == "0.00");
  CHECK(html_rate(999.999) == "1,000.00");
  CHECK(html_rate(12345.678) == "12,345.68");
}

TEST_CASE("a page without hits says so, and what was probably meant", "[html]") {
  SearchResults results = sample_results();
  results.total = 0;
  results.hits.clear();
  results.suggestion = "hollow premises";
  const ParsedPage page = parsed(page_of(results));
  CHECK(page.text.find("None of 40 statements matches.") != std::string::npos);
  CHECK(page.text.find("Perhaps this was meant: hollow premises") != std::string::npos);
  CHECK(page.shape.find("<ol") == std::string::npos);
}

TEST_CASE("a page says in which order its hits are, and where it begins after them", "[html]") {
  SearchResults results = sample_results();
  const auto has = [&results](SortOrder order, const std::string& said) {
    ReportSettings sorted = settings;
    sorted.sort = order;
    return parsed(format_html(results, sorted)).text.find(said) != std::string::npos;
  };
  CHECK(has(SortOrder::newest, "1 of 1, newest first"));
  CHECK(has(SortOrder::oldest, "1 of 1, oldest first"));
  results.total = 1234;
  results.offset = 2000;
  results.hits.clear();
  CHECK(has(SortOrder::oldest, "None after 2,000 of 1,234."));
}

TEST_CASE("a page shows the values of a facet that are most frequent, and the others on demand",
          "[html]") {
  SearchResults results = sample_results();
  results.facets = {{"event", {}, 0}, {"issuer", {}, 3}};
  for (int i = 0; i < 22; ++i) results.facets[1].values.push_back({fmt::format("State{}", i), 9});
  const std::string html = page_of(results);
  const ParsedPage page = parsed(html);
  CHECK(page.errors == 0);
  CHECK(page.text.find("By event\nNo statement matches.") != std::string::npos);
  const std::size_t rest = html.find("<summary>2 more values of issuer</summary>");
  REQUIRE(rest != std::string::npos);
  CHECK(html.find("State19<") < rest);
  CHECK(html.find("State20<") > rest);
  CHECK(html.find("State21<") != std::string::npos);
  // Once, and beside the frequent ones.
  CHECK(html.find("(none)") < rest);
  CHECK(html.find("(none)") == html.rfind("(none)"));
}

TEST_CASE("a page says where its hits are only the new ones, or those like another", "[html]") {
  SearchResults results = sample_results();
  ReportSettings only_new = settings;
  only_new.only_new = true;
  const auto text_of = [&results](const ReportSettings& with) {
    return parsed(format_html(results, with)).text;
  };
  CHECK(text_of(only_new).find("1 of 40 statements matches and is new.") != std::string::npos);
  ReportSettings similar = settings;
  similar.similar = true;
  results.query.typed.clear();
  results.query.understood = "like a.txt";
  const std::string page = format_html(results, similar);
  CHECK(page.find("<h1><bdi>like a.txt</bdi></h1>") != std::string::npos);
  CHECK(text_of(similar).find("1 of 1, most alike first") != std::string::npos);
  CHECK(text_of(similar).find("Typed") == std::string::npos);
  results.total = 2;
  CHECK(text_of(only_new).find("2 of 40 statements match and are new.") != std::string::npos);
  results.total = 0;
  CHECK(text_of(only_new).find("None of 40 statements matches and is new.") != std::string::npos);
}

TEST_CASE("a query too long for a heading stands whole below it", "[html]") {
  SearchResults results = sample_results();
  for (int i = 0; i < 100; ++i) results.query.typed += " süß";
  const std::string html = page_of(results);
  CHECK(html.find("…</bdi></h1>") != std::string::npos);
  CHECK(html.find("auto\">" + results.query.typed + "</code>") != std::string::npos);
  CHECK(parsed(html).errors == 0);
}

TEST_CASE("the policy of a page allows its style by the hash that it has", "[html]") {
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_ctx context{};
  sha256_init(&context);
  sha256_update(&context, html_style.size(),
                reinterpret_cast<const std::uint8_t*>(html_style.data()));
  sha256_digest(&context, digest.size(), digest.data());
  std::string base64(BASE64_ENCODE_RAW_LENGTH(digest.size()), '\0');
  base64_encode_raw(base64.data(), digest.size(), digest.data());
  CHECK("sha256-" + base64 == html_style_hash);
  const std::string html = page_of(sample_results());
  CHECK(html.find(fmt::format("content=\"default-src 'none'; style-src '{}';", html_style_hash)) !=
        std::string::npos);
  CHECK(html.find(fmt::format("<style>{}</style>", html_style)) != std::string::npos);
  CHECK(html.find("style=\"") == std::string::npos);
}

}  // namespace demarche
