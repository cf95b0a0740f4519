// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/program_options.hpp>
#include <charconv>
#include <iostream>
#include <iterator>
#include <limits>
#include <utility>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "common/nearest.hpp"
#include "common/program.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {

namespace po = boost::program_options;

namespace {

constexpr std::string_view dash_hint =
    "an excluded word goes inside the query, as in 'peace -war', or after --";
constexpr std::size_t min_snippet_length = 20;
constexpr std::size_t max_snippet_length = 100'000;

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

std::size_t parse_number(std::string_view option, std::string_view value, std::size_t least = 0,
                         std::size_t most = no_limit) {
  std::size_t number = 0;
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc{} || stop != end || number < least || number > most) {
    const std::string range = most == no_limit ? fmt::format("from {} on", least)
                                               : fmt::format("from {} to {}", least, most);
    throw UsageError(fmt::format("--{} takes a whole number {}, not '{}'", option, range, value));
  }
  return number;
}

/// The value of the word in `choices`.
template <typename Value, std::size_t N>
Value parse_choice(std::string_view option, std::string_view word,
                   const std::array<std::pair<std::string_view, Value>, N>& choices) {
  std::string names;
  for (const auto& [name, value] : choices) {
    if (name == word) return value;
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  throw UsageError(fmt::format("--{} takes one of {}, not '{}'", option, names, word));
}

constexpr std::array<std::pair<std::string_view, SortOrder>, 3> sort_orders = {
    {{"relevance", SortOrder::relevance},
     {"newest", SortOrder::newest},
     {"oldest", SortOrder::oldest}}};

constexpr std::array<std::pair<std::string_view, OutputFormat>, 3> formats = {
    {{"text", OutputFormat::text}, {"json", OutputFormat::json}, {"ids", OutputFormat::ids}}};

using Value = const std::string&;
using Apply = void (*)(SearcherOptions&, Value);

/// An option, and what it does. The table below is the only list of options.
struct Option {
  SearcherOptionRow row;
  Apply apply;
};

constexpr Option options_table[] = {
    {{"db", 'd', "path", "index to search; repeat it to search several as one"},
     [](SearcherOptions& o, Value v) { o.index_paths.push_back(v); }},
    {{"limit", 'n', "number", "show so many statements (10; 0: all)"},
     [](SearcherOptions& o, Value v) { o.limit = parse_number("limit", v); }},
    {{"offset", 0, "number", "leave out so many of the first"},
     [](SearcherOptions& o, Value v) { o.offset = parse_number("offset", v); }},
    {{"sort", 0, "order", "relevance (default), newest or oldest"},
     [](SearcherOptions& o, Value v) { o.sort = parse_choice("sort", v, sort_orders); }},
    {{"any", 0, "", "find statements with any of the words"},
     [](SearcherOptions& o, Value) { o.any = true; }},
    {{"all", 0, "", "find statements with all of the words (default)"},
     [](SearcherOptions& o, Value) { o.any = false; }},
    {{"fixed", 'F', "", "take the query as plain words: no operators, no fields"},
     [](SearcherOptions& o, Value) { o.fixed = true; }},
    {{"exact", 0, "", "find the words as written, without stemming"},
     [](SearcherOptions& o, Value) { o.exact = true; }},
    {{"format", 'f', "format", "text (default), json or ids"},
     [](SearcherOptions& o, Value v) { o.format = parse_choice("format", v, formats); }},
    {{"null", '0', "", "end each id with NUL instead of newline (with -f ids)"},
     [](SearcherOptions& o, Value) { o.null_separated = true; }},
    {{"no-snippet", 0, "", "show no passage of the text"},
     [](SearcherOptions& o, Value) { o.snippet = false; }},
    {{"snippet-length", 0, "number", "length of the passage in characters (240)"},
     [](SearcherOptions& o, Value v) {
       o.snippet_length = parse_number("snippet-length", v, min_snippet_length, max_snippet_length);
     }},
    {{"count", 'c', "", "print only how many statements match"},
     [](SearcherOptions& o, Value) { o.count = true; }},
    {{"show", 0, "id", "print one statement whole; a query is marked in it"},
     [](SearcherOptions& o, Value v) { o.show_id = v; }},
    {{"explain", 0, "", "print how the query was understood"},
     [](SearcherOptions& o, Value) { o.explain = true; }},
    {{"score", 0, "", "show each statement's score"},
     [](SearcherOptions& o, Value) { o.score = true; }},
    {{"quiet", 'q', "", "print nothing: the exit status says whether anything matches"},
     [](SearcherOptions& o, Value) { o.quiet = true; }},
    {{"color", 0, "when", "auto (default), always or never"},
     [](SearcherOptions& o, Value v) { o.color = parse_color_choice(v); }},
    {{"help", 'h', "", "print this help"}, nullptr},
    {{"version", 0, "", "print the versions of the program, of Xapian and of the index format"},
     nullptr},
};

constexpr auto option_rows = [] {
  std::array<SearcherOptionRow, std::size(options_table)> rows{};
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = options_table[i].row;
  return rows;
}();

constexpr const char* examples = R"(
Examples:
  searcher 'hollow promises'
  searcher '"leave no stone unturned" issuer:Pakistan since:2025-10-01'
  searcher -n 5 --sort newest 'title:(ceasefire OR truce) -draft'

searcher(1) says more; demarche-query(7) is the query language.
)";

