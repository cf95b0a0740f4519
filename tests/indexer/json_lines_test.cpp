// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/records/json_lines.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "indexer/field.hpp"
#include "indexer/readers/form.hpp"

using namespace demarche;
using Warnings = std::vector<std::string>;

namespace {

const RecordNames no_names;

std::vector<ReadRecord> read_all(std::string bytes) {
  std::vector<ReadRecord> records;
  LineChunk chunk;
  chunk.bytes = std::move(bytes);
  JsonLinesReader(no_names).read(
      chunk, [&](ReadRecord&& record) { records.push_back(std::move(record)); });
  return records;
}

tl::expected<ReadStatement, std::string> read(std::string line) {
  auto records = read_all(std::move(line));
  REQUIRE(records.size() == 1);
  CHECK(records.front().line == 1);
  CHECK(records.front().number == 1);
  return std::move(records.front().statement);
}

std::string reason(std::string line) {
  const auto statement = read(std::move(line));
  return statement ? "(a statement)" : statement.error();
}

/// The field `x` of a record in which it has this value, and the warnings.
std::string field_of(const std::string& value, const Warnings& warnings = {}) {
  const auto read_value = read(R"({"text":"t","x":)" + value + "}");
  REQUIRE(read_value);
  CHECK(read_value->warnings == warnings);
  return std::string(read_value->statement.field("x"));
}

}  // namespace

TEST_CASE("a record is a statement with its id, its fields and its text", "[json_lines]") {
  const auto read_statement = read(
      R"( { "id" : "VER_63_2021" , "Issuer":"Verezan", "session": 63,"year":2021, "lang":"en",)"
      R"( "text":"Mr. President,\r\n\r\nthank you." } )"
      "\r\n");
  REQUIRE(read_statement);
  const Statement& statement = read_statement->statement;
  CHECK(statement.id == "VER_63_2021");
  CHECK(statement.text == "Mr. President,\n\nthank you.");
  CHECK(statement.fields.size() == 4);
  CHECK(statement.field("issuer") == "Verezan");
  CHECK(statement.field("session") == "63");
  CHECK(statement.field("year") == "2021");
  CHECK(statement.field("language") == "en");
  CHECK(read_statement->warnings.empty());
}

TEST_CASE("an id is a text or a number, and empty where there is none", "[json_lines]") {
  CHECK(read(R"({"text":"t","id":17})")->statement.id == "17");
  CHECK(read(R"({"text":"t","ID":" a "})")->statement.id == "a");
  CHECK(read(R"({"text":"t"})")->statement.id.empty());
  CHECK(read(R"({"text":"t","id":null})")->statement.id.empty());
  const auto odd = read(R"({"text":"t","id":{"a":1}})");
  CHECK(odd->statement.id.empty());
  CHECK(odd->warnings == Warnings{"'id' is neither a text or number nor a list of them: left out"});
}

TEST_CASE("numbers stay as they are written", "[json_lines]") {
  const std::string number =
      GENERATE(as<std::string>(), "0", "-0", "63", "-9223372036854775808", "18446744073709551616",
               "123456789012345678901234567890", "1.50", "1e9", "1E+400", "0.1e-7", "-12.340E05");
  CHECK(field_of(number) == number);
  CHECK(field_of(number + " ") == number);
}

