// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/json_chunks.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "indexer/readers/records/json_lines.hpp"

using namespace demarche;
using nlohmann::json;

namespace {

const RecordNames no_names;

struct Seen {
  std::vector<std::string> records;  ///< `LINE#NUMBER text`, or a reason
  std::string failure;
  bool operator==(const Seen&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Seen& seen) {
  return out << fmt::format("{} / {}", fmt::join(seen.records, " | "), seen.failure);
}

Seen read(const std::string& bytes, std::size_t slice_bytes = 1U << 20U,
          std::size_t max_record_bytes = 1U << 20U) {
  JsonChunks chunks(
      std::make_unique<MemoryStream>(bytes),
      [](std::string_view key, bool is_string) { return is_string && no_names.is_text(key); },
      slice_bytes, max_record_bytes);
  JsonLinesReader reader(no_names);
  Seen seen;
  for (;;) {
    const auto chunk = chunks.next();
    if (!chunk) {
      seen.failure = chunk.error();
      CHECK_FALSE(*chunks.next());
    }
    if (!chunk || !*chunk) return seen;
    reader.read_values(**chunk, [&](ReadRecord&& record) {
      seen.records.push_back(fmt::format("{}#{} {}", record.line, record.number,
                                         record.statement ? record.statement->statement.text
                                                          : "(" + record.statement.error() + ")"));
    });
  }
}

using Records = std::vector<std::string>;

/// A random JSON value that may hold anything but records.
json random_value(std::mt19937& random, int depth) {
  static const std::vector<std::string> strings = {"", "a", "\"", "\\", "]}", "{[,", "\n", "水 "};
  const auto kind = random() % (depth > 3 ? 4 : 6);
  if (kind == 0) return nullptr;
  if (kind == 1) return static_cast<int>(random() % 1000) - 500;
  if (kind < 4) return strings[random() % strings.size()];
  json value = kind == 4 ? json::array() : json::object();
  for (auto count = random() % 4; count > 0; --count) {
    if (kind == 4)
      value.push_back(random_value(random, depth + 1));
    else
      value["k" + strings[random() % strings.size()]] = random_value(random, depth + 1);
  }
  return value;
}

}  // namespace

TEST_CASE("records are the items of an array, however it is laid out", "[json_chunks]") {
  const Records expected = {"1#1 one", "1#2 two"};
  CHECK(read(R"([{"text":"one"},{"text":"two"}])").records == expected);
  CHECK(read("\xef\xbb\xbf [ {\"text\":\"one\"} , {\"text\":\"two\"} ] \n").records == expected);
  CHECK(read("[\n  {\n    \"text\": \"one\"\n  },\n  {\n    \"text\": \"two\"\n  }\n]\n") ==
        Seen{{"2#1 one", "5#2 two"}, ""});
  CHECK(read("[]").records.empty());
  CHECK(read("[]").failure.empty());
  CHECK(read(R"([{"text":"\"]}\\","x":[[{"y":"}"}]]},{"text":"two"}])").records ==
        Records{"1#1 \"]}\\", "1#2 two"});
}

TEST_CASE("an object without a text gives the items of its arrays of objects", "[json_chunks]") {
  CHECK(read("{\"count\": 2, \"meta\": {\"data\": [{\"text\": \"no\"}]}, \"data\":\n"
             "[{\"text\":\"one\"},\n{\"text\":\"two\"}], \"next\": null}") ==
        Seen{{"2#1 one", "3#2 two"}, ""});
  CHECK(read(R"({"a":[{"text":"one"}],"b":[],"c":[1,[{}]],"d":[{"text":"two"}]})") ==
        Seen{{"1#1 one", "1#2 two"}, ""});
}

