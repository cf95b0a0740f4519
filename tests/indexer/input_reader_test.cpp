// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/input_reader.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.hpp"

using namespace demarche;

TEST_CASE(
    "a file that has gone since it was found is told with its reason, and the next are read") {
  const test::TemporaryFolder folder;
  std::vector<SourceFile> files;
  for (const std::string name : {"gone.jsonl", "gone.txt", "gone.zip", "there.txt"})
    files.push_back({std::make_shared<const std::string>(folder.path()), name, {}, 0, 0});
  folder.write("there.txt", "On rivers.");
  std::vector<const SourceFile*> listed;
  for (const SourceFile& file : files) listed.push_back(&file);
  const CorpusOptions options;
  FieldSources fields(options);
  WorkerPool pool(GENERATE(1U, 3U));
  InputReader reader(pool, options, fields, listed);
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    const auto input = reader.next();
    REQUIRE((input && input->statement));
    CHECK(input->name() == files[i].name);
    CHECK(input->ends_file);
    REQUIRE_FALSE(*input->statement);
    CHECK(input->statement->error() == "No such file or directory");
  }
  const auto input = reader.next();
  REQUIRE((input && input->statement && *input->statement));
  CHECK((*input->statement)->statement.text == "On rivers.");
  while (const auto end = reader.next()) CHECK_FALSE(end->statement);
}
