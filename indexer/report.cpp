// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/report.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "common/error.hpp"
#include "common/files/descriptor.hpp"
#include "common/program.hpp"

namespace demarche {
namespace {

const char* name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::indexed:
      return "indexed";
    case Outcome::updated:
      return "updated";
    case Outcome::unchanged:
      return "unchanged";
    case Outcome::removed:
      return "removed";
    case Outcome::skipped:
      break;
  }
  return "skipped";
}

/// What a record of a report begins with.
constexpr std::string_view record_start = R"({"outcome":)";

/// A mistyped name must not cost a file, nor a pipe that nobody reads all patience.
void check_report_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::fifo) {
    const Descriptor reader(open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
    if (reader.number() < 0)
      throw UsageError(fmt::format("cannot write the report {}: nobody reads it", path));
  }
  if (status.type() != std::filesystem::file_type::regular) return;
  std::ifstream file(path, std::ios::binary);
  std::string start(record_start.size(), '\0');
  file.read(start.data(), static_cast<std::streamsize>(start.size()));
  if (file.gcount() > 0 && start != record_start)
    throw UsageError(fmt::format("{} is there already, and is no report", path),
                     "name another file with --report");
}

constexpr const char* skipped_kind = "skipped";
constexpr const char* warning_kind = "warning";

}  // namespace

Report::Report(const std::optional<std::string>& path, bool quiet) : quiet_(quiet) {
  if (!path) return;
  path_ = *path;
  check_report_file(path_);
  file_.open(path_, std::ios::binary | std::ios::trunc);
  if (!file_) throw UsageError(fmt::format("cannot write the report {}", path_));
}

Report::~Report() {
  if (!file_.is_open()) return;
  file_.close();
  std::error_code error;
  std::filesystem::resize_file(path_, 0, error);
}

void Report::add(Outcome outcome, const std::string& name, const std::string& id) {
  count(outcome);
  write(outcome, name, id, {}, false);
}

void Report::skip(const std::string& name, const std::string& reason, std::string_view records_of) {
  count(Outcome::skipped);
  // Skipped inputs are named also with --quiet: no silent loss.
  if (names(skipped_, records_of, skipped_kind))
    print_message("indexer", skipped_kind, fmt::format("{}: {}", name, reason));
  write(Outcome::skipped, name, {}, reason, false);
}

void Report::add_copy(Outcome outcome, const std::string& name, const std::string& id) {
  count(outcome);
  ++tally_.copies;
  write(outcome, name, id, {}, true);
}

void Report::count(Outcome outcome) {
  switch (outcome) {
    case Outcome::indexed:
      ++tally_.indexed;
      break;
    case Outcome::updated:
      ++tally_.updated;
      break;
    case Outcome::unchanged:
      ++tally_.unchanged;
      break;
    case Outcome::removed:
      ++tally_.removed;
      break;
    case Outcome::skipped:
      ++tally_.skipped;
      break;
  }
}

void Report::write(Outcome outcome, const std::string& name, const std::string& id,
                   const std::string& reason, bool is_copy) {
  if (!file_.is_open()) return;
  nlohmann::ordered_json record = {{"outcome", name_of(outcome)}, {"input", name}};
  if (!id.empty()) record["id"] = id;
  if (is_copy) record["copy"] = true;
  if (!reason.empty()) record["reason"] = reason;
  file_ << record.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

void Report::warn(const std::string& name, const std::string& what, std::string_view records_of) {
  if (!quiet_ && names(warned_, records_of, warning_kind))
    print_message("indexer", warning_kind, fmt::format("{}: {}", name, what));
}

/// Whether an input is to be named on stderr.
bool Report::names(Named& named, std::string_view records_of, const char* kind) {
  if (records_of.empty()) return true;
  if (named.file != records_of) {
    tell_unnamed(named, kind);
    named = {std::string(records_of), 0};
  }
  return ++named.count <= max_named;
}

void Report::tell_unnamed(Named& named, const char* kind) {
  const std::uint64_t count = std::exchange(named.count, 0);
  if (count <= max_named) return;
  const std::uint64_t rest = count - max_named;
  const bool are_skipped = kind == skipped_kind;
  print_message("indexer", kind,
                fmt::format("and {} more {}{} of {}{}", rest, are_skipped ? "record" : "warning",
                            rest == 1 ? "" : "s", named.file, are_skipped ? ", see --report" : ""));
}

void Report::close() {
  tell_unnamed(skipped_, skipped_kind);
  tell_unnamed(warned_, warning_kind);
  if (!file_.is_open()) return;
  file_.close();
  if (!file_) throw Error(fmt::format("cannot write the report {}", path_));
}

std::string sum_up(const Tally& tally, double seconds, bool dry_run) {
  const double megabytes = static_cast<double>(tally.bytes) / 1e6;
  const auto further = [](std::uint64_t count, const char* what) {
    return count > 0 ? fmt::format(", {} {}", count, what) : std::string();
  };
  return fmt::format(
      "{}{} indexed, {} updated, {} unchanged, {} removed, {} skipped{}{}; {:.1f} MB in {:.1f} s "
      "({:.1f} MB/s)",
      dry_run ? "would be: " : "", tally.indexed, tally.updated, tally.unchanged, tally.removed,
      tally.skipped, further(tally.copies, tally.copies == 1 ? "is a copy" : "are copies"),
      further(tally.elsewhere, "left to other shards"), megabytes, seconds,
      seconds > 0 ? megabytes / seconds : 0.0);
}

}  // namespace demarche
