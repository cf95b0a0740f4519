// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <iostream>
#include <thread>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "common/nearest.hpp"
#include "common/program.hpp"
#include "searcher/name_files.hpp"
#include "searcher/option_table.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {

namespace po = boost::program_options;

namespace {

constexpr std::string_view dash_hint =
    "an excluded word goes inside the query, as in 'peace -war', or after --; a value that begins "
    "with - goes after =, as in --show=-x";

const SearcherOptionRow* find_letter(char letter) {
  const auto rows = searcher_option_rows();
  const auto row = std::find_if(rows.begin(), rows.end(), [letter](const SearcherOptionRow& r) {
    return r.letter == letter;
  });
  return letter == 0 || row == rows.end() ? nullptr : &*row;
}

/// Whether what stands directly after a short option can be meant as its value,
/// as in -n5 and -fjson. `-democracy` is no index called emocracy.
bool is_attached_value(char letter, std::string_view value) {
  if (letter == 'f') return names_output_format(value);
  if (letter == 'n' || letter == 'j')
    return value.find_first_not_of("0123456789") == std::string_view::npos;
  return value.front() == '/' || value.front() == '.';
}

/// Throws for an argument like -china, which was meant as an excluded word.
void check_letters(std::string_view argument) {
  for (std::size_t i = 1; i < argument.size(); ++i) {
    const SearcherOptionRow* const row = find_letter(argument[i]);
    const bool is_mixed_help = argument[i] == 'h' && argument.size() > 2;
    if (row == nullptr || is_mixed_help) break;
    const std::string_view rest = argument.substr(i + 1);
    if (rest.empty()) return;
    if (row->argument.empty()) continue;
    if (is_attached_value(row->letter, rest)) return;
    break;
  }
  throw UsageError(fmt::format("'{}' is no option", argument), std::string(dash_hint));
}

/// Boost calls this for each argument that it does not take for a value, before
/// it reads it itself; that nothing is returned leaves the argument to it.
std::vector<po::option> check_argument(std::vector<std::string>& arguments) {
  const std::string& first = arguments.front();
  if (first.size() > 1 && first[0] == '-' && first[1] != '-') check_letters(first);
  return {};
}

po::options_description boost_description() {
  po::options_description description;
  for (const SearcherOptionRow& row : searcher_option_rows()) {
    std::string name(row.name);
    if (row.letter != 0) name += fmt::format(",{}", row.letter);
    auto* const semantic = po::value<std::string>();
    if (row.argument.empty()) semantic->zero_tokens();
    if (row.is_optional()) semantic->implicit_value({});
    description.add_options()(name.c_str(), semantic);  // which owns it
  }
  return description;
}

UsageError unknown_option(std::string_view typed) {
  std::vector<std::string_view> names;
  for (const SearcherOptionRow& row : searcher_option_rows()) names.push_back(row.name);
  const std::string_view name = typed.substr(std::min(typed.find_first_not_of('-'), typed.size()));
  const std::string_view meant = nearest_name(name, names);
  return UsageError(
      fmt::format("'{}' is no option", typed),
      meant.empty() ? "searcher --help lists them" : fmt::format("did you mean --{}?", meant));
}

UsageError bad_syntax(const po::invalid_command_line_syntax& error) {
  const std::string name = error.get_option_name();
  const bool has_extra = error.kind() == po::invalid_command_line_syntax::extra_parameter;
  return UsageError(name + (has_extra ? " takes no value" : " needs a value"));
}

/// The options of the command line, each with its value, and what is no option
/// with an empty name.
std::vector<po::option> split_command_line(int argc, const char* const* argv) {
  namespace style = po::command_line_style;
  const po::options_description description = boost_description();
  const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  try {
    // No allow_guessing: an abbreviation would change its meaning with the next option.
    return po::command_line_parser(arguments)
        .options(description)
        .extra_style_parser(check_argument)
        .style(style::unix_style & ~style::allow_guessing)
        .run()
        .options;
  } catch (const po::unknown_option& error) {
    throw unknown_option(error.get_option_name());
  } catch (const po::invalid_command_line_syntax& error) {
    throw bad_syntax(error);
  }
}

std::string read_query_from_stdin() {
  // One byte more than is allowed, for the parser to refuse it.
  std::string query(max_query_bytes + 2, '\0');
  std::cin.read(query.data(), static_cast<std::streamsize>(query.size()));
  query.resize(static_cast<std::size_t>(std::cin.gcount()));
  if (std::cin.bad()) throw UsageError("can't read the query from stdin");
  if (query.ends_with('\n')) query.pop_back();
  if (query.ends_with('\r')) query.pop_back();
  return query;
}

std::string query_of(const std::vector<std::string>& words) {
  if (words.size() == 1 && words.front() == "-") return read_query_from_stdin();
  return fmt::format("{}", fmt::join(words, " "));
}

/// The option that asks for one statement by its id, if one does.
const char* one_statement_option(const SearcherOptions& options) {
  if (options.versions_id) return "--versions";
  if (options.diff_id) return "--diff";
  return options.show_id ? "--show" : nullptr;
}

/// An option that asks for something about all hits, if one does.
const char* hits_option(const SearcherOptions& options) {
  if (options.kwic) return "--kwic";
  if (!options.facets.empty()) return "--facet";
  if (options.timeline) return "--timeline";
  if (options.similar_id) return "--similar";
  return options.seen_file ? "--new-since" : nullptr;
}

void check_one_statement(const SearcherOptions& options, bool has_query) {
  const std::string name = one_statement_option(options);
  if (options.show_id.has_value() + options.versions_id.has_value() + options.diff_id.has_value() >
      1)
    throw UsageError("only one of --show, --versions and --diff can be asked for at a time");
  if (options.count) throw UsageError(fmt::format("--count does not go with {}", name));
  if (const char* const other = hits_option(options))
    throw UsageError(fmt::format("{} does not go with {}", other, name));
  if (options.show_id && options.format != OutputFormat::text &&
      options.format != OutputFormat::html)
    throw UsageError("--show prints text or html");
  if (options.show_id) return;
  if (has_query) throw UsageError(fmt::format("{} takes no query", name));
  if (options.format != OutputFormat::text && options.format != OutputFormat::json)
    throw UsageError(fmt::format("{} prints text or json", name));
  if (options.versions_id && options.as_of)
    throw UsageError("--as-of does not go with --versions, which lists all wordings");
}

void check_batch(const SearcherOptions& options, const std::vector<std::string>& words) {
  if (!words.empty())
    throw UsageError(fmt::format("--batch takes no query, as '{}'", words.front()),
                     "its queries stand in the file, one a line: QID, a tab, the query");
  if (const char* const name = one_statement_option(options))
    throw UsageError(fmt::format("{} does not go with --batch", name));
  if (options.format == OutputFormat::html)
    throw UsageError("--batch does not go with --format html, which is a page of one query");
  if (options.kwic) throw UsageError("--kwic does not go with --batch");
  if (options.seen_file)
    throw UsageError("--new-since does not go with --batch", "run searcher once for each query");
}

bool prints_only_ids(const SearcherOptions& options) {
  return options.format == OutputFormat::ids || options.format == OutputFormat::trec;
}

void check_hits_options(const SearcherOptions& options) {
  if (options.kwic_sort && !options.kwic) throw UsageError("--kwic-sort goes with --kwic only");
  if (options.kwic && options.kwic_sort && options.sort != SortOrder::relevance)
    throw UsageError("--sort does not go with --kwic-sort");
  const bool has_tables = !options.facets.empty() || options.timeline;
  if ((options.kwic || has_tables) && prints_only_ids(options))
    throw UsageError(fmt::format("{} does not go with ids and trec", hits_option(options)));
  if (options.kwic && options.format == OutputFormat::html)
    throw UsageError("--kwic does not go with --format html");
  if (!options.seen_file) return;
  if (options.seen_file->empty()) throw UsageError("--new-since takes the name of a file");
  if (options.explain) throw UsageError("--new-since does not go with --explain");
  if (options.limit || options.offset > 0)
    throw UsageError("--new-since prints all that is new: --limit and --offset do not go with it");
}

/// What a table for programs can't hold beside another.
void check_columns(const SearcherOptions& options) {
  const bool is_table = options.format == OutputFormat::csv || options.format == OutputFormat::tsv;
  const bool has_columns =
      is_table || options.format == OutputFormat::json || options.format == OutputFormat::jsonl;
  if (!options.fields.empty() && !has_columns)
    throw UsageError("--fields goes with --format json, jsonl, csv or tsv");
  if (!options.snippet &&
      std::find(options.fields.begin(), options.fields.end(), "snippet") != options.fields.end())
    throw UsageError("--no-snippet does not go with --fields snippet");
  const int tables = (options.facets.empty() ? 0 : 1) + (options.timeline ? 1 : 0) +
                     (options.kwic || !options.fields.empty() ? 1 : 0);
  if (is_table && tables > 1)
    throw UsageError("csv and tsv print one table: --facet, --timeline, or --fields and --kwic");
}

void check_options(const SearcherOptions& options) {
  const bool is_blank = options.query.find_first_not_of(" \t\r\n") == std::string::npos;
  if (one_statement_option(options) != nullptr)
    check_one_statement(options, !is_blank);
  else if (options.as_of)
    throw UsageError("--as-of goes with --show or --diff", "searcher --as-of 2026-03-01 --show ID");
  else if (is_blank && !options.batch_file && !options.similar_id)
    throw UsageError("no query", "searcher --help shows examples");
  check_hits_options(options);
  if (options.null_separated && options.format != OutputFormat::ids) {
    throw UsageError("--null goes with --format ids only");
  }
  check_columns(options);
}

/// What an option prints that ends the program.
std::string printed_by(std::string_view option, const std::string& value) {
  if (option == "completion") return searcher_completion(value);
  return option == "help" ? searcher_help() : version_text("searcher");
}

}  // namespace

std::optional<SearcherOptions> parse_searcher_options(int argc, const char* const* argv) {
  const auto table = searcher_option_table();
  SearcherOptions options;
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::string> words;
  for (const po::option& given : split_command_line(argc, argv)) {
    if (given.string_key.empty()) {
      words.insert(words.end(), given.value.begin(), given.value.end());
      continue;
    }
    const auto option = std::find_if(
        table.begin(), table.end(),
        [&given](const SearcherOption& known) { return known.row.name == given.string_key; });
    std::string value = given.value.empty() ? std::string() : given.value.front();
    if (option->apply == nullptr) {
      write_stdout(printed_by(option->row.name, value));
      return std::nullopt;
    }
    // Boost gives it the word after it.
    if (option->row.is_optional() && given.original_tokens.front().find('=') == std::string::npos) {
      words.insert(words.end(), given.value.begin(), given.value.end());
      value.clear();
    }
    option->apply(options, value);
  }
  if (options.batch_file) {
    check_batch(options, words);
  } else {
    options.query = query_of(words);
  }
  if (options.index_paths.empty()) options.index_paths.push_back(default_index_path());
  check_options(options);
  options.names = read_names(options.name_files);
  return options;
}

}  // namespace demarche
