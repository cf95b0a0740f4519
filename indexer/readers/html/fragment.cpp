// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/fragment.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "common/text/ascii.hpp"
#include "indexer/readers/html/blocks.hpp"
#include "indexer/readers/html/boilerplate.hpp"
#include "indexer/readers/html/tree.hpp"

namespace demarche {
namespace {

constexpr std::string_view blanks = " \t\r\n\f";

bool is_element_name(std::string_view name) {
  constexpr std::array<std::string_view, 41> names = {
      "a",     "article", "b",       "blockquote", "body", "br",     "center", "div",  "dl",
      "em",    "figure",  "font",    "h1",         "h2",   "h3",     "h4",     "h5",   "h6",
      "head",  "header",  "hr",      "html",       "i",    "img",    "li",     "main", "ol",
      "p",     "pre",     "section", "small",      "span", "strong", "style",  "sub",  "sup",
      "table", "tbody",   "tr",      "u",          "ul"};
  return std::find(names.begin(), names.end(), lower_ascii(name)) != names.end();
}

/// Whether `rest` begins with an element's name, and that ends there.
bool begins_with_element(std::string_view rest) {
  constexpr std::size_t longest_name = 10;
  const std::size_t end = rest.substr(0, longest_name + 1).find_first_of(" \t\r\n\f/>");
  return end != std::string_view::npos && is_element_name(rest.substr(0, end));
}

bool has_end_tag(std::string_view text) {
  for (std::size_t at = text.find("</"); at != std::string_view::npos; at = text.find("</", at)) {
    at += 2;
    if (begins_with_element(text.substr(at))) return true;
  }
  return false;
}

bool is_unseen(GumboTag tag) {
  constexpr std::array tags = {GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,  GUMBO_TAG_TEMPLATE,
                               GUMBO_TAG_NOSCRIPT, GUMBO_TAG_IFRAME, GUMBO_TAG_TITLE,
                               GUMBO_TAG_SVG};
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool is_quotation(const HtmlTree& tree, std::size_t node) {
  if (tree.tag(node) != GUMBO_TAG_BLOCKQUOTE)
    return has_class(tree, node, "gmail_attr") || has_class(tree, node, "moz-cite-prefix");
  return !has_style(tree, node, "border:none");
}

/// Whether each node is of another's words.
std::vector<bool> quoted_nodes(const HtmlTree& tree) {
  std::vector<bool> quoted(tree.size());
  std::size_t end = 0;
  for (std::size_t node = 0; node < tree.size(); ++node) {
    if (tree.attribute(node, "id") == "divRplyFwdMsg") end = tree.size();
    if (is_quotation(tree, node)) end = std::max(end, tree.end(node));
    quoted[node] = node < end;
  }
  return quoted;
}

std::vector<NodeUse> uses_of(const HtmlTree& tree) {
  std::vector<NodeUse> uses(tree.size(), NodeUse::shown);
  for (std::size_t node = 0; node < tree.size(); ++node) {
    if (is_unseen(tree.tag(node))) uses[node] = NodeUse::unseen;
  }
  return uses;
}

/// The blocks with a blank line between, those of quoted nodes with `> ` before each line instead.
std::string text_of(const std::vector<HtmlBlock>& blocks, const std::vector<bool>& quoted) {
  std::string text;
  for (const HtmlBlock& block : blocks) {
    const char* const mark = quoted[block.node] ? "> " : "";
    // What will be left out leaves no gap.
    if (!text.empty()) text += quoted[block.node] ? "\n" : "\n\n";
    text += mark;
    for (const char c : block.text) {
      text += c;
      if (c == '\n') text += mark;
    }
  }
  return text;
}

}  // namespace

bool is_html_fragment(std::string_view text) {
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    if (!text.starts_with("<!--")) break;
    const std::size_t end = text.find("-->");
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 3);
  }
  if (!text.starts_with('<')) return false;
  const bool is_page = lower_ascii(text.substr(0, 14)) == "<!doctype html";
  return (is_page || begins_with_element(text.substr(1))) && has_end_tag(text);
}

tl::expected<std::string, std::string> html_fragment_text(std::string_view fragment) {
  auto tree = HtmlTree::parse(fragment);
  if (!tree) return tl::make_unexpected(std::move(tree.error()));
  return text_of(html_blocks(*tree, uses_of(*tree)), std::vector<bool>(tree->size()));
}

tl::expected<std::string, std::string> html_message_text(std::string_view message) {
  auto tree = HtmlTree::parse(message);
  if (!tree) return tl::make_unexpected(std::move(tree.error()));
  return text_of(html_blocks(*tree, node_uses(*tree, false)), quoted_nodes(*tree));
}

}  // namespace demarche
