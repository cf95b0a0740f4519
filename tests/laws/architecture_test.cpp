// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/archive.hpp"

using namespace demarche;

namespace {

struct Include {
  std::string file;    ///< relative to the source folder
  std::string target;  ///< as written, without quotes or brackets
};

std::vector<Include> includes_of(const std::string& file, const std::string& source) {
  std::vector<Include> includes;
  std::istringstream lines(source);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("#include ") || line.size() < 12) continue;
    const std::size_t end = line.find_first_of(">\"", 10);
    includes.push_back({file, line.substr(10, end - 10)});
  }
  return includes;
}

std::vector<Include> includes_below(const std::string& room) {
  std::vector<Include> all;
  const std::string root = SOURCE_DIR "/";
  for (const std::string& file : test::files_below(root + room)) {
    if (!file.ends_with(".cpp") && !file.ends_with(".hpp")) continue;
    for (Include& include : includes_of(file.substr(root.size()), test::read_bytes(file)))
      all.push_back(std::move(include));
  }
  return all;
}

/// The includes of `room` that lead into one of `forbidden`.
std::vector<std::string> trespasses(const std::vector<Include>& includes,
                                    const std::vector<std::string>& forbidden) {
  std::vector<std::string> found;
  for (const Include& include : includes) {
    for (const std::string& room : forbidden) {
      if (include.target.starts_with(room)) found.push_back(include.file + " -> " + include.target);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("includes point one way: both programs stand on common, and not on each other",
          "[architecture]") {
  CHECK(trespasses(includes_below("common"), {"indexer/", "searcher/", "tests/"}).empty());
  CHECK(trespasses(includes_below("indexer"), {"searcher/", "tests/"}).empty());
  CHECK(trespasses(includes_below("searcher"), {"indexer/", "tests/"}).empty());
}

TEST_CASE("a wrong include would be seen", "[architecture][control]") {
  const auto includes = includes_of("common/x.cpp", "#include \"searcher/search.hpp\"\n");
  CHECK(trespasses(includes, {"indexer/", "searcher/"}).size() == 1);
}

TEST_CASE("Xapian, Boost and parsers of foreign forms are included only where they belong",
          "[architecture]") {
  const std::set<std::string> xapian = {"common/index/extent.cpp",
                                        "common/index/glass_cursor.cpp",
                                        "common/index/open_index.hpp",
                                        "common/index/position_list.cpp",
                                        "common/index/schema.cpp",
                                        "common/index/stamp.cpp",
                                        "common/index/xapian_errors.hpp",
                                        "common/text/stemmer.cpp",
                                        "indexer/index/building_writer.cpp",
                                        "indexer/index/compaction.cpp",
                                        "indexer/index/document_builder.cpp",
                                        "indexer/index/index_snapshot.cpp",
                                        "indexer/index/segment.cpp",
                                        "indexer/index/updating_writer.cpp",
                                        "indexer/index_check.cpp",
                                        "indexer/index_report.cpp",
                                        "indexer/merge.cpp",
                                        "searcher/excerpt/term_places.hpp",
                                        "searcher/history.cpp",
                                        "searcher/hit_maker.cpp",
                                        "searcher/location.cpp",
                                        "searcher/location.hpp",
                                        "searcher/one_state.hpp",
                                        "searcher/query/boolean_query.hpp",
                                        "searcher/query/compiler.hpp",
                                        "searcher/query/filter_query.hpp",
                                        "searcher/query/near_query.hpp",
                                        "searcher/query/position_work.hpp",
                                        "searcher/query/term_queries.cpp",
                                        "searcher/query/term_queries.hpp",
                                        "searcher/ranking/candidates.hpp",
                                        "searcher/ranking/listed.hpp",
                                        "searcher/ranking/near_documents.hpp",
                                        "searcher/ranking/own_positions.hpp",
                                        "searcher/ranking/own_postings.hpp",
                                        "searcher/ranking/ranking.cpp",
                                        "searcher/ranking/ranking.hpp",
                                        "searcher/ranking/slices.hpp",
                                        "searcher/ranking/word_query.hpp",
                                        "searcher/ranking/word_scan.hpp",
                                        "searcher/search.cpp",
                                        "searcher/statement_index.hpp",
                                        "searcher/suggestion/value_suggestion.cpp",
                                        "searcher/tally.hpp"};
  for (const char* room : {"common", "indexer", "searcher"}) {
    for (const Include& include : includes_below(room)) {
      INFO(include.file << " includes " << include.target);
      if (include.target == "xapian.h") CHECK(xapian.contains(include.file));
      if (include.target.starts_with("boost/"))
        CHECK(include.file.find("option") != std::string::npos);
      if (include.target == "yaml-cpp/yaml.h")
        CHECK(include.file == "indexer/readers/front_matter.cpp");
      if (include.target == "toml.hpp") CHECK(include.file == "indexer/config.cpp");
      if (include.target.starts_with("archive"))
        CHECK((include.file == "indexer/sources/archive_reader.cpp" ||
               include.file == "indexer/readers/office/package.cpp"));
      if (include.target == "zlib.h")
        CHECK((include.file == "indexer/sources/gzip_stream.cpp" ||
               include.file == "common/index/block_sums.cpp"));
      if (include.target == "simdjson.h")
        CHECK(include.file == "indexer/readers/records/json_object.cpp");
    }
  }
}
