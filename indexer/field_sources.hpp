// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "indexer/metadata.hpp"
#include "indexer/options.hpp"
#include "indexer/readers/reader.hpp"
#include "indexer/sources/source.hpp"

namespace demarche {

/// Where a statement's fields come from besides its own header: --set, which
/// wins over the header, and the metadata table and the name pattern, which
/// fill what the header leaves open, in this order.
class FieldSources {
public:
  /// Reads the metadata table. Throws UsageError as NamePattern and MetadataTable do.
  explicit FieldSources(const CorpusOptions& options);

  /// Completes a statement that was read from the file, or an archive's member, of this name:
  /// fields, a checked date, the language. What was wrong is added to its warnings. For any number
  /// of threads.
  void complete(ReadStatement& read, const std::string& name);

  /// A number that changes when any setting does that complete() follows.
  std::uint64_t fingerprint() const { return fingerprint_; }
  std::size_t names_without_match() const { return names_without_match_; }
  std::size_t statements_without_row() const { return statements_without_row_; }
  /// Keys of the metadata table that stand in several rows, of which the first counted.
  std::size_t repeated_rows() const;
  /// Whether this file is the metadata table, which is no input.
  bool is_table(const std::string& path) const;

private:
  void fill(Statement& statement, const FieldMap& fields) const;
  void take_information(ReadStatement& read) const;
  void limit_values(ReadStatement& read) const;
  void check_date(ReadStatement& read) const;
  void find_language(ReadStatement& read) const;

  FieldMap set_fields_;
  std::string language_;
  std::optional<NamePattern> pattern_;
  std::optional<MetadataTable> table_;
  std::string table_path_;
  std::uint64_t fingerprint_ = 0;
  // Many threads count.
  std::atomic<std::size_t> names_without_match_ = 0;
  std::atomic<std::size_t> statements_without_row_ = 0;
};

}  // namespace demarche
