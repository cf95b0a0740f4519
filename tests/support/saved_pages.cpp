// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/saved_pages.hpp"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "tests/support/archive.hpp"

namespace demarche::test {
namespace {

bool stands_alone(UChar32 code) {
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(code, &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
      return true;
    default:
      return false;
  }
}

std::map<std::string, std::size_t> words_of(std::string_view text) {
  const auto characters = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::map<std::string, std::size_t> words;
  icu::UnicodeString word;
  const auto finish = [&] {
    std::string bytes;
    if (!word.isEmpty()) ++words[word.toLower().toUTF8String(bytes)];
    word.remove();
  };
  for (std::int32_t at = 0; at < characters.length(); at = characters.moveIndex32(at, 1)) {
    const UChar32 code = characters.char32At(at);
    const bool is_word = u_isalnum(code) != 0 || u_charType(code) == U_NON_SPACING_MARK;
    if (!is_word || stands_alone(code)) finish();
    if (!is_word) continue;
    word.append(code);
    if (stands_alone(code)) finish();
  }
  finish();
  return words;
}

void read_truth(const std::string& truth, SavedPage& page) {
  std::istringstream lines(truth);
  for (std::string line; std::getline(lines, line) && !line.empty();) {
    const std::size_t colon = line.find(": ");
    page.fields[line.substr(0, colon)] =
        colon == std::string::npos ? std::string{} : line.substr(colon + 2);
  }
  std::getline(lines, page.text, '\0');
}

}  // namespace

std::vector<SavedPage> saved_pages() {
  std::vector<SavedPage> pages;
  for (const std::string& path : files_below(SOURCE_DIR "/tests/pages")) {
    const std::filesystem::path file(path);
    if (file.extension() != ".html") continue;
    SavedPage page;
    page.name = file.stem();
    page.bytes = read_bytes(path);
    read_truth(read_bytes(std::filesystem::path(file).replace_extension(".txt")), page);
    pages.push_back(std::move(page));
  }
  return pages;
}

SharedWords shared_words(std::string_view found, std::string_view expected) {
  SharedWords shared;
  const auto those_found = words_of(found);
  const auto those_expected = words_of(expected);
  for (const auto& [word, count] : those_found) {
    shared.found += count;
    const auto other = those_expected.find(word);
    if (other != those_expected.end()) shared.common += std::min(count, other->second);
  }
  for (const auto& [word, count] : those_expected) shared.expected += count;
  return shared;
}

}  // namespace demarche::test
