// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/option_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "common/calendar.hpp"
#include "common/error.hpp"
#include "common/statement.hpp"
#include "common/terminal.hpp"
#include "common/text/utf8.hpp"
#include "indexer/field.hpp"
#include "indexer/language.hpp"
#include "indexer/metadata.hpp"

namespace demarche {
namespace {

constexpr unsigned max_jobs = 256;

std::string settable_field(std::string_view name) {
  const auto field = field_name(name);
  if (!field) {
    throw UsageError(fmt::format("'{}' is no field name", name),
                     "a field name has letters, digits, '_' and '-', and begins with a letter");
  }
  return *field;
}

std::string known_language(const std::string& value) {
  if (auto tag = language_tag(value)) return *tag;
  throw UsageError(fmt::format("'{}' is no language tag", value),
                   "give a BCP 47 tag, such as en, fr or zh");
}

std::string set_value(const std::string& field, std::string_view text) {
  std::string value = field_value(text);
  if (value.empty()) throw UsageError(fmt::format("'{}' is given no value", field));
  if (!is_utf8(value)) throw UsageError(fmt::format("the value of '{}' is not UTF-8", field));
  if (field == "language") return known_language(value);
  if (field == "date" && !parse_date(value)) {
    throw UsageError(fmt::format("'{}' is no date", value),
                     "write a date as 2025-11-09, 2025-11 or 2025");
  }
  return value;
}

void apply_set(IndexerOptions& options, const std::string& argument) {
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos) {
    throw UsageError(fmt::format("'{}' has no '='", argument),
                     "write --set FIELD=VALUE, such as --set issuer=Pakistan");
  }
  const std::string field = settable_field(std::string_view(argument).substr(0, equals));
  if (is_reserved_field(field)) {
    throw UsageError(fmt::format("'{}' is not a field that can be the same for all", field));
  }
  const std::string value = set_value(field, std::string_view(argument).substr(equals + 1));
  if (!options.set_fields.emplace(field, value).second) {
    throw UsageError(fmt::format("'{}' is set twice", field));
  }
}

constexpr std::array<std::pair<std::string_view, std::optional<Form>>, 13> input_formats = {
    {{"auto", std::nullopt},
     {"text", Form::text},
     {"html", Form::html},
     {"json", Form::json},
     {"jsonl", Form::json_lines},
     {"csv", Form::csv},
     {"tsv", Form::tsv},
     {"pdf", Form::pdf},
     {"docx", Form::docx},
     {"odt", Form::odt},
     {"epub", Form::epub},
     {"mail", Form::mail},
     {"mbox", Form::mbox}}};

void apply_input_format(IndexerOptions& options, const std::string& value) {
  const auto row = std::find_if(input_formats.begin(), input_formats.end(),
                                [&](const auto& each) { return each.first == value; });
  if (row == input_formats.end())
    throw UsageError(
        fmt::format("'{}' is no form that this version reads", value),
        "it reads auto, text, html, json, jsonl, csv, tsv, pdf, docx, odt, epub, mail and mbox");
  options.input_format = row->second;
}

void apply_map(IndexerOptions& options, const std::string& argument) {
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos || equals + 1 == argument.size())
    throw UsageError(fmt::format("'{}' is no FIELD=COLUMN", argument),
                     "such as --map text=body_html, or --map speaker=/author/name");
  const std::string field = settable_field(std::string_view(argument).substr(0, equals));
  const std::string source = argument.substr(equals + 1);
  for (const auto& [other, column] : options.record_mapping) {
    if (other == field) throw UsageError(fmt::format("'{}' is mapped twice", field));
    if (column == source) throw UsageError(fmt::format("'{}' is taken twice", source));
  }
  options.record_mapping.emplace_back(field, source);
}

void apply_name_pattern(IndexerOptions& options, const std::string& value) {
  const NamePattern pattern(value);  // throws for a bad one before any work is done
  options.name_pattern = value;
}