TEST_CASE("a list of texts and numbers is one field, and null and emptiness are none",
          "[json_lines]") {
  CHECK(field_of("true") == "true");
  CHECK(field_of("false") == "false");
  CHECK(field_of("null").empty());
  CHECK(field_of(R"("")").empty());
  CHECK(field_of(R"(" \n\u0000 ")").empty());
  CHECK(field_of("[]").empty());
  CHECK(field_of("[null]").empty());
  CHECK(field_of(R"(["water"])") == "water");
  CHECK(field_of(R"([ "water" , " ", 12, null, true ,"a\nb" ])") == "water; 12; true; a b");
  CHECK(field_of(R"("a\tb\u001b[2Jc\u0085d")") == "a b [2Jc d");
}

TEST_CASE("what has parts of its own is left out with a warning", "[json_lines]") {
  const std::string value = GENERATE(as<std::string>(), "{}", R"({"a":1})", "[[]]", "[1,[2]]",
                                     R"(["a",{"b":[{}]},"c"])", R"({"a":"\ud800"})");
  CAPTURE(value);
  CHECK(field_of(value, {"'x' is neither a text or number nor a list of them: left out"}).empty());
}

TEST_CASE("a key that is no field name is left out with a warning", "[json_lines]") {
  const auto odd = read(R"({"text":"t","a+b":1,"":2,"é":3,"1st":4,"\u0074itle":"T"})");
  CHECK(odd->statement.fields == FieldMap{{"title", "T"}});
  CHECK(odd->warnings == Warnings{"'a+b' is no field name: left out",
                                  "'' is no field name: left out", "'é' is no field name: left out",
                                  "'1st' is no field name: left out"});
  const std::string long_key(63, 'x');
  CHECK(read("{\"text\":\"t\",\"" + long_key + "éé\":1}")->warnings ==
        Warnings{"'" + long_key + "…' is no field name: left out"});
}

TEST_CASE("many warnings about one record are summed up", "[json_lines]") {
  std::string line = R"({"text":"t")";
  for (int count = 0; count < 100; ++count) line += ",\"!\":1";
  const auto odd = read(line + "}");
  REQUIRE(odd->warnings.size() == 9);
  CHECK(odd->warnings.back() == "92 more such warnings");
}

TEST_CASE("of a key that comes twice the last counts, with a warning", "[json_lines]") {
  const auto twice = read(R"({"text":"a","title":"A","Title":"B","text":"b"})");
  CHECK(twice->statement.text == "b");
  CHECK(twice->statement.field("title") == "B");
  CHECK(twice->warnings ==
        Warnings{"'title' comes twice: the last counts", "'text' comes twice: the last counts"});
  CHECK(read(R"({"text":"a","lang":"en","language":null})")->statement.fields.empty());
  CHECK(reason(R"({"text":"a","text":1})") == "'text' is no string");
  CHECK(read(R"({"text":1,"text":"a"})")->statement.text == "a");
}

TEST_CASE("an empty line is no object", "[json_lines]") {
  const auto take = [](std::string_view, RecordValue&&) {};
  CHECK(JsonObjectParser().parse("", 0, take) == "no JSON object");
  CHECK_FALSE(JsonObjectParser().parse("{}", 0, take));
}

TEST_CASE("a record without text is no statement, and says why", "[json_lines]") {
  CHECK(reason("{}") == "no 'text'");
  CHECK(reason(R"({"title":"T"})") == "no 'text'; it has: title");
  CHECK(reason(R"({"a~/b":{"x":"y","c":{"d":"long"}}})") ==
        "no 'text'; it has: a~/b; --map text=/a~0~1b/c/d takes it from there");
  CHECK(reason(R"({"text":null})") == "no 'text'");
  CHECK(reason(R"({"text":12})") == "'text' is no string");
  CHECK(reason(R"({"text":["a"]})") == "'text' is no string");
  CHECK(reason(R"({"text":{"a":"b"}})") == "'text' is no string");
  CHECK(reason(R"({"text":""})") == "no text");
  CHECK(reason(R"({"text":" \n\u00a0\u3000\r"})") == "no text");
  CHECK(reason(R"({"text":"a\u0000b"})") == "not text: it holds NULs");
}

TEST_CASE("escapes mean what JSON says", "[json_lines]") {
  CHECK(read(R"({"text":"\"\\\/\b\f\n\t\u00e9\u4e2d\ud83d\ude00\uD83D\uDE00é中😀"})")
            ->statement.text == "\"\\/\b\f\n\té中😀😀é中😀");
  CHECK(read(R"({"te\u0078t":"a\u000d\u000ab\rc\r\r\nd\n\r"})")->statement.text ==
        "a\nb\nc\n\nd\n\n");
}

