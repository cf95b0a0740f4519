// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/resolution_number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "common/text/ascii.hpp"
#include "common/text/character.hpp"
#include "common/text/citation_words.hpp"
#include "common/text/neighbour.hpp"

namespace demarche {
namespace {

using Kind = Neighbour::Kind;

/// The number of a session of the General Assembly before 1976 as its
/// resolutions have it: XXVI, S-VI, ES-IV; 0 for what is none.
int session_of(std::string_view group) {
  static constexpr std::array<std::string_view, 30> sessions = {
      "I",   "II",   "III",   "IV",   "V",   "VI",   "VII",   "VIII",   "IX",   "X",
      "XI",  "XII",  "XIII",  "XIV",  "XV",  "XVI",  "XVII",  "XVIII",  "XIX",  "XX",
      "XXI", "XXII", "XXIII", "XXIV", "XXV", "XXVI", "XXVII", "XXVIII", "XXIX", "XXX"};
  if (group.starts_with('E')) group.remove_prefix(1);
  if (group.starts_with("S-")) group.remove_prefix(2);
  const auto* const found = std::find(sessions.begin(), sessions.end(), group);
  return found == sessions.end() ? 0 : static_cast<int>(found - sessions.begin()) + 1;
}

/// The months, folded, in English, French, Spanish and Russian.
constexpr std::array<std::string_view, 48> months = {
    "january",   "february",  "march",    "april",    "may",        "june",    "july",
    "august",    "september", "october",  "november", "december",   "janvier", "fevrier",
    "mars",      "avril",     "mai",      "juin",     "juillet",    "aout",    "septembre",
    "octobre",   "novembre",  "decembre", "enero",    "febrero",    "marzo",   "abril",
    "mayo",      "junio",     "julio",    "agosto",   "septiembre", "octubre", "noviembre",
    "diciembre", "января",    "февраля",  "марта",    "апреля",     "мая",     "июня",
    "июля",      "августа",   "сентября", "октября",  "ноября",     "декабря"};
/// What leads from a number to its date, and stands within one.
constexpr std::array<std::string_view, 6> dating = {"of", "du", "de", "dated", "from", "от"};

bool is_month(std::string_view word) {
  return std::find(months.begin(), months.end(), word) != months.end();
}

bool is_dating(std::string_view word) {
  return std::find(dating.begin(), dating.end(), word) != dating.end();
}

/// `22 de noviembre de 1967`
constexpr int max_date_words = 5;

/// Numbers of so many digits at a stroke are two numbers, and none of a session.
constexpr std::size_t tied_digits = 3;

bool is_tied_number(std::string_view digits) {
  return digits.size() >= tied_digits && !is_resolution_year(small_number(digits)) &&
         small_number(digits) != 0;
}

/// Reads a number from its first character on.
class NumberReader {
public:
  NumberReader(std::string_view text, std::size_t begin) : text_(text), at_(begin) {
    number_.begin = begin;
  }

  std::optional<ResolutionNumber> read() {
    if (!special_session()) return std::nullopt;
    std::string digits = take_digits();
    if (ties_another(digits)) {
      number_.number = digits;
      number_.end = at_;
      number_.is_tied = true;
      return std::move(number_);
    }
    if (stands(0, '/') && is_ascii_digit(peek(1))) {
      ++at_;
      number_.session += digits;
      digits = take_digits();
    } else if (!number_.session.empty()) {
      return std::nullopt;
    }
    number_.number = digits;
    const bool is_number = small_number(digits) != 0;
    number_.end = at_;
    part();
    if (!is_number || is_symbol_character(peek(0)) || stands(0, '/')) return std::nullopt;
    if (number_.session.empty()) group();
    year_after_stroke();
    if (number_.session.empty() && !number_.is_qualified()) date();
    return std::move(number_);
  }

private:
  char peek(std::size_t ahead) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool stands(std::size_t ahead, char c) const { return peek(ahead) == c; }

