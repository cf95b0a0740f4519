// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/office/docx.hpp"

#include <fmt/format.h>

#include <array>

#include "indexer/field.hpp"
#include "indexer/readers/document_information.hpp"
#include "indexer/readers/markup.hpp"
#include "indexer/readers/office/package.hpp"

namespace demarche {
namespace {

using Kind = Markup::Kind;

tl::unexpected<std::string> refusal(std::string reason) {
  return tl::make_unexpected(std::move(reason));
}

/// ECMA-376, part 1, 17.17.4: on unless it says otherwise.
bool is_on(const pugi::xml_node& property) {
  if (!property) return false;
  const std::string_view value = attribute(property, "val");
  return value != "0" && value != "false" && value != "off" && value != "none";
}

bool is_hidden(const pugi::xml_node& run) { return is_on(child(child(run, "rPr"), "vanish")); }

Markup markup_of_word(const pugi::xml_node& node) {
  struct Row {
    std::string_view name;
    Markup markup;
  };
  static constexpr std::array rows = {
      Row{"p", {Kind::paragraph, {}}},       Row{"br", {Kind::line_break, {}}},
      Row{"cr", {Kind::line_break, {}}},     Row{"tab", {Kind::mark, " "}},
      Row{"ptab", {Kind::mark, " "}},        Row{"noBreakHyphen", {Kind::mark, "\u2011"}},
      Row{"txbxContent", {Kind::note, {}}},  Row{"del", {Kind::left_out, {}}},
      Row{"moveFrom", {Kind::left_out, {}}}, Row{"instrText", {Kind::left_out, {}}},
      Row{"delText", {Kind::left_out, {}}},  Row{"delInstrText", {Kind::left_out, {}}},
      Row{"pPr", {Kind::left_out, {}}},      Row{"rPr", {Kind::left_out, {}}},
      Row{"sdtPr", {Kind::left_out, {}}},    Row{"tblPr", {Kind::left_out, {}}},
      Row{"rt", {Kind::left_out, {}}},       Row{"posOffset", {Kind::left_out, {}}},
      Row{"pctWidth", {Kind::left_out, {}}}, Row{"pctHeight", {Kind::left_out, {}}},
      Row{"align", {Kind::left_out, {}}}};
  const std::string_view name = local_name(node);
  for (const Row& row : rows) {
    if (row.name == name) return row.markup;
  }
  if (name == "r" && is_hidden(node)) return {Kind::left_out, {}};
  // Two renderings of one thing: a program takes the first that it knows.
  if (name == "Fallback" && child(node.parent(), "Choice")) return {Kind::left_out, {}};
  if (name == "Choice" && child(node.parent(), "Choice") != node) return {Kind::left_out, {}};
  return {};
}

/// The parts of the package by what their names end in: some programs call the main one
/// `word/document2.xml`, which the package's relationships tell.
std::string main_part(const Package& package) {
  const auto relationships = package.find("_rels/.rels");
  XmlDocument document;
  std::vector<std::string> ignored;
  if (relationships != package.end() && !parse_xml(document, relationships->second, ignored)) {
    for (const pugi::xml_node& each : document.root().children()) {
      if (!attribute(each, "Type").ends_with("/officeDocument")) continue;
      std::string_view target = attribute(each, "Target");
      if (target.starts_with('/')) target.remove_prefix(1);
      return std::string(target);
    }
  }
  return "word/document.xml";
}

/// Footnotes and endnotes; some are only the line that parts them from the text.
Paragraphs notes_of(const Package& package, std::string_view part,
                    std::vector<std::string>& warnings) {
  Paragraphs notes;
  const auto found = package.find(part);
  if (found == package.end()) return notes;
  XmlDocument document;
  if (const auto reason = parse_xml(document, found->second, warnings, Blanks::are_none)) {
    warnings.push_back(fmt::format("{} is left out: {}", part, *reason));
    return notes;
  }
  for (const pugi::xml_node& note : document.root().children()) {
    const std::string_view type = attribute(note, "type");
    if (type.empty() || type == "normal") notes.append(marked_up_text(note, markup_of_word));
  }
  return notes;
}

/// The paragraph that has the style of a title.
std::string styled_title(const pugi::xml_node& body) {
  for (const pugi::xml_node& paragraph : body.children()) {
    const std::string_view style = attribute(child(child(paragraph, "pPr"), "pStyle"), "val");
    if (style == "Title") return marked_up_line(paragraph, markup_of_word);
  }
  return {};
}

/// Not the language, which is that of the program that wrote it.
DocumentInformation core_properties(const Package& package) {
  const auto found = package.find("docProps/core.xml");
  XmlDocument document;
  std::vector<std::string> ignored;
  if (found == package.end() || parse_xml(document, found->second, ignored)) return {};
  const pugi::xml_node properties = document.root();
  return {child(properties, "title").child_value(), child(properties, "created").child_value(), {}};
}

/// An OLE compound file: an encrypted document, or one of Word before 2007.
std::string reason_of_ole(std::string_view bytes) {
  using namespace std::string_view_literals;
  const bool is_encrypted = bytes.find("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0"sv) != bytes.npos;
  return is_encrypted ? "the document is encrypted" : "a document of Word before 2007";
}

}  // namespace

tl::expected<ReadStatement, std::string> read_docx(std::string_view bytes) {
  if (bytes.starts_with("\xd0\xcf\x11\xe0")) return refusal(reason_of_ole(bytes));
  const auto package = read_package(bytes, [](std::string_view name) {
    return name.ends_with(".xml") || name.ends_with(".rels");
  });
  if (!package) return refusal(package.error());
  const auto main = package->find(main_part(*package));
  if (main == package->end()) return refusal("no Word document: its main part is missing");
  ReadStatement read;
  XmlDocument document;
  if (auto reason = parse_xml(document, main->second, read.warnings, Blanks::are_none))
    return refusal(*reason);
  const pugi::xml_node body = child(document.root(), "body");
  Paragraphs text = marked_up_text(body, markup_of_word);
  for (const std::string_view part : {"word/footnotes.xml", "word/endnotes.xml"})
    text.append(notes_of(*package, part, read.warnings));
  if (!has_text(text.text())) return refusal("no text");
  read.statement.text = text.text();
  if (std::string title = styled_title(body); !title.empty())
    read.statement.fields["title"] = std::move(title);
  add_information(read, core_properties(*package));
  return read;
}

}  // namespace demarche
