// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/limits.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "common/text/ascii.hpp"

namespace demarche {
namespace {

/// Steps over open elements, or over pairs of attributes: about two seconds.
constexpr std::uint64_t max_steps = 500'000'000;

/// Elements: about 500 MB of memory.
constexpr std::uint64_t max_tags = 1'000'000;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Elements that hold no others: what looks like tags in them is text.
bool is_raw_text(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
      return true;
    default:
      return false;
  }
}

/// Elements that are never left open, or that the next of their kind closes.
bool closes_itself(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_AREA:
    case GUMBO_TAG_BASE:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_COL:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_META:
    case GUMBO_TAG_PARAM:
    case GUMBO_TAG_SOURCE:
    case GUMBO_TAG_TRACK:
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_P:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_OPTION:
      return true;
    default:
      return false;
  }
}

class TagScan {
public:
  explicit TagScan(std::string_view page) : page_(page) {}

  std::optional<std::string> refusal() {
    for (at_ = page_.find('<'); at_ < page_.size(); at_ = page_.find('<', at_)) {
      take_tag();
      if (steps_ > max_steps) return "nested too deeply, or too many attributes";
      if (tags_ > max_tags) return "too many elements";
    }
    return std::nullopt;
  }

private:
  void take_tag() {
    const std::size_t next = at_ + 1;
    if (page_.substr(next, 3) == "!--") {
      at_ = std::min(page_.find("-->", next + 1), page_.size());
    } else if (next < page_.size() && is_letter(page_[next])) {
      at_ = next;
      start_tag();
    } else if (next + 1 < page_.size() && page_[next] == '/' && is_letter(page_[next + 1])) {
      at_ = next + 1;
      end_tag();
    } else {
      at_ = next;
    }
  }

  GumboTag take_name() {
    const std::size_t begin = at_;
    while (at_ < page_.size() && !is_space(page_[at_]) && page_[at_] != '>' && page_[at_] != '/')
      ++at_;
    constexpr std::size_t longest_name = 32;
    const std::string_view name = page_.substr(begin, std::min(at_ - begin, longest_name));
    return gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
  }

  /// Goes behind the tag; how many attributes it may have.
  std::uint64_t take_attributes() {
    std::uint64_t count = 0;
    for (char quote = 0; at_ < page_.size(); ++at_) {
      const char c = page_[at_];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '>') {
        ++at_;
        break;
      } else if ((c == '"' || c == '\'') && page_[at_ - 1] == '=') {
        quote = c;
      } else if (is_space(c) || c == '/' || c == '"' || c == '\'') {
        ++count;
      }
    }
    return count;
  }

  void start_tag() {
    const GumboTag tag = take_name();
    ++tags_;
    const std::uint64_t attributes = take_attributes();
    steps_ += depth_ + attributes * attributes / 2;
    if (is_raw_text(tag)) {
      skip_raw_text(gumbo_normalized_tagname(tag));
    } else if (!closes_itself(tag)) {
      ++open_[tag];
      ++depth_;
    }
  }

  void end_tag() {
    const GumboTag tag = take_name();
    steps_ += depth_;
    take_attributes();
    if (open_[tag] == 0) return;
    --open_[tag];
    --depth_;
  }

  void skip_raw_text(std::string_view name) {
    for (at_ = page_.find("</", at_); at_ < page_.size(); at_ = page_.find("</", at_ + 1)) {
      if (lower_ascii(page_.substr(at_ + 2, name.size())) == name) return;
    }
  }

  std::string_view page_;
  std::size_t at_ = 0;
  std::uint64_t depth_ = 0;  ///< elements that are open, by their tags
  std::uint64_t steps_ = 0;
  std::uint64_t tags_ = 0;  ///< that begin an element
  std::array<std::uint64_t, GUMBO_TAG_LAST + 1> open_{};
};

}  // namespace

std::optional<std::string> html_refusal(std::string_view page) { return TagScan(page).refusal(); }

}  // namespace demarche