  /// `ES-` or `S-`. Nothing else than a digit may begin without one.
  bool special_session() {
    if (is_ascii_digit(peek(0))) return true;
    const std::size_t letters = stands(0, 'E') ? 2 : 1;
    if (!stands(letters - 1, 'S') || !stands(letters, '-')) return false;
    number_.session = letters == 2 ? "es-" : "s-";
    at_ += letters + 1;
    return is_ascii_digit(peek(0));
  }

  std::string take_digits() {
    const std::size_t first = at_;
    while (is_ascii_digit(peek(0))) ++at_;
    return std::string(text_.substr(first, at_ - first));
  }

  /// Whether after `digits` a stroke and the number of another resolution follow.
  bool ties_another(std::string_view digits) const {
    if (!stands(0, '/') || !number_.session.empty() || !is_tied_number(digits)) return false;
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_ascii_digit(text_[end])) ++end;
    const bool is_whole = end == text_.size() || !is_symbol_character(text_[end]);
    return is_whole && is_tied_number(text_.substr(at_ + 1, end - at_ - 1));
  }

  /// ` of 22 November 1967`, ` of November 22, 1967`
  void date() {
    Neighbour next = neighbour_after(text_, at_);
    if (next.kind != Kind::word || !is_dating(next.term)) return;
    bool has_month = false;
    for (int words = 0; words < max_date_words; ++words) {
      next = neighbour_after(text_, next.end);
      if (next.kind != Kind::word && next.kind != Kind::comma) return;
      const int number = small_number(next.term);
      if (has_month && is_resolution_year(number)) {
        number_.year = number;
        number_.is_dated = true;
        number_.end = at_ = next.end;
        return;
      }
      has_month = has_month || is_month(next.term);
      const bool is_day = number >= 1 && number <= 31;
      if (next.kind == Kind::word && !is_month(next.term) && !is_dating(next.term) && !is_day)
        return;
    }
  }

  /// The letter of a part: `75L`, `377 A (V)`, `48/75 L`; not the first word of
  /// what follows.
  void part() {
    const std::size_t gap = stands(0, ' ') ? 1 : 0;
    if (!is_capital(peek(gap)) || is_symbol_character(peek(gap + 1))) return;
    const std::size_t after = at_ + gap + 1;
    const Neighbour next = neighbour_after(text_, after);
    const bool goes_on = gap == 1 && next.kind == Kind::word && !joins_citations(next.term) &&
                         cited_body_after(text_, after) == CitedBody::none;
    if (goes_on) return;
    number_.part = lower_ascii(text_.substr(after - 1, 1));
    number_.end = at_ = after;
  }

  /// `(1967)` or `(XXVI)`.
  void group() {
    const Neighbour next = neighbour_after(text_, at_);
    if (next.kind != Kind::group) return;
    const int year = small_number(next.term);
    const int session = session_of(next.term);
    number_.has_session = session != 0;
    number_.regular_session = next.term.find('-') == std::string::npos ? session : 0;
    if (is_resolution_year(year)) number_.year = year;
    if (!is_resolution_year(year) && !number_.has_session) return;
    number_.end = at_ = next.end;
    if (number_.part.empty()) part();
  }

  /// `1325/2000` is not of a session.
  void year_after_stroke() {
    const int year = small_number(number_.number);
    const int number = small_number(number_.session);
    if (!is_resolution_year(year) || number == 0 || is_resolution_year(number)) return;
    number_.number = std::exchange(number_.session, {});
    number_.year = year;
  }

  std::string_view text_;
  std::size_t at_;
  ResolutionNumber number_;
};

}  // namespace

int small_number(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc{} && end == digits.data() + digits.size() && digits.size() <= 4 ? number
                                                                                            : 0;
}

std::optional<ResolutionNumber> read_resolution_number(std::string_view text, std::size_t begin) {
  return NumberReader(text, begin).read();
}

}  // namespace demarche
