// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/charset.hpp"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "common/text/ascii.hpp"
#include "common/text/utf8.hpp"

namespace demarche {
namespace {

constexpr std::size_t declaration_bytes = 64U << 10U;
constexpr std::size_t detection_bytes = 256U << 10U;

struct Utf8Share {
  std::size_t good = 0;    ///< characters beyond ASCII
  std::size_t broken = 0;  ///< bytes that are not UTF-8
};

Utf8Share utf8_share(std::string_view bytes) {
  Utf8Share share;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint here = code_point_at(bytes, at);
    ++(here.valid ? share.good : share.broken);
    at += here.bytes;
  }
  return share;
}

/// What follows `charset=` or `encoding=` in a declaration, without quotes.
std::string_view label_at(std::string_view rest) {
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == '=')) rest.remove_prefix(1);
  if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) rest.remove_prefix(1);
  return rest.substr(0, rest.find_first_of("\"'>;/? \t\r\n"));
}

std::string_view label_in(std::string_view declaration, std::string_view lower,
                          std::string_view key) {
  const std::size_t at = lower.find(key);
  if (at == std::string_view::npos) return {};
  return label_at(declaration.substr(at + key.size()));
}

/// The first encoding that the beginning declares and the table knows. Comments are
/// passed over, as the HTML standard's prescan does.
std::string_view declared_encoding(std::string_view bytes) {
  const std::string_view beginning = bytes.substr(0, declaration_bytes);
  const std::string lower = lower_ascii(beginning);
  const std::string_view view = lower;
  for (std::size_t at = view.find('<'); at != std::string_view::npos; at = view.find('<', at + 1)) {
    if (view.substr(at, 4) == "<!--") {
      at = view.find("-->", at + 2);
      if (at == std::string_view::npos) break;
      continue;
    }
    const bool is_xml = view.substr(at, 5) == "<?xml";
    if (!is_xml && view.substr(at, 5) != "<meta") continue;
    const std::size_t length = std::min(view.find('>', at), view.size()) - at;
    const std::string_view label =
        label_in(beginning.substr(at, length), view.substr(at, length),
                 is_xml ? std::string_view("encoding") : std::string_view("charset"));
    if (const std::string_view encoding = encoding_of_label(label); !encoding.empty())
      return encoding;
  }
  return {};
}

std::string detected_encoding(std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error),
                                                                            &ucsdet_close);
  if (U_FAILURE(error)) return "windows-1252";
  ucsdet_enableInputFilter(detector.get(), true);  // tags are no text
  const std::size_t length = std::min(bytes.size(), detection_bytes);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(length), &error);
  const UCharsetMatch* const match = ucsdet_detect(detector.get(), &error);
  if (U_FAILURE(error) || match == nullptr) return "windows-1252";
  const char* const name = ucsdet_getName(match, &error);
  if (U_FAILURE(error)) return "windows-1252";
  const std::string_view found(name);
  if (found.starts_with("UTF-16") || found.starts_with("UTF-32")) return name;
  const std::string_view known = encoding_of_label(found);
  return std::string(known.empty() ? std::string_view("windows-1252") : known);
}

/// UTF-16 without a mark: every other byte of the first tag is NUL.
std::optional<std::string> bare_utf16(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("<\0"sv)) return "UTF-16LE";
  if (bytes.starts_with("\0<"sv)) return "UTF-16BE";
  return std::nullopt;
}

