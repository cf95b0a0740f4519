// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/metadata.hpp"

#include <algorithm>

#include "common/text/ascii.hpp"
#include "indexer/field.hpp"
#include "indexer/readers/html/words.hpp"
#include "indexer/readers/reader.hpp"

namespace demarche {
namespace {

/// More than any value that a field should have.
constexpr std::size_t longest_value_bytes = 2000;

std::string value_of(std::string_view text) {
  if (text.size() > longest_value_bytes) return {};
  std::string value = field_value(trimmed(text));
  // Line ends within are one space, as a page shows them.
  value.erase(
      std::unique(value.begin(), value.end(), [](char a, char b) { return a == ' ' && b == ' '; }),
      value.end());
  return value;
}

std::string key_of(std::string_view name) {
  std::string key = lower_ascii(trimmed(name));
  for (const std::string_view prefix : {"dc.terms.", "dcterms:", "dc:", "dct:", "dc.date."}) {
    if (!key.starts_with(prefix)) continue;
    const bool is_plain = prefix == "dc:";
    key = (is_plain ? "dc." : "dcterms.") + key.substr(prefix.size());
  }
  return key;
}

bool is_absolute(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

class Collector {
public:
  explicit Collector(const HtmlTree& tree) : tree_(tree) {}

  HtmlMetadata collect() {
    for (std::size_t node = 0; node < tree_.size(); ++node) take(node);
    found_.language = std::string(tree_.attribute(0, "lang"));
    if (found_.language.empty()) found_.language = std::string(tree_.attribute(0, "xml:lang"));
    set_url(found_.first_of({"og:url"}));
    found_.json_ld = read_json_ld(scripts_, found_.url, found_.title);
    set_url(value_of(found_.json_ld.url));
    set_url(value_of(tree_.saved_from()));
    return std::move(found_);
  }

private:
  void take(std::size_t node) {
    switch (tree_.tag(node)) {
      case GUMBO_TAG_META:
        take_meta(node);
        break;
      case GUMBO_TAG_TITLE:
        if (found_.title.empty())
          found_.title = value_of(tree_.all_text(node, longest_value_bytes));
        break;
      case GUMBO_TAG_LINK:
        if (lower_ascii(tree_.attribute(node, "rel")) == "canonical")
          set_url(trimmed(tree_.attribute(node, "href")));
        break;
      case GUMBO_TAG_SCRIPT:
        if (lower_ascii(tree_.attribute(node, "type")).starts_with("application/ld+json"))
          scripts_.push_back(tree_.all_text(node, max_statement_bytes));
        break;
      default:
        break;
    }
  }

  void take_meta(std::size_t node) {
    std::string value = value_of(tree_.attribute(node, "content"));
    if (value.empty()) return;
    for (const char* name : {"name", "property", "itemprop", "http-equiv"}) {
      const std::string_view key = tree_.attribute(node, name);
      if (!key.empty()) found_.meta.emplace(key_of(key), value);
    }
  }

  void set_url(std::string_view url) {
    if (found_.url.empty() && is_absolute(url)) found_.url = std::string(url);
  }

  const HtmlTree& tree_;
  HtmlMetadata found_;
  std::vector<std::string> scripts_;
};

}  // namespace

std::string_view HtmlMetadata::first_of(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    if (const auto found = meta.find(name); found != meta.end()) return found->second;
  }
  return {};
}

HtmlMetadata html_metadata(const HtmlTree& tree) { return Collector(tree).collect(); }

}  // namespace demarche