TEST_CASE("half characters are replaced with a warning that counts them", "[json_lines]") {
  const auto one = read(R"({"text":"a\ud83db"})");
  CHECK(one->statement.text == "a\ufffdb");
  CHECK(one->warnings == Warnings{"1 half character replaced"});
  const auto four = read(R"({"text":"\ude00\ud83d\ud83d\ude00\ud83d\n","title":["\udfff"]})");
  CHECK(four->statement.text == "\ufffd\ufffd😀\ufffd\n");
  CHECK(four->warnings == Warnings{"4 half characters replaced"});
}

TEST_CASE("a line that is not one JSON object is no statement, and says why", "[json_lines]") {
  struct Row {
    const char* line;
    const char* reason;
  };
  const auto row = GENERATE(values<Row>({
      {"[]", "no JSON object"},
      {R"("text")", "no JSON object"},
      {"null", "no JSON object"},
      {"Mr. President", "no JSON object"},
      {"\xef\xbb\xbf{}", "no JSON object"},
      {"{", "broken JSON: the object is not closed, or something follows it"},
      {R"({"text":"t"} x)", "broken JSON: the object is not closed, or something follows it"},
      {R"({"text":"t"}{"text":"u"})", "broken JSON: something follows the object"},
      {R"({"text":"t"}})", "broken JSON: something follows the object"},
      {R"({"text":"t"},{"text":"u"})", "broken JSON: something follows the object"},
      {R"({"text":"t)", "broken JSON: a string is not closed"},
      {R"({"text":"t\"})", "broken JSON: a string is not closed"},
      {"{\"text\":\"a\tb\"}", "broken JSON: a control character in a string is not escaped"},
      {"{\"text\":\"a\rb\"}", "broken JSON: a control character in a string is not escaped"},
      {"{\"text\":\"caf\xe9\"}", "not UTF-8"},
      {"{\"text\":\"\xed\xa0\x80\"}", "not UTF-8"},
      {"{\"text\":\"\xc0\xaf\"}", "not UTF-8"},
      {R"({"text" "t"})", "broken JSON near byte 1"},
      {R"({"text":"t" "title":"x"})", "broken JSON near byte 12"},
      {R"({"text":"t","x":tru})", "broken JSON near byte 17"},
      {R"({"text":"\x"})", "broken JSON near byte 9"},
      {R"({"text":})", "broken JSON near byte 7"},
  }));
  CAPTURE(row.line);
  CHECK(reason(row.line) == row.reason);
  CHECK(reason(row.line + std::string("\n")) == row.reason);
}

TEST_CASE("JSON that is broken anywhere is refused, also in what is left out", "[json_lines]") {
  const std::string broken = GENERATE(
      as<std::string>(), "", "tru", "True", "nulll", "nan", "01", "-", "+1", ".5", "1.", "1e",
      "1e+", "0x1", "1_0", "1 2", "--1", "'a'", "a", "\"a\":1", "\"a\" \"b\"", "\"a\"b",
      "true\"a\"", "[", "]", "[1,]", "[,1]", "[1 2]", "[1:2]", "[\"a\":1]", "[1}", "{1:2}",
      "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\":1 \"b\":2}", "{\"a\":[}", "{\"a\":1]",
      "{\"a\":\"\\x\"}", "}{", "\"\\u12g4\"", "\"\\u12\"", "\"\\ud83d\\u\"", "1,", ",",
      "{\"\\a\":1}", "[\"\\'\"]", "\x01", "\x0b", "/**/1", "\xc2\xa0");
  CAPTURE(broken);
  const std::string line = R"({"text":"t","x":)" + broken + "}";
  CHECK_THAT(reason(line), Catch::StartsWith("broken JSON"));
  CHECK_FALSE(is_json_lines_content(line));
  CHECK_THAT(reason(R"({"text":"t","x":[0,)" + broken + "]}"), Catch::StartsWith("broken JSON"));
}

