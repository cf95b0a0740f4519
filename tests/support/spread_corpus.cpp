// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/spread_corpus.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <utility>

#include "common/text/analyzer.hpp"
#include "indexer/pipeline.hpp"
#include "searcher/search.hpp"
#include "searcher/statement_index.hpp"
#include "tests/support/archive.hpp"

namespace demarche::test {
namespace {

/// Words whose forms, spellings, accents and languages meet each other.
constexpr std::array<const char*, 24> words = {
    "note",       "notes",   "not",     "noted",     "cease-fire",  "ceasefire",
    "ceasefires", "river",   "rivers",  "WHO",       "who",         "settlement",
    "settle",     "accord",  "accords", "Türkiye",   "peace",       "peaceful",
    "relève",     "relever", "#talks",  "self-made", "negotiation", "negotiations"};
constexpr std::array<const char*, 4> languages = {"en", "fr", "es", "de"};

std::string made_text(std::mt19937& random) {
  std::string text;
  for (std::size_t i = 0, count = 2 + random() % 6; i < count; ++i)
    text += (i > 0 ? " " : "") + std::string(words[random() % words.size()]);
  return text;
}

/// Long enough ago to be trusted.
void set_old(const std::string& path) {
  const timespec times[2] = {{1'500'000'000, 0}, {1'500'000'000, 0}};
  REQUIRE(utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
}

void write_ties(const TemporaryFolder& folder) {
  std::mt19937 random(5);
  for (int i = 0; i < 300; ++i) {
    std::string header = fmt::format("Language: {}\n", languages[random() % languages.size()]);
    if (random() % 4 != 0)
      header += fmt::format("Date: 20{}-0{}-01\n", 20 + random() % 3, 1 + random() % 3);
    if (random() % 3 == 0) header += "Title: " + made_text(random) + "\n";
    header += fmt::format("Issuer: {}\n", random() % 2 == 0 ? "Tashmar" : "Verezan");
    header += fmt::format("Session: {}\n", i);  // no two are the same statement
    // Every third is as another one.
    const std::string text = i % 3 == 0 ? "the river settlement" : made_text(random);
    set_old(folder.write(fmt::format("{}/{}.txt", i % 7, i), header + "\n" + text));
  }
  std::string records;
  for (int i = 0; i < 100; ++i)
    records += fmt::format(R"({{"text": "{}", "year": "202{}", "session": {}}})"
                           "\n",
                           made_text(random), i % 4, i);
  set_old(folder.write("records.jsonl", records));
}

std::vector<std::string> words_in(const std::string& index_path) {
  StatementIndex index({index_path});
  SearcherOptions options;
  options.query = "NOT zzzz";
  options.limit = 0;
  std::vector<std::string> found;
  for (const Hit& hit : search(index, options, {true, true}).hits) {
    options.show_id = hit.statement.id;
    options.query.clear();
    const std::string text = show(index, options).hit.statement.text;
    analyze(text, 1, [&](const Token& token) {
      if (token.kind == TokenKind::word)
        found.push_back(text.substr(token.begin, token.end - token.begin));
    });
  }
  return found;
}

const std::vector<std::string>& special_queries() {
  static const std::vector<std::string> queries = {"cease-fire",
                                                   "ceasefire",
                                                   "cease fire",
                                                   "\"cease fire\"",
                                                   "WHO",
                                                   "who",
                                                   "WHO TALKS",
                                                   "title:note",
                                                   "title:river*",
                                                   "not*",
                                                   "set*",
                                                   "per*",
                                                   "rel*",
                                                   "negotiat* -river",
                                                   "issuer:t*",
                                                   "issuer:v* lang:e*",
                                                   "place:*a",
                                                   "NOT lang:en",
                                                   "note lang:fr",
                                                   "=note",
                                                   "date:2021",
                                                   "since:2021-02 river",
                                                   "until:2022 settlement",
                                                   "date:2021..2022 -lang:en",
                                                   "year:2021",
                                                   "river OR lang:de",
                                                   "river lang:fr lang:en",
                                                   "#talks",
                                                   "Turkiye",
                                                   "Türkiye",
                                                   "self-made",
                                                   "\"river set*\"",
                                                   "\"the river settlement\"",
                                                   "river settlement",
                                                   "NOT note",
                                                   "zzzz",
                                                   "zzzz OR river",
                                                   "\"settlement river\"~5",
                                                   "river NEAR/9 \"durable settlement\"",
                                                   "(cease-fire OR \"the river\") ADJ/20 set*",
                                                   "not NEAR/3 note",
                                                   "setlement OR verifiabel",
                                                   "(note OR river) -peace",
                                                   "the",
                                                   "de la",
                                                   "переговоры",
                                                   "停火",
                                                   "communiqué",
                                                   "communit*",
                                                   "лев*",
                                                   "title:(peace OR note)"};
  return queries;
}

}  // namespace

SpreadCorpus::SpreadCorpus(std::string source) : source_(std::move(source)) {
  REQUIRE(run_pipeline(options(whole())) == 0);
  for (unsigned number = 1; number <= shares; ++number) {
    IndexerOptions one = options(share(number));
    one.shard = IndexerOptions::Shard{number, shares};
    REQUIRE(run_pipeline(one) == 0);
  }
}

std::string SpreadCorpus::share(unsigned number) const {
  return folder_.path_of(fmt::format("share{}", number));
}

std::vector<std::string> SpreadCorpus::all_shares() const {
  std::vector<std::string> paths;
  for (unsigned number = 1; number <= shares; ++number) paths.push_back(share(number));
  return paths;
}

IndexerOptions SpreadCorpus::options(const std::string& index_path) const {
  IndexerOptions options;
  options.index_path = index_path;
  options.paths = {source_};
  options.quiet = true;
  options.progress = ColorChoice::never;
  return options;
}

const SpreadCorpus& spread_sample() {
  static const SpreadCorpus corpus(SOURCE_DIR "/corpus/statements");
  return corpus;
}

const SpreadCorpus& spread_ties() {
  static const TemporaryFolder folder;
  static const SpreadCorpus corpus = [] {
    write_ties(folder);
    return SpreadCorpus(folder.path());
  }();
  return corpus;
}

std::vector<SearcherOptions> every_kind_of_search(const std::string& index_path) {
  std::mt19937 random(11);
  const std::vector<std::string> known = words_in(index_path);
  const auto any_word = [&] { return known[random() % known.size()]; };
  const auto any_span = [&](std::size_t count) {
    const std::size_t first = random() % (known.size() - count);
    std::string span = known[first];
    for (std::size_t i = 1; i < count; ++i) span += " " + known[first + i];
    return span;
  };
  std::vector<std::string> queries = special_queries();
  for (int i = 0; i < 40; ++i) {
    queries.push_back(any_word());
    queries.push_back(any_word() + " " + any_word() + " " + any_word());
    queries.push_back('"' + any_span(2 + random() % 3) + '"');
    queries.push_back(any_word() + " OR " + any_word() + " -" + any_word());
    const std::string word = any_word();
    if (word.size() > 4) queries.push_back(word.substr(0, 4) + "* " + any_word());
  }
  constexpr std::array orders = {SortOrder::relevance, SortOrder::relevance, SortOrder::newest,
                                 SortOrder::oldest};
  constexpr std::array<std::size_t, 4> limits = {10, 0, 3, 1};
  std::vector<SearcherOptions> searches;
  for (const std::string& query : queries) {
    SearcherOptions options;
    options.query = query;
    options.sort = orders[random() % orders.size()];
    options.limit = limits[random() % limits.size()];
    options.offset = random() % 3 == 0 ? random() % 20 : 0;
    options.any = random() % 4 == 0;
    options.exact = random() % 8 == 0;
    searches.push_back(options);
  }
  return searches;
}

}  // namespace demarche::test
