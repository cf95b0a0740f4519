// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/pipeline_run.hpp"
#include "tests/support/zip_file.hpp"

using namespace demarche;

namespace {

/// An archive with a document of each form, by the programs that people have.
void make_documents(const test::Archive& archive) {
  const test::ChildResult made =
      test::run("/usr/bin/python3", {SOURCE_DIR "/corpus/make_documents.py", archive.source()});
  INFO(made.err);
  REQUIRE(made.exit_code == 0);
}

std::string copy_of(const std::string& sample) {
  return test::read_bytes(SOURCE_DIR "/corpus/statements/" + sample);
}

}  // namespace

TEST_CASE("a statement of any form is found by a phrase from its middle, with its fields",
          "[documents]") {
  test::Archive archive;
  make_documents(archive);
  archive.write("list.eml", copy_of("2025/verezan/press-list-ferry-timetable.eml"));
  archive.write("papers.xml", copy_of("2021/archive/papers-of-the-rounds.xml"));
  const test::RunResult result = run(archive);
  CHECK(result.code == 0);
  CHECK(result.reasons.empty());

  struct Row {
    const char* query;
    const char* id;
    std::map<std::string, std::string, std::less<>> fields;
  };
  const std::vector<Row> rows = {
      {"\"where a seal is gone the box may hold what it always held\"",
       "2023/tribunal/order-on-the-keys.pdf",
       {{"date", "2023-12-06"}, {"language", "en"}}},
      // Over a line's end that parts a word, over one page's end and over a column's.
      {"\"forty-one invoices for padlocks\"",
       "2023/tribunal/order-on-the-keys.pdf",
       {{"date", "2023-12-06"}, {"language", "en"}}},
      {"\"without envy and without interest\"",
       "2025/tamua/message-on-small-rivers.docx",
       {{"title", "Message on the day of small rivers"},
        {"date", "2025-03-22"},
        {"language", "en"}}},
      {"\"arrives at somebody else's shore\"",
       "2025/anoranza/remarks-ferry-museum.odt",
       {{"title", "Remarks at the opening of the ferry museum"},
        {"date", "2025-06-14"},
        {"language", "en"}}},
      {"\"never once had boots in the size\"",
       "2024/voms/handbook-for-observers.epub",
       {{"title", "Handbook for new observers on the Sirün"},
        {"date", "2024-09"},
        {"language", "en"}}},
      {"\"the nine o'clock boat leaves at ten\"",
       "list.eml",
       {{"title", "Ferry timetable – a correction"},
        {"date", "2025-05-06"},
        {"sender", "Press Office of the MoFA, Vərəzan"},
        {"message_id", "20250506.7@mofa.verezan.example"},
        {"language", "en"}}},
      {"\"asks for two umbrellas\"",
       "papers.xml#d2",
       {{"title", "2. Telegram From the Legation in Sølvhavn to the Foreign Office"},
        {"date", "2021-03-15"},
        {"place", "Sølvhavn"},
        {"speaker", "Layla ad-Durri"},
        {"recipient", "Foreign Office"},
        {"number", "2"},
        {"volume", "Papers of the Rounds, volume I: Small Matters"},
        {"language", "en"}}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(archive.find(row.query) == std::set<std::string>{row.id});
    const SearchResults results = archive.search(row.query);
    REQUIRE(results.hits.size() == 1);
    CHECK(results.hits[0].statement.fields == row.fields);
  }
  // What no reader saw as text: heads, page numbers, reference marks, quotations, page titles.
  for (const char* query : {"\"order no 5\"", "\"post office 1\"", "\"did it leave\"", "typist"}) {
    CAPTURE(query);
    CHECK(archive.find(query).empty());
  }
  CHECK(run(archive).outcome_of.at("papers.xml#d2") == "unchanged");
}

TEST_CASE("PDFs that are encrypted or scanned are skipped with that reason", "[documents]") {
  test::Archive archive;
  const test::ChildResult made =
      test::run("/usr/bin/python3",
                {"-c",
                 "import sys\n"
                 "from reportlab.lib.pdfencrypt import StandardEncryption\n"
                 "from reportlab.pdfgen.canvas import Canvas\n"
                 "def make(name, say, encrypt=None):\n"
                 "    canvas = Canvas(sys.argv[1] + '/' + name, encrypt=encrypt)\n"
                 "    say(canvas)\n"
                 "    canvas.save()\n"
                 "words = lambda canvas: canvas.drawString(72, 700, 'Of rivers and locks.')\n"
                 "make('locked.pdf', words, StandardEncryption('user', 'owner'))\n"
                 "make('not-to-be-copied.pdf', words, StandardEncryption('', 'owner', canCopy=0))\n"
                 "make('scan.pdf', lambda canvas: canvas.rect(72, 72, 300, 500, fill=1))\n",
                 archive.source()});
  INFO(made.err);
  REQUIRE(made.exit_code == 0);
  CHECK(run(archive).reasons == std::map<std::string, std::string>{
                                    {"locked.pdf", "the PDF is encrypted"},
                                    {"scan.pdf", "no text: its pages are scanned, or empty"}});
  CHECK(archive.find("\"rivers and locks\"") == std::set<std::string>{"not-to-be-copied.pdf"});
}

TEST_CASE("broken documents are reported and skipped, and the others are indexed", "[documents]") {
  test::Archive archive;
  make_documents(archive);
  const std::string pdf =
      test::read_bytes(archive.source() + "/2023/tribunal/order-on-the-keys.pdf");
  const std::string docx =
      test::read_bytes(archive.source() + "/2025/tamua/message-on-small-rivers.docx");
  std::string deep;
  for (int at = 0; at < 100'000; ++at) deep += "<w:p>";
  archive.write("bad/cut.pdf", pdf.substr(0, 400));
  archive.write("bad/cut.docx", docx.substr(0, docx.size() / 2));
  archive.write("bad/pdf.docx", pdf);
  archive.write("bad/docx.odt", docx);
  archive.write("bad/docx.pdf", docx);
  archive.write("bad/deep.docx", test::docx_file(deep));
  archive.write("bad/bomb.docx", test::docx_file(std::string(80U << 20U, ' ')));
  archive.write("bad/nul.xml", std::string("<TEI>\0</TEI>", 12));
  archive.write("bad/nul.eml", std::string(1000, '\0'));
  archive.write("bad/empty.epub", "");
  archive.write("bad/old.doc", "\xd0\xcf\x11\xe0");
  archive.write("bad/note.rtf", "{\\rtf1 x}");
  const test::RunResult result = run(archive);
  CHECK(result.code == 1);
  CHECK(result.reasons.size() == 10);
  // These are only misnamed.
  for (const char* const name : {"bad/pdf.docx", "bad/docx.pdf"})
    CHECK(result.outcomes.at(name) == "indexed");
  for (const auto& [name, reason] : result.reasons) {
    CAPTURE(name, reason);
    CHECK(name.starts_with("bad/"));
    CHECK(reason.size() > 5);
  }
  CHECK(result.reasons.at("bad/bomb.docx") == "unpacks to more than 64 MiB");
  CHECK(archive.count("NOT zzz") == 4);
}

TEST_CASE("the day on which a file was made dates a statement only where nothing else does",
          "[documents][pipeline]") {
  test::Archive archive;
  const test::Members made = {
      {"docProps/core.xml", "<p><dcterms:created>2024-05-03T00:00:00Z</dcterms:created></p>"}};
  const std::string words = "<w:p><w:r><w:t>Words.</w:t></w:r></w:p>";
  archive.write("note_2019.docx", test::docx_file(words, made));
  test::RunResult result = run(archive);
  CHECK_THAT(
      result.messages,
      Catch::Contains("warning: note_2019.docx: no date but 2024-05-03, which is that of its "
                      "file"));
  CHECK(archive.count("date:2024-05-03 date_source:file") == 1);

  IndexerOptions options = archive.indexer_options();
  options.name_pattern = "note_{year}.docx";
  result = run(archive, options);
  CHECK(result.messages.find("warning") == std::string::npos);
  CHECK(archive.count("date:2019") == 1);
  CHECK(archive.count("date:2024") == 0);
}