TEST_CASE("nesting and the number of members are bounded", "[json_lines]") {
  const auto nested = [](std::size_t depth) {
    return R"({"text":"t","x":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  CHECK(read(nested(63)));
  CHECK(reason(nested(64)) == "nested deeper than 64");
  CHECK(reason(nested(1'000'000)) == "nested deeper than 64");
  std::string line = R"({"text":"t")";
  for (int count = 1; count < 1000; ++count) line += ",\"x\":1";
  CHECK(read(line + "}"));
  CHECK(reason(line + ",\"x\":1}") == "more than 1000 members");
}

TEST_CASE("a bad line never loses its neighbours, and blank lines are no records", "[json_lines]") {
  const std::string bad =
      GENERATE(as<std::string>(), "{", "}", "\"", "{\"text\":\"", "\\", "[[[[", "\xff", "x",
               std::string("\0", 1), "{\"text\":\"a\\", "{\"text\":\"a\"}}}", "{\"x\":[{\"y\":[");
  CAPTURE(bad);
  const auto records =
      read_all("\n{\"text\":\"before\"}\r\n \t\r\n" + bad + "\n{\"text\":\"after\"}");
  REQUIRE(records.size() == 3);
  CHECK(records[0].line == 2);
  CHECK(records[0].number == 1);
  CHECK(records[0].statement->statement.text == "before");
  CHECK(records[1].line == 4);
  CHECK(records[1].number == 2);
  CHECK_FALSE(records[1].statement);
  CHECK(records[2].line == 5);
  CHECK(records[2].number == 3);
  CHECK(records[2].statement->statement.text == "after");
}

TEST_CASE("a line too long to be held is a record with a reason", "[json_lines]") {
  LineChunk chunk;
  chunk.first_line = 12;
  chunk.first_record = 7;
  chunk.is_too_long = true;
  JsonLinesReader(no_names).read(chunk, [](const ReadRecord& record) {
    CHECK(record.line == 12);
    CHECK(record.number == 7);
    CHECK(record.statement.error() == "longer than 64 MiB");
  });
}

TEST_CASE("a reader goes on after a very long record", "[json_lines]") {
  const std::string text(9U << 20U, 'x');
  const auto records =
      read_all("{\"text\":\"" + text + "\"}\n{\"text\":\"b\"}\n{\"text\":\"" + text + "\"}");
  REQUIRE(records.size() == 3);
  CHECK(records[0].statement->statement.text == text);
  CHECK(records[1].statement->statement.text == "b");
  CHECK(records[2].statement->statement.text == text);
}

TEST_CASE("JSON Lines whose lines end in CR alone is refused with that reason", "[json_lines]") {
  const auto records = read_all("{\"text\":\"a\"}\r{\"text\":\"b\"}\r");
  REQUIRE(records.size() == 1);
  CHECK_THAT(records[0].statement.error(), Catch::Contains("CR alone"));
  CHECK(read_all("{\"text\":\r\"a\"}\r\n")[0].statement);
}

TEST_CASE("JSON Lines is known by a first line that is a whole object", "[json_lines]") {
  CHECK(is_json_lines_content("{\"text\":\"a\"}\nwhatever"));
  CHECK(is_json_lines_content("\xef\xbb\xbf\r\n \n\t{} \r\n"));
  CHECK(is_json_lines_content("{\"a\":[{}]}"));
  CHECK_FALSE(is_json_lines_content(""));
  CHECK_FALSE(is_json_lines_content("\n\n"));
  CHECK_FALSE(is_json_lines_content("{\n\"text\":\"a\"}\n"));
  CHECK_FALSE(is_json_lines_content("{\"text\":\"a\"},\n"));
  CHECK_FALSE(is_json_lines_content("[{\"text\":\"a\"}]\n"));
  CHECK_FALSE(is_json_lines_content("x {\"text\":\"a\"}\n"));
  CHECK_FALSE(is_json_lines_content("{\\rtf1 x}"));
  CHECK_FALSE(is_json_lines_content("{Statement by the Minister}\n"));
}
