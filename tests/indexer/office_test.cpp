// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>

#include "indexer/readers/office/docx.hpp"
#include "indexer/readers/office/epub.hpp"
#include "indexer/readers/office/odt.hpp"
#include "tests/support/zip_file.hpp"

using namespace demarche;
using test::docx_file;
using test::epub_file;
using test::odt_file;

TEST_CASE("DOCX gives the words that a reader sees", "[docx]") {
  struct Row {
    const char* body;
    const char* text;
  };
  const auto row = GENERATE(values<Row>({
      {"<w:p><w:r><w:t>A riv</w:t></w:r>\n  <w:r><w:t xml:space=\"preserve\">er </w:t></w:r>"
       "<w:r><w:t>flows</w:t></w:r></w:p><w:p><w:r><w:t>on</w:t></w:r></w:p>",
       "A river flows\n\non"},
      {"<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a b\nc"},
      {"<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>", "a\u2011b"},
      {"<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r>"
       "</w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>",
       "new"},
      {"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr>"
       "<w:vanish w:val=\"0\"/></w:rPr><w:t>shown</w:t></w:r></w:p>",
       "shown"},
      {"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t>7</w:t></w:r>"
       "</w:fldSimple><w:smartTag><w:r><w:t> Mervash</w:t></w:r></w:smartTag></w:p>",
       "7 Mervash"},
      {"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>gauge</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>340"
       "</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
       "gauge\n\n340"},
      {"<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r>"
       "</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>box</w:t>"
       "</w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>run</w:t>"
       "</w:r></w:p>",
       "run\n\nbox"},
  }));
  CHECK(read_docx(docx_file(row.body))->statement.text == row.text);
}

TEST_CASE("footnotes of DOCX come after the text, and headers not at all", "[docx]") {
  const auto read = read_docx(docx_file(
      "<w:p><w:r><w:t>said</w:t><w:footnoteReference w:id=\"2\"/><w:t> so</w:t></w:r></w:p>",
      {{"word/footnotes.xml",
        "<w:footnotes><w:footnote w:type=\"separator\"><w:p><w:r><w:t>line</w:t></w:r></w:p>"
        "</w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>The note.</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"},
       {"word/header1.xml", "<w:hdr><w:p><w:r><w:t>head</w:t></w:r></w:p></w:hdr>"}}));
  CHECK(read->statement.text == "said so\n\nThe note.");
}

TEST_CASE("the main part of DOCX is where the relationships say", "[docx]") {
  const std::string zip = test::zip_file(
      {{"_rels/.rels",
        "<Relationships><Relationship Type=\"x/officeDocument\" "
        "Target=\"/word/document2.xml\"/></Relationships>"},
       {"word/document2.xml",
        "<w:document><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>"}});
  CHECK(read_docx(zip)->statement.text == "x");
}

TEST_CASE("titles and dates of documents come from where they can be trusted", "[docx][odt]") {
  const auto docx = read_docx(docx_file(
      "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>On the gauge</w:t></w:r></w:p>",
      {{"docProps/core.xml",
        "<p><dc:title>Microsoft Word - x.doc</dc:title><dc:creator>typist"
        "</dc:creator><dcterms:created>2023-05-03T10:00:00Z</dcterms:created><dc:language>en-US</"
        "dc:language>"
        "</p>"}}));
  CHECK(docx->statement.fields == decltype(docx->statement.fields){{"title", "On the gauge"}});
  CHECK(docx->information ==
        decltype(docx->information){{"date", "2023-05-03"}, {"date_source", "file"}});
  const auto odt =
      read_odt(odt_file("<text:p>Mervash, 3 May 2023</text:p><text:p>Words.</text:p>",
                        {{"meta.xml",
                          "<m><office:meta><dc:title>On ferries</dc:title><meta:creation-date>"
                          "2024-01-01T00:00:00</meta:creation-date></office:meta></m>"}}));
  CHECK(odt->information ==
        decltype(odt->information){{"date", "2023-05-03"}, {"title", "On ferries"}});
}

TEST_CASE("ODT gives the words that a reader sees", "[odt]") {
  struct Row {
    const char* text_xml;
    const char* text;
  };
  const auto row = GENERATE(values<Row>({
      {"<text:h>Head</text:h><text:list><text:list-item><text:p>one</text:p></text:list-item>"
       "</text:list>",
       "Head\n\none"},
      {"<text:p>a<text:s text:c=\"3\"/>b<text:tab/>c<text:line-break/>d<text:span>e</text:span>"
       "</text:p>",
       "a b c\nde"},
      {"<text:tracked-changes><text:p>old</text:p></text:tracked-changes><text:p>new"
       "<office:annotation><text:p>remark</text:p></office:annotation>er</text:p>",
       "newer"},
      {"<text:p>said<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>"
       "The note.</text:p></text:note-body></text:note> so</text:p><text:p>on</text:p>",
       "said so\n\non\n\nThe note."},
      {"<text:p><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>run"
       "</text:p>",
       "run\n\nbox"},
  }));
  CHECK(read_odt(odt_file(row.text_xml))->statement.text == row.text);
}

