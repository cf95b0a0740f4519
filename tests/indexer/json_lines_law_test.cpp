// SPDX-License-Identifier: GPL-2.0-or-later
// Laws of the reader of JSON Lines, with another JSON library as the judge.
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <vector>

#include "indexer/field.hpp"
#include "indexer/readers/records/json_lines.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;
using nlohmann::ordered_json;

namespace {

const RecordNames no_names;

std::string random_text(std::mt19937& random, std::size_t max_pieces) {
  static const std::vector<std::string> pieces = {"a",
                                                  "Verezan",
                                                  " ",
                                                  "  ",
                                                  "\n",
                                                  "\r\n",
                                                  "\r",
                                                  "\t",
                                                  "\"",
                                                  "\\",
                                                  "\\u0041",
                                                  "/",
                                                  "{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  ":",
                                                  ",",
                                                  "\x01",
                                                  "\x1b[0m",
                                                  "\x1f",
                                                  "\x7f",
                                                  "\u0085",
                                                  "\u2028",
                                                  "\u200f",
                                                  "é",
                                                  "e\u0301",
                                                  "سلام",
                                                  "\u202eabc\u202c",
                                                  "שלום",
                                                  "中文",
                                                  "😀",
                                                  "👩\u200d🚀",
                                                  "🏳\ufe0f",
                                                  "\ufffd",
                                                  "\uffff",
                                                  "\U0010ffff",
                                                  "null",
                                                  "\\\"",
                                                  "\\\\n"};
  std::string text;
  for (std::size_t count = random() % (max_pieces + 1); count > 0; --count) {
    text += pieces[random() % pieces.size()];
  }
  return text;
}

std::string with_line_feeds(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r') out += text[at];
    if (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n')) out += '\n';
  }
  return out;
}

struct Written {
  Statement statement;  ///< as it must be read
  std::string json;
};

Written random_statement(std::mt19937& random) {
  static const std::vector<std::string> names = {"title", "issuer", "year", "topic", "x-y_1"};
  Written written;
  ordered_json record;
  const auto set_field = [&](const std::string& name, const ordered_json& value,
                             const std::string& as_text) {
    record[name] = value;
    if (!as_text.empty()) written.statement.fields[name] = as_text;
  };
  for (const std::string& name : names) {
    const std::string text = random_text(random, 4);
    const auto number = static_cast<std::int64_t>(random()) - (std::int64_t{1} << 31U);
    switch (random() % 5) {
      case 0:
        set_field(name, text, field_value(with_line_feeds(text)));
        break;
      case 1:
        set_field(name, number, std::to_string(number));
        break;
      case 2:
        set_field(name, {"a", number, nullptr}, "a; " + std::to_string(number));
        break;
      case 3:
        set_field(name, nullptr, "");
        break;
      default:
        break;
    }
  }
  const std::string id = random_text(random, 3);
  const std::string text = "x" + random_text(random, 60);
  record["id"] = id;
  record["text"] = text;
  written.statement.id = field_value(with_line_feeds(id));
  written.statement.text = with_line_feeds(text);
  written.json = record.dump(-1, ' ', random() % 2 == 0);
  return written;
}

/// All records of a file read in slices of this size, by their number.
std::map<std::uint64_t, ReadRecord> records_of(const std::string& path, std::size_t slice_bytes) {
  std::map<std::uint64_t, ReadRecord> records;
  LineChunks chunks(std::make_unique<FileStream>(std::move(*open_regular_file(path))), slice_bytes);
  JsonLinesReader reader(no_names);
  while (auto chunk = *chunks.next()) {
    reader.read(*chunk, [&](ReadRecord&& record) {
      CHECK(record.number == records.size() + 1);
      records.emplace(record.number, std::move(record));
    });
  }
  return records;
}

/// One of the characters that matter to JSON, in the place of another, or more or less of them.
void damage(std::string& line, std::mt19937& random) {
  static constexpr std::string_view bytes = "{}[]:,\"\\ \t019-+.eEtfnu/\x01\x80x";
  const std::size_t at = random() % line.size();
  switch (random() % 3) {
    case 0:
      line[at] = bytes[random() % bytes.size()];
      break;
    case 1:
      line.insert(at, 1, bytes[random() % bytes.size()]);
      break;
    default:
      line.erase(at, 1 + random() % 3);
  }
}

}  // namespace

TEST_CASE("a statement written by another library comes back as it was", "[json_lines][law]") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    const Written written = random_statement(random);
    CAPTURE(written.json);
    LineChunk chunk;
    chunk.bytes = written.json;
    if (random() % 2 == 0) chunk.bytes += "\r\n{}";
    std::vector<ReadRecord> records;
    JsonLinesReader(no_names).read(
        chunk, [&](ReadRecord&& record) { records.push_back(std::move(record)); });
    REQUIRE(records.front().statement);
    const ReadStatement& read = *records.front().statement;
    CHECK(read.statement.id == written.statement.id);
    CHECK(read.statement.fields == written.statement.fields);
    CHECK(read.statement.text == written.statement.text);
    CHECK(read.warnings.empty());
  }
}

TEST_CASE("records are the same in slices of any size, beside bad lines too", "[json_lines][law]") {
  const test::TemporaryFolder folder;
  std::mt19937 random(8);
  for (int round = 0; round < 10; ++round) {
    std::string bytes;
    std::vector<std::pair<std::uint64_t, std::string>> expected;  // line, text or nothing
    std::uint64_t line = 0;
    for (int count = 0; count < 40; ++count) {
      const Written written = random_statement(random);
      ++line;
      const unsigned kind = random() % 4;
      if (kind == 0) bytes += " \t\r\n";
      if (kind == 1) bytes += written.json.substr(0, written.json.size() / 2) + "\n";
      if (kind > 1) bytes += written.json + (random() % 2 == 0 ? "\r\n" : "\n");
      if (kind == 1) expected.emplace_back(line, "");
      if (kind > 1) expected.emplace_back(line, written.statement.text);
    }
    const std::string path = folder.write("a.jsonl", bytes);
    for (const std::size_t slice : {1U, 10U, 333U, 5000U, 1U << 20U}) {
      CAPTURE(round, slice);
      const auto records = records_of(path, slice);
      REQUIRE(records.size() == expected.size());
      for (const auto& [number, record] : records) {
        const auto& [line_number, text] = expected[number - 1];
        CHECK(record.line == line_number);
        REQUIRE(record.statement.has_value() == !text.empty());
        if (record.statement) CHECK(record.statement->statement.text == text);
      }
    }
  }
}

TEST_CASE("a damaged line is JSON to this reader where it is to another library",
          "[json_lines][law]") {
  std::mt19937 random(9);
  std::size_t sound = 0;
  std::size_t broken = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string line = R"({"text":"t\u00e9\n","a":[1,-2.5e3,"b",null,{"c":{}}],"d":true})";
    for (auto count = 1 + random() % 3; count > 0; --count) damage(line, random);
    CAPTURE(line);
    const auto judged = ordered_json::parse(line, nullptr, false);
    const bool is_object = !judged.is_discarded() && judged.is_object();
    CHECK(is_json_lines_content(line) == is_object);
    ++(is_object ? sound : broken);
  }
  // Else the law says nothing.
  CHECK(sound > 500);
  CHECK(broken > 500);
}
