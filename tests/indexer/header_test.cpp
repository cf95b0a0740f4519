// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "indexer/readers/reader.hpp"

using namespace demarche;

namespace {

using Fields = std::map<std::string, std::string, std::less<>>;
using Lines = std::vector<std::string>;

/// The text without its first line feed, so that a raw string can begin a line.
ReadStatement parse(std::string_view text) {
  return parse_statement(text.substr(0, 1) == "\n" ? text.substr(1) : text);
}

void check_is_text(const std::string& text, const Lines& warnings) {
  CAPTURE(text);
  const ReadStatement read = parse_statement(text);
  CHECK(read.statement.text == text);
  CHECK(read.statement.fields.empty());
  CHECK(read.statement.id.empty());
  CHECK(read.warnings == warnings);
}

/// The same rows nested `depth` times.
std::string repeat(std::string_view piece, std::size_t depth) {
  std::string out;
  for (std::size_t level = 0; level < depth; ++level) out += piece;
  return out;
}

}  // namespace

TEST_CASE("a header block gives the fields, and the text is what follows", "[header]") {
  const ReadStatement read = parse(R"(
Title:  On rivers: a reply
ISSUER: Ministry of
  Foreign Affairs
	of Verezan
Lang:fr
Topic: water
Speaker: A
speaker: B
Place:
Id: verezan/1

  Indented first line.

Title: not a header any more
)");
  CHECK(read.warnings.empty());
  CHECK(read.statement.id == "verezan/1");
  CHECK(read.statement.fields == Fields{{"title", "On rivers: a reply"},
                                        {"issuer", "Ministry of Foreign Affairs of Verezan"},
                                        {"language", "fr"},
                                        {"topic", "water"},
                                        {"speaker", "A; B"}});
  CHECK(read.statement.text == "  Indented first line.\n\nTitle: not a header any more\n");
}

TEST_CASE("blank lines between header and text are dropped, and only they", "[header]") {
  CHECK(parse("Title: x\n \t\n\n\f\n  Text \n\n").statement.text == "  Text \n\n");
}

TEST_CASE("a header that reaches the file's end leaves no text", "[header]") {
  CHECK(parse("Title: x").statement.text.empty());
  CHECK(parse("Title: x").statement.field("title") == "x");
  CHECK(parse("Title: x\n\n \n").statement.text.empty());
}

TEST_CASE("control characters in a field are spaces", "[header]") {
  CHECK(parse("Title: a\x1b[2Jb\tc\n\nText").statement.field("title") == "a [2Jb c");
}

TEST_CASE("text that begins like a header, and is none, is whole and without a warning",
          "[header]") {
  const std::string text =
      GENERATE(as<std::string>(), "", "\n", "Text.", "\nTitle: x\n\nText",
               "Note: a name not known\n\nText", "Text: x\n\nText", " Title: x\n\nText",
               "Date: it was late.\nThe talks went on.\n\nText", "Title : x\n\nText", ": x\n\nText",
               "https://example.org/a: b\n\nText", "Place", "Speaker: one\n10:30 two");
  check_is_text(text, {});
}

TEST_CASE("a header block that breaks after two lines is text, and its line is named", "[header]") {
  const auto row = GENERATE(values<std::pair<std::string, int>>({
      {"Title: x\nDate: 2025\nprose\n\nText", 3},
      {"Title: x\n continued\nprose\n\nText", 3},
      {"Title: x\nDate: 2025\nPlace: y\nReference number: 12\n\nText", 4},
      {"Title: x\nDate: 2025\nText: y\n\nText", 3},
      {"Title: x\nDate: 2025\n---\nText", 3},
  }));
  check_is_text(row.first,
                {"header block broken at line " + std::to_string(row.second) + ": read as text"});
}

TEST_CASE("front matter gives the fields, and the text is what follows", "[front_matter]") {
  const ReadStatement read = parse(R"(
---
# a comment
title: "On rivers: a \"reply\""
issuer: Ministry of Foreign Affairs of Čarvenia
date: 2021-12
year: 2021
tags: [water, transit, ]
speaker:
  - A
  - ~
  - B
summary: >
  folded
  text
place:
event: ''
lang: en
id: carvenia/7
---

# Heading

---
Text
)");
  CHECK(read.warnings.empty());
  CHECK(read.statement.id == "carvenia/7");
  CHECK(read.statement.fields == Fields{{"title", "On rivers: a \"reply\""},
                                        {"issuer", "Ministry of Foreign Affairs of Čarvenia"},
                                        {"date", "2021-12"},
                                        {"year", "2021"},
                                        {"tags", "water; transit"},
                                        {"speaker", "A; B"},
                                        {"summary", "folded text"},
                                        {"language", "en"}});
  CHECK(read.statement.text == "# Heading\n\n---\nText\n");
}

