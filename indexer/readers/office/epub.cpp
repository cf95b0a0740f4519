// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/office/epub.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "indexer/field.hpp"
#include "indexer/readers/document_information.hpp"
#include "indexer/readers/markup.hpp"
#include "indexer/readers/office/package.hpp"

namespace demarche {
namespace {

using Kind = Markup::Kind;

constexpr std::size_t max_name_bytes = 4096;

tl::unexpected<std::string> refusal(std::string reason) {
  return tl::make_unexpected(std::move(reason));
}

/// A link from a text to its note, or back.
bool is_note_link(const pugi::xml_node& link) {
  const std::string_view role = link.attribute("role").value();
  return attribute(link, "type").find("noteref") != std::string_view::npos ||
         role == "doc-noteref" || role == "doc-backlink";
}

Markup markup_of_page(const pugi::xml_node& node) {
  static constexpr std::array<std::string_view, 31> paragraphs = {
      "p",   "div", "h1",      "h2",      "h3",         "h4",     "h5",     "h6",
      "li",  "ul",  "ol",      "dl",      "dt",         "dd",     "table",  "tr",
      "td",  "th",  "caption", "section", "article",    "header", "footer", "figcaption",
      "pre", "hr",  "figure",  "address", "blockquote", "main",   "body"};
  static constexpr std::array<std::string_view, 7> left_out = {"script", "style",    "head", "nav",
                                                               "rt",     "template", "svg"};
  const std::string_view name = local_name(node);
  if (name == "br") return {Kind::line_break, {}};
  if (name == "a" && is_note_link(node)) return {Kind::left_out, {}};
  if (name == "aside" && attribute(node, "type").find("note") != std::string_view::npos)
    return {Kind::note, {}};
  for (const std::string_view each : left_out) {
    if (each == name) return {Kind::left_out, {}};
  }
  for (const std::string_view each : paragraphs) {
    if (each == name) return {Kind::paragraph, {}};
  }
  return name == "aside" ? Markup{Kind::paragraph, {}} : Markup{};
}

/// A link within the package: escapes resolved (RFC 3986), without the fragment.
std::string member_name(std::string_view folder, std::string_view link) {
  link = link.substr(0, link.find('#'));
  if (link.size() > max_name_bytes) return {};
  std::string name(folder);
  for (std::size_t at = 0; at < link.size(); ++at) {
    unsigned code = 0;
    const char* const digits = link.data() + at + 1;
    if (link[at] == '%' && at + 2 < link.size() &&
        std::from_chars(digits, digits + 2, code, 16).ptr == digits + 2) {
      name += static_cast<char>(code);
      at += 2;
    } else {
      name += link[at];
    }
  }
  for (std::size_t up = name.find("/../"); up != std::string::npos && up > 0;
       up = name.find("/../")) {
    const std::size_t before = name.rfind('/', up - 1);
    name.erase(before == std::string::npos ? 0 : before + 1,
               up + 4 - (before == std::string::npos ? 0 : before + 1));
  }
  return name;
}

/// Where the package's document is, as META-INF/container.xml says.
std::string package_document(const Package& package) {
  const auto found = package.find("META-INF/container.xml");
  XmlDocument document;
  std::vector<std::string> ignored;
  if (found == package.end() || parse_xml(document, found->second, ignored)) return {};
  return std::string(attribute(first_below(document.root(), "rootfile"), "full-path"));
}

/// The members that the spine names, in its order, each once.
std::vector<std::string> spine_of(const pugi::xml_node& root, std::string_view folder) {
  std::map<std::string_view, pugi::xml_node> items;
  for (const pugi::xml_node& item : child(root, "manifest").children()) {
    if (local_name(item) == "item") items.emplace(attribute(item, "id"), item);
  }
  std::vector<std::string> members;
  std::set<std::string> seen;
  for (const pugi::xml_node& each : child(root, "spine").children()) {
    const auto item = items.find(attribute(each, "idref"));
    if (item == items.end()) continue;
    const std::string_view properties = attribute(item->second, "properties");
    if (properties.find("nav") != std::string_view::npos) continue;
    std::string name = member_name(folder, attribute(item->second, "href"));
    if (seen.insert(name).second) members.push_back(std::move(name));
  }
  return members;
}

void take_fields(const pugi::xml_node& metadata, ReadStatement& read) {
  const auto value = [&](std::string_view name) {
    return field_value(clean_text(child(metadata, name).child_value()));
  };
  add_information(read, {value("title"), {}, value("language")});
  // The date of publication is the file's own word on it, unlike that of its making.
  if (std::string date = value("date"); !date.empty()) read.information["date"] = std::move(date);
}

}  // namespace

tl::expected<ReadStatement, std::string> read_epub(std::string_view bytes) {
  const auto package = read_package(bytes, [](std::string_view name) {
    static constexpr std::array<std::string_view, 5> endings = {".xml", ".opf", ".xhtml", ".html",
                                                                ".htm"};
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
  });
  if (!package) return refusal(package.error());
  const std::string main = package_document(*package);
  const auto opf = package->find(main);
  if (opf == package->end()) return refusal("no EPUB: its package document is missing");
  ReadStatement read;
  XmlDocument description;
  if (auto reason = parse_xml(description, opf->second, read.warnings)) return refusal(*reason);
  const pugi::xml_node root = description.root();
  const std::size_t slash = main.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : main.substr(0, slash + 1);
  const bool has_encryption = package->contains("META-INF/encryption.xml");
  const std::vector<std::string> spine = spine_of(root, folder);
  if (spine.size() > max_package_members) return refusal("a spine longer than any book's");
  Paragraphs text;
  for (const std::string& name : spine) {
    const auto page = package->find(name);
    if (page == package->end()) {
      read.warnings.push_back(fmt::format("{} is missing", clean_text(name)));
      continue;
    }
    XmlDocument document;
    if (auto reason = parse_xml(document, page->second, read.warnings)) {
      if (has_encryption) return refusal("the book is encrypted");
      return refusal(fmt::format("{}: {}", clean_text(name), *reason));
    }
    text.append(marked_up_text(document.root(), markup_of_page));
  }
  if (!has_text(text.text())) return refusal("no text");
  read.statement.text = text.text();
  take_fields(child(root, "metadata"), read);
  return read;
}

}  // namespace demarche
