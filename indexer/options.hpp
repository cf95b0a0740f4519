// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/terminal.hpp"
#include "indexer/readers/form.hpp"
#include "indexer/record_names.hpp"

namespace demarche {

/// What to do.
enum class IndexerCommand { index, merge, stats, check };

/// What belongs together, and how it is to be read.
struct CorpusOptions {
  std::vector<std::string> paths;                              ///< "-" is stdin
  std::map<std::string, std::string, std::less<>> set_fields;  ///< --set, by field
  std::optional<Form> input_format;  ///< --input-format; nothing: each file by itself
  RecordMapping record_mapping;      ///< --map
  std::optional<std::string> name_pattern;
  std::optional<std::string> metadata_path;
  /// --join: (field of the statement, column of the table); `year` alone is (year, year).
  std::vector<std::pair<std::string, std::string>> join;
  std::string language = "auto";  ///< `auto` or a BCP 47 tag
};

/// What the command line and the configuration file say, resolved: every default is filled in.
struct IndexerOptions : CorpusOptions {
  IndexerCommand command = IndexerCommand::index;
  std::string index_path;
  /// Of the configuration file, where the command line names no PATH.
  std::vector<CorpusOptions> corpora;
  /// --shard: only statements whose id's hash falls to this share of them.
  struct Shard {
    unsigned number = 1;  ///< from 1
    unsigned count = 1;
  };
  std::optional<Shard> shard;
  unsigned jobs = 1;  ///< threads; the default is one for each processor
  bool prune = true;
  bool keep_duplicates = false;
  bool keep_versions = false;
  bool rebuild = false;
  bool dry_run = false;
  std::optional<std::string> report_path;
  std::optional<double> wait_seconds;  ///< --wait: how long; infinity without a number
  bool quiet = false;
  ColorChoice progress = ColorChoice::automatic;
  ColorChoice color = ColorChoice::automatic;
};

/// Parses argv into options. Throws UsageError. Where --help or --version is
/// asked for, prints it to stdout and returns nothing.
std::optional<IndexerOptions> parse_indexer_options(int argc, const char* const* argv);

/// What --help prints.
std::string indexer_help();

}  // namespace demarche
