// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "common/completion/completion.hpp"
#include "indexer/options.hpp"

namespace demarche {

using Argument = CompletedOption::Argument;

/// One option: what the parser, --help and the tests know of it.
struct OptionRow {
  std::string_view name;  ///< without the dashes
  char letter;            ///< NUL where it has no short form
  Argument argument;
  std::string_view placeholder;  ///< what stands for the argument in --help
  std::string_view help;         ///< lower case, no full stop
  bool repeatable;               ///< an option with an argument, given twice, is an error unless so
  bool indexes;                  ///< only of use where statements are indexed
  /// Puts the argument (empty where there is none) into the options. Throws
  /// UsageError without the option's name. Null for --help, --version and
  /// --completion, and for --config and --no-config, which come before all others.
  void (*apply)(IndexerOptions& options, const std::string& value);
  bool of_corpus = false;            ///< says how the PATHs are to be read
  CompletionMaker values = nullptr;  ///< what completes the argument; null for nothing
};

/// Every option of indexer, in the order of --help.
std::span<const OptionRow> indexer_option_table();

/// What --completion prints. Throws as completion_script().
std::string indexer_completion(std::string_view shell);

}  // namespace demarche
