// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "indexer/readers/pdf/line_joiner.hpp"
#include "indexer/readers/pdf/pages.hpp"
#include "indexer/readers/pdf/pdf.hpp"
#include "indexer/readers/pdf/visual_order.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;

namespace {

struct Row {
  double left, top, right;
  std::string text;
  double height = 10;
};
using Block = std::vector<Row>;
using Page = std::vector<Block>;

/// As pdftotext -bbox-layout writes it; a page is 600 by 800 points.
std::string layout(const std::vector<Page>& pages, const std::string& head = {}) {
  std::string out = "<html><head>" + head + "</head><body>\n<doc>\n";
  for (const Page& page : pages) {
    out += "<page width=\"600.0\" height=\"800.0\">\n";
    for (const Block& block : page) {
      out += "<flow>\n<block xMin=\"0\">\n";
      for (const Row& row : block)
        out += fmt::format(
            "<line xMin=\"{0}\" yMin=\"{1}\" xMax=\"{2}\" yMax=\"{3}\">\n<word xMin=\"{0}\" "
            "yMin=\"{1}\" xMax=\"{2}\" yMax=\"{3}\">{4}</word>\n</line>\n",
            row.left, row.top, row.right, row.top + row.height, row.text);
      out += "</block>\n</flow>\n";
    }
    out += "</page>\n";
  }
  return out + "</doc>\n</body></html>";
}

std::string text_of(const std::vector<Page>& pages) {
  return read_pdf_layout(layout(pages))->statement.text;
}

/// A line of the text, as wide as its column.
Row full(double top, std::string text) { return {60, top, 300, std::move(text)}; }

}  // namespace

TEST_CASE("lines of a PDF are paragraphs, also over the ends of columns and pages", "[pdf]") {
  CHECK(text_of({{{full(200, "One river has"), full(212, "two banks."),
                   full(235, "It flows.")}}}) == "One river has two banks.\n\nIt flows.");
  // An indent, a short last line, a bullet, a number.
  CHECK(text_of({{{full(200, "One river."), {75, 212, 300, "Two banks."}, full(224, "Three.")}}}) ==
        "One river.\n\nTwo banks. Three.");
  CHECK(text_of({{{full(200, "One river flows"), {60, 212, 90, "on."}, full(224, "Two.")}}}) ==
        "One river flows on.\n\nTwo.");
  CHECK(text_of({{{full(200, "• one"), full(212, "• two"), full(224, "words:"),
                   full(236, "3. x")}}}) == "• one\n\n• two words:\n\n3. x");
  // Lines far apart, as in a speech that is read aloud.
  CHECK(text_of({{{full(200, "One river"), full(224, "has two"), full(248, "banks."),
                   full(290, "It flows"), full(314, "on.")}}}) ==
        "One river has two banks.\n\nIt flows on.");
  // A column, a page, a heading.
  CHECK(text_of({{{full(200, "A"), full(212, "river of")}, {{320, 200, 500, "the Republic"}}}}) ==
        "A river of the Republic");
  CHECK(text_of({{{full(700, "They met, and")}}, {{full(100, "spoke.")}}}) ==
        "They met, and spoke.");
  CHECK(text_of({{{full(700, "They met.")}}, {{full(100, "They spoke.")}}}) ==
        "They met. They spoke.");
  CHECK(text_of({{{full(200, "x"), {60, 690, 120, "They met."}}}, {{full(100, "They spoke.")}}}) ==
        "x\n\nThey met.\n\nThey spoke.");
  CHECK(text_of({{{{60, 100, 160, "On the river", 16}}, {full(130, "They met.")}}}) ==
        "On the river\n\nThey met.");
}

TEST_CASE("columns are read one by one, and what stands across them parts them", "[pdf]") {
  const auto right = [](double top, std::string text) { return Row{320, top, 560, text}; };
  CHECK(
      text_of({{{{60, 100, 560, "Title"}},
                {full(150, "A one."), full(162, "A two.")},
                {right(150, "C one."), right(162, "C two.")},
                {full(190, "B one."), full(202, "B two.")},
                {right(190, "D one."), right(202, "D two.")},
                {{60, 300, 560, "Across."}},
                {right(330, "F one.")},
                {full(330, "E one.")}}}) ==
      "Title\n\nA one. A two.\n\nB one. B two. C one. C two.\n\nD one. D two.\n\nAcross.\n\nE one. "
      "F one.");
  // The number beside a paragraph is no column, nor is a date to the right of an address.
  CHECK(text_of({{{{60, 100, 70, "1"}},
                  {{100, 100, 500, "First."}},
                  {{60, 140, 70, "2"}},
                  {{100, 140, 500, "Second."}}}}) == "1\n\nFirst.\n\n2\n\nSecond.");
}