/// Bytes in any encoding that ICU knows, as UTF-8; what is broken as U+FFFD.
std::string converted(std::string_view bytes, const std::string& encoding) {
  UErrorCode error = U_ZERO_ERROR;
  using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;
  const Converter from(ucnv_open(encoding.c_str(), &error), &ucnv_close);
  const Converter to(ucnv_open("UTF-8", &error), &ucnv_close);
  std::string text;
  if (U_FAILURE(error)) return text;
  constexpr std::size_t piece_units = 4096;
  std::array<UChar, piece_units> pivot{};
  std::array<char, piece_units> piece{};
  UChar* pivot_from = pivot.data();
  UChar* pivot_to = pivot.data();
  const char* source = bytes.data();
  do {
    error = U_ZERO_ERROR;
    char* target = piece.data();
    ucnv_convertEx(to.get(), from.get(), &target, piece.data() + piece.size(), &source,
                   bytes.data() + bytes.size(), pivot.data(), &pivot_from, &pivot_to,
                   pivot.data() + pivot.size(), false, true, &error);
    text.append(piece.data(), target);
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  return text;
}

struct Choice {
  std::string encoding;
  std::size_t mark_bytes = 0;
  std::optional<std::string> warning;
};

Choice by_mark_or_shape(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) return {"UTF-8", 3, {}};
  if (bytes.starts_with("\xff\xfe")) return {"UTF-16LE", 2, {}};
  if (bytes.starts_with("\xfe\xff")) return {"UTF-16BE", 2, {}};
  if (auto utf16 = bare_utf16(bytes)) return {*utf16, 0, {}};
  return {};
}

Choice choose(std::string_view bytes) {
  if (Choice marked = by_mark_or_shape(bytes); !marked.encoding.empty()) return marked;
  const Utf8Share share = utf8_share(bytes);
  const std::string declared(declared_encoding(bytes));
  // Other encodings' text is UTF-8 by chance only where there is very little of it.
  constexpr std::size_t few = 4;
  if (share.broken == 0 && (share.good >= few || (share.good > 0 && declared.empty()))) {
    if (declared.empty() || declared == "UTF-8") return {"UTF-8", 0, {}};
    return {"UTF-8", 0, fmt::format("declared as {}, but read as UTF-8, which it is", declared)};
  }
  if (declared == "UTF-8" && share.broken > share.good) {
    std::string found = detected_encoding(bytes);
    auto warning = fmt::format("declared as UTF-8, which it is not: read as {}", found);
    return {std::move(found), 0, std::move(warning)};
  }
  if (!declared.empty()) return {declared, 0, {}};
  if (share.good + share.broken == 0 && bytes.find('\x1b') == std::string_view::npos)
    return {"UTF-8", 0, {}};
  std::string found = detected_encoding(bytes);
  auto warning = fmt::format("no encoding is declared: read as {}", found);
  return {std::move(found), 0, std::move(warning)};
}

constexpr std::string_view replacement = "\xef\xbf\xbd";

std::size_t count_of(std::string_view text, std::string_view piece) {
  std::size_t count = 0;
  for (std::size_t at = text.find(piece); at != std::string_view::npos;
       at = text.find(piece, at + piece.size()))
    ++count;
  return count;
}

/// Without CR, NUL and a mark that stands before a mark; what is no UTF-8 is U+FFFD.
std::string cleaned(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char byte = text[at];
    if (byte == '\r') {
      if (at + 1 == text.size() || text[at + 1] != '\n') clean += '\n';
      ++at;
    } else if (byte == '\0') {
      clean += replacement;
      ++at;
    } else if (static_cast<unsigned char>(byte) < 0x80) {
      clean += byte;
      ++at;
    } else {
      const CodePoint here = code_point_at(text, at);
      append_utf8(here.value, clean);
      at += here.bytes;
    }
  }
  return clean;
}

}  // namespace

DecodedPage decode_page(std::string_view bytes) {
  Choice choice = choose(bytes);
  bytes.remove_prefix(choice.mark_bytes);
  DecodedPage page;
  page.text =
      cleaned(choice.encoding == "UTF-8" ? std::string(bytes) : converted(bytes, choice.encoding));
  if (choice.warning) page.warnings.push_back(std::move(*choice.warning));
  // Those that a page in UTF-8 has of its own were there before.
  const std::size_t own = choice.encoding == "UTF-8" ? count_of(bytes, replacement) : 0;
  const std::size_t all = count_of(page.text, replacement);
  if (all > own) {
    page.warnings.push_back(fmt::format("broken {}: {} character{} replaced by U+FFFD",
                                        choice.encoding, all - own, all - own == 1 ? "" : "s"));
  }
  return page;
}

}  // namespace demarche
