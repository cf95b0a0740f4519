// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/brute_force.hpp"

#include <array>
#include <cctype>
#include <string_view>

namespace demarche::test {
namespace {

/// U+00C0 to U+00FF without accents, in small letters.
constexpr std::array<const char*, 64> latin1 = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "th", "y"};

/// Letters beyond Latin-1 that the sample corpus has.
struct Letter {
  std::string_view from, to;
};
constexpr std::array letters = {
    Letter{"Ə", "e"}, Letter{"ə", "e"}, Letter{"ı", "i"}, Letter{"İ", "i"},
    Letter{"ş", "s"}, Letter{"Ş", "s"}, Letter{"ğ", "g"}, Letter{"Ğ", "g"},
    Letter{"č", "c"}, Letter{"Č", "c"}, Letter{"ć", "c"}, Letter{"Ć", "c"},
    Letter{"š", "s"}, Letter{"Š", "s"}, Letter{"ž", "z"}, Letter{"Ž", "z"}};

/// Stands for a letter of another script: a word with it is not plain.
constexpr char foreign = '\x7f';

bool is_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == foreign;
}
bool is_single_letter(const std::string& s, std::size_t at) {
  return std::isalpha(static_cast<unsigned char>(s[at])) != 0 &&
         (at + 1 == s.size() || !is_letter(s[at + 1]));
}

/// The character of UTF-8 that begins a text, in ASCII: accents off, curly
/// apostrophes and dashes plain, other marks spaces, other scripts `foreign`.
std::string simplified(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  if (lead < 0x80) return std::string(character);
  if (lead == 0xC3) return latin1[static_cast<unsigned char>(character[1]) & 0x3FU];
  if (character == "\u2010" || character == "\u2011" || character == "\u2013") return "-";
  if (character == "\u2018" || character == "\u2019") return "'";
  if (character == "\u00AD") return {};
  if (lead == 0xC2 || lead == 0xE2 || lead == 0xE3) return " ";
  for (const Letter& letter : letters) {
    if (letter.from == character) return std::string(letter.to);
  }
  return std::string(1, foreign);
}

std::string simplified_line(std::string_view line) {
  std::string out;
  while (!line.empty()) {
    std::size_t length = 1;
    while (length < line.size() && (static_cast<unsigned char>(line[length]) & 0xC0U) == 0x80)
      ++length;
    out += simplified(line.substr(0, length));
    line.remove_prefix(length);
  }
  return out;
}

std::string trimmed(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t") - begin + 1);
}

struct Line {
  std::string text;
  bool page = false;       ///< between it and the line before lies a page's end
  bool paragraph = false;  ///< or a paragraph's
};

bool is_number(const std::string& line) {
  return !line.empty() && line.size() <= 3 &&
         line.find_first_not_of("0123456789") == std::string::npos;
}

/// A number on a line of its own is a page's in running text.
bool is_running(const std::string& before, const std::string& after) {
  return before.size() > 20 || before.ends_with(',') || before.ends_with('-') ||
         std::islower(static_cast<unsigned char>(after[0])) != 0;
}

bool ends_sentence(const std::string& line) {
  for (const char* end : {".", "!", "?", ":", ";", "\"", ")", "”", "»", "’", "…"}) {
    if (line.ends_with(end)) return true;
  }
  return false;
}