TEST_CASE("heads, feet and page numbers that repeat are no text", "[pdf]") {
  std::vector<Page> pages;
  for (int at = 1; at <= 5; ++at) {
    pages.push_back({{{60, 20, 200, at % 2 == 1 ? "Verbatim record" : "S/PV.7"}},
                     {full(100, fmt::format("Text {} of the pages,", at))},
                     {{280, 770, 310, fmt::format("Page {} of 5", at)}}});
  }
  CHECK(text_of(pages) ==
        "Text 1 of the pages, Text 2 of the pages, Text 3 of the pages, Text 4 of the pages, Text "
        "5 of the pages,");
}

TEST_CASE("a number or a line that only one page has is text", "[pdf]") {
  const auto page = [](const std::string& head, const std::string& foot) {
    return Page{{full(20, head)}, {full(400, "Words.")}, {Row{60, 770, 90, foot}}};
  };
  CHECK(text_of({page("Note", "1990"), page("Letter", "340")}) ==
        "Note\n\nWords.\n\n1990\n\nLetter\n\nWords.\n\n340");
  CHECK(text_of({page("Note", "- 1 -")}) == "Note\n\nWords.");
  CHECK(text_of({page("i", "x"), page("ii", "y")}) == "Words.\n\nx\n\nWords.\n\ny");
  // In the middle of the page anything may repeat.
  CHECK(text_of({{{full(400, "Same.")}}, {{full(400, "Same.")}}}) == "Same. Same.");
}

TEST_CASE("footnotes of a PDF come after the text that goes on over the page", "[pdf]") {
  CHECK(text_of({{{full(100, "A long text that goes")}, {{60, 700, 200, "1 A note.", 7}}},
                 {{full(100, "on and on.")}}}) == "A long text that goes on and on.\n\n1 A note.");
}

TEST_CASE("words that fill a line with room between them are one line", "[pdf]") {
  CHECK(text_of({{{{60, 100, 90, "One"},
                   {110, 100, 140, "river"},
                   {160, 100, 300, "flows"},
                   full(112, "on.")}}}) == "One river flows on.");
  // As they are drawn: from right to left.
  CHECK(text_of({{{{200, 100, 300, "flows"}, {60, 100, 190, "One river"}, full(112, "on.")}}}) ==
        "One river flows on.");
  // Farther apart they are two.
  const auto lines = [](double left) {
    const std::string seen = layout({{{{60, 100, 130, "340"}, {left, 100, 480, "on Friday"}}}});
    return read_pdf_pages(seen).pages[0].blocks[0].size();
  };
  CHECK(lines(169) == 1);
  CHECK(lines(171) == 2);
}

TEST_CASE("a word parted at a line's end is whole where it is whole elsewhere", "[pdf]") {
  LineJoiner joiner;
  joiner.note_words("the Community of self-determination and");
  joiner.note_words("a deter-");
  struct Lines {
    const char* first;
    const char* second;
    const char* joined;
  };
  const auto row = GENERATE(values<Lines>({
      {"the commun-", "ity of", "the community of"},
      {"the commun\u2010", "ity of", "the community of"},
      {"self-", "determination", "self-\ndetermination"},
      {"a deter-", "rent", "a deter-\nrent"},
      {"one -", "two", "one - two"},
      {"河有", "邻居", "河有邻居"},
      {"-", "x", "- x"},
  }));
  std::string text;
  joiner.append(text, row.first);
  joiner.append(text, row.second);
  CHECK(text == row.joined);
}

TEST_CASE("what is seen from left to right is read as it is written", "[pdf]") {
  struct Seen {
    const char* seen;
    const char* read;
  };
  const auto row = GENERATE(values<Seen>({
      {"plain", "plain"},
      {"ﬁnal oﬃce", "final office"},
      {"co\u00adoperation", "co-operation"},
      {"河 有 neighbours 邻居", "河有 neighbours 邻居"},
      {".םולש", "שלום."},
      {"םימי 12 םולש", "שלום 12 ימים"},
      {"the םולש here", "the שלום here"},
      {"ﻢﻠﺳ", "سلم"},
  }));
  CHECK(VisualLine(row.seen).logical() == row.read);
  CHECK(VisualLine(".םולש").runs_left());
  CHECK_FALSE(VisualLine("the word םולש").runs_left());
}

