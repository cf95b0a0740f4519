// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/citation.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "common/text/ascii.hpp"
#include "common/text/character.hpp"
#include "common/text/citation_words.hpp"
#include "common/text/neighbour.hpp"
#include "common/text/resolution_number.hpp"
#include "common/text/resolution_year.hpp"

namespace demarche {
namespace {

using Kind = Neighbour::Kind;

constexpr std::size_t max_symbol_bytes = 64;

/// Whether a neighbour can stand between the numbers of a list.
bool is_in_list(const Neighbour& neighbour) {
  return neighbour.kind == Kind::comma || neighbour.kind == Kind::group || neighbour.is_number() ||
         (neighbour.kind == Kind::word &&
          (joins_citations(neighbour.term) || neighbour.term.size() == 1));
}

std::string in_sessions(CitedBody body, const ResolutionNumber& number) {
  const int session = small_number(number.session);
  const bool is_special = session == 0;
  const std::string tail = number.session + '/' + number.number;
  switch (body) {
    case CitedBody::human_rights_council:
    case CitedBody::council:
      return is_resolution_year(session) ? "" : "a/hrc/res/" + tail;
    case CitedBody::economic_and_social_council:
      return is_resolution_year(session) ? "e/res/" + tail : "";
    case CitedBody::security_council:
    case CitedBody::foreign:
      return {};
    case CitedBody::general_assembly:
    case CitedBody::united_nations:
    case CitedBody::none:
      break;
  }
  if (is_resolution_year(session)) return "resolution " + tail;
  // The Assembly counts its resolutions by session from the thirty-first.
  return is_special || session > 30 ? "a/res/" + tail : "";
}

/// The symbol of a resolution that a text names by its number; empty where it
/// is none of the United Nations.
std::string symbol_of(CitedBody body, const ResolutionNumber& number) {
  if (!number.session.empty()) return in_sessions(body, number);
  const std::string& digits = number.number;
  switch (body) {
    case CitedBody::security_council:
      return "s/res/" + digits;
    case CitedBody::general_assembly:
      return "a/res/" + digits;
    case CitedBody::economic_and_social_council:
      return "e/res/" + digits;
    case CitedBody::human_rights_council:
    case CitedBody::foreign:
      return {};
    case CitedBody::council:
      return number.has_session ? "" : "s/res/" + digits;
    case CitedBody::united_nations:
    case CitedBody::none:
      break;
  }
  if (number.has_session) return "a/res/" + digits;
  const auto fits = number.is_dated ? is_security_council_date : is_security_council_year;
  return (fits(small_number(digits), number.year) ? "s/res/" : "resolution ") + digits;
}

/// Bodies and organs that symbols begin with.
bool is_series(std::string_view letters) {
  static constexpr std::array<std::string_view, 41> series = {
      "A",     "S",   "E",       "T",    "ST",     "TD",    "DP",  "CD",    "CCPR",
      "CAT",   "CED", "CEDAW",   "CERD", "CESCR",  "CMW",   "CRC", "CRPD",  "HRI",
      "NPT",   "BWC", "CCW",     "CBD",  "FCCC",   "ICCD",  "ICC", "UNEP",  "ISBA",
      "SPLOS", "LOS", "PCNICC",  "PBC",  "UNCTAD", "UNIDO", "ECE", "ESCAP", "HSP",
      "IDB",   "GOV", "INFCIRC", "CTBT", "DCF"};
  return std::find(series.begin(), series.end(), letters) != series.end();
}

/// Where the symbol or number begins that has the word at `begin` in it.
std::size_t run_begin(std::string_view text, std::size_t begin) {
  const std::size_t first = begin - std::min(begin, max_symbol_bytes);
  std::size_t at = begin;
  while (at > first && (is_symbol_character(text[at - 1]) ||
                        (at < text.size() && is_symbol_character(text[at]) &&
                         (text[at - 1] == '/' || text[at - 1] == '-' || text[at - 1] == '.'))))
    --at;
  while (at < begin && !is_symbol_character(text[at])) ++at;
  return at;
}

/// Where a symbol ends that begins at `begin`: `A/78/L.3/Rev.1`.
std::size_t symbol_end(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  while (at < text.size() && at - begin < max_symbol_bytes) {
    const bool more = at + 1 < text.size() && is_symbol_character(text[at + 1]);
    if (!is_symbol_character(text[at]) &&
        !((text[at] == '/' || text[at] == '.' || text[at] == '-') && more))
      break;
    ++at;
  }
  return at;
}

/// Whether all that stands in capitals in symbols does so in `run`, so that it
/// is one: only the marks of addenda and the like have small letters.
bool has_form_of_symbol(std::string_view run) {
  static constexpr std::array<std::string_view, 6> marks = {"Add", "Amend", "Corr",
                                                            "Rev", "Sub",   "Res"};
  for (std::size_t at = 0; at < run.size();) {
    const std::size_t begin = at;
    bool has_small = false;
    for (; at < run.size() && is_symbol_character(run[at]); ++at)
      has_small = has_small || (!is_capital(run[at]) && !is_ascii_digit(run[at]));
    if (has_small &&
        std::find(marks.begin(), marks.end(), run.substr(begin, at - begin)) == marks.end())
      return false;
    ++at;
  }
  return true;
}

/// A symbol as it stands: `S/RES/242 (1967)`, `A/CONF.216/L.1`.
std::optional<Citation> symbol_at(std::string_view text, std::size_t begin, std::size_t number) {
  const std::size_t end = symbol_end(text, begin);
  const std::string_view run = text.substr(begin, end - begin);
  const std::size_t stroke = run.find('/');
  if (stroke == std::string_view::npos || !is_series(run.substr(0, stroke)) ||
      !has_form_of_symbol(run))
    return std::nullopt;
  if (std::any_of(run.begin(), run.begin() + static_cast<std::ptrdiff_t>(number - begin),
                  is_ascii_digit))
    return std::nullopt;  // it was read at an earlier number
  Citation cited{begin, end, lower_ascii(run), {}};
  constexpr std::string_view resolutions = "/RES/";
  const std::size_t at = run.find(resolutions);
  if (at == std::string_view::npos) return cited;
  const auto found = read_resolution_number(text, begin + at + resolutions.size());
  if (!found) return cited;
  cited.symbol = lower_ascii(run.substr(0, at + resolutions.size()));
  if (!found->session.empty()) cited.symbol += found->session + '/';
  cited.symbol += found->number;
  cited.part = found->part;
  cited.end = found->end;
  return cited;
}

/// Where a symbol begins that a blank parts from its number at `begin`:
/// `S/RES/ 1373`; else `begin`.
std::size_t parted_symbol_begin(std::string_view text, std::size_t begin) {
  constexpr std::string_view tail = "/RES/ ";
  const std::string_view before = text.substr(0, begin);
  if (!before.ends_with(tail) || before.size() == tail.size()) return begin;
  const std::size_t at = begin - tail.size() - 1;
  const bool is_alone = at == 0 || (!is_symbol_character(text[at - 1]) && text[at - 1] != '/');
  return is_alone && (text[at] == 'S' || text[at] == 'A') ? at : begin;
}

std::optional<Citation> parted_symbol(std::string_view text, std::size_t begin,
                                      std::size_t number) {
  const auto found = read_resolution_number(text, number);
  if (!found) return std::nullopt;
  std::string symbol = lower_ascii(text.substr(begin, 1)) + "/res/";
  if (!found->session.empty()) symbol += found->session + '/';
  return Citation{begin, found->end, symbol + found->number, found->part};
}

/// A number of fewer digits in a list is rather a number of something else.
constexpr std::size_t min_listed_digits = 3;
/// A number without a head, but with a session, is a resolution from here on.
constexpr int min_headless_number = 100;

}  // namespace

/// What stands before the number at `begin`, over the other numbers of its
/// list, of which the last one read was read in the same way.
void CitationReader::read_lead(std::size_t begin) {
  bool is_first = true;
  for (std::size_t at = begin;;) {
    if (const auto head = cited_head(text_, at)) {
      lead_ = Lead{*head, is_first};
      break;
    }
    const Neighbour before = neighbour_before(text_, at);
    if (!is_in_list(before)) {
      lead_.reset();
      break;
    }
    is_first = false;
    at = before.begin;
    if (before.term == "particular") {
      const Neighbour in = neighbour_before(text_, at);
      if (in.term == "in") at = in.begin;
    }
    if (at <= lead_of_) {
      if (lead_) lead_->is_first = false;
      break;
    }
  }
  lead_of_ = begin;
}

/// `UNSCR242`, `UNSCR-242`, also with the other numbers of a list after it.
std::optional<Citation> CitationReader::joined(std::size_t run, std::size_t end) const {
  constexpr std::string_view head = "UNSCR";
  if (!text_.substr(run).starts_with(head)) return std::nullopt;
  std::size_t at = run + head.size();
  if (at < text_.size() && text_[at] == '-') ++at;
  const std::string_view digits = text_.substr(at, std::max(end, at) - at);
  if (small_number(digits) == 0) return std::nullopt;
  return Citation{run, end, "s/res/" + std::string(digits), {}};
}

/// The body named after the number that ends at `end`, or after its list.
CitedBody CitationReader::body_after(std::size_t end) {
  if (end <= body_at_) return body_;
  for (body_at_ = end;;) {
    body_ = cited_body_after(text_, body_at_);
    if (body_ != CitedBody::none) break;
    const Neighbour next = neighbour_after(text_, body_at_);
    if (!is_in_list(next)) break;
    body_at_ = next.end;
  }
  return body_;
}

/// `list_begin`: where the first of the numbers begins that are tied by a stroke.
std::optional<Citation> CitationReader::resolution(std::size_t begin, std::size_t list_begin) {
  const bool is_tied = list_begin < begin;
  const bool in_brackets = begin > 0 && text_[begin - 1] == '(';
  const auto number = read_resolution_number(text_, begin);
  if (!number) return std::nullopt;
  if (in_brackets && !number->is_qualified()) return std::nullopt;
  read_lead(in_brackets ? begin - 1 : list_begin);
  Citation cited{begin, number->end, {}, number->part};
  if (!lead_) {
    // The United Nations' editors write `the resolution of 22 November [242 (1967)]`.
    const bool is_editors = begin > 0 && text_[begin - 1] == '[' && number->year != 0;
    const bool has_session = number->has_session &&
                             small_number(number->number) >= min_headless_number &&
                             !numbers_divisions(neighbour_before(text_, begin).term);
    if (!has_session && !is_editors) return std::nullopt;
    cited.symbol = symbol_of(CitedBody::none, *number);
    return cited;
  }
  if (!lead_->is_first && !is_tied && !number->is_tied && !number->is_qualified() &&
      (!lead_->head.is_plural || number->number.size() < min_listed_digits))
    return std::nullopt;
  CitedBody body = lead_->head.body;
  if (body == CitedBody::none || body == CitedBody::united_nations) {
    const CitedBody after =
        body_after(number->is_tied ? symbol_end(text_, number->end + 1) : number->end);
    if (after != CitedBody::none) body = after;
  }
  cited.symbol = symbol_of(body, *number);
  if (cited.symbol.empty()) return std::nullopt;
  if (lead_->is_first && !is_tied) cited.begin = lead_->head.begin;
  return cited;
}

std::optional<Citation> CitationReader::read(std::size_t begin, std::size_t end) {
  if (const std::size_t parted = parted_symbol_begin(text_, begin); parted < begin)
    return parted_symbol(text_, parted, begin);
  const std::size_t run = run_begin(text_, begin);
  if (run < begin || (end < text_.size() && text_[end] == '/')) {
    if (auto symbol = symbol_at(text_, run, begin)) return symbol;
  }
  if (auto cited = joined(run, end)) return cited;
  const bool is_first =
      std::none_of(text_.begin() + static_cast<std::ptrdiff_t>(run),
                   text_.begin() + static_cast<std::ptrdiff_t>(begin), is_ascii_digit);
  if (is_first) return resolution(run, run);
  // Of `75/1` and `ES-10/13` the first number speaks, of `242/338` each.
  const auto first = read_resolution_number(text_, run);
  return first && first->is_tied && first->end + 1 == begin ? resolution(begin, run) : std::nullopt;
}

bool may_continue_citation(std::string_view text, std::size_t begin) {
  if (parted_symbol_begin(text, begin) < begin) return true;
  Neighbour before = neighbour_before(text, begin);
  while (before.kind == Kind::comma) before = neighbour_before(text, before.begin);
  return before.kind == Kind::group || before.is_number() ||
         (before.kind == Kind::word && (before.term.size() == 1 || numbers_divisions(before.term) ||
                                        is_citation_word(before.term)));
}

}  // namespace demarche
