// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/errors.hpp>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/value_semantic.hpp>
#include <filesystem>
#include <set>
#include <thread>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "common/nearest.hpp"
#include "common/program.hpp"
#include "indexer/config.hpp"
#include "indexer/option_table.hpp"

namespace demarche {
namespace {

namespace po = boost::program_options;

constexpr std::string_view help_hint = "indexer --help lists the options";
constexpr std::size_t help_column = 26;

constexpr std::string_view help_head =
    "usage: indexer [OPTIONS] [PATH...]\n"
    "Index the statements in files and folders, for searcher(1) to find.\n\n";

constexpr std::string_view help_tail =
    "\n"
    "examples:\n"
    "  indexer ~/statements\n"
    "  indexer --set issuer=Pakistan --language en ~/pakistan\n"
    "  indexer --name-pattern '{issuer}_{session}_{year}.txt' \\\n"
    "      --metadata speakers.tsv --join year,issuer=iso ~/debates\n"
    "\n"
    "The manual: man indexer\n";

po::options_description boost_description() {
  po::options_description description;
  for (const OptionRow& row : indexer_option_table()) {
    std::string names(row.name);
    if (row.letter != '\0') names += fmt::format(",{}", row.letter);
    auto* value = po::value<std::string>();
    if (row.argument == Argument::none) value->zero_tokens();
    if (row.argument == Argument::optional) value->implicit_value({});
    description.add_options()(names.c_str(), value);
  }
  return description;
}

/// What was probably meant by an option that is none.
std::string unknown_option_hint(std::string_view written) {
  const std::size_t begin = std::min(written.find_first_not_of('-'), written.size());
  const std::string_view name = written.substr(begin, written.find('=') - begin);
  std::vector<std::string_view> names;
  for (const OptionRow& row : indexer_option_table()) {
    if (name.size() >= 2 && std::string_view(row.name).starts_with(name))
      return fmt::format("did you mean --{}?", row.name);
    names.push_back(row.name);
  }
  const std::string_view nearest = nearest_name(name, names);
  return nearest.empty() ? std::string(help_hint) : fmt::format("did you mean --{}?", nearest);
}

std::string_view syntax_message(const po::invalid_syntax& error) {
  const bool is_missing = error.kind() == po::invalid_syntax::missing_parameter ||
                          error.kind() == po::invalid_syntax::empty_adjacent_parameter;
  return is_missing ? "needs a value" : "takes no value";
}

std::vector<po::option> split_arguments(int argc, const char* const* argv) {
  const po::options_description description = boost_description();
  // An abbreviation that works today would break with tomorrow's options.
  constexpr int style =
      po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  try {
    return po::command_line_parser(arguments).options(description).style(style).run().options;
  } catch (const po::unknown_option& error) {
    const std::string name = error.get_option_name();
    throw UsageError(fmt::format("unknown option '{}'", name), unknown_option_hint(name));
  } catch (const po::invalid_syntax& error) {
    throw UsageError(fmt::format("option '{}' {}", error.get_option_name(), syntax_message(error)),
                     std::string(help_hint));
  }
}

const OptionRow& row_of(const std::string& key) {
  const auto table = indexer_option_table();
  const auto is_row = [&](const OptionRow& row) {
    const bool is_letter = key.size() == 2 && key[0] == '-' && key[1] == row.letter;
    return row.name == key || is_letter;
  };
  const auto row = std::find_if(table.begin(), table.end(), is_row);
  if (row == table.end()) throw UsageError(fmt::format("unknown option '{}'", key));
  return *row;
}

void add_path(const std::string& path, IndexerOptions& options) {
  if (path.empty()) throw UsageError("a PATH is empty");
  if (path == "-" &&
      std::find(options.paths.begin(), options.paths.end(), path) != options.paths.end())
    throw UsageError("stdin ('-') can be read only once");
  options.paths.push_back(path);
}

void apply(const OptionRow& row, const std::string& value, IndexerOptions& options) {
  try {
    row.apply(options, value);
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("--{}: {}", row.name, error.what()), error.hint());
  }
}

/// Boost gives the word after `--wait` to it, though its value is optional: that
/// word is a PATH, unless it stands behind an equals sign.
bool took_path(const OptionRow& row, const po::option& given) {
  return row.argument == Argument::optional && !given.value.empty() &&
         given.original_tokens.front().find('=') == std::string::npos;
}

void apply(const OptionRow& row, const po::option& given, IndexerOptions& options) {
  const std::string value = given.value.empty() ? std::string() : given.value.front();
  if (took_path(row, given)) {
    apply(row, std::string(), options);
    add_path(value, options);
  } else {
    apply(row, value, options);
  }
}

/// The option that says so.
std::string_view name_of(IndexerCommand command) {
  if (command == IndexerCommand::merge) return "--merge";
  return command == IndexerCommand::stats ? "--stats" : "--check";
}

/// The configuration file's settings, which the command line's follow.
void apply_config(const std::vector<po::option>& given_options, IndexerOptions& options) {
  std::optional<std::string> path;
  bool reads = true;
  for (const po::option& given : given_options) {
    if (given.string_key == "config") path = given.value.front();
    if (given.string_key == "no-config") reads = false;
  }
  if (path && !reads) throw UsageError("--config does not go with --no-config");
  if (path) return read_config(*path, options);
  const std::string usual = default_config_path();
  if (!reads || usual.empty()) return;
  // A home that is closed to us, as to a service, holds no configuration of ours.
  std::error_code error;
  const auto status = std::filesystem::status(usual, error);
  if (status.type() != std::filesystem::file_type::not_found &&
      error != std::errc::permission_denied)
    read_config(usual, options);
}

void check_combinations(const IndexerOptions& options, const OptionRow* only_of_indexing) {
  if (options.command == IndexerCommand::index) {
    if (options.paths.empty() && options.corpora.empty()) {
      throw UsageError("no PATH to index", "indexer --help has examples");
    }
    if (options.rebuild && !options.prune)
      throw UsageError("--no-prune does not go with --rebuild",
                       "an index made anew holds what the files hold now");
    if (options.metadata_path && options.join.empty()) {
      throw UsageError("--metadata needs --join",
                       "name the columns that statements and rows share");
    }
    if (!options.metadata_path && !options.join.empty()) {
      throw UsageError("--join needs --metadata", "name the table with --metadata TABLE");
    }
    return;
  }
  const std::string_view command = name_of(options.command);
  if (options.command == IndexerCommand::merge && options.paths.empty())
    throw UsageError("--merge needs the indexes to merge", "indexer --db NEW --merge INDEX...");
  if (options.command != IndexerCommand::merge && !options.paths.empty()) {
    throw UsageError(fmt::format("{} takes no PATH, but '{}' is given", command, options.paths[0]),
                     "the index is named with --db PATH");
  }
  if (only_of_indexing != nullptr) {
    throw UsageError(fmt::format("--{} does not go with {}", only_of_indexing->name, command));
  }
}

std::string help_line(const OptionRow& row) {
  std::string names = row.letter == '\0' ? "    " : fmt::format("-{}, ", row.letter);
  names += fmt::format("--{}", row.name);
  if (row.argument == Argument::required) names += fmt::format(" {}", row.placeholder);
  if (row.argument == Argument::optional) names += fmt::format("[={}]", row.placeholder);
  return fmt::format("  {:<{}} {}\n", names, help_column, row.help);
}

/// What an option prints that ends the program.
std::optional<std::string> printed_by(std::string_view option, const po::option& given) {
  if (option == "completion") return indexer_completion(given.value.front());
  if (option == "help") return indexer_help();
  if (option == "version") return version_text("indexer");
  return std::nullopt;
}

}  // namespace

