// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "common/text/character.hpp"
#include "indexer/field.hpp"
#include "indexer/readers/reader.hpp"

namespace demarche {
namespace {

/// A node or attribute takes some 60 bytes of memory.
constexpr std::ptrdiff_t max_nodes = 4'000'000;
constexpr std::size_t max_depth = 1000;

struct Entity {
  std::string_view name;
  std::string_view text;
};

/// Of XHTML's, which pages use without saying what they are.
constexpr std::array entities = {
    Entity{"&nbsp;", "\u00a0"}, Entity{"&shy;", "\u00ad"}, Entity{"&ndash;", "–"},
    Entity{"&mdash;", "—"},     Entity{"&lsquo;", "‘"},    Entity{"&rsquo;", "’"},
    Entity{"&ldquo;", "“"},     Entity{"&rdquo;", "”"},    Entity{"&laquo;", "«"},
    Entity{"&raquo;", "»"},     Entity{"&hellip;", "…"},   Entity{"&sect;", "§"},
    Entity{"&eacute;", "é"},    Entity{"&egrave;", "è"},   Entity{"&agrave;", "à"},
    Entity{"&ccedil;", "ç"},    Entity{"&uuml;", "ü"},     Entity{"&ouml;", "ö"},
    Entity{"&auml;", "ä"},      Entity{"&ntilde;", "ñ"},   Entity{"&oacute;", "ó"}};

bool is_name_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || is_ascii_digit(byte) ||
         byte == '#';
}

/// Whether `&#…;` is the number of a character. The library would end a text at a NUL.
bool is_character(std::string_view reference) {
  reference.remove_prefix(2);
  const bool is_hex = reference.starts_with('x');
  if (is_hex) reference.remove_prefix(1);
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(
      reference.data(), reference.data() + reference.size() - 1, code, is_hex ? 16 : 10);
  const bool is_surrogate = code >= 0xd800 && code < 0xe000;
  return error == std::errc{} && *end == ';' && code > 0 && code <= 0x10ffff && !is_surrogate;
}

/// What stands for an entity; nothing where it stays as it is.
std::optional<std::string_view> text_for(std::string_view entity) {
  if (entity.starts_with("&#"))
    return is_character(entity) ? std::nullopt : std::optional<std::string_view>("\uFFFD");
  const auto* const row = std::find_if(entities.begin(), entities.end(),
                                       [&](const Entity& each) { return each.name == entity; });
  return row == entities.end() ? std::nullopt : std::optional(row->text);
}

/// Puts characters for the entities that XML does not have; how many are not known.
std::size_t resolve_entities(std::string& text) {
  static constexpr std::array<std::string_view, 5> of_xml = {"&amp;", "&lt;", "&gt;", "&quot;",
                                                             "&apos;"};
  std::size_t unknown = 0;
  std::string resolved;
  std::size_t copied = 0;
  for (std::size_t at = text.find('&'); at != std::string::npos; at = text.find('&', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && is_name_byte(text[end])) ++end;
    if (end == at + 1 || end == text.size() || text[end] != ';') continue;
    const std::string_view entity = std::string_view(text).substr(at, end + 1 - at);
    if (const auto replacement = text_for(entity)) {
      resolved.append(text, copied, at - copied).append(*replacement);
      copied = end + 1;
    } else if (!entity.starts_with("&#") &&
               std::find(of_xml.begin(), of_xml.end(), entity) == of_xml.end()) {
      ++unknown;
    }
  }
  if (copied > 0) text = resolved.append(text, copied);
  return unknown;
}

std::size_t line_of(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

/// Whether there are so many marks that the tree would take too much memory.
bool is_too_large(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return c == '<' || c == '='; }) >
         max_nodes;
}

bool is_too_deep(const pugi::xml_node& root) {
  std::size_t depth = 0, deepest = 0;
  walk(
      root,
      [&](const pugi::xml_node&) {
        deepest = std::max(deepest, ++depth);
        return true;
      },
      [&](const pugi::xml_node&) { --depth; });
  return deepest > max_depth;
}

/// Gathers what marked_up_text gives.
class TextWalk {
public:
  explicit TextWalk(const std::function<Markup(const pugi::xml_node&)>& markup_of)
      : markup_of_(markup_of), open_(1) {}

