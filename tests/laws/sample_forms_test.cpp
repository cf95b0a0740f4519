// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "searcher/search.hpp"
#include "searcher/statement_index.hpp"
#include "tests/support/sample_index.hpp"

using namespace demarche;

TEST_CASE("one folder of every form gives each statement by a phrase from its middle",
          "[laws][documents]") {
  struct Row {
    const char* phrase;
    const char* id;
    const char* title;
    const char* date;
  };
  const std::vector<Row> rows = {
      {"where a seal is gone", "2023/tribunal/order-on-the-keys.pdf", nullptr, "2023-12-06"},
      {"without envy and without interest", "2025/tamua/message-on-small-rivers.docx",
       "Message on the day of small rivers", "2025-03-22"},
      {"arrives at somebody else's shore", "2025/anoranza/remarks-ferry-museum.odt",
       "Remarks at the opening of the ferry museum", "2025-06-14"},
      {"never once had boots in the size", "2024/voms/handbook-for-observers.epub",
       "Handbook for new observers on the Sirün", "2024-09"},
      {"the nine o'clock boat leaves at ten", "2025/verezan/press-list-ferry-timetable.eml",
       "Ferry timetable – a correction", "2025-05-06"},
      {"Wadi Sunbul were their own", "2026/carvenia-press-list.mbox#2",
       "Correction: the observers' hats", "2026-03-05"},
      {"asks for two umbrellas", "2021/archive/papers-of-the-rounds.xml#d2",
       "2. Telegram From the Legation in Sølvhavn to the Foreign Office", "2021-03-15"},
      {"un puente no cambia nada", "2026/anoranza/declaracion-sobre-el-puente.html", nullptr,
       nullptr},
      {"keeps the tide tables as others", "2026/tamua/remarks-on-tide-tables-1990s.html",
       "Remarks on tide tables", "2026-05-05"},
      {"on the stamp is borrowed", "2026/registry/answers-to-deputies.json#2",
       "Answer to a deputy on the port", "2026-05-11"},
      {"though not yet by an island", "2024/tamua/remarks.jsonl.gz#1",
       "Remarks on taking the floor last", "2024-10-02"},
      {"Visitors may count the storeys", "tamua-hives-1", "Reply on the height of hives",
       "2026-03-09"},
      {"whoever keeps the gate", "2025/murjaniya/notes-on-eels.tar.zst!/note-on-eels.md",
       "Note on the migration of eels", "2025-05-06"},
      {"it was made for a lighthouse", "2026/registry/letters-on-lamps.zip!/school/answers.jsonl#1",
       "Answer on the humming lamp", "2026-04-09"},
      {"thirty-one pupils and", "2026/registry/letters-on-lamps.zip!/school/letter-on-lamps.txt",
       "Letter on the lamps of the school at Badamqapi", "2026-04-02"},
  };
  StatementIndex index({test::sample_index()});
  for (const Row& row : rows) {
    CAPTURE(row.phrase);
    SearcherOptions options;
    options.query = std::string("\"") + row.phrase + '"';
    const SearchResults results = search(index, options, {});
    REQUIRE(results.total == 1);
    const Statement& statement = results.hits.at(0).statement;
    CHECK(statement.id == row.id);
    if (row.title != nullptr) CHECK(statement.field("title") == row.title);
    if (row.date != nullptr) CHECK(statement.field("date") == row.date);
  }
}