TEST_CASE("records are found in an object's object, as search engines give them", "[json_chunks]") {
  const std::string solr =
      R"({"responseHeader":{"status":0,"params":{"q":"*"}},"response":{"numFound":2,)"
      R"("docs":[{"text":"one"},{"text":"two"}],"start":0},"next":null})";
  for (const std::size_t slice : {1U, 7U, 10000U})
    CHECK(read(solr + "\n{\"text\":\"three\"}", slice) ==
          Seen{{"1#1 one", "1#2 two", "2#3 three"}, ""});
  CHECK(read(R"({"took":1,"_shards":{"total":1},"hits":{"total":{"value":1},)"
             R"("hits":[{"_id":"7","_source":{"title":"T","body":"one"}}]}})")
            .records ==
        Records{"1#1 (record 1: no 'text'; it has: _id, _source; --map text=/_source/body takes it "
                "from there)"});
  CHECK(read(R"({"a":{"docs":[{"text":"one"},{"text":)").failure ==
        "line 1: the file ends within the record that begins here");
  CHECK(read(R"({"a":{"docs":[{"text":"one"}])").failure ==
        "line 1: the file ends within an object");
}

TEST_CASE("a post with links is one record, and is told where its text stands", "[json_chunks]") {
  CHECK(read(R"({"id":1,"title":{"rendered":"T"},"content":{"rendered":"<p>one</p>","protected":)"
             R"(false},"_links":{"self":[{"href":"x"}],"up":[{"href":"y"}]}})")
            .records == Records{"1#1 (record 1: no 'text'; it has: id, title, content, _links; "
                                "--map text=/content/rendered takes it from there)"});
}

TEST_CASE("an object with a text is one record, whatever else it has", "[json_chunks]") {
  CHECK(read(R"({"links":[{"text":"no"}],"text":"yes"})") == Seen{{"1#1 yes"}, ""});
  CHECK(read(R"({"links":[{"text":"no"}],"Full Text":"yes"})").records == Records{"1#1 yes"});
  CHECK(read(R"({"content":[{"text":"one"}]})").records == Records{"1#1 one"});
  CHECK(read(R"({"title":"x","tags":["y"]})").records ==
        Records{"1#1 (record 1: no 'text'; it has: title, tags)"});
}

TEST_CASE("values may follow one another, as in JSON Lines", "[json_chunks]") {
  CHECK(read("{\"text\":\"one\"}\n{\"text\":\"two\"}{\"text\":\"three\"}\n[{\"text\":\"four\"}]") ==
        Seen{{"1#1 one", "2#2 two", "2#3 three", "3#4 four"}, ""});
}

TEST_CASE("a record that is broken is named by its line, and the others are read",
          "[json_chunks]") {
  CHECK(
      read("[{\"text\":\"one\"},\n{\"text\":nothing},\n3, \"x\", [],\n{\"text\":\"two\"}]") ==
      Seen{{"1#1 one", "2#2 (record 2: broken JSON near byte 9)", "3#3 (record 3: no JSON object)",
            "3#4 (record 4: no JSON object)", "3#5 (record 5: no JSON object)", "4#6 two"},
           ""});
}

TEST_CASE("where brackets or quotes are broken, the next line that begins a record is it",
          "[json_chunks]") {
  const std::size_t slice = GENERATE(1U, 7U, 1000U);
  const std::string broken =
      GENERATE(as<std::string>(), "{\"text\": \"x},", "{\"text\": \"x\"],", "{\"text\": [1},",
               "{\"text\": \"x\",", "{\"text\": \"x\n y},", "{\n \"text\": {\n \"a\": 1\n },");
  const auto lines = std::count(broken.begin(), broken.end(), '\n');
  for (const std::string indent : {"", "  ", "\t"}) {
    CAPTURE(broken, indent, slice);
    const Seen seen =
        read("[\n" + indent + "{\"text\": \"one\"},\n" + indent + broken + "\n" + indent +
                 "{\"text\": \"two\"},\n" + indent + "{\"text\": \"three\"}\n]",
             slice);
    REQUIRE(seen.records.size() == 4);
    CHECK(seen.records[0] == "2#1 one");
    CHECK_THAT(seen.records[1], Catch::StartsWith("3#2 ("));
    CHECK(seen.records[2] == fmt::format("{}#3 two", 4 + lines));
    CHECK(seen.records[3] == fmt::format("{}#4 three", 5 + lines));
    CHECK(seen.failure.empty());
  }
}