TEST_CASE("front matter may close with dots, be empty, or be in braces", "[front_matter]") {
  CHECK(parse("---\ntitle: x\n...\nText").statement.text == "Text");
  CHECK(parse("---\n---\nText").statement.text == "Text");
  CHECK(parse("---\n# nothing\n---\nText").statement.text == "Text");
  CHECK(parse("---\n{title: x, date: 2025}\n---\nText").statement.field("date") == "2025");
}

TEST_CASE("what front matter can't say as a field is left out with a warning", "[front_matter]") {
  struct Row {
    const char* line;
    const char* warning;
  };
  const auto row = GENERATE(values<Row>({
      {"place: {city: x}",
       "'place' in the front matter is neither a text nor a list of texts: "
       "left out"},
      {"place: [[a], b]",
       "'place' in the front matter is neither a text nor a list of texts: "
       "left out"},
      {"no name: x", "'no name' in the front matter is no field name: left out"},
      {"text: x", "'text' in the front matter is no field name: left out"},
      {"[a]: x", "'?' in the front matter is no field name: left out"},
  }));
  CAPTURE(row.line);
  const ReadStatement read = parse("---\ntitle: x\n" + std::string(row.line) + "\n---\nText");
  CHECK(read.warnings == Lines{row.warning});
  CHECK(read.statement.fields == Fields{{"title", "x"}});
  CHECK(read.statement.text == "Text");
}

TEST_CASE("broken front matter is text, and its line is named", "[front_matter]") {
  const auto row = GENERATE(values<std::pair<std::string, std::string>>({
      {"---\ntitle: x\ndate: [a\n---\nText", "front matter broken at line 4: read as text"},
      {"---\ntitle: x\nissuer: a: b\n---\nText", "front matter broken at line 3: read as text"},
      {"---\ntitle: *nobody\n---\nText", "front matter broken at line 2: read as text"},
      {"---\ntitle: \"\\ud800\"\n---\nText", "front matter broken at line 2: read as text"},
      {"---\ntitle: x\nText", "front matter is not closed: read as text"},
      {"---\ntitle: x\n--- \nText", "front matter is not closed: read as text"},
  }));
  check_is_text(row.first, {row.second});
}

TEST_CASE("a rule at the head of a text is no front matter", "[front_matter]") {
  const std::string text = GENERATE(
      as<std::string>(), "---", "---\n", "---\nProse, here.\n---\nMore", "---\n\n- a\n- b\n---\n",
      "----\ntitle: x\n----\n", "--- \ntitle: x\n---\n", " ---\ntitle: x\n---\n", "---\nProse");
  check_is_text(text, {});
}

TEST_CASE("front matter beyond measure is text, and no time or memory is lost on it",
          "[front_matter]") {
  const std::string large = "title: " + std::string(70'000, 'x') + "\n";
  check_is_text("---\n" + large + "---\nText", {"front matter larger than 64 KiB: read as text"});

  const std::string yaml =
      GENERATE("title: " + repeat("[", 30'000), "title: " + repeat("{a: ", 10'000),
               "title: " + repeat("[", 20) + repeat("]", 20), repeat("- ", 30'000) + "x",
               repeat("? ", 30'000), "title:\n" + repeat("- ", 20) + "x",
               "title:\n" + std::string(200, ' ') + "x: y");
  const ReadStatement read = parse_statement("---\n" + yaml + "\n---\nText");
  CHECK(read.statement.fields.empty());
  CHECK(read.statement.text == "---\n" + yaml + "\n---\nText");
}

TEST_CASE("an alias can't make much of little", "[front_matter]") {
  const std::string text(30'000, 'x');
  const std::string list = "a: &a " + text + "\nb: [" + repeat("*a, ", 5'000) + "]";
  const ReadStatement in_list = parse_statement("---\n" + list + "\n---\nText");
  CHECK(in_list.statement.text == "Text");
  CHECK(in_list.statement.field("b").empty());
  CHECK(in_list.warnings.size() == 1);

  std::string fields = "a: &a " + text;
  for (int field = 0; field < 1'000; ++field) fields += "\nf" + std::to_string(field) + ": *a";
  CHECK(parse_statement("---\n" + fields + "\n---\nText").statement.fields.empty());

  std::string laughs = "a: &a [x, x]";
  for (char name = 'b'; name < 'z'; ++name) {
    const std::string former = std::string("*") + static_cast<char>(name - 1);
    laughs += std::string("\n") + name + ": &" + name + " [" + former + ", " + former + "]";
  }
  const ReadStatement bomb = parse_statement("---\n" + laughs + "\n---\nText");
  CHECK(bomb.statement.text == "Text");
  CHECK(bomb.statement.fields == Fields{{"a", "x; x"}});
}
