// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "common/calendar.hpp"
#include "common/text/character.hpp"
#include "common/text/fold.hpp"
#include "indexer/readers/document_information.hpp"

namespace demarche {
namespace {

constexpr std::size_t beginning_bytes = 1500;
constexpr std::size_t max_line_bytes = 100;
constexpr std::size_t max_place_words = 4;

/// As fold_word gives them: English, French, Spanish, German, Russian.
constexpr std::array<std::array<std::string_view, 5>, 12> months = {{
    {"january", "janvier", "enero", "januar", "января"},
    {"february", "fevrier", "febrero", "februar", "февраля"},
    {"march", "mars", "marzo", "marz", "марта"},
    {"april", "avril", "abril", "april", "апреля"},
    {"may", "mai", "mayo", "mai", "мая"},
    {"june", "juin", "junio", "juni", "июня"},
    {"july", "juillet", "julio", "juli", "июля"},
    {"august", "aout", "agosto", "august", "августа"},
    {"september", "septembre", "septiembre", "september", "сентября"},
    {"october", "octobre", "octubre", "oktober", "октября"},
    {"november", "novembre", "noviembre", "november", "ноября"},
    {"december", "decembre", "diciembre", "dezember", "декабря"},
}};

/// What may stand beside a date and says nothing else.
constexpr std::array<std::string_view, 26> fillers = {
    "date", "dated", "issued", "published", "released", "the",    "of",       "le",     "den",
    "de",   "del",   "fecha",  "datum",     "дата",     "года",   "г",        "monday", "tuesday",
    "am",   "a",     "el",     "wednesday", "thursday", "friday", "saturday", "sunday"};

struct Word {
  std::string folded;
  bool has_capital;
  bool comma_after;
};

unsigned number_of(std::string_view word) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  const std::string_view rest = word.substr(static_cast<std::size_t>(end - word.data()));
  static constexpr std::array<std::string_view, 6> ordinals = {"", "st", "nd", "rd", "th", "er"};
  const bool is_number = std::find(ordinals.begin(), ordinals.end(), rest) != ordinals.end();
  return error == std::errc{} && is_number ? number : 0;
}

unsigned month_of(std::string_view word) {
  for (unsigned month = 0; month < months.size(); ++month) {
    const auto& names = months[month];
    if (std::find(names.begin(), names.end(), word) != names.end()) return month + 1;
  }
  return 0;
}

std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  FoldedWord folded;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    while (at < line.size() && character_at(line, at).type == CharacterType::word)
      at = character_at(line, at).end;
    if (at > begin) {
      fold_word(line.substr(begin, at - begin), folded);
      const bool capital = case_of(character_at(line, begin).code) != Case::lower;
      words.push_back({folded.term, capital, false});
      continue;
    }
    const Character mark = character_at(line, at);
    if (mark.code == ',' && !words.empty()) words.back().comma_after = true;
    // 2023年5月3日 is a date; any other character is a word.
    const bool is_of_date = mark.code == U'年' || mark.code == U'月' || mark.code == U'日';
    if (mark.type == CharacterType::cut && !is_of_date) words.push_back({"", false, false});
    at = mark.end;
  }
  return words;
}

std::string iso_date(unsigned year, unsigned month, unsigned day) {
  std::string date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  return year > 1000 && parse_date(date) ? date : std::string();
}

/// The date that the words from `at` on are, and how many they are.
std::pair<std::string, std::size_t> date_at(const std::vector<Word>& words, std::size_t at) {
  const auto word = [&](std::size_t n) {
    return n < words.size() ? std::string_view(words[n].folded) : std::string_view();
  };
  if (const unsigned day = number_of(word(at)); day >= 1 && day <= 31) {
    std::size_t next = at + 1;
    const auto skip_of = [&] {
      if (word(next) == "of" || word(next) == "de" || word(next) == "del") ++next;
    };
    skip_of();
    const unsigned month = month_of(word(next++));
    skip_of();
    if (month > 0) return {iso_date(number_of(word(next)), month, day), next + 1 - at};
  }
  if (const unsigned month = month_of(word(at)); month > 0) {
    const std::string date = iso_date(number_of(word(at + 2)), month, number_of(word(at + 1)));
    if (!date.empty()) return {date, 3};
  }
  const std::string date =
      word(at).size() == 4
          ? iso_date(number_of(word(at)), number_of(word(at + 1)), number_of(word(at + 2)))
          : std::string();
  return {date, 3};
}

bool is_filler(const Word& word) {
  return std::find(fillers.begin(), fillers.end(), word.folded) != fillers.end();
}

/// Whether nothing stands before the date but a place and a comma, or words that say nothing.
bool is_place(const std::vector<Word>& words, std::size_t date_begin) {
  std::size_t places = 0;
  bool ends_in_comma = true;
  for (std::size_t at = 0; at < date_begin; ++at) {
    if (is_filler(words[at])) continue;
    if (!words[at].has_capital) return false;
    ++places;
    ends_in_comma = words[at].comma_after;
  }
  return places <= max_place_words && ends_in_comma;
}

/// The date of a line that is a dateline, or nothing.
std::string date_of_line(std::string_view line) {
  const std::vector<Word> words = words_of(line);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto [date, count] = date_at(words, at);
    if (date.empty()) continue;
    const bool ends_line = std::all_of(words.begin() + static_cast<std::ptrdiff_t>(at + count),
                                       words.end(), is_filler);
    return ends_line && is_place(words, at) ? date : std::string();
  }
  return {};
}

}  // namespace

std::optional<std::string> dateline_date(std::string_view text) {
  text = text.substr(0, beginning_bytes);
  std::string found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.size() > max_line_bytes) continue;
    const std::string date = date_of_line(line);
    if (date.empty()) continue;
    if (!found.empty() && date != found) return std::nullopt;
    found = date;
  }
  return found.empty() ? std::nullopt : std::optional(found);
}

}  // namespace demarche
