// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// What became of an input.
enum class Outcome { indexed, updated, unchanged, removed, skipped };

/// How many inputs had which outcome, and how much text was read.
struct Tally {
  std::uint64_t indexed = 0, updated = 0, unchanged = 0, removed = 0, skipped = 0;
  std::uint64_t elsewhere = 0;  ///< of other shards than this
  std::uint64_t copies = 0;  ///< of those indexed, updated and unchanged: of statements elsewhere
  std::uint64_t bytes = 0;   ///< of the files read
};

/// Counts outcomes, names what was skipped or odd on stderr, writes --report. Of one file's
/// records only max_named are named on stderr, then their number: a file of a million bad ones
/// must not hide what else was skipped. Files are named always.
class Report {
public:
  static constexpr std::uint64_t max_named = 100;

  /// Throws UsageError where the report's file can't be written.
  Report(const std::optional<std::string>& path, bool quiet);
  /// Empties the file of a run that failed: nothing of what it says was done.
  ~Report();
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  /// `name`: the input; `id`: its statement's. Not for skipped ones.
  void add(Outcome outcome, const std::string& name, const std::string& id);
  /// As add(), for a copy of a statement that stands elsewhere.
  void add_copy(Outcome outcome, const std::string& name, const std::string& id);
  /// An input that gave no statement, and why. `records_of`: the file that it is a record of;
  /// empty where it is none.
  void skip(const std::string& name, const std::string& reason, std::string_view records_of = {});
  /// Counts statements of a file that need no line each: see lists_inputs().
  void add_unchanged(std::uint64_t statements) { tally_.unchanged += statements; }
  void add_elsewhere() { ++tally_.elsewhere; }
  /// Whether each input has a line, in the file of --report.
  bool lists_inputs() const { return file_.is_open(); }
  /// Something odd about an input that was not skipped for it; `records_of` as for skip().
  void warn(const std::string& name, const std::string& what, std::string_view records_of = {});
  void add_bytes(std::uint64_t bytes) { tally_.bytes += bytes; }

  const Tally& tally() const { return tally_; }
  /// Tells how many records were not named, and flushes the file of --report. Throws Error where it
  /// could not be written.
  void close();

private:
  /// What was said on stderr of the records of one file.
  struct Named {
    std::string file;
    std::uint64_t count = 0;
  };

  bool names(Named& named, std::string_view records_of, const char* kind);
  void tell_unnamed(Named& named, const char* kind);
  void count(Outcome outcome);
  void write(Outcome outcome, const std::string& name, const std::string& id,
             const std::string& reason, bool is_copy);

  std::string path_;
  std::ofstream file_;
  bool quiet_;
  Tally tally_;
  Named skipped_, warned_;
};

/// The line that sums a run up: "12 indexed, 0 updated, …".
std::string sum_up(const Tally& tally, double seconds, bool dry_run);

}  // namespace demarche
