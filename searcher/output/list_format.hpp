// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/options.hpp"
#include "searcher/output/delimited.hpp"
#include "searcher/results.hpp"

namespace demarche {

/// csv or tsv, if `format` is one of them.
std::optional<Delimited> delimited(OutputFormat format);

/// Whether `format` is json or jsonl, which say themselves what of an answer others
/// leave to stderr.
bool is_json(OutputFormat format);

/// The columns of csv and tsv where --fields chooses none.
std::vector<Column> default_hit_columns(bool snippet);
std::vector<Column> default_occurrence_columns();

/// An answer as json, jsonl, csv or tsv, in parts, so that a long list need not be
/// held: header(), begin(), an item() for each hit or occurrence, and end(). One thread.
class ListFormat {
public:
  /// `columns` may be empty for json and jsonl: all there is. `qid` is the query's
  /// name in a batch, else empty.
  ListFormat(OutputFormat format, std::vector<Column> columns, std::string_view qid = {})
      : format_(format), columns_(std::move(columns)), qid_(qid) {}

  /// What stands once before all answers, of csv and tsv: the columns' names.
  std::string header() const;
  std::string begin(const SearchResults& results) const;
  std::string item(const Hit& hit);
  std::string item(const Occurrence& occurrence);
  std::string end(const SearchResults& results) const;
  /// Begin and end of a list of occurrences, which are printed before all are known.
  std::string begin_concordance() const;
  std::string end_concordance(const SearchResults& results) const;

private:
  template <typename Item>
  std::string row(const Item& item) const;
  std::string_view item_qid() const;
  std::string json_item(std::string object);

  OutputFormat format_;
  std::vector<Column> columns_;
  std::string qid_;
  bool is_first_ = true;
};

/// Begin, all hits and end.
std::string format_hits(ListFormat list, const SearchResults& results);

}  // namespace demarche
