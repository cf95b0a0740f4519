// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <exception>
#include <optional>

#include "indexer/readers/header.hpp"

namespace demarche {
namespace {

constexpr std::size_t max_front_matter_bytes = 64U << 10U;
/// Real front matter nests once or twice.
constexpr std::size_t max_depth = 16;
constexpr std::size_t max_indent = 100;

struct Block {
  std::string_view yaml;
  std::size_t length_bytes;  ///< with both fences
};

std::optional<Block> find_block(std::string_view text) {
  const Line first = line_at(text, 0);
  if (first.text != "---") return std::nullopt;
  for (std::size_t at = first.next; at < text.size();) {
    const Line line = line_at(text, at);
    if (line.text == "---" || line.text == "...") {
      return Block{text.substr(first.next, at - first.next), line.next};
    }
    at = line.next;
  }
  return std::nullopt;
}

/// Whether the first line that says anything is `name:` or a mapping's `{`.
/// Elsewhere `---` is a rule between paragraphs, and no reason for a warning.
bool looks_like_fields(std::string_view yaml) {
  for (std::size_t at = 0; at < yaml.size();) {
    const Line line = line_at(yaml, at);
    at = line.next;
    if (line.text.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (line.text.front() == '#') continue;
    const std::size_t colon = line.text.find(':');
    const bool is_named =
        colon != std::string_view::npos && field_name(line.text.substr(0, colon)).has_value();
    return is_named || line.text.front() == '{';
  }
  return false;
}

/// Whether a line of YAML opens more levels than the parser should follow. It
/// counts too much rather than too little: brackets in quoted text as well.
bool nests_deeply(std::string_view yaml) {
  std::size_t brackets = 0;
  for (std::size_t at = 0; at < yaml.size();) {
    const Line line = line_at(yaml, at);
    at = line.next;
    const std::size_t indent = std::min(line.text.find_first_not_of(" \t-?:"), line.text.size());
    const auto dashes = static_cast<std::size_t>(
        std::count_if(line.text.begin(), line.text.begin() + static_cast<std::ptrdiff_t>(indent),
                      [](char byte) { return byte != ' ' && byte != '\t'; }));
    if (indent > max_indent || dashes > max_depth) return true;
    for (const char byte : line.text) {
      if (byte == '[' || byte == '{') ++brackets;
      if ((byte == ']' || byte == '}') && brackets > 0) --brackets;
      if (brackets > max_depth) return true;
    }
  }
  return false;
}

/// The value as text, or nothing where it is no text and no list of texts.
std::optional<std::string> yaml_value(const YAML::Node& node) {
  if (node.IsNull()) return std::string();
  if (node.IsScalar()) return field_value(node.Scalar());
  if (!node.IsSequence()) return std::nullopt;
  std::string joined;
  for (const YAML::Node& item : node) {
    if (item.IsNull()) continue;
    if (!item.IsScalar()) return std::nullopt;
    const std::string value = field_value(item.Scalar());
    if (!joined.empty() && !value.empty()) joined += "; ";
    joined += value;
    // An alias (`*name`) can repeat a long text at the price of a few bytes.
    if (joined.size() > max_front_matter_bytes) return std::nullopt;
  }
  return joined;
}

std::size_t total_bytes(const FieldMap& fields) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : fields) bytes += value.size();
  return bytes;
}

void add_yaml_field(const YAML::Node& key, const YAML::Node& value, Header& header) {
  const std::string written = key.IsScalar() ? key.Scalar() : std::string("?");
  const auto name = field_name(written);
  if (!name || *name == "text") {
    header.warnings.push_back(
        fmt::format("'{}' in the front matter is no field name: left out", written));
  } else if (const auto content = yaml_value(value)) {
    add_field(header.fields, *name, *content);
  } else {
    header.warnings.push_back(fmt::format(
        "'{}' in the front matter is neither a text nor a list of texts: left out", *name));
  }
}

Header read_as_text(std::string why) {
  Header none;
  none.warnings.push_back(std::move(why) + ": read as text");
  return none;
}

Header too_large() { return read_as_text("front matter larger than 64 KiB"); }

Header parse_yaml(const Block& block) {
  const YAML::Node root = YAML::Load(std::string(block.yaml));
  if (!root.IsMap() && !root.IsNull()) return read_as_text("front matter without fields");
  Header header;
  header.length_bytes = block.length_bytes;
  if (root.IsNull()) return header;
  for (const auto& entry : root) {
    add_yaml_field(entry.first, entry.second, header);
    if (total_bytes(header.fields) > max_front_matter_bytes) return too_large();
  }
  return header;
}

Header parse_block(const Block& block) {
  if (block.yaml.size() > max_front_matter_bytes) return too_large();
  if (nests_deeply(block.yaml)) return read_as_text("front matter nested too deeply");
  try {
    return parse_yaml(block);
  } catch (const YAML::Exception& error) {
    // The fence is line 1, and the mark counts from 0; it has no line at -1.
    return read_as_text(
        fmt::format("front matter broken at line {}", std::max(error.mark.line, -1) + 2));
  } catch (const std::exception&) {
    return read_as_text("front matter broken");
  }
}

}  // namespace

Header read_front_matter(std::string_view text) {
  const auto block = find_block(text);
  if (!block) {
    const Line first = line_at(text, 0);
    if (first.text == "---" && looks_like_fields(text.substr(first.next))) {
      return read_as_text("front matter is not closed");
    }
    return {};
  }
  Header header = parse_block(*block);
  if (header.length_bytes == 0 && !looks_like_fields(block->yaml)) return {};
  return header;
}

}  // namespace demarche
