// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/citation_words.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "common/text/neighbour.hpp"

namespace demarche {
namespace {

using Kind = Neighbour::Kind;
using Words = std::string_view;

template <std::size_t N>
bool contains(const std::array<Words, N>& words, Words word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// All words are folded.

constexpr std::array<Words, 16> heads = {"resolution", "resolutions", "resolucion", "resoluciones",
                                         "resolucao",  "resolucoes",  "res",        "resol",
                                         "резолюция",  "резолюции",   "резолюцию",  "резолюцией",
                                         "резолюций",  "резолюциях",  "резолюциям", "резолюциями"};

/// Heads that say whose; they stand in capitals.
constexpr std::array<Words, 5> council_heads = {"scr", "scrs", "unscr", "unscrs", "unsc"};

constexpr std::array<Words, 17> joining = {
    "and",        "or",        "et",       "ou",      "y",         "o",          "e",
    "и",          "или",       "namely",   "notably", "including", "especially", "particularly",
    "particular", "notamment", "incluidas"};
constexpr std::array<Words, 8> announcing = {"no",     "nos",     "n",      "nr",
                                             "number", "numbers", "numero", "numeros"};

struct NamedBody {
  Words name;
  CitedBody body;
};

/// Bodies as they are named before the head, and after the number.
constexpr std::array bodies = {
    NamedBody{"peace and security council", CitedBody::foreign},
    NamedBody{"security council", CitedBody::security_council},
    NamedBody{"conseil de securite", CitedBody::security_council},
    NamedBody{"consejo de seguridad", CitedBody::security_council},
    NamedBody{"conselho de seguranca", CitedBody::security_council},
    NamedBody{"совета безопасности", CitedBody::security_council},
    NamedBody{"general assembly", CitedBody::general_assembly},
    NamedBody{"assemblee generale", CitedBody::general_assembly},
    NamedBody{"asamblea general", CitedBody::general_assembly},
    NamedBody{"assembleia geral", CitedBody::general_assembly},
    NamedBody{"генеральной ассамблеи", CitedBody::general_assembly},
    NamedBody{"human rights council", CitedBody::human_rights_council},
    NamedBody{"conseil des droits de l homme", CitedBody::human_rights_council},
    NamedBody{"consejo de derechos humanos", CitedBody::human_rights_council},
    NamedBody{"совета по правам человека", CitedBody::human_rights_council},
    NamedBody{"economic and social council", CitedBody::economic_and_social_council},
    NamedBody{"conseil economique et social", CitedBody::economic_and_social_council},
    NamedBody{"consejo economico y social", CitedBody::economic_and_social_council},
    NamedBody{"council", CitedBody::council},
    NamedBody{"conseil", CitedBody::council},
    NamedBody{"consejo", CitedBody::council},
    NamedBody{"assembly", CitedBody::general_assembly},
    NamedBody{"united nations", CitedBody::united_nations},
    NamedBody{"nations unies", CitedBody::united_nations},
    NamedBody{"naciones unidas", CitedBody::united_nations}};

/// Bodies by their letters, which stand in capitals.
constexpr std::array lettered_bodies = {NamedBody{"sc", CitedBody::security_council},
                                        NamedBody{"unsc", CitedBody::security_council},
                                        NamedBody{"ga", CitedBody::general_assembly},
                                        NamedBody{"unga", CitedBody::general_assembly},
                                        NamedBody{"hrc", CitedBody::human_rights_council},
                                        NamedBody{"unhrc", CitedBody::human_rights_council},
                                        NamedBody{"ecosoc", CitedBody::economic_and_social_council},
                                        NamedBody{"un", CitedBody::united_nations},
                                        NamedBody{"onu", CitedBody::united_nations}};

/// Words of bodies that number resolutions of their own.
constexpr std::array<Words, 53> foreign = {
    "house",      "senate",     "congress",    "parliament", "parliamentary",
    "league",     "conference", "commission",  "committee",  "board",
    "union",      "bureau",     "europe",      "european",   "arab",
    "islamic",    "african",    "american",    "governors",  "bundestag",
    "duma",       "knesset",    "majlis",      "oic",        "au",
    "eu",         "oau",        "oas",         "gcc",        "asean",
    "iaea",       "opcw",       "unesco",      "ilo",        "wha",
    "imo",        "icao",       "itu",         "wmo",        "fao",
    "concurrent", "joint",      "trusteeship", "commons",    "lords",
    "summit",     "ministers",  "pace",        "health",     "world",
    "women",      "cpd",        "csw"};

/// Words that lead from a number to the body, and others before its name.
constexpr std::array<Words, 8> genitives = {"of", "de", "du", "des", "d", "del", "da", "do"};
constexpr std::array<Words, 8> fillers = {"the", "la", "le", "l", "s", "un", "on", "for"};
/// Other words of such bodies' names: `Commission for Social Development`.
constexpr std::array<Words, 5> others = {"status", "development", "population", "narcotic",
                                         "drugs"};

/// Beyond so many words before the head nothing says whose it is.
constexpr int max_words_of_body = 6;

bool is_capitals(std::string_view text, const Neighbour& word) {
  return text[word.begin] >= 'A' && text[word.begin] <= 'Z' && text[word.begin + 1] >= 'A' &&
         text[word.begin + 1] <= 'Z';
}

bool ends_with_words(Words text, Words words) {
  return text.ends_with(words) &&
         (text.size() == words.size() || text[text.size() - words.size() - 1] == ' ');
}

bool begins_with_words(Words text, Words words) {
  return text.starts_with(words) && (text.size() == words.size() || text[words.size()] == ' ');
}

/// The words, parted by spaces, of which any is one.
bool has_foreign_word(Words words) {
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    if (contains(foreign, words.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

/// The body named directly before byte `at`; `begin` is moved to its first word.
CitedBody body_before(std::string_view text, std::size_t at, std::size_t& begin) {
  std::string words;
  std::array<std::size_t, max_words_of_body> begins{};
  std::size_t count = 0;
  Neighbour last = neighbour_before(text, at);
  // `Parliamentary Assembly, resolution 1373`: a body of the text's own, or none.
  const bool is_apart = last.kind == Kind::comma;
  if (is_apart) last = neighbour_before(text, last.begin);
  for (Neighbour word = last;
       count < begins.size() && word.kind == Kind::word && is_citation_word(word.term);
       word = neighbour_before(text, word.begin)) {
    if (count == 0 && !is_apart && is_capitals(text, word)) {
      for (const NamedBody& lettered : lettered_bodies) {
        if (lettered.name != word.term) continue;
        begin = word.begin;
        return lettered.body;
      }
    }
    if (count == 0 && word.term == "s") continue;  // a possessive
    // `land for peace and Security Council resolutions` speaks of no third council.
    if (word.term == "peace" && text[word.begin] != 'P') break;
    begins[count++] = word.begin;
    words = words.empty() ? word.term : word.term + ' ' + words;
  }
  for (const NamedBody& named : bodies) {
    if (is_apart || !ends_with_words(words, named.name)) continue;
    const bool is_full_name = named.name.find(' ') != std::string_view::npos;
    if (!is_full_name && has_foreign_word(words)) break;  // `Arab League Council`
    begin = begins[static_cast<std::size_t>(std::count(named.name.begin(), named.name.end(), ' '))];
    return named.body;
  }
  return has_foreign_word(words) ? CitedBody::foreign : CitedBody::none;
}

/// The last number of the Security Council's resolutions by the end of each
/// year from 1946.
constexpr int first_council_year = 1946;
constexpr std::array<int, 79> last_of_year = {
    15,   37,   66,   78,   89,   96,   98,   103,  106,  110,  121,  126,  131,  132,  160,  170,
    177,  185,  199,  219,  232,  244,  262,  275,  291,  307,  324,  344,  366,  384,  402,  422,
    443,  461,  484,  499,  529,  545,  559,  580,  593,  606,  626,  646,  683,  725,  799,  892,
    969,  1035, 1092, 1146, 1219, 1284, 1334, 1386, 1454, 1521, 1580, 1651, 1738, 1794, 1859, 1907,
    1966, 2032, 2085, 2132, 2195, 2259, 2336, 2397, 2451, 2502, 2560, 2615, 2671, 2718, 2767};

/// The General Assembly's before 1976 end with 3541 (XXX).
constexpr int last_of_assembly = 3541;

int last_by(int year) {
  if (year < first_council_year) return 0;
  const auto index = static_cast<std::size_t>(year - first_council_year);
  return index < last_of_year.size() ? last_of_year[index] : 1'000'000;
}

/// What is numbered with parts in Roman numerals, too.
constexpr std::array<Words, 12> divisions = {"article",   "annex",   "chapter", "page",
                                             "paragraph", "section", "table",   "figure",
                                             "part",      "rule",    "volume",  "item"};

}  // namespace

bool numbers_divisions(std::string_view word) { return contains(divisions, word); }
bool joins_citations(std::string_view word) { return contains(joining, word); }
bool announces_number(std::string_view word) { return contains(announcing, word); }

bool is_citation_word(std::string_view word) {
  const auto in = [&](const auto& named) {
    return std::any_of(named.begin(), named.end(), [&](const NamedBody& body) {
      return begins_with_words(body.name, word) || ends_with_words(body.name, word) ||
             body.name.find(' ' + std::string(word) + ' ') != std::string_view::npos;
    });
  };
  return contains(heads, word) || contains(council_heads, word) || contains(foreign, word) ||
         contains(genitives, word) || contains(fillers, word) || contains(others, word) ||
         joins_citations(word) || announces_number(word) || in(bodies) || in(lettered_bodies);
}

std::optional<CitedHead> cited_head(std::string_view text, std::size_t at) {
  Neighbour word = neighbour_before(text, at);
  while (word.kind == Kind::word && announces_number(word.term))
    word = neighbour_before(text, word.begin);
  if (word.kind != Kind::word) return std::nullopt;
  CitedHead head{word.begin, CitedBody::none, word.term.ends_with('s')};
  if (contains(council_heads, word.term) && is_capitals(text, word)) {
    head.body = CitedBody::security_council;
    head.is_plural = true;  // `SCR 338 and 242`
    return head;
  }
  // `H.Res. 242` is the House's.
  const bool is_anothers = word.term == "res" && word.begin > 0 && text[word.begin - 1] == '.';
  if (!contains(heads, word.term) || is_anothers) return std::nullopt;
  // Russian plurals are not told apart from other cases.
  head.is_plural = (head.is_plural && word.term != "res") || word.term.starts_with("резол");
  head.body = body_before(text, word.begin, head.begin);
  return head;
}

CitedBody cited_body_after(std::string_view text, std::size_t at) {
  std::string words;
  bool leads = false;  // `of` has been read
  for (int count = 0; count < 2 * max_words_of_body; ++count) {
    const Neighbour word = neighbour_after(text, at);
    if (word.kind != Kind::word || !is_citation_word(word.term)) break;
    at = word.end;
    if (words.empty() &&
        (contains(genitives, word.term) || (leads && contains(fillers, word.term)))) {
      leads = true;
      continue;
    }
    if (!words.empty()) words += ' ';
    words += word.term;
  }
  // Russian says the same by a word's ending.
  if (!leads && !words.starts_with("совета") && !words.starts_with("генеральной"))
    return CitedBody::none;
  constexpr std::string_view owner = "united nations ";
  if (words.starts_with(owner)) words.erase(0, owner.size());
  for (const NamedBody& named : bodies) {
    if (!begins_with_words(words, named.name)) continue;
    return has_foreign_word(words.substr(named.name.size())) ? CitedBody::foreign : named.body;
  }
  return has_foreign_word(words) ? CitedBody::foreign : CitedBody::none;
}

bool is_security_council_year(int number, int year) {
  if (number > last_of_assembly) return year != 0;
  return number > last_by(year - 2) && number <= last_by(year + 1);
}

}  // namespace demarche
