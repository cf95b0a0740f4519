// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/list_format.hpp"

#include "searcher/output/json.hpp"

namespace demarche {

std::optional<Delimited> delimited(OutputFormat format) {
  if (format == OutputFormat::csv) return Delimited::csv;
  if (format == OutputFormat::tsv) return Delimited::tsv;
  return std::nullopt;
}

bool is_json(OutputFormat format) {
  return format == OutputFormat::json || format == OutputFormat::jsonl;
}

std::vector<Column> default_hit_columns(bool snippet) {
  std::vector<Column> columns = {{"rank", ""}, {"score", ""}, {"id", ""}};
  for (const std::string_view name : known_fields)
    columns.push_back({std::string(name), std::string(name)});
  if (snippet) columns.push_back({"snippet", ""});
  return columns;
}

std::vector<Column> default_occurrence_columns() {
  std::vector<Column> columns;
  for (const std::string_view name : occurrence_columns) columns.push_back({std::string(name), ""});
  columns.insert(columns.begin() + 2, {"date", "date"});  // behind the id
  return columns;
}

std::string ListFormat::header() const {
  const auto form = delimited(format_);
  if (!form) return {};
  std::vector<Cell> names;
  if (!qid_.empty()) names.emplace_back(qid_column);
  for (const Column& column : columns_) names.emplace_back(std::string_view(column.name));
  return format_row(names, *form);
}

std::string ListFormat::begin(const SearchResults& results) const {
  if (format_ != OutputFormat::json) return {};
  return '{' + json_before_list(results, qid_) + ",\"hits\":[";
}

std::string ListFormat::begin_concordance() const {
  return format_ == OutputFormat::json ? "{\"concordance\":[" : "";
}

std::string ListFormat::item(const Hit& hit) {
  return is_json(format_) ? json_item(json_object(hit, columns_, item_qid())) : row(hit);
}

std::string ListFormat::item(const Occurrence& occurrence) {
  return is_json(format_) ? json_item(json_object(occurrence, columns_, item_qid()))
                          : row(occurrence);
}

std::string ListFormat::end(const SearchResults& results) const {
  if (!is_json(format_)) return {};
  const std::string before =
      format_ == OutputFormat::json ? "]" : '{' + json_before_list(results, qid_);
  return before + ',' + json_after_list(results) + "}\n";
}

std::string ListFormat::end_concordance(const SearchResults& results) const {
  if (!is_json(format_)) return {};
  const std::string before = format_ == OutputFormat::json ? "]," : "{";
  return before + json_before_list(results, qid_) + ',' + json_after_list(results) + "}\n";
}

template <typename Item>
std::string ListFormat::row(const Item& item) const {
  std::vector<Cell> cells;
  if (!qid_.empty()) cells.emplace_back(std::string_view(qid_));
  for (const Column& column : columns_) cells.push_back(cell_of(item, column));
  return format_row(cells, *delimited(format_));
}

/// In json the answer has it already.
std::string_view ListFormat::item_qid() const {
  return format_ == OutputFormat::jsonl ? std::string_view(qid_) : std::string_view();
}

std::string ListFormat::json_item(std::string object) {
  if (format_ == OutputFormat::jsonl) return std::move(object) + '\n';
  return std::exchange(is_first_, false) ? object : ',' + std::move(object);
}

std::string format_hits(ListFormat list, const SearchResults& results) {
  std::string out = list.begin(results);
  for (const Hit& hit : results.hits) out += list.item(hit);
  out += list.end(results);
  return out;
}

}  // namespace demarche
