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

constexpr std::chrono::milliseconds interval{200};

bool is_wanted(ColorChoice choice) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  const char* terminal = std::getenv("TERM");
  return isatty(STDERR_FILENO) != 0 && terminal != nullptr && terminal != std::string_view("dumb");
}

}  // namespace

Progress::Progress(ColorChoice choice) : active_(is_wanted(choice)) {}

void Progress::advance(std::uint64_t bytes) {
  ++done_;
  if (!active_) return;
  const auto now = Clock::now();
  if (now - shown_ < interval) return;
  shown_ = now;
  const std::chrono::duration<double> seconds = now - start_;
  const double megabytes = static_cast<double>(bytes) / 1e6;
  write_stderr(fmt::format("\r{} of {} files, {:.1f} MB, {:.1f} MB/s\x1b[K", done_, expected_,
                           megabytes, seconds.count() > 0 ? megabytes / seconds.count() : 0.0));
}

void Progress::finish() {
  if (active_ && shown_ != Clock::time_point{}) write_stderr("\r\x1b[K");
}

}  // namespace demarche
