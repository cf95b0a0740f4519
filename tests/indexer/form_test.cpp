// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/form.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace demarche;

namespace {

/// The first member of a ZIP archive, as its bytes begin.
std::string zip_beginning(const std::string& first_member, const std::string& content) {
  const auto length = static_cast<char>(first_member.size());
  return std::string("PK\3\4") + std::string(22, '\0') + length + std::string(3, '\0') +
         first_member + content;
}

std::optional<Form> in_parts(std::string_view name, const std::string& beginning,
                             std::optional<Form> asked = {}) {
  return form_in_parts(name, asked, [&] { return beginning; });
}

std::string tar_beginning() { return std::string(257, 'x') + "ustar  "; }

}  // namespace

TEST_CASE("a file's form is told by its name and its content", "[form]") {
  struct Row {
    const char* name;
    std::string content;
    Form form;
  };
  const auto row = GENERATE(values<Row>({
      {"a.txt", "Text.", Form::text},
      {"a.md", "", Form::text},
      {"Statement No. 5", "Text.", Form::text},
      {"a.pdf/b", "Text.", Form::text},
      {"a.html", "Text.", Form::html},
      {"A.HTM", "", Form::html},
      {"a.txt", " \n<!DOCTYPE HTML>", Form::html},
      {"page", "\xef\xbb\xbf<html lang=en>", Form::html},
      {"a.txt", "<htmlx>", Form::text},
      {"a.txt", "<?xml version='1.0'?>\n<!-- x -->\n<TEI xmlns='x'>", Form::tei},
      {"a", "\xef\xbb\xbf<!DOCTYPE TEI.2 [ <!ENTITY a 'b'> ]>\n<TEI.2>", Form::tei},
      {"a", "<t:teiCorpus>", Form::tei},
      {"a.txt", "<?xml version='1.0'?>\n<note>TEI</note>", Form::text},
      {"a.txt", "<?xml", Form::text},
      {"a.txt", "<TEIX>", Form::text},
      {"a.txt", "Received: by x\r\n\tand y\r\nFrom: A <a@b.example>\r\nMessage-ID: <1@b>\r\n\r\nx",
       Form::mail},
      {"a", "From: a@b.example\nSubject: x\nDate: Fri, 3 Feb 2023 23:30:00 +0000\n\nx", Form::mail},
      {"a.txt", "Title: x\nFrom: Verezan\nDate: 2023-02-03\n\nx", Form::text},
      {"a.txt", "From: a@b.example\nDate: Fri, 3 Feb 2023 23:30:00 +0000\n\nx", Form::text},
      {"a.txt", "From: a@b.example\nDate: 1:00\nTo: b\nA line of prose.\n\nx", Form::text},
      {"a.txt", "\nFrom - Sun Jan  4 01:05:34 2026\nSubject: x\n", Form::mbox},
      {"a.txt", "From Sunday on the gate is shut.\n", Form::text},
      {"a.eml", "x", Form::mail},
      {"a.pdf", "%PDF-1.7", Form::pdf},
      {"a.txt", "%PDF-1.7", Form::pdf},
      {"a.zip", "%PDF-1.7", Form::pdf},
      {"a", "{\"text\":\"x\"}\n", Form::json_lines},
      {"a.csv", "{\"text\":\"x\"}\n", Form::csv},
      {"a.docx", zip_beginning("[Content_Types].xml", "... word/document.xml"), Form::docx},
      {"a.zip", zip_beginning("word/document.xml", ""), Form::docx},
      {"a.docx", zip_beginning("x", ""), Form::docx},
      {"a", zip_beginning("mimetype", "application/epub+zip"), Form::epub},
      {"a.odt", zip_beginning("mimetype", "application/vnd.oasis.opendocument.textPK"), Form::odt},
      {"a.zip", zip_beginning("a.docx", "[Content_Types].xml word/"), Form::archive},
      {"a", zip_beginning("x.txt", ""), Form::archive},
      {"a.vsdx", zip_beginning("[Content_Types].xml", "visio/document.xml"), Form::archive},
      {"a", tar_beginning(), Form::archive},
      {"a.tgz", "\x1f\x8b\x08", Form::archive},
      {"a", "BZh91AY", Form::archive},
      {"a.zip", "Text.", Form::archive},
  }));
  CAPTURE(row.name, row.content);
  const auto form = form_of(row.name, row.content);
  REQUIRE(form);
  CHECK(*form == row.form);
}

