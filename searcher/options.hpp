// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/names/name_table.hpp"
#include "common/terminal.hpp"
#include "common/timestamp.hpp"
#include "searcher/results.hpp"

namespace demarche {

enum class SortOrder { relevance, newest, oldest };
enum class KwicSort { left, right, date };
enum class OutputFormat { text, json, jsonl, csv, tsv, html, ids, trec };

/// How many hits are shown where -n does not say it.
inline constexpr std::size_t default_limit = 10;

/// How much stands on either side of an occurrence where --kwic does not say it, unless a
/// terminal's width does.
inline constexpr std::size_t default_kwic_width = 40;

/// What the command line says, resolved: every default is filled in.
struct SearcherOptions {
  std::vector<std::string> index_paths;  ///< at least one
  std::string query;                     ///< the arguments joined by spaces, or stdin for `-`
  bool fixed = false;
  bool any = false;
  bool exact = false;
  bool aliases = true;                  ///< names find the other names of what they name
  std::vector<std::string> name_files;  ///< --names
  NameTable names;                      ///< with the rows of the user's files
  std::optional<std::size_t> limit;     ///< -n; 0: all
  std::size_t offset = 0;
  SortOrder sort = SortOrder::relevance;
  OutputFormat format = OutputFormat::text;
  bool null_separated = false;
  bool snippet = true;
  std::size_t snippet_length = 240;  ///< characters
  bool count = false;
  std::optional<std::string> similar_id;
  bool kwic = false;
  std::size_t kwic_width = 0;  ///< characters on either side; 0: as many as fit
  std::optional<KwicSort> kwic_sort;
  std::optional<std::string> seen_file;  ///< --new-since: only hits that it has not
  std::optional<std::string> show_id;
  std::optional<std::string> versions_id;
  std::optional<std::string> diff_id;
  std::optional<TimeSpan> as_of;    ///< with show_id or diff_id: the wording at its end
  std::vector<std::string> facets;  ///< fields, as typed
  std::optional<Period> timeline;
  std::vector<std::string> fields;  ///< --fields, as typed; empty: by the format
  bool explain = false;
  bool score = false;  ///< show scores in text
  bool quiet = false;
  std::optional<std::string> batch_file;  ///< queries are its lines (`-`: stdin), and not `query`
  unsigned jobs = 1;                      ///< threads that search
  unsigned timeout_ms = 10'000;           ///< for a server's answer
  bool partial = false;                   ///< leave out an index that does not answer
  ColorChoice color = ColorChoice::automatic;
};

/// An option as --help and the man page show it. The parser reads the same table.
struct SearcherOptionRow {
  std::string_view name;      ///< long, without its hyphens
  char letter;                ///< short; 0 where it has none
  std::string_view argument;  ///< what its value is called; empty where it takes none, and
                              ///< `[=width]` where it may be left out
  std::string_view help;

  constexpr bool is_optional() const { return argument.starts_with('['); }
  /// `width`
  constexpr std::string_view value_name() const {
    return is_optional() ? argument.substr(2, argument.size() - 3) : argument;
  }
};

/// Every option, in the order of --help.
std::span<const SearcherOptionRow> searcher_option_rows();

/// Parses argv into options. Throws UsageError. Where --help or --version is
/// asked for, prints it to stdout and returns nothing.
std::optional<SearcherOptions> parse_searcher_options(int argc, const char* const* argv);

}  // namespace demarche
