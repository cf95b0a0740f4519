// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace demarche {

/// What completes a value.
struct ValueCompletion {
  enum class Of { nothing, words, files, folders };
  Of of = Of::nothing;
  /// Of letters, digits, `-` and `_`; one that ends in `=` or `:` is to be
  /// continued, so that no space goes behind it.
  std::vector<std::string> words = {};
};

/// Makes a ValueCompletion: what an option table has for an option whose value completes.
using CompletionMaker = ValueCompletion (*)();

inline ValueCompletion files() { return {ValueCompletion::Of::files}; }
inline ValueCompletion folders() { return {ValueCompletion::Of::folders}; }

/// The words of a list, each with `end` behind it.
template <typename Words>
ValueCompletion words_of(const Words& words, std::string_view end = {}) {
  ValueCompletion completion{ValueCompletion::Of::words};
  for (const auto& word : words) completion.words.push_back(std::string(word).append(end));
  return completion;
}

/// The names of a table of names and values.
template <typename Value, std::size_t N>
ValueCompletion names_of(const std::array<std::pair<std::string_view, Value>, N>& choices) {
  ValueCompletion completion{ValueCompletion::Of::words};
  for (const auto& [name, value] : choices) completion.words.emplace_back(name);
  return completion;
}

/// An option as a shell has to know it.
struct CompletedOption {
  enum class Argument { none, required, optional };
  std::string_view name;  ///< long, without its hyphens
  char letter;            ///< 0 where it has none
  Argument argument;
  std::string_view placeholder;  ///< what its value is called
  std::string_view help;         ///< any UTF-8 text of one line
  ValueCompletion value = {};
};

struct CompletedProgram {
  std::string_view name;
  std::vector<CompletedOption> options;
  std::string_view operand;  ///< what stands without an option: `query`
  ValueCompletion operands = {};
};

/// The shells that completion_script() knows.
inline constexpr std::array<std::string_view, 3> completed_shells = {"bash", "zsh", "fish"};
inline ValueCompletion shells() { return words_of(completed_shells); }

/// The script that teaches a shell to complete the program's command line. Throws
/// UsageError where `shell` is none of completed_shells.
std::string completion_script(const CompletedProgram& program, std::string_view shell);

}  // namespace demarche
