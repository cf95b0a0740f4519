// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/citation_words.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "common/text/neighbour.hpp"
#include "common/text/resolution_number.hpp"

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

/// Heads that say whose; they stand in capitals.
constexpr std::array lettered_heads = {NamedBody{"scr", CitedBody::security_council},
                                       NamedBody{"scrs", CitedBody::security_council},
                                       NamedBody{"unscr", CitedBody::security_council},
                                       NamedBody{"unscrs", CitedBody::security_council},
                                       NamedBody{"unsc", CitedBody::security_council},
                                       NamedBody{"ungar", CitedBody::general_assembly},
                                       NamedBody{"ungars", CitedBody::general_assembly}};

/// Bodies as they are named before the head, and after the number.
constexpr std::array bodies = {
    NamedBody{"peace and security council", CitedBody::foreign},
    NamedBody{"national security council", CitedBody::foreign},
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

/// Words that make another body of a council or an assembly they stand before.
constexpr std::array<Words, 18> qualifiers = {
    "national",    "governing",    "legislative", "executive", "ministerial", "municipal",
    "city",        "federal",      "supreme",     "state",     "constituent", "atlantic",
    "cooperation", "transitional", "regional",    "local",     "nordic",      "interim"};

/// Words between a body and what it adopted: `the Council has unanimously adopted
/// its resolution 242`, and which of them say that it did.
constexpr std::array<Words, 17> adopting = {
    "adopted",  "adopts",    "adopting", "passed", "passes",   "approved",
    "adopte",   "adopta",    "adopto",   "aprobo", "aprobado", "adoptado",
    "approuve", "approuvee", "adoptee",  "voto",   "принял"};
constexpr std::array<Words, 16> adverbs = {"unanimously", "has",  "had",   "have", "also", "then",
                                           "recently",    "just", "later", "a",    "ha",   "la",
                                           "its",         "the",  "sa",    "su"};
/// What leads to `its` after a body's name: `the Council, in its resolution 242`.
constexpr std::array<Words, 6> within = {"in", "by", "under", "dans", "par", "en"};
constexpr std::array<Words, 3> possessives = {"its", "sa", "su"};
constexpr int max_words_of_adoption = 4;
/// Before a body that something is done to.
constexpr std::array<Words, 5> receiving = {"to", "from", "with", "before", "a"};
constexpr std::array<Words, 5> articles = {"the", "this", "our", "le", "el"};

/// Words that lead from a number to the body, and others before its name.
constexpr std::array<Words, 8> genitives = {"of", "de", "du", "des", "d", "del", "da", "do"};
constexpr std::array<Words, 8> fillers = {"the", "la", "le", "l", "s", "un", "on", "for"};
/// Other words of such bodies' names: `Commission for Social Development`.
constexpr std::array<Words, 5> others = {"status", "development", "population", "narcotic",
                                         "drugs"};

/// Beyond so many words before the head nothing says whose it is.
constexpr int max_words_of_body = 6;

/// Whether the word begins with two capitals, as `UN` and `U.N.` do.
bool is_capitals(std::string_view text, const Neighbour& word) {
  const std::string_view letters = text.substr(word.begin, word.end - word.begin);
  const std::size_t second = letters.size() > 2 && letters[1] == '.' ? 2 : 1;
  return letters.size() > second && is_capital(letters[0]) && is_capital(letters[second]);
}

/// The body that the letters of a word name; `none` where it is none of them.
template <std::size_t N>
CitedBody lettered(const std::array<NamedBody, N>& named, std::string_view text,
                   const Neighbour& word) {
  if (word.kind != Kind::word || !is_capitals(text, word)) return CitedBody::none;
  const auto* const found = std::find_if(
      named.begin(), named.end(), [&](const NamedBody& body) { return body.name == word.term; });
  return found == named.end() ? CitedBody::none : found->body;
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

/// What stands before `the Council adopted` or `the Council, in its`, if `last`
/// is the last word of such.
std::optional<Neighbour> before_adoption(std::string_view text, Neighbour last) {
  bool is_adopted = false;
  for (int count = 0; count < max_words_of_adoption && last.kind == Kind::word; ++count) {
    const bool is_its = contains(possessives, last.term);
    if (contains(adopting, last.term))
      is_adopted = true;
    else if (!contains(adverbs, last.term))
      break;
    last = neighbour_before(text, last.begin);
    if (!is_its || last.kind != Kind::word || !contains(within, last.term)) continue;
    const Neighbour name = neighbour_before(text, last.begin);
    return name.kind == Kind::comma ? neighbour_before(text, name.begin) : name;
  }
  return is_adopted ? std::optional(last) : std::nullopt;
}

template <typename Named>
bool names_any(const Named& named, Words word) {
  return std::any_of(named.begin(), named.end(), [&](const NamedBody& body) {
    return begins_with_words(body.name, word) || ends_with_words(body.name, word) ||
           body.name.find(' ' + std::string(word) + ' ') != std::string_view::npos;
  });
}

/// Whether the word can be of a body's name, or stand before a head as such.
bool is_name_word(Words word) {
  return contains(heads, word) || contains(foreign, word) || contains(genitives, word) ||
         contains(fillers, word) || contains(others, word) || contains(articles, word) ||
         contains(qualifiers, word) || joins_citations(word) || announces_number(word) ||
         names_any(bodies, word) || names_any(lettered_bodies, word);
}

/// The words of a body's name that end with `last`, and where each begins, the
/// last one first.
struct BodyWords {
  std::string words;
  std::array<std::size_t, max_words_of_body> begins{};
  std::string before;  ///< the word that they follow, if any
};

BodyWords body_words(std::string_view text, const Neighbour& last) {
  BodyWords found;
  std::size_t count = 0;
  Neighbour word = last;
  for (; count < found.begins.size() && word.kind == Kind::word && is_name_word(word.term);
       word = neighbour_before(text, word.begin)) {
    if (count == 0 && word.term == "s") continue;  // a possessive
    // `land for peace and Security Council resolutions` speaks of no third council.
    if (word.term == "peace" && text[word.begin] != 'P') break;
    found.begins[count++] = word.begin;
    found.words = found.words.empty() ? word.term : word.term + ' ' + found.words;
  }
  found.before = word.term;
  return found;
}

/// Whether the word before the last one makes another body of it.
bool is_qualified(Words words) {
  const std::size_t last = words.rfind(' ');
  if (last == Words::npos) return false;
  const Words before = words.substr(0, last);
  return contains(qualifiers, before.substr(before.rfind(' ') + 1));
}

/// Whether an article stands before the last word.
bool has_article(Words words) {
  return std::any_of(articles.begin(), articles.end(), [&](Words article) {
    const std::size_t last = words.rfind(' ');
    return last != Words::npos && ends_with_words(words.substr(0, last), article);
  });
}

/// The body named directly before byte `at`; `begin` is moved to its first word.
CitedBody body_before(std::string_view text, std::size_t at, std::size_t& begin) {
  Neighbour last = neighbour_before(text, at);
  const auto adopter = before_adoption(text, last);
  if (adopter) last = *adopter;
  // `Parliamentary Assembly, resolution 1373`: a body of the text's own, or none.
  const bool is_apart = last.kind == Kind::comma;
  // `the Assembly, on the initiative of the Arab Union, adopted resolution 1415 (XV)`
  if (is_apart && adopter) return CitedBody::none;
  if (is_apart) last = neighbour_before(text, last.begin);
  const CitedBody by_letters = lettered(lettered_bodies, text, last);
  if (by_letters != CitedBody::none && !is_apart) {
    if (!adopter) begin = last.begin;
    return by_letters;
  }
  const auto [words, begins, before] = body_words(text, last);
  // `recommended to the Assembly in its resolution` speaks of another's.
  if (adopter && contains(receiving, before)) return CitedBody::none;
  for (const NamedBody& named : bodies) {
    if (is_apart || !ends_with_words(words, named.name)) continue;
    const bool is_full_name = named.name.find(' ') != std::string_view::npos;
    if (!is_full_name && (has_foreign_word(words) || is_qualified(words)))
      return CitedBody::foreign;  // `Arab League Council`, `Governing Council`
    // Some council or other may have adopted it, but `the Council` is that of the text.
    if (!is_full_name && adopter && !has_article(words)) return CitedBody::none;
    const auto first = std::count(named.name.begin(), named.name.end(), ' ');
    if (!adopter) begin = begins[static_cast<std::size_t>(first)];
    return named.body;
  }
  return has_foreign_word(words) ? CitedBody::foreign : CitedBody::none;
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
  return is_name_word(word) || contains(adopting, word) || contains(adverbs, word) ||
         contains(within, word) || contains(receiving, word) || names_any(lettered_heads, word);
}

namespace {

/// `H.Res. 242` and `S. Res. 242` are of the United States' Congress, `S.C. Res. 242` is not.
bool is_of_congress(std::string_view text, const Neighbour& head) {
  if (head.term != "res") return false;
  std::size_t end = head.begin;
  while (end > 0 && text[end - 1] == ' ') --end;
  if (end == 0 || text[end - 1] != '.') return false;
  return lettered(lettered_bodies, text, neighbour_before(text, head.begin)) == CitedBody::none;
}

}  // namespace

std::optional<CitedHead> cited_head(std::string_view text, std::size_t at) {
  Neighbour word = neighbour_before(text, at);
  while (word.kind == Kind::word && announces_number(word.term))
    word = neighbour_before(text, word.begin);
  if (word.kind != Kind::word) return std::nullopt;
  CitedHead head{word.begin, CitedBody::none, word.term.ends_with('s')};
  head.body = lettered(lettered_heads, text, word);
  if (head.body != CitedBody::none) {
    head.is_plural = true;  // `SCR 338 and 242`
    return head;
  }
  if (!contains(heads, word.term) || is_of_congress(text, word)) return std::nullopt;
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
    if (word.kind != Kind::word || !is_name_word(word.term)) break;
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

}  // namespace demarche