void apply_join_part(IndexerOptions& options, std::string_view part) {
  const std::size_t equals = part.find('=');
  const std::string field = settable_field(part.substr(0, equals));
  const std::string_view column = equals == std::string_view::npos ? part : part.substr(equals + 1);
  if (column.empty()) throw UsageError(fmt::format("'{}' lacks the column's name", part));
  const bool repeated = std::any_of(options.join.begin(), options.join.end(),
                                    [&](const auto& pair) { return pair.first == field; });
  if (repeated) throw UsageError(fmt::format("'{}' is joined on twice", field));
  options.join.emplace_back(field, column);
}

void apply_join(IndexerOptions& options, const std::string& value) {
  std::string_view rest = value;
  while (true) {
    const std::size_t comma = rest.find(',');
    apply_join_part(options, rest.substr(0, comma));
    if (comma == std::string_view::npos) return;
    rest.remove_prefix(comma + 1);
  }
}

constexpr std::string_view automatic_language = "auto";

void apply_language(IndexerOptions& options, const std::string& value) {
  options.language = value == automatic_language ? value : known_language(value);
}

void apply_wait(IndexerOptions& options, const std::string& value) {
  if (value.empty()) {
    options.wait_seconds = std::numeric_limits<double>::infinity();
    return;
  }
  double seconds = 0;
  const char* end = value.data() + value.size();
  const auto [rest, error] = std::from_chars(value.data(), end, seconds);
  if (error != std::errc{} || rest != end || !std::isfinite(seconds) || seconds < 0) {
    throw UsageError(fmt::format("'{}' is no number of seconds", value));
  }
  options.wait_seconds = seconds;
}

void apply_command(IndexerOptions& options, IndexerCommand command) {
  if (options.command != IndexerCommand::index && options.command != command) {
    throw UsageError("only one of --merge, --stats and --check can be done at a time");
  }
  options.command = command;
}

