// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/field_sources.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "common/calendar.hpp"
#include "common/error.hpp"
#include "common/hash.hpp"
#include "indexer/language.hpp"
#include "indexer/readers/document_information.hpp"
#include "indexer/written_date.hpp"

namespace demarche {
namespace {

std::string file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::uint64_t fingerprint_of(const CorpusOptions& options) {
  std::string all = options.language;
  const auto add = [&all](std::string_view part) { (all += '\0') += part; };
  for (const auto& [name, value] : options.set_fields) {
    add(name);
    add(value);
  }
  for (const auto& [field, source] : options.record_mapping) {
    add(field);
    add(source);
  }
  if (options.input_format) add(fmt::format("{}", static_cast<int>(*options.input_format)));
  add(options.name_pattern.value_or(""));
  for (const auto& [field, column] : options.join) {
    add(field);
    add(column);
  }
  if (options.metadata_path) add(file_bytes(*options.metadata_path));
  return fnv1a(all);
}

}  // namespace

FieldSources::FieldSources(const CorpusOptions& options)
    : set_fields_(options.set_fields),
      language_(options.language),
      fingerprint_(fingerprint_of(options)) {
  if (options.name_pattern) pattern_.emplace(*options.name_pattern);
  if (options.metadata_path) {
    table_.emplace(*options.metadata_path, options.join);
    table_path_ = std::filesystem::weakly_canonical(*options.metadata_path).string();
  }
}

std::size_t FieldSources::repeated_rows() const {
  return table_ ? table_->repeated_keys().size() : 0;
}

bool FieldSources::is_table(const std::string& path) const {
  std::error_code error;
  return table_ && std::filesystem::equivalent(path, table_path_, error);
}

void FieldSources::fill(Statement& statement, const FieldMap& fields) const {
  for (const auto& [name, value] : fields) {
    if (!is_reserved_field(name)) statement.fields.try_emplace(name, value);
  }
}

void FieldSources::complete(ReadStatement& read, const std::string& name) {
  Statement& statement = read.statement;
  for (const auto& [field, value] : set_fields_) statement.fields[field] = value;
  FieldMap from_name;
  if (pattern_) {
    auto matched = pattern_->match(name);
    // `a.txt.gz` has the fields of `a.txt`.
    if (!matched) matched = pattern_->match(without_compression(name));
    if (matched)
      from_name = std::move(*matched);
    else
      ++names_without_match_;
  }
  if (table_) {
    FieldMap known = statement.fields;
    known.insert(from_name.begin(), from_name.end());
    if (const FieldMap* row = table_->find(known))
      fill(statement, *row);
    else
      ++statements_without_row_;
  }
  fill(statement, from_name);
  take_information(read);
  limit_values(read);
  check_date(read);
  find_language(read);
}

/// What a document's file says of itself fills what nothing else gives.
void FieldSources::take_information(ReadStatement& read) const {
  FieldMap& information = read.information;
  const Statement& statement = read.statement;
  if (!statement.field("date").empty() || !statement.field("year").empty()) {
    information.erase("date");
    information.erase(std::string(date_source_field));
  } else if (information.contains(date_source_field)) {
    read.warnings.push_back(fmt::format("no date but {}, which is that of its {}",
                                        information["date"],
                                        information.find(date_source_field)->second));
  }
  fill(read.statement, information);
}

/// A field is what a list of hits shows whole.
void FieldSources::limit_values(ReadStatement& read) const {
  for (auto& [name, value] : read.statement.fields) {
    if (limit_value(value))
      read.warnings.push_back(
          fmt::format("the {} is longer than {} KiB: cut", name, max_value_bytes >> 10U));
  }
}

void FieldSources::check_date(ReadStatement& read) const {
  auto& fields = read.statement.fields;
  const auto drop = [&](FieldMap::iterator field, std::string_view reason) {
    read.warnings.push_back(
        fmt::format("the {} “{}” {}: dropped", field->first, field->second, reason));
    fields.erase(field);
  };
  if (const auto date = fields.find("date"); date != fields.end() && !parse_date(date->second)) {
    if (auto iso = written_date(date->second))
      date->second = std::move(*iso);
    else
      drop(date, iso.error());
  }
  const auto year = fields.find("year");
  if (year != fields.end() && (year->second.size() != 4 || !parse_date(year->second)))
    drop(year, "is none (YYYY)");
}

void FieldSources::find_language(ReadStatement& read) const {
  auto& fields = read.statement.fields;
  if (const auto found = fields.find("language"); found != fields.end()) {
    if (auto tag = language_tag(found->second)) {
      found->second = std::move(*tag);
      return;
    }
    read.warnings.push_back(
        fmt::format("the language “{}” is no BCP 47 tag: dropped", found->second));
    fields.erase(found);
  }
  fields["language"] = language_ == "auto" ? detect_language(read.statement.text)
                                           : language_tag(language_).value_or("und");
}

}  // namespace demarche