std::string help_text() {
  std::string text =
      "Usage: searcher [OPTIONS] QUERY...\n"
      "       searcher [OPTIONS] --show ID [QUERY...]\n"
      "Find statements in an index made by indexer. The query - is read from stdin.\n\n";
  for (const SearcherOptionRow& row : option_rows) {
    const std::string letter = row.letter != 0 ? fmt::format("-{},", row.letter) : "";
    std::string name = fmt::format("--{}", row.name);
    if (!row.argument.empty()) name += fmt::format(" {}", row.argument);
    text += fmt::format("  {:<3} {:<24} {}\n", letter, name, row.help);
  }
  return text + examples;
}

const SearcherOptionRow* find_letter(char letter) {
  const auto row =
      std::find_if(option_rows.begin(), option_rows.end(),
                   [letter](const SearcherOptionRow& r) { return r.letter == letter; });
  return letter == 0 || row == option_rows.end() ? nullptr : &*row;
}

/// Whether what stands directly after a short option can be meant as its value,
/// as in -n5 and -fjson. `-democracy` is no index called emocracy.
bool is_attached_value(char letter, std::string_view value) {
  if (letter == 'f') {
    return std::any_of(formats.begin(), formats.end(),
                       [value](const auto& format) { return format.first == value; });
  }
  if (letter == 'n') return value.find_first_not_of("0123456789") == std::string_view::npos;
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
  for (const SearcherOptionRow& row : option_rows) {
    std::string name(row.name);
    if (row.letter != 0) name += fmt::format(",{}", row.letter);
    auto* const semantic = new po::untyped_value(row.argument.empty());
    description.add_options()(name.c_str(), semantic);  // which owns it
  }
  return description;
}

UsageError unknown_option(std::string_view typed) {
  std::vector<std::string_view> names;
  for (const SearcherOptionRow& row : option_rows) names.push_back(row.name);
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
  } catch (const po::error& error) {
    throw UsageError(error.what());
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

void check_options(const SearcherOptions& options) {
  const bool is_blank = options.query.find_first_not_of(" \t\r\n") == std::string::npos;
  if (is_blank && !options.show_id) {
    throw UsageError("no query", "searcher --help shows examples");
  }
  if (options.null_separated && options.format != OutputFormat::ids) {
    throw UsageError("--null goes with --format ids only");
  }
  if (options.show_id && options.format != OutputFormat::text) {
    throw UsageError("--show prints text only");
  }
  if (options.show_id && options.count) throw UsageError("--count does not go with --show");
}

}  // namespace

std::span<const SearcherOptionRow> searcher_option_rows() { return option_rows; }

std::optional<SearcherOptions> parse_searcher_options(int argc, const char* const* argv) {
  SearcherOptions options;
  std::vector<std::string> words;
  for (const po::option& given : split_command_line(argc, argv)) {
    if (given.string_key.empty()) {
      words.insert(words.end(), given.value.begin(), given.value.end());
      continue;
    }
    const auto* const option =
        std::find_if(std::begin(options_table), std::end(options_table),
                     [&given](const Option& o) { return o.row.name == given.string_key; });
    if (option->apply == nullptr) {
      write_stdout(option->row.name == "help" ? help_text() : version_text("searcher"));
      return std::nullopt;
    }
    option->apply(options, given.value.empty() ? std::string() : given.value.front());
  }
  options.query = query_of(words);
  if (options.index_paths.empty()) options.index_paths.push_back(default_index_path());
  check_options(options);
  return options;
}

}  // namespace demarche
