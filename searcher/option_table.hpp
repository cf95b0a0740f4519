// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "common/completion/completion.hpp"
#include "searcher/options.hpp"

namespace demarche {

/// An option, and what it does: nothing to `apply` where it prints and ends.
struct SearcherOption {
  SearcherOptionRow row;
  void (*apply)(SearcherOptions&, const std::string& value);
  CompletionMaker values = nullptr;  ///< what completes its value; null for nothing
};

/// The only list of options, in the order of --help.
std::span<const SearcherOption> searcher_option_table();

/// Whether --format takes this word.
bool names_output_format(std::string_view word);

/// What --completion prints. Throws as completion_script().
std::string searcher_completion(std::string_view shell);

/// What --help prints.
std::string searcher_help();

}  // namespace demarche