TEST_CASE("EPUB gives its chapters in order, without the links to notes", "[epub]") {
  const auto read = read_epub(
      epub_file({"<h1>One</h1><p>A river<a epub:type=\"noteref\" href=\"#n\">1</a> flows.</p>"
                 "<aside epub:type=\"footnote\">A note.</aside>",
                 "<p>And&nbsp;on.</p><script>x</script>"},
                "<dc:title>On rivers</dc:title><dc:language>fr</dc:language>"
                "<dc:date>2023-05</dc:date><dc:creator>x</dc:creator>"));
  CHECK(read->statement.text == "One\n\nA river flows.\n\nA note.\n\nAnd\u00a0on.");
  CHECK(read->statement.fields.empty());
  CHECK(read->information == decltype(read->information){
                                 {"date", "2023-05"}, {"language", "fr"}, {"title", "On rivers"}});
  CHECK(read->warnings.empty());
}

TEST_CASE("documents that are broken, encrypted, empty or another form say so",
          "[docx][odt][epub]") {
  using namespace std::string_literals;
  const std::string old_word = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"s;
  CHECK(read_docx(old_word).error() == "a document of Word before 2007");
  CHECK(read_docx(old_word + "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0"s).error() ==
        "the document is encrypted");
  CHECK(read_docx(docx_file("<w:p/>")).error() == "no text");
  CHECK(read_docx(odt_file("<text:p>x</text:p>")).error() ==
        "no Word document: its main part is missing");
  CHECK_THAT(read_docx(docx_file("<w:p>")).error(), Catch::StartsWith("broken XML at line 1"));
  CHECK(read_odt(docx_file("<w:p/>")).error() == "no OpenDocument: content.xml is missing");
  CHECK(read_odt(odt_file("<text:p> </text:p>")).error() == "no text");
  CHECK(
      read_odt(odt_file("x", {{"META-INF/manifest.xml", "<manifest:encryption-data/>"}})).error() ==
      "the document is encrypted");
  CHECK(read_odt(test::zip_file({{"content.xml", "<a><b><spreadsheet/></b></a>"}})).error() ==
        "no text, but another document of OpenDocument");
  CHECK(read_epub(docx_file("<w:p/>")).error() == "no EPUB: its package document is missing");
  CHECK(read_epub(epub_file({"<p> </p>"})).error() == "no text");
  CHECK_THAT(read_epub(epub_file({"<p>"})).error(), Catch::StartsWith("OPS/text/page 0.xhtml: "));
}

TEST_CASE("notes of DOCX and chapters of EPUB that can't be read are told", "[docx][epub]") {
  const auto docx = read_docx(docx_file("<w:p><w:r><w:t>said</w:t></w:r></w:p>",
                                        {{"word/footnotes.xml", "<w:footnotes><w:footnote>"}}));
  REQUIRE(docx);
  CHECK(docx->statement.text == "said");
  REQUIRE(docx->warnings.size() == 1);
  CHECK_THAT(docx->warnings[0],
             Catch::StartsWith("word/footnotes.xml is left out: broken XML at line 1"));

  const auto epub = read_epub(test::zip_file(
      {{"META-INF/container.xml",
        "<container><rootfiles><rootfile full-path=\"OPS/x/book.opf\"/></rootfiles></container>"},
       {"OPS/text/a.xhtml", "<html><body><p>A river.</p></body></html>"},
       {"OPS/x/book.opf",
        "<package><manifest><item id=\"a\" href=\"../text/a.xhtml\"/><item id=\"b\" "
        "href=\"../text/b.xhtml\"/></manifest><spine><itemref idref=\"a\"/><itemref "
        "idref=\"b\"/></spine></package>"}}));
  REQUIRE(epub);
  CHECK(epub->statement.text == "A river.");
  CHECK(epub->warnings == std::vector<std::string>{"OPS/text/b.xhtml is missing"});
}

TEST_CASE("a title of ODT is the first paragraph in the style of one", "[odt]") {
  const auto title = [](const std::string& text) {
    return std::string(read_odt(odt_file(text))->statement.field("title"));
  };
  CHECK(title("<text:p text:style-name=\"Title\">On the gauge</text:p><text:p>Words.</text:p>") ==
        "On the gauge");
  CHECK(title("<text:p>Words.</text:p><text:p text:style-name=\"Title\">More</text:p>").empty());
}
