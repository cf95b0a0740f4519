// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <exception>
#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "searcher/search.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/effort.hpp"
#include "tests/support/pipeline_run.hpp"
#include "tests/support/temporary_folder.hpp"

// Readers beside a writer: no error, and each answer is of one committed state.

using namespace demarche;
using Arguments = std::vector<std::string>;

namespace {

const std::string indexer = BINARY_DIR "/indexer/indexer";
const std::string searcher = BINARY_DIR "/searcher/searcher";

constexpr int parts = 12;

/// A folder whose files all say in which state it is, and its index.
class Ledger {
public:
  /// Writes a state, and commits it in place, or by a rebuild.
  void commit(int state, bool rebuild) {
    started_ = state;
    for (int part = 0; part < parts; ++part) {
      const std::string name = fmt::format("files/{}.txt", part);
      folder_.write(name, fmt::format("State {} of part {}.\n", state, part));
      test::set_time(folder_.path_of(name), 1'600'000'000 + state);
    }
    Arguments arguments = {"-q", "--db", index, folder_.path_of("files")};
    if (rebuild) arguments.emplace_back("--rebuild");
    const auto result = test::run(indexer, arguments);
    if (result.exit_code != 0) fail("the writer: " + result.err);
    done_ = state;
  }

  /// Checks what `read` gives, the texts of an answer. The state of one that was opened before
  /// may be as old as `oldest`, which becomes the answer's.
  void check(const std::string& who, const std::function<std::vector<std::string>()>& read,
             int* oldest = nullptr) {
    const int before = oldest != nullptr ? *oldest : done_.load();
    try {
      const std::vector<std::string> texts = read();
      const int after = started_;
      const std::set<std::string> different(texts.begin(), texts.end());
      std::set<int> states;
      for (const std::string& text : different) states.insert(std::stoi(text.substr(6)));
      ++answers_;
      if (different.size() != parts) fail(fmt::format("{}: {} parts", who, different.size()));
      if (states.size() != 1)
        fail(fmt::format("{}: {} states in one answer", who, states.size()));
      else if (*states.begin() < before || *states.begin() > after)
        fail(fmt::format("{}: state {} between {} and {}", who, *states.begin(), before, after));
      else if (oldest != nullptr)
        *oldest = *states.begin();
    } catch (const std::exception& error) {
      fail(who + ": " + error.what());
    }
  }

  void fail(const std::string& what) {
    const std::lock_guard lock(mutex_);
    if (failures_.size() < 10) failures_.push_back(what);
  }
  const std::vector<std::string>& failures() const { return failures_; }
  int answers() const { return answers_; }

private:
  test::TemporaryFolder folder_;
  std::atomic<int> started_{0}, done_{0}, answers_{0};
  std::mutex mutex_;
  std::vector<std::string> failures_;

public:
  const std::string index = folder_.path_of("index");
};

/// What a searcher of its own says all parts say.
std::vector<std::string> asked_program(const std::string& index) {
  const auto result = test::run(searcher, {"--db", index, "-n", "0", "-f", "json", "state"});
  if (result.exit_code != 0 || result.err != "") throw std::runtime_error(result.err);
  const auto answer = nlohmann::json::parse(result.out);
  std::vector<std::string> texts;
  for (const auto& hit : answer.at("hits"))
    texts.push_back(hit.at("snippet").at("text").get<std::string>());
  if (answer.at("total") != texts.size()) throw std::runtime_error("another total");
  return texts;
}

/// The same of an index that stays open from commit to commit, as in a batch.
std::vector<std::string> asked_index(StatementIndex& index) {
  SearcherOptions options;
  options.query = "state";
  options.limit = 0;
  std::vector<std::string> texts;
  for (const Hit& hit : search(index, options, {true, true}).hits)
    texts.push_back(hit.snippet.text);
  return texts;
}

}  // namespace

TEST_CASE("readers beside a writer see one committed state each, and no error",
          "[reliability][readers][soak][long]") {
  test::Effort commits("commits raced", 8);
  Ledger ledger;
  ledger.commit(1, false);
  std::atomic<bool> stop{false};
  std::vector<std::thread> readers;
  const auto start = [&](const std::function<void()>& body) {
    readers.emplace_back([&stop, body] {
      while (!stop) body();
    });
  };
  start([&] { ledger.check("searcher", [&] { return asked_program(ledger.index); }); });
  readers.emplace_back([&] {
    StatementIndex index({ledger.index});
    for (int i = 0, oldest = 0; !stop; ++i) {
      if (i % 100 == 0) index.reopen();
      ledger.check(
          "open index", [&] { return asked_index(index); }, &oldest);
    }
  });
  start([&] {
    for (const char* command : {"--check", "--stats"}) {
      const auto result = test::run(indexer, {"--db", ledger.index, command});
      if (result.exit_code != 0) ledger.fail(std::string(command) + ": " + result.err);
    }
  });
  for (int state = 2; commits.goes_on(); ++state) ledger.commit(state, state % 5 == 0);
  stop = true;
  for (std::thread& reader : readers) reader.join();
  for (const std::string& failure : ledger.failures()) FAIL_CHECK(failure);
  CHECK(ledger.answers() > 20);
  fmt::print("reliability: {} answers beside a writer\n", ledger.answers());
}

TEST_CASE("an answer of two states would be seen", "[reliability][readers][control]") {
  Ledger ledger;
  ledger.commit(1, false);
  std::vector<std::string> texts = asked_program(ledger.index);
  ledger.check("reader", [&] { return texts; });
  CHECK(ledger.failures().empty());
  texts.front().replace(6, 1, "2");
  ledger.check("reader", [&] { return texts; });
  CHECK(ledger.failures().size() == 1);
  ledger.check("reader", [&] { return std::vector<std::string>(parts, "State 1"); });
  CHECK(ledger.failures().size() == 2);
}

TEST_CASE("of several writers one works, and the others wait or are told",
          "[reliability][readers][soak][long]") {
  test::Effort rounds("rounds of several writers", 3);
  while (rounds.goes_on()) {
    const test::TemporaryFolder folder;
    const std::string index = folder.path_of("index");
    constexpr int writers = 6;
    std::vector<test::ChildResult> results(writers);
    std::vector<std::thread> threads;
    for (int i = 0; i < writers; ++i) {
      const std::string source = fmt::format("source{}", i);
      for (int file = 0; file < 20; ++file)
        folder.write(fmt::format("{}/{}-{}.txt", source, i, file),
                     fmt::format("Writer{} wrote number {}.\n", i, file));
      threads.emplace_back([&results, &folder, index, source, i] {
        Arguments arguments = {"--db", index, folder.path_of(source)};
        if (i % 2 == 0) arguments.emplace_back("--wait=120");
        results[static_cast<std::size_t>(i)] = test::run(indexer, arguments);
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (int i = 0; i < writers; ++i) {
      const auto& result = results[static_cast<std::size_t>(i)];
      INFO("writer " << i << ": " << result.err);
      if (i % 2 == 0) CHECK(result.exit_code == 0);
      CHECK((result.exit_code == 0 || result.exit_code == 75));
      for (const char* word : {"delete", "remove the", "stale"})
        CHECK(result.err.find(word) == std::string::npos);
      if (result.exit_code == 75)
        CHECK_THAT(result.err, Catch::Contains("another indexer is writing the index"));
      const auto found = test::run(searcher, {"--db", index, "-c", fmt::format("writer{}", i)});
      CHECK(found.out == (result.exit_code == 0 ? "20\n" : "0\n"));
    }
    CHECK(test::run(indexer, {"--db", index, "--check"}).exit_code == 0);
  }
}