/// A whole number from 1 on; 0 where `text` is none.
unsigned whole_number(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

void apply_jobs(IndexerOptions& options, const std::string& value) {
  options.jobs = whole_number(value);
  if (options.jobs == 0 || options.jobs > max_jobs)
    throw UsageError(fmt::format("'{}' is no number from 1 to {}", value, max_jobs));
}

void apply_shard(IndexerOptions& options, const std::string& value) {
  const std::size_t slash = std::min(value.find('/'), value.size());
  const unsigned number = whole_number(std::string_view(value).substr(0, slash));
  const unsigned count =
      slash == value.size() ? 0 : whole_number(std::string_view(value).substr(slash + 1));
  if (number == 0 || count < number)
    throw UsageError(fmt::format("'{}' is no share K/N", value),
                     "write the first of four as 1/4, the last as 4/4");
  options.shard = IndexerOptions::Shard{number, count};
}

void apply_path(std::optional<std::string>& path, const std::string& value) { path = value; }

ValueCompletion settable_fields() { return words_of(known_fields, "="); }
ValueCompletion when() { return names_of(color_choices); }

using O = IndexerOptions;
using S = const std::string;
constexpr auto none = Argument::none;
constexpr auto required = Argument::required;

constexpr std::array option_table = {
    OptionRow{"db", 'd', required, "PATH", "the index (default: $DEMARCHE_DB, or in your home)",
              false, false, [](O& o, S& v) { o.index_path = v; }, false, folders},
    OptionRow{"jobs", 'j', required, "N", "threads (default: one for each processor)", false, true,
              apply_jobs},
    OptionRow{"input-format", '\0', required, "F", "auto (default), text, html, json, csv, pdf …",
              false, true, apply_input_format, true, [] { return names_of(input_formats); }},
    OptionRow{"map", '\0', required, "FIELD=COLUMN",
              "a field of records: a column, member or /pointer", true, true, apply_map, true,
              settable_fields},
    OptionRow{"set", '\0', required, "FIELD=VALUE", "give every statement this field; repeatable",
              true, true, apply_set, true, settable_fields},
    OptionRow{"name-pattern", '\0', required, "P",
              "fields from the file name: '{issuer}_{year}.txt'", false, true, apply_name_pattern,
              true},
    OptionRow{"metadata", '\0', required, "TABLE", "fields from a CSV or TSV table; needs --join",
              false, true, [](O& o, S& v) { apply_path(o.metadata_path, v); }, true, files},
    OptionRow{"join", '\0', required, "F[,F...]", "the table's key: FIELD or FIELD=COLUMN, each",
              false, true, apply_join, true, [] { return words_of(known_fields); }},
    OptionRow{"language", '\0', required, "L", "auto (default) or a tag such as en", false, true,
              apply_language, true, [] { return words_of(std::array{automatic_language}); }},
    OptionRow{"no-prune", '\0', none, "", "keep statements whose file has gone", false, true,
              [](O& o, S&) { o.prune = false; }},
    OptionRow{"config", '\0', required, "FILE", "corpora and settings (default: in your home)",
              false, true, nullptr, false, files},
    OptionRow{"no-config", '\0', none, "", "read no configuration file", false, true, nullptr},
    OptionRow{"keep-duplicates", '\0', none, "", "index each copy of a statement as one", false,
              true, [](O& o, S&) { o.keep_duplicates = true; }},
    OptionRow{"keep-versions", '\0', none, "", "keep the earlier wording of what changed or went",
              false, true, [](O& o, S&) { o.keep_versions = true; }},
    OptionRow{"rebuild", '\0', none, "", "make the index anew, beside the old one", false, true,
              [](O& o, S&) { o.rebuild = true; }},
    OptionRow{"dry-run", '\0', none, "", "say what would happen; write nothing", false, true,
              [](O& o, S&) { o.dry_run = true; }},
    OptionRow{"shard", '\0', required, "K/N", "only the K-th of N shares", false, true,
              apply_shard},
    OptionRow{"merge", '\0', none, "", "make a new index of those named as PATH", false, false,
              [](O& o, S&) { apply_command(o, IndexerCommand::merge); }},
    OptionRow{"check", '\0', none, "", "verify the whole index, block by block", false, false,
              [](O& o, S&) { apply_command(o, IndexerCommand::check); }},
    OptionRow{"stats", '\0', none, "", "say what is in the index", false, false,
              [](O& o, S&) { apply_command(o, IndexerCommand::stats); }},
    OptionRow{"wait", '\0', Argument::optional, "SECONDS", "wait for another writer to finish",
              false, true, apply_wait},
    OptionRow{"report", '\0', required, "FILE", "write a JSON line for each input", false, true,
              [](O& o, S& v) { apply_path(o.report_path, v); }, false, files},
    OptionRow{"quiet", 'q', none, "", "print errors only", false, false,
              [](O& o, S&) { o.quiet = true; }},
    OptionRow{"progress", '\0', required, "WHEN", "auto (default), always or never", false, false,
              [](O& o, S& v) { o.progress = parse_color_choice(v); }, false, when},
    OptionRow{"color", '\0', required, "WHEN", "auto (default), always or never", false, false,
              [](O& o, S& v) { o.color = parse_color_choice(v); }, false, when},
    OptionRow{"completion", '\0', required, "SHELL",
              "print what completes commands: bash, zsh, fish", false, false, nullptr, false,
              shells},
    OptionRow{"help", 'h', none, "", "print this", false, false, nullptr},
    OptionRow{"version", '\0', none, "", "print the program's and the index format's version",
              false, false, nullptr},
};

}  // namespace

std::span<const OptionRow> indexer_option_table() { return option_table; }

std::string indexer_completion(std::string_view shell) {
  CompletedProgram program{"indexer", {}, "path", files()};
  for (const OptionRow& row : option_table) {
    program.options.push_back({row.name, row.letter, row.argument, row.placeholder, row.help,
                               row.values != nullptr ? row.values() : ValueCompletion()});
  }
  return completion_script(program, shell);
}

}  // namespace demarche
