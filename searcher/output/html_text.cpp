// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/html_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/terminal.hpp"
#include "common/text/ascii.hpp"

namespace demarche {
namespace {

bool is_tag_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/// Digits in groups of three.
std::string grouped(std::string digits) {
  constexpr int group = 3;
  for (auto at = static_cast<int>(digits.size()) - group; at > 0; at -= group)
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  return digits;
}

bool is_web_address(std::string_view address) {
  const auto has_scheme = [address](std::string_view scheme) {
    return address.size() > scheme.size() &&
           lower_ascii(address.substr(0, scheme.size())) == scheme;
  };
  const bool is_web = has_scheme("http://") || has_scheme("https://");
  return is_web && address.find(' ') == std::string_view::npos && printable(address) == address;
}

}  // namespace

std::string html_text(std::string_view text, bool keep_lines) {
  std::string out;
  for (const char c : printable(text, keep_lines)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_marked(std::string_view text, const std::vector<Highlight>& highlights,
                        bool keep_lines) {
  std::string out;
  std::size_t at = 0;
  for (const auto& [first, second] : highlights) {
    const std::size_t begin = std::clamp(first, at, text.size());
    const std::size_t end = std::clamp(second, begin, text.size());
    if (begin == end) continue;
    out += html_text(text.substr(at, begin - at), keep_lines);
    out += "<mark>" + html_text(text.substr(begin, end - begin), keep_lines) + "</mark>";
    at = end;
  }
  return out + html_text(text.substr(at), keep_lines);
}

std::string html_language(const Statement& statement) {
  constexpr std::size_t max_tag_bytes = 35;  // RFC 5646, 4.4.1
  const std::string_view language = statement.field("language");
  const bool is_tag = language.size() <= max_tag_bytes &&
                      std::all_of(language.begin(), language.end(), is_tag_character);
  return fmt::format(" lang=\"{}\" dir=\"auto\"", is_tag ? language : std::string_view());
}

std::string html_number(std::uint64_t number) { return grouped(fmt::to_string(number)); }

std::string html_rate(double rate) {
  constexpr std::size_t decimals = 3;  // with the point
  const std::string digits = fmt::format("{:.2f}", rate);
  const std::size_t point = digits.size() - decimals;
  return grouped(digits.substr(0, point)) + digits.substr(point);
}

std::string_view for_number(std::uint64_t number, std::string_view singular,
                            std::string_view plural) {
  return number == 1 ? singular : plural;
}

std::string html_address(std::string_view address) {
  const std::string text = html_text(address);
  return is_web_address(address)
             ? fmt::format("<a href=\"{0}\" rel=\"noreferrer\" dir=\"ltr\">{0}</a>", text)
             : fmt::format("<span dir=\"ltr\">{}</span>", text);
}

}  // namespace demarche