std::string indexer_help() {
  std::string help(help_head);
  for (const OptionRow& row : indexer_option_table()) help += help_line(row);
  return help.append(help_tail);
}

std::optional<IndexerOptions> parse_indexer_options(int argc, const char* const* argv) {
  const std::vector<po::option> given_options = split_arguments(argc, argv);
  IndexerOptions options;
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  const bool asks_to_index =
      std::none_of(given_options.begin(), given_options.end(), [](const po::option& given) {
        const auto& key = given.string_key;
        return key == "merge" || key == "stats" || key == "check" || key == "help" ||
               key == "version" || key == "completion";
      });
  if (asks_to_index) apply_config(given_options, options);
  std::set<std::string_view> seen;
  const OptionRow* only_of_indexing = nullptr;
  const OptionRow* of_corpus = nullptr;
  for (const po::option& given : given_options) {
    if (given.string_key.empty()) {
      add_path(given.value.front(), options);
      continue;
    }
    const OptionRow& row = row_of(given.string_key);
    if (const auto printed = printed_by(row.name, given)) {
      write_stdout(*printed);
      return std::nullopt;
    }
    const bool is_new = seen.insert(row.name).second;
    if (!is_new && row.argument != Argument::none && !row.repeatable) {
      throw UsageError(fmt::format("--{} is given twice", row.name));
    }
    if (row.indexes) only_of_indexing = &row;
    if (row.of_corpus) of_corpus = &row;
    if (row.apply != nullptr) apply(row, given, options);
  }
  if (!options.paths.empty()) options.corpora.clear();
  if (!options.corpora.empty() && of_corpus != nullptr)
    throw UsageError(fmt::format("--{} needs a PATH", of_corpus->name),
                     "the corpora of the configuration file have settings of their own");
  check_combinations(options, only_of_indexing);
  if (seen.find("db") == seen.end()) options.index_path = default_index_path();
  return options;
}

}  // namespace demarche