TEST_CASE("what is not read is refused by its name or its content", "[form]") {
  struct Row {
    const char* name;
    std::string content;
    const char* reason;
  };
  const auto row = GENERATE(values<Row>({
      {"a.jpeg", "", "a picture is not read by this version"},
      {"a.MP4", "", "a film is not read by this version"},
      {"b/a.xlsx", "", "Excel is not read by this version"},
      {"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
       "an old or encrypted Office document is not read by this version"},
      {"a.txt", "{\\rtf1 x}", "RTF is not read; convert it, as with 'soffice --convert-to docx'"},
      {"a.doc", "x", "Word 97 is not read; convert it, as with 'soffice --convert-to docx'"},
      {"a.txt", "\x89PNG", "a picture is not read by this version"},
      {"a", zip_beginning("[Content_Types].xml", "xl/workbook.xml"),
       "Excel is not read by this version"},
      {"a", zip_beginning("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
       "another OpenDocument is not read by this version"},
      {"a.txt", "PK\x03\x04xyz", "a ZIP archive, whose name says text"},
      {"a.md", "\x1f\x8b\x08", "gzip, whose name says text"},
      {"a.pdf", "Text.", "named as PDF, but its content is not"},
      {"a.docx", "", "named as Word, but its content is not"},
  }));
  CAPTURE(row.name, row.content);
  CHECK(form_of(row.name, row.content).error() == row.reason);
}

TEST_CASE("what --input-format says must not contradict the content", "[form]") {
  CHECK(form_of("a.pdf", "Text.", Form::text) == Form::text);
  CHECK(form_of("a", "{\"text\":\"x\"}\n", Form::text) == Form::text);
  CHECK(form_of("a.txt", "<html>", Form::text) == Form::text);
  CHECK(form_of("a.jpeg", "Text.", Form::html) == Form::html);
  CHECK(form_of("a.bin", zip_beginning("x", ""), Form::docx) == Form::docx);
  CHECK(form_of("a.txt", "%PDF-1.7", Form::text).error() ==
        "it holds PDF, whatever --input-format says");
  CHECK(form_of("a.txt", "Text.", Form::pdf).error() == "not of the form that --input-format says");
}

TEST_CASE("records and archives are read in parts, and all else as a whole", "[form]") {
  CHECK(in_parts("a.jsonl", "") == Form::json_lines);
  CHECK(in_parts("b.txt/a.b.NDJSON", "") == Form::json_lines);
  CHECK(in_parts("a.CSV", "") == Form::csv);
  CHECK(in_parts("a.tab", "") == Form::tsv);
  CHECK(in_parts("a.json", "") == Form::json);
  CHECK(in_parts("a.mbox", "") == Form::mbox);
  CHECK_FALSE(in_parts("jsonl", ""));
  CHECK_FALSE(in_parts("a.jsonl/b", ""));
  CHECK_FALSE(in_parts("a.txt", tar_beginning()));
  CHECK_FALSE(in_parts("a.pdf", "%PDF-"));
  CHECK(in_parts("a.txt", "", Form::csv) == Form::csv);
  CHECK_FALSE(in_parts("a.csv", "", Form::text));
}

TEST_CASE("an archive is told by its name, and by its content under an unknown one", "[form]") {
  CHECK(in_parts("a.zip", zip_beginning("x", "")) == Form::archive);
  CHECK(in_parts("a.tar.gz", "") == Form::archive);
  CHECK(in_parts("a.gz", "\x1f\x8b\x08", Form::csv) == Form::archive);
  CHECK(in_parts("a.unknown", tar_beginning()) == Form::archive);
  CHECK_FALSE(in_parts("a.unknown", tar_beginning(), Form::text));
  CHECK_FALSE(in_parts("a.unknown", "Text."));
  // What is named so and is none is told by what it is.
  CHECK_FALSE(in_parts("a.zip", zip_beginning("word/document.xml", "")));
  CHECK_FALSE(in_parts("a.gz", "%PDF-1.7"));
  CHECK(in_parts("a.zip", "broken") == Form::archive);
}

TEST_CASE("a compressed file is named for what it holds", "[form]") {
  CHECK(without_compression("b.gz/a.txt.GZ") == "b.gz/a.txt");
  CHECK(without_compression("a.jsonl.zst") == "a.jsonl");
  CHECK(without_compression("a.tgz") == "a.tgz");
  CHECK(without_compression("a.txt") == "a.txt");
}
