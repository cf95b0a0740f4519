// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/citation_year.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "common/text/character.hpp"
#include "common/text/neighbour.hpp"
#include "common/text/resolution_number.hpp"
#include "common/text/resolution_year.hpp"

namespace demarche {
namespace {

constexpr std::string_view of_council = "s/res/";
constexpr std::string_view of_assembly = "a/res/";

/// A session of the Assembly begins in a year and ends in the next one.
constexpr int year_before_first_session = 1945;

/// Some resolutions of the General Assembly before 1976 and their sessions:
/// those between are of a session between.
struct Anchor {
  int number, session;
};
constexpr std::array anchors = {
    Anchor{1, 1},     Anchor{181, 2},   Anchor{194, 3},   Anchor{273, 3},   Anchor{377, 5},
    Anchor{505, 6},   Anchor{626, 7},   Anchor{1236, 12}, Anchor{1378, 14}, Anchor{1514, 15},
    Anchor{1541, 15}, Anchor{1654, 16}, Anchor{1803, 17}, Anchor{1904, 18}, Anchor{2065, 20},
    Anchor{2131, 20}, Anchor{2200, 21}, Anchor{2312, 22}, Anchor{2443, 23}, Anchor{2535, 24},
    Anchor{2625, 25}, Anchor{2758, 26}, Anchor{2908, 27}, Anchor{3068, 28}, Anchor{3236, 29},
    Anchor{3379, 30}, Anchor{3541, 30}};

struct Sessions {
  int first, last;
};

/// The sessions that a resolution of the General Assembly can be of.
std::optional<Sessions> sessions_of(int number) {
  const auto* const next =
      std::find_if(anchors.begin(), anchors.end(),
                   [number](const Anchor& anchor) { return anchor.number >= number; });
  if (number == 0 || next == anchors.end()) return std::nullopt;
  return Sessions{next->number == number ? next->session : (next - 1)->session, next->session};
}

/// The year of ` (2020)` or ` of 2020` at `at`, which in a text may be another's; else 0.
int year_at(std::string_view typed, std::size_t at) {
  Neighbour next = neighbour_after(typed, at);
  if (next.term == "of") next = neighbour_after(typed, next.end);
  const int year = small_number(next.term);
  return is_resolution_year(year) ? year : 0;
}

/// The number that the symbol's last digits are, with its year or session, as typed.
std::optional<ResolutionNumber> number_in(std::string_view typed) {
  for (std::size_t at = 0; at < typed.size(); ++at) {
    if (!is_ascii_digit(typed[at]) || (at > 0 && is_ascii_digit(typed[at - 1]))) continue;
    auto number = read_resolution_number(typed, at);
    if (!number) continue;
    if (number->year == 0) number->year = year_at(typed, number->end);
    return number;
  }
  return std::nullopt;
}

std::string wrong_for_council(int resolution, const ResolutionNumber& typed) {
  if (typed.has_session) return "sessions are the General Assembly's, not the Security Council's";
  const int year = security_council_year(resolution);
  if (typed.year == 0 || year == 0 || typed.year == year) return {};
  return fmt::format("the Security Council's resolution {} is of {}, not of {}", resolution, year,
                     typed.year);
}

std::string wrong_for_assembly(Sessions sessions, std::string_view resolution,
                               const ResolutionNumber& typed) {
  const int session = typed.regular_session;
  if (session != 0 && (session < sessions.first || session > sessions.last))
    return fmt::format("the General Assembly's resolution {} is not of that session", resolution);
  if (typed.year != 0 && (typed.year < sessions.first + year_before_first_session ||
                          typed.year > sessions.last + year_before_first_session + 1))
    return fmt::format("the General Assembly's resolution {} is not of {}", resolution, typed.year);
  return {};
}

}  // namespace

std::string wrong_year(std::string_view symbol, std::string_view typed) {
  const auto number = number_in(typed);
  if (!number) return {};
  if (symbol.starts_with(of_council))
    return wrong_for_council(small_number(number->number), *number);
  if (!symbol.starts_with(of_assembly)) return {};
  const std::string_view resolution = symbol.substr(of_assembly.size());
  const int session = small_number(number->session);
  if (session != 0) return wrong_for_assembly({session, session}, resolution, *number);
  const auto sessions = sessions_of(small_number(number->number));
  return sessions ? wrong_for_assembly(*sessions, resolution, *number) : std::string();
}

}  // namespace demarche
