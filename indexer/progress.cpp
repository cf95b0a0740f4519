// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "common/program.hpp"

namespace demarche {
namespace {

constexpr std::chrono::milliseconds terminal_interval{200};
constexpr std::chrono::milliseconds lines_interval{5000};

bool is_terminal() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDERR_FILENO) != 0 && terminal != nullptr && terminal != std::string_view("dumb");
}

/// `1:02:03`, or `2:03` below an hour.
std::string clock_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds);
  const auto hours = whole / 3600, minutes = whole / 60 % 60;
  return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, minutes, whole % 60)
                   : fmt::format("{}:{:02}", minutes, whole % 60);
}

}  // namespace

Progress::Progress(ColorChoice choice) : kind_(Kind::none), shown_(start_) {
  if (choice == ColorChoice::never) return;
  if (is_terminal())
    kind_ = Kind::terminal;
  else if (choice == ColorChoice::always)
    kind_ = Kind::lines;
}

void Progress::update(std::uint64_t bytes) {
  if (kind_ == Kind::none) return;
  const auto now = Clock::now();
  if (now - shown_ < (kind_ == Kind::terminal ? terminal_interval : lines_interval)) return;
  shown_ = now;
  const std::chrono::duration<double> seconds = now - start_;
  const std::string line = progress_line(done_, expected_, bytes, expected_bytes_, seconds.count());
  write_stderr(kind_ == Kind::terminal ? fmt::format("\r{}\x1b[K", line)
                                       : fmt::format("indexer: {}\n", line));
}

void Progress::finish() {
  if (kind_ == Kind::terminal && shown_ != start_) write_stderr("\r\x1b[K");
}

std::string progress_line(std::size_t done, std::size_t expected, std::uint64_t bytes,
                          std::uint64_t expected_bytes, double seconds) {
  const double megabytes = static_cast<double>(bytes) / 1e6;
  std::string line = fmt::format("{} of {} files, {:.1f} MB, {:.1f} MB/s", done, expected,
                                 megabytes, seconds > 0 ? megabytes / seconds : 0.0);
  if (bytes > 0 && expected_bytes > bytes)
    line +=
        fmt::format(", {} left", clock_text(seconds * static_cast<double>(expected_bytes - bytes) /
                                            static_cast<double>(bytes)));
  return line;
}

}  // namespace demarche
