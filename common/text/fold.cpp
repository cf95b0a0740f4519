// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/fold.hpp"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <utility>

#include "common/hash.hpp"
#include "common/text/analyzer.hpp"
#include "common/text/fold_rules.hpp"
#include "common/text/utf8.hpp"

namespace demarche {
namespace {

/// `word` in small letters, or false where it is not all ASCII.
bool fold_ascii(std::string_view word, std::string& out) {
  out.assign(word);
  unsigned bits = 0;
  for (char& c : out) {
    bits |= static_cast<unsigned char>(c);
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return bits < 0x80;
}

/// What a character is folded to wherever it stands, as most are. Eight bytes,
/// which are read and written in one.
struct alignas(8) FoldedCharacter {
  enum class State : std::uint8_t { unknown, alone, in_context };
  static constexpr std::size_t max_bytes = 3;

  std::array<char, max_bytes> term{}, cased{};
  std::uint8_t term_bytes : 2 = 0, cased_bytes : 2 = 0;
  bool accents : 1 = false;
  State state : 2 = State::unknown;
};

FoldedCharacter fold_character(char32_t code) {
  std::string character;
  append_utf8(code, character);
  const Folding folded = fold_by_rules(character);
  FoldedCharacter out;
  out.state = FoldedCharacter::State::in_context;
  if (std::max(folded.term.size(), folded.cased.size()) > FoldedCharacter::max_bytes ||
      !folds_alone(code, folded))
    return out;
  out.state = FoldedCharacter::State::alone;
  std::copy(folded.term.begin(), folded.term.end(), out.term.begin());
  std::copy(folded.cased.begin(), folded.cased.end(), out.cased.begin());
  out.term_bytes = static_cast<std::uint8_t>(folded.term.size()) & 3U;
  out.cased_bytes = static_cast<std::uint8_t>(folded.cased.size()) & 3U;
  out.accents = folded.accents;
  return out;
}

/// The same, remembered for the Basic Multilingual Plane. Threads may fill the
/// same place, alike.
FoldedCharacter folded_character(char32_t code) {
  static constinit std::array<std::atomic<FoldedCharacter>, 0x10000> known;
  if (code >= known.size()) return fold_character(code);
  FoldedCharacter found = known[code].load(std::memory_order_relaxed);
  if (found.state == FoldedCharacter::State::unknown) {
    found = fold_character(code);
    known[code].store(found, std::memory_order_relaxed);
  }
  return found;
}

/// Folds a word character by character, which is many times faster than as a
/// whole; or false where they bear upon one another, as marks do.
bool fold_characters(std::string_view word, FoldedWord& out) {
  out.term.clear();
  bool accents = false;
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint here = code_point_at(word, at);
    const FoldedCharacter folded = folded_character(here.value);
    if (!here.valid || folded.state != FoldedCharacter::State::alone) return false;
    out.term.append(folded.term.data(), folded.term_bytes);
    out.accented.append(folded.cased.data(), folded.cased_bytes);
    accents = accents || folded.accents;
    at += here.bytes;
  }
  if (!accents) out.accented.clear();
  return true;
}

void fold_whole(std::string_view word, FoldedWord& out) {
  Folding folded = fold_by_rules(word);
  out.term = std::move(folded.term);
  out.accented = folded.accents ? std::move(folded.cased) : std::string();
}

}  // namespace

void bound_term(std::string& term) {
  if (term.size() <= max_term_bytes) return;
  const std::string suffix = fmt::format("…{:016x}", fnv1a(term));
  auto cut = static_cast<int32_t>(max_term_bytes - suffix.size());
  U8_SET_CP_START(reinterpret_cast<const uint8_t*>(term.data()), 0, cut);
  term.resize(static_cast<std::size_t>(cut));
  term += suffix;
}

void fold_word(std::string_view word, FoldedWord& out) {
  out.accented.clear();
  if (!fold_ascii(word, out.term) && !fold_characters(word, out)) fold_whole(word, out);
  if (out.accented.size() > max_term_bytes) out.accented.clear();
  bound_term(out.term);
}

std::string value_key(std::string_view value) {
  std::string key;
  analyze(value, 1, [&key](const Token& token) {
    if (token.kind != TokenKind::word) return;
    if (!key.empty()) key += ' ';
    // Session 07 is session 7.
    const bool number = token.term.find_first_not_of("0123456789") == std::string_view::npos;
    const std::size_t zeros = number ? token.term.find_first_not_of('0') : 0;
    key += token.term.substr(std::min(zeros, token.term.size() - 1));
  });
  bound_term(key);
  return key;
}

}  // namespace demarche
