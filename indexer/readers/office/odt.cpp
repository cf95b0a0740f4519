// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/office/odt.hpp"

#include <array>

#include "indexer/readers/document_information.hpp"
#include "indexer/readers/markup.hpp"
#include "indexer/readers/office/package.hpp"

namespace demarche {
namespace {

using Kind = Markup::Kind;

tl::unexpected<std::string> refusal(std::string reason) {
  return tl::make_unexpected(std::move(reason));
}

Markup markup_of_odt(const pugi::xml_node& node) {
  struct Row {
    std::string_view name;
    Markup markup;
  };
  static constexpr std::array rows = {Row{"text:p", {Kind::paragraph, {}}},
                                      Row{"text:h", {Kind::paragraph, {}}},
                                      Row{"text:s", {Kind::mark, " "}},
                                      Row{"text:tab", {Kind::mark, " "}},
                                      Row{"text:line-break", {Kind::line_break, {}}},
                                      Row{"text:note", {Kind::note, {}}},
                                      Row{"text:note-citation", {Kind::left_out, {}}},
                                      Row{"draw:text-box", {Kind::note, {}}},
                                      Row{"text:tracked-changes", {Kind::left_out, {}}},
                                      Row{"text:ruby-text", {Kind::left_out, {}}},
                                      Row{"text:hidden-text", {Kind::left_out, {}}},
                                      Row{"office:annotation", {Kind::left_out, {}}},
                                      Row{"office:forms", {Kind::left_out, {}}},
                                      Row{"svg:title", {Kind::left_out, {}}},
                                      Row{"svg:desc", {Kind::left_out, {}}},
                                      Row{"office:binary-data", {Kind::left_out, {}}}};
  const std::string_view name = node.name();
  for (const Row& row : rows) {
    if (row.name == name) return row.markup;
  }
  return {};
}

/// The paragraph that has the style of a title; programs name styles of their own `P1` after it.
std::string styled_title(const pugi::xml_node& content, const pugi::xml_node& text) {
  const pugi::xml_node styles = child(content, "automatic-styles");
  const auto is_title = [&](std::string_view style) {
    if (style == "Title") return true;
    for (const pugi::xml_node& each : styles.children()) {
      if (attribute(each, "name") == style) return attribute(each, "parent-style-name") == "Title";
    }
    return false;
  };
  // Whatever comes later is a part of the text.
  const pugi::xml_node first = text.find_child([](const pugi::xml_node& each) {
    const std::string_view name = local_name(each);
    return name != "sequence-decls" && name != "tracked-changes";
  });
  return is_title(attribute(first, "style-name")) ? marked_up_line(first, markup_of_odt)
                                                  : std::string();
}

/// Not the language, which is that of the program that wrote it.
DocumentInformation information_of(const Package& package) {
  const auto found = package.find("meta.xml");
  XmlDocument document;
  std::vector<std::string> ignored;
  if (found == package.end() || parse_xml(document, found->second, ignored)) return {};
  const pugi::xml_node meta = child(document.root(), "meta");
  return {child(meta, "title").child_value(), child(meta, "creation-date").child_value(), {}};
}

bool is_encrypted(const Package& package) {
  const auto manifest = package.find("META-INF/manifest.xml");
  return manifest != package.end() && manifest->second.find("encryption-data") != std::string::npos;
}

}  // namespace

tl::expected<ReadStatement, std::string> read_odt(std::string_view bytes) {
  const auto package = read_package(bytes, [](std::string_view name) {
    return name == "content.xml" || name == "meta.xml" || name == "META-INF/manifest.xml";
  });
  if (!package) return refusal(package.error());
  if (is_encrypted(*package)) return refusal("the document is encrypted");
  const auto content = package->find("content.xml");
  if (content == package->end()) return refusal("no OpenDocument: content.xml is missing");
  ReadStatement read;
  XmlDocument document;
  if (auto reason = parse_xml(document, content->second, read.warnings)) return refusal(*reason);
  const pugi::xml_node root = document.root();
  const pugi::xml_node body = child(child(root, "body"), "text");
  if (!body) return refusal("no text, but another document of OpenDocument");
  const Paragraphs text = marked_up_text(body, markup_of_odt);
  if (!has_text(text.text())) return refusal("no text");
  read.statement.text = text.text();
  if (std::string title = styled_title(root, body); !title.empty())
    read.statement.fields["title"] = std::move(title);
  add_information(read, information_of(*package));
  return read;
}

}  // namespace demarche
