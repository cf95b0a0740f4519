// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/tree.hpp"

#include <algorithm>
#include <csetjmp>
#include <cstdlib>

#include "indexer/readers/html/limits.hpp"

namespace demarche {

/// What gumbo allocates for one page, in a ring of blocks. gumbo can't do without memory
/// that it asked for, so the parse is left by a jump where there is no more, and its own way
/// to free a tree recurses, so all blocks are freed from here.
class HtmlTree::Memory {
public:
  explicit Memory(std::size_t limit_bytes) : left_bytes_(limit_bytes) {}
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() {
    while (ring_.next != &ring_) release(ring_.next);
  }

  /// Nothing where the page takes too much. Only C runs between the jump's two ends.
  const GumboOutput* parse(std::string_view page) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = [](void* memory, std::size_t bytes) {
      return static_cast<Memory*>(memory)->allocate(bytes);
    };
    options.deallocator = [](void*, void* piece) {
      if (piece != nullptr) release(static_cast<Block*>(piece) - 1);
    };
    options.userdata = this;
    options.max_errors = 0;
    if (setjmp(exhausted_) != 0) return nullptr;  // NOLINT(cert-err52-cpp): see above
    return gumbo_parse_with_options(&options, page.data(), page.size());
  }

private:
  struct alignas(std::max_align_t) Block {
    Block* next;
    Block* previous;
  };

  void* allocate(std::size_t bytes) {
    const std::size_t all = bytes + sizeof(Block);
    auto* const block = all > left_bytes_ ? nullptr : static_cast<Block*>(std::malloc(all));
    if (block == nullptr) std::longjmp(exhausted_, 1);  // NOLINT(cert-err52-cpp)
    // Only what is asked for counts, and not what is given back: as much as the time it takes.
    left_bytes_ -= all;
    block->next = ring_.next;
    block->previous = &ring_;
    ring_.next->previous = block;
    ring_.next = block;
    return block + 1;
  }

  static void release(Block* block) {
    block->previous->next = block->next;
    block->next->previous = block->previous;
    std::free(block);
  }

  Block ring_{&ring_, &ring_};
  std::size_t left_bytes_;
  std::jmp_buf exhausted_{};
};

tl::expected<HtmlTree, std::string> HtmlTree::parse(std::string_view page) {
  constexpr std::size_t least_bytes = 64U << 20U;
  constexpr std::size_t most_bytes = 1U << 30U;
  constexpr std::size_t per_byte = 64;
  if (auto reason = html_refusal(page)) return tl::make_unexpected(std::move(*reason));
  auto memory =
      std::make_unique<Memory>(std::min(most_bytes, least_bytes + per_byte * page.size()));
  const GumboOutput* const output = memory->parse(page);
  if (output == nullptr) return tl::make_unexpected(std::string("too many elements"));
  return HtmlTree(std::move(memory), *output);
}

HtmlTree::HtmlTree(std::unique_ptr<Memory> memory, const GumboOutput& output)
    : memory_(memory.release(), [](Memory* held) { delete held; }) {
  flatten(*output.root);
  note_comments(*output.document);
}

namespace {

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

bool is_text_node(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
         node.type == GUMBO_NODE_CDATA;
}

}  // namespace

void HtmlTree::flatten(const GumboNode& root) {
  std::vector<std::pair<std::uint32_t, unsigned>> open;  // element, its next child
  nodes_.push_back({&root, 0, 1, root.v.element.tag});
  open.emplace_back(0, 0);
  while (!open.empty()) {
    auto& [number, next] = open.back();
    const GumboVector& children = nodes_[number].node->v.element.children;
    if (next == children.length) {
      nodes_[number].end = static_cast<std::uint32_t>(nodes_.size());
      open.pop_back();
      continue;
    }
    const auto& child = *static_cast<const GumboNode*>(children.data[next++]);
    const auto added = static_cast<std::uint32_t>(nodes_.size());
    if (is_text_node(child)) {
      nodes_.push_back({&child, number, added + 1, GUMBO_TAG_LAST, child.v.text.text});
    } else if (is_element(child)) {
      nodes_.push_back({&child, number, added + 1, child.v.element.tag});
      open.emplace_back(added, 0);
    }
  }
}

void HtmlTree::note_comments(const GumboNode& document) {
  const GumboVector& children = document.v.document.children;
  for (unsigned at = 0; at < children.length; ++at) {
    const auto& child = *static_cast<const GumboNode*>(children.data[at]);
    if (child.type != GUMBO_NODE_COMMENT) continue;
    const std::string_view comment(child.v.text.text);
    const std::size_t mark = comment.find("saved from url=(");
    const std::size_t url = comment.find(')', mark);
    if (mark == std::string_view::npos || url == std::string_view::npos) continue;
    saved_from_ = comment.substr(url + 1, comment.find_first_of(" \n", url + 1) - url - 1);
  }
}

std::string_view HtmlTree::attribute(std::size_t node, const char* name) const {
  if (is_text(node) || nodes_[node].node->v.element.attributes.length == 0) return {};
  const GumboAttribute* const found =
      gumbo_get_attribute(&nodes_[node].node->v.element.attributes, name);
  return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

bool HtmlTree::has_attribute(std::size_t node, const char* name) const {
  return !is_text(node) &&
         gumbo_get_attribute(&nodes_[node].node->v.element.attributes, name) != nullptr;
}

std::string HtmlTree::all_text(std::size_t node, std::size_t most_bytes) const {
  std::string all;
  for (std::size_t at = node; at < end(node); ++at) {
    const std::string_view piece = text(at);
    if (piece.size() > most_bytes - all.size()) break;
    all += piece;
  }
  return all;
}

}  // namespace demarche