TEST_CASE("what can't be told apart ends the file, with the line", "[json_chunks]") {
  CHECK(read(R"([{"text":"one"},{"text":[1},{"text":"two"}])") ==
        Seen{{"1#1 one"}, "line 1: the brackets of the record that begins here do not match"});
  CHECK(read("[{\"text\":\"one\"},\n\n{\"text\":\"tw") ==
        Seen{{"1#1 one"}, "line 3: the file ends within the record that begins here"});
  CHECK(read("[{\"text\":\"one\"},\n") ==
        Seen{{"1#1 one"}, "line 2: the file ends within an array"});
  CHECK(read("[{\"text\":\"one\"}\n{}]") == Seen{{"1#1 one"}, "line 2: a comma or ] is missing"});
  CHECK(read("[{\"text\":\"one\"}}") == Seen{{"1#1 one"}, "line 1: a comma or ] is missing"});
  CHECK(read("[,]").failure == "line 1: a record is missing");
  CHECK(read("{\"a\":[{\"text\":\"one\"}]") ==
        Seen{{"1#1 one"}, "line 1: the file ends within an object"});
  CHECK(read("{\"a\":[{\"text\":\"one\"}],x}") ==
        Seen{{"1#1 one"}, "line 1: a member of the object is broken"});
  CHECK(read("{\"text\":\"one\"} x") ==
        Seen{{"1#1 one"}, "line 1: no JSON array or object begins here"});
  CHECK(read("").failure == "line 1: no JSON in it");
  CHECK(read(std::string("\xff\xfe[\0", 4)).failure == "line 1: not UTF-8, in which JSON is");
}

TEST_CASE("a record too long to be held is passed over", "[json_chunks]") {
  const std::string text(5000, 'x');
  for (const std::size_t slice : {7U, 1000U, 100000U}) {
    CHECK(read("[{\"text\":\"one\"},\n{\"text\":\"" + text + "\"},{\"text\":\"two\"}]", slice, 1000)
              .records == Records{"1#1 one", "2#2 (longer than 64 MiB)", "2#3 two"});
    // An object that is too long to be a record is looked into.
    CHECK(read("{\"a\":[{\"text\":\"one\"}],\"b\":\"" + text + "\",\"c\":[{\"text\":\"two\"}]}",
               slice, 1000) == Seen{{"1#1 one", "1#2 two"}, ""});
  }
}

TEST_CASE("records do not depend on the slices, and are those that another library reads",
          "[json_chunks][law]") {
  std::mt19937 random(1815);
  for (int round = 0; round < 300; ++round) {
    json list = json::array();
    for (auto count = random() % 6; count > 0; --count) {
      json record = {{"text", fmt::format("t{}", random() % 100)}};
      for (auto members = random() % 4; members > 0; --members)
        record[fmt::format("m{}", members)] = random_value(random, 0);
      list.push_back(std::move(record));
    }
    const bool is_wrapped = !list.empty() && random() % 2 == 0;
    const json whole = is_wrapped ? json{{"a", random_value(random, 9)}, {"data", list}} : list;
    const std::string bytes = whole.dump(random() % 2 == 0 ? -1 : 2);
    Records expected;
    for (std::size_t at = 0; at < list.size(); ++at)
      expected.push_back(fmt::format("#{} {}", at + 1, list[at]["text"].get<std::string>()));
    for (const std::size_t slice : {1U, 2U, 5U, 64U, 1U << 20U}) {
      CAPTURE(bytes, slice);
      Seen seen = read(bytes, slice);
      CHECK(seen == read(bytes));
      for (std::string& record : seen.records) record.erase(0, record.find('#'));
      CHECK(seen == Seen{expected, ""});
    }
  }
}

TEST_CASE("records that do not end cost no more than reading the file a few times",
          "[json_chunks][long]") {
  std::string bytes = "[\n";
  for (int i = 0; i < 200'000; ++i) bytes += "{\n";
  const Seen seen = read(bytes, 1U << 16U, 1U << 16U);
  CHECK_FALSE(seen.failure.empty());
}