/// The lines of text, without blank ones and page numbers.
std::vector<Line> lines_of(const std::string& text) {
  std::vector<std::string> raw(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (text[i] == '\f') {
      raw.emplace_back("\f");
      raw.emplace_back();
    } else if (text[i] == '\n' || text[i] == '\r') {
      raw.emplace_back();
    } else {
      raw.back() += text[i];
    }
  }
  std::vector<Line> lines;
  for (std::size_t i = 0; i < raw.size();) {
    // A run of blank lines, form feeds and numbers, and the line of text after it.
    std::size_t next = i;
    bool page = false, blank_before = false, blank = false;
    std::size_t first_number = raw.size();
    for (; next < raw.size(); ++next) {
      const std::string line = trimmed(raw[next]);
      const bool number = is_number(line) && !lines.empty();
      if (line.empty() && !(next > 0 && raw[next - 1] == "\f")) blank = true;
      if (line.empty()) continue;
      if (line != "\f" && !number) break;
      if (!page) blank_before = blank;
      if (number && first_number == raw.size()) first_number = next;
      page = true;
      blank = false;
    }
    if (first_number < raw.size() &&
        (next == raw.size() || !is_running(trimmed(lines.back().text), trimmed(raw[next])))) {
      next = first_number;
      page = false;
    }
    if (next == raw.size()) break;
    const bool paragraph =
        !lines.empty() && (page ? blank_before && blank && ends_sentence(trimmed(lines.back().text))
                                : blank || blank_before);
    lines.push_back({raw[next], page, paragraph});
    i = next + 1;
  }
  return lines;
}

class Words {
public:
  std::vector<PlainWord> take() { return std::move(words_); }

  void add(const Line& line) {
    const std::string text = simplified_line(line.text);
    bool hyphen = pending_ && !line.paragraph, at_line_end = hyphen, apostrophe = false;
    if (line.paragraph) words_.push_back({});
    std::size_t i = text.find_first_not_of(" \t");
    if (i == std::string::npos || !is_letter(text[i])) hyphen = at_line_end = false;
    while (i < text.size()) {
      if (!is_letter(text[i])) {
        const bool between =
            i > 0 && is_letter(text[i - 1]) && i + 1 < text.size() && is_letter(text[i + 1]);
        hyphen = between && text[i] == '-';
        apostrophe = between && text[i] == '\'';
        at_line_end = false;
        ++i;
        continue;
      }
      PlainWord word{{}, hyphen, at_line_end, apostrophe};
      i = read(text, i, word.text);
      words_.push_back(std::move(word));
      hyphen = at_line_end = apostrophe = false;
    }
    const std::size_t last = text.find_last_not_of(" \t");
    pending_ =
        last != std::string::npos && last > 0 && text[last] == '-' && is_letter(text[last - 1]);
  }

private:
  /// One word; `U.N.` is one.
  static std::size_t read(const std::string& text, std::size_t at, std::string& word) {
    std::size_t end = at;
    bool capitals = true;
    // Letters and full stops by turns.
    while (end < text.size() && is_single_letter(text, end)) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[end])));
      capitals = capitals && std::isupper(static_cast<unsigned char>(text[end])) != 0;
      ++end;
      if (end == text.size() || text[end] != '.') break;
      ++end;
    }
    if (word.size() > 1 && (capitals || text[end - 1] == '.')) return end;
    word.clear();
    for (end = at; end < text.size() && is_letter(text[end]); ++end)
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[end])));
    return end;
  }

  std::vector<PlainWord> words_;
  bool pending_ = false;  ///< the last line ended with a hyphen
};

bool matches_at(const std::vector<PlainWord>& text, std::size_t at,
                const std::vector<std::string>& phrase, std::size_t word, bool only_line_ends) {
  if (word == phrase.size()) return true;
  if (at >= text.size()) return false;
  if (text[at].text == phrase[word] && matches_at(text, at + 1, phrase, word + 1, only_line_ends))
    return true;
  // All of a chain of hyphens, as one word.
  if (text[at].hyphen || at + 1 >= text.size() || !text[at + 1].hyphen) return false;
  std::string joined = text[at].text;
  std::size_t end = at + 1;
  for (; end < text.size() && text[end].hyphen; ++end) {
    if (only_line_ends && !text[end].line_end) return false;
    joined += text[end].text;
  }
  return joined == phrase[word] && matches_at(text, end, phrase, word + 1, only_line_ends);
}

}  // namespace

std::vector<PlainWord> plain_words(const std::string& text) {
  Words words;
  for (const Line& line : lines_of(text)) words.add(line);
  return words.take();
}

bool holds_phrase(const std::vector<PlainWord>& text, const std::vector<std::string>& phrase,
                  bool only_line_ends) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (matches_at(text, at, phrase, 0, only_line_ends)) return true;
  }
  return false;
}

}  // namespace demarche::test
