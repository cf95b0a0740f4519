// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace demarche {

/// A page parsed as browsers do (HTML5), its nodes in the order of the document: an element
/// stands before what is in it. Nothing here recurses, however deep the page is nested.
/// Never changes; views into it live as long as it does.
class HtmlTree {
public:
  /// `page`: UTF-8, which the tree outlives not. The reason, where it would take too much
  /// time (html_limits.hpp) or memory: 64 MiB and 64 times the page, at most 1 GiB.
  static tl::expected<HtmlTree, std::string> parse(std::string_view page);

  std::size_t size() const { return nodes_.size(); }
  bool is_text(std::size_t node) const { return nodes_[node].tag == GUMBO_TAG_LAST; }
  /// GUMBO_TAG_LAST of a text, GUMBO_TAG_UNKNOWN of a custom element.
  GumboTag tag(std::size_t node) const { return nodes_[node].tag; }
  /// The decoded characters of a text node; empty for elements.
  std::string_view text(std::size_t node) const { return nodes_[node].text; }
  /// The element around; that of the root is the root, 0.
  std::size_t parent(std::size_t node) const { return nodes_[node].parent; }
  /// Where what is in the node ends: the next node that is not.
  std::size_t end(std::size_t node) const { return nodes_[node].end; }
  bool holds(std::size_t outer, std::size_t inner) const {
    return outer <= inner && inner < end(outer);
  }
  /// An attribute's value; empty where it is absent or has none.
  std::string_view attribute(std::size_t node, const char* name) const;
  bool has_attribute(std::size_t node, const char* name) const;
  /// The characters within, up to `most_bytes` and the end of a text, pieces of markup
  /// parting nothing.
  std::string all_text(std::size_t node, std::size_t most_bytes) const;
  /// Where a browser says that it saved the page from (`<!-- saved from url=(0042)…`), or empty.
  const std::string& saved_from() const { return saved_from_; }

private:
  struct Node {
    const GumboNode* node;
    std::uint32_t parent;
    std::uint32_t end;
    GumboTag tag;
    std::string_view text = {};
  };
  class Memory;

  HtmlTree(std::unique_ptr<Memory> memory, const GumboOutput& output);
  void flatten(const GumboNode& root);
  void note_comments(const GumboNode& document);

  std::unique_ptr<Memory, void (*)(Memory*)> memory_;
  std::vector<Node> nodes_;
  std::string saved_from_;
};

}  // namespace demarche