TEST_CASE("where letters of Arabic may have come in another order it is said so", "[pdf]") {
  const auto read = read_pdf_layout(layout({{{full(100, "ريزولا")}}}));
  REQUIRE(read);
  CHECK(read->statement.text == "الوزير");
  CHECK(read->warnings ==
        std::vector<std::string>{"Arabic in a PDF: the letters of “لا” may be read as “ال”"});
  CHECK(read_pdf_layout(layout({{{full(100, "ريزو")}}}))->warnings.empty());
}

TEST_CASE("the document information of a PDF is read", "[pdf]") {
  const std::string head =
      "<title>Note &amp; annex</title>\n<meta name=\"Author\" content=\"typist\"/>\n<meta "
      "name=\"CreationDate\" content=\"2023-05-03T10:00:00Z\"/>";
  const auto read = read_pdf_layout(layout({{{full(100, "Words &lt;here&gt;")}}, {}}, head));
  CHECK(read->statement.text == "Words <here>");
  CHECK(read->statement.fields.empty());
  CHECK(read->information == decltype(read->information){{"title", "Note & annex"},
                                                         {"date", "2023-05-03"},
                                                         {"date_source", "file"}});
  CHECK(read->warnings == std::vector<std::string>{"1 of 2 pages have no text: scanned, or empty"});
}

TEST_CASE("a PDF without text or that is none says so", "[pdf]") {
  CHECK(read_pdf_layout(layout({{}, {}})).error() == "no text: its pages are scanned, or empty");
  CHECK(read_pdf_layout("").error() == "no text: its pages are scanned, or empty");
  CHECK(read_pdf_layout(layout({{{{60, 20, 80, "1"}}}})).error() ==
        "no text but running heads and page numbers");
  CHECK_THAT(read_pdf("").error(), Catch::StartsWith("broken PDF"));
  CHECK_THAT(read_pdf("words").error(), Catch::StartsWith("broken PDF"));
  CHECK_THAT(read_pdf("%PDF-1.7\n1 0 obj\n").error(), Catch::StartsWith("broken PDF"));
}

TEST_CASE("without the program that reads it a PDF is skipped with that reason", "[pdf]") {
  const test::ChildResult child = test::run_child([] {
    setenv("PATH", "/nowhere", 1);
    return read_pdf("%PDF-1.7").error() ==
                   "PDF is not read without pdftotext (Debian package poppler-utils)"
               ? 0
               : 1;
  });
  CHECK(child.exit_code == 0);
}

TEST_CASE("a PDF whose reading comes to an end by force is skipped with the reason", "[pdf]") {
  struct End {
    const char* signal;
    const char* reason;
  };
  const auto end = GENERATE(values<End>({
      {"XCPU", "PDF that takes more than 30 seconds to read"},
      {"KILL", "PDF that takes more than 30 seconds to read"},
      {"XFSZ", "PDF with more text than can be held"},
      {"SEGV", "PDF that pdftotext fails at (signal 11)"},
  }));
  const test::TemporaryFolder folder;
  const std::string program =
      folder.write("pdftotext", fmt::format("#!/bin/sh\nkill -{} $$\n", end.signal));
  REQUIRE(chmod(program.c_str(), 0700) == 0);
  const test::ChildResult child = test::run_child([&] {
    setenv("PATH", folder.path().c_str(), 1);
    std::fputs(read_pdf("%PDF-1.7").error().c_str(), stdout);
    return 0;
  });
  CHECK(child.out == end.reason);
}

TEST_CASE("without a file to hold it a PDF is skipped with that reason", "[pdf]") {
  const test::ChildResult child = test::run_child([] {
    const rlimit none = {0, 0};
    setrlimit(RLIMIT_NOFILE, &none);
    std::fputs(read_pdf("%PDF-1.7").error().c_str(), stdout);
    return 0;
  });
  CHECK(child.out == "no room to read a PDF: Too many open files");
}

TEST_CASE("where nobody can tell how the reading of a PDF ended it is skipped", "[pdf]") {
  const test::ChildResult child = test::run_child([] {
    std::signal(SIGCHLD, SIG_IGN);
    std::fputs(read_pdf("%PDF-1.7").error().c_str(), stdout);
    return 0;
  });
  CHECK(child.out == "pdftotext: No child processes");
}