  bool enter(const pugi::xml_node& node) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      text().add(node.value());
      return false;
    }
    const Markup markup = markup_of_(node);
    switch (markup.kind) {
      case Markup::Kind::left_out:
        return false;
      case Markup::Kind::mark:
        text().add(markup.mark);
        return false;
      case Markup::Kind::line_break:
        text().break_line();
        break;
      case Markup::Kind::paragraph:
        text().end_paragraph();
        break;
      case Markup::Kind::note:
        open_.emplace_back();
        break;
      case Markup::Kind::inside:
        break;
    }
    return true;
  }

  void leave(const pugi::xml_node& node) {
    const Markup::Kind kind = markup_of_(node).kind;
    if (kind == Markup::Kind::paragraph) text().end_paragraph();
    if (kind != Markup::Kind::note) return;
    notes_.append(open_.back());
    open_.pop_back();
  }

  Paragraphs take_with_notes() {
    text().append(notes_);
    return take();
  }
  Paragraphs take() { return std::move(text()); }

private:
  Paragraphs& text() { return open_.back(); }

  const std::function<Markup(const pugi::xml_node&)>& markup_of_;
  std::vector<Paragraphs> open_;  ///< the running text, and the notes that are being read in it
  Paragraphs notes_;
};

TextWalk walked(const pugi::xml_node& root,
                const std::function<Markup(const pugi::xml_node&)>& markup_of) {
  TextWalk text(markup_of);
  walk(
      root, [&](const pugi::xml_node& node) { return text.enter(node); },
      [&](const pugi::xml_node& node) { text.leave(node); });
  return text;
}

}  // namespace

std::optional<std::string> parse_xml(XmlDocument& document, std::string_view bytes,
                                     std::vector<std::string>& warnings, Blanks blanks) {
  auto decoded = decode_text(bytes);
  if (!decoded) return decoded.error();
  if (decoded->replaced > 0) warnings.push_back(encoding_warning(*decoded));
  std::string& text = document.text = std::move(decoded->text);
  if (is_too_large(text)) return fmt::format("more than {} elements", max_nodes);
  const std::size_t unknown = resolve_entities(text);
  if (unknown > 0)
    warnings.push_back(fmt::format("{} character name{} not known: left as written", unknown,
                                   unknown == 1 ? " is" : "s are"));
  const unsigned flags =
      pugi::parse_default |
      (blanks == Blanks::are_text ? pugi::parse_ws_pcdata : pugi::parse_ws_pcdata_single);
  const auto result =
      document.tree.load_buffer(text.data(), text.size(), flags, pugi::encoding_utf8);
  if (!result)
    return fmt::format("broken XML at line {}: {}",
                       line_of(text, static_cast<std::size_t>(result.offset)),
                       result.description());
  if (is_too_deep(document.tree)) return fmt::format("elements nested deeper than {}", max_depth);
  return std::nullopt;
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute each : node.attributes()) {
    if (local_name(each.name()) == name) return each.value();
  }
  return {};
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  return node.find_child([&](const pugi::xml_node& each) { return local_name(each) == name; });
}

pugi::xml_node first_below(const pugi::xml_node& root, std::string_view name) {
  pugi::xml_node found;
  walk(
      root,
      [&](const pugi::xml_node& node) {
        if (!found && local_name(node) == name) found = node;
        return !found;
      },
      [](const pugi::xml_node&) {});
  return found;
}

void walk(const pugi::xml_node& root, const std::function<bool(const pugi::xml_node&)>& enter,
          const std::function<void(const pugi::xml_node&)>& leave) {
  pugi::xml_node node = root;
  while (node) {
    const bool goes_in = enter(node);
    if (goes_in && node.first_child()) {
      node = node.first_child();
      continue;
    }
    if (goes_in) leave(node);
    while (node != root && !node.next_sibling()) {
      node = node.parent();
      leave(node);
    }
    if (node == root) return;
    node = node.next_sibling();
  }
}

Paragraphs marked_up_text(const pugi::xml_node& root,
                          const std::function<Markup(const pugi::xml_node&)>& markup_of) {
  return walked(root, markup_of).take_with_notes();
}

std::string marked_up_line(const pugi::xml_node& root,
                           const std::function<Markup(const pugi::xml_node&)>& markup_of) {
  std::string line = field_value(walked(root, markup_of).take().text());
  // A paragraph's end leaves two blanks.
  line.erase(std::unique(line.begin(), line.end(),
                         [](char left, char right) { return left == ' ' && right == ' '; }),
             line.end());
  return line;
}

}  // namespace demarche
